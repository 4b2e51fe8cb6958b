"""The commands about reports: `report` and `undo`."""

from __future__ import annotations

from dataclasses import replace
from gettext import gettext as _
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kzdash import reporting
from kzdash.cli import language
from kzdash.cli.store import upgraded_store
from kzdash.domain.progress.figure_period import figure_words, is_provisional
from kzdash.reporting import Answers, Dated
from kzdash.reporting.form_columns import FIELDS, parse_key
from kzdash.runtime import clock

if TYPE_CHECKING:
    from kzdash.domain.models import Report
    from kzdash.errors import CellPlace, RowFault
    from kzdash.reporting import DryRun, RowChange, RowConflict, UnreadColumn


MAX_NAMED_ROWS = 10
EXISTING_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command()
@click.option("--file", "file", type=EXISTING_FILE, required=True, help="The filled form or a CSV.")
@click.option("--account", required=True, help="The name of the account that reports.")
@click.option("--dry-run", is_flag=True, help="Show what would be stored, and store nothing.")
@click.option("--yes", is_flag=True, help="Store without asking first.")
@click.option("--good-rows", is_flag=True, help="Store the valid rows even if others are not.")
@click.option("--without", multiple=True, metavar="COLUMN", help="Ignore this extra column.")
def report(
    file: Path, account: str, dry_run: bool, yes: bool, good_rows: bool, without: tuple[str, ...]
) -> None:
    """Store the reports in a filled report form: all of them, or none.

    FILE is the form as .xlsx, .xls or .ods, or a CSV in UTF-8 or GB18030 with the columns of the
    form or of seed/observations.csv. The command first shows what would change, every invalid cell,
    and every column with content that the form does not have. It asks about each row on whose item
    others have reported since the form was made.
    """
    store = upgraded_store()
    with file.open("rb") as stream:
        # one byte over the limit is enough for `read_upload` to refuse the file
        content = stream.read(reporting.MAX_UPLOAD_BYTES + 1)
    form = reporting.read_upload(content)
    answers = Answers(frozenset((sheet.name, name) for sheet in form.sheets for name in without))
    outcome = reporting.preview(store, form, account, clock.now(), answers)
    _show(outcome)
    if outcome.conflicts and not (dry_run or yes):
        accepted = frozenset(
            conflict.key
            for conflict in outcome.conflicts
            if click.confirm(_accept_question(conflict))
        )
        outcome = reporting.preview(
            store, form, account, clock.now(), replace(answers, accepted_conflicts=accepted)
        )
    _refuse_invalid_rows(outcome, good_rows=good_rows)
    if not outcome.has_news:
        click.echo(
            _("nothing to write: the store already has what {count} row(s) report").format(
                count=outcome.unchanged
            )
        )
        return
    if dry_run:
        click.echo(
            _("{counted} would be stored. Nothing was written.").format(counted=_counted(outcome))
        )
        return
    if not yes:
        click.confirm(_("store {counted}?").format(counted=_counted(outcome)), abort=True)
    reporting.store_outcome(store, outcome, account, clock.now())
    click.echo(_("{counted} stored").format(counted=_counted(outcome)))


def _counted(outcome: DryRun) -> str:
    """Count what would be stored: 3 report(s) and 2 step(s)."""
    reports = _("{count} report(s)").format(count=len(outcome.changes))
    steps = _(" and {count} step(s)").format(count=len(outcome.steps)) if outcome.steps else ""
    return reports + steps


def _refuse_invalid_rows(outcome: DryRun, *, good_rows: bool) -> None:
    """Raise if some rows cannot be stored, unless the user asked to store the others alone."""
    if not outcome.has_problems or (good_rows and outcome.has_news):
        return
    problems = _("{faults} fault(s), {conflicts} conflict(s)").format(
        faults=len(outcome.faults), conflicts=len(outcome.conflicts)
    )
    if columns := len(outcome.unread_columns):
        problems += _(", {columns} unread column(s)").format(columns=columns)
    alternative = _(" Or store the other {count} with --good-rows.") if outcome.changes else ""
    raise click.ClickException(
        problems
        + _(". Nothing was written. Correct them and try again.")
        + alternative.format(count=len(outcome.changes))
    )


@click.command()
@click.argument("item")
@click.option("--account", required=True, help="The name of the account that undoes it.")
@click.option("--yes", is_flag=True, help="Undo without asking first.")
def undo(item: str, account: str, yes: bool) -> None:
    """Undo the last report on ITEM, named as in the report form.

    The report stays in the history; the one before it counts again. The command computes no board,
    so it also works on a day when no page opens.
    """
    store = upgraded_store()
    key = parse_key(item)
    ids = {(row.kind, row.number): row.id for row in store.plan().items if not row.paragraph}
    if key not in ids:
        raise click.ClickException(
            _("there is no item {item!r}. Name it as the form does, such as 指标12.").format(
                item=item
            )
        )
    last = store.last(ids[key])
    if last is None:
        raise click.ClickException(
            _("nobody has reported on {item}. There is nothing to undo.").format(item=item)
        )
    click.echo(f"{item}: {_report_as_text(last)}")
    if not yes:
        click.confirm(_("undo this report?"), abort=True)
    store.undo(last.item_id, last.seq, account, clock.now())
    new = store.last(last.item_id)
    restored = _report_as_text(new) if new and new.restores else _("no report")
    click.echo(_("undone; now it says: {report}").format(report=restored))


def _report_as_text(report: Report) -> str:
    """Return a stored report in a line, with the column names of the form."""
    year = _(" of {year}").format(year=_period_as_text(report.period)) if report.period else ""
    values = ((column, getattr(report, name)) for name, column in FIELDS.items())
    words = ", ".join(
        f"{column} {_value_as_text(value)}" for column, value in values if value not in {None, ""}
    )
    return _("report {seq}{year} by {account}: {words}").format(
        seq=report.seq, year=year, account=report.account, words=words
    )


def _period_as_text(period: int) -> str:
    """Write a year alone, and the part of one as forms have it."""
    return figure_words(period) if is_provisional(period) else str(period)


def _show(outcome: DryRun) -> None:
    for sheet in outcome.unread_sheets:
        click.echo(_("sheet {sheet}: not read, it is no form").format(sheet=sheet))
    if filled_by := outcome.cover.contact_words:
        click.echo(_("filled in by {name}").format(name=filled_by))
    for change in outcome.changes:
        for text in _change_as_text(change):
            click.echo(text)
    for step in outcome.steps:
        click.echo(_("new step: {name}, due on {day}").format(name=step.name, day=step.due_on))
    for column in outcome.unread_columns:
        click.echo(_unread_column_as_text(column), err=True)
    for fault in outcome.faults:
        click.echo(_fault_as_text(fault), err=True)
    for conflict in outcome.conflicts:
        click.echo(_conflict_as_text(conflict), err=True)


def _place_as_text(place: CellPlace) -> str:
    sheet = _("sheet {sheet}, ").format(sheet=place.sheet) if place.sheet else ""
    row = _("row {row}").format(row=place.row)
    return sheet + row + (f", {place.column}" if place.column else "")


def _change_as_text(change: RowChange) -> list[str]:
    year = f" {_period_as_text(change.report.period)}" if change.report.period else ""
    part = f" ({change.part})" if change.part else ""
    prefix = f"{_place_as_text(change.place)}: {change.item.key}{part}{year}"
    texts = [
        f"{prefix} {FIELDS[name]}: {_value_as_text(old)} -> {_value_as_text(new)}"
        for name, old, new in change.fields
    ]
    if given := _day_as_text(change):
        texts.append(f"{prefix} {FIELDS['as_of']}: {given}")
    if change.older_hint:
        older = _("older than the report that counts; on the page: {hint}")
        texts.append(f"{prefix}: {older.format(hint=change.older_hint)}")
    check = _("please check; on the page: {hint}")
    return [*texts, *(f"{prefix}: {check.format(hint=hint)}" for hint in change.hints)]


def _day_as_text(change: RowChange) -> str:
    """Return of which day a report is whose row gives none, and why of that one."""
    match change.dated:
        case Dated.BY_COVER:
            return _("none given, so that of the cover: {day}").format(day=change.report.as_of)
        case Dated.BY_UPLOAD:
            return _("none given, so today: {day}").format(day=change.report.as_of)
        case Dated.BY_ROW:
            return ""


def _value_as_text(value: Any) -> str:  # noqa: ANN401 - a field may hold any type
    return _("(empty)") if value is None or value == "" else str(value)


def _unread_column_as_text(column: UnreadColumn) -> str:
    sheet = _("sheet {sheet}, ").format(sheet=column.sheet) if column.sheet else ""
    rows = ", ".join(map(str, column.rows[:MAX_NAMED_ROWS]))
    more = _(" and more") if len(column.rows) > MAX_NAMED_ROWS else ""
    return sheet + _(
        "column {column}: the form has no such column. Its row(s) {rows} were not read. Rename it "
        "as in the form, or pass --without {column}."
    ).format(column=column.column, rows=rows + more)


def _accept_question(conflict: RowConflict) -> str:
    place, item = _place_as_text(conflict.place), conflict.item.key
    return f"{place}: {item}: " + _("store this row all the same?")


def _fault_as_text(fault: RowFault) -> str:
    item = f" ({fault.key})" if fault.key else ""
    words = language.problem_words(fault.error, fault.place.column)
    return f"{_place_as_text(fault.place)}{item}: {words}"


def _conflict_as_text(conflict: RowConflict) -> str:
    others = ", ".join(
        _("{reporter} (report {seq})").format(reporter=entry.reporter, seq=entry.seq)
        for entry in conflict.others
    )
    return f"{_place_as_text(conflict.place)}: " + _(
        "{others} reported on {item} since the form was made. Take a new form."
    ).format(others=others, item=conflict.item.key)
