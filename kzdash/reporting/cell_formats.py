"""Show a number as its cell format does: with percent signs, scaling commas and literal text.

A percent sign scales only as a symbol of the format, not in quotes or after a backslash, `_` or
`*`. Digits that the format would round away are kept.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from kzdash.errors import CellError, CellProblem

GENERAL = "General"
SYMBOL = re.compile(
    r'"[^"]*"|[\\!_*].|\[[^\]]*\]|G/通用格式|General|E[+-]|.', re.IGNORECASE | re.DOTALL
)
CONDITION = re.compile(r"\[(<=|>=|<>|<|>|=)\s*(-?[0-9]+(?:\.[0-9]+)?)\]")
DIGITS = "0#?"
WHOLE_FORMATS = {GENERAL.lower(), "g/通用格式", "@"}
# what the formats of negative numbers write in place of the minus sign
MINUS_SIGNS = str.maketrans("", "", "-−－()（）▲△▼▽ ")
COMPARISONS = {
    "<": lambda a, b: a < b,
    "<=": lambda a, b: a <= b,
    ">": lambda a, b: a > b,
    ">=": lambda a, b: a >= b,
    "=": lambda a, b: a == b,
    "<>": lambda a, b: a != b,
}


@dataclass(slots=True)
class _Section:
    """A section of a format: its literal text, and how far it moves the decimal point."""

    prefix: str = ""
    suffix: str = ""
    condition: tuple[str, Decimal] | None = None
    places: int = 0
    commas: int = 0
    is_fraction: bool = False
    is_interrupted: bool = False
    has_digits: bool = False

    def add(self, symbol: str) -> None:
        """Take the next symbol of the section."""
        if match := CONDITION.fullmatch(symbol):
            self.condition = (match[1], Decimal(match[2]))
        elif symbol in DIGITS or symbol.lower() in WHOLE_FORMATS or symbol[1:] in {"+", "-"}:
            self._add_digits()
        elif symbol == "." and not self.suffix:
            self._apply_commas()
            self.has_digits = True
        elif symbol == "," and self.has_digits and not self.suffix:
            self.commas += 1
        elif symbol == "/" and self.has_digits:
            self.is_fraction = True
        else:
            self._add_text(symbol)

    def end(self) -> None:
        """Finish the section: commas at its end scale."""
        self._apply_commas()

    def _add_digits(self) -> None:
        # literal text between the digits would show another number than the cell has
        self.is_interrupted = self.is_interrupted or bool(self.suffix.strip())
        self.suffix, self.commas, self.has_digits = "", 0, True

    def _apply_commas(self) -> None:
        """Divide by 1000 for each comma directly after the digits."""
        self.places -= 3 * self.commas
        self.commas = 0

    def _add_text(self, symbol: str) -> None:
        self._apply_commas()
        if symbol == "%":
            self.places += 2
        text = _literal_text(symbol)
        if self.has_digits:
            self.suffix += text
        else:
            self.prefix += text


def displayed_number(value: float, number_format: str) -> str:
    """Return a number as its cell shows it, but with every digit; CellError if that is unclear."""
    number = Decimal(value) if isinstance(value, int) else Decimal(f"{value:.15g}")
    if number.is_zero():
        return "0"
    section, writes_sign = _choose_section(_sections(number_format), number)
    if not section.has_digits or (section.is_interrupted and not section.is_fraction):
        raise CellError(CellProblem.SHAPE, number_format)
    sign, digits, exponent = number.as_tuple()
    moved = Decimal((sign, digits, int(exponent) + section.places))
    prefix, suffix = section.prefix, section.suffix
    if writes_sign:
        prefix, suffix = prefix.translate(MINUS_SIGNS), suffix.translate(MINUS_SIGNS)
    figure = f"{moved:f}"
    if "." in figure:
        figure = figure.rstrip("0").rstrip(".")
    return f"{prefix.strip()}{figure}{suffix.rstrip()}"


def _sections(number_format: str) -> list[_Section]:
    sections = [_Section()]
    for symbol in SYMBOL.findall(number_format):
        if symbol == ";":
            sections[-1].end()
            sections.append(_Section())
        else:
            sections[-1].add(symbol)
    sections[-1].end()
    return sections


def _choose_section(sections: list[_Section], number: Decimal) -> tuple[_Section, bool]:
    """Return the section for a number, and whether the section itself writes the minus sign."""
    if any(section.condition for section in sections):
        for section in sections:
            if section.condition is None or COMPARISONS[section.condition[0]](
                number, section.condition[1]
            ):
                return section, number < 0
        return sections[0], number < 0
    if number < 0 and len(sections) > 1:
        return sections[1], True
    return sections[0], False


def _literal_text(symbol: str) -> str:
    """Return what a symbol that is no digit shows."""
    if symbol.startswith("_"):
        return " "
    if symbol.startswith("*"):
        return ""
    if symbol.startswith("[$"):
        return symbol[2:-1].partition("-")[0]
    if symbol.startswith("["):
        return ""
    if symbol.startswith('"') and len(symbol) > 1:
        return symbol[1:-1]
    return symbol[1:] if symbol[0] in "\\!" else symbol
