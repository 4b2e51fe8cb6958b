"""`python -m tests.law`: hold the product to its law for ten minutes, or as many as are given.

What is found is raised with the fewest steps that show it, and with how to see it.
"""

from __future__ import annotations

import sys
import time

from hypothesis import seed, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.hypothesis_settings import USUAL
from tests.law.machine import Law

MINUTES, AT_ONCE = 10, 25


class Long(Law):
    """More of all there is to look at in a step."""

    at_once = 30


def run(minutes: float) -> int:
    """Try anew until the time is over; return how many turns of AT_ONCE examples there were."""
    end, turns = time.monotonic() + minutes * 60, 0
    while turns == 0 or time.monotonic() < end:
        number = time.time_ns()
        usual = settings(USUAL, max_examples=AT_ONCE, stateful_step_count=12)
        run_state_machine_as_test(seed(number)(Long), settings=usual)
        turns += 1
    return turns


if __name__ == "__main__":
    turns = run(float(sys.argv[1]) if sys.argv[1:] else MINUTES)
    print(f"{'plans held to the law':<32} {turns * AT_ONCE:>8,}")  # noqa: T201 - what the command says
