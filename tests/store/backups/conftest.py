"""What the tests of backups share: an empty place of the store's own engine, and a shelf."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kzdash.store.backups import BackupRotation

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path


@pytest.fixture
def empty(engine: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A URL of the engine of the test's own store where there is nothing yet."""
    if engine == "sqlite":
        yield f"sqlite:///{tmp_path / 'elsewhere' / 'plan.db'}"
        return
    with request.getfixturevalue("cluster").lent() as made:
        yield made


@pytest.fixture
def shelf_of(tmp_path: Path) -> Callable[..., BackupRotation]:
    """Return a shelf for the backups of the store at a URL."""
    return lambda url, count=14: BackupRotation(url, tmp_path / "backups", count)
