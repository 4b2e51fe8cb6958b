"""What is published about an item, and what supports what, as JSON."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from kzdash.board.supports import supported_by

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

    from kzdash.board.board import Board
    from kzdash.board.items import BoardItem
    from kzdash.board.published import FactEntry, Source
    from kzdash.board.supports import LinkEntry


def fact_as_json(fact: FactEntry) -> dict[str, Any]:
    """Return what was published about an item, with its source."""
    return {
        "said": fact.said,
        "dated": fact.dated,
        "figure": decimal_as_text(fact.value),
        "measures": fact.measures or None,
        "unit": fact.unit or None,
        "second_hand": fact.second_hand,
    } | source_as_json(fact.source)


def comparisons_as_json(item: BoardItem) -> list[dict[str, Any]]:
    """Return the figures of others that stand beside an item's own."""
    return [
        {
            "other": entry.other,
            "year": entry.year,
            "figure": decimal_as_text(entry.value),
            "measures": entry.measures,
            "unit": entry.unit or None,
        }
        | source_as_json(entry.source)
        for entry in item.comparisons
    ]


def source_as_json(source: Source) -> dict[str, Any]:
    """Return where something was published."""
    return {
        "source": source.title,
        "publisher": source.publisher,
        "published_on": day_as_text(source.published_on),
        "address": source.address or None,
    }


def supports_as_json(board: Board, item: BoardItem) -> dict[str, Any]:
    """Return the indicators that an item supports."""
    return {"supports": links_as_json(supported_by(board, item))}


def links_as_json(linked: Sequence[tuple[BoardItem, LinkEntry]]) -> list[dict[str, Any]]:
    """Return what is linked, by kind and number, and why."""
    return [
        {
            "item": item.code,
            "reason": link.reason,
            "since": day_as_text(link.as_of),
        }
        for item, link in linked
    ]


def decimal_as_text(value: Decimal | None) -> str | None:
    """Return a figure exactly, None where there is none."""
    return None if value is None else f"{value:f}"


def moment_as_text(value: dt.datetime) -> str:
    """Return a moment as ISO has it, UTC to the second."""
    return value.astimezone(dt.UTC).isoformat(timespec="seconds")


def day_as_text(value: dt.date | None) -> str | None:
    """Return a day as ISO has it, None where there is none."""
    return None if value is None else value.isoformat()
