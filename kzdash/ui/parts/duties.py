"""The parts of 任务分工 and 政策改革, and the own view of what both are made of."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from kzdash.board.by_unit import Row, matrix
from kzdash.board.items import KIND_WORDS, DutyLine, Line
from kzdash.documents import tables
from kzdash.domain.models import Kind
from kzdash.ui.frame.board import document_line, none_listed
from kzdash.ui.frame.links import open_item, open_unit, page
from kzdash.ui.parts import item
from kzdash.ui.reporting.form import report_here
from kzdash.ui.widgets.charts import download
from kzdash.ui.widgets.filters import choice
from kzdash.ui.widgets.linked_rows import clickable
from kzdash.ui.widgets.plain_text import inline, plain
from kzdash.ui.widgets.report_line import content, signature

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kzdash.board.board import Board

FOLLOWED = (
    Kind.INDICATOR,
    Kind.PROJECT,
    Kind.MILESTONE,
    Kind.TASK,
    Kind.POLICY,
    Kind.REFORM,
)
WIDTHS = {
    name: st.column_config.TextColumn(width=width)
    for name, width in (("事项", 250), ("到期日", 130), ("责任单位", 240), ("内容", 480))
}
WHOLE = {"duties": "任务分工", "policies": "政策改革"}


def asked(board: Board) -> DutyLine | None:
    """Return the line that the url's `?id=` names, none where there is no such line."""
    lines = (
        *board.tasks,
        *board.policies,
        *board.reforms,
        *board.directions,
        *board.aims,
        *board.safeguards,
    )
    wanted_id = st.query_params.get("id", "")
    return next((line for line in lines if f"{line.kind}-{line.number}" == wanted_id), None)


def view(board: Board, line: DutyLine) -> None:
    """Show everything about a task, policy, reform, direction, aim or safeguard."""
    whole = "policies" if line.kind in {Kind.POLICY, Kind.REFORM} else "duties"
    st.page_link(page(whole), label=f"← {WHOLE[whole]}")
    st.title(f"{KIND_WORDS[line.kind]} {line.number}. {inline(line.name)}", anchor=False)
    document_line(board)
    item.units(line)
    said = line.said
    st.markdown(f"填报状态：{content(said) if said else f'**{line.status.marked}**'}")
    if said:
        st.caption(signature(said))
    if not line.paragraphs:
        report_here(board, line)
    programme = next((c.name for c in board.categories if c.number == line.programme), None)
    item.facts(line, {"所属工程": programme} if programme else {})
    for part in line.paragraphs:
        st.markdown(f"**{inline(part.name)}** {inline(part.summary)}")
        st.caption(
            f"{plain(part.units_words)} · 出处 {inline(part.citation)} · {part.status.marked}"
        )
        report_here(board, part)
    item.corrections(board, line)
    item.reports(board, line)


def listing(
    lines: Sequence[Line], key: str, frame: pd.DataFrame | None = None, none: str = "这类事项"
) -> None:
    """List items, as a frame has them where one is given; a click on a row opens the item.

    `none` says what there is none of where nothing is listed.
    """
    if not lines:
        none_listed(none)
        return
    frame = tables.duties(lines) if frame is None else frame
    row = clickable(frame, f"list-{key}", column_config=WIDTHS)
    if row is not None:
        open_item(lines[row])


def counts(lines: Sequence[Line]) -> str:
    """How many stand how, in words."""
    found: dict[str, int] = {}
    for line in lines:
        found[line.status.marked] = found.get(line.status.marked, 0) + 1
    return " · ".join(f"{words} {count}" for words, count in found.items())


def unit_matrix(board: Board) -> None:
    """Show what each unit leads; a click on a row opens the unit."""
    st.subheader("责任单位", anchor=False)
    st.caption("按方案中的顺序。几家共担的事项在各单位分别计数。点一行看这个单位的督办清单。")
    if not board.units:
        none_listed("责任单位")
        return
    rows = matrix(board.followed, board.units)
    frame = _matrix_frame(rows)
    row = clickable(frame, "unit-matrix", most_rows=len(rows))
    download(frame, "责任单位事项统计")
    if row is not None:
        open_unit(rows[row].unit)


def _matrix_frame(rows: Sequence[Row]) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "责任单位": row.unit,
            **{KIND_WORDS[kind]: row.kinds.get(kind, 0) for kind in FOLLOWED},
            "合计": row.total,
            "问题": row.late,
            "滞后": row.behind,
            "未报": row.unreported,
        }
        for row in rows
    )


def chosen(board: Board) -> list[DutyLine]:
    """Ask for kind, status, unit and words, and return the policies and reforms that fit."""
    lines = [*board.policies, *board.reforms]
    first, second, third = st.columns([1, 1, 2])
    with first:
        kind = choice("类别", "kind", ["政策", "改革"], "政策和改革")
    with second:
        status = choice(
            "状态", "status", list(dict.fromkeys(ln.status.label for ln in lines)), "全部状态"
        )
    with third:
        units = [unit for unit in board.units if any(unit in ln.lead_units for ln in lines)]
        unit = choice("责任单位", "unit", units, "全部责任单位")
    words = st.text_input(
        "搜索",
        key="q",
        bind="query-params",
        placeholder="名称、内容、责任单位的任意几个字",
        max_chars=60,
    )
    return [
        line
        for line in lines
        if (kind is None or KIND_WORDS[line.kind] == kind)
        and (status is None or line.status.label == status)
        and (unit is None or unit in line.lead_units)
        and all(word in f"{line.name} {line.summary} {line.units_words}" for word in words.split())
    ]
