"""The audit trail: who said what of which item and when, and what had been said before.

It is read a page at a time: a store that people have reported to for years holds more than a
browser shows or a server should hold at once.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from kzdash.board import assembly, report_text
from kzdash.board.items import KIND_WORDS
from kzdash.domain import formatting
from kzdash.domain.models import Adjustment
from kzdash.store import activity, restored_reports

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Mapping, Sequence
    from decimal import Decimal

    from kzdash.board.board import Board
    from kzdash.board.items import AdjustmentEntry, BoardItem
    from kzdash.domain.models import Kind, Report
    from kzdash.store import Store
    from kzdash.store.activity import Told, Window
    from kzdash.store.undo import RestoredReport

REPORTED, UNDONE, ADJUSTED = "填报", "撤销", "方案调整"
PAGE, AT_ONCE, MOST_SEARCHED = 200, 2_000, 5_000


@dataclass(frozen=True, slots=True)
class TrailEntry:
    """One entry of the audit trail: who said what of which item, and what had been said before."""

    recorded_at: dt.datetime
    as_of: dt.date
    item: BoardItem
    reporter: str
    kind: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class TrailFilter:
    """What of the trail is looked for: a kind of items, somebody, words that all must be there."""

    kind: Kind | None = None
    reporter: str | None = None
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TrailPage:
    """Some of the acts that fit, and how many fit.

    `searched` are the newest ones that words were looked for in, 0 where that is all there are.
    """

    acts: tuple[TrailEntry, ...]
    total: int
    searched: int

    @property
    def pages(self) -> int:
        """How many pages there are, one where nothing fits."""
        return max(-(-self.total // PAGE), 1)


class AuditTrail:
    """What was recorded after a day and until the end of a board's day."""

    def __init__(self, store: Store, since: dt.date, after: Board) -> None:
        self._store, self._after = store, after
        self._start, self._end = formatting.end_of_day(since), formatting.end_of_day(after.as_of)
        self._lines = {item.item_id: item for item in after.items}
        self._people = assembly.reporter_names(store.accounts())

    def page(self, sought: TrailFilter, number: int) -> TrailPage:
        """Return a page of what fits, counted from 1, the newest acts first."""
        within, first = self._within(sought), (number - 1) * PAGE
        total = sum(activity.count(self._store, within))
        if not sought.words:
            return TrailPage(self._acts(within, first, PAGE), total, 0)
        looked = islice(self._every(within), MOST_SEARCHED)
        found = tuple(act for act in looked if matches(act, sought.words))
        searched = MOST_SEARCHED if total > MOST_SEARCHED else 0
        return TrailPage(found[first : first + PAGE], len(found), searched)

    def every(self, sought: TrailFilter) -> Iterator[TrailEntry]:
        """Return all that fits, the newest first, read as it is asked for."""
        return (act for act in self._every(self._within(sought)) if matches(act, sought.words))

    def kinds(self) -> list[Kind]:
        """Return of which kinds the items are that anything was said of."""
        found = set(activity.kinds(self._store, self._within(TrailFilter())))
        return [kind for kind in KIND_WORDS if kind in found]

    def people(self) -> list[str]:
        """Return who said anything."""
        names = activity.accounts(self._store, self._within(TrailFilter()))
        return list(dict.fromkeys(self._people.get(name, name) for name in names))

    def counts(self) -> tuple[int, int]:
        """Return how many reports and how many adjustments there are."""
        return activity.count(self._store, self._within(TrailFilter()))

    def last_of_each(self) -> Mapping[int, TrailEntry]:
        """Return the last act on each item, by the item's id."""
        told = activity.last_of_each(self._store, self._within(TrailFilter()))
        acts = list(self._of_reports(told).values())
        acts += [
            self._of_change(item, place)
            for item in self._after.items
            for place, change in enumerate(item.changes)
            if change.recorded_at >= self._start
        ]
        acts.sort(key=lambda act: act.recorded_at)
        return {act.item.item_id: act for act in acts}

    def _within(self, sought: TrailFilter) -> Window:
        names = None
        if sought.reporter is not None:
            # an account that is gone reports under its own name
            named = {name for name, who in self._people.items() if who == sought.reporter}
            names = frozenset(named or {sought.reporter})
        at = self._after.version
        return activity.Window(self._start, self._end, at.report, at.adjustment, sought.kind, names)

    def _every(self, within: Window) -> Iterator[TrailEntry]:
        for first in range(0, sum(activity.count(self._store, within)), AT_ONCE):
            yield from self._acts(within, first, AT_ONCE)

    def _acts(self, within: Window, first: int, most: int) -> tuple[TrailEntry, ...]:
        rows = activity.page(self._store, within, first, most)
        reports = self._of_reports([one for one in rows if not isinstance(one, Adjustment)])
        return tuple(
            self._of_adjustment(one) if isinstance(one, Adjustment) else reports[one[0].id]
            for one in rows
        )

    def _of_reports(self, told: Sequence[Told]) -> dict[int, TrailEntry]:
        """Return the act that each report is, by its id."""
        repeated = restored_reports(self._store, (report for report, _ in told))
        return {
            report.id: self._of_report(report, earlier, repeated.get(report.id))
            for report, earlier in told
        }

    def _of_report(
        self, report: Report, earlier: Report | None, repeat: RestoredReport | None
    ) -> TrailEntry:
        item, now = self._lines[report.item_id], assembly.report_entry(report, self._people, repeat)
        then = assembly.report_entry(earlier, self._people) if earlier else None
        return TrailEntry(
            recorded_at=now.recorded_at,
            as_of=now.fresh_on,
            item=item,
            reporter=now.reporter,
            kind=REPORTED if now.restores is None else UNDONE,
            old=report_text.report_as_text(then, item, now),
            new=report_text.report_as_text(now, item, then),
        )

    def _of_adjustment(self, adjustment: Adjustment) -> TrailEntry:
        item = self._lines[adjustment.item_id]
        places = {change.seq: place for place, change in enumerate(item.changes)}
        return self._of_change(item, places[adjustment.seq])

    def _of_change(self, item: BoardItem, place: int) -> TrailEntry:
        change = item.changes[place]
        what, value = report_text.adjusted_field(item, change)
        before = _asked_before(item, item.changes[:place], what)
        old, new = report_text.distinguishable(item, before, value)
        return TrailEntry(
            recorded_at=change.recorded_at,
            as_of=change.as_of,
            item=item,
            reporter=change.reporter,
            kind=ADJUSTED,
            old=f"{what} {old}",
            new=f"{what} {new}（{change.document_number}）：{change.reason}",
        )


def matches(act: TrailEntry, sought: tuple[str, ...]) -> bool:
    """Whether all words stand in an act or its item."""
    item = act.item
    text = f"{item.name} {item.short_name} {item.units_words} {act.old} {act.new}"
    return all(word in text for word in sought)


def _asked_before(
    item: BoardItem, earlier: tuple[AdjustmentEntry, ...], what: str
) -> Decimal | dt.date | None:
    """What the plan asked before an adjustment: by the last one of the same field, or at first."""
    made = [
        value
        for name, value in (report_text.adjusted_field(item, one) for one in earlier)
        if name == what
    ]
    return made[-1] if made else report_text.original_value(item, what)
