"""Another county's plan makes its own store and board with the same code."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from kzdash.board.board import compute_board
from kzdash.documents import board_json
from kzdash.domain import formatting
from kzdash.domain.progress import Status
from kzdash.runtime import config
from kzdash.store import Store, seed

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

MID_2027 = date(2027, 6, 30)


@pytest.fixture
def county(county_folder: Path, tmp_path: Path, now: datetime) -> Store:
    url = f"sqlite:///{tmp_path / 'county.db'}"
    seed.init_store(url, county_folder, now)
    return Store(url)


def test_the_county_s_seed_has_no_problem(county_folder: Path) -> None:
    assert seed.read_seed(county_folder).plan["slug"] == "lanxi"


def test_the_board_is_the_county_s(county: Store) -> None:
    board = compute_board(county, MID_2027)

    assert board.plan.document_number == "岚府发〔2026〕3号"
    assert (board.plan.baseline_year, board.plan.target_year) == (2025, 2028)
    assert [
        len(part)
        for part in (
            board.indicators,
            board.projects,
            board.milestones,
            board.tasks,
            board.policies,
            board.reforms,
            board.directions,
            board.aims,
            board.safeguards,
        )
    ] == [4, 6, 3, 4, 3, 2, 2, 1, 2]


def test_the_county_s_categories_have_its_names_and_sums(county: Store) -> None:
    board = compute_board(county, MID_2027)

    assert [
        (
            category.category_name,
            formatting.format_money(category.planned_investment_wan_yuan),
            category.physical.count,
        )
        for category in board.categories
    ] == [("清水工程", "9,000万元", 3), ("美村工程", "5,100万元", 2), ("兴学工程", "1,200万元", 1)]
    assert formatting.format_money(board.planned_investment_wan_yuan) == "1.53亿元"


def test_an_indicator_goes_from_the_county_s_baseline_to_its_target_year(county: Store) -> None:
    line = compute_board(county, MID_2027).indicators[1]

    found = line.assessment
    assert (found.baseline, found.value, found.period) == (Decimal(90), Decimal("92.5"), 2026)
    assert found.progress == Decimal("0.3125")
    # 90 + 8 x 365/1096, and 90 + 2.5 x 1096/365
    assert (found.expected, found.forecast) == (Decimal("92.7"), Decimal("97.5"))
    assert found.status is Status.BEHIND
    assert line.due_on == date(2028, 12, 31)


def test_growth_counts_the_county_s_years(county: Store) -> None:
    line = compute_board(county, date(2028, 6, 30)).indicators[0]

    assert line.assessment.missing == (2027,)
    assert line.status is Status.MET


def test_milestones_have_the_county_s_days(county: Store) -> None:
    board = compute_board(county, MID_2027)

    assert [(line.status, line.due.days) for line in board.milestones] == [
        (Status.DONE_ON_TIME, 15),
        (Status.NOT_DUE, 184),
        (Status.NOT_DUE, 519),
    ]


def test_the_pilot_period_is_the_county_s(county: Store) -> None:
    assert compute_board(county, date(2025, 12, 31)).time_elapsed == Decimal(0)
    assert compute_board(county, date(2028, 12, 31)).time_elapsed == Decimal(1)


def test_paragraphs_hang_under_the_county_s_direction(county: Store) -> None:
    first = compute_board(county, MID_2027).directions[0]

    assert [part.name for part in first.paragraphs] == ["居民水价", "农业水价"]
    assert first.units == ("县发改局", "县农业局")


def test_nothing_of_another_plan_is_on_the_county_s_board(county: Store) -> None:
    assert "开州" not in board_json.dumps(compute_board(county, MID_2027))


def test_the_county_s_store_bears_its_slug(
    county_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KZDASH_SEED", str(county_folder))
    monkeypatch.delenv("KZDASH_DATABASE_URL", raising=False)

    assert config.current().database_url.endswith("/data/lanxi.db")


def test_two_plans_keep_two_stores(county: Store, store: Store) -> None:
    before = board_json.as_dict(compute_board(store, MID_2027))

    assert compute_board(county, MID_2027).plan.title != compute_board(store, MID_2027).plan.title
    assert board_json.as_dict(compute_board(store, MID_2027)) == before
