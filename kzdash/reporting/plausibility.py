"""Plausibility hints: what looks wrong about a report but may be right.

The form shows them before a report is stored; they never refuse one.
"""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING

from kzdash.board import project_money, report_text
from kzdash.board.items import BoardItem, IndicatorItem, MilestoneItem, ProjectItem
from kzdash.domain import rules
from kzdash.domain.formatting import (
    format_date,
    format_distinct,
    format_distinct_money,
    format_number,
)
from kzdash.domain.progress import Status
from kzdash.reporting import outlook, plausible_figures

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator
    from decimal import Decimal

    from kzdash.board.items import ReportEntry
    from kzdash.domain.models import Report
    from kzdash.domain.rules import ReportField


def plausibility_hints(item: BoardItem, report: Report) -> tuple[str, ...]:
    """Return the hints on a report, in Chinese; `item` has the reports made so far."""
    return (*_hints_of_kind(item, report), *outlook.hints(item, report))


def _hints_of_kind(item: BoardItem, report: Report) -> tuple[str, ...]:
    match item:
        case IndicatorItem():
            return tuple(plausible_figures.indicator_hints(item, report))
        case ProjectItem():
            return tuple(_project_hints(item, report))
        case MilestoneItem():
            return tuple(_milestone_hints(item, report))
        case _:
            return ()


def older_part_hint(item: BoardItem, unit: str, as_of: dt.date) -> str:
    """Say that a report on a unit's part is for an earlier day than the one that counts, or ""."""
    counting = item.part_of(unit)
    if counting is None or as_of >= counting.as_of:
        return ""
    day = format_date(counting.as_of)
    return f"数据截至{format_date(as_of)}，早于这一部分已有的{day}：{day}起的看板不变"


def older_report_hint(item: BoardItem, report: Report) -> str:
    """Return what changes by a report for an earlier day than the one that counts, else "".

    `item` is from today's board. An indicator has no such reports: the last one for a year counts.
    """
    counting = counting_entry(item)
    if isinstance(item, IndicatorItem) or counting is None or report.as_of >= counting.as_of:
        return ""
    last = counting.as_of - timedelta(days=1)
    between = (
        f"至{format_date(last)}之间、没有更晚填报的日子里" if last > report.as_of else "这一天"
    )
    current = report_text.payload_as_text(item.latest_report, item, report)
    return (
        f"数据截至{format_date(report.as_of)}，早于已有的{format_date(counting.as_of)}："
        f"{format_date(counting.as_of)}起（包括今天）的看板不变，仍为“{current}”；"
        f"只在{format_date(report.as_of)}{between}显示"
    )


def counting_entry(item: BoardItem) -> ReportEntry | None:
    """Return the report or undo that counts, also an undo to the unreported state."""
    entries = (*item.reports, *item.undos)
    return max(entries, key=lambda entry: (entry.as_of, entry.seq), default=None)


def _project_hints(item: ProjectItem, report: Report) -> Iterator[str]:
    """Find progress or money that falls, misplaced decimal points, and money beyond the plan."""
    yield from _progress_hints(item, report)
    for field in rules.payload_of(item.kind):
        if field.unit == rules.WAN_YUAN:
            yield from _money_hints(item, report, field)
    yield from _funds_hints(item, report)


def _money_hints(item: ProjectItem, report: Report, field: ReportField) -> Iterator[str]:
    amount: Decimal | None = getattr(report, field.name)
    known, planned = item.reported(field.name), item.planned_investment_wan_yuan
    if amount is None:
        return
    slip = (
        plausible_figures.misplaced_point_hint(amount, known)
        if known
        else plausible_figures.unit_mixup_hint(amount, planned)
    )
    if known is not None and _would_fall(item, report, amount, known):
        new, old = format_distinct_money(amount, known)
        yield f"{field.label}{new}{_comparison(item, report, old, '少', '多')}{slip}"
    elif not known and slip and amount < planned:
        yield f"{field.label}填的是{format_number(amount, 6)}万元{slip}"
    if amount > planned:
        new, old = format_distinct_money(amount, planned)
        yield f"{field.label}{new}超过计划总投资{old}{slip}"


def _funds_hints(item: ProjectItem, report: Report) -> Iterator[str]:
    """Find funds from a source beyond those planned, and more paid than there is."""
    labels = {field.name: field.label for field in rules.payload_of(item.kind)}
    for doubt in project_money.amounts_over_funds(item, partial(getattr, report)):
        new, old = format_distinct_money(doubt.amount, doubt.most)
        yield f"{labels[doubt.field]}{new}{doubt.words}{old}"


def _progress_hints(item: ProjectItem, report: Report) -> Iterator[str]:
    physical, known = report.physical_progress_percent, item.physical_progress_percent
    if physical is None:
        return
    if known is not None and _would_fall(item, report, physical, known):
        new, old = format_distinct(physical, known)
        slip = plausible_figures.misplaced_point_hint(physical, known)
        yield f"形象进度{new}%{_comparison(item, report, f'{old}%', '低', '高')}{slip}"
    elif not known and 0 < physical < 1:
        slip = plausible_figures.did_you_mean(physical * 100)
        yield f"形象进度填的是{format_number(physical, 6)}%{slip}"


def _would_fall(item: ProjectItem, report: Report, figure: Decimal, known: Decimal) -> bool:
    """Whether a figure that should only grow would be smaller for the later of the two days."""
    return figure > known if older_report_hint(item, report) else figure < known


def _comparison(item: ProjectItem, report: Report, known: str, less: str, more: str) -> str:
    """Compare with the report before, or the one after if this report is for an earlier day."""
    if item.latest_report and older_report_hint(item, report):
        return f"比之后（{format_date(item.latest_report.as_of)}）填报的{known}{more}"
    return f"比上次填报的{known}{less}"


def _milestone_hints(item: MilestoneItem, report: Report) -> Iterator[str]:
    """Find a completion in time that contradicts the report before, which says it was late."""
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
