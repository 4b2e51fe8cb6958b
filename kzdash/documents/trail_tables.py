"""What was done between two days, as tables: the audit trail, changes of the calendar, closings."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from kzdash.domain.formatting import (
    format_date,
    format_moment,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kzdash.board.audit_trail import TrailEntry
    from kzdash.board.calendar_entries import CalendarEntry
    from kzdash.board.closing import Closing


def audit_trail(rows: Iterable[TrailEntry]) -> pd.DataFrame:
    """A row an entry of the audit trail: when, who, what, what before and what now."""
    return pd.DataFrame(
        {
            "时间": format_moment(act.recorded_at),
            "填报人": act.reporter,
            "操作": act.kind,
            "事项": act.item.titled,
            "原内容": act.old,
            "新内容": act.new,
            "数据截至": format_date(act.as_of),
            "牵头单位": act.item.lead_words,
        }
        for act in rows
    )


def calendar_changes(rows: Iterable[CalendarEntry]) -> pd.DataFrame:
    """A row a change of the reporting calendar: when, who, of what, before and now, and why."""
    return pd.DataFrame(
        {
            "时间": format_moment(entry.recorded_at),
            "登记人": entry.reporter,
            "改了什么": entry.what,
            "原来": entry.old,
            "改为": entry.new,
            "原因": entry.reason,
        }
        for entry in rows
    )


def closings(rows: Iterable[Closing]) -> pd.DataFrame:
    """A row a closing of a period, in the columns of the audit trail."""
    return pd.DataFrame(
        {
            "时间": format_moment(act.recorded_at),
            "填报人": act.closed_by,
            "操作": "重新定稿" if act.note else "定稿",
            "事项": act.name,
            "原内容": "",
            "新内容": f"校验码{act.sha256}" + (f"：{act.note}" if act.note else ""),
            "数据截至": format_date(act.as_of),
            "牵头单位": "—",
        }
        for act in rows
    )
