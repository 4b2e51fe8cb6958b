"""What a unit leads and supports as tables with Chinese headers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from kzdash.board.items import KIND_WORDS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kzdash.board.attention import UnitConcerns
    from kzdash.board.due_reports import DueReport
    from kzdash.board.items import BoardItem


def unit_concerns(rows: Iterable[UnitConcerns]) -> pd.DataFrame:
    """A row a unit: how many are in each state that needs attention, and the most urgent."""
    return pd.DataFrame(
        {
            "牵头单位": row.unit,
            **row.counts.apart,
            "最急事项": f"{row.concerns[0].state.marked} {row.concerns[0].item.short_name}",
        }
        for row in rows
    )


def supervision(rows: Iterable[DueReport]) -> pd.DataFrame:
    """A row an item of a unit's list, in its order: state, day, what must be reported."""
    return pd.DataFrame(
        {
            "状态": row.item.marked,
            "类别": KIND_WORDS[row.item.kind],
            "序号": row.item.number,
            "事项": row.item.name,
            "到期日": row.item.due_words if row.item.due_on else "—",
            "需要填报": "；".join(row.reasons) or "—",
            "牵头单位": row.item.lead_words,
            "配合单位": row.item.supporting_words,
            "出处": row.item.citation,
        }
        for row in rows
    )


def supported(unit: str, items: Iterable[BoardItem]) -> pd.DataFrame:
    """A row an item that a unit supports: how the whole stands, and the unit's part of it."""
    return pd.DataFrame(
        {
            "状态": item.marked,
            "类别": KIND_WORDS[item.kind],
            "序号": item.number,
            "事项": item.name,
            "牵头单位": item.lead_words,
            "本单位部分": item.part_words(unit),
            "说明": (part.note if part else "") or "—",
            "出处": item.citation,
        }
        for item in items
        for part in [item.part_of(unit)]
    )
