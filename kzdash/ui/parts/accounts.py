"""The parts of 账号, where the office manages the accounts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeGuard

import pandas as pd
import streamlit as st

from kzdash import accounts
from kzdash.domain.formatting import format_moment
from kzdash.domain.models import OFFICE_NAME, Change, Role
from kzdash.errors import KzdashError, chinese
from kzdash.runtime import clock
from kzdash.ui.frame.board import store
from kzdash.ui.parts.one_time import keep_one_time_password
from kzdash.ui.session.access import ask_to_log_in
from kzdash.ui.session.state import state_of
from kzdash.ui.widgets import theme
from kzdash.ui.widgets.plain_text import plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kzdash.accounts import User
    from kzdash.domain.models import Account

COLUMNS = ["账号", "姓名", "单位", "邮箱", "状态", "最近登录"]
CHANGE_COLUMNS = ["时间", "谁", "做了什么", "账号", "移交给"]
CHANGES = {
    Change.ADDED: "添加",
    Change.RESET: "重置密码",
    Change.DISABLED: "停用",
    Change.HANDED_OVER: "移交并停用",
}
MAX_CHANGES = 200


@dataclass(slots=True)
class AccountFormState:
    """The account forms of a session.

    `added` counts the accounts that were added, so that each form for a new one starts empty.
    """

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


def show_accounts(all_accounts: Sequence[Account]) -> None:
    """Show every account, its state and its last log-in; who never logged in stands first."""
    rows = [
        (
            account.name,
            account.person,
            _unit_name(account),
            account.email or "—",
            _state(account),
            _last_login(account),
        )
        for account in sorted(all_accounts, key=lambda it: not _is_unused(it))
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
    keep_one_time_password(name, password)
    state.added += 1
    st.rerun()


def show_changes(all_accounts: Sequence[Account]) -> None:
    """List the last changes of accounts: who did what to which, and when."""
    people = {account.name: f"{account.name}（{account.person}）" for account in all_accounts}
    people[""] = "命令行"
    rows = [
        (
            format_moment(row.recorded_at),
            people.get(row.account, row.account),
            CHANGES[Change(row.change)],
            people.get(row.changed, row.changed),
            people.get(row.successor, row.successor) if row.successor else "—",
        )
        for row in accounts.account_changes(store(), MAX_CHANGES)
    ]
    with st.expander("账号变动记录", key="account-changes"):
        st.caption(f"最近{MAX_CHANGES}次，最近的在前。只增不改，只有专班办公室看得到。")
        st.dataframe(pd.DataFrame(rows, columns=CHANGE_COLUMNS), hide_index=True)


def _unit_name(account: Account) -> str:
    return account.unit.name if account.unit else OFFICE_NAME


def _state(account: Account) -> str:
    if account.disabled:
        return "已停用"
    return "待改密码" if account.must_change else "正常"


def _is_unused(account: Account) -> bool:
    """Whether somebody should have logged in to an account and never did."""
    return account.last_login_at is None and account.must_change and not account.disabled


def _last_login(account: Account) -> str:
    if account.last_login_at is not None:
        return format_moment(account.last_login_at)
    # log-ins of earlier versions were not kept
    return "尚未登录" if account.must_change else "没有记录"
