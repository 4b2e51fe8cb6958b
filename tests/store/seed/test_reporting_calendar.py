"""The seed says when what is to be reported; what it may not say is named, and none is needed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kzdash.board.board import compute_board
from kzdash.domain.progress import ReportingRule, Rhythm
from kzdash.errors import SeedError
from kzdash.store import Store, seed

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from pathlib import Path

    Edit = Callable[[Path, str, str], None]

PROJECT = 'project = { rhythm = "month", workday = -4 }'
DEFAULT = 'default = "04-30"'


def test_what_is_shipped_asks_for_projects_by_the_month_and_for_tasks_by_the_quarter(
    seed_folder: Path,
) -> None:
    said = seed.read_seed(seed_folder).reporting

    assert said.rules["project"] == ReportingRule(Rhythm.MONTH, -4)
    assert said.rules["task"] == ReportingRule(Rhythm.QUARTER, 10)
    assert said.published == {0: (4, 30)}


@pytest.mark.parametrize(
    ("old", "new", "column"),
    [
        (PROJECT, 'project = { rhythm = "week", workday = 1 }', "reporting.project.rhythm"),
        (PROJECT, "project = { workday = 1 }", "reporting.project.rhythm"),
        (PROJECT, 'project = { rhythm = "month", workday = 0 }', "reporting.project.workday"),
        (PROJECT, 'project = { rhythm = "month", workday = 21 }', "reporting.project.workday"),
        (PROJECT, 'project = { rhythm = "month", workday = true }', "reporting.project.workday"),
        (PROJECT, 'project = { rhythm = "month" }', "reporting.project.workday"),
        (
            PROJECT,
            'project = { rhythm = "month", workday = 1, grace = -1 }',
            "reporting.project.grace",
        ),
        (PROJECT, 'project = { rhythm = "month", workday = 1, day = 2 }', "reporting.project"),
        (PROJECT, "project = 5", "reporting.project"),
        (PROJECT, 'matter = { rhythm = "month", workday = 1 }', "reporting.matter"),
        (
            'indicator = { rhythm = "year", workday = 10 }',
            'indicator = { rhythm = "month", workday = 10 }',
            "reporting.indicator.rhythm",
        ),
        (
            'indicator = { rhythm = "year", workday = 10 }',
            'indicator = { rhythm = "year", workday = -1 }',
            "reporting.indicator.workday",
        ),
        (DEFAULT, '"16" = "04-30"', "reporting.published.16"),
        (DEFAULT, 'default = "02-29"', "reporting.published.default"),
        (DEFAULT, "default = 4", "reporting.published.default"),
        ("[reporting]", "[other]\n[reporting.published.7]", "reporting.published.7"),
    ],
)
def test_what_no_calendar_can_say_is_named(
    draft_seed: Path, edit: Edit, old: str, new: str, column: str
) -> None:
    edit(draft_seed / "plan.toml", old, new)
    if "[other]" in new:
        edit(draft_seed / "plan.toml", "[reporting.published]\n", "[another]\n")

    with pytest.raises(SeedError) as caught:
        seed.read_seed(draft_seed)

    assert [(problem.file, problem.column) for problem in caught.value.problems] == [
        ("plan.toml", column)
    ]


def test_a_section_that_is_none_is_named(draft_seed: Path) -> None:
    plan = draft_seed / "plan.toml"
    before = plan.read_text("utf-8").partition("[reporting]")[0]
    plan.write_text(f"reporting = 5\n{before}", "utf-8")

    with pytest.raises(SeedError, match="section \\[reporting\\]"):
        seed.read_seed(draft_seed)


def test_each_indicator_may_be_published_on_a_day_of_its_own(
    draft_seed: Path, edit: Edit, tmp_path: Path, now: datetime, item_id: Callable[..., int]
) -> None:
    edit(draft_seed / "plan.toml", DEFAULT, f'{DEFAULT}\n"7" = "08-31"')
    store = Store(f"sqlite:///{tmp_path}/own.db")
    seed.init_store(store.url, draft_seed, now)

    calendar = compute_board(store, now.date()).calendar

    days = [calendar.published_on(item_id("indicator", number), 2025) for number in (7, 8)]
    assert [day.isoformat() for day in days] == ["2026-08-31", "2026-04-30"]


def test_a_seed_without_a_calendar_makes_a_store_without_and_takes_it_from_an_older_one(
    draft_seed: Path, tmp_path: Path, now: datetime
) -> None:
    store = Store(f"sqlite:///{tmp_path}/own.db")
    seed.init_store(store.url, draft_seed, now)
    plan = draft_seed / "plan.toml"
    plan.write_text(plan.read_text("utf-8").partition("[reporting]")[0], "utf-8")

    assert all(item.round for item in compute_board(store, now.date()).projects)
    assert seed.init_store(store.url, draft_seed, now)

    board = compute_board(store, now.date())
    assert [item for item in board.followed if item.round] == []
    assert not seed.differs_from_seed(store, draft_seed, now)
