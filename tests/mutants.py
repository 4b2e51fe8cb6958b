"""Counting mutants: which tests look for them, in which order, and the score of each room.

As a plugin of pytest it leaves out what takes long to notice what quicker tests notice too: a
mutant is looked for by the tests of its own room, and what runs on both engines runs on SQLite.
Tests of PostgreSQL's own come last, for their server has to be started anew for each mutant.
`python -m tests.mutants` prints what `mutmut run` found.
"""

from __future__ import annotations

import os
import sys
from collections import Counter
from typing import TYPE_CHECKING

import click
from mutmut.mutation.data import SourceFileMutationData
from mutmut.stats import status_by_exit_code
from mutmut.utils.file_utils import walk_mutatable_files

if TYPE_CHECKING:
    import pytest

# the tests of kzdash/store are in tests/store, and so on
ROOMS = ("domain/progress", "accounts", "store")
# they start servers and many processes, or try thousands of examples
LEFT_OUT = (
    "test_concurrent_writers.py",
    "test_durability.py",
    "test_random_reports.py",
    "test_two_processes_that_make_one_store_both_succeed",
    "test_those_who_bring_up_a_store_at_once_all_end_well",
)
KILLED = ("killed", "timeout")
AIM = 0.85


def pytest_configure(config: pytest.Config) -> None:
    """Leave a mutant to the tests of its own room."""
    mutant = os.environ.get("MUTANT_UNDER_TEST", "").replace(".", "/")
    for room in ROOMS:
        if mutant.startswith(f"kzdash/{room}/"):
            config.args = [test for test in config.args if test.startswith(f"tests/{room}/")]


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what is slow, and put last what needs a server."""
    left_out = [item for item in items if _is_left_out(item)]
    config.hook.pytest_deselected(items=left_out)
    chosen = [item for item in items if item not in left_out]
    items[:] = sorted(chosen, key=lambda item: item.path.name == "test_postgresql.py")


def _is_left_out(item: pytest.Item) -> bool:
    given = getattr(item, "callspec", None)
    asked = given.params if given else {}
    on = {asked.get("engine"), asked.get("shared_url")}
    return item.path.name in LEFT_OUT or item.name in LEFT_OUT or "postgresql" in on


def main() -> None:
    """Print the score of each room; end with 1 where it is under the aim."""
    found = {room: _found(room) for room in ROOMS}
    for room, counts in found.items():
        click.echo(_line(room, counts))
    together = sum(found.values(), Counter[str]())
    click.echo(_line("together", together))
    sys.exit(_score(together) < AIM)


def _found(room: str) -> Counter[str]:
    """How many mutants of a room came to which end."""
    counts: Counter[str] = Counter()
    for path in walk_mutatable_files():
        if path.is_relative_to(f"kzdash/{room}"):
            data = SourceFileMutationData(path=path)
            data.load()
            counts.update(status_by_exit_code[code] for code in data.exit_code_by_key.values())
    return counts


def _tried(counts: Counter[str]) -> int:
    return counts.total() - counts["skipped"] - counts["not checked"]


def _score(counts: Counter[str]) -> float:
    """The share that was noticed of those that were tried."""
    return sum(counts[status] for status in KILLED) / max(_tried(counts), 1)


def _line(name: str, counts: Counter[str]) -> str:
    ends = ", ".join(f"{count} {status}" for status, count in counts.most_common())
    return f"{name:<15} {_score(counts):6.1%} of {_tried(counts):>4} were noticed ({ends})"


if __name__ == "__main__":
    main()
