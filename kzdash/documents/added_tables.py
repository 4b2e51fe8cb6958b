"""Matters and what happened to them as tables with Chinese headers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from kzdash.domain.formatting import format_date, format_moment

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kzdash.board.added_items import MatterItem
    from kzdash.board.matters import LifeEntry


def matters(items: Iterable[MatterItem]) -> pd.DataFrame:
    """A row a matter: how it stands, whose it is, until when, what was said last."""
    return pd.DataFrame(
        {
            "状态": item.marked,
            "序号": item.number,
            "类别": item.matter_kind.label,
            "内容": item.summary or item.name,
            "牵头单位": item.lead_words,
            "配合单位": item.supporting_words,
            "办结期限": item.due_words if item.due_on else "—",
            "最近反馈": item.last_words or "—",
            "反馈日期": format_date(item.fresh_on),
            "来源": item.raised_by or "—",
            "会议": item.meeting_name or "—",
            "解决层级": item.level.label,
        }
        for item in items
    )


def life(entries: Iterable[LifeEntry]) -> pd.DataFrame:
    """A row a thing that happened to a matter: when, who, what, in which words."""
    return pd.DataFrame(
        {
            "时间": format_moment(entry.recorded_at),
            "经手": entry.who,
            "事由": entry.act,
            "内容": entry.words or "—",
        }
        for entry in entries
    )
