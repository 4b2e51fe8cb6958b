"""The language of the command line: Chinese where KZDASH_LANG or the locale asks for it.

By gettext, as click's own words are: the words of both are in `locale/zh/LC_MESSAGES/messages.po`,
and `make translation` compiles it.
"""

from __future__ import annotations

import gettext
import os
from pathlib import Path
from typing import TYPE_CHECKING

from kzdash.errors import chinese

if TYPE_CHECKING:
    import click

    from kzdash.errors import KzdashError

ASKED, LOCALES = "KZDASH_LANG", ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")
DOMAIN, FOLDER = "messages", Path(__file__).parent / "locale"
_english: dict[int, str] = {}


def choose() -> None:
    """Let gettext find the words, in the language that KZDASH_LANG names before the locale."""
    gettext.bindtextdomain(DOMAIN, str(FOLDER))
    if asked := os.environ.get(ASKED):
        os.environ["LANGUAGE"] = asked


def is_chinese() -> bool:
    """Return whether words are in Chinese."""
    asked = next(filter(None, map(os.environ.get, LOCALES)), "")
    return asked.lower().startswith("zh")


def translate_help(command: click.Command) -> None:
    """Put the help of a command, its options and its own commands into the language chosen."""
    named = [command, *(part for part in command.params if hasattr(part, "help"))]
    for part in named:
        english = _english.setdefault(id(part), getattr(part, "help", None) or "")
        if english:
            part.help = gettext.gettext(english)  # type: ignore[union-attr]  # asked above
    for own in getattr(command, "commands", {}).values():
        translate_help(own)


def error_words(error: KzdashError) -> str:
    """Say an error in the language chosen."""
    return chinese.terminal_error(error) if is_chinese() else str(error)
