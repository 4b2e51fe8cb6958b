"""What the office does to an account of another: reset, disable and hand over, each asked first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import streamlit as st

from kzdash import accounts
from kzdash.domain.models import OFFICE_NAME
from kzdash.errors import KzdashError, chinese
from kzdash.runtime import clock
from kzdash.ui.frame.board import store
from kzdash.ui.parts.one_time import keep_one_time_password
from kzdash.ui.session.identity import by_provider
from kzdash.ui.session.state import state_of
from kzdash.ui.widgets import theme
from kzdash.ui.widgets.plain_text import plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kzdash.accounts import User
    from kzdash.domain.models import Account

RESET, DISABLE, HAND_OVER = "重置密码", "停用账号", "移交账号"
CONSEQUENCES = {
    RESET: "原密码作废，各处的登录结束，得到一个新的一次性密码。",
    DISABLE: "不能再登录，各处的登录结束；填报记录保留。重置可恢复使用。",
    HAND_OVER: "这个账号停用，填报记录保留；接手的人得到同一单位的新账号和一次性密码。",
}


@dataclass(slots=True)
class AskedState:
    """The act that a session was asked to confirm, and the name of the account it is about."""

    act: str = ""
    name: str = ""


def show_acts(me: User, all_accounts: Sequence[Account]) -> None:
    """Let the office choose another's account and what to do to it, and ask before it is done."""
    others = {
        f"{account.name}（{account.person}）": account
        for account in all_accounts
        if account.name != me.name
    }
    asked = state_of(AskedState)
    with st.container(border=True):
        st.subheader("重置、停用或移交账号", anchor=False)
        chosen = st.selectbox("账号", others, index=None, placeholder="请选择账号", key="chosen")
        account = others.get(chosen) if chosen else None
        unusable = account is None or account.disabled
        with st.container(horizontal=True):
            for act in CONSEQUENCES:
                disabled = account is None if act == RESET else unusable
                if st.button(act, disabled=disabled) and account is not None:
                    asked.act, asked.name = act, account.name
        if account is not None and asked.name == account.name and asked.act:
            _ask(me, account, asked)


def _ask(me: User, account: Account, asked: AskedState) -> None:
    unit = account.unit.name if account.unit else OFFICE_NAME
    whose = f"**{plain(account.name)}**（{plain(account.person)}，{plain(unit)}）"
    st.warning(f"{asked.act}：{whose}。{CONSEQUENCES[asked.act]}")
    person, email = "", ""
    if asked.act == HAND_OVER:
        person = st.text_input(
            "接手的人", max_chars=accounts.MAX_PERSON_LENGTH, placeholder="姓名", key="successor"
        )
        if by_provider():
            email = st.text_input("邮箱", max_chars=accounts.MAX_EMAIL_LENGTH, key="their_email")
    with st.container(horizontal=True):
        confirmed = st.button(f"确认{asked.act}", type=theme.emphasis())
        cancelled = st.button("取消")
    if cancelled:
        asked.act = ""
        st.rerun()
    if not confirmed:
        return
    try:
        _act(me, account.name, asked.act, person, email)
    except KzdashError as error:
        st.error(chinese.account_error(error))
        return
    asked.act = ""
    st.rerun()


def _act(me: User, name: str, act: str, person: str, email: str) -> None:
    now = clock.now()
    if act == DISABLE:
        accounts.disable_account(store(), name, now, by=me.name)
    elif act == RESET:
        keep_one_time_password(name, accounts.reset_account(store(), name, now, by=me.name))
    else:
        new = accounts.hand_over_account(store(), name, person, email, now, by=me.name)
        keep_one_time_password(*new)
