"""What a file that was brought would do, as the page shows it, and the questions that it raises."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd
import streamlit as st

from kzdash.domain.formatting import format_date, format_number
from kzdash.domain.progress.figure_period import period_words
from kzdash.reporting import Answers, DryRun
from kzdash.reporting.corrections import correction_words
from kzdash.reporting.form_columns import CHOICES, FIELDS
from kzdash.runtime import clock
from kzdash.ui.frame.board import store
from kzdash.ui.reporting import upload_errors, upload_steps
from kzdash.ui.reporting.newer_reports import report_with_author
from kzdash.ui.widgets.plain_text import inline, plain

if TYPE_CHECKING:
    from kzdash.errors import CellPlace
    from kzdash.reporting import RowConflict, UnreadColumn

LABELS = {code: label for choices in CHOICES.values() for label, code in choices.items()}
MAX_SHOWN_CHARACTERS, FEW, TABLE_HEIGHT = 60, 12, 420
MAX_SHOWN_REPORTS = 3


def ask_about_columns_and_rows(outcome: DryRun, file: int) -> Answers:
    """Ask about each column that the form does not have, and each row others have reported on.

    `file` tells apart the questions on several files.
    """
    ignored = frozenset(
        column.key for column in outcome.unread_columns if _ask_about_column(column, file)
    )
    if outcome.conflicts:
        st.warning(
            f"有 {len(outcome.conflicts)} 行在您下载填报表之后有人填报过。"
            "请看对方的填报：仍以您填的为准的，勾选该行；不勾选的不会写入。"
        )
    accepted = frozenset(
        conflict.key for conflict in outcome.conflicts if _ask_about_row(conflict, file)
    )
    return Answers(ignored, accepted)


def _ask_about_column(column: UnreadColumn, file: int) -> bool:
    rows = "、".join(map(str, column.rows[:FEW])) + ("等" if len(column.rows) > FEW else "")
    sheet = f"工作表“{plain(column.sheet)}”的" if column.sheet else ""
    name = plain(column.column)
    st.warning(
        f"{sheet}“{name}”列有内容，但填报表没有这一列，没有读取（第 {rows} 行），"
        "这些行都不会写入。请改回填报表的表头，再上传；不是填报内容的，勾选下面一项。"
    )
    key = f"upload-without-{file}-{column.sheet}-{column.column}"
    return st.checkbox(f"“{name}”列不是填报内容，不用读取", key=key)


def _ask_about_row(conflict: RowConflict, file: int) -> bool:
    st.markdown(_conflict_as_markdown(conflict))
    place, seq = conflict.key
    key = f"upload-over-{file}-{place.sheet}-{place.row}-{seq}"
    return st.checkbox(f"{_place_as_markdown(place)}以我填的为准", key=key)


def show_outcome(outcome: DryRun) -> None:
    """Show who filled a file in, what it would change, and what is wrong with it."""
    if filled_by := outcome.cover.contact_words:
        st.caption(f"填报人：{inline(filled_by)}（供联系，不写入填报）。")
    if outcome.unread_sheets:
        st.info(f"没有读取这些工作表，它们不是填报表：{plain('、'.join(outcome.unread_sheets))}。")
    if outcome.faults:
        st.error(f"有 {len(outcome.faults)} 处需要改正，有问题的行不会写入。")
        _show_table(_fault_table(outcome))
    if older := [change for change in outcome.changes if change.older_hint]:
        first = "".join(
            f"\n- {plain(change.titled)}：{change.older_hint}" for change in older[:FEW]
        )
        st.warning(
            f"有 {len(older)} 项的数据截至早于看板上现有的填报。写入后，看板今天的内容不变，"
            f"只改变更早日期的看板：{first}"
        )
    if corrected := correction_words(
        store(), [(it.item, it.report) for it in outcome.changes], clock.today()
    ):
        st.info("\n\n".join(plain(words) for words in ("更正了已有的填报，写入后：", *corrected)))
    if outcome.changes:
        st.markdown(f"将有 **{len(outcome.changes)}** 项填报：")
        _show_table(_change_table(outcome))
    if outcome.steps:
        st.markdown(f"将加入 **{len(outcome.steps)}** 个工作节点（各单位写的待专班办公室确认）：")
        _show_table(upload_steps.step_table(outcome))
    if not (outcome.has_news or outcome.has_problems):
        st.info(f"读了 {outcome.unchanged} 行，与现有填报相同，没有需要写入的。")


def _show_table(frame: pd.DataFrame) -> None:
    st.dataframe(frame, hide_index=True, height="content" if len(frame) <= FEW else TABLE_HEIGHT)


def _place_cells(place: CellPlace) -> dict[str, Any]:
    return {"工作表": place.sheet or "—", "行": place.row}


def _fault_table(outcome: DryRun) -> pd.DataFrame:
    return pd.DataFrame(
        {
            **_place_cells(fault.place),
            "事项": f"{fault.key} {fault.name}" if fault.key else "—",
            "列": fault.place.column or "—",
            "原因": upload_errors.row_fault(fault.error, fault.place.column),
        }
        for fault in outcome.faults
    )


def _conflict_as_markdown(conflict: RowConflict) -> str:
    place, item = conflict.place, conflict.item
    more = len(conflict.others[:-MAX_SHOWN_REPORTS])
    theirs = "；".join(
        report_with_author(item, report) for report in conflict.others[-MAX_SHOWN_REPORTS:]
    )
    theirs = f"先有 {more} 次，最近的：{theirs}" if more else theirs
    return f"- {_place_as_markdown(place)} {item.key} {inline(item.short_name)}：{theirs}"


def _place_as_markdown(place: CellPlace) -> str:
    sheet = f"{plain(place.sheet)} " if place.sheet else ""
    return f"{sheet}第 {place.row} 行"


def _change_table(outcome: DryRun) -> pd.DataFrame:
    return pd.DataFrame(
        {
            **_place_cells(change.place),
            "事项": change.titled,
            "年份": period_words(change.report.period) if change.report.period else "—",
            "栏": FIELDS[field],
            "原来": _value_as_text(old),
            "改为": _value_as_text(new),
            "数据截至": format_date(change.report.as_of)
            + (f"（{change.dated.value}）" if change.dated.value else ""),
            "请核对": "；".join(filter(None, (change.older_hint, *change.hints))) or "—",
        }
        for change in outcome.changes
        for field, old, new in change.fields
    )


def _value_as_text(value: Any) -> str:  # noqa: ANN401 - a field may hold any type
    """Return a value as text; a long one is cut off."""
    if value is None or value == "":
        return "（空）"
    if isinstance(value, str):
        text = LABELS.get(value, value)
        return text if len(text) <= MAX_SHOWN_CHARACTERS else f"{text[:MAX_SHOWN_CHARACTERS]}…"
    return format_date(value) if hasattr(value, "isoformat") else format_number(value, 6)
