"""The slips of accounts that were just made, in place of the page until they are printed."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import streamlit as st

from kzdash.documents.pages.account_slips import STYLE, AccountSlip, compose_slips
from kzdash.domain.formatting import mark_demonstration
from kzdash.runtime import config
from kzdash.ui.frame.board import store
from kzdash.ui.session.state import state_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kzdash.accounts import TriedAccount

_mount = st.components.v2.component(
    "kzdash_account_slips",
    html="<button>打印条子</button><article></article>",
    css=STYLE + (Path(__file__).parent / "reminder.css").read_text("utf-8"),
    js=(Path(__file__).parent / "account_slips.js").read_text("utf-8"),
)


@dataclass(slots=True)
class SlipState:
    """The slips that a session has to print; nothing else keeps their passwords."""

    slips: tuple[AccountSlip, ...] = ()


def keep_slips(made: Sequence[tuple[TriedAccount, str]]) -> None:
    """Keep the slips of new accounts until they are printed."""
    state_of(SlipState).slips = tuple(
        AccountSlip(one.listed.unit, one.listed.person, one.listed.phone, one.name, password)
        for one, password in made
    )


def show_slips() -> bool:
    """Show the slips that are to be printed; return whether there are any."""
    state = state_of(SlipState)
    if not state.slips:
        return False
    st.success(f"已开设{len(state.slips)}个账号。条子只显示这一次：请打印、剪开，当面交给本人。")
    if st.button("已打印，不再显示"):
        state.slips = ()
        st.rerun()
    plan = store().plan().plan
    title = mark_demonstration(plan.short_title, demonstration=plan.demonstration)
    html = compose_slips(state.slips, title, _address(), config.current().office_phone)
    _mount(key="account-slips", data={"html": html, "style": STYLE})
    return True


def _address() -> str:
    here = urlsplit(st.context.url or "")
    return f"{here.scheme}://{here.netloc}" if here.netloc else "看板的网址"
