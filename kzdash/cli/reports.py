"""The commands about reports and documents: `report`, `undo` and `export`."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kzdash import reporting
from kzdash.board import take_snapshot
from kzdash.documents import CATALOGUE, DocumentRequest
from kzdash.documents.slides import BriefingRequest
from kzdash.domain.parsing import parse_date
from kzdash.errors import ParseError, StoreOutdatedError
from kzdash.reporting import Answers
from kzdash.reporting.form_columns import FIELDS, item_key, parse_key
from kzdash.runtime import clock, config
from kzdash.store import Store, backups, upgrade

if TYPE_CHECKING:
    from kzdash.domain.models import Report
    from kzdash.errors import CellPlace, RowFault
    from kzdash.reporting import DryRun, RowChange, RowConflict, UnreadColumn


class Day(click.ParamType[dt.date]):
    """A day, written in any of the ways in which the screen takes days."""

    name = "day"

    def convert(
        self, value: dt.date | str, param: click.Parameter | None, ctx: click.Context | None
    ) -> dt.date:
        """Read it, or fail with the reason."""
        if isinstance(value, dt.date):
            return value
        try:
            found = parse_date(value)
        except ParseError as error:
            self.fail(f"{error.value!r}: {error.problem.value}.", param, ctx)
        if found is None:
            self.fail("the day is missing. Write a day as 2024-12-20.", param, ctx)
        return found


DAY = Day()
MOST_NAMED = 10
NEW = click.Path(dir_okay=False, path_type=Path)
EXISTING = click.Path(exists=True, dir_okay=False, path_type=Path)


def current_store() -> Store:
    """Return the store that the settings name; one of an older version is brought up first.

    As at a start of the server, a backup is taken before.
    """
    store = Store(config.current().database_url)
    try:
        store.version()
    except StoreOutdatedError:
        backups.default_rotation().take_before_upgrade(clock.now())
        upgrade(store.url)
        click.echo(f"{store.place} was upgraded: an older version made it", err=True)
    return store


@click.command()
@click.option("--file", "file", type=EXISTING, required=True, help="The filled form, or a CSV.")
@click.option("--account", required=True, help="Whose reports they are, by the account's name.")
@click.option("--dry-run", is_flag=True, help="Show what would be stored, and store nothing.")
@click.option("--yes", is_flag=True, help="Store without asking first.")
@click.option("--good-rows", is_flag=True, help="Store what can be, where other rows are amiss.")
@click.option("--without", multiple=True, metavar="COLUMN", help="A column that is no report's.")
def report(
    file: Path, account: str, dry_run: bool, yes: bool, good_rows: bool, without: tuple[str, ...]
) -> None:
    """Store what a filled report form says: all of it, or nothing.

    Shows what would change first, every bad cell, and every column with typed cells that is none of
    the form's; asks about each row on which others have reported since the form was made. Takes the
    form as .xlsx, and CSV in UTF-8 or GB18030 with the columns of the form or of
    seed/observations.csv.
    """
    store = current_store()
    with file.open("rb") as opened:
        # one byte more than is taken is enough to see that it is too much
        content = opened.read(reporting.MAX_UPLOAD_BYTES + 1)
    filled = reporting.read_upload(content)
    answers = Answers(frozenset((sheet.name, name) for sheet in filled.sheets for name in without))
    found = reporting.preview(store, filled, account, clock.now(), answers)
    _show(found)
    if found.conflicts and not (dry_run or yes):
        over = frozenset(one.name for one in found.conflicts if click.confirm(_over(one)))
        found = reporting.preview(store, filled, account, clock.now(), replace(answers, over=over))
    _must_be_well(found, good_rows=good_rows)
    if not found.changes:
        click.echo(f"nothing to write: the store already has what {found.unchanged} row(s) report")
        return
    if dry_run:
        click.echo(f"{len(found.changes)} report(s) would be stored. Nothing was written.")
        return
    if not yes:
        click.confirm(f"store {len(found.changes)} report(s)?", abort=True)
    store.append_all(found.reports)
    click.echo(f"{len(found.changes)} report(s) stored")


def _must_be_well(found: DryRun, *, good_rows: bool) -> None:
    """Stop where rows are amiss, unless the others are to be stored by themselves."""
    if not found.amiss or (good_rows and found.changes):
        return
    amiss = f"{len(found.faults)} fault(s), {len(found.conflicts)} conflict(s)"
    if found.columns:
        amiss += f", {len(found.columns)} unread column(s)"
    by_themselves = f" Or store the other {len(found.changes)} with --good-rows."
    raise click.ClickException(
        f"{amiss}. Nothing was written. Correct them and try again."
        f"{by_themselves if found.changes else ''}"
    )


@click.command()
@click.argument("item")
@click.option("--account", required=True, help="In whose name, by the account's name.")
@click.option("--yes", is_flag=True, help="Undo without asking first.")
def undo(item: str, account: str, yes: bool) -> None:
    """Take back the report made last on ITEM, named as in the report form.

    It asks for no page and no board, so it also helps on a day when none opens. The report stays in
    the history; what it replaced counts again.
    """
    store = current_store()
    asked = parse_key(item)
    ids = {(one.kind, one.number): one.id for one in store.plan().items if not one.paragraph}
    if asked not in ids:
        raise click.ClickException(
            f"there is no item {item!r}. Name it as the form does, such as 指标12."
        )
    last = store.last(ids[asked])
    if last is None:
        raise click.ClickException(f"nobody has reported on {item}. There is nothing to undo.")
    click.echo(f"{item}: {_told(last)}")
    if not yes:
        click.confirm("take this report back?", abort=True)
    store.undo(last.item_id, last.seq, account, clock.now())
    made = store.last(last.item_id)
    click.echo(f"undone; now it says: {_told(made) if made and made.restores else 'nothing'}")


@click.command()
@click.argument("kind", type=click.Choice(list(CATALOGUE)))
@click.option("--out", type=NEW, required=True, help="The file to write; one there is replaced.")
@click.option("--as-of", type=DAY, help="Day to look at; default today.")
@click.option("--since", type=DAY, help="For `deck`: tell what changed since; default 30 days.")
@click.option("--unit", default="", help="Whose: for `unit`, and for `form` if not everybody's.")
def export(kind: str, out: Path, as_of: dt.date | None, since: dt.date | None, unit: str) -> None:
    """Write a document about the plan as it stands on a day.

    KIND is deck (.pptx), summary or unit (.docx), workbook or form (.xlsx), tables (.zip of CSV),
    json, or calendar (.ics).
    """
    store = current_store()
    day = as_of or clock.today()
    shot = take_snapshot(store, day, BriefingRequest(since=since).changes_since(day))
    given = DocumentRequest(shot.changes, clock.now(), unit, unit, shot.seqs)
    content = CATALOGUE[kind].make(shot.board, given)
    try:
        out.write_bytes(content)
    except OSError as error:
        raise click.ClickException(
            f"cannot write {out} ({error.strerror}). Choose another file with --out."
        ) from error
    click.echo(f"{out}: {kind} as of {day.isoformat()}, {len(content)} bytes")


def _told(report: Report) -> str:
    """What a stored report says, as the columns of the form call it."""
    year = f" of {report.period}" if report.period else ""
    fields = ((head, getattr(report, name)) for name, head in FIELDS.items())
    words = ", ".join(f"{head} {_said(value)}" for head, value in fields if value not in {None, ""})
    return f"report {report.seq}{year} by {report.account}: {words}"


def _show(found: DryRun) -> None:
    for sheet in found.unread:
        click.echo(f"sheet {sheet}: not read, it is no form")
    for change in found.changes:
        for line in _changed(change):
            click.echo(line)
    for column in found.columns:
        click.echo(_unread(column), err=True)
    for fault in found.faults:
        click.echo(_fault(fault), err=True)
    for conflict in found.conflicts:
        click.echo(_conflict(conflict), err=True)


def _where(place: CellPlace) -> str:
    sheet = f"sheet {place.sheet}, " if place.sheet else ""
    return f"{sheet}row {place.row}" + (f", {place.column}" if place.column else "")


def _changed(change: RowChange) -> list[str]:
    year = f" {change.report.period}" if change.report.period else ""
    head = f"{_where(change.place)}: {item_key(change.item)}{year}"
    lines = [
        f"{head} {FIELDS[name]}: {_said(old)} -> {_said(new)}" for name, old, new in change.fields
    ]
    if not change.dated:
        lines.append(f"{head} {FIELDS['as_of']}: none given, so today: {change.report.as_of}")
    if change.older:
        lines.append(f"{head}: older news; the screen says: {change.older}")
    return [
        *lines,
        *(f"{head}: odd, please check; the screen says: {hint}" for hint in change.hints),
    ]


def _said(value: Any) -> str:  # noqa: ANN401 - whatever a field holds
    return "(empty)" if value is None or value == "" else str(value)


def _unread(column: UnreadColumn) -> str:
    sheet = f"sheet {column.sheet}, " if column.sheet else ""
    rows = ", ".join(map(str, column.rows[:MOST_NAMED]))
    more = " and more" if len(column.rows) > MOST_NAMED else ""
    return (
        f"{sheet}column {column.column}: the form has no such column. Its row(s) {rows}{more} were "
        f"not read. Rename it as in the form, or pass --without {column.column}."
    )


def _over(conflict: RowConflict) -> str:
    return f"{_where(conflict.place)}: {item_key(conflict.item)}: let this row count all the same?"


def _fault(fault: RowFault) -> str:
    item = f" ({fault.key})" if fault.key else ""
    return f"{_where(fault.place)}{item}: {fault.error}"


def _conflict(conflict: RowConflict) -> str:
    who = ", ".join(f"{report.reporter} (report {report.seq})" for report in conflict.others)
    return (
        f"{_where(conflict.place)}: {who} reported on {item_key(conflict.item)} since the form was "
        "made. Take a new form."
    )
