"""The law as a machine: plans of any size, whatever the rules accept, and all there is to look at.

Whatever the rules and the seed's own checks accept gives a board, every page, slide, document,
sheet to print, `check` and backup, on every day.
"""

from __future__ import annotations

import datetime as dt
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import pytest
import streamlit as st
from hypothesis import assume
from hypothesis import strategies as some
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule

from kzdash.domain.formatting import EARLIEST, LATEST
from kzdash.domain.models import ADDED_KINDS
from kzdash.domain.progress import Answer
from tests.law.seeds import seeds
from tests.law.views import Look, Onlooker
from tests.law.world import FIGURES, TEXTS, Saying, World

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.law.seeds import Seed

T = TypeVar("T")
KEPT = Path(tempfile.gettempdir()) / "kzdash-against-the-law"
ANY = some.integers(0, 999)
SAYINGS = some.builds(
    Saying,
    figure=some.sampled_from(list(FIGURES)),
    text=some.sampled_from(range(len(TEXTS))),
    answer=some.sampled_from(list(Answer)),
    kind=some.sampled_from(sorted(ADDED_KINDS)),
    status=some.sampled_from(["done", "blocked", "in_progress", "not_started", None]),
    stage=some.sampled_from(["built", "in_use", "construction", "preparation", None]),
    year=some.integers(0, 5),
    part=some.integers(0, 29),
    day=some.integers(0, 4),
    later_days=some.sampled_from([0, 1, 400, 99_999]),
    typed=some.booleans(),
)


class Law(RuleBasedStateMachine):
    """`at_once` is how much of all there is to look at one step looks at."""

    at_once = 6

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="law-"))
        self.patch = pytest.MonkeyPatch()
        self.world = World(self.folder)

    @initialize(seed=seeds())
    def make(self, seed: Seed) -> None:
        """Make a store from a plan; what the seed's own checks refuse is no counter-example."""
        seed.write(self.world.seed)
        assume(self._held("python -m kzdash init", self.world.made))
        self.onlooker = Onlooker(self.world, self.patch)

    @rule(at=ANY, who=ANY, saying=SAYINGS)
    def report(self, at: int, who: int, saying: Saying) -> None:
        """Report on an item as somebody."""
        self._held("a report", lambda: self.world.report(at, who, saying))

    @rule(at=ANY, who=ANY)
    def undo(self, at: int, who: int) -> None:
        """Undo the last report on an item as somebody."""
        self._held("an undo", lambda: self.world.undo(at, who))

    @rule(at=ANY, who=ANY, saying=SAYINGS)
    def adjust(self, at: int, who: int, saying: Saying) -> None:
        """Adjust the plan as somebody."""
        self._held("an adjustment", lambda: self.world.adjust(at, who, saying))

    @rule(at=ANY, who=ANY, saying=SAYINGS)
    def add(self, at: int, who: int, saying: Saying) -> None:
        """Add a step, a matter or a meeting as somebody."""
        self._held("an addition", lambda: self.world.add(at, who, saying))

    @rule(day=ANY, later=some.booleans(), entered=some.booleans(), who=ANY, first=ANY)
    def look(self, day: int, who: int, first: int, *, later: bool, entered: bool) -> None:
        """Look as somebody at some of all there is, on a day."""
        days = [*self.world.days(), EARLIEST, dt.date(2026, 3, 1)]
        as_of = min(max(days[day % len(days)], EARLIEST), LATEST)
        now = dt.datetime.combine(LATEST if later else as_of, dt.time(4), dt.UTC)
        look = Look(now, as_of, entered)
        self.onlooker.at(look, who)
        everything = self._held(f"a board, {look}", lambda: list(self.onlooker.every(look)))
        start = first % len(everything)
        for address, see in (everything[start:] + everything[:start])[: self.at_once]:
            self._held(f"{address} at {now:%Y-%m-%d}", see)

    def teardown(self) -> None:
        """Leave nothing of what did hold."""
        self.patch.undo()
        st.cache_data.clear()
        shutil.rmtree(self.folder)

    def _held(self, what: str, act: Callable[[], T]) -> T:
        """Let something hold; where it does not, keep all that shows it, and say how to see it."""
        try:
            return act()
        except Exception as error:
            shutil.rmtree(KEPT, ignore_errors=True)
            shutil.copytree(self.folder, KEPT)
            told = "\n".join(f"  {words}" for words in self.world.told)
            error.add_note(
                f"against the law: {what}\nafter\n{told}\nsee it with\n"
                f"  KZDASH_SEED={KEPT}/seed KZDASH_DATABASE_URL=sqlite:///{KEPT}/law.db "
                "python -m kzdash serve"
            )
            raise
