"""Boards in every state a document must tell truly: nothing reported, some, all, and late."""

from __future__ import annotations

import shutil
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from kzdash.board.board import compute_board
from kzdash.board.changes import compare_boards
from kzdash.documents import CATALOGUE, DocumentRequest
from kzdash.domain.models import Report
from kzdash.store import Store
from tests import people

if TYPE_CHECKING:
    from collections.abc import Callable

    from kzdash.board.board import Board
    from kzdash.board.changes import Changes

    Of = Callable[[Board], Any]

NOW = datetime(2025, 6, 30, 8, tzinfo=UTC)
DAY = date(2025, 6, 30)
UNIT = "区发展改革委"
PAPERS = tuple(kind for kind, document in CATALOGUE.items() if document.suffix == "docx")
MAY = date(2025, 5, 31)
SOURCE = {"evidence": '=年报 <1> & "2"', "note": "'+初步数"}
SOME: tuple[tuple[str, int, dict[str, Any]], ...] = (
    ("milestone", 1, {"status": "done", "completed_on": date(2024, 1, 30)}),
    ("milestone", 4, {"status": "in_progress", "note": "推进中"}),
    (
        "project",
        1,
        {
            "stage": "construction",
            "physical_progress_percent": Decimal(62),
            "completed_investment_wan_yuan": Decimal("21000.5"),
            "funds_received_wan_yuan": Decimal("20000.5"),
            "problems": "征地未完",
        },
    ),
    ("project", 7, {"stage": "preparation", "physical_progress_percent": Decimal(0)}),
    ("project", 9, {"stage": "built", "completed_investment_wan_yuan": Decimal(8000)}),
    ("indicator", 7, {"period": 2022, "value": Decimal(12), **SOURCE}),
    ("indicator", 7, {"period": 2024, "value": Decimal("10.5"), **SOURCE}),
    ("indicator", 13, {"period": 2024, "value": Decimal(0), **SOURCE}),
    ("indicator", 15, {"period": 2024, "value": Decimal(165), **SOURCE}),
    ("task", 2, {"status": "blocked", "note": "等待用地批复"}),
    ("task", 1, {"status": "in_progress"}),
    ("policy", 3, {"status": "done"}),
    ("reform", 2, {"status": "not_started"}),
)


def everything(store: Store) -> list[tuple[str, int, dict[str, Any]]]:
    """A report on every item that is followed: all is done and all targets are met."""
    found: list[tuple[str, int, dict[str, Any]]] = []
    for item in store.plan().items:
        if item.paragraph or item.kind in {"direction", "aim", "safeguard"}:
            continue
        if item.indicator:
            years = {2022: Decimal(10), 2023: Decimal(10), 2024: Decimal(10)}
            if item.indicator.direction == "down":
                years[2024] = Decimal(5)
            if item.indicator.measure == "cumulative":
                years[2024] = item.indicator.target
            found += [
                (item.kind, item.number, {"period": year, "value": value, **SOURCE})
                for year, value in years.items()
            ]
        elif item.project:
            done: dict[str, Any] = {"stage": "in_use", "physical_progress_percent": Decimal(100)}
            done["completed_investment_wan_yuan"] = item.project.planned_investment_wan_yuan
            found.append((item.kind, item.number, done))
        elif item.kind == "milestone":
            on_time = {"status": "done", "completed_on": date(2024, 1, 30)}
            found.append((item.kind, item.number, on_time))
        else:
            found.append((item.kind, item.number, {"status": "done"}))
    return found


def tell(store: Store, reports: list[tuple[str, int, dict[str, Any]]]) -> None:
    """Store reports as the office makes them."""
    ids = {(item.kind, item.number): item.id for item in store.plan().items if not item.paragraph}
    for kind, number, said in reports:
        last = store.last(ids[kind, number])
        seq = last.seq + 1 if last else 1
        store.append(
            Report(
                item_id=ids[kind, number],
                seq=seq,
                as_of=MAY,
                recorded_at=NOW,
                account="tester",
                **said,
            )
        )


def once(make: Of) -> Of:
    """Return what is made of a board, made once; nobody may change it."""
    # a board is kept with what was made of it, so that no other comes by its id
    kept: dict[int, tuple[Board, Any]] = {}

    def of(board: Board) -> Any:
        if id(board) not in kept:
            kept[id(board)] = board, make(board)
        return kept[id(board)][1]

    return of


def paper_of(kind: str) -> Callable[[tuple[Board, Callable[[Board], Changes]]], bytes]:
    """Return what makes a document of the catalogue of a board and its changes, each once."""
    kept: dict[int, tuple[Board, bytes]] = {}

    def of(given: tuple[Board, Callable[[Board], Changes]]) -> bytes:
        board, news = given
        if id(board) not in kept:
            request = DocumentRequest(partial(news, board), NOW, UNIT)
            kept[id(board)] = board, CATALOGUE[kind].make(board, request)
        return kept[id(board)][1]

    return of


@pytest.fixture(scope="session")
def store_in(made_once: Path, tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Store]:
    """Return the store in a state: `nothing`, `some` or `all` reported. None may write to it."""
    made: dict[str, Store] = {}

    def build(state: str) -> Store:
        if state not in made:
            file = Path(shutil.copy(made_once, tmp_path_factory.mktemp(state) / "store.db"))
            made[state] = store = Store(f"sqlite:///{file}")
            people.office_account(store, NOW)
            reports = {"nothing": [], "some": list(SOME), "all": everything(store)}
            tell(store, reports[state])
        return made[state]

    return build


STATES = {
    "nothing": ("nothing", DAY),
    "before": ("nothing", date(2024, 1, 1)),
    "some": ("some", DAY),
    "late": ("some", date(2026, 11, 20)),
    "all": ("all", DAY),
}


@pytest.fixture(scope="session")
def board_in(store_in: Callable[[str], Store]) -> Callable[[str], Board]:
    """Return the board in one of STATES, made once."""
    made: dict[str, Board] = {}

    def build(state: str) -> Board:
        if state not in made:
            kept, day = STATES[state]
            made[state] = compute_board(store_in(kept), day)
        return made[state]

    return build


@pytest.fixture(params=list(STATES))
def board(request: pytest.FixtureRequest, board_in: Callable[[str], Board]) -> Board:
    """The board in each state in turn."""
    return board_in(request.param)


@pytest.fixture(scope="session")
def news_in(
    store_in: Callable[[str], Store], board_in: Callable[[str], Board]
) -> Callable[[Board], Changes]:
    """Return what changed in the thirty days before a board's day, in its store, made once."""
    states = {board_in(state).key: kept for state, (kept, _) in STATES.items()}

    def tell_news(board: Board) -> Changes:
        store = store_in(states[board.key])
        before = compute_board(store, board.as_of - timedelta(days=30), entered=True)
        return compare_boards(store, before, compute_board(store, board.as_of, entered=True))

    return once(tell_news)
