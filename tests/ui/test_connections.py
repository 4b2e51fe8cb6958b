"""A run of a page asks the store little: the log-in once, and all last reports together."""

from __future__ import annotations

from contextlib import contextmanager
from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import event
from sqlalchemy.pool import Pool

from kzdash.runtime import clock
from kzdash.ui.frame.board import board_on
from kzdash.ui.session import identity

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from kzdash.store import Store
    from tests.ui.conftest import Screen

MOST, MOST_AGAIN = 8, 5  # the first after a report, which reads who is who, and each after it


@contextmanager
def counted_connections() -> Iterator[list[object]]:
    """Note every connection to a database that is opened within the block."""
    opened: list[object] = []

    def note(*connection: object) -> None:
        opened.append(connection)

    event.listen(Pool, "checkout", note)
    try:
        yield opened
    finally:
        event.remove(Pool, "checkout", note)


def test_a_logged_in_run_of_the_milestones_opens_few_connections(
    visit: Callable[..., Screen],
    log_in: Callable[..., str],
    own_store: Store,
    item_id: Callable[[str, int], int],
) -> None:
    me, third = log_in(), item_id("milestone", 3)
    own_store.undo(third, 1, me, clock.now())
    for day in (date(2025, 6, 30), clock.today()):
        board_on(day, entered=False)  # else the first who reads it computes it

    with counted_connections() as opened:
        screen = visit("milestones")
    with counted_connections() as opened_again:
        screen.run()

    assert "取消撤销" in screen.buttons
    assert screen.buttons.count("填报") == 5
    assert len(opened) <= MOST
    assert len(opened_again) <= MOST_AGAIN


def test_a_run_remembers_its_user_and_the_next_asks_anew(
    jar: dict[str, str], log_in: Callable[..., str]
) -> None:
    log_in()
    with identity.remember_user(), counted_connections() as opened:
        first = identity.current_user()
        with identity.remember_user():  # a fragment that its page runs
            assert identity.current_user(touch=False) is first
    assert first is not None
    assert len(opened) == 1

    jar.clear()

    with identity.remember_user():
        assert identity.current_user() is None
