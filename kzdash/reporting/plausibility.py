"""What looks odd about a report, though it may be right: said before it is sent, never refused."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from kzdash.board import report_text
from kzdash.board.items import IndicatorLine, Line, MilestoneLine, ProjectLine
from kzdash.domain.formatting import amounts, day, number, numbers
from kzdash.domain.progress import Status
from kzdash.reporting import plausible_figures

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from kzdash.board.items import Said
    from kzdash.domain.models import Report


def doubts(line: Line, report: Report) -> tuple[str, ...]:
    """Return what a careful colleague would ask about a report, in the words of the screen."""
    match line:
        case IndicatorLine():
            return tuple(plausible_figures.of_indicator(line, report))
        case ProjectLine():
            return tuple(_of_project(line, report))
        case MilestoneLine():
            return tuple(_of_milestone(line, report))
        case _:
            return ()


def older_news(line: Line, report: Report) -> str:
    """Return what a report for an earlier day than the one that counts changes; empty if it is not.

    `line` is of today's board. Of an indicator's year the report made last counts for any day.
    """
    counting = _newest(line)
    if isinstance(line, IndicatorLine) or counting is None or report.as_of >= counting.as_of:
        return ""
    last = counting.as_of - timedelta(days=1)
    between = f"至{day(last)}之间、没有更晚填报的日子里" if last > report.as_of else "这一天"
    stands = report_text.judged(line.said, line, report)
    return (
        f"数据截至{day(report.as_of)}，早于已有的{day(counting.as_of)}："
        f"{day(counting.as_of)}起（包括今天）的看板不变，仍为“{stands}”；"
        f"只在{day(report.as_of)}{between}显示"
    )


def _newest(line: Line) -> Said | None:
    """The report or undo that counts, also where by it nothing is said any more."""
    found = (*line.reports, *line.undos)
    return max(found, key=lambda said: (said.as_of, said.seq), default=None)


def _of_project(line: ProjectLine, report: Report) -> Iterator[str]:
    """Progress or money that falls, that has slipped by places, and money beyond the plan."""
    yield from _of_progress(line, report)
    spent, planned = report.completed_investment_wan_yuan, line.planned_investment_wan_yuan
    if spent is None:
        return
    known = line.completed_investment_wan_yuan
    meant = (
        plausible_figures.meant(spent, known) if known else plausible_figures.in_yi(spent, planned)
    )
    if known is not None and _turns(line, report, spent, known):
        new, old = amounts(spent, known)
        yield f"完成投资{new}{_than(line, report, old, '少', '多')}{meant}"
    elif not known and meant and spent < planned:
        yield f"完成投资填的是{number(spent, 6)}万元{meant}"
    if spent > planned:
        new, old = amounts(spent, planned)
        yield f"完成投资{new}超过计划总投资{old}{meant}"


def _of_progress(line: ProjectLine, report: Report) -> Iterator[str]:
    physical, known = report.physical_progress_percent, line.physical_progress_percent
    if physical is None:
        return
    if known is not None and _turns(line, report, physical, known):
        new, old = numbers(physical, known)
        meant = plausible_figures.meant(physical, known)
        yield f"形象进度{new}%{_than(line, report, f'{old}%', '低', '高')}{meant}"
    elif not known and 0 < physical < 1:
        yield f"形象进度填的是{number(physical, 6)}%{plausible_figures.instead(physical * 100)}"


def _turns(line: ProjectLine, report: Report, figure: Decimal, known: Decimal) -> bool:
    """Whether a sum that only grows would fall, from the earlier of the two days to the later."""
    return figure > known if older_news(line, report) else figure < known


def _than(line: ProjectLine, report: Report, known: str, less: str, more: str) -> str:
    """What was reported before; or after, where the report is for an earlier day."""
    if line.said and older_news(line, report):
        return f"比之后（{day(line.said.as_of)}）填报的{known}{more}"
    return f"比上次填报的{known}{less}"


def _of_milestone(line: MilestoneLine, report: Report) -> Iterator[str]:
    """A completion that comes to be in time, though what was reported before says otherwise."""
    said, due_on, completed = line.said, line.due_on, report.completed_on
    if said is None or due_on is None or completed is None or completed > due_on:
        return
    if said.completed_on is not None and said.completed_on > due_on:
        late = (said.completed_on - due_on).days
        yield (
            f"完成日期由{day(said.completed_on)}改为{day(completed)}，到期日是{day(due_on)}："
            f"{Status.DONE_LATE.label}{late}天会变成{Status.DONE_ON_TIME.label}"
        )
    elif said.status not in {None, Status.DONE} and said.as_of > due_on:
        yield (
            f"完成日期{day(completed)}早于到期日{day(due_on)}，"
            f"而截至{day(said.fresh_on)}填报的是{said.status.label if said.status else ''}"
        )
