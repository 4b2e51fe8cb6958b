"""Whoever has only the document in hand finds each of its rows on screen."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from kzdash.domain.formatting import format_money
from tests.plan_document import NUMERALS, Source, numbered_rows, split_units
from tests.ui.test_search_box import find

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.ui.screen import Screen

    Visit = Callable[..., Screen]
    Row = tuple[str, ...]

COUNTS = {"附件1": 15, "附件2": 25, "附件3": 19, "附件4": 35}


def tasks(source: Source) -> Iterator[Row]:
    """Place, title and each lead unit of the tasks of part three."""
    part = 0
    for line in source.parts["三"].splitlines():
        if re.fullmatch(r"\([一二三四五]\)实施(.+)。", line):
            part += 1
        elif task := re.fullmatch(r"(\d+)\.(.+?)。.*\(责任单位:(.+)\)", line):
            yield f"三({NUMERALS[part - 1]}){task[1]}", task[2], *split_units(task[3])


def titles(source: Source, part: str) -> Iterator[Row]:
    """Place and title of the numbered paragraphs of a part."""
    pattern = r"^\(([一二三四五六七])\)(.+?)。"
    for numeral, title in re.findall(pattern, source.parts[part], re.MULTILINE):
        yield f"{part}({numeral})", title


def milestones(source: Source) -> Iterator[Row]:
    """Month and deliverable of the milestones of part five."""
    pattern = r"^(\d{4}年\d+月)底前,(.+)[;。]$"
    yield from re.findall(pattern, source.parts["五"], re.MULTILINE)


def annex(source: Source, name: str) -> Iterator[Row]:
    """Place and what a row of an annex has that the program words no other way."""
    text = source.parts[name]
    if name == "附件4":
        text = text.rpartition("251128\n\n——\n\n(一)")[2]
    for number, row in numbered_rows(text.split(), COUNTS[name]).items():
        place = f"{name}-{number}"
        match name:
            case "附件1":
                yield place, re.sub(r"\((%|平方米\)|家\))$", "", row[0]), *row[2:]
            case "附件4":
                title, owner, funding, _, _, planned, lead = row[:7]
                yield (
                    place,
                    title,
                    owner,
                    funding,
                    format_money(Decimal(planned)),
                    *split_units(lead),
                )
            case _:
                yield place, *split_units(row[1])


def rows_of(screen: Screen) -> list[str]:
    """Every row of every table, and every line of text, of a page."""
    cells = [
        " | ".join(map(str, row)) for frame in screen.frames for row in frame.to_numpy().tolist()
    ]
    return [*cells, *(line for line in screen.text.splitlines() if line)]


def missing(rows: list[Row], shown: list[str]) -> list[Row]:
    return [row for row in rows if not any(all(part in line for part in row) for line in shown)]


def test_tasks_directions_and_safeguards_are_on_the_page_of_duties(
    visit: Visit, source: Source
) -> None:
    rows = [*tasks(source), *titles(source, "四"), *titles(source, "六")]

    assert len(rows) == 27 + 5 + 7
    assert missing(rows, rows_of(visit("duties"))) == []


def test_the_fourth_direction_names_the_units_of_its_five_paragraphs(
    visit: Visit, source: Source
) -> None:
    led = [split_units(cell) for cell in re.findall(r"\(责任单位:(.+)\)", source.parts["四"])]

    shown = rows_of(visit("item", id="direction-4"))

    assert missing([(f"{units[0]}牵头", "、".join(units[1:])) for units in led[3:8]], shown) == []


@pytest.mark.parametrize("name", ["附件2", "附件3"])
def test_policies_and_reforms_are_on_their_page(visit: Visit, source: Source, name: str) -> None:
    assert missing(list(annex(source, name)), rows_of(visit("policies"))) == []


def test_indicators_are_in_their_table(visit: Visit, source: Source) -> None:
    frame = visit("indicators").open_numbers("指标")

    shown = [" | ".join(map(str, row)) for row in frame.to_numpy().tolist()]
    assert missing(list(annex(source, "附件1")), shown) == []


def test_projects_are_in_their_list(visit: Visit, source: Source) -> None:
    assert missing(list(annex(source, "附件4")), rows_of(visit("projects"))) == []


def test_milestones_are_on_their_page(visit: Visit, source: Source) -> None:
    text = visit("milestones").text

    assert [part for row in milestones(source) for part in row if part not in text] == []


@pytest.mark.slow
@pytest.mark.parametrize("name", COUNTS)
def test_every_row_of_an_annex_is_found_by_its_place(
    visit: Visit, source: Source, name: str
) -> None:
    screen = visit("overview")

    for place, *_ in annex(source, name):
        first = next(iter(find(screen, place)), "")
        assert f" {place.partition('-')[2]}. " in first, place
