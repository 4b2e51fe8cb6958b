"""What a report or an adjustment says, in words, part by part."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from kzdash.lines import IndicatorLine, ProjectLine
from kzdash.words import NO_DATA, day, money, quantity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kzdash.lines import Change, Line, Said

MOST_DECIMALS = 6
TARGET, DUE, MONEY = "目标", "到期日", "计划总投资"
# what people typed, to be shown as they typed it
TYPED = {"problems", "evidence", "note"}


class Part(NamedTuple):
    """One thing said: which field, what leads up to it, and the words."""

    field: str
    lead: str
    words: str


def parts(said: Said, unit: str = "", decimals: int = MOST_DECIMALS) -> Iterator[Part]:
    """Return what a report says, the judgement first; `unit` is that of an indicator's values."""
    if said.status:
        yield Part("status", "", said.status.marked)
    if said.completed_on:
        yield Part("completed_on", "完成于", day(said.completed_on))
    if said.value is not None:
        yield Part("value", f"{said.period}年 ", quantity(said.value, unit, decimals))
    if said.stage:
        yield Part("stage", "", said.stage.label)
    if said.physical_progress_percent is not None:
        physical = quantity(said.physical_progress_percent, "%")
        yield Part("physical_progress_percent", "形象进度 ", physical)
    if said.completed_investment_wan_yuan is not None:
        spent = money(said.completed_investment_wan_yuan)
        yield Part("completed_investment_wan_yuan", "完成投资 ", spent)
    if said.problems:
        yield Part("problems", "需协调：", said.problems)
    if said.evidence:
        yield Part("evidence", "依据：", said.evidence)
    if said.note:
        yield Part("note", "", said.note)


def plainly(said: Said | None, line: Line) -> str:
    """Return what a report on an item says as one text, 待填报 where it says nothing."""
    unit = line.reported_unit if isinstance(line, IndicatorLine) else ""
    found = parts(said, unit) if said else ()
    return "；".join(f"{part.lead}{part.words}" for part in found) or NO_DATA


def adjusted(line: Line, change: Change) -> tuple[str, str]:
    """Return what an adjustment changes of an item, and to what: 到期日, 2025年3月31日."""
    if change.target is not None and isinstance(line, IndicatorLine):
        return TARGET, line.shown(change.target)
    if change.due_on is not None:
        return DUE, day(change.due_on)
    return MONEY, money(change.planned_investment_wan_yuan)


def originally(line: Line, what: str) -> str:
    """Return what the plan itself asks of an item, by the word that `adjusted` has for it."""
    if isinstance(line, IndicatorLine):
        return line.shown(
            line.target.target if line.original_target is None else line.original_target
        )
    if isinstance(line, ProjectLine) and what == MONEY:
        original = line.original_investment_wan_yuan
        return money(line.planned_investment_wan_yuan if original is None else original)
    return day(line.original_due_on or line.due_on)
