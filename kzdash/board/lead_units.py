"""Grouping by lead unit of whatever is about items."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kzdash.board.items import BoardItem

NO_UNIT = "未列责任单位"


class AboutItem(Protocol):
    """Anything that is about one item of the board."""

    @property
    def item(self) -> BoardItem:
        """The item."""


Entry = TypeVar("Entry", bound=AboutItem)


def group_by_lead_unit(entries: Iterable[Entry]) -> dict[str, list[Entry]]:
    """Group entries by the lead unit of their items, in the order they come.

    Each stands once: what is about a shared item stands under the unit that leads it, what is about
    one without any unit under `NO_UNIT`.
    """
    groups: dict[str, list[Entry]] = {}
    for entry in entries:
        groups.setdefault(entry.item.lead_unit or NO_UNIT, []).append(entry)
    return groups
