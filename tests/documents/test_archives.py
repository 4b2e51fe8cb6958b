"""The archives of papers: all that a meeting needs, and to each unit what it must be told."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

import pytest

from kzdash.documents import CATALOGUE, DocumentRequest, archive
from kzdash.documents.all_forms import units_with_items
from kzdash.documents.papers import meeting_papers
from kzdash.documents.papers.item_sentences import due_from, is_pressing
from kzdash.documents.papers.supervision_notice import supervised
from kzdash.documents.papers.wording import in_cell
from kzdash.documents.slides.attention import decision_points, to_decide
from tests.documents import word_reader
from tests.documents.conftest import NOW
from tests.matters import Office

if TYPE_CHECKING:
    from collections.abc import Callable

    from kzdash.board.board import Board
    from kzdash.board.changes import Changes
    from kzdash.store import Store

JUNE, DUE, JULY = date(2025, 6, 3), date(2025, 6, 20), date(2025, 7, 2)


def unpacked(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        assert packed.testzip() is None
        return {name: packed.read(name) for name in packed.namelist()}


def agenda_of(board: Board) -> list[list[str]]:
    (table,) = word_reader.opened(meeting_papers.make_agenda(board)).tables
    return [[cell.text for cell in row.cells] for row in table.rows]


def test_a_meeting_gets_notice_agenda_deck_and_lists(
    board_in: Callable[[str], Board], news_in: Callable[[Board], Changes]
) -> None:
    board = board_in("some")
    request = DocumentRequest(partial(news_in, board), NOW)

    files = unpacked(CATALOGUE["meeting"].make(board, request))

    assert list(files) == [
        "01 会议通知-2025-06-30.docx",
        "02 会议议程-2025-06-30.docx",
        "03 汇报幻灯片-2025-06-30.pptx",
        "04 一页纸-2025-06-30.docx",
        "05 调度通报-2025-06-30.docx",
        "06 议定事项清单-2025-06-30.docx",
        "07 重大问题专报-2025-06-30.docx",
        "08 项目投资调度表-2025-06-30.xlsx",
    ]
    notice, agenda, *_ = files.values()
    assert "【此处由人工填写：会议时间、地点和主持人】" in word_reader.body(notice)
    assert "附件：会议议程" in word_reader.body(notice)
    assert word_reader.text(agenda) == word_reader.text(meeting_papers.make_agenda(board))


@pytest.mark.slow
@pytest.mark.parametrize("state", ["some", "all"])
def test_each_unit_gets_its_list_and_what_else_it_must_be_told(
    board_in: Callable[[str], Board], state: str
) -> None:
    board = board_in(state)

    files = unpacked(CATALOGUE["papers"].make(board, DocumentRequest(pytest.fail, NOW)))

    expected = [
        f"{number:02} {unit}{title}-2025-06-30.docx"
        for number, unit in enumerate(units_with_items(board), 1)
        for title, is_told in (
            ("督办清单", True),
            ("督办通知", supervised(board, unit)),
            ("提醒函", due_from(board, unit)),
        )
        if is_told
    ]
    assert list(files) == expected
    for name, content in files.items():
        unit = name[3:].partition("督办" if "督办" in name else "提醒函")[0]
        assert f"{unit}：" in word_reader.body(content)


def test_an_agenda_has_the_last_meeting_each_decision_and_the_others_that_are_late(
    store: Store,
) -> None:
    office = Office(store)
    meeting = office.meet(JUNE)
    stuck = office.assign(JUNE, "报送方案", parent_id=meeting, due_on=DUE)
    office.answer(stuck, JUNE, "blocked", note="资金未到")
    silent = office.assign(JUNE, "报送清单", parent_id=meeting, due_on=DUE)
    office.answer(silent, JUNE, "received")
    board = office.board(JULY)

    head, *rows = agenda_of(board)

    assert head == ["序号", "议程", "汇报单位", "时长"]
    told = "2025年6月3日专班例会议定事项2项，均未办结"
    assert rows[0][1:3] == [f"通报上次会议议定事项办理情况（{told}）", "专班办公室"]
    (point,) = to_decide(decision_points(board))
    assert point.item.item_id == stuck
    assert ["研究报送方案（逾期12天）", "区水利局"] in [row[1:3] for row in rows]
    others = [row for row in rows if row[1].startswith("汇报其他逾期")]
    late = [line for line in board.followed if is_pressing(line)]
    assert [row[1] for row in others] == [
        f"汇报其他逾期、受阻、未达标和滞后的{len(late) - 1}项事项"
    ]
    assert [row[2] for row in others] == ["区住房城乡建委、区水利局"]
    assert rows[-1][1] == "议定事项，部署下一步工作"
    assert [row[0] for row in rows] == [str(number) for number in range(1, len(rows) + 1)]
    # how long each takes is for people to say
    assert {row[3] for row in rows} == {""}


def test_an_agenda_of_nothing_still_tells_and_decides(board: Board) -> None:
    _, *rows = agenda_of(board)

    assert ["通报推进情况", "专班办公室"] in [row[1:3] for row in rows]
    for point in to_decide(decision_points(board)):
        assert any(in_cell(point.item.name) in row[1] for row in rows)


def test_what_no_name_can_have_is_left_out_of_it() -> None:
    files = unpacked(archive.pack([("01 某/局:清单?.docx", b"1")], JUNE))

    assert files == {"01 某_局_清单_.docx": b"1"}
