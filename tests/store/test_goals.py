"""Goals, planned funds and provisional figures in the store, on both engines."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from kzdash.board.board import compute_board
from kzdash.domain.progress import Status
from kzdash.errors import Refusal, RefusedError

if TYPE_CHECKING:
    from collections.abc import Callable

    from kzdash.domain.models import Adjustment, Report
    from kzdash.store import Store

    NewAdjustment = Callable[..., Adjustment]
    NewReport = Callable[..., Report]

MAY, JUNE, JULY = date(2025, 5, 31), date(2025, 6, 30), date(2025, 7, 31)
YEAR_MONEY = "year_investment_wan_yuan"
PLANNED_FUNDS = "planned_funds_wan_yuan"


def test_a_goal_counts_from_its_day_on_and_changes_only_the_judgement(
    store: Store, new_adjustment: NewAdjustment
) -> None:
    store.adjust(new_adjustment("indicator", 4, JUNE, period=2024, goal=Decimal(53)))

    before, after = (compute_board(store, day).indicators[3].assessment for day in (MAY, JUNE))

    assert (before.expected, before.status) == (Decimal("54.88"), Status.BEHIND)
    assert (after.expected, after.status) == (Decimal("53.00"), Status.ON_TRACK)
    for figure in ("value", "gap", "progress", "forecast", "levels"):
        assert getattr(before, figure) == getattr(after, figure)


def test_the_last_goal_of_a_period_counts_and_others_stay(
    store: Store, new_adjustment: NewAdjustment
) -> None:
    for day, period, goal in ((MAY, 2023, 53), (MAY, 2024, 54), (JUNE, 2024, 55)):
        store.adjust(new_adjustment("indicator", 4, day, period=period, goal=Decimal(goal)))

    assert dict(compute_board(store, JUNE).indicators[3].target.goals) == {2023: 53, 2024: 55}


@pytest.mark.parametrize(
    ("kind", "number", "change", "refusal"),
    [
        # of a whole year after the baseline's and before the target's
        ("indicator", 4, {"period": 2022, "goal": 50}, Refusal.NO_GOAL_YEAR),
        ("indicator", 4, {"period": 2025, "goal": 50}, Refusal.NO_GOAL_YEAR),
        ("indicator", 4, {"period": 20254, "goal": 50}, Refusal.NO_GOAL_YEAR),
        ("indicator", 4, {"goal": 50}, Refusal.NO_GOAL_YEAR),
        # as the figures that are reported
        ("indicator", 4, {"period": 2024, "goal": 101}, Refusal.NOT_A_SHARE),
        ("indicator", 4, {"period": 2024, "target": 50}, Refusal.NOT_OF_KIND),
        ("indicator", 4, {"period": 2024, YEAR_MONEY: 50}, Refusal.NOT_OF_KIND),
        ("project", 28, {"period": 2025, "goal": 50}, Refusal.NOT_OF_KIND),
        # a year from the start on
        ("project", 28, {"period": 2022, YEAR_MONEY: 50}, Refusal.NO_GOAL_YEAR),
        ("project", 28, {"period": 20251, YEAR_MONEY: 50}, Refusal.NO_GOAL_YEAR),
        ("project", 28, {YEAR_MONEY: 50}, Refusal.NO_GOAL_YEAR),
        ("project", 28, {"period": 2025, YEAR_MONEY: -1}, Refusal.NEGATIVE),
        # planned funds come from somewhere
        ("project", 28, {PLANNED_FUNDS: 50}, Refusal.NOT_OF_KIND),
        ("project", 28, {"source": "lottery", PLANNED_FUNDS: 50}, Refusal.NOT_OF_KIND),
        ("project", 28, {"source": "central", "period": 2025, YEAR_MONEY: 5}, Refusal.NOT_OF_KIND),
        ("milestone", 5, {"starts_on": JUNE}, Refusal.NOT_OF_KIND),
        ("project", 28, {"starts_on": date(2040, 1, 1)}, Refusal.TOO_LATE),
    ],
)
def test_no_other_goals_are_kept(
    store: Store,
    new_adjustment: NewAdjustment,
    kind: str,
    number: int,
    change: dict[str, Any],
    refusal: Refusal,
) -> None:
    exact = {name: Decimal(it) if name in MONEY else it for name, it in change.items()}

    with pytest.raises(RefusedError) as caught:
        store.adjust(new_adjustment(kind, number, JUNE, **exact))

    assert caught.value.refusal is refusal
    assert store.adjustments(JUNE) == []


MONEY = {"goal", "target", YEAR_MONEY, PLANNED_FUNDS}


def test_the_same_goal_twice_changes_nothing_but_one_of_another_year_does(
    store: Store, new_adjustment: NewAdjustment
) -> None:
    for period in (2023, 2024):
        store.adjust(new_adjustment("indicator", 4, JUNE, period=period, goal=Decimal(53)))

    with pytest.raises(RefusedError) as caught:
        store.adjust(new_adjustment("indicator", 4, JUNE, period=2024, goal=Decimal(53)))

    assert caught.value.refusal is Refusal.SAME_AS_NOW


def test_a_rate_may_have_a_goal_for_the_target_year(
    store: Store, new_adjustment: NewAdjustment
) -> None:
    store.adjust(new_adjustment("indicator", 1, JUNE, period=2025, goal=Decimal(4)))

    assert dict(compute_board(store, JUNE).indicators[0].target.goals) == {2025: 4}


def test_a_provisional_figure_stands_beside_the_value_until_its_year_is_in(
    store: Store, new_adjustment: NewAdjustment, new_report: NewReport
) -> None:
    store.adjust(new_adjustment("indicator", 4, JUNE, period=20252, goal=Decimal(55)))
    plain = compute_board(store, JULY).indicators[3].assessment
    store.append(
        new_report("indicator", 4, JULY, period=20252, value=Decimal("54.2"), evidence="快报")
    )

    found = compute_board(store, JULY).indicators[3].assessment

    assert (found.value, found.status, found.levels) == (plain.value, plain.status, plain.levels)
    assert found.provisional is not None
    assert (found.provisional.value, found.provisional.goal) == (Decimal("54.20"), 55)
    assert found.provisional.status is Status.BEHIND
    assert compute_board(store, JUNE).indicators[3].assessment.provisional is None


@pytest.mark.parametrize("period", [20253, 20254, 20262, 20212])
def test_a_provisional_figure_is_of_a_part_of_a_plan_year_that_is_over(
    store: Store, new_report: NewReport, period: int
) -> None:
    with pytest.raises(RefusedError) as caught:
        store.append(new_report("indicator", 4, JULY, period=period, value=Decimal(54)))

    assert caught.value.refusal is Refusal.NO_YEAR


def test_this_year_and_this_month_are_what_the_cumulative_figures_grew_by(
    store: Store, new_adjustment: NewAdjustment, new_report: NewReport
) -> None:
    store.adjust(new_adjustment("project", 28, MAY, period=2025, **{YEAR_MONEY: Decimal(1000)}))
    for day, amount in (
        (date(2024, 6, 30), 300),
        (date(2024, 12, 31), 400),
        (MAY, 600),
        (date(2025, 6, 20), 818),
    ):
        store.append(new_report("project", 28, day, completed_investment_wan_yuan=Decimal(amount)))

    project = compute_board(store, JUNE).projects[27]

    assert (project.this_year.amount, project.this_month.amount) == (418, 218)
    assert project.year_plan == 1000
    assert project.pace is not None
    assert project.pace.words == "投资进度41.8%，慢于时序进度7.8个百分点"


def test_what_was_not_reported_by_the_end_of_last_year_is_not_told(
    store: Store, new_report: NewReport
) -> None:
    store.append(new_report("project", 28, MAY, completed_investment_wan_yuan=Decimal(600)))

    project = compute_board(store, JUNE).projects[27]

    assert project.this_year.amount is None
    assert "2024年12月31日以前没有填报完成投资" in project.this_year.how
    assert project.pace is None


@pytest.mark.parametrize(
    ("fields", "refusal"),
    [
        ({"funds_paid_wan_yuan": 5, "central_paid_wan_yuan": 6}, Refusal.SOURCES_OVER_TOTAL),
        (
            {
                "funds_received_wan_yuan": 5,
                "central_received_wan_yuan": 3,
                "social_received_wan_yuan": 3,
            },
            Refusal.SOURCES_OVER_TOTAL,
        ),
        ({"special_bond_received_wan_yuan": -1}, Refusal.NEGATIVE),
        ({"funds_paid_wan_yuan": 5, "central_paid_wan_yuan": 5}, None),
        ({"district_paid_wan_yuan": 6}, None),
    ],
)
def test_sources_add_up_to_no_more_than_the_total(
    store: Store, new_report: NewReport, fields: dict[str, int], refusal: Refusal | None
) -> None:
    report = new_report(
        "project", 28, JUNE, **{name: Decimal(amount) for name, amount in fields.items()}
    )

    if refusal is None:
        store.append(report)
        kept = compute_board(store, JUNE).projects[27].latest_report
        assert {name: getattr(kept, name) for name in fields} == fields
        return
    with pytest.raises(RefusedError) as caught:
        store.append(report)
    assert caught.value.refusal is refusal


@pytest.mark.parametrize(
    ("day", "refusal"),
    [
        (JUNE, Refusal.NOT_BEFORE_REPORT),
        (MAY, Refusal.NOT_BEFORE_REPORT),
        (date(2036, 1, 2), Refusal.TOO_LATE),
        (JULY, None),
    ],
)
def test_whoever_expects_to_be_done_names_a_day_to_come(
    store: Store, new_report: NewReport, day: date, refusal: Refusal | None
) -> None:
    report = new_report(
        *("task", 1, JUNE),
        status="in_progress",
        expected_on=day,
        cause="用地未批",
        next_step="报市级审批",
        confidence="at_risk",
    )

    if refusal is None:
        store.append(report)
        kept = compute_board(store, JUNE).tasks[0].latest_report
        assert kept is not None
        assert (kept.expected_on, kept.cause, kept.next_step) == (JULY, "用地未批", "报市级审批")
        assert kept.confidence is not None
        assert kept.confidence.label == "有风险"
        return
    with pytest.raises(RefusedError) as caught:
        store.append(report)
    assert caught.value.refusal is refusal
