"""What a correction makes of a board is told before it is stored, and is what it then is."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from kzdash.board.board import Board, compute_board
from kzdash.board.consequences import consequences
from kzdash.reporting.corrections import corrected_day, correction_words
from kzdash.store import unit_names

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from kzdash.domain.models import Report
    from kzdash.store import Store

    NewReport = Callable[..., Report]

TODAY, MAY, JUNE = date(2026, 1, 1), date(2025, 5, 31), date(2025, 6, 30)
YEARS = {2022: "12.5", 2023: "11", 2024: "9.5", 2025: "8.8"}


@pytest.fixture
def told(store: Store, new_report: NewReport) -> Store:
    """A store with an indicator's figures, and a task and a project twice reported on."""
    for seq, (year, value) in enumerate(YEARS.items(), 1):
        figure = {"period": year, "value": Decimal(value), "evidence": "年报"}
        store.append(new_report("indicator", 7, MAY, seq=seq, **figure))
    for seq, day in enumerate((MAY, JUNE), 1):
        store.append(new_report("task", 2, day, seq=seq, status="in_progress"))
    return store


def judged(board: Board) -> list[tuple[object, ...]]:
    return [(it.item_id, it.state, it.state_words, it.status) for it in board.followed]


def of(board: Board, kind: str, number: int) -> Any:
    return next(it for it in board.followed if (it.kind, it.number) == (kind, number))


CORRECTIONS = {
    "a year's figure": ("indicator", 7, MAY, 5, {"period": 2025, "value": Decimal("9.4")}),
    "an earlier year's": ("indicator", 7, MAY, 5, {"period": 2023, "value": Decimal("10.1")}),
    "an earlier day": ("task", 2, MAY, 3, {"status": "done"}),
    "the same day": ("task", 2, JUNE, 3, {"status": "blocked", "note": "缺资金"}),
    "news": ("task", 2, date(2025, 12, 1), 3, {"status": "done"}),
    "a first report": ("task", 3, JUNE, 1, {"status": "blocked", "note": "缺资金"}),
    "a project": ("project", 1, JUNE, 1, {"stage": "built"}),
}


@pytest.mark.parametrize("correction", CORRECTIONS.values(), ids=CORRECTIONS.keys())
def test_a_board_with_a_proposed_report_is_what_it_is_once_that_is_stored(
    told: Store, new_report: NewReport, correction: tuple[object, ...]
) -> None:
    kind, number, day, seq, said = correction
    makes = lambda: new_report(kind, number, day, seq=seq, evidence="年报", **said)  # noqa: E731 - a report can be added once
    days = (date(2025, 5, 30), MAY, JUNE, TODAY)
    before = told.version()

    proposed = [judged(compute_board(told, it, proposed=[makes()])) for it in days]
    assert told.version() == before
    told.append(makes())

    assert proposed == [judged(compute_board(told, it)) for it in days]


def test_a_part_and_an_undo_are_replaced_as_they_will_be(
    told: Store, new_report: NewReport, now: datetime, item_id: Callable[[str, int], int]
) -> None:
    unit_id = {name: it for it, name in unit_names(told).items()}["区水利局"]
    part = new_report("task", 1, JUNE, status="in_progress", unit_id=unit_id)
    told.append(part)
    told.undo(item_id("task", 2), 2, "tester", now)
    said = {"status": "blocked", "note": "用地未批"}
    again = new_report("task", 1, JUNE, seq=2, unit_id=unit_id, **said)
    new = new_report("task", 2, JUNE, seq=4, **said)

    board = compute_board(told, TODAY, proposed=[again, new])

    assert [it.note for it in of(board, "task", 1).parts] == ["用地未批"]
    assert of(board, "task", 2).undos == ()
    assert of(board, "task", 2).state.word == "受阻"


def test_a_corrected_figure_changes_value_gap_state_and_counts(
    told: Store, new_report: NewReport
) -> None:
    said = {"period": 2025, "value": Decimal("9.4"), "evidence": "年报"}
    report = new_report("indicator", 7, MAY, seq=5, **said)
    item = of(compute_board(told, TODAY), "indicator", 7)

    (words,) = correction_words(told, [(item, report)], TODAY)

    assert words == (
        "今天的看板：指标 7. 公共管网漏损率：现值8.8%→9.4%，与目标相差+0.2个百分点→-0.4个百分点，"
        "达标→差一点未达标；总览：达标1项→0项，差一点未达标0项→1项。"
    )


def test_a_report_for_an_earlier_day_changes_that_day_s_board(
    told: Store, new_report: NewReport
) -> None:
    report = new_report("task", 2, MAY, seq=3, status="done")
    item = of(compute_board(told, TODAY), "task", 2)

    (words,) = correction_words(told, [(item, report)], TODAY)

    assert words.startswith("2025年5月31日的看板：任务 2. ")
    assert words.endswith("：推进中→完成；总览：完成0项→1项，推进中1项→0项。")


def test_what_is_the_same_is_said_to_be(told: Store, new_report: NewReport) -> None:
    report = new_report("task", 2, JUNE, seq=3, status="in_progress", note="照旧")

    words = consequences(told, TODAY, [report], {report.item_id})

    assert words.endswith("不变（推进中）；总览各项数不变。")


def test_news_corrects_nothing(told: Store, new_report: NewReport) -> None:
    board = compute_board(told, TODAY)
    task, indicator = of(board, "task", 2), of(board, "indicator", 7)
    news = new_report("task", 2, TODAY, seq=3, status="done")
    figure = new_report("indicator", 7, TODAY, seq=5, period=2021, value=Decimal(13))
    part = new_report("task", 2, MAY, seq=3, unit_id=1, status="done")

    assert [
        corrected_day(item, report, TODAY)
        for item, report in ((task, news), (indicator, figure), (task, part))
    ] == [None, None, None]
    assert correction_words(told, [(task, news)], TODAY) == []
