"""Which page shows an item, and by which query: for pages and documents that link to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kzdash.domain.models import Kind

if TYPE_CHECKING:
    from kzdash.board.items import BoardItem

PAGE_OF = {Kind.INDICATOR: "indicators", Kind.PROJECT: "projects", Kind.MILESTONE: "milestones"}


def item_view(item: BoardItem) -> tuple[str, dict[str, str]]:
    """Return the name of the page with an item's own view, and its query."""
    if item.kind in PAGE_OF:
        return PAGE_OF[item.kind], {"item": str(item.number)}
    return "item", {"id": f"{item.kind}-{item.number}"}
