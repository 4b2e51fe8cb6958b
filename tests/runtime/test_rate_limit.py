"""So many times within so long, and no more, for each alone."""

from __future__ import annotations

from kzdash.runtime.rate_limit import RateLimit


def test_each_has_so_many_within_the_time_and_gets_them_back_one_by_one() -> None:
    now = 0.0
    pace = RateLimit(3, 60, lambda: now)

    def tried(*seconds: float) -> list[bool]:
        nonlocal now
        taken = []
        for second in seconds:
            now = second
            taken.append(pace.take("zhang"))
        return taken

    assert tried(0, 20, 40, 59, 60, 61, 80, 81) == [
        True,
        True,
        True,
        False,
        True,
        False,
        True,
        False,
    ]
    assert pace.take("wang")


def test_one_that_is_given_back_does_not_count() -> None:
    pace = RateLimit(1, 60)

    for _ in range(3):
        assert pace.take("zhang")
        pace.give_back("zhang")
    pace.give_back("nobody")
    assert pace.take("zhang")
    assert not pace.take("zhang")
    pace.reset()
    assert pace.take("zhang")
