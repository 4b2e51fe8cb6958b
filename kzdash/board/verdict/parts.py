"""The parts of a sentence about the board: words with the tone of the state that they tell of."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

from kzdash.board.items import KIND_WORDS
from kzdash.domain.models import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kzdash.board.items import BoardItem
    from kzdash.domain.progress import Tone

KINDS_NAMED = 2
MEASURES = {Kind.PROJECT: "个", Kind.MILESTONE: "个", Kind.STEP: "个"}


@dataclass(frozen=True, slots=True)
class Part:
    """Some words of a verdict, with the tone of the state that they tell of, if any."""

    words: str
    tone: Tone | None = None


Clause = tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Verdict:
    """The parts of a verdict in order, and those of its short form for a slide's title."""

    parts: Clause
    brief_parts: Clause

    @property
    def text(self) -> str:
        """The whole verdict as plain text."""
        return "".join(part.words for part in self.parts)

    @property
    def brief(self) -> str:
        """The short form: how many indicators are met, and the worst of each sort by name."""
        return "".join(part.words for part in self.brief_parts)


def name_worst(items: Sequence[BoardItem], *, whose: bool) -> str:
    """Name the worst of some items and count them; `whose` is whether to name its unit, too."""
    worst = max(items, key=lambda item: item.shortfall)
    unit = f"（{worst.lead_unit}）" if whose and worst.lead_unit else ""
    name = f"{worst.short_name}{unit}"
    # what is named is of the kind that is counted first
    worst_kind_first = sorted(items, key=lambda item: item.kind is not worst.kind)
    return name if len(items) == 1 else f"{name}等{count_in_words(worst_kind_first)}"


def count_in_words(items: Iterable[BoardItem]) -> str:
    """Count items in words: by kind if those are two at most, 2个项目和1个时间节点."""
    counts = Counter(item.kind for item in items)
    if len(counts) > KINDS_NAMED:
        return f"{counts.total()}项"
    return "和".join(counted(kind, count) for kind, count in counts.items())


def counted(kind: Kind, count: int) -> str:
    """Count items of a kind in words: 3项指标, 6个项目."""
    return f"{count}{MEASURES.get(kind, '项')}{KIND_WORDS[kind]}"


def measured(items: Iterable[BoardItem], count: int) -> str:
    """Write a count with the measure word of some items: 3个, 3项."""
    kinds = {item.kind for item in items}
    return f"{count}{MEASURES.get(kinds.pop(), '项') if len(kinds) == 1 else '项'}"


def join_clauses(clauses: Sequence[Clause], mark: str) -> Clause:
    """Put a mark between clauses, leaving out the empty ones."""
    parts = chain.from_iterable((Part(mark), *clause) for clause in clauses if clause)
    return tuple(parts)[1:]
