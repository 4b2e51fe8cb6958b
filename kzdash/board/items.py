"""The items of a board: each item of the plan with its reports, adjustments and status."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from kzdash.domain.formatting import (
    format_date,
    format_quantity,
    format_years,
)
from kzdash.domain.models import Kind
from kzdash.domain.progress import Status

if TYPE_CHECKING:
    import datetime as dt
    from decimal import Decimal

    from kzdash.domain.progress import (
        Assessment,
        CategoryProgress,
        DueStatus,
        IndicatorTarget,
        ProjectAssessment,
        Stage,
    )

KIND_WORDS = {
    Kind.INDICATOR: "指标",
    Kind.PROJECT: "项目",
    Kind.MILESTONE: "时间节点",
    Kind.TASK: "任务",
    Kind.POLICY: "政策",
    Kind.REFORM: "改革",
    Kind.DIRECTION: "改革方向",
    Kind.AIM: "定性目标",
    Kind.SAFEGUARD: "保障措施",
}

_DONE = {Status.DONE, Status.DONE_ON_TIME, Status.DONE_LATE}


@dataclass(frozen=True, slots=True)
class ReportEntry:
    """What one report said: by whom, for which day, on what grounds.

    `restores` is the `seq` of the report whose words it repeats, where it undid the one between;
    `repeats_of` is then the day those words were first for, and `takes_back` is whether the report
    before it is gone by it, and not given back.
    """

    seq: int
    as_of: dt.date
    recorded_at: dt.datetime
    reporter: str
    note: str
    evidence: str
    period: int
    value: Decimal | None
    status: Status | None
    completed_on: dt.date | None
    stage: Stage | None
    physical_progress_percent: Decimal | None
    completed_investment_wan_yuan: Decimal | None
    funds_received_wan_yuan: Decimal | None
    problems: str
    restores: int | None
    repeats_of: dt.date | None = None
    takes_back: bool = False

    @property
    def fresh_on(self) -> dt.date:
        """The day its words are for: an undo makes old words no newer."""
        return self.repeats_of or self.as_of


@dataclass(frozen=True, slots=True)
class AdjustmentEntry:
    """An adjustment of the plan: one of `target`, `due_on` and planned investment is set."""

    seq: int
    as_of: dt.date
    recorded_at: dt.datetime
    reporter: str
    reason: str
    document_number: str
    target: Decimal | None
    due_on: dt.date | None
    planned_investment_wan_yuan: Decimal | None


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardItem:
    """The fields every item has.

    `reports` are those that count on the day. `undos` took a report back and are not counted as
    reports. `adjustments` are those made by the day; the values they replaced stand in the fields
    named `original_…`, which are None if the plan stands as published.
    """

    item_id: int
    kind: Kind
    number: int
    name: str
    short_name: str
    summary: str
    citation: str
    programme: int | None
    lead_units: tuple[str, ...]
    more_units: bool
    due_on: dt.date | None
    original_due_on: dt.date | None
    reports: tuple[ReportEntry, ...]
    adjustments: tuple[AdjustmentEntry, ...]
    status: Status
    undos: tuple[ReportEntry, ...] = ()

    @property
    def changed_at(self) -> dt.datetime | None:
        """When the last report, undo or adjustment was recorded, if there is one."""
        moments = [report.recorded_at for report in (*self.reports, *self.undos)]
        moments += [adjustment.recorded_at for adjustment in self.adjustments]
        return max(moments, default=None)

    @property
    def latest_report(self) -> ReportEntry | None:
        """The newest report that counts, if anybody has reported."""
        return max(self.reports, key=lambda report: (report.as_of, report.seq), default=None)

    def reported(self, field: str) -> Any:  # noqa: ANN401 - whatever a field holds
        """Return what the newest report that counts says of a field, none where nothing."""
        return getattr(self.latest_report, field, None)

    @property
    def fresh_on(self) -> dt.date | None:
        """The day that its newest report is about, if there is one."""
        return max((report.fresh_on for report in self.reports), default=None)

    @property
    def units_words(self) -> str:
        """Lead units in the document's order, as it writes them."""
        return ("、".join(self.lead_units) or "—") + ("等" if self.more_units else "")

    @property
    def due_words(self) -> str:
        """The due date, with the original one where it was adjusted."""
        original = f"（原{format_date(self.original_due_on)}）" if self.original_due_on else ""
        return f"{format_date(self.due_on)}{original}"

    @property
    def status_words(self) -> str:
        """The status in words."""
        return self.status.label

    @property
    def is_done(self) -> bool:
        """Whether it is completed, on time or late."""
        return self.status in _DONE


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorItem(BoardItem):
    """An indicator with its target and assessment."""

    target: IndicatorTarget
    original_target: Decimal | None
    approximate: bool
    reported_name: str
    reported_unit: str
    headline: bool
    assessment: Assessment

    def format_value(self, value: Decimal | None) -> str:
        """Write a figure of this indicator with its unit."""
        return format_quantity(value, self.target.unit, self.target.decimals)

    @property
    def status_words(self) -> str:
        """The status in words, with the missing year if other years have a figure."""
        missing = self.assessment.missing
        if self.status is Status.NO_DATA and self.assessment.levels and missing:
            return f"{self.status.label}（缺{missing[-1]}年）"
        return self.status.label

    @property
    def gap_unit(self) -> str:
        """The unit of a difference; between percentages that is percentage points."""
        return "个百分点" if self.target.unit == "%" else self.target.unit

    @property
    def gap_words(self) -> str:
        """The gap to the target in words, with a sign: positive is good."""
        gap = self.assessment.gap
        if gap is None:
            return "—"
        sign = "+" if gap > 0 else ""
        return f"{sign}{format_quantity(gap, self.gap_unit, self.target.decimals)}"

    @property
    def target_words(self) -> str:
        """The target with its relation and any original value: ≥56%, ≤9%, 缩小约5个百分点."""
        if self.target.measure.value == "change":
            relation = "缩小" if self.target.direction.value == "down" else "提高"
        else:
            relation = "≤" if self.target.sign < 0 else "≥"
        value = self.format_value(self.target.target)
        if self.original_target is not None:
            return f"{relation}{value}（原{self.format_value(self.original_target)}）"
        return f"{relation}{'约' if self.approximate else ''}{value}"

    @property
    def period_words(self) -> str:
        """The year of the value, or the years it averages."""
        years = [year for year in self.assessment.levels if year > self.target.baseline_year]
        if self.assessment.period is None:
            return "—"
        if self.target.measure.value == "growth" and len(years) > 1:
            return f"{years[0]}—{years[-1]}年平均"
        return f"{self.assessment.period}年"


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectItem(BoardItem):
    """A project with its assessment; money in 万元, progress in %."""

    owner: str
    funding: str
    start_year: int
    end_year: int
    planned_investment_wan_yuan: Decimal
    original_investment_wan_yuan: Decimal | None
    assessment: ProjectAssessment

    @property
    def years_words(self) -> str:
        """Building years, with the original last year if it was adjusted."""
        original = self.original_due_on
        words = format_years(self.start_year, self.end_year)
        return f"{words}（原至{original.year}年）" if original else words

    @property
    def stage(self) -> Stage | None:
        """The stage last reported."""
        return self.latest_report.stage if self.latest_report else None

    @property
    def physical_progress_percent(self) -> Decimal | None:
        """Physical progress last reported."""
        return self.latest_report.physical_progress_percent if self.latest_report else None

    @property
    def completed_investment_wan_yuan(self) -> Decimal | None:
        """Completed investment last reported."""
        return self.latest_report.completed_investment_wan_yuan if self.latest_report else None


@dataclass(frozen=True, slots=True, kw_only=True)
class MilestoneItem(BoardItem):
    """A milestone, whose `status` is that of its due date.

    `working_days` are those left; None once it is due, or beyond the calendar of working days.
    """

    due: DueStatus
    working_days: int | None

    @property
    def working_days_words(self) -> str:
        """The working days left in words, empty if unknown."""
        return "" if self.working_days is None else f"{self.working_days} 个工作日"

    @property
    def status_words(self) -> str:
        """The status with its days; an overdue milestone without a report is marked 未报."""
        unreported = self.status is Status.OVERDUE and self.latest_report is None
        more = "未报" if unreported else self.working_days_words
        return self.due.words + (f"（{more}）" if more else "")


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyItem(BoardItem):
    """A task, policy, reform, direction, aim or safeguard; `paragraphs` are a direction's own."""

    paragraphs: tuple[DutyItem, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class Category:
    """A programme as the project list names it, with its sums; money in 万元."""

    number: int
    name: str
    short_name: str
    category_name: str
    citation: str
    planned_investment_wan_yuan: Decimal
    completed_investment_wan_yuan: Decimal | None
    physical: CategoryProgress
