"""On the first and the last day that may be asked for, every page opens."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kzdash.domain.formatting import EARLIEST, LATEST

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from kzdash.store import Store
    from tests.ui.screen import Screen

    Visit = Callable[..., Screen]

PAGES = (
    *("overview", "indicators", "projects", "milestones", "duties", "policies"),
    *("changes", "reporting", "accounts", "documents", "briefing"),
)
ITEMS = (
    *({"page": page, "item": "1"} for page in ("indicators", "projects", "milestones")),
    {"page": "item", "id": "task-1"},
    {"page": "duties", "unit": "区水利局"},
    *({"page": "briefing", "slide": str(number)} for number in range(2, 8)),
)


@pytest.mark.slow
@pytest.mark.parametrize("day", [EARLIEST, LATEST], ids=["first", "last"])
def test_every_page_opens_on_the_first_and_the_last_day(
    visit: Visit,
    own_store: Store,  # the pages read it
    log_in: Callable[..., str],
    file: Path,  # one engine is enough
    day: object,
) -> None:
    log_in()

    for asked in (*({"page": page} for page in PAGES), *ITEMS):
        screen = visit(**asked, as_of=str(day))

        assert screen.said("error") == [], asked


@pytest.mark.slow
@pytest.mark.parametrize("since", ["2000-01-01", "2099-12-31"])
def test_changes_are_told_from_the_first_day_on_and_until_the_last(
    visit: Visit, since: str
) -> None:
    for page in ("changes", "documents"):
        for day in (EARLIEST, LATEST):
            assert visit(page, as_of=str(day), since=since).said("error") == []
