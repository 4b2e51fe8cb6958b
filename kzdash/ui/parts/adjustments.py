"""Adjusting the plan: what was adjusted of an item, and the office's form to do so."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import streamlit as st

from kzdash.board import report_text
from kzdash.board.items import IndicatorLine, Line, ProjectLine
from kzdash.domain.formatting import EARLIEST, LATEST, day, moment, number
from kzdash.runtime import clock
from kzdash.ui.reporting import adjustment_form
from kzdash.ui.reporting.adjustment_form import DUE, MONEY, TARGET
from kzdash.ui.session.current_user import who
from kzdash.ui.widgets.plain_text import inline, plain

if TYPE_CHECKING:
    from kzdash.accounts import Who
    from kzdash.board.items import Change
    from kzdash.ui.reporting.adjustment_form import Start


def adjust_here(line: Line) -> None:
    """Show the adjustments of an item, and to the office the way to make one."""
    me = who(touch=False)
    office = me is not None and me.is_office and not me.must_change
    if not line.changes and not office:
        return
    st.subheader("方案调整", anchor=False)
    for change in line.changes:
        st.markdown(_words(line, change))
        st.caption(f"{plain(change.reporter)} {moment(change.recorded_at)}登记")
    if me is not None and office:
        # filled when what was typed has been sent, which is asked further down
        confirmed = st.container()
        named = "或".join(adjustment_form.adjustable(line).values())
        with st.expander(f"调整{named}", key=f"adjust-{line.item_id}"):
            _form(line, me)
        with confirmed:
            adjustment_form.say("success", line)


def _words(line: Line, change: Change) -> str:
    what, value = report_text.adjusted(line, change)
    document, reason = plain(change.document_number), plain(change.reason)
    return f"自{day(change.as_of)}起{what}调整为 **{inline(value)}**（{document}）：{reason}"


def _form(line: Line, me: Who) -> None:
    start = adjustment_form.start(line)
    with st.form(start.name, enter_to_submit=False, border=False):
        st.caption("方案原文保持不变；自生效日起，各页显示新值并注明原值。只改需要调整的一项。")
        answers = _ask(line, start)
        left, right = st.columns(2)
        document = left.text_input(
            "文号", placeholder="作出调整的文件文号", key=f"{start.name}-document"
        )
        as_of = right.date_input(
            "生效日期",
            clock.today(),
            EARLIEST,
            LATEST,
            format="YYYY-MM-DD",
            key=f"{start.name}-from",
        )
        reason = st.text_area("调整原因", height=68, key=f"{start.name}-reason")
        notice = st.container()
        sent = st.form_submit_button("登记调整")
    if sent:
        grounds = {"document_number": document, "as_of": as_of, "reason": reason}
        adjustment_form.send(line, me, start, answers | grounds)
    with notice:
        adjustment_form.say("error", line)


def _ask(line: Line, start: Start) -> dict[str, Any]:
    """Ask for the new figures or days, beginning with those that the form starts from."""
    match line:
        case IndicatorLine():
            target = st.text_input(
                f"新目标值（{inline(line.target.unit)}）" if line.target.unit else "新目标值",
                value=number(start.now[TARGET], 6),
                key=f"{start.name}-target",
            )
            return {TARGET: target}
        case ProjectLine():
            left, right = st.columns(2)
            amount = left.text_input(
                "新计划总投资（万元）",
                value=number(start.now[MONEY], 6),
                key=f"{start.name}-money",
            )
            year = right.number_input(
                "新完工年",
                min_value=line.start_year,
                # a plan may build until after the last day that may be asked for
                max_value=max(LATEST.year, start.now[DUE].year),
                value=start.now[DUE].year,
                key=f"{start.name}-year",
            )
            return {MONEY: amount, DUE: dt.date(year, 12, 31)}
        case _:
            due_on = st.date_input(
                "新到期日",
                start.now[DUE],
                min(EARLIEST, start.now[DUE]),
                max(LATEST, start.now[DUE]),
                format="YYYY-MM-DD",
                key=f"{start.name}-due",
            )
            return {DUE: due_on}
