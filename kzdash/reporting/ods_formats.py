"""The number formats of an OpenDocument table, written as Excel writes them."""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING

from kzdash.reporting.cell_formats import GENERAL
from kzdash.reporting.workbook_xml import SUBSCRIPTS, SUPERSCRIPTS, local_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from xml.etree.ElementTree import Element

NAMESPACES = {
    **{
        name: f"urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"
        for name in ("office", "table", "text", "style")
    },
    "number": "urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0",
    "calcext": "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0",
}
CONDITION = re.compile(r"value\(\)(<=|>=|!=|<|>|=)(-?[0-9]+(?:\.[0-9]+)?)")
# of text, by a word or by how far it is raised; where it is lowered, the first group has it
POSITION = re.compile(r"(sub|-[1-9])|super|[1-9]")
DAY, PERCENT = "yyyy-mm-dd", "0%"
MAX_DECIMALS, MAX_COMMAS, MAX_PARENTS = 20, 4, 20


def qualified(name: str) -> str:
    """Return a name such as table:name with its namespace."""
    prefix, _, local = name.partition(":")
    return f"{{{NAMESPACES[prefix]}}}{local}"


def attribute(element: Element, name: str) -> str:
    """Return an attribute, empty where there is none."""
    return element.get(qualified(name), "")


class Formats:
    """The formats and alignments that the styles of a table name."""

    def __init__(self, roots: Sequence[Element]) -> None:
        self._styles: dict[str, Element] = {}
        self._data_styles: dict[str, Element] = {}
        self._codes: dict[tuple[str, str], str] = {}
        for root in roots:
            for group in root:
                for style in group:
                    name = attribute(style, "style:name")
                    if local_name(style).endswith("-style"):
                        self._data_styles[name] = style
                    elif local_name(style) == "style":
                        self._styles[name] = style

    def code(self, style: str, kind: str) -> str:
        """Return the number format of a cell by the name of its style and the kind of its value."""
        if (style, kind) not in self._codes:
            self._codes[style, kind] = self._find_code(style, kind)
        return self._codes[style, kind]

    def _find_code(self, style: str, kind: str) -> str:
        if kind == "date":
            return DAY
        if kind not in {"float", "percentage", "currency"}:
            return GENERAL
        data_style = self._data_style(style)
        code = GENERAL if data_style is None else _code(data_style, self._data_styles)
        return PERCENT if kind == "percentage" and "%" not in code else code

    def _data_style(self, name: str) -> Element | None:
        for _ in range(MAX_PARENTS):
            style = self._styles.get(name)
            if style is None:
                return None
            if found := attribute(style, "style:data-style-name"):
                return self._data_styles.get(found)
            name = attribute(style, "style:parent-style-name")
        return None

    def alignment(self, style: str) -> Mapping[int, int]:
        """Return how a style of text turns digits into raised or lowered ones."""
        found = self._styles.get(style)
        for part in found if found is not None else ():
            position = attribute(part, "style:text-position")
            if raised := POSITION.match(position):
                return SUBSCRIPTS if raised[1] else SUPERSCRIPTS
        return {}


def _code(style: Element, styles: Mapping[str, Element]) -> str:
    """Return a data style as a number format, with a section for each of its conditions."""
    sections = []
    for part in style:
        if local_name(part) != "map":
            continue
        condition = CONDITION.fullmatch(attribute(part, "style:condition"))
        other = styles.get(attribute(part, "style:apply-style-name"))
        if condition and other is not None:
            compared = condition[1].replace("!=", "<>")
            sections.append(f"[{compared}{condition[2]}]{_section(other)}")
    return ";".join((*sections, _section(style)))


def _section(style: Element) -> str:
    is_percentage = local_name(style) == "percentage-style"
    return "".join(_symbols(style, is_percentage=is_percentage)) or GENERAL


def _symbols(style: Element, *, is_percentage: bool) -> Iterable[str]:
    for part in style:
        match local_name(part):
            case "number":
                yield _digits(part)
            case "scientific-number":
                yield "0.0E+00"
            case "fraction":
                yield "# ?/?"
            case "text" | "currency-symbol":
                signs = (part.text or "").split("%" if is_percentage else "\0")
                yield "%".join(map(_quoted, signs))
            case "text-content":
                yield "@"


def _digits(number: Element) -> str:
    """Return the digits of a number, with the text that stands between them, if any does."""
    decimals = int(attribute(number, "number:decimal-places") or "-1")
    if decimals < 0:
        digits = GENERAL
    else:
        digits = f"0.{'0' * min(decimals, MAX_DECIMALS)}" if decimals else "0"
    factor = float(attribute(number, "number:display-factor") or "1")
    commas = "," * min(MAX_COMMAS, max(0, round(math.log10(factor) / 3))) if factor > 1 else ""
    embedded = "".join(_quoted(part.text or "") for part in number)
    return f"0{embedded}{digits}{commas}" if embedded else f"{digits}{commas}"


def _quoted(text: str) -> str:
    return f'"{text.replace(chr(34), "")}"' if text else ""
