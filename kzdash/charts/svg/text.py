"""Text in a drawing: how wide it is, and how it is broken into lines."""

from __future__ import annotations

from math import ceil
from unicodedata import east_asian_width

# as parts of the type size; a letter or digit that is no wider than assumed never overflows
WIDE, NARROW = 1.0, 0.6
NO_LINE_BEGINS_WITH = set("，。、；：）》”’·,.;:)]%…")
NO_LINE_ENDS_WITH = set("（《“‘([")


def text_width(text: str, size: float) -> float:
    """Return the width of a text in a type size, of Chinese characters exactly."""
    return size * sum(
        WIDE if east_asian_width(character) in "WFA" else NARROW for character in text
    )


def wrap(text: str, width: float, size: float, most_lines: int) -> list[str]:
    """Break a text into lines of about the same length, none wider than `width`.

    What does not fit in `most_lines` is cut off with …; no line is returned where a character is
    wider than the width.
    """
    if most_lines < 1 or width < size:
        return []
    lines = ceil(text_width(text, size) / width)
    for count in range(lines, lines + 3):
        even = max(text_width(text, size) / count, size)
        for limit in (even + size, width):
            found = _fill(text, min(limit, width), size)
            if len(found) <= min(count, most_lines):
                return found
    found = _fill(text, width, size)
    if len(found) <= most_lines:
        return found
    last = found[most_lines - 1]
    while last and text_width(f"{last}…", size) > width:
        last = last[:-1]
    return [*found[: most_lines - 1], f"{last}…"]


def _fill(text: str, width: float, size: float) -> list[str]:
    lines = [""]
    for character in text:
        grown = lines[-1] + character
        if text_width(grown, size) <= width or not lines[-1]:
            lines[-1] = grown
        elif character in NO_LINE_BEGINS_WITH or lines[-1][-1] in NO_LINE_ENDS_WITH:
            # takes the character before it along
            lines[-1], moved = lines[-1][:-1], lines[-1][-1]
            lines.append(moved + character)
        else:
            lines.append(character)
    return [line for line in lines if line]
