"""An open page runs again when there is news, but lets those who asked for a page go first."""

from __future__ import annotations

from contextlib import suppress
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest

from kzdash.ui.frame import live_refresh

if TYPE_CHECKING:
    from collections.abc import Callable

SHOWN, NEWER = (1, 5, 0), (1, 6, 0)


class RunAgainError(Exception):
    """What stands here for the exception by which Streamlit runs a page again."""


def again() -> None:
    raise RunAgainError


@pytest.fixture
def look(monkeypatch: pytest.MonkeyPatch) -> Callable[[], Any]:
    """Look for news as an open page does that shows an older version."""
    page = SimpleNamespace(session_state=SimpleNamespace(put_off=0), rerun=again)
    monkeypatch.setattr(live_refresh, "st", page)
    monkeypatch.setattr(live_refresh, "current_user", lambda **_: None)
    monkeypatch.setattr(live_refresh, "_version", lambda: NEWER)
    monkeypatch.setattr(live_refresh.theme, "is_dark", lambda: False)
    return lambda: live_refresh._check.__wrapped__(SHOWN, None, live_refresh.clock.today(), False)  # noqa: SLF001 - what Streamlit runs every so often


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


def test_a_page_whose_reader_s_system_went_dark_runs_again(
    look: Callable[[], Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(live_refresh, "_version", lambda: SHOWN)
    look()

    monkeypatch.setattr(live_refresh.theme, "is_dark", lambda: True)

    with pytest.raises(RunAgainError):
        look()
