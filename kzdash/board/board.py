"""The board: everything that can be shown for one day, computed once and immutable.

It joins the plan with the reports that count on that day and judges each item. Pages, slides and
documents read only the board, so their figures agree.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from kzdash.board import assembly
from kzdash.board.added_assembly import judge_added_items
from kzdash.board.attention import Concern, find_concerns
from kzdash.board.categories import category_summaries, sum_of_known
from kzdash.board.closing import NOT_CLOSED
from kzdash.board.load import load_records
from kzdash.board.matters import with_matters
from kzdash.board.reporting_rounds import reporting_calendar, with_rounds
from kzdash.domain import formatting
from kzdash.domain.models import SEED_ACCOUNT, Kind, Role
from kzdash.domain.progress import ReportingSettings, Status

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping, Sequence

    from kzdash.board.added_items import MatterItem, MeetingItem, StepItem
    from kzdash.board.closing import Closing
    from kzdash.board.items import (
        BoardItem,
        Category,
        DutyItem,
        IndicatorItem,
        MilestoneItem,
        ProjectItem,
    )
    from kzdash.domain.letterhead import Letterhead
    from kzdash.domain.models import Correction, Plan, Report
    from kzdash.domain.progress import ReportingCalendar
    from kzdash.store import Store, Version

# the board's fields of items that are followed up by reports, in the document's order
FOLLOWED = (
    "indicators",
    "projects",
    "milestones",
    "tasks",
    "policies",
    "reforms",
    "steps",
    "matters",
)
DUTIES = {
    "tasks": Kind.TASK,
    "policies": Kind.POLICY,
    "reforms": Kind.REFORM,
    "aims": Kind.AIM,
    "safeguards": Kind.SAFEGUARD,
}


@dataclass(frozen=True, slots=True)
class PlanDocument:
    """The plan document and its period; `demonstration` says that the reports are invented.

    `letterhead` is what the office's papers carry.
    """

    title: str
    short_title: str
    document_number: str
    issuer: str
    issued_on: dt.date
    office: str
    pilot_starts_on: dt.date
    pilot_ends_on: dt.date
    baseline_year: int
    target_year: int
    demonstration: bool
    letterhead: Letterhead


@dataclass(frozen=True, slots=True)
class TextCorrection:
    """A correction of the document's text, or a question about it; `found` is the original."""

    number: int
    kind: str
    place: str
    found: str
    reading: str
    grounds: str
    citation: str


@dataclass(frozen=True, slots=True)
class Board:
    """All items for one day; boards with the same `key` are equal.

    `followed` are the items of the eight kinds that are followed up by reports. Steps and matters
    are there from the day on that they were added for, `proposals` are steps that the office has
    not confirmed, and the last of `meetings` is the latest. `withdrawn` are
    items that were added and taken out again. `calendar` says when what is to be reported. With
    `entered`, only reports and adjustments recorded by the end of the day count; with `closing`,
    only those recorded before the period was closed.
    """

    store_url: str
    version: Version
    as_of: dt.date
    entered: bool
    plan: PlanDocument
    units: tuple[str, ...]
    categories: tuple[Category, ...]
    indicators: tuple[IndicatorItem, ...]
    projects: tuple[ProjectItem, ...]
    milestones: tuple[MilestoneItem, ...]
    tasks: tuple[DutyItem, ...]
    policies: tuple[DutyItem, ...]
    reforms: tuple[DutyItem, ...]
    directions: tuple[DutyItem, ...]
    aims: tuple[DutyItem, ...]
    safeguards: tuple[DutyItem, ...]
    steps: tuple[StepItem, ...]
    proposals: tuple[StepItem, ...]
    matters: tuple[MatterItem, ...]
    meetings: tuple[MeetingItem, ...]
    withdrawn: tuple[BoardItem, ...]
    corrections: tuple[TextCorrection, ...]
    followed: tuple[BoardItem, ...]
    calendar: ReportingCalendar
    concerns: tuple[Concern, ...]
    closing: Closing | None = None

    @property
    def key(self) -> tuple[str, Version, dt.date, bool, Closing | None]:
        """What determines a board: the store, its version, the day, and what counts on it."""
        return self.store_url, self.version, self.as_of, self.entered, self.closing

    @property
    def as_of_words(self) -> str:
        """The day in words, and that only reports recorded by then count if that is so."""
        only = "，只计当日已录入的填报" if self.entered else ""
        return f"截至{formatting.format_date(self.as_of)}{only}"

    @property
    def closing_words(self) -> str:
        """Whether this is the board of a period that was closed, and of which: 定稿 or 未定稿."""
        return self.closing.words if self.closing else NOT_CLOSED

    @property
    def entered_before(self) -> dt.datetime | None:
        """The moment before which a report must have been recorded to count, if there is one."""
        return _entered_before(self.as_of, self.closing, entered=self.entered)

    @property
    def items(self) -> tuple[BoardItem, ...]:
        """Every item: those followed up, directions with their paragraphs, and the rest."""
        paragraphs = (part for item in self.directions for part in item.paragraphs)
        beside = (*self.directions, *paragraphs, *self.aims, *self.safeguards)
        return (*self.followed, *beside, *self.proposals, *self.meetings)

    def steps_of(self, item: BoardItem) -> tuple[StepItem, ...]:
        """Return the steps of an item, the first due first."""
        return tuple(step for step in self.steps if step.parent_id == item.item_id)

    def proposals_of(self, item: BoardItem) -> tuple[StepItem, ...]:
        """Return the steps of an item that wait for the office, the first due first."""
        return tuple(step for step in self.proposals if step.parent_id == item.item_id)

    def parent_of(self, step: StepItem) -> BoardItem:
        """Return the item that a step belongs to."""
        return next(item for item in self.items if item.item_id == step.parent_id)

    def matters_of(self, item: BoardItem) -> tuple[MatterItem, ...]:
        """Return the matters about an item, or decided at a meeting, those still open first."""
        return tuple(
            matter for matter in self.matters if item.item_id in (*matter.about, matter.meeting_id)
        )

    def led_by(self, unit: str) -> tuple[BoardItem, ...]:
        """Return the followed items that a unit leads."""
        return tuple(item for item in self.followed if item.lead_unit == unit)

    def supported_by(self, unit: str) -> tuple[BoardItem, ...]:
        """Return the followed items that another unit leads and this one supports."""
        return tuple(item for item in self.followed if unit in item.supporting_units)

    @property
    def planned_investment_wan_yuan(self) -> Decimal:
        """Planned investment of all projects."""
        return sum((item.planned_investment_wan_yuan for item in self.projects), Decimal(0))

    @property
    def original_investment_wan_yuan(self) -> Decimal | None:
        """Planned investment before adjustments; None if no project's was adjusted."""
        if all(item.original_investment_wan_yuan is None for item in self.projects):
            return None
        amounts = (
            item.planned_investment_wan_yuan
            if item.original_investment_wan_yuan is None
            else item.original_investment_wan_yuan
            for item in self.projects
        )
        return sum(amounts, Decimal(0))

    @property
    def completed_investment_wan_yuan(self) -> Decimal | None:
        """Completed investment of the projects that reported it; None if none did."""
        return sum_of_known(item.completed_investment_wan_yuan for item in self.projects)

    @property
    def time_elapsed(self) -> Decimal:
        """The elapsed share of the pilot period, in days (0 to 1)."""
        plan = self.plan
        days = (plan.pilot_ends_on - plan.pilot_starts_on).days + 1
        gone = (self.as_of - plan.pilot_starts_on).days + 1
        return min(max(Decimal(gone) / days, Decimal(0)), Decimal(1))

    @property
    def next_milestone(self) -> MilestoneItem | None:
        """The open milestone with the earliest due date that has not passed."""
        ahead = (item for item in self.milestones if item.due.status in _AHEAD)
        return min(ahead, key=lambda item: item.due.days, default=None)


_AHEAD = {Status.NOT_DUE, Status.DUE_SOON, Status.DUE_TODAY}


def _entered_before(
    as_of: dt.date, closing: Closing | None, *, entered: bool
) -> dt.datetime | None:
    if closing is not None:
        return closing.recorded_at
    return formatting.end_of_day(as_of) if entered else None


def compute_board(
    store: Store,
    as_of: dt.date,
    *,
    entered: bool = False,
    version: Version | None = None,
    proposed: Sequence[Report] = (),
    closing: Closing | None = None,
) -> Board:
    """Compute the board of a store for a day.

    Reports and adjustments count from the day they are about. With `entered` they must also have
    been recorded by the end of that day, Asia/Shanghai: the board as people saw it then. With
    `closing`, they must have been recorded before that. `version` is the store's, if the caller
    has read it already. `proposed` are reports that count as if they were stored, the earliest
    first.
    """
    # read before the rows: a report stored in between then leads to a new board, not a stale one
    version = store.version() if version is None else version
    before = _entered_before(as_of, closing, entered=entered)
    rows = store.plan_for_board(as_of, before)
    accounts = store.accounts()
    reporters = assembly.reporter_names(accounts)
    records = load_records(store, rows, as_of, before, reporters, proposed)
    calendar = reporting_calendar(rows.plan, rows.items, rows.calendar)
    board_items = _judge_items(records, rows.plan, as_of, calendar)
    offices = {account.name for account in accounts if account.role == Role.OFFICE}
    board_items |= judge_added_items(records, rows, as_of, reporters, offices | {SEED_ACCOUNT})
    for name in (*FOLLOWED[:-1], "directions", "aims", "safeguards", "proposals"):
        board_items[name] = with_matters(board_items[name], board_items["matters"])
    for name in FOLLOWED:
        board_items[name] = with_rounds(board_items[name], calendar)
    followed = tuple(item for name in FOLLOWED for item in board_items[name])
    return Board(
        store_url=store.url,
        version=version,
        as_of=as_of,
        entered=entered,
        plan=_plan_document(rows.plan),
        units=tuple(unit.name for unit in rows.units),
        categories=category_summaries(rows, board_items["projects"]),
        corrections=tuple(_text_correction(row) for row in rows.corrections),
        followed=followed,
        calendar=calendar,
        concerns=find_concerns(followed),
        closing=closing,
        **board_items,
    )


def _judge_items(
    records: Mapping[Kind, Sequence[assembly.ItemRecords]],
    plan: Plan,
    as_of: dt.date,
    calendar: ReportingCalendar,
) -> dict[str, Any]:
    """Return the judged items, in the document's order, by the names of the board's fields."""
    return {
        "indicators": tuple(
            assembly.indicator_item(own, plan, as_of, calendar) for own in records[Kind.INDICATOR]
        ),
        "projects": tuple(assembly.project_item(own, plan, as_of) for own in records[Kind.PROJECT]),
        "milestones": tuple(assembly.milestone_item(own, as_of) for own in records[Kind.MILESTONE]),
        "directions": assembly.direction_items(records[Kind.DIRECTION], as_of),
        **{
            name: tuple(assembly.duty_item(own, as_of) for own in records[kind])
            for name, kind in DUTIES.items()
        },
    }


def _plan_document(plan: Plan) -> PlanDocument:
    stored = set(PlanDocument.__dataclass_fields__) - {"letterhead"}
    fields = {name: getattr(plan, name) for name in stored}
    fields["letterhead"] = ReportingSettings.of_text(plan.reporting).letterhead
    for title in ("title", "short_title"):
        # whatever shows a title shows the mark
        fields[title] = formatting.mark_demonstration(
            fields[title], demonstration=plan.demonstration
        )
    return PlanDocument(**fields)


def _text_correction(row: Correction) -> TextCorrection:
    return TextCorrection(
        **{name: getattr(row, name) for name in TextCorrection.__dataclass_fields__}
    )
