"""What an indicator's goals of years come to, and its provisional figure, in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kzdash.domain.formatting import format_number
from kzdash.domain.progress import Measure
from kzdash.domain.progress.expected import yearly_goals
from kzdash.domain.progress.figure_period import figure_words, is_provisional, period_end, year_of
from kzdash.domain.progress.goals import check_goals

if TYPE_CHECKING:
    from decimal import Decimal

    from kzdash.board.items import IndicatorItem
    from kzdash.domain.progress.goals import GoalCheck


@dataclass(frozen=True, slots=True)
class GoalRow:
    """A goal in words: what of which period, the figure, how far apart, how it stands, by what."""

    period: str
    goal: str
    value: str
    gap: str
    state: str
    document_number: str


def goal_rows(item: IndicatorItem) -> tuple[GoalRow, ...]:
    """Return a row for each goal that counts, in the order in which their periods end."""
    documents = {
        entry.period: entry.document_number for entry in item.adjustments if entry.goal is not None
    }
    return tuple(
        GoalRow(
            period=figure_words(check.period),
            goal=reported_words(item, check.goal),
            value="—" if check.value is None else reported_words(item, check.value),
            gap=_gap_words(item, check.ahead),
            state=_state_words(item, check),
            document_number=documents.get(check.period, ""),
        )
        for check in goal_checks(item)
    )


def goal_checks(item: IndicatorItem) -> tuple[GoalCheck, ...]:
    """Hold the figures that count to the goals of their periods."""
    return check_goals(item.target, _provisional(item) | dict(item.assessment.levels))


def open_provisional(item: IndicatorItem) -> dict[int, Decimal]:
    """Return the provisional figures that count, by period, of years without a final one."""
    latest = max(item.assessment.levels, default=0)
    figures = _provisional(item)
    return {period: figures[period] for period in figures if year_of(period) > latest}


def _provisional(item: IndicatorItem) -> dict[int, Decimal]:
    return {
        report.period: report.value
        for report in item.figures
        if report.value is not None and is_provisional(report.period)
    }


def open_periods(item: IndicatorItem) -> list[int]:
    """Return the parts of a year without a final figure that have a goal or a figure, and are over.

    Nobody is asked for others; whoever has one writes 2025年上半年 as the year of a row.
    """
    known = {*item.target.goals, *(report.period for report in item.reports)}
    last = max(item.assessment.levels, default=0)
    return sorted(
        period
        for period in known
        if is_provisional(period)
        and last < year_of(period) <= item.target.target_year
        and period_end(period) <= item.as_of
    )


def expected_words(item: IndicatorItem) -> str:
    """Return where it should stand and by what: 按年度目标应为54.5%; empty if unknown."""
    expected = item.assessment.expected
    if expected is None:
        return ""
    if item.target.measure is Measure.GROWTH:
        return f"按各年目标平均应为{item.format_value(expected)}"
    by = "年度目标" if yearly_goals(item.target) else "时间进度"
    return f"按{by}应为{item.format_value(expected)}"


def goals_words(item: IndicatorItem) -> str:
    """Return the goal of the year to come or running, else the last one; empty without goals."""
    goals = yearly_goals(item.target)
    if not goals:
        return ""
    year = min((one for one in goals if one >= item.as_of.year), default=max(goals))
    return f"{year}年目标{reported_words(item, goals[year])}"


def provisional_words(item: IndicatorItem) -> str:
    """Return the provisional figure and its goal: 2025年上半年快报54.2%，比本期目标低0.8点."""
    found = item.assessment.provisional
    if found is None:
        return ""
    words = f"{figure_words(found.period)}{reported_words(item, found.value)}"
    if found.goal is None:
        return words
    above = found.value - found.goal
    if not above:
        return f"{words}，与本期目标持平"
    gap = format_number(abs(above), item.target.decimals)
    return f"{words}，比本期目标{'高' if above > 0 else '低'}{gap}{_gap_unit(item)}"


def reported_words(item: IndicatorItem, figure: Decimal) -> str:
    """Write a figure as it is reported, with its unit."""
    return f"{format_number(figure, item.target.decimals)}{item.reported_unit}"


def _gap_unit(item: IndicatorItem) -> str:
    return "个百分点" if item.reported_unit == "%" else item.reported_unit


def _gap_words(item: IndicatorItem, ahead: Decimal | None) -> str:
    if ahead is None:
        return "—"
    sign = "+" if ahead > 0 else ""
    return f"{sign}{format_number(ahead, item.target.decimals)}{_gap_unit(item)}"


def _state_words(item: IndicatorItem, check: GoalCheck) -> str:
    """Say whether a goal was reached; of a provisional figure that it is one."""
    if check.ahead is None:
        return _silence_words(item, check.period)
    words = "达到" if check.ahead >= 0 else "未达到"
    return f"快报{words}" if is_provisional(check.period) else words


def _silence_words(item: IndicatorItem, period: int) -> str:
    """Say why there is no figure; boards have no provisional one from before last year."""
    if period_end(period) >= item.as_of:
        return "未到期"
    if not is_provisional(period):
        return "待报"
    if year_of(period) in item.assessment.levels:
        return "已有年度数"
    return "未报快报" if year_of(period) >= item.as_of.year - 1 else "—"
