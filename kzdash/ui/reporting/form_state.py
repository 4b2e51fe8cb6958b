"""The state of a session's report form, and the two messages that show it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import streamlit as st

from kzdash.ui.session.state import Notice, state_of
from kzdash.ui.widgets.outcome import show_outcome

if TYPE_CHECKING:
    from kzdash.accounts import User
    from kzdash.board.items import BoardItem


@dataclass(frozen=True, slots=True)
class Confirmation:
    """The confirmation of a report or undo; `unseen` says why this page does not show it."""

    item_id: int
    words: str
    unseen: str


@dataclass(slots=True)
class ReportFormState:
    """The report form of a session.

    `opened` is the id of the item whose form this session opened, `reporter` the user who saw the
    form on an item last, `sent` how the url named the form that was sent last, and `hints` the
    plausibility hints that the form showed last, each with the id of its item. `turn` counts the
    forms that were opened and those that were sent.
    """

    opened: int | None = None
    reporter: tuple[int, User] | None = None
    sent: str | None = None
    notice: Notice | None = None
    confirmation: Confirmation | None = None
    hints: tuple[int, tuple[str, ...]] | None = None
    turn: int = 0


def report_form() -> ReportFormState:
    """Return the state of this session's report form."""
    return state_of(ReportFormState)


def notify(item: BoardItem, words: str, kind: Literal["error", "warning"] = "error") -> None:
    """Leave a notice on an item, kept until its form is sent or closed.

    The page runs again whenever anybody reports.
    """
    report_form().notice = Notice(item.item_id, kind, words)


def show_notice(item: BoardItem) -> None:
    """Show why the last report or undo was refused, if it was on this item."""
    notice = report_form().notice
    if notice is not None and notice.item_id == item.item_id:
        show_outcome(notice.kind, notice.words)


def show_confirmation(item: BoardItem) -> None:
    """Show the confirmation of the last report or undo, if it was on this item."""
    confirmation = report_form().confirmation
    if confirmation is not None and confirmation.item_id == item.item_id:
        show_outcome("success", confirmation.words)
        if confirmation.unseen:
            st.info(confirmation.unseen)


def close_sent_form(name: str, sent: str | None) -> None:
    """Close a form that was sent, if the browser missed that and its url still names the form."""
    if name in st.query_params and st.query_params[name] == sent:
        del st.query_params[name]
