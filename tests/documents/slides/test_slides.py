"""Which slides there are for a board, and what each says, without a screen."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from kzdash.board.board import compute_board
from kzdash.board.changes import Changes, compare_boards
from kzdash.documents import slides as presentation
from kzdash.documents.slides.fitting import column_widths, row_height
from kzdash.documents.slides.slide import WORD_JOINER, keep_together
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
NOT_A_WORD = re.compile(r"\b(?:None|nan|Decimal|Status|Stage|datetime)\b|[{}]")


def deck(board: Board) -> tuple[Slide, ...]:
    """The slides for a board before which nothing happened."""
    quiet = Changes(board.as_of - WEEK, board.as_of, 0, 0, 0, ())
    return presentation.list_slides(board, quiet)


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

    assert [one.name for one in slides[:3]] == ["cover", "agenda", "overview"]
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


def test_another_county_has_its_own_slides(
    county_folder: Path, tmp_path: Path, now: datetime
) -> None:
    url = f"sqlite:///{tmp_path / 'county.db'}"
    seed.init_store(url, county_folder, now)
    board = compute_board(Store(url), JUNE)

    slides = deck(board)

    assert slides[0].message == board.plan.title


@pytest.mark.parametrize(
    ("day", "first", "state"),
    [
        # nothing is asked yet: what is due next, by its day
        (date(2000, 1, 1), "形成“小县大城”试点调研成果", "△未到期，还有8796天"),
        (date(2026, 11, 23), "形成“小县大城”试点调研成果", "◇到期未报"),
    ],
)
def test_the_overview_of_a_plan_that_nobody_reported_on_names_what_is_due_and_fills_its_slide(
    board_at: BoardAt, day: date, first: str, state: str
) -> None:
    shown = slide(board_at(day), "overview")

    assert shown.table is not None
    told = [re.sub(r"[\s\u2060]", "", row[0]) for row in rows(shown)]
    assert (rows(shown)[0][1], told[0]) == (first, state)
    assert len(shown.items) == len(told)
    widths = column_widths(shown.table, beside=False)
    high = sum(row_height(row, widths) for row in shown.table.rows)
    # under the figures there is room for ten characters
    assert 6.5 < high <= 10


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


def test_projects_behind_stand_by_how_far_they_are_behind(
    store: Store, new_report: NewReport
) -> None:
    building = [
        line for line in compute_board(store, JUNE).projects if line.end_year > JUNE.year - 1
    ]
    for line in building[:12]:
        physical = Decimal(line.number * 7 % 30)
        said = {"stage": "construction", "physical_progress_percent": physical}
        store.append(new_report("project", line.number, JUNE, **said))
    board = compute_board(store, JUNE)

    shown = slide(board, "projects")

    slow = sorted(
        (it for it in board.projects if it.shortfall > 0 and it.state.word == "滞后"),
        key=lambda line: -line.shortfall,
    )
    names = [row[0] for row in rows(shown)]
    assert names == [line.short_name for line in slow[: len(names)]]
    assert shown.message.startswith(
        f"{slow[0].short_name}（{slow[0].lead_unit}）等{len(slow)}个项目"
    )


def test_each_decision_has_a_slide_that_says_it_whole(store: Store, new_report: NewReport) -> None:
    asked, stuck, silent = "请协调" + "电力迁改" * 400, "用地未落实", "等批复"
    asking = {"stage": "construction", "physical_progress_percent": Decimal(90)}
    store.append(new_report("task", 1, JUNE, status="blocked", cause=stuck, note="在协调"))
    store.append(new_report("task", 2, JUNE, status="blocked", note=silent))
    store.append(new_report("project", 8, JUNE, problems=asked, **asking))

    slides = deck(compute_board(store, JUNE))
    shown = [one for one in slides if one.name == "decision"]

    first, *more, last = shown
    assert first.message.startswith("请研究：")
    assert "（续" not in first.message
    assert all("（续" in one.message.replace("\N{WORD JOINER}", "") for one in more)
    assert asked in "".join(row[1] for one in [first, *more] for row in rows(one))
    assert ["卡在哪里", f"{stuck}；在协调"] in rows(last)
    assert ["拟请研究", "还没有提出请会议研究的事"] in rows(last)
    assert [row[0] for row in rows(last)] == ["现状", "卡在哪里", "拟请研究", "责任", "期限"]
    # of what is neither asked nor explained the room is told, and there is nothing to decide
    others = next(one for one in slides if one.name == "problems")
    assert silent in [row[2] for row in rows(others)]


def test_what_nobody_reported_names_the_units_that_owe_the_most(board_at: BoardAt) -> None:
    shown = slide(board_at(JUNE), "silent")

    assert shown.message == "区住房城乡建委4项、区发展改革委4项等16个单位共37项到期未报"
    assert rows(shown)[0][:2] == ["区住房城乡建委", "4项"]


def test_what_has_nothing_to_say_is_left_out(board_at: BoardAt) -> None:
    names = {one.name for one in deck(board_at(date(2024, 1, 15)))}

    assert names.isdisjoint({"decision", "problems", "news", "projects", "meeting", "steps"})


def test_what_changed_is_told_the_gravest_first(store: Store, new_report: NewReport) -> None:
    for kind, number, said in (
        ("policy", 1, {"status": "in_progress"}),
        ("task", 1, {"status": "blocked", "note": "用地未落实"}),
    ):
        report = new_report(kind, number, JUNE, **said)
        report.recorded_at = datetime(2025, 6, 30, 3, tzinfo=UTC)
        store.append(report)
    before, after = (compute_board(store, day, entered=True) for day in (JUNE - WEEK, JUNE))

    slides = presentation.list_slides(after, compare_boards(store, before, after))
    (shown,) = [one for one in slides if one.name == "news"]

    assert shown.topic == "2025年6月23日以来的变化"
    assert "推动重点区域进城集镇安居变差" in shown.message
    assert [row[0] for row in rows(shown)] == [
        "推动重点区域进城集镇安居",
        "推行EOD模式引入多元资本",
    ]


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("◆ 逾期 181 天", "◆_逾~期 181_天"),
        ("▼ 滞后 33 个百分点", "▼_滞~后 33_个~百~分~点"),
        ("△ 未到期，还有 92 天", "△_未到~期，还~有 92_天"),
        ("▲ 推进中", "▲_推~进~中"),
        ("× 差1.1个百分点", "×_差1.1个~百~分~点"),
    ],
)
def test_a_state_breaks_before_a_number_and_never_within_a_word(words: str, shown: str) -> None:
    kept = keep_together(words).replace(WORD_JOINER, "~").replace("\xa0", "_")

    assert kept == shown
