"""The board as JSON: the keys, types and nulls that others rely on."""

from __future__ import annotations

import json
import re
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from kzdash.board.board import compute_board
from kzdash.documents import board_json
from kzdash.domain.progress import Status

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from kzdash.board.board import Board
    from kzdash.domain.models import Report
    from kzdash.store import Store

    BoardAt = Callable[[date], Board]

JUNE = date(2025, 6, 30)
DAYS = (date(2022, 12, 31), date(2024, 7, 30), JUNE, date(2026, 11, 23))
COMMON = {"number", "name", "lead_units", "lead_unit", "supporting_units", "parts"} | {
    "status",
    "citation",
}
DUTY = COMMON | {"summary"}
KEYS = {
    "indicators": COMMON
    | {"unit", "measure", "target", "original_target", "baseline", "value", "period", "gap"}
    | {"progress", "expected", "forecast", "reason"},
    "projects": COMMON
    | {"programme", "owner", "funding", "start_year", "end_year"}
    | {"planned_investment_wan_yuan", "completed_investment_wan_yuan", "physical_progress"}
    | {"original_investment_wan_yuan", "original_due_on", "funds_received_wan_yuan"},
    "milestones": COMMON | {"due_on", "original_due_on", "completed_on", "days"},
    "tasks": DUTY | {"programme"},
    "policies": DUTY,
    "reforms": DUTY,
    "directions": DUTY | {"paragraphs"},
    "aims": DUTY,
    "safeguards": DUTY,
}
COUNTS = {
    "indicators": 15,
    "projects": 35,
    "milestones": 5,
    "tasks": 27,
    "policies": 25,
    "reforms": 19,
    "directions": 5,
    "aims": 5,
    "safeguards": 7,
}
WHOLE = {
    "schema_version",
    "seq",
    "queried_seq",
    "number",
    "period",
    "year",
    "start_year",
    "end_year",
    "programme",
    "days",
    "missing",
    "awaited",
}
DECIMALS = {
    "target",
    "baseline",
    "value",
    "gap",
    "progress",
    "expected",
    "forecast",
    "planned_investment_wan_yuan",
    "original_target",
    "original_investment_wan_yuan",
    "completed_investment_wan_yuan",
    "funds_received_wan_yuan",
    "physical_progress",
    "time_elapsed",
    "figure",
}
DATES = {"as_of", "issued_on", "due_on", "original_due_on", "completed_on", "reported_on"} | {
    "published_on",
    "since",
}
DAY = re.compile(r"\d{4}-\d\d-\d\d")


def printed(board: Board) -> Any:
    """What a reader gets who knows JSON and nothing of ours."""

    def refuse(constant: str) -> None:
        pytest.fail(f"{constant} is not JSON")

    return json.loads(board_json.dumps(board), parse_constant=refuse)


def leaves(value: Any, key: str = "") -> Iterator[tuple[str, Any]]:
    """Every value that is no object or list, with the key it stands under."""
    if isinstance(value, dict):
        for name, part in value.items():
            yield from leaves(part, name)
    elif isinstance(value, list):
        for part in value:
            yield from leaves(part, key)
    else:
        yield key, value


def test_the_board_has_every_part(board_at: BoardAt) -> None:
    found = printed(board_at(JUNE))

    assert found["as_of"] == "2025-06-30"
    assert {part: len(found[part]) for part in COUNTS} == COUNTS


@pytest.mark.parametrize("part", KEYS)
def test_every_row_of_a_part_has_its_keys(board_at: BoardAt, part: str) -> None:
    rows = printed(board_at(JUNE))[part]

    assert [row["number"] for row in rows if not KEYS[part] <= set(row)] == []
    assert [row["number"] for row in rows] == list(range(1, COUNTS[part] + 1))


@pytest.mark.parametrize("as_of", DAYS)
def test_every_value_has_the_type_of_its_key(board_at: BoardAt, as_of: date) -> None:
    for key, value in leaves(printed(board_at(as_of))):
        if value is None:
            continue
        if key in WHOLE:
            assert type(value) is int, key
        elif key in DECIMALS:
            assert isinstance(value, str), key
            assert Decimal(value).is_finite(), key
        elif key in DATES:
            assert DAY.fullmatch(value), key
        elif key == "status":
            assert Status.of(value)
        else:
            assert isinstance(value, str | bool), key


@pytest.mark.parametrize("as_of", DAYS)
def test_no_empty_text_stands_for_what_is_missing(board_at: BoardAt, as_of: date) -> None:
    assert [key for key, value in leaves(printed(board_at(as_of))) if value == ""] == []


def test_a_judged_indicator_carries_its_figures(board_at: BoardAt) -> None:
    urban_share = printed(board_at(JUNE))["indicators"][3]

    assert {key: urban_share[key] for key in KEYS["indicators"] - {"reason"}} == {
        "number": 4,
        "name": "常住人口城镇化率",
        "lead_units": ["区住房城乡建委", "区发展改革委"],
        "lead_unit": "区住房城乡建委",
        "supporting_units": ["区发展改革委"],
        "parts": [],
        "status": "behind",
        "citation": "附件1-4",
        "unit": "%",
        "measure": "level",
        "target": "56",
        "original_target": None,
        "baseline": "52.64",
        "value": "53.94",
        "period": 2024,
        "gap": "-2.06",
        "progress": "0.3869",
        "expected": "54.88",
        "forecast": "54.59",
    }


def test_what_nobody_reported_is_null(board_at: BoardAt) -> None:
    found = printed(board_at(JUNE))

    unknown = ("baseline", "value", "period", "gap", "progress", "expected", "forecast")
    assert [found["indicators"][5][key] for key in unknown] == [None] * len(unknown)
    assert found["indicators"][2]["unit"] is None
    assert found["projects"][0]["completed_investment_wan_yuan"] is None
    assert found["projects"][0]["physical_progress"] is None
    assert found["milestones"][0]["completed_on"] is None


def test_a_project_carries_what_the_plan_says_of_it(board_at: BoardAt) -> None:
    project = printed(board_at(JUNE))["projects"][27]

    assert {key: project[key] for key in KEYS["projects"]} == {
        "number": 28,
        "name": "开州区水环境综合治理PPP项目",
        "lead_units": ["区住房城乡建委"],
        "lead_unit": "区住房城乡建委",
        "supporting_units": [],
        "parts": [],
        "status": "no_data",
        "citation": "附件4-28",
        "programme": 5,
        "owner": "帅湖治水公司",
        "funding": "市场",
        "start_year": 2023,
        "end_year": 2025,
        "planned_investment_wan_yuan": "93600",
        "original_investment_wan_yuan": None,
        "original_due_on": None,
        "completed_investment_wan_yuan": None,
        "funds_received_wan_yuan": None,
        "physical_progress": None,
    }


def test_reported_figures_keep_their_digits(
    store: Store, new_report: Callable[..., Report]
) -> None:
    report = new_report(
        "project",
        1,
        JUNE,
        stage="construction",
        physical_progress_percent=Decimal("33.3"),
        completed_investment_wan_yuan=Decimal("10000000.01"),
        funds_received_wan_yuan=Decimal("8000000.10"),
    )
    store.append(report)

    project = printed(compute_board(store, JUNE))["projects"][0]

    assert project["physical_progress"] == "33.3"
    assert project["completed_investment_wan_yuan"] == "10000000.01"
    assert project["funds_received_wan_yuan"] == "8000000.10"
    assert project["reported_on"] == "2025-06-30"


def test_a_milestone_carries_its_days(board_at: BoardAt) -> None:
    third = printed(board_at(JUNE))["milestones"][2]

    assert {key: third[key] for key in ("due_on", "completed_on", "days", "status")} == {
        "due_on": "2024-06-30",
        "completed_on": "2024-07-30",
        "days": -30,
        "status": "done_late",
    }


def test_a_task_carries_its_programme(board_at: BoardAt) -> None:
    tasks = printed(board_at(JUNE))["tasks"]

    assert [(task["number"], task["programme"]) for task in tasks[3:5]] == [(4, 1), (5, 2)]


def test_the_fourth_direction_carries_its_paragraphs(board_at: BoardAt) -> None:
    directions = printed(board_at(JUNE))["directions"]

    assert [len(direction["paragraphs"]) for direction in directions] == [0, 0, 0, 5, 0]
    assert all(set(part) >= DUTY for part in directions[3]["paragraphs"])


def test_a_list_that_ends_in_others_says_so(board_at: BoardAt) -> None:
    policies = printed(board_at(JUNE))["policies"]

    assert [policy["number"] for policy in policies if policy["more_units"]] == [20]


def test_what_is_past_its_day_and_unreported_has_the_code_of_its_date_and_the_words_of_the_screen(
    board_at: BoardAt,
) -> None:
    first = board_json.as_dict(board_at(JUNE))["milestones"][0]

    assert (first["status"], first["status_words"], first["days"]) == ("overdue", "到期未报", -516)


def test_what_was_published_of_a_project_is_apart_from_its_reports(board_at: BoardAt) -> None:
    project = printed(board_at(JUNE))["projects"][27]

    (fact,) = project["facts"]
    assert (fact["said"][:14], fact["dated"]) == ("水环境综合治理PPP项目正式", "2023-01-03")
    assert (fact["second_hand"], fact["published_on"]) == (True, "2023-01-04")
    assert (project["status"], project["reported_on"]) == ("no_data", None)


def test_an_aim_to_be_above_others_carries_their_figures_and_why(board_at: BoardAt) -> None:
    growth, income = printed(board_at(JUNE))["aims"][:2]

    (city,) = growth["comparisons"]
    assert (city["other"], city["year"], city["figure"], city["unit"]) == ("全市", 2024, "5.7", "%")
    assert growth["status"] == "missed"
    assert growth["reason"].startswith("2024年地区生产总值比上年增长：本地3%，全市5.7%")
    assert (income["status"], income["reason"], income["comparisons"]) == ("no_data", None, [])
