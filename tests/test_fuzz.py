"""A little of what `make fuzz` tries at length."""

from __future__ import annotations

from tests import fuzz


def test_whatever_is_typed_seeded_or_handed_over_is_read_or_refused() -> None:
    tried = fuzz.run(minutes=0, at_once=30)

    for kind in ("typed", "seed", "backup"):
        assert 0 < tried[f"{kind}, refused"] < tried[kind]
