"""Which items want a report: taken back, never made, an old one, a figure missing, soon due."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kzdash.board.items import IndicatorLine, Line
from kzdash.domain.progress import Status, days_since_report
from kzdash.domain.progress.due import SOON_DAYS

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator

SETTLED = {Status.DONE, Status.DONE_ON_TIME, Status.DONE_LATE}


@dataclass(frozen=True, slots=True)
class Wanted:
    """An item with why a report is wanted on it, in words; none where none is."""

    line: Line
    reasons: tuple[str, ...]


def wanted(lines: Iterable[Line], as_of: dt.date) -> tuple[Wanted, ...]:
    """Say of each item why a report is wanted on a day; what is done wants none."""
    return tuple(Wanted(line, tuple(_reasons(line, as_of))) for line in lines)


def _is_settled(line: Line, as_of: dt.date) -> bool:
    """Whether nothing more is to come: it is done, or every year's figure is there."""
    if isinstance(line, IndicatorLine):
        ended = as_of.year > line.target.target_year
        return ended and line.said is not None and not line.assessment.missing
    return line.status in SETTLED


def _reasons(line: Line, as_of: dt.date) -> Iterator[str]:
    if line.undos:
        yield "上次填报被撤销，请重新填报"
    if _is_settled(line, as_of):
        return
    is_overdue = line.status is Status.OVERDUE
    if line.said is None and not line.undos:
        # only what has to be done by a day is overdue after it; of the rest a report was due
        is_past = line.due_on is not None and line.due_on < as_of
        yield "到期未报" if is_past and not is_overdue else "从未填报"
    elif line.said is not None and isinstance(line, IndicatorLine) and line.assessment.missing:
        yield f"缺{'、'.join(str(year) for year in line.assessment.missing)}年"
    stale = days_since_report(line.fresh_on, as_of)
    if stale:
        yield f"{stale} 天未更新"
    if line.due_on is not None:
        yield from _of_day((line.due_on - as_of).days, is_overdue=is_overdue)


def _of_day(days: int, *, is_overdue: bool) -> Iterator[str]:
    """What a due day asks for that is so many days off."""
    if is_overdue:
        yield f"逾期 {-days} 天"
    elif days == 0:
        yield Status.DUE_TODAY.label
    elif 0 < days <= SOON_DAYS:
        yield f"还有 {days} 天到期"
