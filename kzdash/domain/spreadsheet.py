"""The formula guard: cells that a spreadsheet would run as formulas are marked as text."""

import re

# how a cell begins that a spreadsheet takes for a formula, also when typed in full width
FORMULA_STARTS = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "\n")
SIGNED_FIGURE = re.compile(r"[+-][0-9][0-9,]*(?:\.[0-9]+)?[%‰\u4e00-\u9fff]*")


def guarded(cell: object) -> object:
    """Return a cell with an apostrophe before it where a spreadsheet would run it."""
    if not isinstance(cell, str) or not cell.startswith(FORMULA_STARTS):
        return cell
    return cell if SIGNED_FIGURE.fullmatch(cell) else f"'{cell}"


def unguarded(text: str) -> str:
    """Return a cell's text without the apostrophe that `guarded` put before it."""
    return text[1:] if text.startswith("'") and text[1:].startswith(FORMULA_STARTS) else text
