"""Goals of years on screen: entered by the office, one or many, and what the pages say of them."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from kzdash.board.board import compute_board
from kzdash.domain.models import Adjustment
from kzdash.runtime import clock
from kzdash.ui.widgets.plain_text import plain
from tests.ui.forms import TODAY

if TYPE_CHECKING:
    from collections.abc import Callable

    from kzdash.domain.models import Report
    from kzdash.store import Store
    from tests.ui.screen import Screen

    Visit = Callable[..., Screen]
    LogIn = Callable[..., str]
    NewReport = Callable[..., Report]
    ItemId = Callable[[str, int], int]

JULY = date(2025, 7, 31)
GROUNDS = {"依据文号": "开州府发〔2024〕3号", "说明": "年度分解", "起始日": date(2024, 3, 1)}
LINES = "指标\t4\t指标目标\t2024年\t\t54.5\n项目\t28\t计划投资\t2025年\t\t3亿元"
FOR_ALL = {"依据文号": "开州府发〔2025〕1号", "说明": "年度计划", "起始日": date(2025, 1, 10)}


@pytest.fixture
def with_goals(own_store: Store, new_report: NewReport, item_id: ItemId, now: datetime) -> Store:
    """A store with goals for 2023, 2024 and half of 2025, whose provisional figure is in."""
    goals = {2023: "53.9", 2024: "54.5", 20252: "55"}
    own_store.adjust_all(
        [
            Adjustment(
                item_id=item_id("indicator", 4),
                seq=seq,
                as_of=date(2024, 3, 1),
                recorded_at=now,
                account="tester",
                reason="年度分解",
                document_number="开州府发〔2024〕3号",
                period=period,
                goal=Decimal(goal),
            )
            for seq, (period, goal) in enumerate(goals.items(), 1)
        ]
    )
    figure = new_report("indicator", 4, JULY, period=20252, value=Decimal("54.2"), evidence="月报")
    own_store.append(figure)
    return own_store


def indicator(visit: Visit, **asked: Any) -> Screen:
    return visit("indicators", **{"item": "4", "as_of": TODAY} | asked)


def tried(screen: Screen) -> list[str]:
    """What the trial says of each line."""
    ((_, table),) = [(k, t) for k, t in screen.tables.items() if k.startswith("tried")]
    return list(table["试算"])


def test_the_office_enters_a_goal_on_the_page_of_an_indicator(
    visit: Visit, log_in: LogIn, own_store: Store
) -> None:
    log_in()
    screen = indicator(visit).fill(goal_period=2024, goal_value="54.5", **GROUNDS).press("登记目标")

    assert screen.said("success") == [f"已登记：2024年目标 {plain('新增 54.5%')}。"]
    assert dict(compute_board(own_store, JULY).indicators[3].target.goals) == {
        2024: Decimal("54.5")
    }
    assert "按年度目标应达到" in screen.text
    assert list(screen.tables["goals"]["依据文号"]) == ["开州府发〔2024〕3号"]
    assert screen.field("goal_value").value == ""


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"goal_value": "101"}, "数值应在0到100之间。"),
        ({"goal_value": "五十"}, "数值“五十”不是数字。"),
        ({"goal_value": ""}, "请填目标的数值。"),
        ({"依据文号": ""}, "请填作出调整的文件文号。"),
        ({"说明": ""}, "说明不能为空：请写明原因。"),
        ({"起始日": "六月"}, "起始日“六月”不是日期。"),
    ],
)
def test_a_goal_that_no_rule_allows_is_refused_and_stays_in_the_form(
    visit: Visit, log_in: LogIn, own_store: Store, typed: dict[str, str], words: str
) -> None:
    log_in()
    answers = {"goal_period": 2024, "goal_value": "54.5"} | GROUNDS | typed
    screen = indicator(visit).fill(**answers).press("登记目标")

    (said,) = screen.said("error")
    assert said.startswith(words)
    assert "还在" in said
    assert own_store.adjustments(clock.today()) == []
    assert screen.field("goal_value").value == answers["goal_value"]


def test_only_the_office_is_asked_for_goals(visit: Visit, log_in: LogIn) -> None:
    assert "登记目标" not in indicator(visit).buttons
    log_in("区发展改革委", person="王芳")
    assert "登记目标" not in indicator(visit).buttons
    assert not any(key.startswith("goals-") for key in visit("reporting", as_of=TODAY).tables)


def test_many_goals_are_tried_out_and_stored_at_once(
    visit: Visit, log_in: LogIn, own_store: Store
) -> None:
    log_in()
    screen = visit("reporting", as_of=TODAY)
    screen.field("每行一个目标或计划").set_value(LINES)
    screen.fill(**FOR_ALL).press("试算")

    assert tried(screen) == ["新增 54.5%", "新增 3.00亿元"]
    assert own_store.adjustments(clock.today()) == []

    screen.press("write-goals")

    assert screen.said("success") == ["已登记2项年度目标和计划。"]
    board = compute_board(own_store, JULY)
    assert dict(board.indicators[3].target.goals) == {2024: Decimal("54.5")}
    assert dict(board.projects[27].year_plans) == {2025: Decimal(30000)}
    assert screen.field("每行一个目标或计划").value == ""


def test_one_wrong_line_keeps_all_of_a_list_out(
    visit: Visit, log_in: LogIn, own_store: Store
) -> None:
    log_in()
    screen = visit("reporting", as_of=TODAY)
    screen.field("每行一个目标或计划").set_value(f"{LINES}\n指标\t4\t指标目标\t2024年四季度\t\t5")
    screen.fill(**FOR_ALL).press("试算")

    assert tried(screen)[2].startswith("时期“2024年四季度”不是时期。")
    assert screen.said("error") == ["1行有问题，什么都还没有写入。请改好后再点“试算”。"]
    assert not any(label.startswith("写入") for label in screen.buttons)
    assert own_store.adjustments(clock.today()) == []


def test_the_page_says_what_was_asked_by_then_and_names_the_provisional_figure(
    visit: Visit, with_goals: Store
) -> None:
    screen = indicator(visit, as_of="2025-07-31")

    assert "2025年上半年快报54.2%，比本期目标低0.8个百分点" in screen.text
    assert "按年度目标2024年末应为54.5%" in screen.text
    rows = screen.tables["goals"]
    assert list(rows["时期"]) == ["2023年", "2024年", "2025年上半年快报"]
    assert list(rows["情况"])[-1] == "快报未达到"
    (history,) = (table for name, table in screen.tables.items() if name == "history")
    assert "2025年上半年快报" in set(history["年份"])
    assert with_goals is not None


def test_the_chart_draws_the_line_through_the_goals_and_what_is_provisional_hollow(
    visit: Visit, with_goals: Store
) -> None:
    drawn = {
        trace["name"]: trace for trace in indicator(visit, as_of=str(JULY)).charts["path"]["data"]
    }

    assert len(drawn["目标线"]["x"]) == 4
    assert drawn["年度目标"]["text"] == ["53.9", "54.5"]
    assert drawn["快报目标"]["marker"]["symbol"] == "diamond-open"
    assert drawn["快报"]["marker"]["symbol"] == "circle-open"
    assert drawn["快报"]["text"] == ["54.2"]
    assert drawn["已填报"]["y"][-1] != 54.2
    assert with_goals is not None


def test_the_figure_of_the_year_takes_the_place_of_the_provisional_one(
    visit: Visit, with_goals: Store, new_report: NewReport
) -> None:
    final = new_report(
        "indicator", 4, date(2026, 3, 1), period=2025, value=Decimal("56.5"), evidence="公报"
    )
    final.recorded_at = datetime(2026, 3, 1, 8, tzinfo=UTC)
    with_goals.append(final)

    screen = indicator(visit, as_of="2026-03-01")

    drawn = {trace["name"] for trace in screen.charts["path"]["data"]}
    assert "快报" not in drawn
    assert "比本期目标" not in screen.text
    assert "2025年上半年快报" in set(screen.tables["history"]["年份"])


def test_cards_say_where_there_are_goals_and_no_count_takes_a_provisional_figure(
    visit: Visit, with_goals: Store, made_once: object
) -> None:
    with_card = visit("indicators", as_of="2025-07-31")

    assert "按年度目标应为54.5%" in with_card.text
    assert with_card.text.count("快报") == 1
    assert with_goals is not None
    assert made_once is not None


def test_a_provisional_figure_is_chosen_after_the_years_and_named_as_one(
    visit: Visit, log_in: LogIn, own_store: Store
) -> None:
    log_in("区住房城乡建委", person="王芳")
    screen = indicator(visit).press("填报")
    offered = screen.field("period").options
    assert offered == [
        *("2022年", "2023年", "2024年", "2025年"),
        *("2025年一季度（快报）", "2025年上半年（快报）", "2025年前三季度（快报）"),
    ]
    assert screen.field("period").value == 2025

    screen.fill(period=20252, value="54.2", evidence="统计月报").send()

    found = compute_board(own_store, clock.today()).indicators[3].assessment
    assert found.provisional is not None
    assert found.provisional.value == Decimal("54.2")
    assert 2025 not in found.levels
