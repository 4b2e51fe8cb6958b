"""What a number looks like in its cell: the format's percent signs, scaling commas and words.

Only a percent sign that is no letter scales: one in quotes, after a backslash, after `_` or `*`
does not. Digits that a format hides by rounding are kept.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal

from kzdash.errors import CellError, CellProblem

GENERAL = "General"
PIECE = re.compile(
    r'"[^"]*"|[\\!_*].|\[[^\]]*\]|G/通用格式|General|E[+-]|.', re.IGNORECASE | re.DOTALL
)
CONDITION = re.compile(r"\[(<=|>=|<>|<|>|=)\s*(-?[0-9]+(?:\.[0-9]+)?)\]")
DIGITS = "0#?"
WHOLE = {GENERAL.lower(), "g/通用格式", "@"}
# how the formats of negative numbers say so
MINUS = str.maketrans("", "", "-−－()（）▲△▼▽ ")
HOLDS = {
    "<": lambda a, b: a < b,
    "<=": lambda a, b: a <= b,
    ">": lambda a, b: a > b,
    ">=": lambda a, b: a >= b,
    "=": lambda a, b: a == b,
    "<>": lambda a, b: a != b,
}


@dataclass(slots=True)
class _Section:
    """One of a format's sections: the words about its digits, and how the digits are scaled."""

    before: str = ""
    after: str = ""
    condition: tuple[str, Decimal] | None = None
    places: int = 0
    commas: int = 0
    fraction: bool = False
    torn: bool = False
    begun: bool = field(default=False)

    def add(self, piece: str) -> None:
        """Take the next piece of the section."""
        if found := CONDITION.fullmatch(piece):
            self.condition = (found[1], Decimal(found[2]))
        elif piece in DIGITS or piece.lower() in WHOLE or piece[1:] in {"+", "-"}:
            self._digits()
        elif piece == "." and not self.after:
            self._scale()
            self.begun = True
        elif piece == "," and self.begun and not self.after:
            self.commas += 1
        elif piece == "/" and self.begun:
            self.fraction = True
        else:
            self._words(piece)

    def end(self) -> None:
        """Take it that no more pieces come."""
        self._scale()

    def _digits(self) -> None:
        # words in the midst of the digits make another number of them
        self.torn = self.torn or bool(self.after.strip())
        self.after, self.commas, self.begun = "", 0, True

    def _scale(self) -> None:
        self.places -= 3 * self.commas
        self.commas = 0

    def _words(self, piece: str) -> None:
        self._scale()
        if piece == "%":
            self.places += 2
        words = _words(piece)
        if self.begun:
            self.after += words
        else:
            self.before += words


def displayed_number(value: float, shape: str) -> str:
    """Return a number as its cell shows it, with every digit; CellError where that is not sure."""
    number = Decimal(value) if isinstance(value, int) else Decimal(f"{value:.15g}")
    if number.is_zero():
        return "0"
    section, bare = _chosen(_sections(shape), number)
    if not section.begun or (section.torn and not section.fraction):
        raise CellError(CellProblem.SHAPE, shape)
    sign, digits, exponent = number.as_tuple()
    moved = Decimal((sign, digits, int(exponent) + section.places))
    before, after = section.before, section.after
    if bare:
        before, after = before.translate(MINUS), after.translate(MINUS)
    figure = f"{moved:f}"
    if "." in figure:
        figure = figure.rstrip("0").rstrip(".")
    return f"{before.strip()}{figure}{after.rstrip()}"


def _sections(shape: str) -> list[_Section]:
    sections = [_Section()]
    for piece in PIECE.findall(shape):
        if piece == ";":
            sections[-1].end()
            sections.append(_Section())
        else:
            sections[-1].add(piece)
    sections[-1].end()
    return sections


def _chosen(sections: list[_Section], number: Decimal) -> tuple[_Section, bool]:
    """The section for a number, and whether it is one that says itself that it is negative."""
    if any(section.condition for section in sections):
        for section in sections:
            if section.condition is None or HOLDS[section.condition[0]](
                number, section.condition[1]
            ):
                return section, number < 0
        return sections[0], number < 0
    if number < 0 and len(sections) > 1:
        return sections[1], True
    return sections[0], False


def _words(piece: str) -> str:
    """What a piece that is no digit shows."""
    if piece.startswith("_"):
        return " "
    if piece.startswith("*"):
        return ""
    if piece.startswith("[$"):
        return piece[2:-1].partition("-")[0]
    if piece.startswith("["):
        return ""
    if piece.startswith('"') and len(piece) > 1:
        return piece[1:-1]
    return piece[1:] if piece[0] in "\\!" else piece
