"""The end of a paper: its list of annexes, its signature, and the annexes themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from kzdash.documents.papers.quotes import TITLE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kzdash.documents.papers.layout import Paper
    from kzdash.documents.papers.quotes import Quotes


FORM_ROW_MM = 24  # room for a few words by hand
SIGNED_WIDTHS = (24, 54, 24, 54)


class AnnexTable(NamedTuple):
    """A table that is an annex; its first row is the header, its widths are in mm.

    `signed` makes it a form: a row below says who filled it in, and rows have room to write in.
    """

    title: str
    widths: tuple[float, ...]
    rows: tuple[tuple[str, ...], ...]
    signed: tuple[tuple[str, ...], ...] = ()


def close_with_annexes(paper: Paper, tables: Sequence[AnnexTable], quotes: Quotes) -> None:
    """Add the list of annexes, the signature, and each annex on a page of its own."""
    titles = [table.title for table in tables] + ([TITLE] if quotes.whole else [])
    paper.close(titles)
    numbers = iter(range(1, len(titles) + 1) if len(titles) > 1 else [0])
    for table in tables:
        paper.annex(next(numbers), table.title)
        paper.table(table.widths, table.rows, FORM_ROW_MM if table.signed else 0)
        if table.signed:
            paper.table(SIGNED_WIDTHS, table.signed)
    if quotes.whole:
        paper.annex(next(numbers), TITLE)
        for place, (about, texts) in enumerate(quotes.whole.items(), 1):
            paper.heading(f"{place}.{about}", 3)
            for text in texts:
                for line in filter(None, map(str.strip, text.splitlines())):
                    paper.text(line)
