"""The items of a board: each item of the plan with its reports, adjustments and state."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING

from kzdash.board.board_item import KIND_WORDS, BoardItem
from kzdash.board.entries import AdjustmentEntry, EvidenceEntry, ReportEntry
from kzdash.board.project_item import ProjectItem
from kzdash.board.published import figures_of_others
from kzdash.domain.formatting import format_quantity
from kzdash.domain.progress import State, Status, figure_period, lead_over

if TYPE_CHECKING:
    from kzdash.domain.progress import (
        Assessment,
        CategoryProgress,
        DueStatus,
        IndicatorTarget,
        Lead,
    )

__all__ = [
    "KIND_WORDS",
    "AdjustmentEntry",
    "BoardItem",
    "Category",
    "DutyItem",
    "EvidenceEntry",
    "IndicatorItem",
    "MilestoneItem",
    "ProjectItem",
    "ReportEntry",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorItem(BoardItem):
    """An indicator with its target and assessment.

    `published_year` is the last one whose figure is published, None before the first.
    """

    target: IndicatorTarget
    original_target: Decimal | None
    approximate: bool
    reported_name: str
    reported_unit: str
    headline: bool
    assessment: Assessment
    published_year: int | None

    @property
    def figures(self) -> tuple[ReportEntry, ...]:
        """The reports that count and give a figure, in the order of their periods."""
        known = [report for report in self.reports if report.value is not None]
        return tuple(sorted(known, key=lambda report: figure_period.period_end(report.period)))

    def format_value(self, value: Decimal | None) -> str:
        """Write a figure of this indicator with its unit."""
        return format_quantity(value, self.target.unit, self.target.decimals)

    @property
    def state(self) -> State:
        """The state it is in; a target missed by no more than the tolerance is nearly met."""
        gap = self.assessment.gap
        if self.status is Status.MISSED and gap is not None and -gap <= self.target.tolerance:
            return State.NEARLY_MET
        # super() alone finds no class in one with slots
        return super(IndicatorItem, self).state

    @property
    def _silence(self) -> State:
        if self.assessment.missing:
            return State.DUE_UNREPORTED
        return State.UNPUBLISHED if self.assessment.awaited else State.UNREPORTED

    @property
    def state_words(self) -> str:
        """The word for the state, with the year that lacks a figure if others have one."""
        missing, state = self.assessment.missing, self.state
        if self.status is not Status.NO_DATA or not self.assessment.levels:
            return state.word
        if missing:
            return f"{state.word}（缺{missing[-1]}年）"
        awaited = self.assessment.awaited
        return f"{state.word}（{awaited[-1]}年）" if awaited else state.word

    @property
    def asked_year(self) -> int | None:
        """The year whose figure is asked for: the last that is missing, or was published last."""
        return max(self.assessment.missing, default=self.published_year)

    @property
    def answers_round(self) -> bool:
        """Whether no year lacks a figure that is published."""
        return self.round is not None and not self.undos and not self.assessment.missing

    @property
    def shortfall(self) -> Decimal:
        """What it lacks of its target, as a share of the target."""
        gap = self.assessment.gap
        return Decimal(0) if gap is None else -gap / (abs(self.target.target) or 1)

    @property
    def gap_unit(self) -> str:
        """The unit of a difference; between percentages that is percentage points."""
        return "个百分点" if self.target.unit == "%" else self.target.unit

    @property
    def beside(self) -> tuple[Lead, ...]:
        """How it compares with each of the others in the last year that both have."""
        own, decimals = self.assessment.levels, self.target.decimals
        leads = (
            lead_over(other, own, figures, self.reported_unit, decimals)
            for other, figures in figures_of_others(self.comparisons).items()
        )
        return tuple(lead for lead in leads if lead)

    @property
    def beside_words(self) -> str:
        """The same in words: 2024年高于全市1.2个百分点."""
        return "；".join(lead.words for lead in self.beside)

    @property
    def brief_beside_words(self) -> str:
        """The same without the year where that is the one of its value: 高于全市1.2个百分点."""
        return "；".join(
            lead.brief if f"{lead.year}年" == self.period_words else lead.words
            for lead in self.beside
        )

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
    def state_words(self) -> str:
        """The word for the state with its days; nobody's silence has days."""
        if self.state is State.DUE_UNREPORTED:
            return self.state.word
        more = self.working_days_words
        return self.due.words + (f"（{more}）" if more else "")

    def days_left(self, *, in_prose: bool = False) -> str:
        """Return the days left to one ahead: 今日到期, 还有 12 天（8 个工作日）.

        `in_prose` gives the form that papers use: 还有12天.
        """
        if not self.due.days:
            return State.DUE_TODAY.word
        if in_prose:
            return f"还有{self.due.days}天"
        working = f"（{self.working_days_words}）" if self.working_days_words else ""
        return f"还有 {self.due.days} 天{working}"


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyItem(BoardItem):
    """A task, policy, reform, direction, aim or safeguard; `paragraphs` are a direction's own.

    `reason` says how an aim to be above others was judged, empty where it was not.
    """

    paragraphs: tuple[DutyItem, ...] = field(default=())
    reason: str = ""

    @property
    def lead_words(self) -> str:
        """The unit that leads it; of a direction in paragraphs, whose units each has its own."""
        if self.paragraphs:
            return "、".join(self.units)
        return super(DutyItem, self).lead_words

    @property
    def supporting_words(self) -> str:
        """The units that support it; of a direction in paragraphs none."""
        return "—" if self.paragraphs else super(DutyItem, self).supporting_words


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
