"""The handbook as HTML: a chapter for a page, or all of it for a sheet of its own."""

from __future__ import annotations

import base64
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from markdown_it.renderer import RendererHTML

from kzdash.documents.handbook.chapters import MARKDOWN, PICTURES, picture_name
from kzdash.documents.jinja import template_environment

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from markdown_it.token import Token

    from kzdash.documents.handbook.chapters import Handbook

FOLDER = "/handbook/"
TEMPLATES = template_environment(Path(__file__).parent / "templates")


@dataclass(frozen=True, slots=True)
class Addresses:
    """Where the links and pictures of a handbook lead: by a chapter's key, by a file's name."""

    chapter: Callable[[str], str]
    picture: Callable[[str], str] = lambda name: f"{FOLDER}{name}"


class _Renderer(RendererHTML):
    """Renders Markdown with the addresses that `env` has."""

    def image(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:  # noqa: ANN401 - the library's own signature
        """Render a picture."""
        source = env["addresses"].picture(picture_name(tokens[idx]))
        shown = tokens[idx].copy(attrs={**tokens[idx].attrs, "src": source})
        return super().image([shown], 0, options, env)

    def link_open(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:  # noqa: ANN401 - the library's own signature
        """Render the start of a link to another chapter."""
        key = str(tokens[idx].attrs["href"]).removeprefix("#")
        shown = tokens[idx].copy(attrs={"href": env["addresses"].chapter(key)})
        return self.renderToken([shown], 0, options, env)

    def softbreak(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:  # noqa: ANN401, ARG002 - the library's own signature
        """Render the end of a line within a sentence: Chinese has no blank there."""
        return ""


_RENDERER = _Renderer()
# on a page and on a sheet of its own
IN_PAGE = Addresses(lambda key: f"#{key}")
# in a file that is complete by itself
IN_FILE = Addresses(
    IN_PAGE.chapter,
    lambda name: (
        f"data:image/png;base64,{base64.b64encode((PICTURES / name).read_bytes()).decode()}"
    ),
)


def to_html(tokens: Sequence[Token], addresses: Addresses) -> str:
    """Return a part of the handbook as HTML."""
    return _RENDERER.render(tokens, MARKDOWN.options, {"addresses": addresses})


def compose_whole(handbook: Handbook, addresses: Addresses) -> str:
    """Compose a handbook as one page of its own, which a browser prints on A4 or saves as PDF."""
    return TEMPLATES.get_template("whole.html").render(
        handbook=handbook, to_html=partial(to_html, addresses=addresses)
    )
