"""The commands of `python -m kzdash`."""

from __future__ import annotations

import os
import socket
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kzdash.board import cached_board, compute_board
from kzdash.cli import accounts, reports
from kzdash.cli.store import configured_store, upgraded_store
from kzdash.documents import board_json
from kzdash.domain import progress
from kzdash.domain.formatting import EARLIEST, LATEST
from kzdash.errors import BadSettingError, KzdashError, StoreCorruptError, StoreTakenError
from kzdash.reporting import demonstration
from kzdash.reporting.form_columns import item_key
from kzdash.runtime import clock, config
from kzdash.store import Store, backups, move_store, seed

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from kzdash.board.items import IndicatorItem, ProjectItem


class Commands(click.Group):
    """A group of commands that print a KzdashError as one sentence and exit with 1."""

    def invoke(self, ctx: click.Context) -> object:
        """Run a command."""
        try:
            return super().invoke(ctx)
        except StoreCorruptError as error:
            raise click.ClickException(f"{error}{_restore_advice()}") from error
        except KzdashError as error:
            raise click.ClickException(str(error)) from error


def _restore_advice() -> str:
    """Name the backup to restore; empty if the settings cannot be read."""
    with suppress(BadSettingError):
        return f" {backups.default_rotation().advice(clock.now())}"
    return ""


@click.group(cls=Commands)
def cli() -> None:
    """Run and maintain a plan-tracking dashboard.

    KZDASH_DATABASE_URL names the store (default: a SQLite file in the data folder; or
    postgresql+psycopg://user@host/database), KZDASH_DATA the folder of store, backups and log
    (default: data/), KZDASH_SEED the folder that holds the plan as data (default: seed/).
    KZDASH_READ=login lets only accounts read.
    KZDASH_BACKUPS is the number of automatic backups to keep (default: 14), or off.
    If a setting is invalid, the command names it and does nothing.
    """


cli.add_command(accounts.account)
cli.add_command(reports.report)
cli.add_command(reports.undo)
cli.add_command(reports.export)


@cli.command()
@click.option(
    "--renamed", multiple=True, help="An item that gets an entirely new name: project-12."
)
def init(renamed: tuple[str, ...]) -> None:
    """Create the store from the seed, or apply corrections of the seed to it.

    The seed is checked first; if it has errors, all of them are listed and the store stays as it
    is. Reports are never removed or moved to another item: an item with reports keeps its number,
    and its name except for small corrections, unless it is --renamed.
    """
    settings, before = config.current(), backups.default_rotation().take_before_upgrade
    changed = seed.init_store(
        settings.database_url, settings.seed_folder, clock.now(), before, renamed
    )
    place = configured_store().place
    click.echo(f"{place}: {'now holds the seed' if changed else 'holds the seed already'}")


@cli.command()
@click.argument("from_url")
@click.argument("to_url")
def move(from_url: str, to_url: str) -> None:
    """Copy a store to another database: from SQLite to PostgreSQL, or back.

    TO_URL names an empty PostgreSQL database, or a file that does not exist yet. Either every row
    is copied and each table compared, or nothing is; the store at FROM_URL stays as it is.
    """
    source = Store(config.absolute_url(from_url))
    target = config.absolute_url(to_url)
    for name, table in move_store(source, target).items():
        click.echo(f"{name:<12} {table.rows:>9,} rows  {table.checksum}")
    click.echo(
        f"every row of {source.place} is now in {Store(target).place} too. Set "
        "KZDASH_DATABASE_URL to it and restart. Reports that people still make to the old store do "
        "not reach the new one."
    )


@cli.command()
@click.argument("file", type=click.Path(path_type=Path))
def backup(file: Path) -> None:
    """Back up the whole store to a new FILE, while the store is in use.

    FILE is a SQLite database, or an archive of pg_dump if the store is in PostgreSQL.
    """
    store = configured_store()
    backups.take_backup(store.url, file)
    click.echo(f"{file} holds all of {store.place}, and can be restored")


@cli.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--replace", is_flag=True, help="Set the existing store aside first.")
def restore(file: Path, replace: bool) -> None:
    """Restore a backup to where the settings name the store: all of it, or nothing.

    If a store is already there, --replace keeps it in a new file first. A backup from an older
    version is upgraded at the next start.
    """
    store = configured_store()
    aside = backups.default_rotation().set_aside_file(clock.now()) if replace else None
    try:
        backups.restore_backup(file, store.url, aside)
    except StoreTakenError as error:
        raise click.ClickException(
            f"{error} Or pass --replace, which sets the store aside."
        ) from error
    kept = f". {aside} keeps what it held before." if aside and aside.exists() else ""
    click.echo(f"{store.place} holds what {file} holds{kept}")


@cli.command()
def check() -> None:
    """Check the store without changing it; list its faults and exit with 1 if there are any.

    The check reads every row, compares references, numbering, triggers and the plan with what they
    must be, and computes the boards of several days.
    """
    store, now = configured_store(), clock.now()
    faults = [
        *backups.check_store(store, config.current().seed_folder, now),
        *_items_without_judgement(store),
    ]
    if faults:
        raise click.ClickException("\n".join(faults))
    click.echo(f"{store.place} is sound: rows, references, numbering, triggers, plan and boards")


def _items_without_judgement(store: Store) -> Iterator[str]:
    """Name each item that cannot be judged on one of the days on which judgements change."""
    plan = store.plan().plan
    ends = (progress.year_end(year) for year in range(plan.baseline_year, plan.target_year + 1))
    days = (EARLIEST, plan.issued_on, *ends, clock.today(), LATEST)
    reasons: dict[str, str] = {}
    for day in sorted(set(days)):
        board = compute_board(store, day)
        board_json.dumps(board)
        judged: tuple[IndicatorItem | ProjectItem, ...] = (*board.indicators, *board.projects)
        for item in judged:
            if item.status is progress.Status.UNJUDGED:
                reasons.setdefault(item_key(item), f"as of {day}: {item.assessment.reason}")
    for key, reason in reasons.items():
        yield f"{key} cannot be judged {reason} Run `python -m kzdash undo {key}`."


@cli.command()
@click.option("--host", default="0.0.0.0", show_default=True, help="Address to listen on.")  # noqa: S104 - colleagues open it from the intranet
@click.option("--port", default=8501, show_default=True, type=click.IntRange(1, 65535))
def serve(host: str, port: int) -> None:
    """Serve the dashboard; create the store first if there is none."""
    os.chdir(config.ROOT)
    config.current()  # raises BadSettingError before the port opens
    listener = socket.socket()
    # SO_REUSEADDR lets a server restart at once; on Windows it would let two share a port
    option = getattr(socket, "SO_EXCLUSIVEADDRUSE", socket.SO_REUSEADDR)
    listener.setsockopt(socket.SOL_SOCKET, option, 1)
    try:
        listener.bind((host, port))
    except OSError as error:
        listener.close()
        raise click.ClickException(
            f"cannot listen on port {port} ({error.strerror}). Stop the program that uses it, or "
            "choose another with --port."
        ) from error
    from kzdash.runtime import http_server  # noqa: PLC0415 - other commands start faster without it

    click.echo(f"serving on http://localhost:{port} - press Ctrl+C to stop")
    http_server.serve(listener)


@cli.command()
def demo() -> None:
    """Create data/demo.db, a demonstration with invented reports on every item up to today.

    Every page and document of it says so, and it can never become a real store. A demonstration
    that exists already stays as it is.
    """
    settings = config.current()
    file = settings.data_folder / "demo.db"
    store = Store(config.sqlite_url(file))
    if file.exists():
        if not store.plan().plan.demonstration:
            raise StoreTakenError(store.place)
        click.echo(f"{store.place} exists already. Delete it to get a new one.")
        return
    file.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=file.parent) as folder:
        # the file appears complete or not at all
        draft = Store(config.sqlite_url(Path(folder) / file.name))
        seed.init_store(draft.url, settings.seed_folder, clock.now(), demonstration=True)
        password = demonstration.fill_demonstration(draft, clock.now())
        backups.take_backup(draft.url, file)
    click.echo(
        f"{store.place} is a demonstration. Log in as office, or as unit01, unit02 and so on for a "
        f"unit, all with the password {password}"
    )


@cli.command()
@click.option("--as-of", type=reports.DAY, help="The day of the board; default today.")
@click.option("--json", "as_json", is_flag=True, required=True, help="Print it as JSON.")
def board(as_of: dt.date | None, as_json: bool) -> None:  # noqa: ARG001 - JSON is the only format so far
    """Print the board: every item with its status on a day."""
    day = as_of or clock.today()
    click.echo(board_json.dumps(cached_board(upgraded_store(), day)))
