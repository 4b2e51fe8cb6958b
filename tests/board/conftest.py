"""Boards of the county's plan, without some of it, as it was told of."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from kzdash.board import Board, compute_board
from kzdash.domain.models import Report
from kzdash.store import Store, seed
from tests import people
from tests.law.seeds import cut

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.board.told import Case

NOW = datetime(2029, 12, 1, tzinfo=UTC)


@pytest.fixture
def board_of(tmp_path: Path, county_folder: Path) -> Callable[[Case], Board]:
    """Return the board of the county's plan, without some of it, as it was told of."""

    def make(case: Case) -> Board:
        folder = tmp_path / f"{len(list(tmp_path.iterdir()))}"
        folder.mkdir()
        cut(county_folder, *case.without).write(folder / "seed")
        store = Store(f"sqlite:///{folder}/store.db")
        seed.init_store(store.url, folder / "seed", datetime(2025, 1, 1, tzinfo=UTC))
        people.office_account(store, NOW)
        ids = {
            (item.kind, item.number): item.id for item in store.plan().items if not item.paragraph
        }
        for kind, number, said in case.told:
            last = store.last(ids[kind, number])
            store.append(
                Report(
                    item_id=ids[kind, number],
                    seq=(last.seq if last else 0) + 1,
                    as_of=case.day - timedelta(days=10),
                    recorded_at=NOW,
                    account="tester",
                    **said,
                )
            )
        return compute_board(store, case.day)

    return make
