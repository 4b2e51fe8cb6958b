"""Access to pages: the current user, and what is shown to people who must log in first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import streamlit as st

from kzdash.errors import KzdashError
from kzdash.ui.session.identity import current_user, login_link, password_link

if TYPE_CHECKING:
    from kzdash.accounts import User


def logged_in_user() -> User | None:
    """Return the current user, or None; also None if the store cannot be read."""
    try:
        return current_user()
    except KzdashError:
        return None


def office_visibility(me: User | None) -> Literal["visible", "hidden"]:
    """Return whether the menu shows the pages that are for the office alone."""
    return "visible" if me is not None and me.is_office else "hidden"


def ask_to_log_in() -> None:
    """Say that this needs an account, and show the button to log in."""
    with st.container(border=True):
        st.markdown("**请先登录。** 账号由专班办公室发放；忘记密码请联系专班办公室重置。")
        login_link()
        # reading it needs no account
        st.link_button("第一次登录怎样做", "/handbook#login", type="tertiary")


def ask_for_access(me: User | None) -> None:
    """Ask a user who may not read yet to log in, or to change a one-time password."""
    if me is None:
        ask_to_log_in()
        return
    st.warning("您还在使用一次性密码。请先修改密码，再查看。")
    password_link()
