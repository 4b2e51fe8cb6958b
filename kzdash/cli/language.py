"""The language of the command line: Chinese where KZDASH_LANG or the locale asks for it.

By gettext, as click's own words are: the words of both are in `locale/zh/LC_MESSAGES/messages.po`,
and `make translation` compiles it.
"""

from __future__ import annotations

import gettext
import inspect
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kzdash.errors import chinese

if TYPE_CHECKING:
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
    parts: list[Any] = [command, *command.params]
    for part in parts:
        english = _english.setdefault(id(part), inspect.cleandoc(getattr(part, "help", None) or ""))
        if english:
            part.help = gettext.gettext(english)
    # click keeps it with the command, in the language in which it was first asked for
    own_help = command.get_help_option(click.Context(command))
    if own_help is not None:
        own_help.help = gettext.gettext("Show this message and exit.")
    # click would cut the sentence off at a blank, and Chinese has none
    command.short_help = (command.help or "").partition("。")[0] if is_chinese() else None
    for own in getattr(command, "commands", {}).values():
        translate_help(own)


def error_words(error: KzdashError) -> str:
    """Say an error in the language chosen."""
    return chinese.terminal_error(error) if is_chinese() else str(error)


def problem_words(error: KzdashError, field: str = "") -> str:
    """Say in the language chosen what is wrong with what stands in a field."""
    if is_chinese():
        return chinese.terminal_problem(error, field or "填写内容")
    return str(error)
