"""What looks odd about a report, though it may be right: said before it is sent, never refused."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from kzdash.board import report_text
from kzdash.board.items import BoardItem, IndicatorItem, MilestoneItem, ProjectItem
from kzdash.domain import rules
from kzdash.domain.formatting import (
    format_date,
    format_distinct,
    format_distinct_money,
    format_number,
)
from kzdash.domain.progress import Status
from kzdash.reporting import plausible_figures

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from kzdash.board.items import ReportEntry
    from kzdash.domain.models import Report
    from kzdash.domain.rules import ReportField


def plausibility_hints(item: BoardItem, report: Report) -> tuple[str, ...]:
    """Return what a careful colleague would ask about a report, in the words of the screen."""
    match item:
        case IndicatorItem():
            return tuple(plausible_figures.indicator_hints(item, report))
        case ProjectItem():
            return tuple(_of_project(item, report))
        case MilestoneItem():
            return tuple(_of_milestone(item, report))
        case _:
            return ()


def older_report_hint(item: BoardItem, report: Report) -> str:
    """Return what a report for an earlier day than the one that counts changes; empty if it is not.

    `line` is of today's board. Of an indicator's year the report made last counts for any day.
    """
    counting = _newest(item)
    if isinstance(item, IndicatorItem) or counting is None or report.as_of >= counting.as_of:
        return ""
    last = counting.as_of - timedelta(days=1)
    between = (
        f"至{format_date(last)}之间、没有更晚填报的日子里" if last > report.as_of else "这一天"
    )
    stands = report_text.payload_as_text(item.latest_report, item, report)
    return (
        f"数据截至{format_date(report.as_of)}，早于已有的{format_date(counting.as_of)}："
        f"{format_date(counting.as_of)}起（包括今天）的看板不变，仍为“{stands}”；"
        f"只在{format_date(report.as_of)}{between}显示"
    )


def _newest(item: BoardItem) -> ReportEntry | None:
    """The report or undo that counts, also where by it nothing is said any more."""
    found = (*item.reports, *item.undos)
    return max(found, key=lambda report: (report.as_of, report.seq), default=None)


def _of_project(item: ProjectItem, report: Report) -> Iterator[str]:
    """Progress or money that falls, that has slipped by places, and money beyond the plan."""
    yield from _of_progress(item, report)
    for field in rules.payload_of(item.kind):
        if field.unit == rules.WAN_YUAN:
            yield from _of_money(item, report, field)


def _of_money(item: ProjectItem, report: Report, field: ReportField) -> Iterator[str]:
    amount: Decimal | None = getattr(report, field.name)
    known, planned = item.reported(field.name), item.planned_investment_wan_yuan
    if amount is None:
        return
    meant = (
        plausible_figures.misplaced_point_hint(amount, known)
        if known
        else plausible_figures.unit_mixup_hint(amount, planned)
    )
    if known is not None and _turns(item, report, amount, known):
        new, old = format_distinct_money(amount, known)
        yield f"{field.label}{new}{_than(item, report, old, '少', '多')}{meant}"
    elif not known and meant and amount < planned:
        yield f"{field.label}填的是{format_number(amount, 6)}万元{meant}"
    if amount > planned:
        new, old = format_distinct_money(amount, planned)
        yield f"{field.label}{new}超过计划总投资{old}{meant}"


def _of_progress(item: ProjectItem, report: Report) -> Iterator[str]:
    physical, known = report.physical_progress_percent, item.physical_progress_percent
    if physical is None:
        return
    if known is not None and _turns(item, report, physical, known):
        new, old = format_distinct(physical, known)
        meant = plausible_figures.misplaced_point_hint(physical, known)
        yield f"形象进度{new}%{_than(item, report, f'{old}%', '低', '高')}{meant}"
    elif not known and 0 < physical < 1:
        meant = plausible_figures.did_you_mean(physical * 100)
        yield f"形象进度填的是{format_number(physical, 6)}%{meant}"


def _turns(item: ProjectItem, report: Report, figure: Decimal, known: Decimal) -> bool:
    """Whether a sum that only grows would fall, from the earlier of the two days to the later."""
    return figure > known if older_report_hint(item, report) else figure < known


def _than(item: ProjectItem, report: Report, known: str, less: str, more: str) -> str:
    """What was reported before; or after, where the report is for an earlier day."""
    if item.latest_report and older_report_hint(item, report):
        return f"比之后（{format_date(item.latest_report.as_of)}）填报的{known}{more}"
    return f"比上次填报的{known}{less}"


def _of_milestone(item: MilestoneItem, report: Report) -> Iterator[str]:
    """A completion that comes to be in time, though what was reported before says otherwise."""
    entry, due_on, completed = item.latest_report, item.due_on, report.completed_on
    if entry is None or due_on is None or completed is None or completed > due_on:
        return
    if entry.completed_on is not None and entry.completed_on > due_on:
        late = (entry.completed_on - due_on).days
        yield (
            f"完成日期由{format_date(entry.completed_on)}改为{format_date(completed)}，到期日是{format_date(due_on)}："
            f"{Status.DONE_LATE.label}{late}天会变成{Status.DONE_ON_TIME.label}"
        )
    elif entry.status not in {None, Status.DONE} and entry.as_of > due_on:
        label = entry.status.label if entry.status else ""
        yield (
            f"完成日期{format_date(completed)}早于到期日{format_date(due_on)}，"
            f"而截至{format_date(entry.fresh_on)}填报的是{label}"
        )
