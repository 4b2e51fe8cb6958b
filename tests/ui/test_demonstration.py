"""Every page of a demonstration says that it is one; no page of a real store does."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import update

from kzdash.domain.formatting import DEMONSTRATION
from kzdash.domain.models import Plan

if TYPE_CHECKING:
    from collections.abc import Callable

    from kzdash.store import Store
    from tests.ui.screen import Screen

PAGES = ["overview", "indicators", "projects", "milestones", "duties", "policies", "changes"]


@pytest.fixture
def demonstration(own_store: Store) -> Store:
    with own_store.writing() as session:
        session.execute(update(Plan).values(demonstration=True, revision=Plan.revision + 1))
    return own_store


@pytest.mark.slow
@pytest.mark.parametrize("page", [*PAGES, "reporting", "documents", "briefing"])
def test_a_page_of_a_demonstration_says_so(
    visit: Callable[..., Screen], demonstration: Store, page: str
) -> None:
    assert DEMONSTRATION in visit(page).text


def test_a_page_of_a_real_store_does_not(visit: Callable[..., Screen]) -> None:
    assert DEMONSTRATION not in visit("overview").text
