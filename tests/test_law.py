"""A minute of what `python -m tests.law` tries at length, and how it says what it finds."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from kzdash.board.board import Board
from tests.hypothesis_settings import USUAL
from tests.law import machine
from tests.law.machine import Law

if TYPE_CHECKING:
    from pathlib import Path

# without making what it finds small, which takes minutes: `python -m tests.law` does
FEW = settings(USUAL, derandomize=True, phases=[Phase.generate], stateful_step_count=10)


@pytest.mark.slow
def test_whatever_is_accepted_can_be_looked_at_on_every_day() -> None:
    run_state_machine_as_test(Law, settings=settings(FEW, max_examples=30))


@pytest.mark.slow
def test_what_is_against_the_law_is_told_with_how_to_see_it(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    kept = tmp_path / "kept"
    monkeypatch.setattr(machine, "KEPT", kept)
    monkeypatch.setattr(Board, "planned_investment_wan_yuan", property(lambda _board: 1 / 0))

    with pytest.raises(ZeroDivisionError) as caught:
        run_state_machine_as_test(Law, settings=settings(FEW, max_examples=30))

    told = "\n".join(caught.value.__notes__)
    assert "against the law: " in told
    assert f"KZDASH_DATABASE_URL=sqlite:///{kept}/law.db python -m kzdash serve" in told
    assert (kept / "seed" / "plan.toml").is_file()
