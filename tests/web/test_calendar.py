"""The calendar has one address, is of today, and is guarded as everything is."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING
from urllib.parse import quote

from icalendar import Calendar

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    import pytest

    from tests.web.conftest import Browser

ANY = "text/calendar"


def test_the_calendar_subscription_shows_today_s_board(
    browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kzdash.runtime.clock.today", lambda: date(2025, 1, 9))

    answer = browser.get("/calendar.ics", accept=ANY)

    assert answer.headers["content-type"].startswith("text/calendar")
    events = Calendar.from_ical(answer.content).walk("VEVENT")
    # five milestones, and the days on which projects end
    assert len(events) == 10
    assert "截至2025年1月9日" in str(events[0]["description"])


def test_a_unit_subscribes_to_a_calendar_of_its_own(browser: Browser) -> None:
    answer = browser.get(f"/calendar.ics?unit={quote('区水利局')}", accept=ANY)

    calendar = Calendar.from_ical(answer.content)
    assert str(calendar["x-wr-calname"]).endswith("区水利局到期日历")
    assert 0 < len(calendar.walk("VEVENT")) < 10


def test_a_unit_that_there_is_none_of_is_answered_with_a_sentence(browser: Browser) -> None:
    answer = browser.get("/calendar.ics?unit=none", accept=ANY)

    assert answer.status_code == 404
    assert "责任单位" in answer.text


def test_where_reading_needs_a_login_so_does_the_calendar(
    browser: Browser, zhang: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KZDASH_READ", "login")

    assert browser.get("/calendar.ics", accept=ANY).status_code == 401
    browser.log_in(zhang)
    assert browser.get("/calendar.ics", accept=ANY).status_code == 200


def test_where_a_provider_guards_reading_the_calendar_is_closed(
    browse: Callable[..., Browser], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KZDASH_READ", "login")

    assert browse(by_provider=True).get("/calendar.ics", accept=ANY).status_code == 403


def test_a_missing_store_error_names_the_remedy(
    browser: Browser, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("KZDASH_DATABASE_URL", f"sqlite:///{tmp_path}/none.db")

    answer = browser.get("/calendar.ics", accept=ANY)

    assert answer.status_code == 503
    assert "没有找到数据库" in answer.text
