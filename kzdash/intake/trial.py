"""The dry run: what a file would change, what is wrong with it, what others reported meanwhile."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from kzdash import doubts, joining, rules, typed
from kzdash.board import board as board_of
from kzdash.errors import Refusal, RefusedError
from kzdash.intake.columns import FIELDS
from kzdash.intake.entries import Fault, FaultsError, Place, entry
from kzdash.intake.flaws import Flaw, FlawError
from kzdash.models import Report
from kzdash.words import day_of

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping, Sequence

    from kzdash.intake.entries import Entry
    from kzdash.intake.sheets import Filled
    from kzdash.lines import Line, Said
    from kzdash.models import Item, Plan
    from kzdash.store import Store


@dataclass(frozen=True, slots=True)
class Change:
    """A report that a row makes: of each field that changes, what was said and what is now."""

    place: Place
    line: Line
    report: Report
    fields: tuple[tuple[str, Any, Any], ...]
    doubts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Conflict:
    """A row that was filled in while others reported on its item: theirs, the oldest first."""

    place: Place
    line: Line
    others: tuple[Said, ...]


@dataclass(slots=True)
class Trial:
    """What a file would do; it may be stored where it changes something and nothing is amiss."""

    changes: list[Change] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    conflicts: list[Conflict] = field(default_factory=list)
    unchanged: int = 0
    unread: tuple[str, ...] = ()

    @property
    def may_be_stored(self) -> bool:
        """Whether there is something to store, and all of it can be."""
        return bool(self.changes) and not self.faults and not self.conflicts

    @property
    def reports(self) -> list[Report]:
        """The reports to store, each a copy that no store has touched yet."""
        return [_copy(change.report) for change in self.changes]


def trial(store: Store, filled: Filled, account: str, now: dt.datetime) -> Trial:
    """Say what a file would do in the name of an account; RefusedError where there is none."""
    return _Judge(store, account, now).judged(filled)


class _Judge:
    """All that rows are held against, read once."""

    def __init__(self, store: Store, account: str, now: dt.datetime) -> None:
        accounts = store.accounts()
        found = next((one for one in accounts if one.name == account), None)
        if found is None:
            raise RefusedError(Refusal.NO_ACCOUNT)
        self.store, self.account, self.now = store, found, now
        self.people = joining.reporters(accounts)
        # the numbers first: who reports in between is then seen as a conflict
        self.seqs = store.seqs()
        self.plan, items = self._plan()
        self.items = items
        self.board = board_of(store, day_of(now))
        self.lines = {(line.kind, line.number): line for line in self.board.followed}

    def _plan(self) -> tuple[Plan, Mapping[int, Item]]:
        rows = self.store.plan()
        return rows.plan, {item.id: item for item in rows.items}

    def judged(self, filled: Filled) -> Trial:
        found = Trial(unread=filled.unread)
        as_of = filled.as_of or self.board.as_of
        seen: set[tuple[int, int]] = set()
        made: dict[int, int] = defaultdict(int)
        for sheet in filled.sheets:
            for row in sheet.rows:
                try:
                    read = entry(sheet, row, self.lines)
                    self._settle(read, as_of, found, seen, made)
                except FaultsError as error:
                    found.faults += error.faults
        return found

    def _settle(
        self,
        read: Entry,
        as_of: dt.date,
        found: Trial,
        seen: set[tuple[int, int]],
        made: dict[int, int],
    ) -> None:
        """Put a row where it belongs: nothing changes, a conflict, a fault, or a change."""
        line, item_id = read.line, read.line.item_id
        if (item_id, read.period) in seen:
            raise FaultsError([Fault(read.place, FlawError(Flaw.TWICE))])
        seen.add((item_id, read.period))
        now = _of_period(line.reports, read.period)
        last = self.seqs[item_id]
        if _same(read, now) or (read.seq is not None and _same(read, self._base(read, as_of))):
            found.unchanged += 1
            return
        if read.seq is not None and read.seq > last:
            raise FaultsError([Fault(read.place, FlawError(Flaw.NO_SEQ, str(read.seq)))])
        if read.seq not in {None, last}:
            found.conflicts.append(self._conflict(read))
            return
        report = self._report(read, now, last + 1 + made[item_id])
        self._check(read, report)
        made[item_id] += 1
        changed = _changed(read, now)
        asked = tuple(doubts.doubts(line, report))
        found.changes.append(Change(read.place, line, report, changed, asked))

    def _base(self, read: Entry, as_of: dt.date) -> Said | None:
        """What counted on the form's day when the form was made."""
        earlier = [
            report
            for report in self.store.history(read.line.item_id, as_of)
            if report.seq <= (read.seq or 0) and report.period == read.period
        ]
        if read.period:
            earlier.sort(key=lambda report: -report.seq)
        if not earlier or earlier[0].restores == 0:
            return None
        return joining.said(earlier[0], self.people)

    def _conflict(self, read: Entry) -> Conflict:
        others = self.store.since(read.line.item_id, read.seq or 0)
        said = tuple(joining.said(report, self.people) for report in others)
        return Conflict(read.place, read.line, said)

    def _report(self, read: Entry, now: Said | None, seq: int) -> Report:
        """The report that a row makes; what it has no cell for stays as it was said."""
        report = Report(item_id=read.line.item_id, seq=seq, period=read.period)
        report.account, report.recorded_at = self.account.name, self.now
        for name in FIELDS:
            if name != "as_of":
                setattr(report, name, read.said.get(name, _said(now, name)))
        report.as_of = read.said.get("as_of") or day_of(self.now)
        return report

    def _check(self, read: Entry, report: Report) -> None:
        item = self.items[report.item_id]
        try:
            rules.check_right(self.account, item)
            rules.check_report(report, item, self.plan)
        except RefusedError as error:
            place = Place(read.place.sheet, read.place.row, FIELDS.get(error.field, ""))
            raise FaultsError([Fault(place, error)]) from error


def _of_period(reports: Sequence[Said], period: int) -> Said | None:
    return next((said for said in reports if said.period == period), None)


def _said(said: Said | None, name: str) -> Any:  # noqa: ANN401 - of whatever kind the field is
    """What a report said of a field, as the store has it; of a text nothing is empty."""
    value = getattr(said, name, None)
    if name in {"status", "stage"}:
        return value.code if value else None
    return value or "" if name in rules.LONGEST else value


def _changed(read: Entry, before: Said | None) -> tuple[tuple[str, Any, Any], ...]:
    """The fields whose words differ, with what was said and what is; the day only if given."""
    found = []
    for name, value in read.said.items():
        if name == "as_of" and value is None:
            continue
        old = _said(before, name)
        if name in rules.LONGEST:
            # as the form shows it: what was stored by other ways may have blanks at its ends
            old = typed.text(old)
        if old != value:
            found.append((name, old, value))
    return tuple(found)


def _same(read: Entry, said: Said | None) -> bool:
    """Whether a row says what was said; an empty one says nothing of what nobody reported."""
    return not _changed(read, said)


def _copy(report: Report) -> Report:
    names = ("item_id", "seq", "period", "account", "recorded_at", *FIELDS)
    return Report(**{name: getattr(report, name) for name in names})
