"""How many lines of a page a text takes, and a text cut to the lines there is room for."""

from __future__ import annotations

import math
import re
from itertools import accumulate

from kzdash.documents.papers.wording import flat, official
from kzdash.domain.formatting import LEFT_OUT, text_width

# of the 28 characters of a line, less what a line loses where no break is allowed at its end
WIDTH, INDENT = 26.5, 2.0
# what stays together, and what a line may break after
_TOKEN = re.compile(r"[!-~]+|.", re.DOTALL)
_CLAUSE = re.compile(r"(?<=[；，。])")
# of a capital letter, where a machine lacks the font that makes all letters half as wide
CAPITALS = re.compile("[A-Z@%&]")
CAPITAL_MORE = 0.38


def count_lines(text: str) -> int:
    """Count the lines that a paragraph takes at most, its first line indented."""
    lines, used = 1, INDENT
    for token in _TOKEN.findall(official(text)):
        width = _width(token)
        if used + width > WIDTH:
            # what is longer than a line begins one of its own and is broken there
            lines += max(math.ceil(width / WIDTH), 1)
            used = width % WIDTH
        else:
            used += width
    return lines


def fit(text: str, lines: int, then: str = "") -> str:
    """Cut a text to so many lines: to whole clauses, else within the first, with an ellipsis.

    A sentence that must stand whole can follow it, on these lines too.
    """
    whole = flat(text)
    heads = [flat(head) for head in accumulate(_CLAUSE.split(whole))]
    cuts = (f"{whole[:size]}{LEFT_OUT}" for size in range(len(heads[0]), -1, -1))
    ways = (*(f"{head}。" for head in reversed(heads)), *cuts)
    return next(
        (way for way in (f"{one}{then}" for one in ways) if count_lines(way) <= lines), then
    )


def _width(token: str) -> float:
    return text_width(token) + CAPITAL_MORE * len(CAPITALS.findall(token))
