"""How a report reads in a line: what was said, by whom and when."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kzdash.joining import SEED_WORDS
from kzdash.ui.plain import plain, source
from kzdash.words import NO_DATA, day, moment, money, quantity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kzdash.lines import Said


def content(said: Said, unit: str = "", decimals: int = 6) -> str:
    """What a report says, as Markdown; `unit` is that of an indicator's values."""
    return " · ".join(_parts(said, unit, decimals)) or NO_DATA


def _parts(said: Said, unit: str, decimals: int) -> Iterator[str]:
    if said.status:
        yield f"**{said.status.marked}**"
    if said.completed_on:
        yield f"完成于{day(said.completed_on)}"
    if said.value is not None:
        yield f"{said.period}年 **{quantity(said.value, unit, decimals)}**"
    if said.stage:
        yield f"**{said.stage.label}**"
    if said.physical_progress_percent is not None:
        yield f"形象进度 {quantity(said.physical_progress_percent, '%')}"
    if said.completed_investment_wan_yuan is not None:
        yield f"完成投资 {money(said.completed_investment_wan_yuan)}"
    if said.problems:
        yield f"需协调：{plain(said.problems)}"
    if said.evidence:
        yield f"依据：{source(said.evidence)}"
    if said.note:
        yield plain(said.note)


def signature(said: Said) -> str:
    """Who reported and when, as Markdown."""
    until = f"数据截至{day(said.as_of)}"
    if said.reporter == SEED_WORDS:
        return f"{SEED_WORDS}，{until}"
    act = "填报" if said.restores is None else f"撤销第{said.seq - 1}次填报"
    return f"{plain(said.reporter)} {moment(said.recorded_at)}{act}，{until}"
