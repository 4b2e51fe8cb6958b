"""The links of a page: each keeps the day that the page is about, and an item's its list."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from kzdash.documents.item_views import PAGE_OF, item_view

if TYPE_CHECKING:
    from collections.abc import Container, Mapping, Sequence

    from kzdash.board.items import BoardItem

    Query = Mapping[str, str | Sequence[str]]


# what one item, or one form that was sent, has in the url: no other view takes it over
OF_ITEMS = {"item", "id", "report", "batch", "upload"}
# an item opened from the list of a unit says so beside the unit's name
FROM, UNITS_PAGE = "from", "duties"
# the sheet for paper of each page that has one, as `printing.js` has them
SHEETS = {"": "overview"} | {page: page for page in ("indicators", "projects", "changes")}


def sheet_of(page: str, asked: Container[str]) -> str:
    """Return the name of a view's sheet for paper, empty where the view itself is printed."""
    if page == UNITS_PAGE and "unit" in asked:
        return "unit"
    return "" if "item" in asked else SHEETS.get(page, "")


@dataclass(frozen=True, slots=True)
class HtmlPage:
    """A page, or a part of one, as HTML, with its style sheet and the addresses it links to."""

    html: str
    links: frozenset[str]
    style: str


@dataclass(frozen=True, slots=True)
class PageLinks:
    """Makes the addresses of a page's links, and keeps a list of them.

    `kept` is what every link says: the day; `folder` is where the pages are. `list_of_items` is
    what a link to an item says beside, by the page that shows the item: the filters of the list in
    which it stands.
    """

    kept: Query = field(default_factory=dict)
    list_of_items: Mapping[str, Query] = field(default_factory=dict)
    folder: str = "/"
    made: set[str] = field(default_factory=set)

    def page(self, name: str, query: Query | None = None) -> str:
        """Return the address of a page; the page without a name is 总览."""
        parameters = urlencode({**(query or {}), **self.kept}, doseq=True)
        address = f"{self.folder}{name}" + (f"?{parameters}" if parameters else "")
        self.made.add(address)
        return address

    def item(self, item: BoardItem) -> str:
        """Return the address of an item's own view."""
        page, query = item_view(item)
        return self.page(page, {**self.list_of_items.get(page, {}), **query})


def links_of_view(page: str, parameters: Query, kept: Query, folder: str = "/") -> PageLinks:
    """Return what makes the links of a page's view: to items with the filters of its list."""
    filters = {name: value for name, value in parameters.items() if name not in OF_ITEMS}
    if page == UNITS_PAGE and "unit" in filters:
        lists = {key: {FROM: page, **filters} for key in (*PAGE_OF.values(), "item")}
    else:
        # policies and reforms are listed on one page, and each is shown on another
        lists = {"item" if page == "policies" else page: filters}
    return PageLinks(kept, lists, folder)
