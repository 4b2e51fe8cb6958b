"""The verdict: one or two sentences with names and numbers, whatever plan it is and however far."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest

from kzdash.board.verdict import compose_verdict
from kzdash.board.verdict.parts import name_worst
from kzdash.domain.models import Kind
from kzdash.domain.progress import Tone
from tests.board.told import ALL, DUTIES, SOURCES, Case, built, done, duty, indicator, physical

if TYPE_CHECKING:
    from collections.abc import Callable

    from kzdash.board import Board


MET = [
    *indicator(1, y2026="3.4", y2027="3.2", y2028="3.1"),
    *indicator(2, y2025="90", y2026="93", y2027="96", y2028="98.5"),
    *indicator(3, y2026="60", y2027="140", y2028="210"),
    *indicator(4, y2025="12", y2026="11", y2027="9", y2028="7.8"),
]
SHORT = [
    *indicator(1, y2026="3.4", y2027="3.2", y2028="3.1"),
    *indicator(2, y2025="90", y2026="93", y2027="95", y2028="95"),
    *indicator(3, y2026="60", y2027="140", y2028="199"),
    *indicator(4, y2025="12", y2026="11", y2027="10", y2028="9.7"),
]
MILESTONES_MET = [
    done(1, date(2026, 6, 15)),
    done(2, date(2027, 12, 1)),
    done(3, date(2028, 11, 30)),
]
ALL_DONE = [
    *(duty("task", number, "done") for number in range(1, 5)),
    *(duty("policy", number, "done") for number in range(1, 4)),
    *(duty("reform", number, "done") for number in range(1, 3)),
]


CASES = {
    "empty": Case(ALL, (), date(2027, 6, 30), "试点期还剩550天，方案没有列需要跟踪的事项。"),
    "tiny, over and done": Case(
        ("indicators", "projects", *DUTIES, *SOURCES),
        MILESTONES_MET,
        date(2029, 1, 10),
        "试点期已于2028年底结束：各项工作没有逾期、受阻或滞后。",
    ),
    "nobody reported, in progress": Case(
        SOURCES,
        (),
        date(2027, 6, 30),
        "试点期还剩550天，4项指标、6个项目、3个时间节点、4项任务、3项政策、2项改革都还没有填报，"
        "看不出能否完成。",
    ),
    "nobody reported, over": Case(
        (*SOURCES, "projects", *DUTIES),
        (),
        date(2029, 6, 1),
        "试点期已于2028年底结束，4项指标、3个时间节点都还没有填报，看不出完成得怎样。",
    ),
    "before the start": Case(
        (*SOURCES, "indicators", "projects", *DUTIES),
        (),
        date(2025, 12, 1),
        "离试点期开始还有31天，3个时间节点都还没有填报，看不出能否完成。",
    ),
    "all met": Case(
        SOURCES,
        [*MET, *built(1, 2, 3, 4, 5, 6), *MILESTONES_MET, *ALL_DONE],
        date(2029, 6, 1),
        "试点期已于2028年底结束：4项指标全部达标；6个项目全部完工，各项工作没有逾期、受阻或滞后。",
    ),
    "over, near misses and far ones, with whose is open": Case(
        (*SOURCES, *DUTIES),
        [*SHORT, *built(1, 2, 3), physical(4, 90), physical(5, 40), physical(6, 95)],
        date(2029, 1, 31),
        "试点期已于2028年底结束：4项指标1项达标，管网漏损差1.7个百分点、自来水普及差3个百分点、"
        "乡村游客只差1万人次；6个项目完工3个，村道（县住建局）等3个项目逾期，最久762天，"
        "3个时间节点到期未报。",
    ),
    "in progress, held to its forecasts": Case(
        (*SOURCES, "projects", "milestones", *DUTIES),
        [
            *indicator(1, y2026="3.4"),
            *indicator(2, y2025="90", y2026="92.5"),
            *indicator(3, y2026="80"),
            *indicator(4, y2025="12", y2026="11"),
        ],
        date(2027, 6, 30),
        "试点期还剩550天：4项指标1项达标，按目前进度还有1项能达标，"
        "管网漏损预计差1个百分点、自来水普及预计差0.5个百分点。",
    ),
    "in progress, all will be met": Case(
        (*SOURCES, "projects", "milestones", *DUTIES),
        [
            *indicator(1, y2026="3.4"),
            *indicator(2, y2025="90", y2026="93"),
            *indicator(3, y2026="80"),
            *indicator(4, y2025="12", y2026="10"),
        ],
        date(2027, 6, 30),
        "试点期还剩550天：4项指标1项已达标，其余3项按目前进度都能达标。",
    ),
    "one project, overdue": Case(
        (*SOURCES, "indicators", "milestones", *DUTIES),
        [physical(2, 60), *built(1, 3, 4, 5, 6)],
        date(2027, 6, 30),
        "试点期还剩550天：西片管网逾期181天。",
    ),
    "no milestones: blocked, behind and silent": Case(
        (*SOURCES, "indicators", "milestones", "policies"),
        [
            physical(4, 10),
            duty("task", 2, "blocked"),
            *(duty("task", number, "in_progress") for number in (1, 3, 4)),
            duty("reform", 1, "blocked"),
        ],
        date(2027, 6, 30),
        "试点期还剩550天：更换旧管等1项任务和1项改革受阻，北岭民宿滞后，3个项目到期未报，另有3项未报。",
    ),
    "on the last day, figures not yet published": Case(
        (*SOURCES, "projects", *DUTIES),
        [*indicator(3, y2026="60", y2027="140"), *MILESTONES_MET],
        date(2028, 12, 31),
        "试点期只剩当天：4项指标还没有一项达标，按目前进度还有1项能达标，3项到期未报；"
        "各项工作没有逾期、受阻或滞后。",
    ),
}


@pytest.mark.parametrize("case", CASES.values(), ids=list(CASES))
def test_a_plan_is_judged_in_a_sentence(board_of: Callable[[Case], Board], case: Case) -> None:
    assert compose_verdict(board_of(case)).text == case.sentence


def test_what_nobody_reported_is_never_red_and_a_near_miss_is_not_a_far_one(
    board_of: Callable[[Case], Board],
) -> None:
    case = CASES["over, near misses and far ones, with whose is open"]
    tones = {part.words: part.tone for part in compose_verdict(board_of(case)).parts}

    assert tones["自来水普及差3个百分点"] is Tone.BAD
    assert tones["乡村游客只差1万人次"] is Tone.WARNING
    assert tones["3个时间节点到期未报"] is Tone.NONE
    assert [words for words, tone in tones.items() if "未报" in words and tone is Tone.BAD] == []


@pytest.mark.parametrize(
    ("name", "brief"),
    [
        ("empty", "方案没有列需要跟踪的事项"),
        ("nobody reported, over", "7项事项都还没有填报"),
        ("all met", "4项指标全部达标；6个项目全部完工"),
        (
            "over, near misses and far ones, with whose is open",
            "4项指标1项达标，管网漏损差1.7个百分点；村道（县住建局）等3个项目逾期",
        ),
        ("in progress, held to its forecasts", "4项指标1项达标，管网漏损预计差1个百分点"),
        ("no milestones: blocked, behind and silent", "更换旧管等1项任务和1项改革受阻"),
    ],
)
def test_a_title_says_the_worst_in_one_line(
    board_of: Callable[[Case], Board], name: str, brief: str
) -> None:
    assert compose_verdict(board_of(CASES[name])).brief == brief


def test_what_is_named_is_of_the_kind_that_is_counted_first() -> None:
    project = SimpleNamespace(kind=Kind.PROJECT, shortfall=1, lead_unit="甲局", short_name="桥")
    milestone = SimpleNamespace(kind=Kind.MILESTONE, shortfall=9, lead_unit="", short_name="调研")
    items: list[Any] = [project, project, milestone]

    assert name_worst(items, whose=False) == "调研等1个时间节点和2个项目"
