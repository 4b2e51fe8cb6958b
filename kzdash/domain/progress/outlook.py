"""What whoever is late expects: when they are asked, and how the expected day drifts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kzdash.domain.progress.state import LAGGING, PROBLEMS
from kzdash.domain.progress.status import Status

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from kzdash.domain.progress.state import State

# late, blocked, missed or behind by what was reported; of silence nobody is asked the cause
ASKING = frozenset({*PROBLEMS, *LAGGING})


@dataclass(frozen=True, slots=True)
class ExpectedDay:
    """The day by which a report expects an item to be done; `expected_on` is None if it says none.

    `restores` is the report whose words an undo repeats, 0 where it left none; None if it is no
    undo. An undo takes back the last report for its own day and period.
    """

    seq: int
    as_of: date
    expected_on: date | None
    restores: int | None = None
    period: int = 0

    @property
    def key(self) -> tuple[date, int]:
        """The day and period that it is for."""
        return self.as_of, self.period


@dataclass(frozen=True, slots=True)
class Shift:
    """An expected day, and the days by which it is later than the one said before, if any was."""

    seq: int
    as_of: date
    expected_on: date
    days: int | None

    @property
    def words(self) -> str:
        """The shift in words: 比上次推后92天; empty for the first day that was said."""
        if self.days is None:
            return ""
        if not self.days:
            return "与上次相同"
        return f"比上次{'推后' if self.days > 0 else '提前'}{abs(self.days)}天"


def is_asked(state: State, reported: Status | None) -> bool:
    """Whether cause, next step and expected day are asked for.

    A milestone is judged by its day alone, so that one `reported` to be blocked is asked as well.
    """
    return state in ASKING or reported is Status.BLOCKED


def days_past(expected_on: date | None, as_of: date) -> int:
    """Return the days since the expected day, 0 until the end of it and where none was said."""
    return 0 if expected_on is None else max((as_of - expected_on).days, 0)


def drift(said: Iterable[ExpectedDay]) -> tuple[Shift, ...]:
    """Return each expected day that was said and not taken back, the earliest report first.

    A report that says none leaves the day said before it as it is.
    """
    shifts: list[Shift] = []
    for report in sorted(_standing(said), key=lambda it: (it.as_of, it.seq)):
        if report.expected_on is not None:
            before = shifts[-1].expected_on if shifts else None
            days = None if before is None else (report.expected_on - before).days
            shifts.append(Shift(report.seq, report.as_of, report.expected_on, days))
    return tuple(shifts)


def _standing(said: Iterable[ExpectedDay]) -> list[ExpectedDay]:
    """Leave out undos and what they took back; what an undone undo took back stands again."""
    standing: list[ExpectedDay] = []
    gone: dict[int, ExpectedDay] = {}
    for report in sorted(said, key=lambda it: it.seq):
        if report.restores is None:
            standing.append(report)
        elif report.restores in gone:
            standing.append(gone.pop(report.restores))
        elif same := [it for it in standing if it.key == report.key]:
            undone = max(same, key=lambda it: it.seq)
            standing.remove(undone)
            gone[undone.seq] = undone
    return standing
