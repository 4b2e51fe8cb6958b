"""What stands beside an item's reports: what it supports, what was published, also of others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kzdash.board.items import IndicatorItem
from kzdash.board.supports import linked_with, supporters_words
from kzdash.documents.pages.item_cells import name_cell, state_cell, units_cell
from kzdash.documents.pages.item_table import (
    STYLE,
    TEMPLATES,
    Cell,
    Column,
    ItemTable,
    Part,
    compose_tables,
)
from kzdash.documents.pages.links import HtmlPage

if TYPE_CHECKING:
    from kzdash.board.board import Board
    from kzdash.board.items import BoardItem
    from kzdash.documents.pages.links import PageLinks

SERVED = "支撑的指标"


def compose_beside(board: Board, item: BoardItem, links: PageLinks) -> HtmlPage:
    """Compose what supports an indicator or is supported, then what was published; may be empty."""
    tables = [table] if (table := _supports_table(board, item, links)) else []
    html = compose_tables(tables, links).html if tables else ""
    if item.facts or item.comparisons:
        beside = item.beside_words if isinstance(item, IndicatorItem) else ""
        html += TEMPLATES.get_template("published.html").render(item=item, beside=beside)
    return HtmlPage(html, frozenset(links.made), STYLE)


def _supports_table(board: Board, item: BoardItem, links: PageLinks) -> ItemTable | None:
    is_indicator = isinstance(item, IndicatorItem)
    linked = linked_with(board, item)
    if not linked:
        return None
    columns = (
        Column("状态", Part.STATE),
        Column("事项" if is_indicator else "指标", Part.NAME),
        Column("牵头单位", Part.UNIT, 800),
        Column("依据", Part.LONG),
    )
    rows = [
        (
            state_cell(other),
            name_cell(other, links),
            units_cell(other),
            Cell(link.reason, note=link.since_words),
        )
        for other, link in linked
    ]
    title = supporters_words([other for other, _ in linked]) if is_indicator else SERVED
    return ItemTable("supports", columns, rows, title)
