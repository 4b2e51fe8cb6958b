"""The one page for a leader is one page of A4, whatever was reported, and counts the rest."""

from __future__ import annotations

import os
import re
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from kzdash.board.attention import PRESSING
from kzdash.board.board import compute_board
from kzdash.board.changes import compare_boards
from kzdash.documents.papers import one_page
from kzdash.documents.papers.fitting import WIDTH, count_lines, fit
from kzdash.domain.progress import MatterKind
from tests.documents import libreoffice, word_reader
from tests.documents.conftest import STATES
from tests.matters import Office

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from kzdash.board.board import Board
    from kzdash.board.changes import Changes
    from kzdash.domain.models import Report
    from kzdash.store import Store

JUNE, DUE, JULY = date(2025, 6, 3), date(2025, 6, 20), date(2025, 7, 2)


@pytest.fixture
def hostile(store: Store, new_report: Callable[..., Report]) -> Store:
    """A store of long texts: without a mark to break at, of Latin capitals, of signs."""
    office = Office(store)
    office.meet(JUNE, "例会" * 100)
    texts = ("很长" * 1000, "W" * 2000, "≥±①㎡" * 500, "一，" * 1000)
    for number, text in enumerate(texts, 1):
        late = office.assign(JUNE, text[:200], due_on=DUE, summary=text)
        office.answer(late, DUE, "blocked", note=text)
        about = ((office.board(DUE).projects[number].item_id, None),)
        problem = MatterKind.PROBLEM
        office.assign(JUNE, text[:200], kind=problem, due_on=DUE, summary=text, about=about)
    with store.writing() as session:
        for number in range(1, 28):
            text = texts[number % len(texts)]
            session.add(new_report("task", number, DUE, status="blocked", note=text))
    return store


def news(store: Store) -> Changes:
    before, after = (compute_board(store, day, entered=True) for day in (JUNE, JULY))
    return compare_boards(store, before, after)


@pytest.mark.slow
@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_it_is_one_page_in_every_state_and_with_the_longest_texts(
    board_in: Callable[[str], Board],
    news_in: Callable[[Board], Changes],
    hostile: Store,
    tmp_path: Path,
) -> None:
    if not libreoffice.found():
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(libreoffice.HOW_TO_GET)
    board = compute_board(hostile, JULY)
    titled = replace(board, plan=replace(board.plan, short_title="试点W" * 100))
    made = {state: one_page.make(board_in(state), news_in(board_in(state))) for state in STATES}
    made |= {
        name: one_page.make(one, news(hostile))
        for name, one in (("long", board), ("title", titled))
    }
    for name, content in made.items():
        (tmp_path / f"{name}.docx").write_bytes(content)

    libreoffice.converted([tmp_path / f"{name}.docx" for name in made], tmp_path)

    pages = {name: libreoffice.pages(tmp_path / f"{name}.pdf") for name in made}
    assert pages == dict.fromkeys(made, 1)


def test_it_counts_the_problems_that_it_has_no_room_for(
    board: Board, news_in: Callable[[Board], Changes]
) -> None:
    said = word_reader.body(one_page.make(board, news_in(board)))

    pressing = sum(line.state in PRESSING or bool(line.blocked_parts) for line in board.followed)
    start, end = (
        next(place for place, words in enumerate(said) if words.endswith(heading))
        for heading in ("、最紧要的问题", "、请协调解决的问题")
    )
    part = said[start + 1 : end]
    numbered = [words for words in part if re.match(r"[0-9]+\.", words)]
    more = re.search("另有([0-9]+)项", part[-1])
    assert len(numbered) + (int(more[1]) if more else 0) == pressing
    # it names the worst of them
    assert len(numbered) >= min(pressing, 3)


def test_what_is_asked_and_what_is_worst_stands_on_it(
    board_in: Callable[[str], Board], news_in: Callable[[Board], Changes]
) -> None:
    board = board_in("some")
    text = word_reader.text(one_page.make(board, news_in(board)))

    (asking,) = [line for line in board.projects if line.open_problems]
    assert f"1.{asking.short_name}（{asking.lead_unit}）：征地未完。" in text
    assert "1.逾期181天：" in text
    assert "截至2025年6月30日，" in text


@pytest.mark.parametrize(
    ("text", "lines", "kept"),
    [
        ("甲，乙；丙", 1, "甲，乙；丙。"),
        (f"{'甲' * 10}，{'乙' * 10}；{'丙' * 10}。", 1, f"{'甲' * 10}，{'乙' * 10}。"),
        ("甲" * 30, 1, f"{'甲' * 22}……"),
    ],
)
def test_a_text_is_cut_to_whole_clauses_if_it_can_be(text: str, lines: int, kept: str) -> None:
    assert fit(text, lines) == kept
    assert count_lines(kept) <= lines


def test_a_word_longer_than_a_line_takes_lines_of_its_own() -> None:
    assert count_lines("甲" * int(WIDTH - 2)) == 1
    assert count_lines("甲" * int(WIDTH - 1)) == 2
    assert count_lines(f"甲{'a' * 60}") == 3


def test_a_sentence_that_must_stand_whole_follows_what_is_cut() -> None:
    assert fit("甲" * 100, 2, "未定稿。").endswith("……未定稿。")
    assert count_lines(fit("甲" * 100, 2, "未定稿。")) == 2
