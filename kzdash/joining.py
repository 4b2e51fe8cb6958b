"""Join a plan item with the reports that count on a day into a line of the board."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any, TypeVar

from kzdash import progress
from kzdash.lines import Category, DutyLine, IndicatorLine, MilestoneLine, ProjectLine, Said
from kzdash.models import Kind
from kzdash.progress import Status

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Sequence

    from kzdash.models import Item, Plan, Report
    from kzdash.store import PlanRows

T = TypeVar("T")


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


def indicator(item: Item, reports: Sequence[Report], plan: Plan, as_of: dt.date) -> IndicatorLine:
    """Join an indicator with the report that counts of each year."""
    asked = _found(item.indicator)
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
        for report in reports
        if report.value is not None
    ]
    assessment = progress.assess(target, figures, as_of)
    return IndicatorLine(
        **_common(item, reports),
        status=assessment.status,
        target=target,
        approximate=asked.approximate,
        reported_name=asked.reported_name,
        reported_unit=asked.reported_unit,
        headline=asked.headline,
        assessment=assessment,
    )


def project(item: Item, reports: Sequence[Report], plan: Plan, as_of: dt.date) -> ProjectLine:
    """Join a project with the report that counts."""
    asked = _found(item.project)
    assessment = progress.assess_project(
        progress.ProjectPlan(asked.start_year, asked.end_year, asked.planned_investment_wan_yuan),
        _project_report(reports[0]) if reports else None,
        as_of,
        plan.project_tolerance_percent,
    )
    return ProjectLine(
        **_common(item, reports),
        status=assessment.status,
        owner=asked.owner,
        funding=asked.funding,
        start_year=asked.start_year,
        end_year=asked.end_year,
        planned_investment_wan_yuan=asked.planned_investment_wan_yuan,
        assessment=assessment,
    )


def milestone(item: Item, reports: Sequence[Report], as_of: dt.date) -> MilestoneLine:
    """Join a milestone with the report that counts; its due date makes its status."""
    completed_on = reports[0].completed_on if reports else None
    due = progress.due(_found(item.due_on), completed_on, as_of)
    return MilestoneLine(**_common(item, reports), status=due.status, due=due)


def duty(item: Item, reports: Sequence[Report]) -> DutyLine:
    """Join a task, policy, reform, direction, aim or safeguard with the report that counts."""
    reported = reports[0].status if reports else None
    status = Status.of(reported) if reported else Status.NO_DATA
    return DutyLine(**_common(item, reports), status=status)


def directions(pairs: Iterable[tuple[Item, Sequence[Report]]]) -> tuple[DutyLine, ...]:
    """Hang each direction's paragraphs under it; it is led by all who lead a paragraph."""
    whole: dict[int, DutyLine] = {}
    for item, reports in pairs:
        line = duty(item, reports)
        if item.paragraph:
            parent = whole[line.number]
            names = dict.fromkeys((*parent.lead_units, *line.lead_units))
            paragraphs = (*parent.paragraphs, line)
            line = replace(parent, paragraphs=paragraphs, lead_units=tuple(names))
        whole[line.number] = line
    return tuple(whole.values())


def categories(rows: PlanRows, projects: Sequence[ProjectLine]) -> tuple[Category, ...]:
    """Sum up the projects of each programme."""
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
                completed_investment_wan_yuan=sum_of_known(
                    line.completed_investment_wan_yuan for line in own
                ),
                physical=progress.category_progress(weighed),
            )
        )
    return tuple(found)


def sum_of_known(amounts: Iterable[Decimal | None]) -> Decimal | None:
    """Add up what is known; none where nothing is."""
    known = [amount for amount in amounts if amount is not None]
    return sum(known, Decimal(0)) if known else None


def _project_report(report: Report) -> progress.ProjectReport:
    return progress.ProjectReport(
        progress.Stage.of(report.stage) if report.stage else None,
        report.physical_progress_percent,
        report.completed_investment_wan_yuan,
    )


def _common(item: Item, reports: Sequence[Report]) -> dict[str, Any]:
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


def _found(part: T | None) -> T:
    """What every item of a kind has; a store without it is no store of this program."""
    if part is None:
        raise ValueError("an item lacks what its kind must have")
    return part
