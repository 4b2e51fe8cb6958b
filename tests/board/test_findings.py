"""The finding of each page: one sentence with names and numbers, whatever board it is."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from kzdash.board import compute_board, verdict
from kzdash.board.changes import compare_boards
from kzdash.domain.progress import State, Tone
from tests.board.told import ALL, SOURCES, Case, built, done, duty, indicator, physical

if TYPE_CHECKING:
    from collections.abc import Callable

    from kzdash.board import Board
    from kzdash.board.verdict import Clause
    from kzdash.domain.models import Report
    from kzdash.store import Store

    BoardOf = Callable[[Case], Board]
    BoardAt = Callable[[date], Board]

TOLD = [
    *indicator(3, y2026="80"),
    physical(1, 100),
    physical(2, 60),
    physical(4, 10),
    *built(3),
    done(1, date(2026, 6, 15)),
    ("milestone", 2, {"status": "in_progress", "note": "正在验收"}),
    duty("task", 2, "blocked"),
    duty("policy", 1, "done"),
    duty("policy", 2, "blocked"),
]
IN_PROGRESS = Case(SOURCES, TOLD, date(2028, 6, 30))
OVER = Case(SOURCES, TOLD, date(2029, 6, 30))
SILENT = Case(SOURCES, (), date(2027, 6, 30))
EMPTY = Case(ALL, (), date(2027, 6, 30))
SENTENCES = {
    "indicators": (
        (IN_PROGRESS, "4项指标还没有一项达标，按目前进度还有1项能达标，3项到期未报。"),
        (OVER, "4项指标到期未报。"),
        (SILENT, "4项指标到期未报。"),
        (EMPTY, "方案没有列指标。"),
    ),
    "projects": (
        (
            IN_PROGRESS,
            "6个项目完工1个，西片管网等2个项目逾期，最久547天，北岭民宿滞后，2个项目到期未报。",
        ),
        (
            OVER,
            "6个项目完工1个，西片管网（县水务局）等3个项目逾期，最久912天，2个项目到期未报。",
        ),
        (SILENT, "6个项目都还没有填报，其中3个到期未报。"),
        (EMPTY, "方案没有列项目。"),
    ),
    "milestones": (
        (IN_PROGRESS, "3个时间节点完成1个，中期评估逾期182天；下一个是总结验收，还有153天。"),
        (OVER, "3个时间节点完成1个，中期评估（县发改局）逾期547天，1个时间节点到期未报。"),
        (SILENT, "3个时间节点都还没有填报，其中1个到期未报；下一个是中期评估，还有184天。"),
        (EMPTY, "方案没有列时间节点。"),
    ),
    "policies": (
        (IN_PROGRESS, "3项政策和2项改革完成1项，民宿贷款贴息受阻，1项政策和2项改革未报。"),
        (OVER, "3项政策和2项改革完成1项，民宿贷款贴息（县农业局）受阻，1项政策和2项改革未报。"),
        (SILENT, "3项政策和2项改革都还没有填报。"),
        (EMPTY, "方案没有列政策和改革。"),
    ),
    "duties": (
        (
            IN_PROGRESS,
            (
                "6个牵头单位中3个有逾期、受阻或未达标的事项，最多的是县水务局（逾期2项、受阻1项），"
                "4个有到期未报的事项，2个还没有填报过。"
            ),
        ),
        (SILENT, "6个牵头单位中6个有到期未报的事项，6个还没有填报过。"),
        (EMPTY, "方案没有列牵头单位。"),
    ),
}
UNITS = {
    "县发改局": "牵头4项完成2项，中期评估逾期547天，1个时间节点到期未报；需要填报2项。",
    "县教育局": "牵头3项都还没有填报，其中1项到期未报；需要填报3项。",
    "县水务局": (
        "牵头8项完成1项，西片管网等2个项目逾期，最久912天，更换旧管受阻，2项指标到期未报，"
        "另有2项未报；需要填报6项。"
    ),
}
ITEMS = {
    "乡村游客": (
        "正常：2026年为80万人次，目标≥200万人次，差120万人次，按目前进度到2028年底为240万人次。"
    ),
    "管网漏损": "到期未报：目标≤8%，县水务局还没有填报。",
    "西片管网": "逾期547天：形象进度60%。",
    "北岭民宿": "滞后73个百分点：形象进度10%，建设年限已过83%。",
    "村道": "到期未报：建设年限到2026年为止，县住建局还没有填报。",
    "完成摸底": "按期完成。",
    "中期评估": "逾期182天：应于2027年12月31日完成，“正在验收”。",
    "更换旧管": "受阻：“待批复”。",
    "教师下乡补贴": "未报：县教育局还没有填报。",
}


def text(parts: Clause) -> str:
    return "".join(part.words for part in parts)


@pytest.mark.parametrize("page", SENTENCES)
def test_a_page_says_in_a_sentence_how_its_part_of_the_plan_stands(
    board_of: BoardOf, page: str
) -> None:
    find = getattr(verdict, f"{page}_finding")

    for case, sentence in SENTENCES[page]:
        assert text(find(board_of(case))) == sentence


def test_a_unit_is_told_what_is_wrong_and_how_much_it_owes(board_of: BoardOf) -> None:
    board = board_of(OVER)

    assert {unit: text(verdict.unit_finding(board, unit)) for unit in UNITS} == UNITS
    assert text(verdict.unit_finding(board_of(EMPTY), "县农业局")) == "没有牵头的事项。"


def test_an_item_begins_with_its_state_and_says_by_what_figures(board_of: BoardOf) -> None:
    items = {item.short_name: item for item in board_of(IN_PROGRESS).followed}

    assert {name: text(verdict.item_finding(items[name])) for name in ITEMS} == ITEMS


def test_what_is_wrong_is_red_and_what_nobody_reported_is_grey(board_of: BoardOf) -> None:
    parts = verdict.projects_finding(board_of(IN_PROGRESS))

    tones = {part.words: part.tone for part in parts}
    assert tones["西片管网等2个项目逾期"] is Tone.BAD
    assert tones["北岭民宿滞后"] is Tone.WARNING
    assert tones["2个项目到期未报"] is Tone.NONE


def test_money_is_said_once_somebody_has_reported_it(
    board_of: BoardOf,
) -> None:
    spent = {"completed_investment_wan_yuan": Decimal(3000)}
    told = [("project", 1, {"stage": "construction", **spent})]

    said = text(verdict.projects_finding(board_of(Case(SOURCES, told, date(2027, 6, 30)))))

    assert said.endswith("；完成投资3,000万元，占计划的19.6%（1个项目填报）。")


def test_changes_name_what_got_worse_and_what_better(
    store: Store, new_report: Callable[..., Report]
) -> None:
    blocked = {"status": "blocked", "note": "用地未落实"}
    for kind, number, said in (
        ("task", 1, blocked),
        ("policy", 1, {"status": "done"}),
    ):
        report = new_report(kind, number, date(2025, 6, 30), **said)
        report.recorded_at = datetime(2025, 6, 30, 3, tzinfo=UTC)
        store.append(report)
    before, after = (
        compute_board(store, day, entered=True) for day in (date(2025, 6, 23), date(2025, 6, 30))
    )

    found = verdict.changes_finding(compare_boards(store, before, after), after)
    quiet = verdict.changes_finding(compare_boards(store, before, before), before)

    assert text(found) == (
        "2025年6月23日以来推动重点区域进城集镇安居变差，推行EOD模式引入多元资本变好；"
        "收到填报2条，24个单位没有新填报。"
    )
    assert text(quiet) == "2025年6月23日以来没有填报，也没有状态变化。"


def test_no_finding_calls_late_what_nobody_reported(board_at: BoardAt) -> None:
    board = board_at(date(2026, 11, 23))

    silent = [item for item in board.followed if item.state is State.DUE_UNREPORTED]
    assert silent
    for item in silent:
        assert "逾期" not in text(verdict.item_finding(item)).replace("逾期完成", "")
