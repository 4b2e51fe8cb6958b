"""That nothing has changed is one click, and a report of its own that says the same for today."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from kzdash.runtime import clock
from tests.ui.forms import TODAY, of

if TYPE_CHECKING:
    from collections.abc import Callable

    from kzdash.domain.models import Report
    from kzdash.store import Store
    from tests.ui.conftest import Screen

    Visit = Callable[..., Screen]
    LogIn = Callable[..., str]
    ItemId = Callable[[str, int], int]
    Rows = Callable[[], list[dict[str, Any]]]
    NewReport = Callable[..., Report]

DAY = date(2025, 6, 1)
WATER = "区水利局"
BUILT = {
    "stage": "construction",
    "physical_progress_percent": Decimal("62.5"),
    "completed_investment_wan_yuan": Decimal("15000.25"),
    "note": "二标段已开工",
}
NO_CHANGE = "无变化"


def ours(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """What was reported by whoever is logged in."""
    return [row for row in rows if row["account"] == "李明"]


@pytest.mark.parametrize("opened", [False, True], ids=["beside 填报", "in the form"])
def test_a_project_s_report_is_repeated_for_today_without_its_evidence(
    visit: Visit,
    log_in: LogIn,
    own_store: Store,
    new_report: NewReport,
    item_id: ItemId,
    reports: Rows,
    opened: bool,
) -> None:
    said = {**BUILT, "evidence": "水利〔2025〕7号", "problems": "征地未完"}
    own_store.append(new_report("project", 18, DAY, **said))
    log_in(WATER)
    screen = visit("projects", as_of=TODAY, item="18")
    if opened:
        screen.press(f"open-{item_id('project', 18)}")

    screen.press(NO_CHANGE)

    (row,) = ours(reports())
    assert of(row, [*BUILT, "evidence", "problems", "as_of", "seq"]) == {
        "stage": "construction",
        "physical_progress_percent": "62.5",
        "completed_investment_wan_yuan": "15000.25",
        "note": "无变化。二标段已开工",
        "evidence": "",
        "problems": "",
        "as_of": clock.today().isoformat(),
        "seq": 2,
    }
    assert screen.said("success")[0].startswith("已填报：")
    assert "report" not in screen.query


def test_a_second_time_says_it_once(
    visit: Visit, log_in: LogIn, own_store: Store, new_report: NewReport, reports: Rows
) -> None:
    own_store.append(new_report("milestone", 5, DAY, status="in_progress"))
    log_in()
    screen = visit("milestones", as_of=TODAY, item="5")
    screen.press("填报").fill(status="受阻", note="缺材料").press("提交")

    screen.press(NO_CHANGE)
    screen.press(NO_CHANGE)

    assert [row["note"] for row in ours(reports())] == [
        "缺材料",
        "无变化。缺材料",
        "无变化。缺材料",
    ]


def test_what_was_typed_is_not_thrown_away_by_it(
    visit: Visit, log_in: LogIn, own_store: Store, new_report: NewReport, reports: Rows
) -> None:
    own_store.append(new_report("project", 18, DAY, **BUILT))
    log_in(WATER)
    screen = visit("projects", as_of=TODAY, item="18").press("填报")

    screen.fill(physical_progress_percent="70").press(NO_CHANGE)

    assert ours(reports()) == []
    assert any("没有按“无变化”填报" in words for words in screen.said("warning"))
    assert screen.filled("physical_progress_percent") == {"physical_progress_percent": "70"}


@pytest.mark.parametrize(
    ("place", "said"),
    [
        (("indicators", 7), {"period": 2024, "value": Decimal(9), "evidence": "年报"}),
        (("projects", 18), None),
        (("milestones", 1), {"status": "in_progress"}),  # overdue, and nobody said why
    ],
    ids=["a year's figure", "nothing said before", "late without words"],
)
def test_it_is_not_offered_where_it_says_nothing(
    visit: Visit,
    log_in: LogIn,
    own_store: Store,
    new_report: NewReport,
    place: tuple[str, int],
    said: dict[str, Any] | None,
) -> None:
    page, number = place
    if said:
        own_store.append(new_report(page.removesuffix("s"), number, DAY, **said))
    log_in()

    screen = visit(page, as_of=TODAY, item=str(number))

    assert "填报" in screen.buttons
    assert NO_CHANGE not in screen.buttons


@pytest.mark.parametrize(
    ("place", "said"),
    [
        (("milestones", 1), {"status": "in_progress", "cause": "用地未批"}),
        (("projects", 2), {"stage": "construction", "problems": "征地未完"}),
    ],
)
def test_of_what_is_late_it_is_offered_where_its_cause_or_its_problem_says_why(
    visit: Visit,
    log_in: LogIn,
    own_store: Store,
    new_report: NewReport,
    reports: Rows,
    place: tuple[str, int],
    said: dict[str, Any],
) -> None:
    page, number = place
    own_store.append(new_report(page.removesuffix("s"), number, DAY, **said))
    log_in()
    screen = visit(page, as_of=TODAY, item=str(number))
    assert "逾期" in screen.text

    screen.press(NO_CHANGE)

    (row,) = ours(reports())
    assert row["note"] == NO_CHANGE


def test_a_report_that_came_between_is_shown_and_kept(
    visit: Visit,
    log_in: LogIn,
    own_store: Store,
    new_report: NewReport,
    item_id: ItemId,
    reports: Rows,
) -> None:
    own_store.append(new_report("project", 18, DAY, **BUILT))
    log_in(WATER)
    screen = visit("projects", as_of=TODAY, item="18").press(f"open-{item_id('project', 18)}")
    own_store.append(new_report("project", 18, DAY, stage="built", note="已完工"))

    screen.press(NO_CHANGE)

    assert ours(reports()) == []
    assert any("已完工" in words for words in screen.said("error") + screen.said("warning"))


def test_a_supporting_unit_says_it_of_its_own_part(
    visit: Visit, log_in: LogIn, item_id: ItemId, reports: Rows
) -> None:
    log_in(WATER)
    screen = visit("item", as_of=TODAY, id="task-1").press(f"open-{item_id('task', 1)}")
    screen.fill(status="受阻", note="用地未批", evidence="水利〔2026〕1号").press("提交")

    screen.press(NO_CHANGE)

    first, second = ours(reports())
    assert second["unit_id"] == first["unit_id"] is not None
    assert (second["status"], second["note"]) == ("blocked", "无变化。用地未批")
    assert second["evidence"] == ""
