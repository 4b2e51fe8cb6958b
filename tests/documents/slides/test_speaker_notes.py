"""What a speaker reads of each slide: everything it names, in full, as it was reported."""

from __future__ import annotations

import io
import re
from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
from pptx import Presentation
from pptx.enum.shapes import PP_PLACEHOLDER

from kzdash.board.board import compute_board
from kzdash.board.changes import Changes
from kzdash.documents import deck
from kzdash.documents.deck.notes_page import MORE, fit
from kzdash.documents.slides import SpeakerNote, list_slides, notes_as_text, speaker_notes
from kzdash.documents.slides.speaker_notes import NOT_REPORTED, NOTHING_NAMED
from kzdash.domain.formatting import text_width
from kzdash.store import Store
from tests import people
from tests.documents.conftest import DAY, NOW, SOME, tell

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from kzdash.board.board import Board
    from kzdash.documents.slides import Slide

PROBLEM = "征地涉及三十七户，尚有九户未签订协议。" * 90
ENGLISH = re.compile(r"\b(?:None|nan|Decimal|Status|datetime|Note)\b|[{}]")


def quiet(board: Board) -> Changes:
    return Changes(board.as_of - timedelta(days=7), board.as_of, 0, 0, 0, ())


def slides_of(board: Board) -> tuple[Slide, ...]:
    return list_slides(board, quiet(board))


def text(slide: Slide, board: Board) -> str:
    return notes_as_text(speaker_notes(slide, board))


@pytest.fixture(scope="module")
def stuck(made_once: Path, tmp_path_factory: pytest.TempPathFactory) -> Board:
    """A board on which a late project has a long problem, and others have reports."""
    file = tmp_path_factory.mktemp("stuck") / "store.db"
    file.write_bytes(made_once.read_bytes())
    store = Store(f"sqlite:///{file}")
    people.office_account(store, NOW)
    late: dict[str, Any] = {"stage": "construction", "physical_progress_percent": Decimal(3)}
    tell(store, [*SOME, ("project", 4, {**late, "problems": PROBLEM, "note": "=已约谈<施工方>"})])
    return compute_board(store, DAY)


def test_a_decision_has_the_whole_problem_who_said_it_when_the_formula_and_the_source(
    stuck: Board,
) -> None:
    item = next(it for it in stuck.projects if it.number == 4)
    (slide, *rest) = [
        one for one in slides_of(stuck) if one.name == "decision" and one.items == (item,)
    ]

    (note,) = speaker_notes(slide, stuck)

    lines = dict(note.lines)
    assert note.heading == item.heading
    assert lines["状态"] == item.marked
    assert lines["怎么算的"] == item.assessment.reason
    assert PROBLEM in lines["最近填报"]
    assert "=已约谈<施工方>" in lines["最近填报"]
    report = item.latest_report
    assert report is not None
    assert lines["最近填报"].startswith(f"{report.reporter} 2025年6月30日")
    assert lines["出处"] == item.citation
    # a text that goes on on the next slide is still about the same
    assert rest
    assert all(speaker_notes(one, stuck) == (note,) for one in rest)


def test_a_problem_that_no_later_report_repeats_is_still_told(
    made_once: Path, tmp_path: Path
) -> None:
    file = tmp_path / "store.db"
    file.write_bytes(made_once.read_bytes())
    store = Store(f"sqlite:///{file}")
    people.office_account(store, NOW)
    tell(store, [("project", 4, {"stage": "construction", "problems": PROBLEM})])
    tell(store, [("project", 4, {"stage": "construction", "note": "还在谈"})])
    board = compute_board(store, DAY)
    item = next(it for it in board.projects if it.number == 4)
    slide = next(one for one in slides_of(board) if item in one.items)

    said = text(slide, board)

    assert f"需协调解决的问题：{PROBLEM}" in said
    assert "还在谈" in said


@pytest.mark.parametrize("count", [1, 3, 9, 40])
def test_notes_of_any_length_have_room_on_a_page_and_every_text_begins(count: int) -> None:
    lines = (("状态", "受阻"), ("最近填报", PROBLEM * 2), ("出处", "附件4"))
    notes = [SpeakerNote(f"项目{number}", lines) for number in range(count)]

    words, size = fit(notes, 450, 460)

    high = sum(-(-text_width(line) * size // 440) or 1 for line in words.split("\n"))
    assert high * size * 1.2 <= 460
    assert size == 9
    assert words.endswith(MORE)
    assert "……" in words
    # a text ends with a sentence or a clause
    told = [line for line in words.split("\n") if line.startswith("最近填报")]
    assert [line for line in told if not line.endswith(("协议……", "七户……", "出处：附件4"))] == []
    assert count > 9 or all(note.heading in words for note in notes)


def test_rows_of_a_slide_are_told_in_its_order_and_no_item_twice(stuck: Board) -> None:
    for slide in slides_of(stuck):
        if slide.items and slide.name != "silent":
            headings = [note.heading for note in speaker_notes(slide, stuck)]
            named = [item.heading for item in slide.items]
            assert [one for one in headings if one != "怎么算的"] == named
            if slide.table and slide.name != "decision":
                assert len(slide.items) == len(slide.table.rows)


def test_what_nobody_reported_is_told_as_that_and_by_its_full_name(
    board_in: Callable[[str], Board],
) -> None:
    board = board_in("nothing")
    slides = slides_of(board)
    silent = next(one for one in slides if one.name == "silent")
    milestones = next(one for one in slides if one.name == "milestones")

    assert f"最近填报：{NOT_REPORTED}" in text(milestones, board)
    said = text(silent, board)
    for item in silent.items:
        assert item.heading in said


@pytest.mark.parametrize("filled", ["nothing", "some", "all"])
def test_every_slide_s_notes_are_chinese_and_those_of_nothing_say_so(
    board_in: Callable[[str], Board], filled: str
) -> None:
    board = board_in(filled)

    for slide in slides_of(board):
        said = text(slide, board)
        assert said
        assert not ENGLISH.search(said)
        assert (said == NOTHING_NAMED) is (speaker_notes(slide, board) == ())


def test_money_tells_how_it_adds_up_and_takes_no_silence_for_nought(
    board_in: Callable[[str], Board],
) -> None:
    for filled, words in (("nothing", "没有项目填报完成投资"), ("some", "不算作零")):
        board = board_in(filled)
        money = next(one for one in slides_of(board) if one.name == "money")
        said = text(money, board)
        assert words in said
        for category in board.categories:
            assert category.name in said


def test_the_deck_has_the_notes_on_its_pages_and_says_where_it_cut_them(stuck: Board) -> None:
    whole = Presentation(io.BytesIO(deck.make(stuck, quiet(stuck))))

    cut = []
    for page, slide in zip(whole.slides, slides_of(stuck), strict=True):
        notes = speaker_notes(slide, stuck)
        assert page.has_notes_slide is bool(notes)
        if notes:
            frame = page.notes_slide.notes_text_frame
            assert notes[0].heading in frame.text
            if frame.text.endswith(MORE):
                cut.append(slide.name)
            else:
                assert frame.text.replace("\n", "　").split("　") == (
                    notes_as_text(notes).replace("\n", "　").split("　")
                )
            empty = [
                one.name
                for one in page.notes_slide.placeholders
                if one.placeholder_format.type != PP_PLACEHOLDER.SLIDE_IMAGE
                and not one._element.xpath(".//a:t")  # noqa: SLF001 - fields are no text
            ]
            assert empty == []
    assert 0 < len(cut) < len(whole.slides) / 2
