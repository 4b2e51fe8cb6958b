"""The commands of `python -m kzdash`."""

from __future__ import annotations

import os
import socket
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kzdash import accounts
from kzdash.board import cached_board, compute_board
from kzdash.cli import reports
from kzdash.documents import board_json
from kzdash.domain import progress
from kzdash.domain.formatting import EARLIEST, LATEST
from kzdash.domain.models import Role
from kzdash.errors import BadSettingError, KzdashError, StoreCorruptError, StoreTakenError
from kzdash.reporting.form_columns import item_key
from kzdash.runtime import clock, config
from kzdash.store import Store, backups, move_store, seed

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from kzdash.board.items import IndicatorItem, ProjectItem
    from kzdash.domain.models import Account


class Commands(click.Group):
    """Commands that say what went wrong in a sentence and exit with 1."""

    def invoke(self, ctx: click.Context) -> object:
        """Run a command."""
        try:
            return super().invoke(ctx)
        except StoreCorruptError as error:
            raise click.ClickException(f"{error}{_advice()}") from error
        except KzdashError as error:
            raise click.ClickException(str(error)) from error


def _advice() -> str:
    """Say which backup to put back; nothing where the settings that name it cannot be read."""
    with suppress(BadSettingError):
        return f" {backups.default_rotation().advice(clock.now())}"
    return ""


@click.group(cls=Commands)
def cli() -> None:
    """Run and look after a plan-tracking dashboard.

    KZDASH_DATABASE_URL names the store (default: a SQLite file in the data folder; or
    postgresql+psycopg://user@host/database), KZDASH_DATA the folder of store, backups and log
    (default: data/), KZDASH_SEED the folder that holds the plan as data (default: seed/).
    KZDASH_READ=login lets only accounts read.
    KZDASH_BACKUPS says how many automatic backups are kept (default: 14), or off.
    A setting that makes no sense is named, and nothing is done.
    """


cli.add_command(reports.report)
cli.add_command(reports.undo)
cli.add_command(reports.export)


@cli.command()
@click.option("--renamed", multiple=True, help="An item that has a wholly new name: project-12.")
def init(renamed: tuple[str, ...]) -> None:
    """Make the store from the seed, or mend it where the seed was mended.

    The seed is checked first; if anything is wrong with it, all of it is listed and the store is
    left as it was. Reports are never removed, and none comes under another item: one that was
    reported on keeps its number, and its name but for small repairs, unless it is --renamed.
    """
    settings, before = config.current(), backups.default_rotation().take_before_upgrade
    changed = seed.init_store(
        settings.database_url, settings.seed_folder, clock.now(), before, renamed
    )
    place = Store(settings.database_url).place
    click.echo(f"{place}: {'now holds the seed' if changed else 'holds the seed already'}")


@cli.command()
@click.argument("from_url")
@click.argument("to_url")
def move(from_url: str, to_url: str) -> None:
    """Copy a store to another database: from SQLite to PostgreSQL, or back.

    TO_URL names an empty PostgreSQL database, or a file that is not there yet. All of it arrives
    and is compared, table by table, or none; the store at FROM_URL stays as it is.
    """
    source = Store(config.absolute_url(from_url))
    target = config.absolute_url(to_url)
    for table, seal in move_store(source, target).items():
        click.echo(f"{table:<12} {seal.rows:>9,} rows  {seal.checksum}")
    click.echo(
        f"every row of {source.place} is at {Store(target).place} too. Name it in "
        "KZDASH_DATABASE_URL and restart. The new store does not get what people report to the old "
        "one from now on."
    )


@cli.command()
@click.argument("file", type=click.Path(path_type=Path))
def backup(file: Path) -> None:
    """Write all that the store holds to a new FILE, while the store is in use.

    It is a SQLite file, or an archive of pg_dump's where the store is in PostgreSQL.
    """
    url = config.current().database_url
    backups.take_backup(url, file)
    click.echo(f"{file} holds all of {Store(url).place}, and can be put back")


@cli.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--replace", is_flag=True, help="Put it in the place of a store, which is set aside.")
def restore(file: Path, replace: bool) -> None:
    """Put a backup back where the settings name the store: all of it, or nothing.

    Nothing may be there, unless --replace is given: then what is there is kept in a new file
    first. Of an older version's backup, the next start brings the store up.
    """
    url = config.current().database_url
    aside = backups.default_rotation().aside(clock.now()) if replace else None
    try:
        backups.restore_backup(file, url, aside)
    except StoreTakenError as error:
        raise click.ClickException(
            f"{error} Or pass --replace, which sets the store aside."
        ) from error
    kept = f". {aside} keeps what it held before." if aside and aside.exists() else ""
    click.echo(f"{Store(url).place} holds what {file} holds{kept}")


@cli.command()
def check() -> None:
    """Say what is wrong with the store, a sentence a fault, and exit with 1; it is not changed.

    Every row is read; references, numbering, triggers and the plan are compared with what they
    must be; the boards of several days are computed.
    """
    settings = config.current()
    store = Store(settings.database_url)
    found = [*backups.check_store(store, settings.seed_folder, clock.now()), *_unjudged(store)]
    if found:
        raise click.ClickException("\n".join(found))
    click.echo(f"{store.place} is sound: rows, references, numbering, triggers, plan and boards")


def _unjudged(store: Store) -> Iterator[str]:
    """Name each item that has no judgement on one of the days where judgements turn."""
    plan = store.plan().plan
    ends = (progress.year_end(year) for year in range(plan.baseline_year, plan.target_year + 1))
    days = (EARLIEST, plan.issued_on, *ends, clock.today(), LATEST)
    named: dict[str, str] = {}
    for day in sorted(set(days)):
        shown = compute_board(store, day)
        board_json.dumps(shown)
        judged: tuple[IndicatorItem | ProjectItem, ...] = (*shown.indicators, *shown.projects)
        for item in judged:
            if item.status is progress.Status.UNJUDGED:
                named.setdefault(item_key(item), f"as of {day}: {item.assessment.reason}")
    for name, why in named.items():
        yield f"{name} cannot be judged {why} Run `python -m kzdash undo {name}`."


@cli.command()
@click.option("--host", default="0.0.0.0", show_default=True, help="Address to listen on.")  # noqa: S104 - an office intranet reads it
@click.option("--port", default=8501, show_default=True, type=click.IntRange(1, 65535))
def serve(host: str, port: int) -> None:
    """Serve the dashboard; makes the store first where there is none."""
    os.chdir(config.ROOT)
    config.current()  # raises BadSettingError before the port opens
    listener = socket.socket()
    # what lets a server start again at once lets two of them share a port on Windows
    alone = getattr(socket, "SO_EXCLUSIVEADDRUSE", socket.SO_REUSEADDR)
    listener.setsockopt(socket.SOL_SOCKET, alone, 1)
    try:
        listener.bind((host, port))
    except OSError as error:
        listener.close()
        raise click.ClickException(
            f"cannot listen on port {port} ({error.strerror}). Stop the program that uses it, or "
            "choose another with --port."
        ) from error
    from kzdash.runtime import http_server  # noqa: PLC0415 - the other commands start faster without a server

    click.echo(f"serving on http://localhost:{port} - press Ctrl+C to stop")
    http_server.serve(listener)


@cli.command()
@click.option("--as-of", type=reports.DAY, help="Day to look at; default today.")
@click.option("--json", "as_json", is_flag=True, required=True, help="Print it as JSON.")
def board(as_of: dt.date | None, as_json: bool) -> None:  # noqa: ARG001 - JSON is the one form so far
    """Print the board: every item with its judgement on a day."""
    day = as_of or clock.today()
    click.echo(board_json.dumps(cached_board(reports.current_store(), day)))


@cli.group()
def account() -> None:
    """Keep the accounts of those who report; the office can do so in the app, too."""


@account.command("add")
@click.argument("name")
@click.option(
    "--role",
    type=click.Choice([role.value for role in Role]),
    required=True,
    help="What it may report on.",
)
@click.option("--unit", help="The unit it reports for, by its name in the plan; for --role unit.")
@click.option("--person", help="Whose account it is, as shown beside reports; default NAME.")
@click.option("--email", help="E-mail by which an identity provider knows the person.")
def add_account(
    name: str, role: str, unit: str | None, person: str | None, email: str | None
) -> None:
    """Add an account and print its one-time password, this once."""
    if role == Role.UNIT and not unit:
        raise click.UsageError("--role unit needs --unit, the name of a unit of the plan")
    store = Store(config.current().database_url)
    password = accounts.add_account(
        store, name, person or name, Role(role), unit, email, clock.now(), by=None
    )
    click.echo(f"the account {name} is added; its one-time password is {password}")


@account.command("list")
def list_accounts() -> None:
    """List every account: name, person, unit, e-mail and state."""
    for found in Store(config.current().database_url).accounts():
        unit = found.unit.name if found.unit else found.role
        click.echo("\t".join((found.name, found.person, unit, found.email or "-", _state(found))))


@account.command("reset")
@click.argument("name")
def reset_account(name: str) -> None:
    """Give an account a new one-time password and print it, this once.

    Its logins end; a disabled account may be used again.
    """
    password = accounts.reset_account(
        Store(config.current().database_url), name, clock.now(), by=None
    )
    click.echo(f"the account {name} is reset; its one-time password is {password}")


@account.command("disable")
@click.argument("name")
def disable_account(name: str) -> None:
    """Let nobody log in to an account any more; what it reported stays."""
    accounts.disable_account(Store(config.current().database_url), name, by=None)
    click.echo(f"the account {name} is disabled")


def _state(found: Account) -> str:
    if found.disabled:
        return "disabled"
    return "one-time password" if found.must_change else "in use"
