"""What looks odd about a report, though it may be right: said before it is sent, never refused."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from kzdash.lines import IndicatorLine, Line, ProjectLine
from kzdash.progress import Measure
from kzdash.words import day, money, number

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kzdash.models import Report

FAR_RATIO = Decimal("0.3")
FAR_POINTS = Decimal(10)


def doubts(line: Line, report: Report) -> tuple[str, ...]:
    """Return what a careful colleague would ask about a report, in the words of the screen."""
    match line:
        case IndicatorLine():
            return tuple(_of_indicator(line, report))
        case ProjectLine():
            return tuple(_of_project(line, report))
        case _:
            return ()


def older_news(line: Line, report: Report) -> str:
    """Say of a report on an earlier day than the one that counts that it will not count now.

    Of an indicator's year the newest report counts, whatever day it is for.
    """
    counts = line.said
    if isinstance(line, IndicatorLine) or counts is None or report.as_of >= counts.as_of:
        return ""
    return (
        f"数据截至{day(report.as_of)}，早于现在计入的{day(counts.as_of)}："
        f"看板仍按后者，只有{day(counts.as_of)}以前的看板会变"
    )


def _of_indicator(line: IndicatorLine, report: Report) -> Iterator[str]:
    """A value over 30 % or, of a percentage, over 10 points off the nearest year reported."""
    known = {said.period: said.value for said in line.reports if said.value is not None}
    value = report.value
    if value is None or not known:
        return
    year = min(known, key=lambda period: abs(period - report.period))
    last = known[year]
    points = line.reported_unit == "%"
    allowed = FAR_POINTS if points else abs(last) * FAR_RATIO
    if abs(value - last) > allowed:
        unit, decimals = line.reported_unit, line.target.decimals
        yield (
            f"填的是{report.period}年{number(value, decimals)}{unit}，"
            f"与{year}年的{number(last, decimals)}{unit}相差较大"
        )
    if line.target.measure is Measure.CUMULATIVE and any(
        period < report.period and earlier > value for period, earlier in known.items()
    ):
        yield "累计数比以前年份的小"


def _of_project(line: ProjectLine, report: Report) -> Iterator[str]:
    """Progress or money that falls, and money beyond the plan."""
    physical, before = report.physical_progress_percent, line.physical_progress_percent
    if physical is not None and before is not None and physical < before:
        yield f"形象进度{number(physical)}%比上次填报的{number(before)}%低"
    spent, earlier = report.completed_investment_wan_yuan, line.completed_investment_wan_yuan
    if spent is not None and earlier is not None and spent < earlier:
        yield f"完成投资{money(spent)}比上次填报的{money(earlier)}少"
    planned = line.planned_investment_wan_yuan
    if spent is not None and spent > planned:
        yield f"完成投资{money(spent)}超过计划总投资{money(planned)}"
