"""The commands about the board of a day: `board` and `export`."""

from __future__ import annotations

from functools import partial
from gettext import gettext as _
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kzdash.board import cached_board, take_snapshot
from kzdash.board.meetings import last_meeting_day
from kzdash.cli.day import DAY
from kzdash.cli.store import upgraded_store
from kzdash.documents import CATALOGUE, DocumentRequest, board_json
from kzdash.documents.slides import BriefingRequest
from kzdash.runtime import clock
from kzdash.store import read_photo

if TYPE_CHECKING:
    import datetime as dt

NEW_FILE = click.Path(dir_okay=False, path_type=Path)


@click.command()
@click.option("--as-of", type=DAY, help="The day of the board; default today.")
@click.option("--json", "as_json", is_flag=True, required=True, help="Print it as JSON.")
def board(as_of: dt.date | None, as_json: bool) -> None:  # noqa: ARG001 - JSON is the only format so far
    """Print the board: every item with its status on a day."""
    day = as_of or clock.today()
    click.echo(board_json.dumps(cached_board(upgraded_store(), day)))


@click.command()
@click.argument("kind", type=click.Choice(list(CATALOGUE)))
@click.option("--out", type=NEW_FILE, required=True, help="The file to write or overwrite.")
@click.option("--as-of", type=DAY, help="The day of the board; default today.")
@click.option(
    "--since",
    type=DAY,
    help="Where changes are told: since when; default the last meeting, or a week.",
)
@click.option(
    "--unit",
    default="",
    help="The lead unit: required for papers to a unit, optional for `form` and `calendar`.",
)
def export(kind: str, out: Path, as_of: dt.date | None, since: dt.date | None, unit: str) -> None:
    """Write a document about the plan as it stands on a day.

    KIND tells which: papers are .docx files, tables .xlsx, the deck is a .pptx and the calendar an
    .ics file; what is several files is a .zip of them.
    """
    store = upgraded_store()
    day = as_of or clock.today()
    meeting = last_meeting_day(cached_board(store, day))
    snapshot = take_snapshot(store, day, BriefingRequest(since=since).changes_since(day, meeting))
    photo = partial(read_photo, store)
    request = DocumentRequest(
        snapshot.changes, clock.now(), unit, unit, snapshot.seqs, photo, snapshot.reports
    )
    content = CATALOGUE[kind].make(snapshot.board, request)
    try:
        out.write_bytes(content)
    except OSError as error:
        raise click.ClickException(
            _("cannot write {file} ({why}). Choose another file with --out.").format(
                file=out, why=error.strerror
            )
        ) from error
    click.echo(
        _("{file}: {kind} as of {day}, {size} bytes").format(
            file=out, kind=kind, day=day.isoformat(), size=len(content)
        )
    )
