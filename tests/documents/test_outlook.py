"""What is expected of what is late is said wherever it is listed, as it was reported, or not."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from kzdash.board.board import compute_board
from kzdash.board.outlook import outlook_of
from kzdash.board.verdict import item_finding
from kzdash.documents.overview.attention_rows import attention_rows
from kzdash.documents.pages.item_view import outlook_facts
from kzdash.documents.pages.item_words import last_words
from kzdash.documents.papers import annual_summary, sentences, supervision
from kzdash.documents.slides.attention import decision_points, decision_slides
from kzdash.domain.progress import State
from tests.documents import word_reader

if TYPE_CHECKING:
    from collections.abc import Callable

    from kzdash.board.board import Board
    from kzdash.board.items import BoardItem
    from kzdash.documents.slides.slide import Slide
    from kzdash.domain.models import Report
    from kzdash.store import Store

    NewReport = Callable[..., Report]

MAY, JUNE, JULY = date(2025, 5, 31), date(2025, 6, 30), date(2025, 7, 22)
EXPECTED = date(2025, 7, 10)
WHY: dict[str, Any] = {
    "cause": "用地未批。",
    "next_step": "报市级审批",
    "expected_on": EXPECTED,
    "confidence": "at_risk",
}
LATE = {"status": "in_progress", "note": "正在办理。", **WHY}
BEHIND = {"stage": "construction", "physical_progress_percent": Decimal(1), **WHY}
BLOCKED = {**LATE, "status": "blocked"}


@pytest.fixture
def said(store: Store, new_report: NewReport) -> Store:
    """A store with an item of each sort that is late, and why."""
    store.append(new_report("milestone", 1, MAY, **LATE))
    store.append(new_report("project", 18, MAY, **BEHIND))
    store.append(new_report("task", 2, MAY, **BLOCKED))
    return store


def late(board: Board) -> dict[State, BoardItem]:
    items = (board.milestones[0], board.projects[17], board.tasks[1])
    return {item.state: item for item in items}


def test_each_sort_is_late(said: Store) -> None:
    assert {*late(compute_board(said, JUNE))} == {State.OVERDUE, State.BEHIND, State.BLOCKED}


def test_rows_say_the_cause_and_the_day(said: Store) -> None:
    rows = {row.item.titled: row for row in attention_rows(compute_board(said, JUNE))}
    expected = "预计2025年7月10日完成（有风险）；原因：用地未批"
    for item in late(compute_board(said, JUNE)).values():
        assert rows[item.titled].words.endswith(expected)
        assert last_words(item).endswith(expected)
    (task,) = (row for row in rows.values() if row.state is State.BLOCKED)
    assert task.words == f"“正在办理。”；{expected}"
    # of what nobody noted anything the cause is what was said
    (project,) = (row for row in rows.values() if row.state is State.BEHIND)
    assert project.words == expected


def test_once_the_day_is_past_rows_and_findings_say_by_how_long(said: Store) -> None:
    board = compute_board(said, JULY)
    for item in late(board).values():
        assert "已过预计完成日12天" in last_words(item)
        assert "12天（" not in last_words(item)
        assert "已过预计完成日12天" in "".join(part.words for part in item_finding(item))
    told = [concern.words for concern in board.concerns if "已过预计完成日12天" in concern.words]
    assert len(told) == 3
    rows = [row for row in attention_rows(board) if "已过预计完成日12天" in row.words]
    assert len(rows) == 3
    assert outlook_facts(board.milestones[0])["预计完成"] == (
        "预计2025年7月10日完成，已过预计完成日12天"
    )
    # the day itself is not over
    assert "已过" not in last_words(compute_board(said, EXPECTED).milestones[0])


def test_how_sure_it_is_stands_beside_the_state_and_never_instead(said: Store) -> None:
    for state, item in late(compute_board(said, JUNE)).items():
        (first, *others) = item_finding(item)
        assert first.words.startswith(state.word)
        (words,) = (part for part in others if "（有风险）" in part.words)
        assert words.tone is None
        assert item.state_words.startswith(state.word)
        assert outlook_facts(item)["完成把握"] == "◦ 有风险"


def test_papers_say_what_was_given(said: Store) -> None:
    board = compute_board(said, JUNE)
    told = "滞后原因为：用地未批；下一步措施为：报市级审批；预计2025年7月10日完成（有风险）"
    task = board.tasks[1]
    assert list(sentences.blocked([task])) == [(task.name, f"正在办理；{told}")]
    assert sentences.milestone(board.milestones[0]).endswith("预计2025年7月10日完成（有风险）")
    unit = task.lead_unit or ""
    assert told in word_reader.text(supervision.make(board, unit))
    assert "报市级审批" in word_reader.text(annual_summary.make(board))


def test_a_slide_on_a_decision_says_it_only_where_it_was_said(
    said: Store, new_report: NewReport
) -> None:
    board = compute_board(said, JUNE)
    told = [_said(slide) for slide in decision_slides(decision_points(board))]
    explained = [rows for rows in told if rows.get("下一步") == "报市级审批"]
    assert len(explained) == 2
    for rows in explained:
        assert rows["卡在哪里"] == "用地未批；正在办理"
        assert rows["期限"].endswith("预计2025年7月10日")
    # before anybody said anything
    earlier = compute_board(said, date(2025, 5, 30))
    for slide in decision_slides(decision_points(earlier)):
        assert "下一步" not in _said(slide)


def _said(slide: Slide) -> dict[str, str]:
    """What a slide on one decision says, by its heads."""
    rows = slide.table.rows if slide.table and len(slide.table.widths) == 2 else ()
    return {head.words: words.words for head, words in rows}


def test_nothing_is_said_of_what_is_done_or_was_not_told(
    said: Store, new_report: NewReport
) -> None:
    done = {"status": "done", "completed_on": JUNE, "note": "已办结", **WHY}
    said.append(new_report("milestone", 1, JUNE, **done))
    said.append(new_report("task", 2, JUNE, status="blocked", note="待批"))
    board = compute_board(said, JULY)

    for item in (board.milestones[0], board.tasks[1]):
        assert outlook_of(item).is_empty
        assert outlook_facts(item) == {}
        assert "预计" not in last_words(item)
    assert last_words(board.tasks[1]) == "待批"
    assert list(sentences.blocked([board.tasks[1]])) == [(board.tasks[1].name, "待批")]
