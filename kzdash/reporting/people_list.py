"""A list of people who get an account: pasted, or in an uploaded workbook or text file."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kzdash.accounts import ListedPerson
from kzdash.domain.parsing import SEPARATORS
from kzdash.domain.spreadsheet import unguarded

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

# what a header may call each column, in the order of a list without one
HEADERS = (
    {"单位", "单位名称", "责任单位", "部门"},
    {"姓名", "联系人", "经办人", "填报人"},
    {"电话", "联系电话", "手机", "手机号", "手机号码", "电话号码"},
)
FIRST_LINES = 10


def read_pasted(text: str) -> list[ListedPerson]:
    """Read lines of unit, person and telephone, between tabs, commas or blanks."""
    return _read(_cells(line) for line in text.splitlines())


def read_file(content: bytes) -> list[ListedPerson]:
    """Read the first sheet of a workbook, or a text file; UnreadableFileError if it is neither."""
    from kzdash.reporting import csv_reader, is_workbook, workbook_reader  # noqa: PLC0415 - with openpyxl

    if is_workbook(content):
        return _read(workbook_reader.read_texts(content))
    return read_pasted(csv_reader.decode(content))


def _cells(line: str) -> list[str]:
    if "\t" in line:
        return line.split("\t")
    # where a comma separates, a blank may stand in a name
    separator = next((one for one in ",\uff0c" if one in line), None)
    return line.split(separator) if separator else re.split(SEPARATORS, line.strip())


def _read(lines: Iterable[Sequence[str]]) -> list[ListedPerson]:
    places: list[int | None] = [*range(len(HEADERS))]
    people: list[ListedPerson] = []
    for number, cells in enumerate(lines, 1):
        texts = [" ".join(unguarded(cell.strip().strip('"')).split()) for cell in cells]
        found = [_place(texts, names) for names in HEADERS]
        if number <= FIRST_LINES and None not in found[:2]:
            # what stands above a header is its title
            places = found
            people.clear()
        elif any(texts):
            unit, person, phone = (
                "" if place is None or place >= len(texts) else texts[place] for place in places
            )
            people.append(ListedPerson(number, unit, person, phone))
    return people


def _place(texts: Sequence[str], names: set[str]) -> int | None:
    return next((place for place, text in enumerate(texts) if text.replace(" ", "") in names), None)
