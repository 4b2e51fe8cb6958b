"""Jinja environments for what is drawn as HTML: texts are escaped, an unknown name is an error."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

if TYPE_CHECKING:
    from pathlib import Path


def template_environment(folder: Path) -> Environment:
    """Return an environment that loads the templates in a folder."""
    environment = Environment(
        loader=FileSystemLoader(folder),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
    )
    environment.filters["css_text"] = css_text
    return environment


def css_text(words: str) -> Markup:
    """Return a text as CSS writes one, which no text can end: what is no letter by its number.

    What Jinja has escaped for HTML is the text again, because a style sheet is none.
    """
    words = words.unescape() if isinstance(words, Markup) else words
    escaped = "".join(it if it.isalnum() else f"\\{ord(it):x} " for it in words)
    return Markup(f'"{escaped}"')  # noqa: S704 - letters, digits and escapes
