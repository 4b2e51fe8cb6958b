"""Pages as HTML composed from a board: their links, and tables that are cards on narrow screens."""

from kzdash.documents.pages.item_table import STYLE, Cell, Column, ItemTable, Part, compose_tables
from kzdash.documents.pages.links import HtmlPage, PageLinks

__all__ = [
    "STYLE",
    "Cell",
    "Column",
    "HtmlPage",
    "ItemTable",
    "PageLinks",
    "Part",
    "compose_tables",
]
