"""The board of a day: plan, the reports that count on it, and their judgement."""

from __future__ import annotations

from dataclasses import FrozenInstanceError, fields, is_dataclass, replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from enum import Enum
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import pytest

from kzdash.board import attention
from kzdash.board.board import compute_board
from kzdash.board.records import reporter_names
from kzdash.domain.models import Account, Role
from kzdash.domain.progress import SILENT, Stage, State, Status

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from kzdash.board.attention import Concern
    from kzdash.board.board import Board
    from kzdash.board.items import IndicatorItem
    from kzdash.domain.models import Report
    from kzdash.store import Store

    NewReport = Callable[..., Report]
    BoardAt = Callable[[date], Board]

JUNE = date(2025, 6, 30)
NOV_2026 = date(2026, 11, 23)
ISSUED = date(2024, 7, 30)
BULLETIN = date(2024, 4, 29)
PLAIN = (str, int, Decimal, date, datetime, Enum, MappingProxyType, type(None))


def indicator(board_at: BoardAt, number: int, as_of: date) -> IndicatorItem:
    return board_at(as_of).indicators[number - 1]


def figures(line: IndicatorItem) -> dict[str, str | None]:
    found = line.assessment
    names = ("value", "gap", "progress", "expected", "forecast")
    values = {name: getattr(found, name) for name in names}
    return {name: None if value is None else f"{value:f}" for name, value in values.items()}


URBAN_SHARE = {
    "value": "53.94",
    "gap": "-2.06",
    "progress": "0.3869",
    "expected": "54.88",
    "forecast": "54.59",
}


def test_the_urban_share_is_behind_its_line_in_june_2025(board_at: BoardAt) -> None:
    line = indicator(board_at, 4, JUNE)

    assert figures(line) == URBAN_SHARE
    assert line.status is Status.BEHIND
    assert (line.assessment.period, line.assessment.missing) == (2024, ())


def test_the_urban_share_lacks_its_last_year_after_the_target_date(board_at: BoardAt) -> None:
    line = indicator(board_at, 4, NOV_2026)

    assert figures(line) == URBAN_SHARE
    assert line.status is Status.NO_DATA
    assert line.assessment.missing == (2025,)
    assert "缺2025年数据" in line.assessment.reason


def test_growth_is_the_geometric_mean_and_has_no_progress(board_at: BoardAt) -> None:
    line = indicator(board_at, 1, JUNE)

    assert figures(line) == {
        "value": "5.68",
        "gap": "0.68",
        "progress": None,
        "expected": None,
        "forecast": None,
    }
    assert line.status is Status.MET
    assert "增速类指标不折算完成率" in line.assessment.reason


@pytest.mark.parametrize("as_of", [JUNE, NOV_2026])
def test_a_change_without_its_baseline_has_no_value_and_shows_its_levels(
    board_at: BoardAt, as_of: date
) -> None:
    line = indicator(board_at, 6, as_of)

    assert set(figures(line).values()) == {None}
    assert line.status is Status.NO_DATA
    assert 2022 in line.assessment.missing
    assert line.assessment.levels == {2023: Decimal("86.1"), 2024: Decimal("86.6")}
    assert all(word in line.assessment.reason for word in ("2022年基期值", "86.1", "86.6"))


@pytest.mark.parametrize(
    ("as_of", "levels"),
    [
        (BULLETIN - timedelta(days=1), []),
        (BULLETIN, [2022, 2023]),
        (date(2024, 12, 30), [2022, 2023]),
        (date(2024, 12, 31), [2022, 2023, 2024]),
    ],
)
def test_an_observation_counts_from_the_day_it_was_published(
    board_at: BoardAt, as_of: date, levels: list[int]
) -> None:
    assert list(indicator(board_at, 4, as_of).assessment.levels) == levels


def test_an_indicator_that_nobody_reported_has_no_data_rather_than_0(board_at: BoardAt) -> None:
    line = indicator(board_at, 13, JUNE)

    assert set(figures(line).values()) == {None}
    assert line.status is Status.NO_DATA
    assert line.format_value(line.assessment.value) == "待填报"


def test_a_reported_0_is_a_value(store: Store, new_report: NewReport) -> None:
    said = {"period": 2024, "value": Decimal(0), "evidence": "年报"}
    store.append(new_report("indicator", 13, JUNE, **said))

    line = compute_board(store, JUNE).indicators[12]

    assert figures(line) | {"expected": ""} == {
        "value": "0",
        "gap": "-50",
        "progress": "0.0000",
        "expected": "",
        "forecast": "0",
    }
    assert line.status is Status.FAR_BEHIND


@pytest.mark.parametrize(
    ("number", "as_of", "status", "days"),
    [
        (1, date(2023, 12, 31), Status.NOT_DUE, 31),
        (1, date(2024, 1, 1), Status.DUE_SOON, 30),
        (1, date(2024, 1, 31), Status.DUE_TODAY, 0),
        (1, date(2024, 2, 1), Status.OVERDUE, -1),
        (2, date(2024, 2, 29), Status.NOT_DUE, 31),
        (3, date(2024, 6, 30), Status.DUE_TODAY, 0),
        (3, date(2024, 7, 29), Status.OVERDUE, -29),
        (3, ISSUED, Status.DONE_LATE, -30),
        (3, NOV_2026, Status.DONE_LATE, -30),
        (4, date(2025, 1, 1), Status.OVERDUE, -1),
        (5, JUNE, Status.NOT_DUE, 92),
        (5, date(2025, 9, 1), Status.DUE_SOON, 29),
        (5, NOV_2026, Status.OVERDUE, -419),
    ],
)
def test_a_milestone_counts_its_days(
    board_at: BoardAt, number: int, as_of: date, status: Status, days: int
) -> None:
    line = board_at(as_of).milestones[number - 1]

    assert (line.status, line.due.days) == (status, days)


def test_the_third_milestone_is_told_only_from_the_day_it_was_done(board_at: BoardAt) -> None:
    before = board_at(ISSUED - timedelta(days=1)).milestones[2]
    after = board_at(ISSUED).milestones[2]

    assert (before.latest_report, before.status, before.state_words) == (
        None,
        Status.OVERDUE,
        "到期未报",
    )
    assert after.latest_report is not None
    assert (after.latest_report.completed_on, after.state_words) == (ISSUED, "逾期完成 30 天")


def test_a_milestone_reported_done_in_time_is_done_in_time(
    store: Store, new_report: NewReport
) -> None:
    done = date(2025, 9, 20)
    store.append(new_report("milestone", 5, done, status="done", completed_on=done))

    line = compute_board(store, NOV_2026).milestones[4]

    assert (line.status, line.due.days) == (Status.DONE_ON_TIME, 10)


@pytest.mark.parametrize(
    ("as_of", "number"),
    [(date(2023, 1, 1), 1), (date(2024, 1, 31), 1), (date(2024, 7, 1), 4), (JUNE, 5)],
)
def test_the_next_milestone_is_the_first_still_to_come(
    board_at: BoardAt, as_of: date, number: int
) -> None:
    line = board_at(as_of).next_milestone

    assert line is not None
    assert line.number == number


def test_no_milestone_is_next_once_all_have_passed(board_at: BoardAt) -> None:
    assert board_at(NOV_2026).next_milestone is None


@pytest.mark.parametrize(
    ("as_of", "expected"),
    [
        (date(2022, 12, 31), Decimal(0)),
        (date(2024, 6, 30), Decimal(547) / 1096),
        (date(2025, 12, 31), Decimal(1)),
        (NOV_2026, Decimal(1)),
    ],
)
def test_the_pilot_period_goes_by(board_at: BoardAt, as_of: date, expected: Decimal) -> None:
    assert board_at(as_of).time_elapsed == expected


def test_the_most_urgent_comes_first(board_at: BoardAt) -> None:
    found = board_at(JUNE).concerns

    told = [(concern.state, concern.item.kind, concern.item.number) for concern in found[:4]]
    behind, unreported = State.BEHIND, State.DUE_UNREPORTED
    assert told == [
        (behind, "indicator", 4),
        (unreported, "milestone", 1),
        (unreported, "milestone", 2),
        (unreported, "project", 2),
    ]
    order = [concern.state.seriousness for concern in found]
    assert order == sorted(order)
    days = [one.item.due_on for one in found if one.state is unreported and one.item.due_on]
    dated = [day for day in days if day < JUNE]
    assert dated == sorted(dated)


def test_every_unreported_indicator_and_project_needs_attention(board_at: BoardAt) -> None:
    unreported = [c for c in board_at(JUNE).concerns if c.state in SILENT]

    kinds = [concern.item.kind for concern in unreported]
    assert (kinds.count("indicator"), kinds.count("project")) == (13, 35)


def test_what_is_met_or_done_needs_no_attention(board_at: BoardAt) -> None:
    found = [(c.item.kind, c.item.number) for c in board_at(JUNE).concerns]

    assert ("indicator", 1) not in found
    assert ("milestone", 3) not in found
    assert ("milestone", 5) not in found


def test_a_concern_says_whether_anybody_has_reported_and_how_long_ago(board_at: BoardAt) -> None:
    words = {
        (concern.item.kind, concern.item.number): concern.words
        for concern in board_at(JUNE).concerns
    }

    assert words["milestone", 1] == "到期未报"
    assert words["indicator", 4] == "滞后（181 天未更新）"
    assert words["project", 1] == "未报"


def test_concerns_stand_under_their_lead_unit_the_most_urgent_unit_first(board_at: BoardAt) -> None:
    found = board_at(JUNE).concerns

    groups = attention.group_by_unit(found)

    first, second = groups[0], groups[1]
    assert (first.unit, first.counts.behind) == ("区住房城乡建委", 1)
    assert (second.unit, second.counts.apart["到期未报"]) == ("区发展改革委", 4)
    assert sorted(
        (group.unit, *key(concern)) for group in groups for concern in group.concerns
    ) == (sorted((concern.item.lead_unit or "", *key(concern)) for concern in found))


def key(concern: Concern) -> tuple[str, int]:
    return concern.item.kind, concern.item.number


def test_units_that_owe_as_much_follow_by_what_they_have_not_reported(board_at: BoardAt) -> None:
    rest = attention.group_by_unit(board_at(JUNE).concerns)[2:]

    unreported = [group.counts[State.DUE_UNREPORTED] for group in rest]
    assert unreported == sorted(unreported, reverse=True)


def test_a_blocked_task_needs_attention(store: Store, new_report: NewReport) -> None:
    store.append(new_report("task", 8, JUNE, status="blocked", note="用地未批"))

    found = [
        (concern.state, concern.item.kind, concern.item.number)
        for concern in compute_board(store, JUNE).concerns
    ]

    assert (State.BLOCKED, "task", 8) in found


def test_a_category_s_progress_is_weighted_by_planned_investment(
    store: Store, new_report: NewReport
) -> None:
    half = Decimal(60)
    store.append(
        new_report("project", 13, JUNE, stage="construction", physical_progress_percent=half)
    )
    one = compute_board(store, JUNE).categories[2].physical
    fifth = Decimal(20)
    store.append(
        new_report("project", 14, JUNE, stage="construction", physical_progress_percent=fifth)
    )
    both = compute_board(store, JUNE).categories[2].physical

    assert (one.physical_progress_percent, one.words) == (half, "2 个中 1 个已填报")
    # (4756 x 60 + 3800 x 20) / 8556
    assert (both.physical_progress_percent, both.words) == (Decimal("42.23"), "2 个中 2 个已填报")


def test_a_category_that_nobody_reported_on_has_no_progress(board_at: BoardAt) -> None:
    found = [
        (category.physical.physical_progress_percent, category.physical.reported)
        for category in board_at(JUNE).categories
    ]

    assert found == [(None, 0)] * 5


def test_completed_investment_is_none_until_somebody_reports_it(
    store: Store, new_report: NewReport
) -> None:
    before = compute_board(store, JUNE)
    store.append(new_report("project", 1, JUNE, completed_investment_wan_yuan=Decimal(0)))
    nothing_yet = compute_board(store, JUNE)
    store.append(new_report("project", 6, JUNE, completed_investment_wan_yuan=Decimal("1500.5")))
    after = compute_board(store, JUNE)

    assert before.completed_investment_wan_yuan is None
    assert nothing_yet.completed_investment_wan_yuan == Decimal(0)
    assert after.completed_investment_wan_yuan == Decimal("1500.5")
    assert [category.completed_investment_wan_yuan for category in after.categories] == [
        Decimal(0),
        Decimal("1500.5"),
        None,
        None,
        None,
    ]


def test_a_project_shows_what_was_last_reported(store: Store, new_report: NewReport) -> None:
    earlier, later = Decimal(20), Decimal(85)
    store.append(new_report("project", 1, date(2025, 3, 31), physical_progress_percent=earlier))
    store.append(
        new_report("project", 1, JUNE, stage="construction", physical_progress_percent=later)
    )

    line = compute_board(store, JUNE).projects[0]

    assert (line.stage, line.physical_progress_percent) == (Stage.CONSTRUCTION, later)
    assert line.status is Status.ON_TRACK
    assert line.due_on == date(2025, 12, 31)


def test_a_duty_has_the_status_last_reported(store: Store, new_report: NewReport) -> None:
    store.append(new_report("policy", 20, JUNE, status="in_progress"))

    board = compute_board(store, JUNE)

    assert board.policies[19].status is Status.IN_PROGRESS
    assert board.policies[18].status is Status.NO_DATA
    assert board.policies[19].units_words.endswith("区卫生健康委等配合")


def test_the_fourth_direction_is_led_by_all_who_lead_its_paragraphs(board_at: BoardAt) -> None:
    fourth = board_at(JUNE).directions[3]

    assert [part.name for part in fourth.paragraphs] == [
        "川渝万达开地区统筹发展",
        "潍坊与开州东西部协作",
        "四川省对口支援",
        "中国法学会定点帮扶",
        "江津万盛对口协同发展",
    ]
    assert fourth.units == (*fourth.paragraphs[0].units, "区财政局", "区委政法委")


def test_only_the_fourth_direction_has_paragraphs(board_at: BoardAt) -> None:
    assert [len(line.paragraphs) for line in board_at(JUNE).directions] == [0, 0, 0, 5, 0]


def test_a_later_report_leaves_an_earlier_day_s_board_as_it_was(
    store: Store, new_report: NewReport
) -> None:
    before = compute_board(store, JUNE)
    later = JUNE + timedelta(days=1)
    value = {"period": 2024, "value": Decimal(57), "evidence": "公报"}
    store.append(new_report("indicator", 4, later, **value))
    store.append(new_report("project", 1, later, physical_progress_percent=Decimal(50)))
    store.append(new_report("milestone", 1, later, status="done", completed_on=JUNE))
    store.append(new_report("task", 1, later, status="done"))

    after = compute_board(store, JUNE)

    same = {"version": before.version, "corrections": before.corrections}
    assert replace(after, **same) == before
    assert after.key != before.key


def test_the_same_store_and_day_make_the_same_board(store: Store) -> None:
    assert compute_board(store, JUNE).key == compute_board(store, JUNE).key
    assert compute_board(store, JUNE).key != compute_board(store, NOV_2026).key


def test_a_board_cannot_be_changed(board_at: BoardAt) -> None:
    board = board_at(JUNE)

    with pytest.raises(FrozenInstanceError):
        board.as_of = NOV_2026
    with pytest.raises(FrozenInstanceError):
        board.projects[0].owner = "somebody else"


def test_nothing_that_a_board_holds_can_be_changed(board_at: BoardAt) -> None:
    assert sorted(set(changeable(board_at(JUNE), "board"))) == []


def changeable(value: Any, place: str) -> Iterator[str]:
    """Places in a board whose value a reader could change for everybody else."""
    if is_dataclass(value) and type(value).__dataclass_params__.frozen:
        for field in fields(value):
            yield from changeable(
                getattr(value, field.name), f"{type(value).__name__}.{field.name}"
            )
    elif isinstance(value, tuple | frozenset):
        for part in value:
            yield from changeable(part, place)
    elif not isinstance(value, PLAIN):
        yield f"{place}: {type(value).__name__}"


def test_boards_of_two_days_of_one_store_agree_on_the_plan(board_at: BoardAt) -> None:
    first, second = board_at(date(2023, 1, 1)), board_at(NOV_2026)

    assert names(first) == names(second)


def names(board: Board) -> list[tuple[str, tuple[str, ...]]]:
    lines = (*board.indicators, *board.projects, *board.milestones, *board.tasks)
    return [(line.name, line.units) for line in lines]


@pytest.mark.parametrize(
    ("person", "words"),
    [("李主任", "李主任（专班办公室）"), ("专班办公室", "专班办公室")],
)
def test_an_account_that_bears_its_unit_s_name_is_called_by_it_once(
    person: str, words: str
) -> None:
    account = Account(name="li", person=person, role=Role.OFFICE)

    assert reporter_names([account])["li"] == words
