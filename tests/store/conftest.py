"""What the tests of the store share: a store for a module, and rows counted by another eye."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from tests import raw_sql

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
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
