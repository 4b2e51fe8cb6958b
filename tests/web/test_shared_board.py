"""Pages, papers, files and the calendar of one day are read off one board, computed once."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest

from kzdash.board import board as board_module
from kzdash.ui.frame import board as page
from kzdash.web import identity

if TYPE_CHECKING:
    from collections.abc import Callable

    from kzdash.board import Board
    from kzdash.domain.models import Report
    from kzdash.store import Store
    from tests.web.conftest import Browser

DAY = date(2025, 6, 30)
UNIT = quote("区水利局")
OF_THE_DAY = (
    "/print/overview?as_of=2025-06-30",
    f"/print/unit?as_of=2025-06-30&unit={UNIT}",
    "/files/json?as_of=2025-06-30",
    f"/files/form?as_of=2025-06-30&unit={UNIT}",
)
OF_TODAY = ("/calendar.ics", "/files/calendar", "/print/overview", "/calendar.ics")


@pytest.fixture
def assembled(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """What was assembled from here on, an entry a board."""
    found: list[object] = []
    assemble = board_module.category_summaries

    def counted(*given: object) -> object:
        found.append(given)
        return assemble(*given)

    monkeypatch.setattr(board_module, "category_summaries", counted)
    return found


def page_of(day: date) -> Board:
    return page.board_on(day, entered=False)


def test_requests_for_one_day_compute_one_board(browser: Browser, assembled: list[object]) -> None:
    assert {browser.get(path).status_code for path in OF_THE_DAY} == {200}
    assert page_of(DAY) is page_of(DAY)

    assert len(assembled) == 1


def test_requests_without_a_date_share_today_s_board(
    browser: Browser, assembled: list[object], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kzdash.runtime.clock.today", lambda: DAY)

    assert {browser.get(path).status_code for path in OF_TODAY} == {200}

    assert len(assembled) == 1


def test_the_first_request_after_a_report_shows_it(
    browser: Browser,
    store: Store,
    new_report: Callable[..., Report],
    assembled: list[object],
) -> None:
    _, sheet, file, _ = OF_THE_DAY
    before = browser.get(file).json()
    assert "受阻" not in browser.get(sheet).text

    store.append(new_report("task", 2, DAY, status="blocked", note="待用地批复"))

    assert "受阻" in browser.get(sheet).text
    assert before["tasks"][1]["status"] == "no_data"
    assert browser.get(file).json()["tasks"][1]["status"] == "blocked"
    assert page_of(DAY).tasks[1].status.label == "受阻"
    assert len(assembled) == 2


@pytest.mark.usefixtures("browser")
def test_pages_and_routes_share_one_store_object() -> None:
    assert page.store() is identity.store()
