"""Stores with accounts, and what they hold."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import pytest

from tests import people

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime

    from kzdash.store import Store


@pytest.fixture(autouse=True)
def hasher() -> Iterator[people.Watched]:
    """Every test of accounts hashes cheaply; the parameters in use have their own test."""
    with people.watched() as watched:
        yield watched


@pytest.fixture
def join(store: Store, now: datetime) -> Callable[..., str]:
    """Add an account that has chosen its own password; return its name."""
    return partial(people.join, store, now)


@pytest.fixture
def zhang(join: Callable[..., str]) -> str:
    """The name of somebody of a unit."""
    return join("zhang")
