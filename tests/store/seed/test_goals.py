"""The goals of a seed become adjustments once; a goal that no rule allows is named."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from kzdash.board.board import compute_board
from kzdash.domain.progress import FundSource
from kzdash.errors import SeedError, SeedProblem
from kzdash.store import Store, seed

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from pathlib import Path

    Kept = Callable[[], str]

DAY = date(2025, 6, 30)
GOALS = """\
指标,4,指标目标,2024年,,54.5,,开州发改〔2024〕3号,2024-03-01,年度分解
指标,4,指标目标,2025年上半年,,55,,开州发改〔2024〕3号,2024-03-01,年度分解
项目,28,计划投资,2025年,,30000,,开州发改〔2025〕1号,2025-01-10,年度投资计划
项目,28,计划开工,,,,2023-01-03,开州发改〔2025〕1号,2025-01-10,年度投资计划
项目,28,计划资金,,专项债,5000,,开州发改〔2025〕1号,2025-01-10,年度投资计划
"""


def write(folder: Path, rows: str) -> None:
    with (folder / "goals.csv").open("a", encoding="utf-8") as file:
        file.write(rows)


def test_the_goals_of_a_seed_stand_on_boards_and_are_brought_once(
    url: str, draft_seed: Path, now: datetime, kept: Kept
) -> None:
    write(draft_seed, GOALS)

    assert seed.init_store(url, draft_seed, now)

    board = compute_board(Store(url), DAY)
    project = board.projects[27]
    assert dict(board.indicators[3].target.goals) == {2024: Decimal("54.5"), 20252: Decimal(55)}
    assert board.indicators[3].assessment.expected == Decimal("54.50")
    assert dict(project.year_plans) == {2025: Decimal(30000)}
    assert dict(project.planned_funds) == {FundSource.SPECIAL_BOND: Decimal(5000)}
    assert project.starts_on == date(2023, 1, 3)
    before = kept()
    assert not seed.init_store(url, draft_seed, now)
    assert kept() == before


def test_a_seed_needs_no_goals(draft_seed: Path) -> None:
    (draft_seed / "goals.csv").unlink()

    assert seed.read_seed(draft_seed).tables["goals"] == []


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        ("指标,16,指标目标,2024年,,5,,文号,2024-03-01,分解", ("事项序号", "16", "a number")),
        ("指标,4,计划投资,2024年,,5,,文号,2024-03-01,分解", ("内容", "year_investment", "no such")),
        ("指标,4,指标目标,2025年,,57,,文号,2024-03-01,分解", ("内容", "goal", "can have no goal")),
        ("指标,4,指标目标,2022年,,57,,文号,2024-03-01,分解", ("内容", "goal", "can have no goal")),
        ("指标,4,指标目标,2024年,,101,,文号,2024-03-01,分解", ("内容", "goal", "from 0 to 100")),
        (
            "指标,4,指标目标,2024年,,,,文号,2024-03-01,分解",
            ("内容", "goal", "nothing is filled in"),
        ),
        ("项目,28,计划资金,,,5,,文号,2024-03-01,分解", ("内容", "planned_funds", "no such field")),
        (
            "项目,28,计划投资,2025年,专项债,5,,文号,2024-03-01,分解",
            ("内容", "year_", "no such field"),
        ),
        ("项目,28,计划投资,2022年,,5,,文号,2024-03-01,分解", ("内容", "year_", "can have no goal")),
        ("项目,28,计划投资,,,5,,文号,2024-03-01,分解", ("内容", "year_", "can have no goal")),
        ("项目,28,计划投资,2025年,,-5,,文号,2024-03-01,分解", ("内容", "year_", "not be negative")),
    ],
)
def test_a_goal_that_no_rule_allows_is_named_and_nothing_is_made(
    url: str,
    draft_seed: Path,
    now: datetime,
    kept: Kept,
    row: str,
    problem: tuple[str, str, str],
) -> None:
    before = kept()
    write(draft_seed, f"{row}\n")

    with pytest.raises(SeedError) as caught:
        seed.init_store(url, draft_seed, now)

    column, found, expected = problem
    (named,) = caught.value.problems
    assert (named.file, named.line, named.column) == ("goals.csv", 2, column)
    assert named.value.startswith(found)
    assert expected in named.expected
    assert kept() == before


def test_a_period_that_is_none_is_named(draft_seed: Path) -> None:
    write(draft_seed, "指标,4,指标目标,2024年四季度,,5,,文号,2024-03-01,分解\n")

    with pytest.raises(SeedError) as caught:
        seed.read_seed(draft_seed)

    assert caught.value.problems == [
        SeedProblem(
            *("goals.csv", 2, "时期", "2024年四季度"),
            "a year such as 2025年, or a part of one such as 2025年上半年",
        )
    ]
