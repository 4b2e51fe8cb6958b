"""The slides for a question from the room, and those of a unit: whole, named, linked."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from kzdash.board.board import compute_board
from kzdash.board.changes import Changes
from kzdash.board.verdict.slides import MOST_WIDTH
from kzdash.documents.pages.slide_links import slide_links
from kzdash.documents.pages.slide_view import compose_slide_body
from kzdash.documents.slides import BriefingRequest, asked_slides, backup_slides, speaker_notes
from kzdash.documents.slides.agenda import share_minutes
from kzdash.documents.slides.backup import has_backup, item_key
from kzdash.documents.slides.fitting import DOWN, HEAD, column_widths, row_height
from kzdash.documents.slides.plan import indicator_slides
from kzdash.documents.slides.request import ALL_UNITS
from kzdash.domain.formatting import text_width

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from kzdash.board.board import Board
    from kzdash.documents.slides import Slide
    from kzdash.domain.models import Adjustment, Report
    from kzdash.store import Store

    BoardAt = Callable[[date], Board]
    NewReport = Callable[..., Report]

JUNE, JULY = date(2025, 6, 30), date(2025, 7, 31)
DAYS = [date(2000, 1, 1), date(2024, 1, 15), JUNE, date(2099, 12, 31)]
LONG = "用地手续尚未办结。" * 220


def keys(board: Board) -> list[str]:
    return [*board.units, *(item_key(item) for item in board.items if has_backup(item))]


def rows(slides: Sequence[Slide]) -> list[list[str]]:
    tables = [slide.table for slide in slides if slide.table]
    return [[cell.words for cell in row] for table in tables for row in table.rows]


def faults(slide: Slide) -> list[str]:
    """What is wrong with a slide: a title on three lines, rows that leave it, nothing on it."""
    title = text_width(slide.message.partition("\N{WORD JOINER}")[0].partition("（续")[0])
    table = slide.table
    widths = column_widths(table, beside=False) if table else ()
    height = sum(row_height(row, widths) for row in table.rows) if table else 0.0
    height += HEAD if table and table.heads else 0
    wrong = {"title": title > MOST_WIDTH, "rows": height > DOWN, "blank": not slide.message}
    return [f"{slide.message}: {name}" for name, is_so in wrong.items() if is_so]


def asked(board: Board, **how: Any) -> tuple[Slide, ...]:
    quiet = Changes(board.as_of, board.as_of, 0, 0, 0, ())
    return asked_slides(board, quiet, replace(BriefingRequest(), **how))


@pytest.mark.parametrize("day", DAYS)
def test_every_item_and_unit_has_a_backup_slide_that_fits(board_at: BoardAt, day: date) -> None:
    board = board_at(day)

    found = {key: backup_slides(board, key) for key in keys(board)}

    assert [key for key, slides in found.items() if not slides] == []
    assert [wrong for slides in found.values() for one in slides for wrong in faults(one)] == []


def test_what_is_not_there_has_no_backup_slide(board_at: BoardAt) -> None:
    board = board_at(JUNE)

    assert [backup_slides(board, key) for key in ("", "project-999", "某局", "project")] == [()] * 4


def test_a_backup_slide_says_all_that_was_reported(store: Store, new_report: NewReport) -> None:
    asks = {"stage": "construction", "physical_progress_percent": Decimal(20), "problems": LONG}
    store.append(new_report("project", 8, JUNE, next_step="下月进场", note="已完成围挡", **asks))
    for year, value in ((2022, "86"), (2024, "86.5")):
        report = new_report(
            "indicator", 6, JUNE, period=year, value=Decimal(value), evidence="年报"
        )
        store.append(report)
    board = compute_board(store, JUNE)

    project, indicator = (backup_slides(board, key) for key in ("project-8", "indicator-6"))

    assert "".join(row[1] for row in rows(project) if len(row) > 1).count("用地手续尚未办结") == 220
    assert ["卡在哪里", "已完成围挡"] in rows(project)
    assert ["下一步", "下月进场"] in rows(project)
    assert "形象进度20%" in project[0].message
    assert ["历次数据", "2022年86%；2023年86.1%；2024年86.5%"] in rows(indicator)
    assert rows(indicator)[-1] == ["最近填报", "2025年6月30日，测试员（专班办公室），依据：年报"]


def test_what_was_noted_on_what_is_done_is_no_obstacle(store: Store, new_report: NewReport) -> None:
    store.append(new_report("task", 1, JUNE, status="done", note="已按方案完成"))

    slides = backup_slides(compute_board(store, JUNE), "task-1")

    assert ["填报说明", "已按方案完成"] in rows(slides)
    assert "卡在哪里" not in [row[0] for row in rows(slides)]


def test_what_nobody_reported_is_said_to_be_unreported(board_at: BoardAt) -> None:
    slides = backup_slides(board_at(JUNE), "task-1")

    assert ["最近填报", "还没有填报"] in rows(slides)
    assert "卡在哪里" not in [row[0] for row in rows(slides)]


def test_a_unit_s_slides_list_all_it_leads_then_what_is_stuck(
    store: Store, new_report: NewReport
) -> None:
    store.append(new_report("task", 1, JUNE, status="blocked", note=LONG))
    board = compute_board(store, JUNE)
    (task,) = [item for item in board.tasks if item.number == 1]
    unit = task.lead_words

    slides = asked(board, unit=unit)

    listed, stuck = ([one for one in slides if one.name == name] for name in ("unit", "decision"))
    assert {row[1] for row in rows(listed)} == {item.short_name for item in board.led_by(unit)}
    assert rows(listed)[0][1] == task.short_name
    assert listed[0].message.startswith(f"{unit}牵头{len(board.led_by(unit))}项")
    assert "".join(row[1] for row in rows(stuck)).count("用地手续尚未办结") == 220
    assert {one.topic for one in slides} == {unit}


def test_units_come_in_turn_each_with_its_page_and_minutes_on_the_agenda(board_at: BoardAt) -> None:
    board = board_at(JUNE)
    leading = [unit for unit in board.units if board.led_by(unit)]

    slides = asked(board, unit=ALL_UNITS, minutes=90)

    assert slides[0].name == "cover"
    assert list(dict.fromkeys(one.topic for one in slides if one.name == "unit")) == leading
    agenda = rows([one for one in slides if one.name == "agenda"])
    entries = [entry for row in agenda for entry in (row[:3], row[3:]) if entry[0]]
    pages = {unit: int(page[1:-1]) for unit, page, _ in entries}
    assert {unit: slides[page - 1].topic for unit, page in pages.items()} == {u: u for u in leading}
    assert sum(int(minutes.removesuffix("分")) for *_, minutes in entries) == 90
    assert [wrong for one in slides for wrong in faults(one)] == []


def test_without_a_length_no_topic_has_minutes(board_at: BoardAt) -> None:
    for how in ({}, {"unit": ALL_UNITS}, {"minutes": 3}):
        agenda = [one for one in asked(board_at(JUNE), **how) if one.name == "agenda"]
        assert [cell for row in rows(agenda) for cell in row if cell.endswith("分")] == []


def test_a_unit_that_is_not_there_leaves_the_whole_briefing(board_at: BoardAt) -> None:
    assert asked(board_at(JUNE), unit="某局") == asked(board_at(JUNE))


@pytest.mark.parametrize(
    ("counts", "minutes", "shares"),
    [
        ([1, 1, 1], 10, [4, 3, 3]),
        ([1, 8, 1], 12, [2, 8, 2]),
        ([2, 1], 2, [1, 1]),
        ([2, 1], 1, []),
        ([2, 1], 0, []),
    ],
)
def test_minutes_are_shared_by_numbers_of_slides(
    counts: list[int], minutes: int, shares: list[int]
) -> None:
    assert share_minutes(counts, minutes) == shares


def test_names_on_a_slide_lead_to_their_backup_slides(board_at: BoardAt) -> None:
    board = board_at(JUNE)
    request = BriefingRequest(slide=5, as_of=JUNE, show=("区水利局",))
    linked = slide_links(board, request)
    project = board.projects[0]

    parts = linked(f"请{project.short_name}说明，区水利局、<区财政局>补充")

    assert (
        "".join(words for words, _ in parts)
        == f"请{project.short_name}说明，区水利局、<区财政局>补充"
    )
    addresses = {words: address for words, address in parts if address}
    assert set(addresses) == {project.short_name, "区财政局"}
    assert addresses[project.short_name].startswith("/briefing?slide=5&as_of=2025-06-30&show=")
    assert addresses[project.short_name].endswith("%2Cproject-1")


@pytest.mark.parametrize("unit", ["", ALL_UNITS])
def test_each_page_number_of_the_agenda_is_a_link_to_its_slide(
    board_at: BoardAt, unit: str
) -> None:
    board = board_at(JUNE)
    slides = asked(board, unit=unit)
    agenda = next(one for one in slides if one.name == "agenda")
    request = BriefingRequest(slide=2, as_of=JUNE, unit=unit, part=3)

    html = compose_slide_body(agenda, slide_links(board, request))

    of_unit = f"&amp;unit={unit}" if unit else ""
    assert agenda.table is not None
    cells = [cell for row in agenda.table.rows for cell in row if cell.words]
    for topic, page in zip(cells[::2], cells[1::2], strict=True):
        assert slides[page.slide - 1].topic.partition(" · ")[0] == topic.words
        address = f"/briefing?slide={page.slide}&amp;as_of=2025-06-30{of_unit}"
        assert f'<a href="{address}">{page.words}</a>' in html
        # a unit's name leads to its backup slide, as on any slide
        assert unit or f'<a href="{address}">{topic.words}</a>' in html


def test_every_row_of_a_unit_s_slide_is_a_link(board_at: BoardAt) -> None:
    board = board_at(JUNE)
    (first, *_) = asked(board, unit="区水利局")

    html = compose_slide_body(first, slide_links(board, BriefingRequest(unit="区水利局")))

    assert first.table is not None
    for row in first.table.rows:
        assert f">{row[1].words}</a>" in html


def test_a_provisional_figure_and_a_yearly_goal_are_told_from_the_room_and_in_the_notes(
    store: Store, new_report: NewReport, new_adjustment: Callable[..., Adjustment]
) -> None:
    store.adjust(new_adjustment("indicator", 4, JUNE, period=20252, goal=Decimal(55)))
    store.adjust(new_adjustment("indicator", 4, JUNE, seq=2, period=2024, goal=Decimal("54.5")))
    provisional = {"period": 20252, "value": Decimal("54.2"), "evidence": "统计月报"}
    store.append(new_report("indicator", 4, JULY, **provisional))
    board = compute_board(store, JULY)
    told = "2025年上半年快报54.2%，比本期目标低0.8个百分点"

    slides = backup_slides(board, "indicator-4")

    assert any(told in words for row in rows(slides) for words in row)
    assert ["年度目标", "2024年目标54.5%"] in rows(slides)
    (slide,) = indicator_slides(replace(board, indicators=[board.indicators[3]]))
    (note,) = speaker_notes(slide, board)
    assert ("快报", told) in note.lines
