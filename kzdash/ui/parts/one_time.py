"""A one-time password that was just made: shown until it is noted down, and kept nowhere else."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from kzdash.ui.session.identity import by_provider
from kzdash.ui.session.state import state_of
from kzdash.ui.widgets.plain_text import plain


@dataclass(slots=True)
class OneTimeState:
    """The account of a session's last one-time password, and the password."""

    made: tuple[str, str] | None = None


def keep_one_time_password(name: str, password: str) -> None:
    """Keep the one-time password of an account until it is noted down."""
    state_of(OneTimeState).made = (name, password)


def show_one_time_password() -> None:
    """Show a new one-time password until it is noted down; only this browser tab has it."""
    state = state_of(OneTimeState)
    if state.made is None:
        return
    name, password = state.made
    with st.container(border=True):
        if by_provider():
            st.success(f"账号 **{plain(name)}** 已可使用。本人用登记的邮箱登录即可，不需要密码。")
        else:
            st.success(f"账号 **{plain(name)}** 的一次性密码：")
            st.code(password, language=None, width=300)
            st.caption("请当面或电话告知本人，登录后须先修改。只显示这一次；遗失了可再重置。")
        if st.button("已记下，不再显示"):
            state.made = None
            st.rerun()
