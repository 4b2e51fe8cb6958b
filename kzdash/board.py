"""The board: everything that can be shown for one day, computed once and never changed.

Plan, the reports that count on that day, and the judgement of each item. Pages, slides and
documents read it and nothing else, so that their figures agree.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from kzdash import progress
from kzdash.lines import (
    Category,
    DutyLine,
    IndicatorLine,
    Line,
    MilestoneLine,
    ProjectLine,
    Said,
)
from kzdash.models import Kind
from kzdash.progress import Status
from kzdash.urgency import Concern, concerns

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Sequence

    from kzdash.models import Correction, Item, Plan, Report
    from kzdash.store import PlanRows, Store


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
        return _sum_of_known(line.completed_investment_wan_yuan for line in self.projects)

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

    def lines(kind: Kind) -> list[dict[str, Any]]:
        return [_common(item, reports[item.id]) | {"item": item} for item in items[kind]]

    indicators = tuple(_indicator(line, rows.plan, as_of) for line in lines(Kind.INDICATOR))
    projects = tuple(_project(line, rows.plan, as_of) for line in lines(Kind.PROJECT))
    milestones = tuple(_milestone(line, as_of) for line in lines(Kind.MILESTONE))
    tasks, policies, reforms = (
        tuple(_duty(line) for line in lines(kind)) for kind in (Kind.TASK, Kind.POLICY, Kind.REFORM)
    )
    followed: Sequence[Line] = (*indicators, *projects, *milestones, *tasks, *policies, *reforms)
    return Board(
        store_url=store.url,
        version=version,
        as_of=as_of,
        plan=_document(rows.plan),
        units=tuple(unit.name for unit in rows.units),
        categories=_categories(rows, projects),
        indicators=indicators,
        projects=projects,
        milestones=milestones,
        tasks=tasks,
        policies=policies,
        reforms=reforms,
        directions=_directions(lines(Kind.DIRECTION)),
        aims=tuple(_duty(line) for line in lines(Kind.AIM)),
        safeguards=tuple(_duty(line) for line in lines(Kind.SAFEGUARD)),
        corrections=tuple(_note(row) for row in rows.corrections),
        concerns=concerns(followed, as_of),
    )


def said(report: Report) -> Said:
    """Turn a stored report into what it said."""
    return Said(
        seq=report.seq,
        as_of=report.as_of,
        recorded_at=report.recorded_at,
        account=report.account,
        note=report.note,
        evidence=report.evidence,
        period=report.period,
        value=report.value,
        status=Status.of(report.status) if report.status else None,
        completed_on=report.completed_on,
        stage=progress.Stage.of(report.stage) if report.stage else None,
        physical_progress_percent=report.physical_progress_percent,
        completed_investment_wan_yuan=report.completed_investment_wan_yuan,
        problems=report.problems,
    )


def _document(plan: Plan) -> Document:
    return Document(**{name: getattr(plan, name) for name in Document.__dataclass_fields__})


def _note(row: Correction) -> Note:
    return Note(**{name: getattr(row, name) for name in Note.__dataclass_fields__})


def _common(item: Item, reports: Iterable[Report]) -> dict[str, Any]:
    return {
        "item_id": item.id,
        "kind": Kind(item.kind),
        "number": item.number,
        "name": item.name,
        "short_name": item.short_name,
        "summary": item.summary,
        "citation": item.citation,
        "programme": item.programme_number,
        "lead_units": tuple(lead.unit.name for lead in item.leads),
        "more_units": item.more_units,
        "due_on": item.due_on,
        "reports": tuple(said(report) for report in reports),
    }


def _indicator(line: dict[str, Any], plan: Plan, as_of: dt.date) -> IndicatorLine:
    asked = line.pop("item").indicator
    target = progress.IndicatorTarget(
        measure=progress.Measure(asked.measure),
        direction=progress.Direction(asked.direction),
        target=asked.target,
        tolerance=asked.tolerance,
        decimals=asked.decimals,
        unit=asked.unit,
        baseline_year=plan.baseline_year,
        target_year=plan.target_year,
    )
    figures = [
        progress.Figure(report.period, report.value, report.as_of, report.seq)
        for report in line["reports"]
        if report.value is not None
    ]
    assessment = progress.assess(target, figures, as_of)
    return IndicatorLine(
        **line,
        status=assessment.status,
        target=target,
        approximate=asked.approximate,
        reported_name=asked.reported_name,
        reported_unit=asked.reported_unit,
        headline=asked.headline,
        assessment=assessment,
    )


def _project(line: dict[str, Any], plan: Plan, as_of: dt.date) -> ProjectLine:
    asked = line.pop("item").project
    report = line["reports"][0] if line["reports"] else None
    assessment = progress.assess_project(
        progress.ProjectPlan(asked.start_year, asked.end_year, asked.planned_investment_wan_yuan),
        report
        and progress.ProjectReport(
            report.stage, report.physical_progress_percent, report.completed_investment_wan_yuan
        ),
        as_of,
        plan.project_tolerance_percent,
    )
    return ProjectLine(
        **line,
        status=assessment.status,
        owner=asked.owner,
        funding=asked.funding,
        start_year=asked.start_year,
        end_year=asked.end_year,
        planned_investment_wan_yuan=asked.planned_investment_wan_yuan,
        assessment=assessment,
    )


def _milestone(line: dict[str, Any], as_of: dt.date) -> MilestoneLine:
    line.pop("item")
    report = line["reports"][0] if line["reports"] else None
    due = progress.due(line["due_on"], report and report.completed_on, as_of)
    return MilestoneLine(**line, status=due.status, due=due)


def _duty(line: dict[str, Any]) -> DutyLine:
    line.pop("item")
    report = line["reports"][0] if line["reports"] else None
    return DutyLine(**line, status=(report and report.status) or Status.NO_DATA)


def _directions(lines: list[dict[str, Any]]) -> tuple[DutyLine, ...]:
    """Hang each direction's paragraphs under it; it is led by all who lead a paragraph."""
    whole: dict[int, DutyLine] = {}
    for line in lines:
        is_paragraph = line["item"].paragraph > 0
        duty = _duty(line)
        if is_paragraph:
            parent = whole[duty.number]
            names = dict.fromkeys((*parent.lead_units, *duty.lead_units))
            paragraphs = (*parent.paragraphs, duty)
            duty = replace(parent, paragraphs=paragraphs, lead_units=tuple(names))
        whole[duty.number] = duty
    return tuple(whole.values())


def _categories(rows: PlanRows, projects: Sequence[ProjectLine]) -> tuple[Category, ...]:
    found = []
    for programme in rows.programmes:
        own = [line for line in projects if line.programme == programme.number]
        weighed = [
            (line.planned_investment_wan_yuan, line.physical_progress_percent) for line in own
        ]
        found.append(
            Category(
                number=programme.number,
                name=programme.name,
                short_name=programme.short_name,
                category_name=programme.category_name,
                citation=programme.citation,
                planned_investment_wan_yuan=sum((planned for planned, _ in weighed), Decimal(0)),
                completed_investment_wan_yuan=_sum_of_known(
                    line.completed_investment_wan_yuan for line in own
                ),
                physical=progress.category_progress(weighed),
            )
        )
    return tuple(found)


def _sum_of_known(amounts: Iterable[Decimal | None]) -> Decimal | None:
    known = [amount for amount in amounts if amount is not None]
    return sum(known, Decimal(0)) if known else None
