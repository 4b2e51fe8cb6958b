"""How a project stands: stage, time gone by, physical progress, money spent."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import TYPE_CHECKING

from kzdash.domain.formatting import (
    format_distinct_money,
    format_number,
    format_percent,
    round_half_up,
)
from kzdash.domain.progress.status import Status

if TYPE_CHECKING:
    from collections.abc import Sequence

HUNDRED = Decimal(100)


class Stage(Enum):
    """How far a project is along; the value is the store's code, `label` the word on screen."""

    PREPARATION = ("preparation", "前期")
    CONSTRUCTION = ("construction", "在建")
    BUILT = ("built", "完工")
    IN_USE = ("in_use", "投用")

    def __init__(self, code: str, label: str) -> None:
        self.code = code
        self.label = label

    @classmethod
    def of(cls, code: str) -> Stage:
        """Return the stage of a store code; KeyError where there is none."""
        return _STAGES[code]


_STAGES = {stage.code: stage for stage in Stage}


@dataclass(frozen=True, slots=True)
class ProjectPlan:
    """Building years, first and last, and planned investment in 万元."""

    start_year: int
    end_year: int
    planned_investment_wan_yuan: Decimal


@dataclass(frozen=True, slots=True)
class ProjectReport:
    """What was last reported: each part may be missing; progress in % (0 to 100), money in 万元."""

    stage: Stage | None = None
    physical_progress_percent: Decimal | None = None
    completed_investment_wan_yuan: Decimal | None = None


@dataclass(frozen=True, slots=True)
class ProjectAssessment:
    """How a project stands on a day; `time_elapsed` and `spent` are ratios, `spent` of the plan."""

    status: Status
    time_elapsed: Decimal
    spent: Decimal | None
    over_plan: bool
    reason: str

    @classmethod
    def unjudged(cls, reason: str) -> ProjectAssessment:
        """Return that nothing can be said of a project, and why."""
        return cls(Status.UNJUDGED, Decimal(0), None, False, reason)


@dataclass(frozen=True, slots=True)
class CategoryProgress:
    """Physical progress in %, weighted by planned investment over those that have reported."""

    physical_progress_percent: Decimal | None
    reported: int
    count: int

    @property
    def words(self) -> str:
        """Of how many projects the figure speaks."""
        return f"{self.count} 个中 {self.reported} 个已填报"


def time_elapsed(start_year: int, end_year: int, as_of: date) -> Decimal:
    """Return the share (0 to 1) of the building years' days gone by at the end of `as_of`.

    Years that end before they start are gone by from the start on.
    """
    if end_year < start_year:
        return Decimal(as_of.year >= start_year)
    days = (date(end_year, 12, 31) - date(start_year, 1, 1)).days + 1
    gone = (as_of - date(start_year, 1, 1)).days + 1
    return min(max(Decimal(gone) / days, Decimal(0)), Decimal(1))


def assess_project(
    plan: ProjectPlan,
    report: ProjectReport | None,
    as_of: date,
    tolerance_percent: Decimal,
) -> ProjectAssessment:
    """Judge a project: behind where physical progress is under time elapsed by over a tolerance."""
    elapsed = time_elapsed(plan.start_year, plan.end_year, as_of)
    if report is None:
        over = as_of > date(plan.end_year, 12, 31)
        reason = f"{f'建设年限至{plan.end_year}年，' if over else ''}尚无填报数据。"
        return ProjectAssessment(Status.NO_DATA, elapsed, None, False, reason)
    completed = report.completed_investment_wan_yuan
    planned = plan.planned_investment_wan_yuan
    spent = completed / planned if completed is not None and planned > 0 else None
    over_plan = completed is not None and completed > planned
    status, reason = _judge(plan, report, as_of, elapsed, tolerance_percent)
    if completed is not None and over_plan:
        spent_words, planned_words = format_distinct_money(completed, planned)
        reason += f"完成投资{spent_words}已超过计划总投资{planned_words}。"
    return ProjectAssessment(status, elapsed, spent, over_plan, reason)


def _judge(
    plan: ProjectPlan,
    report: ProjectReport,
    as_of: date,
    elapsed: Decimal,
    tolerance_percent: Decimal,
) -> tuple[Status, str]:
    if report.stage in {Stage.BUILT, Stage.IN_USE}:
        return Status.DONE, f"项目已{report.stage.label}。"
    if as_of > date(plan.end_year, 12, 31):
        return Status.OVERDUE, f"建设年限至{plan.end_year}年，尚未报告完工。"
    physical = report.physical_progress_percent
    if physical is None:
        return Status.NO_DATA, "未填报形象进度。"
    expected = round_half_up(elapsed * HUNDRED, 2)
    short = expected - round_half_up(physical, 2)
    sentence = (
        f"形象进度{format_number(physical)}%，建设年限已过{format_percent(elapsed)}，"
        f"允许滞后{format_number(tolerance_percent)}个百分点。"
    )
    return (Status.BEHIND if short > tolerance_percent else Status.ON_TRACK), sentence


def category_progress(
    projects: Sequence[tuple[Decimal, Decimal | None]],
) -> CategoryProgress:
    """Weigh physical progress by planned investment: pairs of (万元 planned, % or none)."""
    known = [(planned, physical) for planned, physical in projects if physical is not None]
    weight = sum((planned for planned, _ in known), Decimal(0))
    if not weight:
        return CategoryProgress(None, len(known), len(projects))
    mean = sum((planned * physical for planned, physical in known), Decimal(0)) / weight
    return CategoryProgress(round_half_up(mean, 2), len(known), len(projects))
