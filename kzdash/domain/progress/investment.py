"""What projects invested within a year or a month, derived from cumulative figures.

Units report what has been completed since the start. What a span of days added is the figure that
counts at its end less the one that counts at the end of the day before it. Where the earlier one
speaks of an older day, what was completed since that day is counted in, and the words say so.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from kzdash.domain.formatting import format_date, format_money, round_half_up

if TYPE_CHECKING:
    from collections.abc import Iterable

HUNDRED = Decimal(100)
_NONE = Decimal(0)


@dataclass(frozen=True, slots=True)
class CumulativeFigure:
    """What was completed since the start by a day, in 万元."""

    as_of: date
    amount: Decimal


@dataclass(frozen=True, slots=True)
class SpanInvestment:
    """What was completed within a span, in 万元; None where it cannot be told.

    `how` says how it was derived, or why it cannot be.
    """

    amount: Decimal | None
    how: str


def investment_within(
    figures: Iterable[CumulativeFigure], first: date, last: date, *, starts_within: bool
) -> SpanInvestment:
    """Return what was completed from `first` to `last`, both days included.

    `figures` are those that count, one a day; later ones than `last` are passed over. A project
    that starts within the span, or later, had completed nothing before.
    """
    known = sorted((f for f in figures if f.as_of <= last), key=lambda figure: figure.as_of)
    within = [figure for figure in known if figure.as_of >= first]
    before = [figure for figure in known if figure.as_of < first]
    if not within:
        return SpanInvestment(
            None, "本期没有填报完成投资，不作推算。" if known else "未填报完成投资。"
        )
    now = within[-1]
    if before:
        return _difference(before[-1], now, first)
    if starts_within:
        words = f"本期开工，截至{format_date(now.as_of)}累计{format_money(now.amount)}。"
        return SpanInvestment(now.amount, words)
    return SpanInvestment(
        None, f"{format_date(first - timedelta(days=1))}以前没有填报完成投资，无法算出本期完成数。"
    )


def _difference(before: CumulativeFigure, now: CumulativeFigure, first: date) -> SpanInvestment:
    words = (
        f"{format_date(now.as_of)}累计{format_money(now.amount)}，"
        f"减{format_date(before.as_of)}累计{format_money(before.amount)}"
    )
    if before.as_of != first - timedelta(days=1):
        words += "（此后至期初的完成数一并计入）"
    amount = now.amount - before.amount
    if amount < 0:
        words += "；累计数减少，请核实"
    return SpanInvestment(amount, f"{words}。")


@dataclass(frozen=True, slots=True)
class YearPace:
    """How a year's completed investment compares with the year's plan and with the time gone by.

    `completion` is the completed share of the planned, `elapsed` that of the year's days (ratios),
    both rounded as shown; `ahead` is their difference in percentage points.
    """

    completion: Decimal
    elapsed: Decimal
    ahead: Decimal

    @property
    def words(self) -> str:
        """The pace as monthly notices have it."""
        shown = f"投资进度{self.completion * HUNDRED:.1f}%"
        if not self.ahead:
            return f"{shown}，与时序进度持平"
        return f"{shown}，{'快' if self.ahead > 0 else '慢'}于时序进度{abs(self.ahead):.1f}个百分点"


def year_pace(completed: Decimal | None, planned: Decimal | None, as_of: date) -> YearPace | None:
    """Compare a year's completed with its planned investment, both in 万元, at the end of a day.

    None where either is unknown, or nothing is planned.
    """
    if completed is None or not planned or planned < 0:
        return None
    days = (date(as_of.year, 12, 31) - date(as_of.year, 1, 1)).days + 1
    gone = (as_of - date(as_of.year, 1, 1)).days + 1
    completion = round_half_up(completed / planned, 3)
    elapsed = round_half_up(Decimal(gone) / days, 3)
    return YearPace(completion, elapsed, (completion - elapsed) * HUNDRED)


@dataclass(frozen=True, slots=True)
class YearSum:
    """Sums of projects over a year, in 万元, each None where nobody knows any part of it.

    `planned` is of the `planned_count` projects with a plan for the year, `completed` of the
    `completed_count` whose year can be told. The `compared` pair, completed and planned, is of the
    `compared_count` with both, and `pace` of these alone: what is set against each other speaks of
    the same projects.
    """

    count: int
    planned: Decimal | None
    planned_count: int
    completed: Decimal | None
    completed_count: int
    compared: tuple[Decimal, Decimal] | None
    compared_count: int
    pace: YearPace | None

    @property
    def words(self) -> str:
        """Of how many projects the pace speaks."""
        return f"{self.planned_count}个有年度计划，{self.compared_count}个可算"


def sum_year(projects: Iterable[tuple[Decimal | None, Decimal | None]], as_of: date) -> YearSum:
    """Add up a year of projects: pairs of (万元 planned or none, 万元 completed or none)."""
    pairs = list(projects)
    planned = [plan for plan, _ in pairs if plan is not None]
    completed = [done for _, done in pairs if done is not None]
    both = [(done, plan) for plan, done in pairs if plan is not None and done is not None]
    compared = None
    if both:
        compared = sum((done for done, _ in both), _NONE), sum((plan for _, plan in both), _NONE)
    return YearSum(
        count=len(pairs),
        planned=sum(planned, _NONE) if planned else None,
        planned_count=len(planned),
        completed=sum(completed, _NONE) if completed else None,
        completed_count=len(completed),
        compared=compared,
        compared_count=len(both),
        pace=year_pace(*compared, as_of) if compared else None,
    )
