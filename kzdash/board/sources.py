"""Where the figures and the plan's text are from, as tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from kzdash.domain.formatting import day, quantity

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kzdash.board.board import Note
    from kzdash.board.items import IndicatorLine


def sources(lines: Iterable[IndicatorLine]) -> pd.DataFrame:
    """A row a figure that counts: of which indicator and year, from where, given by whom."""
    return pd.DataFrame(
        {
            "指标": f"{line.number}. {line.short_name}",
            "年份": f"{said.period}年",
            "数值": quantity(said.value, line.reported_unit, line.target.decimals),
            "来源": said.evidence or "—",
            "说明": said.note or "—",
            "填报": said.reporter,
            "数据截至": day(said.fresh_on),
        }
        for line in lines
        for said in sorted(line.reports, key=lambda said: said.period)
        if said.value is not None
    )


def corrections(notes: Iterable[Note]) -> pd.DataFrame:
    """A row a repair of, or a doubt about, the document's text."""
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
