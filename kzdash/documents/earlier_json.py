"""The forms that the board's JSON had before, in which periods closed then were written.

A form only ever gains keys, so that an earlier one is the present one without those it lacked, and
a period that was closed in it can be checked to the byte.
"""

from __future__ import annotations

from typing import Any

CURRENT, FIRST = 2, 1
# the newest first: most closings are in it
FORMS = (CURRENT, FIRST)
NEW_OF_BOARD = {"schema_version"}
NEW_OF_ITEM = {"id", "state", "reports", "adjustments", "open_problems", "about"} | {
    "matters",
    "steps",
    "queried_seq",
}
NEW_OF_PART = {"report"}


def in_form(board: dict[str, Any], form: int) -> dict[str, Any]:
    """Return the board's JSON as a form has it; KeyError for one that never was."""
    if form not in FORMS:
        raise KeyError(form)
    return _first(board) if form == FIRST else board


def _first(board: dict[str, Any]) -> dict[str, Any]:
    return {
        name: [_item(one) for one in part] if isinstance(part, list) else part
        for name, part in board.items()
        if name not in NEW_OF_BOARD
    }


def _item(item: dict[str, Any]) -> dict[str, Any]:
    kept = {name: value for name, value in item.items() if name not in NEW_OF_ITEM}
    if "parts" in kept:
        kept["parts"] = [_without(part, NEW_OF_PART) for part in kept["parts"]]
    if "paragraphs" in kept:
        kept["paragraphs"] = [_item(one) for one in kept["paragraphs"]]
    return kept


def _without(values: dict[str, Any], names: set[str]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if name not in names}
