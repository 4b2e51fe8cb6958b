"""The finding of the page of matters: how many were assigned, closed in time, and are late."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kzdash.board.matters import count_matters
from kzdash.board.verdict.parts import Part, join_clauses
from kzdash.domain.progress import State, Tone

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kzdash.board.added_items import MatterItem
    from kzdash.board.verdict.parts import Clause


def matters_finding(matters: Sequence[MatterItem]) -> Clause:
    """Say how many matters were assigned and closed, which is longest overdue, what waits."""
    if not matters:
        return (Part("还没有交办的督办事项。"),)
    counts = count_matters(matters)
    clauses = [*_closed(matters), *_late(matters), *_waiting(matters)]
    whole = Part(f"交办{counts.assigned}项：")
    return whole, *join_clauses(clauses, "，"), Part("。")


def _closed(matters: Sequence[MatterItem]) -> Iterator[Clause]:
    counts = count_matters(matters)
    if counts.closed == len(matters):
        yield (Part("全部办结", Tone.GOOD),)
    if counts.in_time or not counts.closed:
        yield (Part(f"按期办结{counts.in_time}项", Tone.GOOD if counts.in_time else None),)
    if late := counts.closed - counts.in_time:
        yield (Part(f"逾期办结{late}项"),)


def _late(matters: Sequence[MatterItem]) -> Iterator[Clause]:
    overdue = [matter for matter in matters if matter.state is State.OVERDUE]
    if overdue:
        worst = max(overdue, key=lambda matter: matter.days_late)
        named = "" if len(overdue) == 1 else "最久的"
        unit = f"（{worst.lead_unit}）" if worst.lead_unit else ""
        yield (
            Part(f"逾期{len(overdue)}项", Tone.BAD),
            Part(f"，{named}{worst.short_name}{unit}逾期{worst.days_late}天", Tone.BAD),
        )
    blocked = sum(matter.state is State.BLOCKED for matter in matters)
    if blocked:
        yield (Part(f"受阻{blocked}项", Tone.BAD),)


def _waiting(matters: Sequence[MatterItem]) -> Iterator[Clause]:
    unsigned = [matter for matter in matters if matter.is_unsigned]
    past = sum(matter.state is State.DUE_UNREPORTED for matter in unsigned)
    if past:
        yield (Part(f"{past}项到期还没有签收", Tone.NONE),)
    if rest := len(unsigned) - past:
        yield (Part(f"{rest}项待签收", Tone.NONE),)
    if waits := sum(matter.waits_for_office for matter in matters):
        yield (Part(f"{waits}项待专班办公室处理", Tone.WARNING),)
