"""Which slides there are for a board, and what each says, without a screen."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from kzdash.board.board import compute_board
from kzdash.board.changes import Changes, compare_boards
from kzdash.documents import slides as presentation
from kzdash.domain.progress import Status
from kzdash.store import Store, seed

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from kzdash.board.board import Board
    from kzdash.documents.slides import Slide
    from kzdash.domain.models import Report

    BoardAt = Callable[[date], Board]
    NewReport = Callable[..., Report]

JUNE, WEEK = date(2025, 6, 30), timedelta(days=7)
NAMES = [
    "cover",
    "overview",
    "indicators",
    "indicators",
    "behind",
    "treemap",
    "categories",
    "milestones",
    "decisions",
    "news",
]
NOT_A_WORD = re.compile(r"\b(?:None|nan|Decimal|Status|Stage|datetime)\b|[{}]")


def deck(board: Board, *, hide_empty: bool = False) -> tuple[Slide, ...]:
    """The slides for a board before which nothing happened."""
    quiet = Changes(board.as_of - WEEK, board.as_of, 0, 0, 0, ())
    return presentation.list_slides(board, quiet, hide_empty=hide_empty)


def slide(board: Board, name: str) -> Slide:
    return next(one for one in deck(board) if one.name == name)


def rows(shown: Slide) -> list[list[str]]:
    assert shown.table is not None
    return [[cell.words for cell in row] for row in shown.table.rows]


def words(shown: Slide) -> str:
    parts = [shown.topic, shown.message, *shown.notes]
    parts += [text for one in shown.figures for text in (one.label, one.value, one.note)]
    parts += [cell for row in (rows(shown) if shown.table else []) for cell in row]
    return "\n".join(parts)


@pytest.mark.parametrize(
    "day", [date(2000, 1, 1), date(2024, 1, 15), JUNE, date(2025, 12, 31), date(2099, 12, 31)]
)
def test_on_any_day_each_slide_says_something(board_at: BoardAt, day: date) -> None:
    slides = deck(board_at(day))

    assert [one.name for one in slides] == NAMES
    assert [one.name for one in slides if not one.message] == []
    assert [words(one) for one in slides if NOT_A_WORD.search(words(one))] == []


def test_the_cover_says_which_document_and_which_day(board_at: BoardAt) -> None:
    shown = slide(board_at(JUNE), "cover")

    assert shown.message == "重庆市开州区“小县大城”试点工作方案"
    assert shown.notes == (
        "开州府办发〔2024〕55号 · 2024年7月30日印发",
        "截至2025年6月30日",
        "试点期已过 83.2%，还剩 184 天",
    )


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (date(2022, 12, 31), "试点期自2023年1月1日起，还有 1 天"),
        (date(2025, 12, 31), "试点期已过 100%，还剩 0 天"),
        (date(2026, 1, 1), "试点期已于2025年12月31日结束"),
    ],
)
def test_the_cover_tells_before_in_and_after_the_pilot_apart(
    board_at: BoardAt, day: date, said: str
) -> None:
    assert slide(board_at(day), "cover").notes[-1] == said


def test_the_overview_has_the_four_figures(board_at: BoardAt) -> None:
    shown = slide(board_at(JUNE), "overview")

    assert shown.message == (
        "15项指标1项达标，城镇化率预计差1.41个百分点；21个项目和3个时间节点到期未报"
    )
    assert [(one.label, one.value) for one in shown.figures] == [
        ("指标达标", "1 / 15"),
        ("时间节点完成", "1 / 5"),
        ("计划总投资", "62.42亿元"),
        ("试点期已过", "83.2%"),
    ]
    assert shown.figures[1].note == "到期未报 3 个"
    assert shown.figures[2].note == "完成投资待填报（35 个中 0 个已填报）"


def test_indicators_are_spread_evenly_over_two_slides(board_at: BoardAt) -> None:
    first, second = (one for one in deck(board_at(JUNE)) if one.name == "indicators")

    assert [line.number for line in first.items] == [1, 2, 3, 4, 5, 6, 7, 8]
    assert [line.number for line in second.items] == [9, 10, 11, 12, 13, 14, 15]
    assert first.message == "第 1 至 8 项：1 项滞后，6 项到期未报，1 项达标"


def test_behind_tells_figure_and_expectation_and_counts_the_silent(board_at: BoardAt) -> None:
    shown = slide(board_at(JUNE), "behind")

    assert shown.message == "1 项滞后，37 项到期未报，85 项未报"
    assert rows(shown) == [["城镇化率", "53.94%", "54.88%", "区住房城乡建委", "▼ 滞后"]]
    assert [(one.label, one.value) for one in shown.figures] == [
        ("指标未报", "12 / 15"),
        ("项目未报", "35 / 35"),
        ("时间节点未报", "3 / 5"),
        ("任务未报", "27 / 27"),
        ("政策未报", "25 / 25"),
        ("改革未报", "19 / 19"),
    ]


def test_of_much_that_is_behind_the_worst_is_listed(store: Store, new_report: NewReport) -> None:
    building = [
        line for line in compute_board(store, JUNE).projects if line.end_year > JUNE.year - 1
    ]
    for line in building[:12]:
        physical = Decimal(line.number * 7 % 30)
        said = {"stage": "construction", "physical_progress_percent": physical}
        store.append(new_report("project", line.number, JUNE, **said))
    board = compute_board(store, JUNE)

    shown = slide(board, "behind")

    slow = [line for line in board.projects if line.status is Status.BEHIND]
    worst = sorted(
        slow,
        key=lambda line: (line.physical_progress_percent or 0) - line.assessment.time_elapsed * 100,
    )
    assert len(slow) > 5
    assert [row[0] for row in rows(shown)] == [line.short_name for line in worst[:5]]
    assert shown.message.endswith("；列出滞后最重的 5 项")


def test_categories_tell_of_how_many_projects_they_speak(
    store: Store, new_report: NewReport
) -> None:
    said: dict[str, Any] = {"stage": "construction", "physical_progress_percent": Decimal(40)}
    store.append(
        new_report("project", 13, JUNE, completed_investment_wan_yuan=Decimal(20000), **said)
    )

    shown = slide(compute_board(store, JUNE), "categories")

    assert shown.message == "完成投资2.00亿元，35 个项目中 1 个已填报"
    third = [cell.replace("\N{WORD JOINER}", "") for cell in rows(shown)[2]]
    assert third == ["就业创业", "2 个", "8,556万元", "2.00亿元", "40%（1/2）", "在建1 待填报1"]


def test_the_countdown_names_what_comes_and_what_is_late(board_at: BoardAt) -> None:
    assert (
        slide(board_at(JUNE), "milestones").message
        == "第 5 个节点还有 92 天（67 个工作日）；3 个到期未报"
    )
    assert slide(board_at(date(2025, 9, 30)), "milestones").message.startswith(
        "第 5 个节点今日到期；"
    )
    assert slide(board_at(date(2026, 1, 1)), "milestones").message == "4 个到期未报"


def test_nothing_late_is_said_in_one_line_or_left_out(board_at: BoardAt) -> None:
    board = board_at(date(2024, 1, 15))

    shown = slide(board, "decisions")

    assert (shown.is_empty, shown.message) == (True, "没有逾期、受阻、未达标或需要协调的事项")
    left = [one.name for one in deck(board, hide_empty=True)]
    assert left == [name for name in NAMES if name not in {"decisions", "news"}]


def test_what_wants_a_decision_stands_by_unit_with_the_problem(
    store: Store, new_report: NewReport
) -> None:
    blocked = {"status": "blocked", "note": "用地未落实"}
    store.append(new_report("task", 1, JUNE, **blocked))
    asking = {"stage": "construction", "physical_progress_percent": Decimal(90)}
    store.append(new_report("project", 8, JUNE, problems="电力迁改需协调", **asking))

    shown = slide(compute_board(store, JUNE), "decisions")

    assert shown.message.startswith("1 项受阻，1 项需要协调，")
    table = rows(shown)
    assert [row[0] for row in table] == ["区农业农村委", "高新区管委会"]
    assert ["✕ 受阻", "用地未落实"] in [row[2:] for row in table]
    assert "电力迁改需协调" in [row[3] for row in table]


def test_many_matters_fill_three_slides_and_the_rest_is_counted(
    store: Store, new_report: NewReport
) -> None:
    for kind, count in (("task", 27), ("policy", 3)):
        for number in range(1, count + 1):
            store.append(new_report(kind, number, JUNE, status="blocked", note="缺资金"))

    shown = [one for one in deck(compute_board(store, JUNE)) if one.name == "decisions"]

    assert [len(rows(one)) for one in shown] == [5, 5, 5]
    assert shown[0].topic == "需要研究决定 1/3 · 另有 15 项见总览"
    assert {one.message.split("，个")[0][:6] for one in shown} == {"30 项受阻"}


def test_another_county_has_its_own_slides(
    county_folder: Path, tmp_path: Path, now: datetime
) -> None:
    url = f"sqlite:///{tmp_path / 'county.db'}"
    seed.init_store(url, county_folder, now)
    board = compute_board(Store(url), JUNE)

    slides = deck(board)

    assert slides[0].message == board.plan.title
    shown = [line for one in slides if one.name == "indicators" for line in one.items]
    assert shown == list(board.indicators)


def test_what_changed_is_told_the_gravest_first(store: Store, new_report: NewReport) -> None:
    late = {"status": "blocked", "note": "用地未落实"}
    for kind, number, said in (
        ("policy", 1, {"status": "in_progress"}),
        ("task", 1, late),
        ("milestone", 4, {"status": "done", "completed_on": JUNE, "evidence": "会议纪要"}),
    ):
        report = new_report(kind, number, JUNE, **said)
        report.recorded_at = datetime(2025, 6, 30, 3, tzinfo=UTC)
        store.append(report)
    before, after = (compute_board(store, day, entered=True) for day in (JUNE - WEEK, JUNE))

    shown = presentation.list_slides(after, compare_boards(store, before, after))[-1]

    assert shown.topic == "2025年6月23日以来的变化"
    assert shown.message == "3 条填报，3 项状态变化，1 项新增问题"
    assert [row[:2] for row in rows(shown)] == [
        ["任务 1. 推动重点区域进城集镇安居", "○ 未报 → ✕ 受阻"],
        ["时间节点 4. 初步形成一批“小县大城”试…", "◇ 到期未报 → ◐ 逾期完成"],
        ["政策 1. 推行EOD模式引入多元资本", "○ 未报 → ▲ 推进中"],
    ]


@pytest.mark.parametrize(
    ("note", "told"),
    [
        ("正在办理", "▲ 推进中；正在办理"),
        ("已完成前期工作，正在办理用地手续", "▲ 推进中…"),
    ],
)
def test_what_was_said_is_cut_between_its_parts(
    store: Store, new_report: NewReport, note: str, told: str
) -> None:
    report = new_report("task", 1, JUNE, status="in_progress", note=note)
    report.recorded_at = datetime(2025, 6, 30, 3, tzinfo=UTC)
    store.append(report)
    before, after = (compute_board(store, day, entered=True) for day in (JUNE - WEEK, JUNE))

    assert (
        rows(presentation.list_slides(after, compare_boards(store, before, after))[-1])[0][2]
        == told
    )


def test_more_changes_than_fit_are_counted(store: Store, new_report: NewReport) -> None:
    for number in range(1, 11):
        report = new_report("task", number, JUNE, status="in_progress")
        report.recorded_at = datetime(2025, 6, 30, 3, tzinfo=UTC)
        store.append(report)
    before, after = (compute_board(store, day, entered=True) for day in (JUNE - WEEK, JUNE))

    shown = presentation.list_slides(after, compare_boards(store, before, after))[-1]

    assert len(rows(shown)) == 8
    assert shown.topic == "2025年6月23日以来的变化 · 另有 2 项见动态"


def test_no_change_is_said_in_one_line(board_at: BoardAt) -> None:
    shown = slide(board_at(JUNE), "news")

    assert (shown.is_empty, shown.message) == (True, "没有填报，也没有状态变化")
