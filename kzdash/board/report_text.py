"""What a report or an adjustment says, in words, part by part."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from kzdash.board.assembly import SEED_WORDS
from kzdash.board.items import IndicatorLine, ProjectLine
from kzdash.domain.formatting import (
    MOST_DECIMALS,
    NO_DATA,
    amounts,
    day,
    moment,
    numbers,
    quantity,
    shortened,
)

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterator

    from kzdash.board.items import Change, Line, Said
    from kzdash.domain.models import Report

TARGET, DUE, MONEY = "目标", "到期日", "计划总投资"
# what people typed, to be shown as they typed it
TYPED = {"problems", "evidence", "note"}
SHOWN = 40  # of a long text, where it is only named
LABELS = {
    "completed_on": "完成日期",
    "stage": "阶段",
    "physical_progress_percent": "形象进度",
    "completed_investment_wan_yuan": "完成投资",
    "problems": "需协调解决的问题",
    "evidence": "依据",
    "note": "说明",
}


class Part(NamedTuple):
    """One thing said: which field, what leads up to it, and the words."""

    field: str
    lead: str
    words: str


def parts(
    said: Said, unit: str = "", decimals: int = MOST_DECIMALS, beside: Said | Report | None = None
) -> Iterator[Part]:
    """Return what a report says, the judgement first; `unit` is that of an indicator's values.

    Its figures have as many digits as tell them from those of a report that is shown beside it.
    """
    if said.status:
        yield Part("status", "", said.status.marked)
    if said.completed_on:
        yield Part("completed_on", "完成于", day(said.completed_on))
    if said.value is not None:
        yield Part("value", f"{said.period}年 ", quantity(said.value, unit, decimals))
    if said.stage:
        yield Part("stage", "", said.stage.label)
    if said.physical_progress_percent is not None:
        other = getattr(beside, "physical_progress_percent", None)
        physical, _ = numbers(*_pair(said.physical_progress_percent, other))
        yield Part("physical_progress_percent", "形象进度 ", f"{physical}%")
    if said.completed_investment_wan_yuan is not None:
        other = getattr(beside, "completed_investment_wan_yuan", None)
        spent, _ = amounts(*_pair(said.completed_investment_wan_yuan, other))
        yield Part("completed_investment_wan_yuan", "完成投资 ", spent)
    if said.problems:
        yield Part("problems", "需协调：", said.problems)
    if said.evidence:
        yield Part("evidence", "依据：", said.evidence)
    if said.note:
        yield Part("note", "", said.note)


def _pair(figure: Decimal, other: Decimal | None) -> tuple[Decimal, Decimal]:
    return figure, figure if other is None else other


def plainly(said: Said | None, line: Line, beside: Said | None = None) -> str:
    """Return what a report on an item says as one text, 待填报 where it says nothing."""
    found = parts(said, unit_of(line), beside=beside) if said else ()
    return "；".join(f"{part.lead}{part.words}" for part in found) or NO_DATA


def compared(now: Said, before: Said | None, line: Line, typed: Callable[[str], str] = str) -> str:
    """Return what a report says, each part that differs with what it was: 8.5%（原8.8%）.

    Texts stand there only where they are new, in the form that `typed` gives them.
    """
    unit = unit_of(line)
    earlier = {part.field: part for part in parts(before, unit, beside=now)} if before else {}
    found = []
    for part in parts(now, unit, beside=before):
        was = earlier.pop(part.field, None)
        if part.field not in TYPED:
            changed = f"（原{was.words}）" if was and was.words != part.words else ""
            found.append(f"{part.lead}{part.words}{changed}")
        elif was is None or was.words != part.words:
            found.append(f"{LABELS[part.field]}：{typed(shortened(part.words, SHOWN))}")
    found += [f"{LABELS[name]}已清空" for name in earlier if name in LABELS]
    return "，".join(found) or NO_DATA


def judged(said: Said | None, line: Line, beside: Said | Report | None = None) -> str:
    """Return what a report says that can be judged, without what people wrote about it."""
    found = parts(said, unit_of(line), beside=beside) if said else ()
    words = (f"{part.lead}{part.words}" for part in found if part.field not in TYPED)
    return "，".join(words) or NO_DATA


def author(said: Said) -> str:
    """Return who reported and when, in words."""
    if said.reporter == SEED_WORDS:
        return f"{SEED_WORDS}，数据截至{day(said.fresh_on)}"
    return f"{said.reporter} {moment(said.recorded_at)}填报"


def unit_of(line: Line) -> str:
    """Return the unit of the figures that are reported on an item, empty where it has none."""
    return line.reported_unit if isinstance(line, IndicatorLine) else ""


def adjusted(line: Line, change: Change) -> tuple[str, str]:
    """Return what an adjustment changes of an item, and to what: 到期日, 2025年3月31日."""
    what, value = asked(line, change)
    return what, against(line, value, originally(line, what))[0]


def asked(line: Line, change: Change) -> tuple[str, Decimal | dt.date]:
    """Return what an adjustment changes of an item, by its word, and the figure or day it asks."""
    if change.target is not None and isinstance(line, IndicatorLine):
        return TARGET, change.target
    if change.due_on is not None:
        return DUE, change.due_on
    return MONEY, change.planned_investment_wan_yuan or Decimal(0)


def originally(line: Line, what: str) -> Decimal | dt.date | None:
    """Return what the plan itself asks of an item, by the word that `asked` has for it."""
    if isinstance(line, IndicatorLine):
        return line.target.target if line.original_target is None else line.original_target
    if isinstance(line, ProjectLine) and what == MONEY:
        original = line.original_investment_wan_yuan
        return line.planned_investment_wan_yuan if original is None else original
    return line.original_due_on or line.due_on


def against(
    line: Line, one: Decimal | dt.date | None, other: Decimal | dt.date | None
) -> tuple[str, str]:
    """Write two figures or days asked of an item so that they can be told apart."""
    if isinstance(one, Decimal) and isinstance(other, Decimal):
        if not isinstance(line, IndicatorLine):
            return amounts(one, other)
        first, second = numbers(one, other, line.target.decimals)
        return f"{first}{line.target.unit}", f"{second}{line.target.unit}"
    first_day, other_day = (None if isinstance(it, Decimal) else it for it in (one, other))
    return day(first_day), day(other_day)
