"""The audit trail: who reported, adjusted or added what, when, and what stood there before.

It is read a page at a time, because years of reports are more than a browser can show or a server
should hold in memory.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from kzdash.board import report_text
from kzdash.board.added_items import MatterItem, MeetingItem, StepItem
from kzdash.board.items import KIND_WORDS
from kzdash.board.records import report_entry, reporter_names
from kzdash.domain import formatting
from kzdash.domain.formatting import format_date
from kzdash.domain.models import Addition, Adjustment, ItemLink, Report, SlidePhoto
from kzdash.store import activity, restored_reports, unit_names

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Mapping, Sequence
    from decimal import Decimal

    from kzdash.board.board import Board
    from kzdash.board.items import AdjustmentEntry, BoardItem
    from kzdash.domain.models import Kind
    from kzdash.store import Store
    from kzdash.store.activity import ReportPair, Window
    from kzdash.store.undo import RestoredReport

REPORTED, UNDONE, ADJUSTED, ADDED, CHOSE = "填报", "撤销", "方案调整", "新增", "投屏照片"
LINKED = "支撑关系"
Added = StepItem | MatterItem | MeetingItem
PAGE_SIZE, BATCH_SIZE, MAX_SEARCHED = 200, 2_000, 5_000


@dataclass(frozen=True, slots=True)
class TrailEntry:
    """What somebody recorded, by its `kind`, with the values before and after it in words."""

    recorded_at: dt.datetime
    as_of: dt.date
    item: BoardItem
    reporter: str
    kind: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class TrailFilter:
    """Limits on the trail: a kind of item, a reporter, and words that an entry must all contain."""

    kind: Kind | None = None
    reporter: str | None = None
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TrailPage:
    """A page of matching entries, and how many match in total.

    `searched` is how many of the newest entries were searched for words, 0 if all of them were.
    """

    entries: tuple[TrailEntry, ...]
    total: int
    searched: int

    @property
    def pages(self) -> int:
        """How many pages there are, at least one."""
        return max(-(-self.total // PAGE_SIZE), 1)


class AuditTrail:
    """The entries recorded after a day until the end of a board's day."""

    def __init__(self, store: Store, since: dt.date, board: Board) -> None:
        self._store, self._board = store, board
        self._start, self._end = formatting.end_of_day(since), formatting.end_of_day(board.as_of)
        if board.closing is not None:
            self._end = min(self._end, board.closing.recorded_at)
        self._items = {item.item_id: item for item in (*board.items, *board.withdrawn)}
        self._reporters = reporter_names(store.accounts())
        self._units = unit_names(store)

    def page(self, limits: TrailFilter, number: int) -> TrailPage:
        """Return a page of matching entries, counted from 1, the newest entries first."""
        window, first = self._window(limits), (number - 1) * PAGE_SIZE
        total = sum(activity.count(self._store, window))
        if not limits.words:
            return TrailPage(self._read_entries(window, first, PAGE_SIZE), total, 0)
        newest = islice(self._read_in_batches(window), MAX_SEARCHED)
        entries = tuple(entry for entry in newest if matches(entry, limits.words))
        searched = MAX_SEARCHED if total > MAX_SEARCHED else 0
        return TrailPage(entries[first : first + PAGE_SIZE], len(entries), searched)

    def all_entries(self, limits: TrailFilter) -> Iterator[TrailEntry]:
        """Yield all matching entries, the newest first, reading the store in batches."""
        entries = self._read_in_batches(self._window(limits))
        return (entry for entry in entries if matches(entry, limits.words))

    def kinds(self) -> list[Kind]:
        """Return the kinds of items that have an entry."""
        kinds = set(activity.kinds(self._store, self._window(TrailFilter())))
        return [kind for kind in KIND_WORDS if kind in kinds]

    def reporters(self) -> list[str]:
        """Return in words everyone who has an entry."""
        names = activity.accounts(self._store, self._window(TrailFilter()))
        return list(dict.fromkeys(self._reporters.get(name, name) for name in names))

    def counts(self) -> tuple[int, ...]:
        """Return how many rows of each of the tables of `activity` there are."""
        return activity.count(self._store, self._window(TrailFilter()))

    def latest_by_item(self) -> Mapping[int, TrailEntry]:
        """Return the last entry on each item, by the item's id."""
        pairs = activity.last_of_each(self._store, self._window(TrailFilter()))
        entries = list(self._report_entries(pairs).values())
        entries += [
            self._addition_entry(item)
            for item in self._board.items
            if isinstance(item, Added) and item.added.recorded_at >= self._start
        ]
        entries += [
            self._adjustment_entry(item, index)
            for item in self._board.items
            for index, adjustment in enumerate(item.adjustments)
            if adjustment.recorded_at >= self._start
        ]
        entries.sort(key=lambda entry: entry.recorded_at)
        return {entry.item.item_id: entry for entry in entries}

    def _window(self, limits: TrailFilter) -> Window:
        names = None
        if limits.reporter is not None:
            # the reports of a deleted account carry its bare name
            named = {name for name, words in self._reporters.items() if words == limits.reporter}
            names = frozenset(named or {limits.reporter})
        at = self._board.version
        last: dict[activity.Table, int] = {
            Report: at.report,
            Adjustment: at.adjustment,
            Addition: at.addition,
            SlidePhoto: at.photo,
            ItemLink: at.link,
        }
        return activity.Window(self._start, self._end, last, limits.kind, names)

    def _read_in_batches(self, window: Window) -> Iterator[TrailEntry]:
        for first in range(0, sum(activity.count(self._store, window)), BATCH_SIZE):
            yield from self._read_entries(window, first, BATCH_SIZE)

    def _read_entries(self, window: Window, first: int, count: int) -> tuple[TrailEntry, ...]:
        rows = activity.page(self._store, window, first, count)
        reports = self._report_entries([row for row in rows if isinstance(row, tuple)])
        return tuple(self._entry(row, reports) for row in rows)

    def _entry(
        self, row: ReportPair | activity.Single, reports: Mapping[int, TrailEntry]
    ) -> TrailEntry:
        if isinstance(row, Adjustment):
            return self._stored_adjustment_entry(row)
        if isinstance(row, Addition):
            return self._addition_entry(self._items[row.item_id])
        if isinstance(row, SlidePhoto):
            return self._photo_entry(row)
        if isinstance(row, ItemLink):
            return self._link_entry(row)
        return reports[row[0].id]

    def _photo_entry(self, row: SlidePhoto) -> TrailEntry:
        item = self._items[row.item_id]
        names = {file.file_id: file.name for file in item.evidence_files}
        return TrailEntry(
            recorded_at=row.recorded_at,
            as_of=formatting.local_date(row.recorded_at),
            item=item,
            reporter=self._reporters.get(row.account, row.account),
            kind=CHOSE,
            old="",
            new=names.get(row.evidence_id or 0, "不放照片"),
        )

    def _link_entry(self, row: ItemLink) -> TrailEntry:
        named = f"支撑{self._items[row.indicator_id].titled}"
        return TrailEntry(
            recorded_at=row.recorded_at,
            as_of=row.as_of,
            item=self._items[row.item_id],
            reporter=self._reporters.get(row.account, row.account),
            kind=LINKED,
            old=named if row.removed else "",
            new=f"{f'不再{named}' if row.removed else named}：{row.reason}",
        )

    def _addition_entry(self, item: BoardItem) -> TrailEntry:
        if not isinstance(item, Added):
            raise TypeError(f"{item.name} was not added")
        due = f"，{format_date(item.due_on)}前" if item.due_on else ""
        grounds = f"（{item.added.document_number}）" if item.added.document_number else ""
        return TrailEntry(
            recorded_at=item.added.recorded_at,
            as_of=item.added.as_of,
            item=item,
            reporter=item.added.reporter,
            kind=ADDED,
            old="",
            new=f"{item.summary or item.name}{due}{grounds}",
        )

    def _report_entries(self, pairs: Sequence[ReportPair]) -> dict[int, TrailEntry]:
        """Return the entry of each report, given with the report before it, by the report's id."""
        restored = restored_reports(self._store, (report for report, _ in pairs))
        return {
            report.id: self._report_entry(report, earlier, restored.get(report.id))
            for report, earlier in pairs
        }

    def _report_entry(
        self, report: Report, earlier: Report | None, repeat: RestoredReport | None
    ) -> TrailEntry:
        item = self._items[report.item_id]
        unit = self._units.get(report.unit_id or 0)
        files = item.evidence_files
        now = report_entry(report, self._reporters, repeat, unit, files)
        before = None
        if earlier:
            before = report_entry(earlier, self._reporters, None, unit, files)
        return TrailEntry(
            recorded_at=now.recorded_at,
            as_of=now.fresh_on,
            item=item,
            reporter=now.reporter,
            kind=REPORTED if now.restores is None else UNDONE,
            old=report_text.report_as_text(before, item, now),
            new=report_text.report_as_text(now, item, before),
        )

    def _stored_adjustment_entry(self, row: Adjustment) -> TrailEntry:
        item = self._items[row.item_id]
        indexes = {adjustment.seq: index for index, adjustment in enumerate(item.adjustments)}
        return self._adjustment_entry(item, indexes[row.seq])

    def _adjustment_entry(self, item: BoardItem, index: int) -> TrailEntry:
        adjustment = item.adjustments[index]
        field, value = report_text.adjusted_field(adjustment)
        before = _value_before(item, item.adjustments[:index], field)
        old, new = report_text.distinguishable(item, field, before, value)
        return TrailEntry(
            recorded_at=adjustment.recorded_at,
            as_of=adjustment.as_of,
            item=item,
            reporter=adjustment.reporter,
            kind=ADJUSTED,
            old=f"{field} {old}",
            new=f"{field} {new}（{adjustment.document_number}）：{adjustment.reason}",
        )


def matches(entry: TrailEntry, words: tuple[str, ...]) -> bool:
    """Whether an entry, or the names and units of its item, contain all the words."""
    item = entry.item
    text = f"{item.name} {item.short_name} {item.units_words} {entry.old} {entry.new}"
    return all(word in text for word in words)


def _value_before(
    item: BoardItem, earlier: tuple[AdjustmentEntry, ...], field: str
) -> Decimal | dt.date | str | None:
    """Return the value that an adjustment replaced: of the one before it, or the original."""
    fields = (report_text.adjusted_field(adjustment) for adjustment in earlier)
    values = [value for name, value in fields if name == field]
    return values[-1] if values else report_text.original_value(item, field)
