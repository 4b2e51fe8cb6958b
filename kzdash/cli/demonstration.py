"""The command `demo`."""

from __future__ import annotations

import tempfile
from gettext import gettext as _
from pathlib import Path

import click

from kzdash.errors import StoreTakenError
from kzdash.reporting import demonstration
from kzdash.runtime import clock, config
from kzdash.store import Store, backups, seed


@click.command()
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
        click.echo(
            _("{place} exists already. Delete it to get a new one.").format(place=store.place)
        )
        return
    file.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=file.parent) as folder:
        # the file appears complete or not at all
        draft = Store(config.sqlite_url(Path(folder) / file.name))
        seed.init_store(draft.url, settings.seed_folder, clock.now(), demonstration=True)
        password = demonstration.fill_demonstration(draft, clock.now())
        backups.take_backup(draft.url, file)
    click.echo(
        _(
            "{place} is a demonstration. Log in as office, or as unit01, unit02 and so on for a "
            "unit, all with the password {password}"
        ).format(place=store.place, password=password)
    )
