"""The sources of the figures, what was published, and the corrections of the text, as tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from kzdash.board.goals import open_provisional
from kzdash.domain.formatting import format_date, format_quantity
from kzdash.domain.progress.figure_period import is_provisional

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kzdash.board.items import BoardItem, IndicatorItem
    from kzdash.board.plan_document import TextCorrection
    from kzdash.board.published import Source


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


def published_facts(items: Iterable[BoardItem]) -> pd.DataFrame:
    """Return a row for each fact that was published about an item, which nobody reported."""
    return pd.DataFrame(
        {
            "事项": item.titled,
            "内容": fact.said,
            "截至": fact.day_words,
            "把握": fact.certainty,
            **_source(fact.source),
        }
        for item in items
        for fact in item.facts
    )


def figures_beside(items: Iterable[BoardItem]) -> pd.DataFrame:
    """Return a row for each figure of others that an item is held against."""
    return pd.DataFrame(
        {
            "事项": item.titled,
            "对象": entry.other,
            "年份": f"{entry.year}年",
            "数值": format_quantity(entry.value, entry.unit),
            "口径": entry.measures,
            **_source(entry.source),
        }
        for item in items
        for entry in item.comparisons
    )


def _source(source: Source) -> dict[str, str]:
    return {
        "资料": source.title,
        "发布": source.words,
        "网址": source.address or "—",
    }


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
