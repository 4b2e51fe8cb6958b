"""The papers of the office to all units: what moved, what was decided, what is late."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

import pytest

from kzdash.board.attention import PRESSING
from kzdash.board.board import compute_board
from kzdash.board.changes import compare_boards, silent_units
from kzdash.documents.papers import bulletin, decisions
from kzdash.documents.papers.item_sentences import due_from
from kzdash.documents.papers.wording import in_cell, official
from kzdash.domain.progress import State
from tests.documents import word_reader
from tests.matters import Office

if TYPE_CHECKING:
    from collections.abc import Callable

    from kzdash.board.board import Board
    from kzdash.board.changes import Changes
    from kzdash.store import Store

JUNE, DUE, JULY = date(2025, 6, 3), date(2025, 6, 20), date(2025, 7, 2)
LONG = f"征地已完成九成。余下两户{'正在商谈' * 490}。"


@pytest.fixture
def office(store: Store) -> Office:
    return Office(store)


def news(store: Store, since: date, until: date) -> Changes:
    before, after = (compute_board(store, day, entered=True) for day in (since, until))
    return compare_boards(store, before, after)


def part(said: list[str], heading: str) -> list[str]:
    """The paragraphs under a heading, until the next of its level."""
    start = said.index(heading) + 1
    ends = (place for place, words in enumerate(said) if re.match("[一二三四五六]、", words))
    return said[start : next((place for place in ends if place >= start), None)]


def test_a_circular_tells_what_moved_who_is_late_and_who_is_silent(
    board: Board, news_in: Callable[[Board], Changes]
) -> None:
    changes = news_in(board)
    made = bulletin.make(board, changes)
    text, said = word_reader.text(made), word_reader.body(made)

    assert "【此处由人工填写：其他要求】" in said
    for change in changes.status_changes:
        words = f"{change.item.name}由{change.old.word}转为{change.new.word}"
        assert official(words) in text
    late = part(said, "三、逾期、受阻、未达标和滞后情况")
    for line in board.followed:
        if line.state is State.OVERDUE:
            (told,) = [words for words in late if f"{official(line.name)}逾期" in words]
            assert told.startswith(line.lead_unit or "未列责任单位")
            assert f"{official(line.name)}逾期{line.days_late}天" in told
    pressing = sum(line.state in PRESSING or bool(line.blocked_parts) for line in board.followed)
    assert (f"事项共{pressing}项" in "".join(late)) is bool(pressing)
    reporting = "".join(part(said, "四、填报情况"))
    if board.as_of < board.plan.issued_on:
        assert reporting == "方案尚未印发，没有需要填报的事项。"
        return
    for unit in silent_units(changes, board):
        assert unit in reporting
    due = {unit: len(due_from(board, unit)) for unit in board.units}
    assert (f"有{sum(due.values())}项事项需要填报" in reporting) is any(due.values())


def test_a_circular_names_units_in_the_order_of_the_plan_and_ranks_nobody(
    board_in: Callable[[str], Board], news_in: Callable[[Board], Changes]
) -> None:
    board = board_in("late")
    made = bulletin.make(board, news_in(board))

    late = part(word_reader.body(made), "三、逾期、受阻、未达标和滞后情况")[1:]
    units = [found[1] for words in late if (found := re.match(r"(.+?)[0-9]+项：", words))]
    assert len(units) == len(late)
    assert len(units) > 1
    assert units == [unit for unit in board.units if unit in units]
    assert re.findall("得分|排名|第[一二三]名|倒数|最好|最差", word_reader.text(made)) == []


def test_a_circular_is_of_the_time_since_the_last_meeting(office: Office) -> None:
    office.meet(JUNE)
    matter = office.assign(JUNE, due_on=DUE)
    office.answer(matter, JULY, "received")

    made = bulletin.make(office.board(JULY), news(office.store, JUNE, JULY))

    text = word_reader.text(made)
    assert "自2025年6月3日专班例会以来收到填报1条" in text
    assert "区水利局：报送管网改造方案由" in text
    assert "由未报转为" not in text
    assert "专班例会由" not in text  # a meeting is nothing that anybody works off


def test_what_a_meeting_decided_is_listed_with_whose_it_is_until_when_and_how_it_stands(
    office: Office,
) -> None:
    first = office.meet(JUNE)
    second = office.meet(DUE, "专题会")
    office.assign(JUNE, "报送清单", parent_id=first, due_on=DUE)
    own = office.assign(
        DUE, "报送方案", units=("区水利局", "区财政局"), parent_id=second, due_on=JULY
    )
    office.answer(own, JULY, "blocked", note="资金未到")

    made = decisions.make(office.board(JULY))

    said = word_reader.body(made)
    assert "关于办理专题会议定事项的通知" in said
    assert "区水利局、区财政局：" in said
    assert "2025年6月20日专题会议定的1项事项" in word_reader.text(made)
    assert "请牵头单位按期办理，配合单位主动配合，办结后申请销号" in word_reader.text(made)
    (table,) = [table for table in word_reader.opened(made).tables if len(table.columns) == 6]
    rows = [[cell.text for cell in row.cells] for row in table.rows[1:]]
    standing = in_cell(office.matter(own, JULY).state_words).replace(" ", "")
    assert rows == [["1", "报送方案", "区水利局", "区财政局", "2025年7月2日", standing]]
    # on its day it is the second meeting that counts, and on the day before the first
    assert "关于办理专题会议定事项的通知" in word_reader.body(decisions.make(office.board(DUE)))
    before = word_reader.body(decisions.make(office.board(date(2025, 6, 19))))
    assert "关于办理专班例会议定事项的通知" in before
    # nobody supports what the first decided
    assert any("请牵头单位按期办理，办结后申请销号" in words for words in before)


def test_a_long_decision_gives_its_first_sentence_and_the_rest_in_an_annex(office: Office) -> None:
    meeting = office.meet(JUNE)
    office.assign(JUNE, "征地", parent_id=meeting, summary=LONG, due_on=JULY)

    made = decisions.make(office.board(JULY))

    cells = "\n".join(
        c.text for t in word_reader.opened(made).tables for r in t.rows for c in r.cells
    )
    assert "征地已完成九成" in cells
    assert "正在商谈" not in cells
    assert official(LONG) in word_reader.body(made)


def test_without_a_meeting_people_are_asked_what_it_was(board_in: Callable[[str], Board]) -> None:
    said = word_reader.body(decisions.make(board_in("some")))

    assert "【此处由人工填写：会议时间、名称和议定事项】" in said
    assert not [words for words in said if words.startswith("附件")]


def test_a_meeting_that_decided_nothing_says_so(office: Office) -> None:
    office.meet(JUNE)

    text = word_reader.text(decisions.make(office.board(JULY)))

    assert "2025年6月3日专班例会没有登记议定事项。" in text
