"""Cause, next step, expected day and confidence: asked of whoever is late, and of nobody else.

They are asked where the item is late, behind, missed or blocked, or becomes so by what is being
typed, which the server learns as the draft is kept.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import streamlit as st

from kzdash.board.outlook import is_asked, outlook_of
from kzdash.domain.formatting import format_date
from kzdash.domain.progress import Status
from kzdash.domain.rules import (
    EVIDENCE,
    OUTLOOK,
    REPORT_FIELDS,
    ChoiceField,
    DayField,
    TextField,
)
from kzdash.errors import KzdashError
from kzdash.reporting.outlook import asks_after
from kzdash.store import FormPart
from kzdash.ui.frame.board import store, today_board
from kzdash.ui.reporting import drafts
from kzdash.ui.reporting.as_typed import as_typed
from kzdash.ui.reporting.hints import check_rules
from kzdash.ui.session.state import state_of
from kzdash.ui.widgets.day_field import typed_day

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from kzdash.board.items import BoardItem
    from kzdash.domain.models import Report

    Parse = Callable[[Mapping[str, Any]], Report]

ASKED = "这一项没有按计划进行，请填以下各栏，便于协调："
UNTOLD = "还没有写滞后原因、下一步措施和预计完成日期：点“填报”补上，便于协调。"
NAMES = tuple(field.name for field in OUTLOOK)
TEXTS = {field.name for field in REPORT_FIELDS if isinstance(field, TextField)}
# by the rules some judgements want words, which may still be to come
WORDS_TO_COME = {"note": "—", EVIDENCE.name: "—"}


@dataclass(slots=True)
class OutlookState:
    """Whether the open form asks, and of which item and answers that was found."""

    judged: object = None
    asks: bool = False


def carried(item: BoardItem) -> dict[str, str]:
    """Return, as typed, what the next report on an item says if nothing has changed.

    That is nothing once the item is on track again, and never a day that has come already.
    """
    report = item.latest_report
    if report is None or not is_asked(item):
        return {}
    said = {field.name: as_typed(field, report) for field in OUTLOOK}
    if report.expected_on is not None and report.expected_on <= item.as_of:
        said["expected_on"] = ""
    return said


def carried_in_row(item: BoardItem, status: str | None) -> dict[str, str]:
    """Return what a row of 批量填报 says beside its status: what is still blocked is so as told."""
    return carried(item) if status == Status.BLOCKED.label else {}


def needs_new_day(item: BoardItem) -> bool:
    """Whether the day is past by which a late item was expected, so that a new one is wanted."""
    return is_asked(item) and bool(outlook_of(item).days_past)


def show_outlook_fields(item: BoardItem) -> dict[str, str | None]:
    """Show the four fields where they are asked; they start with a draft, or what was said last."""
    form = FormPart(item.item_id)
    # in a place of its own, so that no other field moves when they come
    with st.container(key=f"outlook-{item.item_id}"):
        if not state_of(OutlookState).asks:
            for name in NAMES:
                st.session_state.pop(drafts.key(form, name), None)
            return {}
        st.caption(ASKED)
        if needs_new_day(item):
            said = outlook_of(item)
            st.caption(
                f"上次写的是{format_date(said.expected_on)}完成，已过{said.days_past}天，请写新的日期。"
            )
        return _show_fields(form, carried(item))


def _show_fields(form: FormPart, before: Mapping[str, str]) -> dict[str, str | None]:
    values: dict[str, str | None] = {}
    whole = st.container()
    # the day, and how sure it is, side by side
    left, right = st.columns(2)
    for field in OUTLOOK:
        key, typed = drafts.key(form, field.name), drafts.typed_before(form, field.name)
        start = before.get(field.name, "") if typed is None else typed
        match field:
            case ChoiceField():
                chosen = start if start in field.choices else None
                values[field.name] = right.segmented_control(
                    field.form_label, list(field.choices), default=chosen, key=key
                )
            case DayField():
                values[field.name] = typed_day(field.form_label, key, None, left, start)
            case _:
                values[field.name] = whole.text_area(field.form_label, start, key=key, height=68)
    return values


def judge(item: BoardItem, parse: Parse) -> bool:
    """Find out whether the open form asks, by the item and what is typed; return if that changes.

    `parse` makes a report of what is typed, as the draft has it.
    """
    state, typed = state_of(OutlookState), drafts.typed_now(FormPart(item.item_id)) or {}
    told = {name: said for name, said in typed.items() if name not in {*TEXTS, *NAMES}}
    found_of = (item.item_id, item.changed_at, told)
    if state.judged == found_of:
        return False
    was, state.judged, state.asks = state.asks, found_of, is_asked(item)
    if told:
        # half a figure is no figure yet
        with suppress(KzdashError):
            state.asks = _asks_after(parse({**told, **WORDS_TO_COME}))
    return state.asks != was


def _asks_after(report: Report) -> bool:
    """Whether its item is late once a report counts; RefusedError where the rules refuse it."""
    check_rules(report)
    return asks_after(store(), today_board(), report)


def settle(values: Mapping[str, Any], report: Report) -> dict[str, Any]:
    """Return the answers without the four where the report says that nothing is late any more."""
    is_said = any(field.says(getattr(report, field.name)) for field in OUTLOOK)
    if not is_said or _asks_after(report):
        return dict(values)
    return {name: said for name, said in values.items() if name not in NAMES}


def show_untold(item: BoardItem) -> None:
    """Say of a late item that nobody has said why, and by when, where that is so."""
    if item.latest_report is not None and is_asked(item) and outlook_of(item).is_empty:
        st.caption(UNTOLD)
