"""The chapters of the handbook, read from its Markdown file.

`<a id="excel"></a>` before a heading is the chapter's key, by which pages lead to it; without one
its name is. Raw HTML is text like any other.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from markdown_it import MarkdownIt

from kzdash.runtime import config

if TYPE_CHECKING:
    from collections.abc import Iterator

    from markdown_it.token import Token
    from markdown_it.tree import SyntaxTreeNode

FILE = config.ROOT / "docs" / "handbook.zh-CN.md"
PICTURES = FILE.parent / "handbook"
KEY = re.compile(r'^<a id="([a-z0-9-]+)"></a>$', re.MULTILINE)
NUMBER = re.compile(r"^\d+\. *")
MARKDOWN = MarkdownIt("commonmark", {"html": False}).enable("table")
# what a unit has at hand on its desk
SHEET_CHAPTER, SHEET_TITLE = "ten-minutes", "填报一页纸"
BLANKS = "网址：________________　账号：____________　专班办公室电话：____________"


@dataclass(frozen=True, slots=True)
class Chapter:
    """A chapter: `heading` has its number, `tokens` are its parsed Markdown."""

    key: str
    heading: str
    tokens: tuple[Token, ...]

    @property
    def name(self) -> str:
        """The heading without its number."""
        return NUMBER.sub("", self.heading)


@dataclass(frozen=True, slots=True)
class Handbook:
    """A handbook: its title, what stands before its first chapter, and the chapters.

    `blanks` is a line that people fill in by hand.
    """

    title: str
    opening: tuple[Token, ...]
    chapters: tuple[Chapter, ...]
    blanks: str = ""

    @property
    def by_key(self) -> dict[str, Chapter]:
        """The chapters by their keys."""
        return {chapter.key: chapter for chapter in self.chapters}

    def all_tokens(self) -> Iterator[Token]:
        """Yield every token, also those within a line."""
        for tokens in (self.opening, *(chapter.tokens for chapter in self.chapters)):
            for token in tokens:
                yield token
                yield from token.children or ()


@cache
def read_handbook() -> Handbook:
    """Read the handbook; it is the same as long as the program runs."""
    return parse_handbook(FILE.read_text("utf-8"))


def parse_handbook(text: str) -> Handbook:
    """Parse a handbook: a heading of the first level, then chapters under those of the second."""
    title, key = "", ""
    parts: list[tuple[str, str, list[Token]]] = [("", "", [])]
    # a key without a blank line above it would be part of what stands there
    for block in _blocks(MARKDOWN.parse(KEY.sub(r"\n\g<0>\n", text))):
        first, words = block[0], block[1].content if len(block) > 1 else ""
        if first.tag == "h1":
            title = words
        elif first.tag == "h2":
            parts.append((key or NUMBER.sub("", words), words, []))
            key = ""
        elif first.type == "paragraph_open" and (found := KEY.fullmatch(words)):
            key = found[1]
        else:
            parts[-1][2].extend(block)
    chapters = tuple(Chapter(key, heading, tuple(tokens)) for key, heading, tokens in parts[1:])
    return Handbook(title, tuple(parts[0][2]), chapters)


def one_page_sheet() -> Handbook:
    """Return the part of the handbook that fits on one page: a unit's month."""
    chapter = read_handbook().by_key[SHEET_CHAPTER]
    return Handbook(SHEET_TITLE, (), (replace(chapter, heading=chapter.name),), BLANKS)


def picture_names() -> frozenset[str]:
    """Return the file names of all pictures that the handbook shows, which lie in PICTURES."""
    tokens = read_handbook().all_tokens()
    return frozenset(picture_name(token) for token in tokens if token.type == "image")


def picture_name(image: Token | SyntaxTreeNode) -> str:
    """Return the file name of a picture, which the Markdown file names by its folder, too."""
    return str(image.attrs["src"]).removeprefix(f"{PICTURES.name}/")


def _blocks(tokens: list[Token]) -> Iterator[list[Token]]:
    """Cut tokens into blocks: each from where it opens to where it closes."""
    block: list[Token] = []
    for token in tokens:
        block.append(token)
        if token.level == 0 and token.nesting <= 0:
            yield block
            block = []
