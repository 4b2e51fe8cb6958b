"""The commands about a whole store: `init`, `move`, `backup` and `restore`."""

from __future__ import annotations

from contextlib import suppress
from gettext import gettext as _
from pathlib import Path

import click

from kzdash.cli import language
from kzdash.cli.store import configured_store
from kzdash.errors import StoreOutdatedError, StoreTakenError
from kzdash.runtime import clock, config
from kzdash.store import Store, backups, evidence, move_store, seed


@click.command()
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
    held = _("{place}: now holds the seed") if changed else _("{place}: holds the seed already")
    click.echo(held.format(place=place))


@click.command()
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
        click.echo(
            _("{name:<12} {rows:>9,} rows  {checksum}").format(
                name=name, rows=table.rows, checksum=table.checksum
            )
        )
    click.echo(
        _(
            "every row of {old} is now in {new} too. Set KZDASH_DATABASE_URL to it and restart. "
            "Reports that people still make to the old store do not reach the new one."
        ).format(old=source.place, new=Store(target).place)
    )


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
def backup(file: Path) -> None:
    """Back up the whole store to a new FILE, while the store is in use.

    FILE is a SQLite database, or an archive of pg_dump if the store is in PostgreSQL. The photos
    and PDFs of the reports go into the folder `evidence` beside it: keep both together.
    """
    store = configured_store()
    backups.take_backup(store.url, file)
    click.echo(
        _("{file} holds all of {place}, and can be restored").format(file=file, place=store.place)
    )
    with suppress(StoreOutdatedError):  # it has no such files yet
        _say_of_evidence(store, file.parent / backups.EVIDENCE)


def _say_of_evidence(store: Store, folder: Path) -> None:
    """Say where the files of the reports are, once what no report needs is out of the store's."""
    removed = evidence.sweep(store, clock.now())
    if count := evidence.count_files(store):
        words = _("{count} photos and PDFs of its reports are in {folder}: keep both together")
        click.echo(words.format(count=count, folder=folder))
    if removed:
        words = _("{count} files that no report refers to are only in {folder} now")
        click.echo(words.format(count=removed, folder=folder))


@click.command()
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
            language.error_words(error) + _(" Or pass --replace, which sets the store aside.")
        ) from error
    click.echo(_("{place} holds what {file} holds").format(place=store.place, file=file))
    if aside and aside.exists():
        click.echo(_("{file} keeps what it held before").format(file=aside))
