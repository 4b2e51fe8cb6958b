"""Join a plan item with the reports and adjustments that count on a day into a line."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

from kzdash.board.items import (
    KIND_WORDS,
    AdjustmentEntry,
    Category,
    DutyItem,
    IndicatorItem,
    MilestoneItem,
    ProjectItem,
    ReportEntry,
)
from kzdash.domain import progress, rules, workdays
from kzdash.domain.formatting import round_half_up
from kzdash.domain.models import Kind
from kzdash.domain.progress import Status
from kzdash.runtime import logs

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from kzdash.domain.models import Account, Adjustment, Item, Plan, Report
    from kzdash.store import PlanRows, RestoredReport

T = TypeVar("T")
J = TypeVar("J", progress.Assessment, progress.ProjectAssessment)
OFFICE_WORDS = "专班办公室"
SEED, SEED_WORDS = "seed", "公开资料"


@dataclass(frozen=True, slots=True)
class ItemRecords:
    """A plan item with what counts of it on the day: reports, and adjustments, the oldest first."""

    item: Item
    reports: tuple[ReportEntry, ...] = ()
    changes: tuple[AdjustmentEntry, ...] = ()
    undos: tuple[ReportEntry, ...] = ()

    @property
    def latest_report(self) -> ReportEntry | None:
        """The report that counts, of an item that is not reported by years."""
        return self.reports[0] if self.reports else None

    def adjusted(self, field: str) -> Any:  # noqa: ANN401 - a figure or a day
        """Return what a field was adjusted to last, none where it never was."""
        made = (getattr(change, field) for change in reversed(self.changes))
        return next((value for value in made if value is not None), None)


def reporter_names(accounts: Iterable[Account]) -> dict[str, str]:
    """Return for the name of each account who that is: the person, and the unit or the office."""
    found = {
        account.name: f"{account.person}（{account.unit.name if account.unit else OFFICE_WORDS}）"
        for account in accounts
    }
    return found | {SEED: SEED_WORDS}


def report_entry(
    report: Report, reporters: Mapping[str, str], repeat: RestoredReport | None = None
) -> ReportEntry:
    """Turn a stored report into what it said; `reporters` are the words for each account.

    `repeat` is what it left where it is an undo.
    """
    return ReportEntry(
        seq=report.seq,
        as_of=report.as_of,
        recorded_at=report.recorded_at,
        reporter=reporters.get(report.account, report.account),
        period=report.period,
        restores=report.restores,
        repeats_of=repeat.as_of if repeat else None,
        takes_back=repeat is not None and repeat.takes_back,
        **{
            field.name: field.from_store(getattr(report, field.name))
            for field in rules.REPORT_FIELDS
        },
    )


def adjustment_entry(adjustment: Adjustment, reporters: Mapping[str, str]) -> AdjustmentEntry:
    """Turn a stored adjustment into what it changed."""
    return AdjustmentEntry(
        seq=adjustment.seq,
        as_of=adjustment.as_of,
        recorded_at=adjustment.recorded_at,
        reporter=reporters.get(adjustment.account, adjustment.account),
        reason=adjustment.reason,
        document_number=adjustment.document_number,
        target=adjustment.target,
        due_on=adjustment.due_on,
        planned_investment_wan_yuan=adjustment.planned_investment_wan_yuan,
    )


def indicator_item(pieces: ItemRecords, plan: Plan, as_of: dt.date) -> IndicatorItem:
    """Join an indicator with the report that counts of each year."""
    asked, adjusted = _found(pieces.item.indicator), pieces.adjusted("target")
    target = progress.IndicatorTarget(
        measure=progress.Measure(asked.measure),
        direction=progress.Direction(asked.direction),
        target=asked.target if adjusted is None else round_half_up(adjusted, asked.decimals),
        tolerance=asked.tolerance,
        decimals=asked.decimals,
        unit=asked.unit,
        baseline_year=plan.baseline_year,
        target_year=plan.target_year,
    )
    figures = [
        progress.ReportedFigure(report.period, report.value, report.as_of, report.seq)
        for report in pieces.reports
        if report.value is not None
    ]
    assessment = _judged(
        pieces, progress.Assessment, partial(progress.assess_indicator, target, figures, as_of)
    )
    return IndicatorItem(
        **_common(pieces),
        status=assessment.status,
        target=target,
        original_target=None if adjusted is None else asked.target,
        approximate=asked.approximate,
        reported_name=asked.reported_name,
        reported_unit=asked.reported_unit,
        headline=asked.headline,
        assessment=assessment,
    )


def project_item(pieces: ItemRecords, plan: Plan, as_of: dt.date) -> ProjectItem:
    """Join a project with the report that counts; a due date adjusted moves its last year."""
    asked = _found(pieces.item.project)
    due_on, adjusted = pieces.adjusted("due_on"), pieces.adjusted("planned_investment_wan_yuan")
    end_year = due_on.year if due_on else asked.end_year
    planned = asked.planned_investment_wan_yuan if adjusted is None else adjusted
    judge = partial(
        progress.assess_project,
        progress.ProjectPlan(asked.start_year, end_year, planned),
        _project_report(pieces.latest_report) if pieces.latest_report else None,
        as_of,
        plan.project_tolerance_percent,
    )
    assessment = _judged(pieces, progress.ProjectAssessment, judge)
    return ProjectItem(
        **_common(pieces),
        status=assessment.status,
        owner=asked.owner,
        funding=asked.funding,
        start_year=asked.start_year,
        end_year=end_year,
        planned_investment_wan_yuan=planned,
        original_investment_wan_yuan=(
            None if adjusted is None else asked.planned_investment_wan_yuan
        ),
        assessment=assessment,
    )


def milestone_item(pieces: ItemRecords, as_of: dt.date) -> MilestoneItem:
    """Join a milestone with the report that counts; its due date makes its status."""
    common = _common(pieces)
    completed_on = pieces.latest_report.completed_on if pieces.latest_report else None
    due_on = _found(common["due_on"])
    due = progress.judge_due_date(due_on, completed_on, as_of)
    is_to_come = due.status in {Status.NOT_DUE, Status.DUE_SOON}
    working_days = workdays.workdays_left(as_of, due_on) if is_to_come else None
    return MilestoneItem(**common, status=due.status, due=due, working_days=working_days)


def duty_item(pieces: ItemRecords) -> DutyItem:
    """Join a task, policy, reform, direction, aim or safeguard with the report that counts."""
    reported = pieces.latest_report.status if pieces.latest_report else None
    return DutyItem(**_common(pieces), status=reported or Status.NO_DATA)


def direction_items(found: Iterable[ItemRecords]) -> tuple[DutyItem, ...]:
    """Hang each direction's paragraphs under it; it is led by all who lead a paragraph."""
    whole: dict[int, DutyItem] = {}
    for pieces in found:
        item = duty_item(pieces)
        if pieces.item.paragraph:
            parent = whole[item.number]
            names = dict.fromkeys((*parent.lead_units, *item.lead_units))
            paragraphs = (*parent.paragraphs, item)
            item = replace(parent, paragraphs=paragraphs, lead_units=tuple(names))
        whole[item.number] = item
    return tuple(whole.values())


def category_summaries(rows: PlanRows, projects: Sequence[ProjectItem]) -> tuple[Category, ...]:
    """Sum up the projects of each programme."""
    found = []
    for programme in rows.programmes:
        own = [item for item in projects if item.programme == programme.number]
        weighed = [
            (item.planned_investment_wan_yuan, item.physical_progress_percent) for item in own
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
                    item.completed_investment_wan_yuan for item in own
                ),
                physical=progress.category_progress(weighed),
            )
        )
    return tuple(found)


def sum_of_known(amounts: Iterable[Decimal | None]) -> Decimal | None:
    """Add up what is known; none where nothing is."""
    known = [amount for amount in amounts if amount is not None]
    return sum(known, Decimal(0)) if known else None


def _judged(pieces: ItemRecords, kind: type[J], judge: Callable[[], J]) -> J:
    """Judge an item; where that fails, say so of this item, and let all others be judged."""
    try:
        return judge()
    except Exception as error:  # noqa: BLE001 - whatever fails of one item must not fail the board
        name = f"{KIND_WORDS[Kind(pieces.item.kind)]}{pieces.item.number}"
        number = logs.log_unexpected(f"{name} cannot be judged", error)
        return kind.unjudged(
            f"按现有数据算不出结果，其他事项不受影响。请核对最近的填报，或撤销它；"
            f"若仍不行，请把编号 {number} 告诉管理员。"
        )


def _project_report(report: ReportEntry) -> progress.ProjectReport:
    return progress.ProjectReport(
        report.stage, report.physical_progress_percent, report.completed_investment_wan_yuan
    )


def _common(pieces: ItemRecords) -> dict[str, Any]:
    item, due_on = pieces.item, pieces.adjusted("due_on")
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
        "due_on": due_on or item.due_on,
        "original_due_on": item.due_on if due_on else None,
        "reports": pieces.reports,
        "changes": pieces.changes,
        "undos": pieces.undos,
    }


def _found(part: T | None) -> T:
    """What every item of a kind has; a store without it is no store of this program."""
    if part is None:
        raise ValueError("an item lacks what its kind must have")
    return part
