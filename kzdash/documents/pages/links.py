"""The links of a page: each keeps the day that the page is about, and an item's its list."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from kzdash.documents.item_views import item_view

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kzdash.board.items import BoardItem

    Query = Mapping[str, str | Sequence[str]]


@dataclass(frozen=True, slots=True)
class HtmlPage:
    """A page, or a part of one, as HTML, with its style sheet and the addresses it links to."""

    html: str
    links: frozenset[str]
    style: str


@dataclass(frozen=True, slots=True)
class PageLinks:
    """Makes the addresses of a page's links, and keeps a list of them.

    `kept` is what every link says: the day. `list_of_items` is what a link to an item says beside,
    by the page that shows the item: the filters of the list in which it stands.
    """

    kept: Query = field(default_factory=dict)
    list_of_items: Mapping[str, Query] = field(default_factory=dict)
    made: set[str] = field(default_factory=set)

    def page(self, name: str, query: Query | None = None) -> str:
        """Return the address of a page; the page without a name is 总览."""
        parameters = urlencode({**(query or {}), **self.kept}, doseq=True)
        address = f"/{name}?{parameters}" if parameters else f"/{name}"
        self.made.add(address)
        return address

    def item(self, item: BoardItem) -> str:
        """Return the address of an item's own view."""
        page, query = item_view(item)
        return self.page(page, {**self.list_of_items.get(page, {}), **query})
