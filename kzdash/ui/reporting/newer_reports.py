"""What others reported on an item since its form was opened, and by whom."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from kzdash.board import report_text
from kzdash.board.records import report_entry, reporter_names
from kzdash.store import unit_names
from kzdash.ui.frame.board import store
from kzdash.ui.widgets.report_line import report_as_markdown, signature_as_markdown

if TYPE_CHECKING:
    from kzdash.board.items import BoardItem, ReportEntry

MAX_SHOWN_REPORTS = 5


def show_newer_reports(item: BoardItem, seq: int) -> None:
    """Show the reports made since the form was opened, at most the last few."""
    reporters, newer = reporter_names(store().accounts()), store().since(item.item_id, seq)
    units = unit_names(store()) if newer else {}
    if more := len(newer[:-MAX_SHOWN_REPORTS]):
        st.info(f"您打开本表后有 {len(newer)} 次新的填报。前 {more} 次见填报记录，最近的见下。")
    for report in newer[-MAX_SHOWN_REPORTS:]:
        entry = report_entry(report, reporters, unit=units.get(report.unit_id or 0))
        st.warning(f"您打开本表后有新的填报：{report_with_author(item, entry)}")


def report_with_author(item: BoardItem, report: ReportEntry) -> str:
    """Return a report on an item as Markdown: its content, who reported and when."""
    content = report_as_markdown(report, report_text.unit_of_measure(item))
    return f"{content}（{signature_as_markdown(report)}）"
