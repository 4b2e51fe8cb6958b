"""The board: everything that can be shown for one day, computed once and never changed.

Plan, the reports that count on that day, and the judgement of each item. Pages, slides and
documents read it and nothing else, so that their figures agree.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from kzdash import joining
from kzdash.models import Kind
from kzdash.progress import Status
from kzdash.urgency import Concern, concerns

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from kzdash.lines import (
        Category,
        DutyLine,
        IndicatorLine,
        Line,
        MilestoneLine,
        ProjectLine,
    )
    from kzdash.models import Correction, Item, Plan, Report
    from kzdash.store import Store


@dataclass(frozen=True, slots=True)
class Document:
    """The plan document and its period."""

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


@dataclass(frozen=True, slots=True)
class Note:
    """A repair of, or a doubt about, the document's text as it was found."""

    number: int
    kind: str
    place: str
    found: str
    reading: str
    grounds: str
    citation: str


@dataclass(frozen=True, slots=True)
class Board:
    """All lines for one day. Two boards of one store are the same where `key` is."""

    store_url: str
    version: tuple[int, int]
    as_of: dt.date
    plan: Document
    units: tuple[str, ...]
    categories: tuple[Category, ...]
    indicators: tuple[IndicatorLine, ...]
    projects: tuple[ProjectLine, ...]
    milestones: tuple[MilestoneLine, ...]
    tasks: tuple[DutyLine, ...]
    policies: tuple[DutyLine, ...]
    reforms: tuple[DutyLine, ...]
    directions: tuple[DutyLine, ...]
    aims: tuple[DutyLine, ...]
    safeguards: tuple[DutyLine, ...]
    corrections: tuple[Note, ...]
    concerns: tuple[Concern, ...]

    @property
    def key(self) -> tuple[str, tuple[int, int], dt.date]:
        """What settles a board: the store, its version and the day."""
        return self.store_url, self.version, self.as_of

    @property
    def planned_investment_wan_yuan(self) -> Decimal:
        """Planned investment of all projects."""
        return sum((line.planned_investment_wan_yuan for line in self.projects), Decimal(0))

    @property
    def completed_investment_wan_yuan(self) -> Decimal | None:
        """Completed investment of the projects that reported it; none where none did."""
        return joining.sum_of_known(line.completed_investment_wan_yuan for line in self.projects)

    @property
    def time_elapsed(self) -> Decimal:
        """The share of the pilot period's days gone by (0 to 1)."""
        plan = self.plan
        days = (plan.pilot_ends_on - plan.pilot_starts_on).days + 1
        gone = (self.as_of - plan.pilot_starts_on).days + 1
        return min(max(Decimal(gone) / days, Decimal(0)), Decimal(1))

    @property
    def next_milestone(self) -> MilestoneLine | None:
        """The first milestone not completed whose day has not passed."""
        open_ones = (line for line in self.milestones if line.due.status in _TO_COME)
        return min(open_ones, key=lambda line: line.due.days, default=None)


_TO_COME = {Status.NOT_DUE, Status.DUE_SOON, Status.DUE_TODAY}


def board(store: Store, as_of: dt.date) -> Board:
    """Compute the board of a store for a day."""
    version = store.version()
    rows = store.plan()
    reports: dict[int, list[Report]] = defaultdict(list)
    for report in store.latest(as_of):
        reports[report.item_id].append(report)
    items: dict[Kind, list[Item]] = defaultdict(list)
    for item in rows.items:
        items[Kind(item.kind)].append(item)

    def of(kind: Kind) -> list[tuple[Item, list[Report]]]:
        return [(item, reports[item.id]) for item in items[kind]]

    indicators = tuple(joining.indicator(*pair, rows.plan, as_of) for pair in of(Kind.INDICATOR))
    projects = tuple(joining.project(*pair, rows.plan, as_of) for pair in of(Kind.PROJECT))
    milestones = tuple(joining.milestone(*pair, as_of) for pair in of(Kind.MILESTONE))
    tasks, policies, reforms, aims, safeguards = (
        tuple(joining.duty(*pair) for pair in of(kind))
        for kind in (Kind.TASK, Kind.POLICY, Kind.REFORM, Kind.AIM, Kind.SAFEGUARD)
    )
    followed: Sequence[Line] = (
        *indicators,
        *projects,
        *milestones,
        *tasks,
        *policies,
        *reforms,
    )
    return Board(
        store_url=store.url,
        version=version,
        as_of=as_of,
        plan=_document(rows.plan),
        units=tuple(unit.name for unit in rows.units),
        categories=joining.categories(rows, projects),
        indicators=indicators,
        projects=projects,
        milestones=milestones,
        tasks=tasks,
        policies=policies,
        reforms=reforms,
        directions=joining.directions(of(Kind.DIRECTION)),
        aims=aims,
        safeguards=safeguards,
        corrections=tuple(_note(row) for row in rows.corrections),
        concerns=concerns(followed, as_of),
    )


def _document(plan: Plan) -> Document:
    return Document(**{name: getattr(plan, name) for name in Document.__dataclass_fields__})


def _note(row: Correction) -> Note:
    return Note(**{name: getattr(row, name) for name in Note.__dataclass_fields__})
