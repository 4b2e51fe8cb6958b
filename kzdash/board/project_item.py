"""A project on a board: what the plan asks of it, what was reported, and its money."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kzdash.board.board_item import BoardItem
from kzdash.domain.formatting import format_number, format_years
from kzdash.domain.progress import Stage, State, Status, year_pace

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping
    from decimal import Decimal

    from kzdash.domain.progress import (
        FundSource,
        ProjectAssessment,
        SpanInvestment,
        YearPace,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectItem(BoardItem):
    """A project with its assessment; money in 万元, progress in %.

    `this_year` and `this_month` are what was completed in them; `year_plans` what is planned for
    each year, `planned_funds` by source, `starts_on` the planned day of the start, where they are.
    """

    owner: str
    funding: str
    start_year: int
    end_year: int
    planned_investment_wan_yuan: Decimal
    original_investment_wan_yuan: Decimal | None
    assessment: ProjectAssessment
    this_year: SpanInvestment
    this_month: SpanInvestment
    year_plans: Mapping[int, Decimal]
    planned_funds: Mapping[FundSource, Decimal]
    starts_on: dt.date | None

    @property
    def state_words(self) -> str:
        """The word for the state with days, or the percentage points that it is behind."""
        if self.state is State.BEHIND:
            return f"{self.state.word} {format_number(self.shortfall, 0)} 个百分点"
        return super(ProjectItem, self).state_words

    @property
    def shortfall(self) -> Decimal:
        """Percentage points behind time elapsed, or days since the due date."""
        if self.status is not Status.BEHIND:
            return super(ProjectItem, self).shortfall
        return self.assessment.time_elapsed * 100 - (self.physical_progress_percent or 0)

    @property
    def years_words(self) -> str:
        """Building years, with the original last year if it was adjusted."""
        original = self.original_due_on
        words = format_years(self.start_year, self.end_year)
        return f"{words}（原至{original.year}年）" if original else words

    @property
    def year_plan(self) -> Decimal | None:
        """What is planned to be invested this year, if anything is."""
        return self.year_plans.get(self.as_of.year)

    @property
    def pace(self) -> YearPace | None:
        """How this year's completed investment compares with the plan; None if either is open."""
        return year_pace(self.this_year.amount, self.year_plan, self.as_of)

    @property
    def not_started(self) -> bool:
        """Whether it is reported to be in preparation though it should have started."""
        if self.starts_on is None:
            is_past = self.as_of.year > self.start_year
        else:
            is_past = self.as_of > self.starts_on
        return is_past and self.stage is Stage.PREPARATION

    @property
    def not_completed(self) -> bool:
        """Whether it is reported on, and not completed though it should be."""
        is_past = self.due_on is not None and self.as_of > self.due_on
        done = {Stage.BUILT, Stage.IN_USE}
        return is_past and self.latest_report is not None and self.stage not in done

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
