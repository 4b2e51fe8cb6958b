"""The current user of a page, and how they log in and out."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache, partial
from typing import TYPE_CHECKING
from urllib.parse import urlencode, urlsplit

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from kzdash import accounts
from kzdash.runtime import clock, config, logs
from kzdash.store import admit_anybody
from kzdash.ui.frame.board import store
from kzdash.ui.widgets.plain_text import plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kzdash.accounts import User
    from kzdash.store import Admit

# empty until the run has read its user; None where no run remembers one
_run_user: ContextVar[list[User | None] | None] = ContextVar("_run_user", default=None)


@cache
def by_provider() -> bool:
    """Return whether an identity provider logs people in, through Streamlit, and not passwords.

    Read once a process: looking for the file of secrets each time took 4 % of a busy server.
    """
    return st.secrets.load_if_toml_exists() and "auth" in st.secrets


@contextmanager
def remember_user() -> Iterator[None]:
    """Let `current_user` read the store only once until the block ends.

    The main script opens such a block for each run, so the next run sees that a login has ended.
    A fragment opens one too: it shares its page's block, or reads anew when it runs alone.
    """
    if _run_user.get() is not None:
        yield
        return
    token = _run_user.set([])
    try:
        yield
    finally:
        _run_user.reset(token)


def current_user(*, touch: bool = True) -> User | None:
    """Return who is logged in; KzdashError if the store cannot be read.

    An open page that refreshes itself passes `touch=False`, so it does not prolong an idle login.
    """
    remembered = _run_user.get()
    if remembered is None:
        return _read_user(touch=touch)
    if not remembered:
        remembered.append(_read_user(touch=touch))
    return remembered[0]


def office_user() -> User | None:
    """Return who is logged in, if they are of the office and may write."""
    me = current_user(touch=False)
    return me if me is not None and me.is_office and not me.must_change else None


def _read_user(*, touch: bool) -> User | None:
    if by_provider():
        email = _verified_email()
        return accounts.user_with_email(store(), email, clock.now()) if email else None
    token = st.context.cookies.get(accounts.COOKIE)
    return accounts.user_of_token(store(), token, clock.now(), touch=touch) if token else None


def write_admission() -> Admit:
    """Return the check of this browser's login that the store makes in a write's transaction.

    A callback runs before the page reads its user, so the user it was given may be logged out.
    Only Streamlit knows an identity provider's logins; there the store checks the account alone.
    """
    if by_provider():
        return admit_anybody
    token = st.context.cookies.get(accounts.COOKIE) or ""
    return partial(accounts.require_login, token=token, now=clock.now())


def session_number() -> str:
    """Return the number that the log names a session by, empty outside a script's run.

    It is the login's number, the same in all tabs of a browser; without a login it is the tab's.
    """
    run = get_script_run_ctx(suppress_warning=True)
    if run is None:
        return ""
    return logs.log_number(st.context.cookies.get(accounts.COOKIE) or run.session_id)


def may_open_files() -> bool:
    """Return whether this browser can open files at addresses of their own.

    It cannot if readers must log in through an identity provider, whose logins only pages know.
    """
    return not (config.current().login_to_read and by_provider())


def may_read(me: User | None) -> bool:
    """Return whether a user may read; anybody may, unless the settings ask readers to log in."""
    return not config.current().login_to_read or (me is not None and me.may_read)


def login_link(key: str = "log_in") -> None:
    """Show the button to log in, which leads back to this page."""
    if not by_provider():
        st.link_button("登录", f"/login?{urlencode({'next': _here()})}")
    elif st.button("登录", key=key):
        st.login(_provider())


def password_link() -> None:
    """Show the button to change the password, which leads back to this page."""
    st.link_button("修改密码", f"/password?{urlencode({'next': _here()})}")


def account_menu() -> None:
    """Show the current user, with what they can do about their log-in, or the button to log in."""
    me = current_user(touch=False)
    if me is None:
        if _is_unknown():
            if st.button("退出登录"):
                st.logout()
        else:
            login_link("log_in_menu")
        return
    with st.popover(plain(me.person), key="account"):
        st.markdown(f"**{plain(me.words)}**")
        if not by_provider():
            password_link()
        if st.button("退出登录", key="away-log-out"):
            _log_out()
        if not by_provider() and st.button("在所有设备退出", key="away-log-out-everywhere"):
            _log_out_everywhere()


def warn_of_account() -> None:
    """Say what keeps somebody who is logged in from reporting."""
    me = current_user(touch=False)
    if me is not None and me.must_change:
        st.warning("您还在使用一次性密码。请先修改密码，再填报。")
    elif me is None and _is_unknown():
        email = str(st.user.get("email") or "")
        st.warning(
            f"{plain(email) if _verified_email() else '您的邮箱'}没有对应的账号，不能填报。"
            "请联系专班办公室，用这个邮箱开设账号。"
        )


def _is_unknown() -> bool:
    """Whether an identity provider knows who this is, and the store does not."""
    return by_provider() and bool(st.user.is_logged_in)


def _log_out() -> None:
    if by_provider():
        st.logout()
        return
    accounts.log_out(store(), st.context.cookies[accounts.COOKIE])
    logs.log_audit("logged out")
    st.rerun()


def _log_out_everywhere() -> None:
    accounts.log_out_everywhere(store(), st.context.cookies[accounts.COOKIE], clock.now())
    logs.log_audit("logged out everywhere")
    st.rerun()


def _verified_email() -> str:
    """Return the e-mail that the provider has verified, empty if there is none."""
    unverified = str(st.user.get("email_verified", True)).lower() == "false"
    return "" if unverified else str(st.user.get("email") or "")


def _provider() -> str | None:
    """Return the name of the first provider, None if the settings have a single unnamed one."""
    auth = st.secrets["auth"]
    names = [name for name, section in auth.items() if isinstance(section, Mapping)]
    return None if "client_id" in auth or not names else names[0]


def _here() -> str:
    """Return the path and query of the page, as the browser has them."""
    query = [(name, value) for name in st.query_params for value in st.query_params.get_all(name)]
    path = urlsplit(st.context.url or "").path or "/"
    return f"{path}?{urlencode(query)}" if query else path
