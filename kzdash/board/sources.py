"""The sources of the figures, and the corrections of the plan's text, as tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from kzdash.board.goals import open_provisional
from kzdash.domain.formatting import format_date, format_quantity
from kzdash.domain.progress.figure_period import is_provisional

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kzdash.board.board import TextCorrection
    from kzdash.board.items import IndicatorItem


def value_sources(items: Iterable[IndicatorItem]) -> pd.DataFrame:
    """Return a row for each figure that counts: indicator, year, source and reporter.

    A provisional figure counts until that of its year is in.
    """
    return pd.DataFrame(
        {
            "指标": f"{item.number}. {item.short_name}",
            "年份": report.period_words,
            "数值": format_quantity(report.value, item.reported_unit, item.target.decimals),
            "来源": report.evidence or "—",
            "说明": report.note or "—",
            "填报": report.reporter,
            "数据截至": format_date(report.fresh_on),
        }
        for item in items
        for report in item.figures
        if not is_provisional(report.period) or report.period in open_provisional(item)
    )


def text_corrections(notes: Iterable[TextCorrection]) -> pd.DataFrame:
    """Return a row for each correction of the document's text, or open question about it."""
    return pd.DataFrame(
        {
            "序号": note.number,
            "类别": note.kind,
            "位置": note.place,
            "原文": note.found,
            "读作": note.reading,
            "依据": note.grounds,
            "出处": note.citation,
        }
        for note in notes
    )
