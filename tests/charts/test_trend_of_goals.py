"""The chart of one indicator with goals of years and provisional figures, for each measure."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from kzdash.board import goals as goals_in_words
from kzdash.board.board import compute_board
from kzdash.charts import alt_text
from kzdash.charts.trend import draw_trend, trend_points
from kzdash.domain.models import Adjustment

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from kzdash.board.items import IndicatorItem
    from kzdash.domain.models import Report
    from kzdash.store import Store

    NewReport = Callable[..., Report]
    ItemId = Callable[[str, int], int]
    Told = Callable[[int, dict[int, str], dict[int, str]], IndicatorItem]

DAY = date(2025, 10, 31)


@pytest.fixture
def told(store: Store, new_report: NewReport, item_id: ItemId, now: datetime) -> Told:
    """Ask goals of an indicator, report figures, and return it as the board has it."""

    def tell(number: int, goals: dict[int, str], figures: dict[int, str]) -> IndicatorItem:
        for seq, (period, goal) in enumerate(goals.items(), 1):
            asked = Adjustment(
                item_id=item_id("indicator", number),
                seq=seq,
                as_of=date(2023, 1, 10),
                recorded_at=now,
                account="tester",
                reason="分解",
                document_number="1号",
                period=period,
                goal=Decimal(goal),
            )
            store.adjust(asked)
        for period, value in figures.items():
            said = {"period": period, "value": Decimal(value), "evidence": "年报"}
            store.append(new_report("indicator", number, DAY, **said))
        return compute_board(store, DAY).indicators[number - 1]

    return tell


@pytest.mark.parametrize(
    ("number", "goals", "figures", "line", "marked"),
    [
        # a level: from the baseline through the goals to the target
        (7, {2023: "11", 2024: "10"}, {2022: "12"}, (12, 11, 10, 9), (11, 10)),
        # without a baseline the line begins at the first goal
        (7, {2024: "10"}, {}, (10, 9), (10,)),
        # a change, whose goals are levels as they are reported; the line ends at the target's
        (3, {2023: "2.09"}, {2022: "2.1", 2024: "2.08"}, (2.1, 2.09, 2.06), (2.09,)),
        # a count from nothing
        (13, {2024: "20"}, {}, (0, 20, 50), (20,)),
        # a rate has no line but the target, and each year's goal beside it
        (1, {2023: "4", 2025: "6"}, {}, (5, 5), (4, 6)),
    ],
)
def test_the_line_to_the_target_runs_through_the_goals(
    told: Told,
    number: int,
    goals: dict[int, str],
    figures: dict[int, str],
    line: tuple[float, ...],
    marked: tuple[float, ...],
) -> None:
    traces = {trace.name: trace for trace in draw_trend(told(number, goals, figures), DAY).data}

    assert traces["目标线"].y == line
    assert traces["年度目标"].y == marked


def test_goals_of_a_change_without_baseline_stand_alone(told: Told) -> None:
    traces = {trace.name: trace for trace in draw_trend(told(3, {2024: "2.08"}, {}), DAY).data}

    assert set(traces) == {"年度目标"}


def test_only_the_last_provisional_figure_is_written_beside_its_mark(told: Told) -> None:
    item = told(13, {20252: "30"}, {20251: "21", 20252: "28", 20253: "33"})

    (trace,) = (trace for trace in draw_trend(item, DAY).data if trace.name == "快报")

    assert trace.y == (21, 28, 33)
    assert trace.text == ("", "", "33")
    assert trace.mode == "markers+text"
    assert ("快报", 20253, Decimal(33)) in trend_points(item)
    assert ("快报目标", 20252, Decimal(30)) in trend_points(item)
    assert "2025年前三季度快报33家" in alt_text.trend(item)


@pytest.mark.parametrize(
    ("number", "goal", "value", "words"),
    [
        (13, "30", "28", "2025年上半年快报28家，比本期目标低2家"),
        (13, "30", "30", "2025年上半年快报30家，与本期目标持平"),
        (7, "10", "10.5", "2025年上半年快报10.5%，比本期目标高0.5个百分点"),
        (3, "2.08", "2.07", "2025年上半年快报2.07，比本期目标低0.01"),
        (1, "5", "5.5", "2025年上半年快报5.5%，比本期目标高0.5个百分点"),
    ],
)
def test_a_provisional_figure_is_told_beside_its_own_goal(
    told: Told, number: int, goal: str, value: str, words: str
) -> None:
    item = told(number, {20252: goal}, {20252: value})

    assert goals_in_words.provisional_words(item) == words


def test_what_each_goal_came_to_is_told_with_its_document(told: Told) -> None:
    goals = {2023: "11", 20231: "12", 2024: "10", 20252: "9.5", 20253: "9.2"}
    item = told(7, goals, {2023: "10.8", 20252: "9.6"})

    rows = goals_in_words.goal_rows(item)

    assert [(row.period, row.value, row.gap, row.state) for row in rows] == [
        ("2023年一季度快报", "—", "—", "已有年度数"),
        ("2023年", "10.8%", "+0.2个百分点", "达到"),
        ("2024年", "—", "—", "待报"),
        ("2025年上半年快报", "9.6%", "-0.1个百分点", "快报未达到"),
        ("2025年前三季度快报", "—", "—", "未报快报"),
    ]
    assert {row.document_number for row in rows} == {"1号"}


def test_without_goals_nothing_is_said_of_any(told: Told) -> None:
    item = told(7, {}, {2022: "12", 2024: "10.5"})

    assert goals_in_words.goal_rows(item) == ()
    assert goals_in_words.goals_words(item) == ""
    assert goals_in_words.expected_words(item).startswith("按时间进度应为")
