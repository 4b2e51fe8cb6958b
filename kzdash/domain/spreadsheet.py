"""What this program knows of spreadsheets: the encodings of their texts, and the formula guard.

The guard marks a cell as text that a spreadsheet would run as a formula.
"""

import re

# in which Excel and WPS save CSV here
TEXT_ENCODINGS = ("utf-8-sig", "gb18030")
# how a file in UTF-16 begins
UTF_16_MARKS = (b"\xff\xfe", b"\xfe\xff")

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
