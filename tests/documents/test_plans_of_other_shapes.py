"""Every document of a plan of any shape is made: without a kind of items, with one, with eleven."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date
from typing import TYPE_CHECKING

import pptx
import pytest
from sqlalchemy import text

from kzdash.board.board import compute_board
from kzdash.board.changes import compare_boards
from kzdash.documents import CATALOGUE, DocumentRequest
from kzdash.documents.data_tables import data_tables
from kzdash.documents.papers import annual_summary
from kzdash.documents.papers.meeting_papers import make_agenda, make_notice
from kzdash.store import Store, seed
from tests import plan_shapes
from tests.documents import word_reader
from tests.documents.conftest import NOW, PAPERS

if TYPE_CHECKING:
    from collections.abc import Callable

    from kzdash.board.board import Board
    from kzdash.board.changes import Changes

DAYS = (date(2026, 6, 30), date(2029, 1, 1))
# what a sentence of nothing leaves behind
HOLLOW = re.compile(r"[，；：、]{2}|[，、；：]。|中，。|，。|（）|(?<![0-9.])0[项个]|None|nan")


@pytest.fixture(scope="module")
def store_of(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Store]:
    """Return a store of a plan of a shape, made once."""
    made: dict[str, Store] = {}

    def build(shape: str) -> Store:
        if shape not in made:
            folder = tmp_path_factory.mktemp("plan")
            made[shape] = Store(f"sqlite:///{folder / 'store.db'}")
            seed.init_store(made[shape].url, plan_shapes.made(shape, folder), NOW)
        return made[shape]

    return build


def given(store: Store, board: Board) -> DocumentRequest:
    def news() -> Changes:
        before, after = (compute_board(store, day, entered=True) for day in (DAYS[0], board.as_of))
        return compare_boards(store, before, after)

    units = [unit for line in board.followed for unit in line.units]
    return DocumentRequest(news, NOW, units[0] if units else "")


@pytest.mark.slow
@pytest.mark.parametrize("shape", plan_shapes.SHAPES)
@pytest.mark.parametrize("day", DAYS, ids=["within", "after"])
def test_every_document_of_a_plan_of_any_shape_is_made(
    store_of: Callable[[str], Store], shape: str, day: date
) -> None:
    store = store_of(shape)
    board = compute_board(store, day)

    for kind, document in CATALOGUE.items():
        asked = given(store, board)
        if document.needs_unit and not board.followed:
            continue
        assert document.make(board, asked), kind


@pytest.mark.slow
@pytest.mark.parametrize("shape", plan_shapes.SHAPES)
def test_papers_of_a_plan_of_any_shape_say_no_hollow_sentence(
    store_of: Callable[[str], Store], shape: str
) -> None:
    store = store_of(shape)
    board = compute_board(store, DAYS[0])

    kinds = [kind for kind in PAPERS if board.followed or not CATALOGUE[kind].needs_unit]
    made = {kind: CATALOGUE[kind].make(board, given(store, board)) for kind in kinds}
    made |= {"agenda": make_agenda(board), "meeting notice": make_notice(board)}

    found = {kind: HOLLOW.findall(word_reader.text(paper)) for kind, paper in made.items()}
    assert found == {kind: [] for kind in made}


def test_a_summary_numbers_eleven_programmes(store_of: Callable[[str], Store]) -> None:
    text = word_reader.text(
        annual_summary.make(compute_board(store_of("eleven programmes"), DAYS[0]))
    )

    assert "（十）第10类工程" in text
    assert "（十一）第11类工程" in text
    assert compute_board(store_of("eleven programmes"), DAYS[0]).categories[10].name == "第11类工程"


@pytest.mark.parametrize("shape", ["no projects", "no milestones", "nothing"])
def test_a_deck_has_no_slide_of_what_the_plan_does_not_have(
    store_of: Callable[[str], Store], shape: str
) -> None:
    store = store_of(shape)
    board = compute_board(store, DAYS[0])

    made = CATALOGUE["deck"].make(board, given(store, board))

    titles = [slide.shapes.title.text for slide in pptx.Presentation(io.BytesIO(made)).slides]
    assert [
        title for title in titles if re.search(r"(?:^|，)0 [个项](?:指标|节点|项目)", title)
    ] == []


def test_projects_without_money_are_told_as_such(store_of: Callable[[str], Store]) -> None:
    store = store_of("one programme")
    with store.writing() as session:
        session.execute(text("UPDATE projects SET planned_investment_wan_yuan = '0'"))
    board = compute_board(store, DAYS[0])

    for document in CATALOGUE.values():
        assert document.make(board, given(store, board))


def test_an_archive_of_a_plan_without_anything_has_every_table(
    store_of: Callable[[str], Store],
) -> None:
    board = compute_board(store_of("nothing"), DAYS[0])

    made = zipfile.ZipFile(
        io.BytesIO(CATALOGUE["tables"].make(board, DocumentRequest(pytest.fail, NOW)))
    )

    # with the text on what they are of
    assert len(made.namelist()) == len(data_tables(board)) + 1
    assert [name for name in made.namelist() if not made.read(name).strip()] == []
