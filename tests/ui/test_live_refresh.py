"""An open page runs again when there is news, but lets those who asked for a page go first."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest

from kzdash.accounts import User
from kzdash.domain.models import Role
from kzdash.store import Version
from kzdash.ui.frame import live_refresh

if TYPE_CHECKING:
    from collections.abc import Callable

SHOWN, NEWER = Version(1, 5, 0, ""), Version(1, 6, 0, "")


class RunAgainError(Exception):
    """What stands here for the exception by which Streamlit runs a page again."""


def again() -> None:
    raise RunAgainError


@pytest.fixture
def look(monkeypatch: pytest.MonkeyPatch) -> Callable[[], Any]:
    """Look for news as an open page does that shows an older version."""
    viewer = (None, live_refresh.clock.today(), False)
    shown = live_refresh._Shown(SHOWN, viewer)  # noqa: SLF001 - what a page that runs notes
    page = SimpleNamespace(session_state=SimpleNamespace(shown=shown), rerun=again)
    monkeypatch.setattr(live_refresh, "st", page)
    monkeypatch.setattr(live_refresh, "current_user", lambda **_: None)
    monkeypatch.setattr(live_refresh, "_version", lambda: NEWER)
    monkeypatch.setattr(live_refresh.theme, "is_dark", lambda: False)
    return live_refresh._check.__wrapped__  # noqa: SLF001 - what Streamlit runs every so often


def test_a_page_with_news_runs_again(look: Callable[[], Any]) -> None:
    with pytest.raises(RunAgainError):
        look()


def test_while_pages_are_being_drawn_news_waits_but_each_time_for_fewer(
    look: Callable[[], Any],
) -> None:
    with live_refresh.count_drawing(), live_refresh.count_drawing(), live_refresh.count_drawing():
        look()
        look()
        with pytest.raises(RunAgainError):
            look()


def test_a_page_that_was_drawn_no_longer_keeps_news_waiting(look: Callable[[], Any]) -> None:
    for _ in range(live_refresh.MAX_RUNNING):
        with suppress(ValueError), live_refresh.count_drawing():
            raise ValueError

    with pytest.raises(RunAgainError):
        look()


@pytest.fixture
def changed(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Version, Version]]:
    """Let item 7 have all the news there are; list what is asked of the store."""
    asked: list[tuple[Version, Version]] = []

    def items(_store: object, *between: Version) -> frozenset[int]:
        asked.append((between[0], between[1]))
        return frozenset({7})

    monkeypatch.setattr(live_refresh, "_items_changed", items)
    return asked


def test_a_page_runs_again_for_news_of_what_it_shows(
    look: Callable[[], Any], changed: list[tuple[Version, Version]]
) -> None:
    live_refresh.st.session_state.shown.items = frozenset({7, 8})

    with pytest.raises(RunAgainError):
        look()

    assert changed == [(SHOWN, NEWER)]


def test_a_page_stays_with_news_of_what_it_does_not_show_and_asks_no_more(
    look: Callable[[], Any], changed: list[tuple[Version, Version]]
) -> None:
    live_refresh.st.session_state.shown.items = frozenset({8})

    look()
    look()

    assert changed == [(SHOWN, NEWER)]


def test_a_page_runs_again_where_nobody_can_tell_what_is_new(
    look: Callable[[], Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    live_refresh.st.session_state.shown.items = frozenset()
    monkeypatch.setattr(live_refresh, "_items_changed", lambda *_: None)

    with pytest.raises(RunAgainError):
        look()


def test_a_page_that_shows_no_item_runs_again_on_the_next_day(
    look: Callable[[], Any],
    changed: list[tuple[Version, Version]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    live_refresh.st.session_state.shown.items = frozenset()
    look()

    tomorrow = live_refresh.clock.today() + timedelta(days=1)
    monkeypatch.setattr(live_refresh.clock, "today", lambda: tomorrow)

    with pytest.raises(RunAgainError):
        look()
    assert len(changed) == 1


def test_a_page_whose_user_may_do_something_else_runs_again(
    look: Callable[[], Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(live_refresh, "_version", lambda: SHOWN)
    user = User("li", "李明", Role.OFFICE, None, must_change=False)
    live_refresh.st.session_state.shown.viewer = (user, live_refresh.clock.today(), False)
    now = replace(user, role=Role.UNIT, unit="区水利局")
    monkeypatch.setattr(live_refresh, "current_user", lambda **_: now)

    with pytest.raises(RunAgainError):
        look()


def test_a_page_whose_reader_s_system_went_dark_runs_again(
    look: Callable[[], Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(live_refresh, "_version", lambda: SHOWN)
    look()

    monkeypatch.setattr(live_refresh.theme, "is_dark", lambda: True)

    with pytest.raises(RunAgainError):
        look()
