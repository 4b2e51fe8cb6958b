"""What the tests of the store share: adjustments, and the rows of a file counted by another eye."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, Any

import pytest

from kzdash.domain.models import Adjustment
from tests import raw_sql

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date, datetime
    from pathlib import Path


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def shared_url(
    request: pytest.FixtureRequest, made_once: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """The URL of a store that all tests of a module share."""
    if request.param == "sqlite":
        yield f"sqlite:///{shutil.copy(made_once, tmp_path_factory.mktemp('shared') / 'store.db')}"
        return
    like = request.getfixturevalue("made_once_in_cluster")
    with request.getfixturevalue("cluster").lent(like=like) as made:
        yield made


@pytest.fixture
def rows(url: str) -> Iterator[Callable[[], int]]:
    """Return how many reports and adjustments the test's own store holds."""
    both = "SELECT (SELECT count(*) FROM reports) + (SELECT count(*) FROM adjustments)"
    with raw_sql.open_on(url) as ask:
        yield lambda: int(ask(both)[0][0])


@pytest.fixture
def new_adjustment(
    ask: Callable[[str], list[tuple[Any, ...]]], item_id: Callable[[str, int], int], now: datetime
) -> Callable[..., Adjustment]:
    """Return an adjustment of an item, the next one unless `seq` says otherwise; not yet made."""

    def build(kind: str, number: int, as_of: date, seq: int = 0, **said: Any) -> Adjustment:
        item = item_id(kind, number)
        last = f"SELECT coalesce(max(seq), 0) FROM adjustments WHERE item_id = {item}"
        following = ask(last)[0][0] + 1
        grounds = {"reason": "市级下达新任务", "document_number": "开州府办发〔2025〕1号"}
        return Adjustment(
            item_id=item,
            seq=seq or following,
            as_of=as_of,
            recorded_at=now,
            account="tester",
            **grounds | said,
        )

    return build
