"""The finding of a month's reports: how many came of those wanted, how many in time, who is not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kzdash.board.verdict.parts import Part
from kzdash.domain.formatting import format_percent
from kzdash.domain.progress import Tone

if TYPE_CHECKING:
    import datetime as dt

    from kzdash.board.reporting_period import ReportingPeriod
    from kzdash.board.verdict.parts import Clause


def period_finding(period: ReportingPeriod, today: dt.date, unit: str | None = None) -> Clause:
    """Say what a month wanted and got, of all units or of one.

    The year is said where it is not that of `today`.
    """
    count, whose = period.count, f"{unit} " if unit else ""
    month = month_words(period.as_of, today)
    if not count.wanted:
        return (Part(f"{whose}{month}没有应报的事项。"),)
    reported = f"{whose}{month}应报{count.wanted}项，已报{count.reported}项"
    words = f"{reported}（{format_percent(count.completeness, 1)}）"
    if count.on_time is not None:
        words += f"，其中按时{count.on_time}项（{format_percent(count.timeliness, 1)}）"
    return (Part(f"{words}；"), _missing(period, unit), *_queries(period), Part("。"))


def month_words(day: dt.date, today: dt.date) -> str:
    """Return what the month of a day is called: 11月, of another year 2024年11月."""
    return f"{day.month}月" if day.year == today.year else f"{day.year}年{day.month}月"


def _missing(period: ReportingPeriod, unit: str | None) -> Part:
    incomplete = period.incomplete
    if not incomplete:
        return Part("已经报齐" if unit else "各单位都已报齐", Tone.GOOD)
    tone = Tone.BAD if any(row.is_late for row in incomplete) else Tone.WARNING
    if unit:
        return Part(f"还缺{period.count.missing}项", tone)
    return Part(f"{len(incomplete)}家单位没有报齐", tone)


def _queries(period: ReportingPeriod) -> Clause:
    return (Part(f"，{period.queries}项请核实", Tone.WARNING),) if period.queries else ()
