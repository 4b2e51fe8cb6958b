"""The dry run: what a file would change, its faults, and its conflicts with reports of others."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from kzdash.board import take_snapshot
from kzdash.board.records import reporter_names
from kzdash.domain import rules
from kzdash.domain.formatting import local_date
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
from kzdash.reporting.comparison import (
    changed_fields,
    fits_day,
    is_unchanged,
    report_of_period,
    stored_value,
    without_carried,
)
from kzdash.reporting.form_columns import FIELDS, PART_UNIT, SEQ, normalize, plan_reference
from kzdash.reporting.form_history import FormHistory
from kzdash.reporting.new_steps import Desk
from kzdash.reporting.outcome import Answers, Dated, DryRun, RowChange, RowConflict, unread_columns
from kzdash.reporting.outlook import Expectations
from kzdash.reporting.rows import read_row, row_fault
from kzdash.reporting.step_rows import try_out_rows

if TYPE_CHECKING:
    import datetime as dt

    from kzdash.board.items import ReportEntry
    from kzdash.reporting.form_cover import Cover
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
        snapshot = take_snapshot(store, local_date(now))
        self.seqs, self.board = snapshot.seqs, snapshot.board
        rows = self.rows = store.plan()
        self.plan, self.items = rows.plan, {item.id: item for item in rows.items}
        self.expectations = Expectations(store, self.board, self.plan)
        self.plan_reference = plan_reference(self.board.plan)
        self.board_items = {(item.kind, item.number): item for item in self.board.followed}
        self.unit_ids = {unit.name: unit.id for unit in rows.units}
        self.unit_names = {unit.id: unit.name for unit in rows.units}
        self.history = FormHistory(store, self.board.as_of, rows.units, reporter_names(accounts))
        self.seen: set[tuple[int, int, str | None]] = set()
        self.new_reports: dict[int, int] = defaultdict(int)

    def run(self, form: FilledForm) -> DryRun:
        cover, ignored = form.cover, self.answers.ignored_columns
        if cover.plan and normalize(cover.plan) != normalize(self.plan_reference):
            raise UnreadableFileError(FileProblem.OTHER_PLAN, cover.plan)
        outcome = DryRun(unread_sheets=form.unread_sheets, cover=cover)
        for sheet in form.sheets:
            if sheet.is_of_steps:
                self._sort_steps(sheet, outcome)
                continue
            unread = [name for name in sheet.unknown_columns if (sheet.name, name) not in ignored]
            for row in sheet.rows:
                known = row.only(sheet.known_columns)
                is_held = any(row.has_content_in(column) for column in unread)
                if known.has_content or is_held:
                    self._sort_row(sheet, known, outcome, is_held=is_held)
            outcome.unread_columns += unread_columns(sheet, unread)
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

    def _sort_row(self, sheet: Sheet, row: Row, outcome: DryRun, *, is_held: bool) -> None:
        """Add a row to the outcome: as unchanged, a conflict, faults or a change.

        A row that is held back, for it has content in an unread column, gives no change.
        """
        cover = outcome.cover
        try:
            entry = read_row(sheet, row, self.board_items, self.plan_reference)
            if entry.part == "" and self.account.unit_id:
                entry = replace(entry, part=self.unit_names[self.account.unit_id])
            if sheet.lacks_seqs:
                entry = replace(
                    entry, seq=self.history.estimated_seq(entry.item.item_id, cover.made_on)
                )
            result = self._compare(entry, cover)
        except RowFaultsError as error:
            # the day of the cover is wrong once, and not for every row
            known = {fault.place for fault in outcome.faults}
            outcome.faults += [one for one in error.faults if one.place not in known]
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

    def _compare(self, entry: RowEntry, cover: Cover) -> RowChange | RowConflict | None:
        """Return what a row would change, or a conflict; None if it changes nothing."""
        item, item_id = entry.item, entry.item.item_id
        key = item_id, entry.period, entry.part
        if key in self.seen:
            raise RowFaultsError([row_fault(entry.place, CellError(CellProblem.TWICE), item)])
        self.seen.add(key)
        current, last = _counting(entry), self.seqs[item_id]
        if entry.seq is not None:
            base = self.history.base(entry, cover.made_on)
            if is_unchanged(entry, base):
                return None
            entry = without_carried(entry, base)
        if is_unchanged(entry, current):
            return None
        if entry.seq is not None and entry.seq > last:
            place = replace(entry.place, column=SEQ)
            error = CellError(CellProblem.SEQ_AHEAD, str(entry.seq))
            raise RowFaultsError([row_fault(place, error, item)])
        others = self.history.since(entry)
        if others and is_unchanged(entry, others[-1]) and fits_day(entry, others[-1]):
            return None
        conflict = RowConflict(entry.place, item, others)
        if others and conflict.key not in self.answers.accepted_conflicts:
            return conflict
        return self._change(entry, current, last + 1 + self.new_reports[item_id], cover)

    def _change(
        self, entry: RowEntry, current: ReportEntry | None, seq: int, cover: Cover
    ) -> RowChange:
        item, report = entry.item, self._report(entry, current, seq, cover)
        self._check(entry, report, cover)
        return RowChange(
            place=entry.place,
            item=item,
            report=report,
            fields=changed_fields(entry, current),
            hints=(
                *entry.remarks,
                *(plausibility.plausibility_hints(item, report) if entry.part is None else ()),
                *self.history.repetition_hints(entry, cover.made_on),
            ),
            older_hint=(
                plausibility.older_report_hint(item, report)
                if entry.part is None
                else plausibility.older_part_hint(item, entry.part, report.as_of)
            ),
            dated=Dated.given(entry.values.get("as_of"), cover.as_of),
            part=entry.part,
        )

    def _report(
        self, entry: RowEntry, current: ReportEntry | None, seq: int, cover: Cover
    ) -> Report:
        """Make the report of a row; fields that it does not change keep their current value."""
        report = Report(item_id=entry.item.item_id, seq=seq, period=entry.period)
        report.account, report.recorded_at = self.account.name, self.now
        report.unit_id = None if entry.part is None else self.unit_ids.get(entry.part)
        changed = {name: new for name, _, new in changed_fields(entry, current)}
        for field in rules.REPORT_FIELDS:
            setattr(report, field.name, changed.get(field.name, stored_value(current, field)))
        report.as_of = entry.values.get("as_of") or cover.as_of or local_date(self.now)
        return self.expectations.settle(report, self.items[report.item_id], changed)

    def _check(self, entry: RowEntry, report: Report, cover: Cover) -> None:
        item = self.items[report.item_id]
        if entry.part is not None and entry.part not in entry.item.supporting_units:
            place = replace(entry.place, column=PART_UNIT)
            not_supporting = CellError(CellProblem.NOT_SUPPORTING, entry.part)
            raise RowFaultsError([row_fault(place, not_supporting, entry.item)])
        try:
            units = {lead.unit.name: lead.unit_id for lead in item.leads}
            lead = units.get(entry.item.lead_unit or "")
            part = rules.part_of_account(self.account, lead)
            own = report.unit_id if entry.part is not None else part
            rules.check_may_report(self.account, item, lead, own)
            if part is not None and entry.part is None:
                # the form has the whole of an item, of which a supporting unit does not speak
                error = CellError(CellProblem.PART, entry.item.lead_unit or "")
                raise RowFaultsError([row_fault(entry.place, error, entry.item)])
            rules.check_report(report, item, self.plan)
        except RefusedError as error:
            if error.refusal is Refusal.NOT_YOURS:
                whose = CellError(CellProblem.NOT_LED, entry.item.lead_unit or "")
                if entry.part is not None:
                    whose = CellError(CellProblem.OTHER_PART, entry.part)
                raise RowFaultsError([row_fault(entry.place, whose, entry.item)]) from error
            if error.field == rules.AS_OF.name and not entry.values.get("as_of") and cover.as_of:
                raise RowFaultsError([cover.fault(error)]) from error
            place = replace(entry.place, column=FIELDS.get(error.field, ""))
            raise RowFaultsError([row_fault(place, error, entry.item)]) from error


def _counting(entry: RowEntry) -> ReportEntry | None:
    """Return the report that counts on what a row is on."""
    if entry.part is not None:
        return entry.item.part_of(entry.part)
    return report_of_period(entry.item.reports, entry.period)
