"""The commands of `python -m kzdash`."""

from __future__ import annotations

from importlib import import_module
from typing import Any

import click

from kzdash.cli import language
from kzdash.cli.store import restore_advice
from kzdash.errors import KzdashError, StoreCorruptError

# the module of each command, which imports what that command needs, so that none waits for another
MODULES = {
    "account": "accounts",
    "backup": "maintenance",
    "board": "boards",
    "check": "checking",
    "demo": "demonstration",
    "export": "boards",
    "handbook": "handbook",
    "init": "maintenance",
    "move": "maintenance",
    "remind": "reminding",
    "report": "reports",
    "restore": "maintenance",
    "serve": "serving",
    "undo": "reports",
}


class Commands(click.Group):
    """A group of commands that print a KzdashError as one sentence and exit with 1."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's own signature
        """Return the names of all commands."""
        return list(MODULES)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - click's own signature
        """Import a command, None if there is none of that name."""
        if cmd_name not in MODULES:
            return None
        command: click.Command = getattr(import_module(f"kzdash.cli.{MODULES[cmd_name]}"), cmd_name)
        language.translate_help(command)
        return command

    def main(self, *given: Any, **named: Any) -> Any:  # noqa: ANN401 - click's own signature
        """Choose the language, and run a command."""
        language.choose()
        language.translate_help(self)
        return super().main(*given, **named)

    def invoke(self, ctx: click.Context) -> object:
        """Run a command."""
        try:
            return super().invoke(ctx)
        except StoreCorruptError as error:
            raise click.ClickException(
                f"{language.error_words(error)}{restore_advice()}"
            ) from error
        except KzdashError as error:
            raise click.ClickException(language.error_words(error)) from error


@click.group(cls=Commands)
def cli() -> None:
    """Run and maintain a plan-tracking dashboard.

    KZDASH_DATABASE_URL names the store (default: a SQLite file in the data folder; or
    postgresql+psycopg://user@host/database), KZDASH_DATA the folder of store, backups and log
    (default: data/), KZDASH_SEED the folder that holds the plan as data (default: seed/).
    KZDASH_READ=login lets only accounts read.
    KZDASH_BACKUPS is the number of automatic backups to keep (default: 14), or off.
    KZDASH_EVIDENCE is the folder of the photos and PDFs of reports (default: beside the store).
    KZDASH_TEMPLATES is the folder of the office's own .docx templates of papers (default: none).
    KZDASH_LANG is the language of the command line, en or zh (default: that of the locale).
    If a setting is invalid, the command names it and does nothing.
    """
