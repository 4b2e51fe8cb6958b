"""The dry run: what a file would change, its faults, and its conflicts with reports of others."""

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
    CellProblem,
    FileProblem,
    Refusal,
    RefusedError,
    RowFault,
    RowFaultsError,
    UnreadableFileError,
)
from kzdash.reporting import plausibility
from kzdash.reporting.form_columns import FIELDS, FORM_FIELDS, SEQ, normalize, plan_reference
from kzdash.reporting.new_steps import Desk
from kzdash.reporting.outcome import Answers, DryRun, RowChange, RowConflict, UnreadColumn
from kzdash.reporting.rows import read_row, row_fault
from kzdash.reporting.step_rows import try_out_rows

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kzdash.board.items import ReportEntry
    from kzdash.domain.rules import ReportField
    from kzdash.reporting.rows import RowEntry
    from kzdash.reporting.sheets import FilledForm, Row, Sheet
    from kzdash.store import Store


def preview(
    store: Store,
    form: FilledForm,
    account: str,
    now: dt.datetime,
    answers: Answers | None = None,
) -> DryRun:
    """Return what a file would do in the name of an account, without writing anything.

    RefusedError if there is no such account, UnreadableFileError if the form is of another plan.
    """
    return _DryRunner(store, account, now, answers or Answers()).run(form)


class _DryRunner:
    """Compares the rows of a form with the store, which it reads once."""

    def __init__(self, store: Store, account: str, now: dt.datetime, answers: Answers) -> None:
        accounts = store.accounts()
        reporter = next((row for row in accounts if row.name == account), None)
        if reporter is None:
            raise RefusedError(Refusal.NO_ACCOUNT)
        self.store, self.account, self.now, self.answers = store, reporter, now, answers
        self.reporter_names = assembly.reporter_names(accounts)
        snapshot = take_snapshot(store, local_date(now))
        self.seqs, self.board = snapshot.seqs, snapshot.board
        rows = self.rows = store.plan()
        self.plan, self.items = rows.plan, {item.id: item for item in rows.items}
        self.plan_reference = plan_reference(self.board.plan)
        self.board_items = {(item.kind, item.number): item for item in self.board.followed}
        self.seen: set[tuple[int, int]] = set()
        self.new_reports: dict[int, int] = defaultdict(int)

    def run(self, form: FilledForm) -> DryRun:
        if form.plan and normalize(form.plan) != normalize(self.plan_reference):
            raise UnreadableFileError(FileProblem.OTHER_PLAN, form.plan)
        outcome, ignored = DryRun(unread_sheets=form.unread_sheets), self.answers.ignored_columns
        for sheet in form.sheets:
            if sheet.is_of_steps:
                self._sort_steps(sheet, outcome)
                continue
            unread = [name for name in sheet.unknown_columns if (sheet.name, name) not in ignored]
            for row in sheet.rows:
                known = row.only(sheet.known_columns)
                is_held = any(row.has_content_in(column) for column in unread)
                if known.has_content or is_held:
                    self._sort_row(sheet, known, form, outcome, is_held=is_held)
            outcome.unread_columns += _unread_columns(sheet, unread)
        return outcome

    def _sort_steps(self, sheet: Sheet, outcome: DryRun) -> None:
        """Add the rows of new steps to the outcome."""
        desk = Desk(self.board, self.rows, self.account, self.now)
        for result in try_out_rows(sheet, self.board_items, desk):
            if isinstance(result, RowFault):
                outcome.faults.append(result)
            elif result is None:
                outcome.unchanged += 1
            else:
                outcome.steps.append(result)

    def _sort_row(
        self, sheet: Sheet, row: Row, form: FilledForm, outcome: DryRun, *, is_held: bool
    ) -> None:
        """Add a row to the outcome: as unchanged, a conflict, faults or a change.

        A row that is held back, for it has content in an unread column, gives no change.
        """
        try:
            entry = read_row(sheet, row, self.board_items, self.plan_reference)
            if sheet.lacks_seqs:
                entry = replace(entry, seq=self._estimated_seq(entry.item.item_id, form.as_of))
            result = self._compare(entry, form.as_of)
        except RowFaultsError as error:
            outcome.faults += error.faults
            return
        if isinstance(result, RowConflict):
            outcome.conflicts.append(result)
        elif is_held:
            return
        elif result is None:
            outcome.unchanged += 1
        else:
            self.new_reports[result.item.item_id] += 1
            outcome.changes.append(result)

    def _compare(self, entry: RowEntry, as_of: dt.date | None) -> RowChange | RowConflict | None:
        """Return what a row would change, or a conflict; None if it changes nothing."""
        item, item_id = entry.item, entry.item.item_id
        if (item_id, entry.period) in self.seen:
            raise RowFaultsError([row_fault(entry.place, CellError(CellProblem.TWICE), item)])
        self.seen.add((item_id, entry.period))
        current, last = _report_of_period(item.reports, entry.period), self.seqs[item_id]
        if _is_unchanged(entry, current):
            return None
        if entry.seq is not None and _is_unchanged(entry, self._base(entry, as_of)):
            return None
        if entry.seq is not None and entry.seq > last:
            place = replace(entry.place, column=SEQ)
            error = CellError(CellProblem.SEQ_AHEAD, str(entry.seq))
            raise RowFaultsError([row_fault(place, error, item)])
        others = self._others(entry)
        if others and _is_unchanged(entry, others[-1]) and _fits_day(entry, others[-1]):
            return None
        conflict = RowConflict(entry.place, item, others)
        if others and conflict.key not in self.answers.accepted_conflicts:
            return conflict
        return self._change(entry, current, last + 1 + self.new_reports[item_id], as_of)

    def _change(
        self, entry: RowEntry, current: ReportEntry | None, seq: int, as_of: dt.date | None
    ) -> RowChange:
        item, report = entry.item, self._report(entry, current, seq)
        self._check(entry, report)
        return RowChange(
            place=entry.place,
            item=item,
            report=report,
            fields=_changed_fields(entry, current),
            hints=(
                *entry.remarks,
                *plausibility.plausibility_hints(item, report),
                *self._repetition_hints(entry, as_of),
            ),
            older_hint=plausibility.older_report_hint(item, report),
            dated=bool(entry.values.get("as_of")),
        )

    def _estimated_seq(self, item_id: int, as_of: dt.date | None) -> int:
        """Return the last report that a form without sequence numbers can have been made with.

        Reports recorded on the form's day or later count as made after it, so that at worst the
        user is asked about one that the form has shown.
        """
        if as_of is None or as_of > local_date(self.now):
            return 0
        start = end_of_day(as_of - dt.timedelta(days=1))
        reports = self.store.since(item_id, 0)
        return max((report.seq for report in reports if report.recorded_at < start), default=0)

    def _base(self, entry: RowEntry, as_of: dt.date | None) -> ReportEntry | None:
        """Return the report that the form showed: it counted on the form's day."""
        for report in self._reports_known(entry, as_of or self.board.as_of):
            return None if report.restores == 0 else self._report_entry(report)
        return None

    def _reports_known(self, entry: RowEntry, as_of: dt.date) -> list[Report]:
        """Return the reports for a row when the form was made, the one that counted first."""
        history = self.store.history(entry.item.item_id, as_of)
        if entry.period:
            # for a year the report made last counts
            history = sorted(history, key=lambda report: report.seq, reverse=True)
        return [
            report
            for report in history
            if report.seq <= (entry.seq or 0) and _is_of_row(report, entry)
        ]

    def _repetition_hints(self, entry: RowEntry, as_of: dt.date | None) -> Iterator[str]:
        """Ask about a row that equals an earlier report, if the form has lost its day.

        Nobody can tell then whether the user changed the row back or never touched it.
        """
        if as_of is None and entry.seq:
            earlier = self._reports_known(entry, self.board.as_of)[1:]
            if any(_is_unchanged(entry, self._report_entry(report)) for report in earlier):
                yield "与以前的一次填报相同，填报表又没有写明数据截至，请核对是不是要改回去"

    def _others(self, entry: RowEntry) -> tuple[ReportEntry, ...]:
        """Return the reports on a row's item and year since the form was made."""
        if entry.seq is None:
            return ()
        since = self.store.since(entry.item.item_id, entry.seq)
        return tuple(self._report_entry(report) for report in since if _is_of_row(report, entry))

    def _report_entry(self, report: Report) -> ReportEntry:
        return assembly.report_entry(report, self.reporter_names)

    def _report(self, entry: RowEntry, current: ReportEntry | None, seq: int) -> Report:
        """Make the report of a row; fields without a cell keep their current value."""
        report = Report(item_id=entry.item.item_id, seq=seq, period=entry.period)
        report.account, report.recorded_at = self.account.name, self.now
        for field in rules.REPORT_FIELDS:
            setattr(report, field.name, entry.values.get(field.name, _stored_value(current, field)))
        report.as_of = entry.values.get("as_of") or local_date(self.now)
        return report

    def _check(self, entry: RowEntry, report: Report) -> None:
        item = self.items[report.item_id]
        try:
            units = {lead.unit.name: lead.unit_id for lead in item.leads}
            lead = units.get(entry.item.lead_unit or "")
            part = rules.part_of_account(self.account, lead)
            rules.check_may_report(self.account, item, lead, part)
            if part is not None:
                # the form has the whole of an item, of which a supporting unit does not speak
                error = CellError(CellProblem.PART)
                raise RowFaultsError([row_fault(entry.place, error, entry.item)])
            rules.check_report(report, item, self.plan)
        except RefusedError as error:
            if error.refusal is Refusal.NOT_YOURS:
                lead_words = CellError(CellProblem.NOT_LED, entry.item.lead_unit or "")
                raise RowFaultsError([row_fault(entry.place, lead_words, entry.item)]) from error
            place = replace(entry.place, column=FIELDS.get(error.field, ""))
            raise RowFaultsError([row_fault(place, error, entry.item)]) from error


def _is_of_row(report: Report, entry: RowEntry) -> bool:
    """Whether a report is on what a row is on: the whole of an item, for the row's year."""
    return report.unit_id is None and report.period == entry.period


def _report_of_period(reports: Sequence[ReportEntry], period: int) -> ReportEntry | None:
    return next((report for report in reports if report.period == period), None)


def _stored_value(report: ReportEntry | None, field: ReportField) -> Any:  # noqa: ANN401 - any field's value
    """Return a field of a report as the store has it; its empty value without a report."""
    return field.to_store(getattr(report, field.name, None))


def _changed_fields(
    entry: RowEntry, before: ReportEntry | None
) -> tuple[tuple[str, Any, Any], ...]:
    """Return the name, old and new value of each field that a row changes.

    The day is one of them only if the row names one.
    """
    changed = []
    for field in FORM_FIELDS:
        if field.name not in entry.values:
            continue
        new, old = entry.values[field.name], _stored_value(before, field)
        if field is rules.AS_OF and new is None:
            continue
        if isinstance(field, rules.TextField):
            # as the form shows it: a stored text may have blanks at its ends
            old = field.parse(old)
        if old != new:
            changed.append((field.name, old, new))
    return tuple(changed)


def _unread_columns(sheet: Sheet, columns: Sequence[str]) -> Iterator[UnreadColumn]:
    for column in columns:
        rows = tuple(row.number for row in sheet.rows if row.has_content_in(column))
        if rows:
            yield UnreadColumn(sheet.name, column, rows)


def _fits_day(entry: RowEntry, report: ReportEntry) -> bool:
    """Whether a row names the day of a report, or no day."""
    return entry.values.get("as_of") in {None, report.as_of}


def _is_unchanged(entry: RowEntry, report: ReportEntry | None) -> bool:
    """Whether a row has the values of a report; an empty row has those of no report."""
    return not _changed_fields(entry, report)
