"""What is wrong with some items, and what nobody reported, as clauses with names and numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kzdash.board.status_counts import states_by_word
from kzdash.board.verdict.parts import Part, count_in_words, name_worst
from kzdash.domain.progress import LAGGING, SILENT, State, Tone

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kzdash.board.items import BoardItem
    from kzdash.board.verdict.parts import Clause


def problem_clauses(items: Sequence[BoardItem], *, whose: bool) -> Iterator[Clause]:
    """Yield what is overdue, blocked, missed and behind, each with its worst by name.

    `whose` is whether to name the unit of the worst, too.
    """
    overdue = in_states(items, State.OVERDUE)
    if overdue:
        longest = max(item.days_late for item in overdue)
        late = f"{name_worst(overdue, whose=whose)}逾期"
        if len(overdue) > 1:
            yield Part(late, Tone.BAD), Part(f"，最久{longest}天", Tone.BAD)
        else:
            yield (Part(f"{late}{longest}天", Tone.BAD),)
    for states, word in (
        ((State.BLOCKED,), State.BLOCKED.word),
        ((State.MISSED,), State.MISSED.word),
        ((State.NEARLY_MET,), State.NEARLY_MET.word),
        (LAGGING, State.BEHIND.word),
    ):
        own = in_states(items, *states)
        if own:
            yield (Part(f"{name_worst(own, whose=whose)}{word}", states[-1].tone),)


def silent_clauses(items: Sequence[BoardItem]) -> Iterator[Clause]:
    """Yield how many items nobody reported on, those that were due first; no names, no lateness."""
    due = in_states(items, State.DUE_UNREPORTED)
    rest = states_by_word(in_states(items, *SILENT[1:]))
    if due:
        words = f"{count_in_words(due)}{State.DUE_UNREPORTED.word}"
        more = "、".join(f"{count}项{word}" for word, count in rest.items())
        yield Part(words, Tone.NONE), *((Part(f"，另有{more}", Tone.NONE),) if rest else ())
        return
    for state in SILENT:
        own = in_states(items, state)
        if own:
            yield (Part(f"{count_in_words(own)}{state.word}", Tone.NONE),)


def in_states(items: Sequence[BoardItem], *states: State) -> list[BoardItem]:
    """Return the items in one of the states."""
    return [item for item in items if item.state in states]
