"""The form for many goals and yearly plans at once: pasted or uploaded, tried out, all or none."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from kzdash import reporting
from kzdash.documents import CATALOGUE
from kzdash.errors import UnreadableFileError
from kzdash.reporting import goal_lines
from kzdash.runtime import clock
from kzdash.ui.frame.board import today_board_of_run
from kzdash.ui.parts.documents import offer_document
from kzdash.ui.parts.handbook import help_link
from kzdash.ui.reporting.goal_desk import outcome, try_lines, write_goals
from kzdash.ui.session.state import state_of
from kzdash.ui.widgets import theme
from kzdash.ui.widgets.day_field import typed_day
from kzdash.ui.widgets.html_view import show_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kzdash.accounts import User
    from kzdash.reporting.goal_lines import GoalLine
    from kzdash.reporting.goal_trial import TriedGoal

EXAMPLE = "指标\t4\t指标目标\t2024年\t\t54.5\n项目\t28\t计划投资\t2025年\t\t30000"
SUFFIXES = ["xlsx", "xls", "ods", "csv", "tsv", "txt"]
NO_LIST = "文件不是能读的表，什么都没有写入。请用下载的登记表填写，或把几行粘贴在上面的框里。"
HOW = f"列的次序：{'、'.join(goal_lines.COLUMNS)}。可从Excel中连表头复制几行粘贴。"


@dataclass(slots=True)
class GoalListState:
    """The list of a session: the lines to try out and what holds for all, or why there are none.

    `sent` counts the lists that were stored, so that each form for one starts empty.
    """

    lines: tuple[GoalLine, ...] = ()
    document_number: str = ""
    as_of: str = ""
    reason: str = ""
    problem: str = ""
    done: str = ""
    sent: int = 0


def show_goal_list(me: User) -> None:
    """Show the office the form for goals and yearly plans, and what the last list would change."""
    state = state_of(GoalListState)
    if state.done:
        st.success(state.done, icon=":material/check_circle:")
    with st.expander("登记年度目标和计划", key="goal-list"):
        with st.container(horizontal=True):
            offer_document(today_board_of_run(), CATALOGUE["goals"], "下载登记表")
            help_link("goals")
        _show_form(state)
        if state.problem:
            st.error(state.problem)
        if state.lines:
            _show_trial(me, state)


def _show_form(state: GoalListState) -> None:
    name = f"goals-{state.sent}"
    with st.form(name, border=False, enter_to_submit=False):
        text = st.text_area(
            "每行一个目标或计划", key=f"{name}-lines", height=140, placeholder=EXAMPLE
        )
        st.caption(HOW)
        file = st.file_uploader(
            "或上传填好的登记表（Excel 或文本）",
            SUFFIXES,
            key=f"{name}-file",
            max_upload_size=reporting.MAX_UPLOAD_MB,
        )
        st.caption("下面三项用于没有单独写明的行。")
        left, right = st.columns([3, 2])
        document = left.text_input("依据文号", key=f"{name}-document")
        as_of = typed_day("起始日", f"{name}-from", clock.today(), place=right)
        reason = st.text_area("说明", height=68, key=f"{name}-reason")
        sent = st.form_submit_button("试算")
    if sent:
        state.document_number, state.as_of, state.reason = document or "", as_of, reason or ""
        _read(state, text or "", file.getvalue() if file else None)


def _read(state: GoalListState, text: str, content: bytes | None) -> None:
    state.lines, state.problem, state.done = (), "", ""
    try:
        read = goal_lines.read_pasted(text)
        read += goal_lines.read_file(content) if content is not None else []
    except UnreadableFileError:
        state.problem = NO_LIST
        return
    said = [line for line in read if not line.asks_nothing]
    if not said:
        state.problem = "还没有要登记的：每行至少要有数值或日期。"
    elif len(said) > goal_lines.MAX_LINES:
        state.problem = f"一次最多{goal_lines.MAX_LINES}行，现有{len(said)}行。请分几次登记。"
    else:
        state.lines = tuple(said)


def _show_trial(me: User, state: GoalListState) -> None:
    """Show what each line would change and what is wrong with it; store all where nothing is."""
    tried = try_lines(
        state.lines,
        me,
        document_number=state.document_number,
        as_of=state.as_of,
        reason=state.reason,
    )
    show_words("tried-goals", _frame(tried), "事项")
    faulty, new = sum(bool(one.fault) for one in tried), sum(bool(one.adjustment) for one in tried)
    if faulty:
        st.error(f"{faulty}行有问题，什么都还没有写入。请改好后再点“试算”。")
    elif not new:
        st.info("这些目标和计划现在都是这样，没有要写入的。")
    elif st.button(f"写入{new}项", type=theme.emphasis(), key="write-goals"):
        if problem := write_goals(tried, me):
            st.error(problem)
            return
        state.lines, state.sent = (), state.sent + 1
        state.done = f"已登记{new}项年度目标和计划。"
        st.rerun()


def _frame(tried: Sequence[TriedGoal]) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "行": one.line.number,
            "事项": one.item.titled if one.item else _named(one.line),
            "内容": one.what or one.line.text(goal_lines.FIELD) or "—",
            "试算": outcome(one),
        }
        for one in tried
    )


def _named(line: GoalLine) -> str:
    return f"{line.text(goal_lines.KIND)} {line.text(goal_lines.NUMBER)}".strip() or "—"
