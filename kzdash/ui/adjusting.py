"""Adjusting the plan: what was adjusted of an item, and the office's form to do so."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import streamlit as st

from kzdash import clock, saying, typed
from kzdash.errors import ConflictError, KzdashError, RefusedError
from kzdash.lines import IndicatorLine, Line, MilestoneLine, ProjectLine
from kzdash.models import Adjustment
from kzdash.typed import TypedError
from kzdash.ui import refusals
from kzdash.ui.plain import plain
from kzdash.ui.source import store
from kzdash.ui.who import admission, who
from kzdash.words import LATEST, day, moment, number

if TYPE_CHECKING:
    from streamlit.delta_generator import DeltaGenerator

    from kzdash.accounts import Who
    from kzdash.lines import Change

TARGET, DUE, MONEY = "target", "due_on", "planned_investment_wan_yuan"


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
        with st.expander(
            f"调整{'或'.join(_adjustable(line).values())}", key=f"adjust-{line.item_id}"
        ):
            _form(line, me)


def _words(line: Line, change: Change) -> str:
    what, value = saying.adjusted(line, change)
    document, reason = plain(change.document_number), plain(change.reason)
    return f"自{day(change.as_of)}起{what}调整为 **{value}**（{document}）：{reason}"


def _adjustable(line: Line) -> dict[str, str]:
    match line:
        case IndicatorLine():
            return {TARGET: "目标值"}
        case ProjectLine():
            return {MONEY: "计划总投资", DUE: "完工年"}
        case MilestoneLine():
            return {DUE: "到期日"}
        case _:
            return {}


def _form(line: Line, me: Who) -> None:
    with st.form(f"adjusting-{line.item_id}", enter_to_submit=False, border=False):
        st.caption("方案原文保持不变；自生效日起，各页显示新值并注明原值。只改需要调整的一项。")
        answers = _ask(line)
        left, right = st.columns(2)
        document = left.text_input("文号", placeholder="作出调整的文件文号")
        as_of = right.date_input("生效日期", value=clock.today(), format="YYYY-MM-DD")
        reason = st.text_area("调整原因", height=68)
        notice = st.container()
        sent = st.form_submit_button("登记调整")
    if sent:
        grounds = {"document_number": document, "as_of": as_of, "reason": reason}
        _send(line, me, answers | grounds, notice)


def _ask(line: Line) -> dict[str, Any]:
    """Ask for the new figures or days, starting from those of now."""
    key = f"adjusting-{line.item_id}"
    match line:
        case IndicatorLine():
            target = st.text_input(
                f"新目标值（{line.target.unit}）" if line.target.unit else "新目标值",
                value=number(line.target.target, 6),
                key=f"{key}-target",
            )
            return {TARGET: target}
        case ProjectLine():
            left, right = st.columns(2)
            amount = left.text_input(
                "新计划总投资（万元）",
                value=number(line.planned_investment_wan_yuan, 6),
                key=f"{key}-money",
            )
            year = right.number_input(
                "新完工年",
                min_value=line.start_year,
                # a plan may build until after the last day that may be asked for
                max_value=max(LATEST.year, line.end_year),
                value=line.end_year,
                key=f"{key}-year",
            )
            return {MONEY: amount, DUE: dt.date(year, 12, 31)}
        case _:
            due_on = st.date_input(
                "新到期日", value=line.due_on, format="YYYY-MM-DD", key=f"{key}-due"
            )
            return {DUE: due_on}


def _send(line: Line, me: Who, answers: dict[str, Any], notice: DeltaGenerator) -> None:
    due_on = "完工年" if isinstance(line, ProjectLine) else "到期日"
    try:
        changed = _changed(line, answers)
        if len(changed) > 1:
            notice.error(f"一次只能调整一项。请把另一项改回原值，分两次登记。{refusals.KEPT}")
            return
        store().adjust(_adjustment(line, me, answers, changed), admission())
    except TypedError as error:
        notice.error(refusals.unreadable(error))
    except RefusedError as error:
        notice.error(refusals.sentence(error, as_of="生效日期", due_on=due_on))
    except ConflictError:
        notice.error("没有登记：刚刚有人也登记了调整。请看过后再提交。")
    except KzdashError as error:
        notice.error(refusals.of_store(error))
    else:
        st.rerun()


def _adjustment(
    line: Line, me: Who, answers: dict[str, Any], changed: dict[str, Any]
) -> Adjustment:
    """Make the adjustment that follows the last one of the item."""
    made = store().adjustments(LATEST)
    last = max((row.seq for row in made if row.item_id == line.item_id), default=0)
    return Adjustment(
        item_id=line.item_id,
        seq=last + 1,
        account=me.name,
        recorded_at=clock.now(),
        as_of=answers["as_of"] or clock.today(),
        reason=typed.text(answers["reason"]),
        document_number=typed.text(answers["document_number"]),
        **changed,
    )


def _changed(line: Line, answers: dict[str, Any]) -> dict[str, Any]:
    """Return the fields that differ from what is asked now; figures are read first."""
    units = {TARGET: getattr(getattr(line, "target", None), "unit", ""), MONEY: "万元"}
    now = {
        TARGET: line.target.target if isinstance(line, IndicatorLine) else None,
        MONEY: line.planned_investment_wan_yuan if isinstance(line, ProjectLine) else None,
        DUE: line.due_on,
    }
    read = {
        field: typed.figure(answer, units[field], field) if field in units else answer
        for field, answer in answers.items()
        if field in now
    }
    return {field: value for field, value in read.items() if value != now[field]}
