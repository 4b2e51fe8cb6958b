"""The text that the office sends to ask for reports, to be read and copied."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import streamlit as st

from kzdash.board.reminder import compose_reminder, compose_unit_reminder
from kzdash.runtime import config
from kzdash.ui.frame.board import today_board

if TYPE_CHECKING:
    from kzdash.accounts import User

FOLDER = Path(__file__).parent
_mount = st.components.v2.component(
    "kzdash_reminder",
    html="<pre></pre><button>复制</button>",
    css=(FOLDER / "reminder.css").read_text("utf-8"),
    js=(FOLDER / "reminder.js").read_text("utf-8"),
)


def offer_reminder(user: User | None, unit: str | None = None) -> None:
    """Offer the office the text for all units, or for one; it is about today.

    It is composed only when it is asked for.
    """
    if user is None or not user.is_office:
        return
    opened = st.popover("催报文字", key="reminder", on_change="rerun")
    if not opened.open:
        return
    with opened:
        show_reminder(unit)


def show_reminder(unit: str | None = None) -> None:
    """Show the text for all units, or for one, with a button that copies it."""
    board, address = today_board(), reporting_address()
    text = compose_unit_reminder(board, unit, address) if unit else compose_reminder(board, address)
    if text:
        _mount(key="reminder-text", data={"text": text})
    else:
        st.success("没有需要填报的事项。", icon=":material/check_circle:")


def reporting_address() -> str:
    """Return the address of 填报: as the settings say, else as the browser has this page's."""
    if said := config.current().channels.address:
        return f"{said}/reporting"
    here = urlsplit(st.context.url or "")
    return f"{here.scheme}://{here.netloc}/reporting" if here.netloc else "看板的“填报”页"
