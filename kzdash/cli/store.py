"""The store that the commands work on."""

from __future__ import annotations

from contextlib import suppress
from gettext import gettext as _

import click

from kzdash.errors import BadSettingError, StoreOutdatedError
from kzdash.runtime import clock, config
from kzdash.store import Store, backups, upgrade


def configured_store() -> Store:
    """Return the store that the settings name, of whatever version it is."""
    return Store(config.current().database_url)


def upgraded_store() -> Store:
    """Return the store that the settings name; upgrade it first if an older version made it.

    As when the server starts, a backup is taken before the upgrade.
    """
    store = configured_store()
    try:
        store.version()
    except StoreOutdatedError:
        backups.default_rotation().take_before_upgrade(clock.now())
        upgrade(store.url)
        click.echo(
            _("{place} was upgraded: an older version made it").format(place=store.place), err=True
        )
    return store


def restore_advice() -> str:
    """Name the backup to restore; empty if the settings cannot be read."""
    with suppress(BadSettingError):
        return f" {backups.default_rotation().advice(clock.now())}"
    return ""
