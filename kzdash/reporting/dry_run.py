"""The dry run: what a file would change, what is wrong with it, what others reported meanwhile."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from kzdash.board import assembly, take_snapshot
from kzdash.domain import rules
from kzdash.domain.formatting import end_of_day, local_date
from kzdash.domain.models import Report
from kzdash.errors import (
    CellError,
    CellPlace,
    CellProblem,
    FileProblem,
    Refusal,
    RefusedError,
    RowFaultsError,
    UnreadableFileError,
)
from kzdash.reporting import plausibility
from kzdash.reporting.form_columns import FIELDS, FORM_FIELDS, SEQ, plain, plan_mark
from kzdash.reporting.outcome import Answers, DryRun, RowChange, RowConflict, UnreadColumn
from kzdash.reporting.rows import read_row, row_fault

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from kzdash.board.items import ReportEntry
    from kzdash.domain.models import Item, Plan
    from kzdash.domain.rules import ReportField
    from kzdash.reporting.rows import RowEntry
    from kzdash.reporting.sheets import FilledForm, Row, Sheet
    from kzdash.store import Store


def preview(
    store: Store,
    filled: FilledForm,
    account: str,
    now: dt.datetime,
    answers: Answers | None = None,
) -> DryRun:
    """Say what a file would do in the name of an account; RefusedError where there is none.

    UnreadableFileError where the file is the form of another plan.
    """
    return _Judge(store, account, now, answers or Answers()).judged(filled)


class _Judge:
    """All that rows are held against, read once."""

    def __init__(self, store: Store, account: str, now: dt.datetime, answers: Answers) -> None:
        accounts = store.accounts()
        found = next((one for one in accounts if one.name == account), None)
        if found is None:
            raise RefusedError(Refusal.NO_ACCOUNT)
        self.store, self.account, self.now, self.answers = store, found, now, answers
        self.people = assembly.reporter_names(accounts)
        shot = take_snapshot(store, local_date(now))
        self.seqs, self.board = shot.seqs, shot.board
        self.plan, items = self._plan()
        self.items = items
        self.mark = plan_mark(self.board.plan)
        self.board_items = {(item.kind, item.number): item for item in self.board.followed}
        self.seen: set[tuple[int, int]] = set()
        self.made: dict[int, int] = defaultdict(int)

    def _plan(self) -> tuple[Plan, Mapping[int, Item]]:
        rows = self.store.plan()
        return rows.plan, {item.id: item for item in rows.items}

    def judged(self, filled: FilledForm) -> DryRun:
        if filled.plan and plain(filled.plan) != plain(self.mark):
            raise UnreadableFileError(FileProblem.OTHER_PLAN, filled.plan)
        found, without = DryRun(unread=filled.unread), self.answers.without
        for sheet in filled.sheets:
            asked = [name for name in sheet.unknown if (sheet.name, name) not in without]
            for row in sheet.rows:
                read = row.of(sheet.known)
                held = any(row.holds(column) for column in asked)
                if read.says or held:
                    self._judge(sheet, read, filled, found, held=held)
            found.columns += _unread(sheet, asked)
        return found

    def _judge(
        self, sheet: Sheet, row: Row, filled: FilledForm, found: DryRun, *, held: bool
    ) -> None:
        """Put a row where it belongs: nothing changes, a conflict, a fault, or a change.

        One that holds what was not read is only looked through.
        """
        try:
            read = read_row(sheet, row, self.board_items, self.mark)
            if not sheet.counted:
                read = replace(read, seq=self._seq_of(read.item.item_id, filled.as_of))
            settled = self._settle(read, filled.as_of)
        except RowFaultsError as error:
            found.faults += error.faults
            return
        if isinstance(settled, RowConflict):
            found.conflicts.append(settled)
        elif held:
            return
        elif settled is None:
            found.unchanged += 1
        else:
            self.made[settled.item.item_id] += 1
            found.changes.append(settled)

    def _settle(self, read: RowEntry, as_of: dt.date | None) -> RowChange | RowConflict | None:
        item, item_id = read.item, read.item.item_id
        if (item_id, read.period) in self.seen:
            raise RowFaultsError([row_fault(read.place, CellError(CellProblem.TWICE), item)])
        self.seen.add((item_id, read.period))
        now, last = _of_period(item.reports, read.period), self.seqs[item_id]
        if _same(read, now) or (read.seq is not None and _same(read, self._base(read, as_of))):
            return None
        if read.seq is not None and read.seq > last:
            place = replace(read.place, column=SEQ)
            raise RowFaultsError(
                [row_fault(place, CellError(CellProblem.SEQ_AHEAD, str(read.seq)), item)]
            )
        others = self._others(read)
        if others and _same(read, others[-1]) and _of_day(read, others[-1]):
            return None
        conflict = RowConflict(read.place, item, others)
        if others and conflict.name not in self.answers.over:
            return conflict
        report = self._report(read, now, last + 1 + self.made[item_id])
        self._check(read, report)
        asked = (*plausibility.plausibility_hints(item, report), *self._repeated(read, as_of))
        older, dated = plausibility.older_report_hint(item, report), bool(read.values.get("as_of"))
        return RowChange(read.place, item, report, _changed(read, now), asked, older, dated)

    def _seq_of(self, item_id: int, as_of: dt.date | None) -> int:
        """How many reports there were when a form was made that does not say it any more.

        Those of before its day: of whatever came later one is asked.
        """
        if as_of is None or as_of > local_date(self.now):
            return 0
        before = end_of_day(as_of - dt.timedelta(days=1))
        known = (one.seq for one in self.store.since(item_id, 0) if one.recorded_at < before)
        return max(known, default=0)

    def _base(self, read: RowEntry, as_of: dt.date | None) -> ReportEntry | None:
        """What counted on the form's day when the form was made."""
        for report in self._known(read, as_of or self.board.as_of):
            return None if report.restores == 0 else assembly.report_entry(report, self.people)
        return None

    def _known(self, read: RowEntry, as_of: dt.date) -> list[Report]:
        """What had been reported on a row when the form was made, first what counted."""
        history = self.store.history(read.item.item_id, as_of)
        if read.period:
            # of a year the report made last counts
            history = sorted(history, key=lambda one: one.seq, reverse=True)
        return [one for one in history if one.seq <= (read.seq or 0) and one.period == read.period]

    def _repeated(self, read: RowEntry, as_of: dt.date | None) -> Iterator[str]:
        """Ask whether a row was touched at all, where a form has lost its day."""
        if as_of is None and read.seq:
            earlier = self._known(read, self.board.as_of)[1:]
            if any(_same(read, assembly.report_entry(one, self.people)) for one in earlier):
                yield "与以前的一次填报相同，填报表又没有写明数据截至，请核对是不是要改回去"

    def _others(self, read: RowEntry) -> tuple[ReportEntry, ...]:
        """What was reported on a row's item and year after the form was made."""
        if read.seq is None:
            return ()
        since = self.store.since(read.item.item_id, read.seq)
        own = (report for report in since if report.period == read.period)
        return tuple(assembly.report_entry(report, self.people) for report in own)

    def _report(self, read: RowEntry, now: ReportEntry | None, seq: int) -> Report:
        """The report that a row makes; what it has no cell for stays as it was said."""
        report = Report(item_id=read.item.item_id, seq=seq, period=read.period)
        report.account, report.recorded_at = self.account.name, self.now
        for field in rules.REPORT_FIELDS:
            setattr(report, field.name, read.values.get(field.name, _stored(now, field)))
        report.as_of = read.values.get("as_of") or local_date(self.now)
        return report

    def _check(self, read: RowEntry, report: Report) -> None:
        item = self.items[report.item_id]
        try:
            rules.check_may_report(self.account, item)
            rules.check_report(report, item, self.plan)
        except RefusedError as error:
            place = CellPlace(read.place.sheet, read.place.row, FIELDS.get(error.field, ""))
            raise RowFaultsError([row_fault(place, error, read.item)]) from error


def _of_period(reports: Sequence[ReportEntry], period: int) -> ReportEntry | None:
    return next((report for report in reports if report.period == period), None)


def _stored(report: ReportEntry | None, field: ReportField) -> Any:  # noqa: ANN401 - of any field
    """What a report says of a field, as the store has it."""
    return field.to_store(getattr(report, field.name, None))


def _changed(read: RowEntry, before: ReportEntry | None) -> tuple[tuple[str, Any, Any], ...]:
    """The fields whose words differ, with what was said and what is; the day only if given."""
    found = []
    for field in FORM_FIELDS:
        if field.name not in read.values:
            continue
        value, old = read.values[field.name], _stored(before, field)
        if field is rules.AS_OF and value is None:
            continue
        if isinstance(field, rules.TextField):
            # as the form shows it: what was stored by other ways may have blanks at its ends
            old = field.parse(old)
        if old != value:
            found.append((field.name, old, value))
    return tuple(found)


def _unread(sheet: Sheet, columns: Sequence[str]) -> Iterator[UnreadColumn]:
    for column in columns:
        rows = tuple(row.number for row in sheet.rows if row.holds(column))
        if rows:
            yield UnreadColumn(sheet.name, column, rows)


def _of_day(read: RowEntry, report: ReportEntry) -> bool:
    """Whether a row is of the day of a report, or of none."""
    return read.values.get("as_of") in {None, report.as_of}


def _same(read: RowEntry, report: ReportEntry | None) -> bool:
    """Whether a row says what was said; an empty one says nothing of what nobody reported."""
    return not _changed(read, report)
