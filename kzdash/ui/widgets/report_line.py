"""A report as one line of Markdown: its content, its reporter and its time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kzdash.board import report_text
from kzdash.board.records import SEED_WORDS
from kzdash.domain.formatting import MOST_DECIMALS, NO_DATA, format_date, format_moment
from kzdash.ui.widgets.plain_text import inline, plain, source_link

if TYPE_CHECKING:
    from kzdash.board.items import ReportEntry
    from kzdash.board.report_text import TextPart

BOLD_FIELDS = {"unit", "status", "value", "stage"}


def report_as_markdown(report: ReportEntry, unit: str = "", decimals: int = MOST_DECIMALS) -> str:
    """Return the content of a report as Markdown; `unit` is that of an indicator's values."""
    return (
        " · ".join(map(_part_as_markdown, report_text.report_parts(report, unit, decimals)))
        or NO_DATA
    )


def _part_as_markdown(part: TextPart) -> str:
    words = part.words
    if part.field in BOLD_FIELDS:
        words = f"**{inline(words)}**"
    elif part.field == "evidence":
        words = source_link(words)
    elif part.field in report_text.TYPED:
        words = plain(words)
    return f"{part.lead}{words}"


def signature_as_markdown(report: ReportEntry) -> str:
    """Return who reported and when, as Markdown."""
    until = f"数据截至{format_date(report.fresh_on)}"
    if report.reporter == SEED_WORDS:
        return f"{SEED_WORDS}，{until}"
    act = "填报" if report.restores is None else f"撤销第{report.seq - 1}次填报"
    return f"{plain(report.reporter)} {format_moment(report.recorded_at)}{act}，{until}"
