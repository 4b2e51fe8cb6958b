"""督办 as HTML before Streamlit is there, and the matters of a unit on its paper."""

from __future__ import annotations

import io
from datetime import date
from typing import TYPE_CHECKING

import pytest
from icalendar import Calendar
from openpyxl import load_workbook

from kzdash.documents import board_json, calendar, workbook
from kzdash.documents.pages.links import PageLinks
from kzdash.documents.pages.matter_lists import level_words, meetings_table
from kzdash.documents.pages.view import ViewRequest
from kzdash.documents.pages.views import compose_view
from kzdash.documents.papers import supervision
from tests.documents import word_reader
from tests.matters import Office, noon

if TYPE_CHECKING:
    from kzdash.documents.pages.view import View
    from kzdash.store import Store

HELD, DUE, LATER = date(2025, 6, 3), date(2025, 6, 20), date(2025, 7, 2)


@pytest.fixture
def office(store: Store) -> Office:
    return Office(store)


def view(office: Office, **asked: str) -> View:
    parameters = {name: [value] for name, value in asked.items()}
    request = ViewRequest(office.board(LATER), parameters, PageLinks(), pytest.fail)
    composed = compose_view("matters", request)
    assert composed is not None
    return composed


def test_the_view_of_no_matters_says_who_begins(office: Office) -> None:
    assert "由专班办公室“立项”交办" in view(office).html


def test_the_view_has_open_matters_and_those_closed_as_the_url_asks(office: Office) -> None:
    office.assign(HELD, "报送方案", due_on=DUE)
    closed = office.assign(HELD, "完成征地", ("区发展改革委",), due_on=DUE)
    office.answer(closed, DUE, "closed", completed_on=DUE)

    whole, narrowed = view(office).html, view(office, unit="区水利局").html

    assert "1 项在办" in whole
    assert "1 项已销号" in whole
    assert "报送方案" in narrowed
    assert "完成征地" not in narrowed
    assert "2025年6月20日" in view(office, item="1").html


def test_a_matter_that_came_up_a_level_says_from_where(office: Office) -> None:
    matter = office.assign(HELD, due_on=DUE)
    assert level_words(office.matter(matter, DUE)) == "单位"

    office.adjust(matter, DUE, level="office")

    assert level_words(office.matter(matter, LATER)) == "专班办公室（由单位上报）"


def test_meetings_say_what_they_decided_and_how_much_of_it_is_done(office: Office) -> None:
    meeting = office.meet(HELD)
    office.answer(office.assign(HELD, due_on=DUE, parent_id=meeting), DUE, "closed")
    office.assign(HELD, due_on=DUE, parent_id=meeting)

    (row,) = meetings_table(office.board(LATER), PageLinks()).rows

    assert [cell.words for cell in row] == ["2025年6月3日", "专班例会", "2 项", "1 项"]
    assert row[1].address.startswith("/matters?meeting=2025")


def test_the_paper_of_a_unit_has_its_open_matters_before_the_rest(office: Office) -> None:
    board = office.board(LATER)
    assert "督办事项" not in word_reader.text(supervision.make(board, "区水利局"))
    office.assign(HELD, "报送管网改造方案", due_on=DUE)

    text = word_reader.text(supervision.make(office.board(LATER), "区水利局"))

    assert "二、督办事项" in text
    assert "报送管网改造方案（议定事项，区政府常务会议）\n应于2025年6月20日办结" in text
    assert "五、办理要求" in text


def test_matters_and_meetings_are_in_json_workbook_and_calendar(office: Office) -> None:
    meeting = office.meet(HELD)
    matter = office.assign(HELD, "报送管网改造方案", due_on=DUE, parent_id=meeting)
    office.answer(matter, DUE, "in_progress", note="在办")
    board = office.board(LATER)

    told = board_json.as_dict(board)
    book = load_workbook(io.BytesIO(workbook.make(board)))
    days = Calendar.from_ical(calendar.make(board, noon(LATER)))

    (row,) = told["matters"]
    assert (row["kind"], row["answer"], row["note"]) == ("decision", "in_progress", "在办")
    assert (row["due_on"], row["meeting"], row["status"]) == ("2025-06-20", "专班例会", "overdue")
    (held,) = told["meetings"]
    assert (held["number"], held["name"], held["held_on"]) == (1, "专班例会", "2025-06-03")
    assert held["matters"] == [row["id"]]
    assert book["督办事项"]["B2"].value == "报送管网改造方案"
    assert "【逾期】督办事项到期：报送管网改造方案" in [
        str(event["summary"]) for event in days.walk("VEVENT")
    ]
