"""A tab left open sees nothing more once its log-in has ended, whatever part of it still runs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from benchmarks.client import Reader
from kzdash import accounts
from kzdash.domain.models import Role
from kzdash.runtime import clock
from tests import people, serving

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from kzdash.store import Store

MONEY = "亿元".encode()


class Tab(Reader):
    """A reader that remembers which parts of its page can run by themselves, and what it saw."""

    def __init__(self, address: str, **cookies: str) -> None:
        super().__init__(address, **cookies)
        self.parts: set[str] = set()
        self.seen = b""

    def _take(self, message: Any) -> None:
        if message.WhichOneof("type") == "delta":
            self.parts.add(message.delta.fragment_id)
        self.seen += message.SerializeToString()
        super()._take(message)

    def run_parts(self, parts: set[str] | None = None) -> bytes:
        """Ask for these parts anew, or for all; return all that comes."""
        self.seen = b""
        for part in (self.parts if parts is None else parts) - {""}:
            self._ask({}, fragment=part)
            self.wait(1)
        return self.seen


@pytest.fixture
def closed_board(file: Path, tmp_path: Path) -> Iterator[str]:
    """A board that only accounts may read."""
    with serving.dashboard(f"sqlite:///{file}", tmp_path / "log", KZDASH_READ="login") as address:
        yield address


@pytest.mark.slow
def test_the_parts_of_an_open_page_show_nothing_after_the_log_out(
    closed_board: str, store: Store
) -> None:
    name = people.join(store, clock.now(), "zhang")
    token = accounts.log_in(store, name, people.PASSWORD, clock.now())
    with Tab(closed_board, **{accounts.COOKIE: token}) as tab:
        tab.run("projects", "")
        assert MONEY in tab.seen
        assert MONEY in tab.run_parts()

        accounts.log_out(store, token)

        assert MONEY not in tab.run_parts()


@pytest.mark.slow
@pytest.mark.parametrize(
    ("key", "words"), [("numbers", "区发展改革委"), ("settings", "自动翻页的间隔")]
)
def test_a_panel_over_a_slide_shows_nothing_after_the_log_out(
    closed_board: str, store: Store, key: str, words: str
) -> None:
    name = people.join(store, clock.now(), "zhang")
    token = accounts.log_in(store, name, people.PASSWORD, clock.now())
    with Tab(closed_board, **{accounts.COOKIE: token}) as tab:
        tab.run("briefing", "slide=5")
        of_slide = set(tab.parts)
        tab.send({"remote": {key: True}})
        panel = tab.parts - of_slide
        assert words.encode() in tab.run_parts(panel)

        accounts.log_out(store, token)

        assert words.encode() not in tab.run_parts(panel)


@pytest.mark.slow
def test_a_one_time_password_reads_nothing_of_a_closed_board(
    closed_board: str, store: Store
) -> None:
    given = accounts.add_account(
        store, "neu", "新人", Role.OFFICE, None, None, clock.now(), by=None
    )
    token = accounts.log_in(store, "neu", given, clock.now())
    with Tab(closed_board, **{accounts.COOKIE: token}) as tab:
        tab.run("projects", "")

        assert MONEY not in tab.seen
        assert "请先修改密码".encode() in tab.seen
