"""The items of a board that were added beside the plan: steps, matters and meetings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kzdash.board.board_item import BoardItem
from kzdash.board.items import MilestoneItem
from kzdash.domain.formatting import format_date
from kzdash.domain.progress import Answer, MatterKind, State, Status

if TYPE_CHECKING:
    import datetime as dt

    from kzdash.domain.models import Kind
    from kzdash.domain.progress import Level


@dataclass(frozen=True, slots=True, kw_only=True)
class AddedEntry:
    """Who added an item when, for which day, on what grounds."""

    as_of: dt.date
    recorded_at: dt.datetime
    reporter: str
    document_number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StepItem(MilestoneItem):
    """A dated step of another item, whose `status` is that of its due date.

    Its `name` names its item, too, as 任务26 · 报送方案; `step_name` is for where that is seen.
    `proposed` is whether a unit has proposed it and the office not confirmed it yet.
    """

    step_name: str
    parent_id: int
    parent_name: str
    parent_kind: Kind
    parent_number: int
    added: AddedEntry
    proposed: bool

    @property
    def titled(self) -> str:
        """What lists of several kinds call it: its name says what it is of."""
        return self.name

    @property
    def heading(self) -> str:
        """What its own page calls it."""
        return self.name

    @property
    def state_words(self) -> str:
        """The word for the state with its days; what is blocked says so."""
        if self.status is Status.BLOCKED:
            return self.state.word
        return super(StepItem, self).state_words


@dataclass(frozen=True, slots=True, kw_only=True)
class MatterItem(BoardItem):
    """Something decided, instructed, raised or asked, to be followed up until it is closed.

    `about` are the ids of the items that it is about; `report_seqs` has the `seq` of the report
    that a query asks about, by item id. `meeting_id` and `meeting_name` are the meeting's that
    decided it. `level` can solve it; `original_level` was meant to, None where it did not climb.
    """

    matter_kind: MatterKind
    level: Level
    original_level: Level | None
    raised_by: str
    about: tuple[int, ...]
    report_seqs: tuple[tuple[int, int], ...]
    meeting_id: int | None
    meeting_name: str
    added: AddedEntry
    working_days: int | None

    @property
    def answer(self) -> Answer | None:
        """The last answer, None where nobody has signed for it."""
        return self.latest_report.answer if self.latest_report else None

    @property
    def is_closed(self) -> bool:
        """Whether the office has closed it."""
        return self.answer is Answer.CLOSED

    @property
    def is_raised(self) -> bool:
        """Whether it is a problem that a unit has raised and nobody has taken up yet."""
        untouched = self.latest_report is None and not self.adjustments
        return untouched and self.matter_kind is MatterKind.PROBLEM

    @property
    def is_unsigned(self) -> bool:
        """Whether its unit has yet to sign for it."""
        return self.latest_report is None and not self.is_raised

    @property
    def waits_for_office(self) -> bool:
        """Whether the office must act: take up a problem, close the matter, or give more time."""
        if self.is_raised:
            return True
        if self.answer is Answer.ASKS_FOR_TIME:
            return not self._time_given
        return self.answer is Answer.ASKS_TO_CLOSE

    @property
    def _time_given(self) -> bool:
        """Whether the office has moved the due date since the last answer."""
        asked = self.latest_report
        return asked is not None and any(
            adjustment.due_on is not None and adjustment.recorded_at >= asked.recorded_at
            for adjustment in self.adjustments
        )

    @property
    def state_words(self) -> str:
        """The word for the state, with what the last answer asks for."""
        if self.is_closed:
            return "逾期办结" if self.state is State.DONE_LATE else "已销号"
        if self.latest_report is None:
            waits = "待协调" if self.is_raised else "待签收"
            return f"{self.state.word}，{waits}" if self.days_late else waits
        answer, words = self.answer, super(MatterItem, self).state_words
        if answer is Answer.ASKS_TO_CLOSE:
            return answer.label
        if answer is Answer.RECEIVED and self.state is State.IN_PROGRESS:
            return answer.label
        if answer is Answer.ASKS_FOR_TIME and not self._time_given:
            return f"{words}，申请延期至{format_date(self.latest_report.requested_due_on)}"
        return f"{words}，已退回" if answer is Answer.RETURNED else words


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingItem(BoardItem):
    """A meeting that was held on its `due_on`."""

    added: AddedEntry
