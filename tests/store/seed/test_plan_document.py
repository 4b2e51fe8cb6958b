"""The board's facts against the document they come from, read anew here."""

from __future__ import annotations

import csv
import re
import unicodedata
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from kzdash.domain import formatting
from tests.plan_document import NUMERALS, REPAIRS, Source, numbered_rows, split_units

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

    from kzdash.board.board import Board
    from kzdash.board.items import BoardItem
    from kzdash.store import Store

DAY = date(2025, 6, 30)
FLAGGED = ("附件4-18建设内容", "附件4-25建设内容", "附件4-33建设内容")
LAST_DAY = {1: 31, 3: 31, 6: 30, 9: 30, 12: 31}
COPIED_RUN = 20


@pytest.fixture(scope="module")
def board(board_at: Callable[[date], Board]) -> Board:
    return board_at(DAY)


def led(lines: Sequence[BoardItem]) -> dict[int, tuple[str, ...]]:
    return {line.number: line.units for line in lines}


def test_title_number_and_dates_are_those_of_the_document(board: Board, source: Source) -> None:
    plan = board.plan

    assert plan.title in source.text
    assert plan.document_number in source.text
    assert plan.issuer in source.text
    assert formatting.format_date(plan.issued_on) in source.text
    assert f"试点期为{plan.pilot_starts_on.year}—{plan.pilot_ends_on.year}年" in source.text
    assert f"{plan.target_year}年,城市综合承载能力" in source.text.replace("2025,", "2025年,")


def test_every_part_has_as_many_rows_as_the_document(board: Board) -> None:
    counts = {
        "indicators": len(board.indicators),
        "projects": len(board.projects),
        "milestones": len(board.milestones),
        "tasks": len(board.tasks),
        "policies": len(board.policies),
        "reforms": len(board.reforms),
        "directions": len(board.directions),
        "aims": len(board.aims),
        "safeguards": len(board.safeguards),
    }

    assert counts == {
        "indicators": 15,
        "projects": 35,
        "milestones": 5,
        "tasks": 27,
        "policies": 25,
        "reforms": 19,
        "directions": 5,
        "aims": 5,
        "safeguards": 7,
    }


def test_the_sums_of_the_projects_come_out(board: Board) -> None:
    per_category = [
        (category.physical.count, category.planned_investment_wan_yuan)
        for category in board.categories
    ]

    assert per_category == [(5, 114152), (7, 145429), (2, 8556), (10, 104937), (11, 251128)]
    assert board.planned_investment_wan_yuan == 624202
    assert formatting.format_money(board.planned_investment_wan_yuan) == "62.42亿元"


def test_the_categories_are_those_of_annex_4(board: Board, source: Source) -> None:
    summary = re.findall(r"^\((.)\)(\D+)(\d+)\s", source.parts["附件4"], re.MULTILINE)[:5]
    sums = source.cells("附件4")

    for category, (numeral, name, count) in zip(board.categories, summary, strict=True):
        assert category.number == NUMERALS.index(numeral) + 1
        assert category.category_name == name
        assert category.physical.count == int(count)
        assert str(category.planned_investment_wan_yuan) in sums


def test_tasks_and_programmes_are_those_of_part_three(board: Board, source: Source) -> None:
    tasks: dict[int, tuple[int, str, tuple[str, ...]]] = {}
    programmes: list[str] = []
    for line in source.parts["三"].splitlines():
        if heading := re.fullmatch(r"\([一二三四五]\)实施(.+)。", line):
            programmes.append(heading[1])
        elif task := re.fullmatch(r"(\d+)\.(.+?)。.*\(责任单位:(.+)\)", line):
            tasks[int(task[1])] = (len(programmes), task[2], split_units(task[3]))

    assert [category.name for category in board.categories] == programmes
    assert {line.number: (line.programme, line.name, line.units) for line in board.tasks} == tasks


def test_directions_and_their_paragraphs_are_those_of_part_four(
    board: Board, source: Source
) -> None:
    part = source.parts["四"]
    titles = re.findall(r"^\([一二三四五]\)(.+?)。", part, re.MULTILINE)
    units = [split_units(cell) for cell in re.findall(r"\(责任单位:(.+)\)", part)]
    fourth = board.directions[3]

    assert [line.name for line in board.directions] == titles
    assert [line.units for line in board.directions[:3]] == units[:3]
    assert [line.units for line in fourth.paragraphs] == units[3:8]
    assert board.directions[4].units == units[8]


def test_milestones_are_due_on_the_last_day_of_the_document_s_month(
    board: Board, source: Source
) -> None:
    deadlines = re.findall(r"^(\d{4})年(\d+)月底前,(.+)[;。]$", source.parts["五"], re.MULTILINE)
    expected = [
        (date(int(year), int(month), LAST_DAY[int(month)]), name) for year, month, name in deadlines
    ]

    assert [(line.due_on, line.name) for line in board.milestones] == expected
    assert len(expected) == 5


def test_safeguards_are_those_of_part_six(board: Board, source: Source) -> None:
    titles = re.findall(r"^\([一二三四五六七]\)(.+?)。", source.parts["六"], re.MULTILINE)

    assert [line.name for line in board.safeguards] == titles


def test_indicators_are_those_of_annex_1(board: Board, source: Source) -> None:
    found = {
        number: (
            re.sub(r"\((%|平方米\)|家\))$", "", name),
            Decimal(re.match(r"[\d.]+", target)[0]),
            "左右" in target,
            tuple(units),
        )
        for number, (name, target, *units) in numbered_rows(source.cells("附件1"), 15).items()
    }

    assert {
        line.number: (line.name, line.target.target, line.approximate, line.units)
        for line in board.indicators
    } == found


@pytest.mark.parametrize(("annex", "part"), [("附件2", "policies"), ("附件3", "reforms")])
def test_policies_and_reforms_are_led_as_annexes_2_and_3_say(
    board: Board, source: Source, annex: str, part: str
) -> None:
    lines = getattr(board, part)
    found = numbered_rows(source.cells(annex), len(lines))

    assert led(lines) == {number: split_units(row[1]) for number, row in found.items()}
    assert [line.number for line in lines if line.more_units] == [
        number for number, row in found.items() if row[1].endswith("等")
    ]


def test_projects_are_those_of_annex_4(board: Board, source: Source) -> None:
    detail = source.parts["附件4"].rpartition("251128\n\n——\n\n(一)")[2].split()
    found: dict[int, Any] = {}
    for number, row in numbered_rows(detail, 35).items():
        name, owner, funding, years, _, planned, lead = row[:7]
        start, _, end = years.partition("—")
        found[number] = (name, owner, funding, int(start), int(end or start), planned, (lead,))

    assert {
        line.number: (
            line.name,
            line.owner,
            line.funding,
            line.start_year,
            line.end_year,
            str(line.planned_investment_wan_yuan),
            line.units,
        )
        for line in board.projects
    } == found


def test_every_repair_of_the_text_is_a_row_of_the_corrections(board: Board, raw: str) -> None:
    shown = "\n".join(row.found for row in board.corrections)

    for found in REPAIRS:
        assert found in raw
        assert found in shown


def test_unprovable_corrections_are_flagged_as_unverified(board: Board) -> None:
    flags = {row.place: row.reading for row in board.corrections if row.kind == "存疑"}

    assert [flags.get(place) for place in FLAGGED] == ["不作推断"] * len(FLAGGED)
    assert "11个" in flags["附件4(五)标题"]


def test_repairs_quote_the_text_as_it_was_found(board: Board, raw: str) -> None:
    quotes = [
        quote for row in board.corrections if row.kind == "修补" for quote in row.found.split("、")
    ]

    assert [quote for quote in quotes if quote not in raw] == []


def test_the_observations_are_the_published_ones(board: Board, shared: Path) -> None:
    with (shared / "facts" / "observations.csv").open(encoding="utf-8-sig") as lines:
        facts = list(csv.DictReader(lines))
    said = {
        (line.number, report.period): report for line in board.indicators for report in line.reports
    }

    assert len(said) == len(facts) == 7
    for fact in facts:
        report = said[int(fact["indicator_no"]), int(fact["period"])]
        assert str(report.value) == fact["value"]
        assert report.as_of.isoformat() == (fact["published_on"] or f"{fact['period']}-12-31")
        assert fact["measures"] in report.note
        assert fact["derivation"].replace("as published", "原文数值") in report.note
        for part in ("source_title", "publisher", "source_url"):
            assert fact[part] in report.evidence


def test_only_the_third_milestone_is_known_to_be_done(board: Board) -> None:
    told = {
        line.number: line.latest_report.completed_on
        for line in board.milestones
        if line.latest_report
    }

    assert told == {3: date(2024, 7, 30)}
    assert all(
        line.latest_report is None for line in (*board.projects, *board.tasks, *board.policies)
    )


def test_every_row_cites_its_place(board: Board, store: Store) -> None:
    units = store.plan().units
    rows: Iterable[Any] = (*all_lines(board), *board.categories, *board.corrections, *units)

    assert [row for row in rows if not row.citation.strip()] == []


@pytest.mark.parametrize(
    ("part", "annex"),
    [("indicators", "附件1"), ("policies", "附件2"), ("reforms", "附件3"), ("projects", "附件4")],
)
def test_rows_of_an_annex_cite_their_number_in_it(board: Board, part: str, annex: str) -> None:
    assert all(line.citation == f"{annex}-{line.number}" for line in getattr(board, part))


def test_tasks_cite_their_number_in_part_three(board: Board) -> None:
    assert all(
        line.citation == f"三({NUMERALS[line.programme - 1]}){line.number}"
        for line in board.tasks
        if line.programme
    )


def test_names_coined_by_us_are_short(board: Board) -> None:
    named_here = (*board.policies, *board.reforms, *board.directions[3].paragraphs)

    assert [line.name for line in named_here if not 0 < len(line.name) <= 24] == []


def test_summaries_are_written_anew(board: Board, raw: str) -> None:
    document = plain(raw)
    copied = [
        (line.citation, run)
        for line in (*board.policies, *board.reforms, *board.tasks)
        for run in runs(plain(line.summary))
        if run in document
    ]

    assert copied == []


def all_lines(board: Board) -> tuple[BoardItem, ...]:
    return (
        *board.indicators,
        *board.projects,
        *board.milestones,
        *board.tasks,
        *board.policies,
        *board.reforms,
        *board.directions,
        *board.directions[3].paragraphs,
        *board.aims,
        *board.safeguards,
    )


def plain(text: str) -> str:
    """Without spaces, and with commas of one width, so that neither hides a copy."""
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text))


def runs(text: str) -> list[str]:
    return [text[start : start + COPIED_RUN] for start in range(len(text) - COPIED_RUN + 1)]
