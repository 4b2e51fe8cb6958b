"""What changed between two days: what was said, which judgements moved, and whose it is.

Both days are seen as they could be seen then: a report counts from the day it was recorded, so that
a late one is news when it comes in and not for the day it speaks of.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kzdash import joining, saying, words
from kzdash.store import repeats
from kzdash.urgency import LATE

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator, Mapping
    from decimal import Decimal

    from kzdash.board import Board
    from kzdash.lines import Change, Line
    from kzdash.progress import Status
    from kzdash.store import Store

REPORTED, UNDONE, ADJUSTED = "填报", "撤销", "方案调整"
OF_NO_UNIT = "未列责任单位"


@dataclass(frozen=True, slots=True)
class Act:
    """One entry of the audit trail: who said what of which item, and what had been said before."""

    recorded_at: dt.datetime
    as_of: dt.date
    line: Line
    reporter: str
    kind: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Moved:
    """An item with its judgement on both days, and what was said of it between them.

    `old` and `new` are the same where only something was said.
    """

    line: Line
    old: Status
    new: Status
    acts: tuple[Act, ...]

    @property
    def judged_anew(self) -> bool:
        """Whether the judgement moved."""
        return self.old is not self.new

    @property
    def became_late(self) -> bool:
        """Whether it is overdue, missed or blocked and was not before."""
        return self.new in LATE and self.old not in LATE

    @property
    def words(self) -> str:
        """The judgement then and now, or now where it stayed."""
        return f"{self.old.marked} → {self.new.marked}" if self.judged_anew else self.new.marked


@dataclass(frozen=True, slots=True)
class Changes:
    """All that changed after `since` and until the end of `until`; acts the newest first."""

    since: dt.date
    until: dt.date
    acts: tuple[Act, ...]
    moved: tuple[Moved, ...]

    @property
    def judged_anew(self) -> tuple[Moved, ...]:
        """The items whose judgement moved."""
        return tuple(one for one in self.moved if one.judged_anew)

    @property
    def became_late(self) -> tuple[Moved, ...]:
        """The items that are late and were not before."""
        return tuple(one for one in self.moved if one.became_late)


def changes(store: Store, before: Board, after: Board) -> Changes:
    """Compare two boards of a store, both of what had been entered by their day."""
    acts = _acts(store, before.as_of, after)
    of_item: dict[int, list[Act]] = {}
    for act in acts:
        of_item.setdefault(act.line.item_id, []).append(act)
    earlier = {line.item_id: line.status for line in before.lines}
    moved = (
        Moved(line, earlier[line.item_id], line.status, tuple(of_item.get(line.item_id, ())))
        for line in after.lines
    )
    told = tuple(one for one in moved if one.judged_anew or one.acts)
    return Changes(before.as_of, after.as_of, acts, told)


def by_unit(moved: Iterable[Moved], units: Iterable[str]) -> Mapping[str, tuple[Moved, ...]]:
    """Sort items under each of their lead units, in the order given; the rest under none."""
    found: dict[str, list[Moved]] = {unit: [] for unit in (*units, OF_NO_UNIT)}
    for one in moved:
        for unit in one.line.lead_units or (OF_NO_UNIT,):
            found[unit].append(one)
    return {unit: tuple(own) for unit, own in found.items() if own}


def _acts(store: Store, since: dt.date, after: Board) -> tuple[Act, ...]:
    start, end = words.end_of(since), words.end_of(after.as_of)
    lines = {line.item_id: line for line in after.lines}
    people = joining.reporters(store.accounts())
    reports = _reports(store, lines, people, start, end)
    made = (*reports, *_adjustments(after, start))
    return tuple(sorted(made, key=lambda act: act.recorded_at, reverse=True))


def _reports(
    store: Store,
    lines: Mapping[int, Line],
    people: Mapping[str, str],
    start: dt.datetime,
    end: dt.datetime,
) -> Iterator[Act]:
    recorded = store.recorded(start, end)
    repeated = repeats(store, (report for report, _ in recorded))
    for report, earlier in recorded:
        line, now = lines[report.item_id], joining.said(report, people, repeated.get(report.id))
        then = joining.said(earlier, people) if earlier else None
        yield Act(
            recorded_at=now.recorded_at,
            as_of=now.fresh_on,
            line=line,
            reporter=now.reporter,
            kind=REPORTED if now.restores is None else UNDONE,
            old=saying.plainly(then, line, now),
            new=saying.plainly(now, line, then),
        )


def _adjustments(after: Board, start: dt.datetime) -> Iterator[Act]:
    for line in after.lines:
        for place, change in enumerate(line.changes):
            if change.recorded_at < start:
                continue
            what, value = saying.asked(line, change)
            before = _asked_before(line, line.changes[:place], what)
            old, new = saying.against(line, before, value)
            yield Act(
                recorded_at=change.recorded_at,
                as_of=change.as_of,
                line=line,
                reporter=change.reporter,
                kind=ADJUSTED,
                old=f"{what} {old}",
                new=f"{what} {new}（{change.document_number}）：{change.reason}",
            )


def _asked_before(line: Line, earlier: tuple[Change, ...], what: str) -> Decimal | dt.date | None:
    """What the plan asked before an adjustment: by the last one of the same field, or at first."""
    made = [value for name, value in (saying.asked(line, one) for one in earlier) if name == what]
    return made[-1] if made else saying.originally(line, what)
