"""What a unit is told and reminded of: what is wrong or due, and nothing of what others do."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from kzdash.board.added_items import MatterItem
from kzdash.board.board import compute_board
from kzdash.board.monthly_round import due_from_unit
from kzdash.documents import CATALOGUE, DocumentRequest
from kzdash.documents.papers import reminder_letter, supervision_notice
from kzdash.documents.papers.item_sentences import due_from
from kzdash.documents.papers.wording import in_cell, official, state
from kzdash.domain.progress import PROBLEMS, State
from kzdash.errors import NoUnitError
from tests.documents import word_reader
from tests.documents.conftest import NOW, UNIT
from tests.matters import Office

if TYPE_CHECKING:
    from collections.abc import Callable

    from kzdash.board.board import Board
    from kzdash.domain.models import Report
    from kzdash.store import Store

DAY, JULY = date(2025, 6, 30), date(2025, 7, 2)
LONG = f"征地已完成九成。余下两户{'正在商谈' * 490}。"


def rows_of(content: bytes, number: int) -> list[list[str]]:
    table = word_reader.opened(content).tables[number]
    return [[cell.text for cell in row.cells] for row in table.rows]


def test_a_notice_has_all_that_is_wrong_or_due_with_a_form_to_answer_on(board: Board) -> None:
    for unit in {line.lead_unit for line in board.followed if line.lead_unit}:
        asked = supervision_notice.supervised(board, unit)
        wrong = [
            line
            for line in board.led_by(unit)
            if line.state in {*PROBLEMS, State.DUE_UNREPORTED} or line.blocked_parts
            # a problem that waits for the office is nothing that a unit can act on
            if not (isinstance(line, MatterItem) and line.waits_for_office)
        ]
        assert {line.item_id for line in wrong} <= {line.item_id for line in asked}
        if unit != UNIT:
            continue
        made = supervision_notice.make(board, unit)
        text = word_reader.text(made)
        if not asked:
            assert f"{unit}目前没有需要督办的事项。" in text
            assert "反馈表" not in text
            continue
        assert f"{unit}有{len(asked)}项事项需要督办" in text
        assert "附件：1.督办事项清单" in text
        listed, form, signed = (rows_of(made, number) for number in range(3))
        assert [row[1] for row in listed[1:]] == [in_cell(one.name) for one in asked]
        assert [row[2] for row in listed[1:]] == [in_cell(state(line)) for line in asked]
        assert form[0] == ["事项", "原定期限", "进展", "原因", "下一步措施", "责任人和完成时限"]
        assert [row[0] for row in form[1:]] == [in_cell(line.name) for line in asked]
        # what the unit is to write is written for it by nobody
        assert {cell for row in form[1:] for cell in row[2:]} == {""}
        assert signed == [["填报单位", unit, "填报日期", ""], ["填报人", "", "电话", ""]]


def test_a_matter_is_told_to_the_unit_that_leads_it_until_the_office_must_act(store: Store) -> None:
    office = Office(store)
    own = office.assign(DAY, "报送方案", units=("区水利局", "区财政局"), due_on=JULY)

    def told(unit: str) -> list[int]:
        return [line.item_id for line in supervision_notice.supervised(office.board(JULY), unit)]

    assert own in told("区水利局")
    assert own not in told("区财政局")
    office.answer(own, JULY, "asks_for_time", requested_due_on=date(2025, 8, 1), note="等资金")
    assert own not in told("区水利局")


def test_a_form_has_room_to_write_in(board_in: Callable[[str], Board]) -> None:
    form = word_reader.opened(supervision_notice.make(board_in("some"), UNIT)).tables[1]

    assert [round(row.height.mm) for row in form.rows[1:]] == [24] * (len(form.rows) - 1)
    assert form.rows[0].height is None


def test_a_reminder_lists_what_is_due_why_and_until_when(board: Board) -> None:
    due = due_from(board, UNIT)
    made = reminder_letter.make(board, UNIT)

    if not due:
        assert f"{UNIT}目前没有需要填报的事项。" in word_reader.text(made)
        return
    assert f"还有{len(due)}项需要填报" in word_reader.text(made)
    late = sum(bool(one.days_late) for one in due)
    which = "均" if late == len(due) else f"其中{late}项"
    assert (f"{which}已过期限，最长的已过" in word_reader.text(made)) is bool(late)
    (head, *rows) = rows_of(made, 0)
    assert head == ["编号", "事项", "提醒原因", "填报期限"]
    assert [row[1] for row in rows] == [in_cell(one.item.name) for one in due]
    assert [row[3] for row in rows] == [in_cell(one.until_words) or "没有规定" for one in due]


def test_nobody_is_reminded_of_a_plan_that_was_not_issued_yet(
    board_in: Callable[[str], Board],
) -> None:
    board = board_in("before")

    text = word_reader.text(reminder_letter.make(board, UNIT))

    assert due_from_unit(board, UNIT)
    assert "当时各事项尚未要求填报" in text
    assert f"{UNIT}目前没有需要填报的事项。" in text


def test_until_when_and_to_whom_is_marked_until_somebody_says_so(
    board_in: Callable[[str], Board],
) -> None:
    board, asked = board_in("some"), "请于2025年7月10日前反馈。联系人：张某。"

    for make in (supervision_notice.make, reminder_letter.make):
        assert "【此处由人工填写：" in word_reader.text(make(board, UNIT))
        told = word_reader.text(make(board, UNIT, asked))
        assert asked in told
        assert "【此处由人工填写：" not in told


@pytest.mark.parametrize("kind", ["notice", "reminder"])
def test_a_paper_to_a_unit_needs_one_that_the_plan_names(
    board_in: Callable[[str], Board], kind: str
) -> None:
    for unit in ("", "某局"):
        with pytest.raises(NoUnitError):
            CATALOGUE[kind].make(board_in("some"), DocumentRequest(pytest.fail, NOW, unit))


def test_a_long_note_stands_in_full_in_an_annex_of_the_notice(
    store: Store, new_report: Callable[..., Report]
) -> None:
    with store.writing() as session:
        session.add(new_report("task", 2, DAY, status="blocked", note=LONG))
    board = compute_board(store, DAY)
    unit = board.tasks[1].lead_unit or ""

    said = word_reader.body(supervision_notice.make(board, unit))

    assert official(LONG) in said
    assert any("征地已完成九成（全文见附件“各单位填报原文”）" in words for words in said)
