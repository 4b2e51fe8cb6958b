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
    """Group entries by the lead units of their items, in the order they come.

    A shared item stands under each of its lead units, one without any under `NO_UNIT`.
    """
    groups: dict[str, list[Entry]] = {}
    for entry in entries:
        for unit in entry.item.units or (NO_UNIT,):
            groups.setdefault(unit, []).append(entry)
    return groups
