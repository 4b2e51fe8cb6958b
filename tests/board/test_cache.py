"""What is kept is made once for all who ask, and there is no more of it than there is room for."""

from __future__ import annotations

from concurrent.futures import Future, ThreadPoolExecutor, wait

import pytest

from kzdash.board.cache import memoized


def test_those_asked_for_last_are_kept() -> None:
    made: list[int] = []
    double = memoized(2)(lambda number: made.append(number) or number * 2)

    assert [double(number) for number in (1, 2, 1, 3, 1, 2)] == [2, 4, 2, 6, 2, 4]

    assert made == [1, 2, 3, 2]


def test_a_key_says_what_is_the_same() -> None:
    first = memoized(2, key=lambda name, *_made_of: name)(lambda name, made_of: (name, made_of))

    assert first("board", [1]) is first("board", [2])


def test_who_asks_for_what_is_being_made_waits_for_it() -> None:
    made: list[int] = []
    others: list[Future[int]] = []
    with ThreadPoolExecutor(1) as another:

        @memoized(2)
        def slow(number: int) -> int:
            made.append(number)
            others.append(another.submit(slow, number))
            wait(others, timeout=0.2)
            return number * 2

        assert slow(1) == 2
        assert others[0].result(timeout=10) == 2

    assert made == [1]


def test_what_failed_is_tried_again() -> None:
    outcomes = iter((ValueError("not yet"), 4))

    @memoized(2)
    def trying(_number: int) -> int:
        outcome = next(outcomes)
        if isinstance(outcome, ValueError):
            raise outcome
        return outcome

    with pytest.raises(ValueError, match="not yet"):
        trying(2)

    assert trying(2) == 4
