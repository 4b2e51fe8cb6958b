"""Join each plan item with the reports and adjustments that count on a day: a board item."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

from kzdash.board.items import (
    KIND_WORDS,
    DutyItem,
    IndicatorItem,
    MilestoneItem,
    ProjectItem,
    ReportEntry,
)
from kzdash.board.published import judge_aim
from kzdash.domain import progress, workdays
from kzdash.domain.formatting import round_half_up
from kzdash.domain.models import Kind
from kzdash.domain.progress import Status
from kzdash.runtime import logs

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterable

    from kzdash.board.entries import EvidenceEntry
    from kzdash.board.records import ItemRecords
    from kzdash.domain.models import Plan
    from kzdash.domain.progress import ReportingCalendar

T = TypeVar("T")
J = TypeVar("J", progress.Assessment, progress.ProjectAssessment)


def indicator_item(
    records: ItemRecords, plan: Plan, as_of: dt.date, calendar: ReportingCalendar
) -> IndicatorItem:
    """Join an indicator with its reports, one a year, and judge it."""
    stored, adjusted = records.item, records.adjusted("target")
    target = progress.IndicatorTarget(
        measure=progress.Measure(required(stored.measure)),
        direction=progress.Direction(stored.direction),
        target=stored.target if adjusted is None else round_half_up(adjusted, stored.decimals),
        tolerance=stored.tolerance,
        decimals=stored.decimals,
        unit=stored.unit,
        baseline_year=plan.baseline_year,
        target_year=plan.target_year,
        goals=records.asked_by("goal", "period"),
    )
    figures = [
        progress.ReportedFigure(report.period, report.value, report.as_of, report.seq)
        for report in records.reports
        if report.value is not None
    ]
    published_on = partial(calendar.published_on, stored.id)
    judge = partial(progress.assess_indicator, target, figures, as_of, published_on)
    assessment = _judge(records, progress.Assessment, judge)
    years = range(plan.baseline_year, plan.target_year + 1)
    published = [year for year in years if published_on(year) < as_of]
    return IndicatorItem(
        **common_fields(records, as_of),
        status=assessment.status,
        target=target,
        original_target=None if adjusted is None else stored.target,
        approximate=stored.approximate,
        reported_name=stored.reported_name,
        reported_unit=stored.reported_unit,
        headline=stored.headline,
        assessment=assessment,
        published_year=max(published, default=None),
    )


def project_item(records: ItemRecords, plan: Plan, as_of: dt.date) -> ProjectItem:
    """Join a project with its latest report and judge it; an adjusted due date moves its end."""
    stored = records.item
    due_on, adjusted = records.adjusted("due_on"), records.adjusted("planned_investment_wan_yuan")
    end_year = due_on.year if due_on else required(stored.end_year)
    planned = stored.planned_investment_wan_yuan if adjusted is None else adjusted
    judge = partial(
        progress.assess_project,
        progress.ProjectPlan(stored.start_year, end_year, planned),
        _project_report(records.latest_report) if records.latest_report else None,
        as_of,
        plan.project_tolerance_percent,
    )
    assessment = _judge(records, progress.ProjectAssessment, judge)
    return ProjectItem(
        **common_fields(records, as_of),
        status=assessment.status,
        owner=stored.owner,
        funding=stored.funding,
        start_year=stored.start_year,
        end_year=end_year,
        planned_investment_wan_yuan=planned,
        original_investment_wan_yuan=(
            None if adjusted is None else stored.planned_investment_wan_yuan
        ),
        assessment=assessment,
        this_year=_span(records, as_of, as_of.replace(month=1, day=1)),
        this_month=_span(records, as_of, as_of.replace(day=1)),
        year_plans=records.asked_by("year_investment_wan_yuan", "period"),
        planned_funds=records.asked_by("planned_funds_wan_yuan", "source"),
        starts_on=records.adjusted("starts_on"),
    )


def _span(records: ItemRecords, as_of: dt.date, first: dt.date) -> progress.SpanInvestment:
    """Return what a project completed from a day on until the board's day."""
    latest = records.latest_report
    figures = list(records.invested)
    if latest and latest.completed_investment_wan_yuan is not None:
        amount = latest.completed_investment_wan_yuan
        figures.append(progress.CumulativeFigure(latest.as_of, amount))
    starts_on = records.adjusted("starts_on")
    # the plan knows the year alone, and a store of another program may have any number for it
    start = (
        (starts_on.year, starts_on.month, starts_on.day)
        if starts_on
        else (required(records.item.start_year), 1, 1)
    )
    starts_within = start >= (first.year, first.month, first.day)
    return progress.investment_within(figures, first, as_of, starts_within=starts_within)


def milestone_item(records: ItemRecords, as_of: dt.date) -> MilestoneItem:
    """Join a milestone with its latest report; due and completion date give its status."""
    return MilestoneItem(**milestone_fields(records, as_of))


def milestone_fields(records: ItemRecords, as_of: dt.date) -> dict[str, Any]:
    """Return the fields of a milestone, or a step."""
    common = common_fields(records, as_of)
    completed_on = records.latest_report.completed_on if records.latest_report else None
    due_on = required(common["due_on"])
    due = progress.judge_due_date(due_on, completed_on, as_of)
    is_to_come = due.status in {Status.NOT_DUE, Status.DUE_SOON}
    working_days = workdays.workdays_left(as_of, due_on) if is_to_come else None
    return {**common, "status": due.status, "due": due, "working_days": working_days}


def duty_item(records: ItemRecords, as_of: dt.date) -> DutyItem:
    """Join a task, policy, reform, direction, aim or safeguard with its latest report."""
    reported = records.latest_report.status if records.latest_report else None
    return DutyItem(**common_fields(records, as_of), status=reported or Status.NO_DATA)


def aim_item(records: ItemRecords, plan: Plan, as_of: dt.date) -> DutyItem:
    """Join an aim with its latest report; figures of others, where there are any, judge it."""
    item = duty_item(records, as_of)
    judged = judge_aim(records.facts, records.comparisons, plan)
    return replace(item, status=judged.status, reason=judged.reason) if judged else item


def direction_items(items: Iterable[ItemRecords], as_of: dt.date) -> tuple[DutyItem, ...]:
    """Put each direction's paragraphs under it; every unit that leads a paragraph leads it."""
    directions: dict[int, DutyItem] = {}
    for records in items:
        item = duty_item(records, as_of)
        if records.item.paragraph:
            parent = directions[item.number]
            names = dict.fromkeys((*parent.units, *item.units))
            paragraphs = (*parent.paragraphs, item)
            item = replace(parent, paragraphs=paragraphs, units=tuple(names))
        directions[item.number] = item
    return tuple(directions.values())


def _judge(records: ItemRecords, kind: type[J], judge: Callable[[], J]) -> J:
    """Judge an item; if that fails, log it and return an assessment that gives the log's number."""
    try:
        return judge()
    except Exception as error:  # noqa: BLE001 - one item that cannot be judged must not fail the board
        name = f"{KIND_WORDS[Kind(records.item.kind)]}{records.item.number}"
        number = logs.log_unexpected(f"{name} cannot be judged", error)
        return kind.unjudged(
            f"按现有数据算不出结果，其他事项不受影响。请核对最近的填报，或撤销它；"
            f"若仍不行，请把编号 {number} 告诉管理员。"
        )


def _project_report(report: ReportEntry) -> progress.ProjectReport:
    return progress.ProjectReport(
        report.stage, report.physical_progress_percent, report.completed_investment_wan_yuan
    )


def common_fields(records: ItemRecords, as_of: dt.date) -> dict[str, Any]:
    """Return the fields that items of all kinds have."""
    item, due_on = records.item, records.adjusted("due_on")
    return {
        "as_of": as_of,
        "item_id": item.id,
        "kind": Kind(item.kind),
        "number": item.number,
        "name": item.name,
        "short_name": item.short_name,
        "summary": item.summary,
        "citation": item.citation,
        "programme": item.programme_number,
        "units": _units(records),
        "original_lead_unit": records.units[0] if records.adjusted("lead_unit") else None,
        "more_units": item.more_units,
        "due_on": due_on or item.due_on,
        "original_due_on": item.due_on if due_on else None,
        "reports": records.reports,
        "adjustments": records.adjustments,
        "undos": records.undos,
        "parts": _parts(records),
        "evidence_files": records.evidence_files,
        "slide_photo": _slide_photo(records),
        "facts": records.facts,
        "comparisons": records.comparisons,
    }


def _slide_photo(records: ItemRecords) -> EvidenceEntry | None:
    """Return the photo that was chosen, unless its report was taken back."""
    chosen = (file for file in records.evidence_files if file.file_id == records.slide_photo_id)
    return next((file for file in chosen if not file.taken_back), None)


def _units(records: ItemRecords) -> tuple[str, ...]:
    """Its units, the lead unit first: the one that an adjustment named, or the document's first."""
    lead = records.adjusted("lead_unit")
    if lead is None:
        return records.units
    return (lead, *(unit for unit in records.units if unit != lead))


def _parts(records: ItemRecords) -> tuple[ReportEntry, ...]:
    """Return the reports of the units that support it now, in their order."""
    by_unit = {part.unit: part for part in records.parts}
    return tuple(by_unit[unit] for unit in _units(records)[1:] if unit in by_unit)


def required(part: T | None) -> T:
    """Return a part that every item of its kind has: only a store of another program lacks it."""
    if part is None:
        raise ValueError("an item lacks a part that every item of its kind has")
    return part
