"""Matters on the board: whose turn it is, what is found, what an item says of those about it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from kzdash.board.cache import cached_changes
from kzdash.board.matters import (
    asked_matters,
    count_matters,
    life_of,
    matters_for_office,
    matters_of_unit,
    open_first,
)
from kzdash.board.meetings import last_meeting, since_words
from kzdash.board.records import report_entry
from kzdash.board.verdict import changes_finding, item_finding, matters_finding
from kzdash.domain.progress import Level, MatterKind
from tests.matters import Office
from tests.people import join

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from kzdash.board.board_item import BoardItem
    from kzdash.board.verdict import Clause
    from kzdash.domain.models import Report
    from kzdash.store import Store

JUNE, DUE, JULY = date(2025, 6, 3), date(2025, 6, 20), date(2025, 7, 2)
DAY = timedelta(days=1)


@pytest.fixture
def office(store: Store) -> Office:
    return Office(store)


@pytest.fixture
def unit(store: Store, now: datetime) -> str:
    """The account of the unit to which matters are assigned."""
    return join(store, now, "shuili")


def words(finding: Clause) -> str:
    return "".join(part.words for part in finding)


def last_seq(item: BoardItem) -> int:
    assert item.latest_report is not None
    return item.latest_report.seq


def test_without_matters_the_finding_says_so(office: Office) -> None:
    assert words(matters_finding(office.board(JUNE).matters)) == "还没有交办的督办事项。"


def test_the_finding_counts_what_was_closed_in_time_and_names_what_is_longest_late(
    office: Office, unit: str
) -> None:
    ids = [office.assign(JUNE, f"第{number}件事", due_on=DUE) for number in (1, 2, 3, 4)]
    for matter in ids[:3]:
        office.answer(matter, JUNE, "received", unit)
    office.answer(ids[0], DUE, "closed", completed_on=DUE)
    office.answer(ids[1], JULY, "closed", completed_on=JULY)

    finding = words(matters_finding(office.board(JULY).matters))

    assert finding == (
        "交办4项：按期办结1项，逾期办结1项，逾期1项，第3件事（区水利局）逾期12天，1项到期还没有签收。"
    )
    counts = count_matters(office.board(JULY).matters)
    assert (counts.assigned, counts.closed, counts.in_time) == (4, 2, 1)
    assert (counts.overdue, counts.unsigned) == (1, 1)


def test_a_unit_has_what_it_must_sign_for_first_and_what_waits_for_others_last(
    office: Office, unit: str
) -> None:
    applied, signed, new, supported = (
        office.assign(JUNE, "已申请", due_on=DUE),
        office.assign(JUNE, "已签收", due_on=DUE),
        office.assign(JUNE, "新交办", due_on=JULY),
        office.assign(JUNE, "配合", units=("区发展改革委", "区水利局"), due_on=JUNE),
    )
    for matter in (applied, signed):
        office.answer(matter, JUNE, "received", unit)
    office.answer(applied, DUE, "asks_to_close", unit, evidence="水利局函")
    closed = office.assign(JUNE, "已办结", due_on=DUE)
    office.answer(closed, JUNE, "closed")

    own = matters_of_unit(office.board(DUE).matters, "区水利局")

    assert [it.item_id for it in own] == [new, signed, applied, supported]
    assert [it.item_id for it in matters_for_office(office.board(DUE).matters)] == [applied]


def test_matters_are_found_by_unit_kind_level_and_meeting(office: Office) -> None:
    meeting = office.meet(JUNE)
    decided = office.assign(JUNE, due_on=DUE, parent_id=meeting)
    problem = office.assign(
        JUNE, "请协调用地", ("区发展改革委",), MatterKind.PROBLEM, level=Level.CITY
    )
    board = office.board(DUE)

    def found(**asked: Any) -> list[int]:
        return [it.item_id for it in asked_matters(board, **asked)]

    assert found() == [decided, problem]
    assert found(unit="区水利局") == [decided]
    assert found(kind="需协调问题") == [problem]
    assert found(level="市级") == [problem]
    assert found(meeting="2025年6月3日专班例会") == [decided]
    assert found(unit="没有的单位", kind="没有的类别") == [decided, problem]


def test_open_matters_come_before_those_that_are_closed(office: Office) -> None:
    first, second = (office.assign(JUNE, due_on=DUE) for _ in range(2))
    office.answer(first, JUNE, "closed")

    assert [it.item_id for it in open_first(office.board(DUE).matters)] == [second, first]


def test_the_life_of_a_matter_has_answers_and_adjustments_in_one_list(
    office: Office, unit: str
) -> None:
    matter = office.assign(JUNE, due_on=DUE, document_number="专班纪要〔2025〕3号")
    office.answer(matter, JUNE + DAY, "received", unit)
    office.answer(
        matter, JUNE + 2 * DAY, "asks_for_time", unit, note="图纸未到", requested_due_on=JULY
    )
    office.adjust(matter, JUNE + 3 * DAY, due_on=JULY, reason="同意")
    office.adjust(matter, JUNE + 4 * DAY, level="office", reason="单位解决不了")

    item = office.matter(matter, JULY)
    reports = [report_entry(row, {}) for row in office.store.history(matter, JULY)]
    life = life_of(item, reports)

    assert [(entry.act, entry.words) for entry in reversed(life)] == [
        ("交办", "2025年6月20日前，专班纪要〔2025〕3号"),
        ("已签收", ""),
        ("申请延期", "申请延期至2025年7月2日；图纸未到"),
        ("调整期限", "2025年7月2日：同意"),
        ("上报", "专班办公室：单位解决不了"),
    ]


def test_what_is_asked_about_is_marked_until_its_unit_answers(
    office: Office, unit: str, new_report: Callable[..., Report]
) -> None:
    office.store.append(new_report("project", 18, JUNE, stage="construction"))
    project = office.board(JUNE).projects[17]
    query = office.assign(
        JUNE + DAY,
        "请核实形象进度",
        kind=MatterKind.QUERY,
        due_on=DUE,
        about=((project.item_id, last_seq(project)),),
    )

    def mark(day: date) -> str:
        return office.board(day).projects[17].query_words

    assert mark(JUNE) == ""
    assert mark(JUNE + DAY) == "待核实"
    asked = office.board(JUNE + DAY).projects[17]
    assert asked.marked.endswith("，待核实")
    assert "（待核实）" in words(item_finding(asked))
    office.answer(query, DUE - DAY, "received", unit)
    assert mark(DUE - DAY) == "待核实"
    office.answer(query, DUE, "in_progress", unit, note="数据无误，附台账")
    assert mark(DUE) == ""


def test_a_report_that_corrects_what_is_asked_about_is_not_asked_about(
    office: Office, new_report: Callable[..., Report]
) -> None:
    office.store.append(new_report("project", 18, JUNE, stage="construction"))
    project = office.board(JUNE).projects[17]
    about = ((project.item_id, last_seq(project)),)
    office.assign(JUNE, "请核实", kind=MatterKind.QUERY, due_on=DUE, about=about)
    office.store.append(new_report("project", 18, DUE, stage="preparation"))

    assert office.board(DUE).projects[17].query_words == ""


def test_a_problem_stays_with_its_item_whatever_is_reported_until_it_is_closed(
    office: Office, new_report: Callable[..., Report]
) -> None:
    office.store.append(
        new_report("project", 18, JUNE, stage="construction", problems="征地未完，请区里协调")
    )
    office.store.append(new_report("project", 18, DUE, stage="construction", note="正常推进"))

    project = office.board(DUE).projects[17]
    (problem,) = office.board(DUE).matters_of(project)
    assert project.open_problems == ("征地未完，请区里协调",)
    assert project.last_words == "征地未完，请区里协调"

    office.answer(problem.item_id, JULY, "closed")
    assert office.board(JULY).projects[17].last_words == "正常推进"


def test_changes_are_told_since_the_last_meeting_before_the_day_by_its_name(
    office: Office,
) -> None:
    office.meet(JUNE)
    office.meet(DUE, "区长调度会")

    board = office.board(DUE)
    held = [last_meeting(office.board(day)) for day in (JUNE, DUE, DUE + DAY)]
    assert [it and it.name for it in held] == [None, "专班例会", "区长调度会"]
    assert since_words(board, JUNE) == "自2025年6月3日专班例会以来"
    assert since_words(board, JUNE + DAY) == "2025年6月4日以来"
    told = words(changes_finding(cached_changes(office.store, JUNE, DUE), board))
    assert told.startswith("自2025年6月3日专班例会以来")
