"""The parts of 账号, where the office manages the accounts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeGuard

import pandas as pd
import streamlit as st

from kzdash import accounts
from kzdash.domain.formatting import format_moment
from kzdash.domain.models import OFFICE_NAME, Role
from kzdash.errors import KzdashError, chinese
from kzdash.runtime import clock
from kzdash.ui.frame.board import store
from kzdash.ui.session.access import ask_to_log_in
from kzdash.ui.session.identity import by_provider
from kzdash.ui.session.state import state_of
from kzdash.ui.widgets import theme
from kzdash.ui.widgets.plain_text import plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kzdash.accounts import User
    from kzdash.domain.models import Account

COLUMNS = ["账号", "姓名", "单位", "邮箱", "状态"]


@dataclass(slots=True)
class AccountFormState:
    """The account forms of a session.

    `one_time` is an account with the password just made for it, which nothing else keeps; `added`
    counts the accounts that were added, so that each form for a new one starts empty.
    """

    one_time: tuple[str, str] | None = None
    added: int = 0


def may_manage_accounts(me: User | None) -> TypeGuard[User]:
    """Return whether a user may manage accounts; tell a user who may not what to do."""
    if me is None:
        ask_to_log_in()
    elif not me.is_office:
        st.info("账号由专班办公室管理。需要添加、重置或停用账号，请联系专班办公室。")
    elif me.must_change:
        st.info("您还在使用一次性密码。请先在右上角修改密码，再管理账号。")
    return me is not None and me.is_office and not me.must_change


def show_one_time_password() -> None:
    """Show a new one-time password until it is noted down; only this browser tab has it."""
    state = state_of(AccountFormState)
    if state.one_time is None:
        return
    name, password = state.one_time
    with st.container(border=True):
        if by_provider():
            st.success(f"账号 **{plain(name)}** 已可使用。本人用登记的邮箱登录即可，不需要密码。")
        else:
            st.success(f"账号 **{plain(name)}** 的一次性密码：")
            st.code(password, language=None, width=300)
            st.caption("请当面或电话告知本人，登录后须先修改。只显示这一次；遗失了可再重置。")
        if st.button("已记下，不再显示"):
            state.one_time = None
            st.rerun()


def show_accounts(all_accounts: Sequence[Account]) -> None:
    """Show every account and its state."""
    rows = [
        (account.name, account.person, _unit_name(account), account.email or "—", _state(account))
        for account in all_accounts
    ]
    st.dataframe(pd.DataFrame(rows, columns=COLUMNS), hide_index=True)


def show_guessed_accounts() -> None:
    """Warn about accounts whose password somebody guesses, and say what the office can do."""
    for name, (failures, last) in sorted(accounts.guessed_accounts(store()).items()):
        st.warning(
            f"有人在试账号 **{plain(name)}** 的密码：连续输错 {failures} 次，"
            f"最近一次 {format_moment(last)}。"
            "本人在登录过的浏览器上照常登录；换了电脑登录不了的，可在下面重置密码。"
        )


def show_new_account_form(me: User) -> None:
    """Ask for a new account; the fields keep what is typed until the account is stored."""
    state = state_of(AccountFormState)
    with st.form(f"new-{state.added}", enter_to_submit=False):
        st.subheader("添加账号", anchor=False)
        name = st.text_input(
            "账号",
            max_chars=accounts.MAX_NAME_LENGTH,
            placeholder="汉字、字母、数字，不分大小写",
        )
        person = st.text_input(
            "姓名",
            max_chars=accounts.MAX_PERSON_LENGTH,
            placeholder="填报记录上显示的姓名",
        )
        units = [OFFICE_NAME, *(unit.name for unit in store().plan().units)]
        unit = st.selectbox("单位", units, index=None, placeholder="请选择单位")
        email = st.text_input(
            "邮箱（可不填）",
            max_chars=accounts.MAX_EMAIL_LENGTH,
            placeholder="统一身份认证登录时用",
        )
        if not st.form_submit_button("添加账号", type=theme.emphasis()):
            return
        role = Role.OFFICE if unit == OFFICE_NAME else Role.UNIT
        of_unit = None if role is Role.OFFICE else unit
        try:
            password = accounts.add_account(
                store(), name, person, role, of_unit, email, clock.now(), by=me.name
            )
        except KzdashError as error:
            st.error(chinese.account_error(error))
            return
    state.one_time, state.added = (name, password), state.added + 1
    st.rerun()


def show_reset_form(me: User, all_accounts: Sequence[Account]) -> None:
    """Reset or disable another user's account; users change their own password at /password."""
    others = {
        f"{account.name}（{account.person}）": account
        for account in all_accounts
        if account.name != me.name
    }
    with st.container(border=True):
        st.subheader("重置或停用账号", anchor=False)
        chosen = st.selectbox("账号", others, index=None, placeholder="请选择账号", key="chosen")
        st.caption("重置：给一个新的一次性密码，已停用的恢复使用。停用：不能再登录，填报记录保留。")
        account = others.get(chosen) if chosen else None
        is_disabled = account is not None and account.disabled
        with st.container(horizontal=True):
            resets = st.button("重置密码", disabled=account is None)
            disables = st.button("停用账号", disabled=account is None or is_disabled)
        if account is None or not (resets or disables):
            return
        try:
            if disables:
                accounts.disable_account(store(), account.name, clock.now(), by=me.name)
            else:
                password = accounts.reset_account(store(), account.name, clock.now(), by=me.name)
                state_of(AccountFormState).one_time = (account.name, password)
        except KzdashError as error:
            st.error(chinese.account_error(error))
            return
    st.rerun()


def _unit_name(account: Account) -> str:
    return account.unit.name if account.unit else OFFICE_NAME


def _state(account: Account) -> str:
    if account.disabled:
        return "已停用"
    return "待改密码" if account.must_change else "正常"
