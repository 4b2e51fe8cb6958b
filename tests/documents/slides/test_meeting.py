"""The slides on meetings: what the last one decided, how each stands, what is decided today."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from kzdash.board.cache import cached_changes
from kzdash.documents.slides import list_slides
from kzdash.documents.slides.slide import keep_together
from tests.matters import Office

if TYPE_CHECKING:
    from kzdash.documents.slides import Slide
    from kzdash.store import Store

HELD, DUE, LATER = date(2025, 6, 3), date(2025, 6, 20), date(2025, 7, 2)


@pytest.fixture
def office(store: Store) -> Office:
    return Office(store)


def slides(office: Office, day: date, *, decides: bool = False) -> list[Slide]:
    changes = cached_changes(office.store, day - timedelta(days=7), day)
    return list(list_slides(office.board(day), changes, decides=decides))


def test_without_a_meeting_or_decisions_there_is_no_slide_of_them(office: Office) -> None:
    names = {slide.name for slide in slides(office, DUE)}
    office.meet(HELD)

    assert names.isdisjoint({"meeting", "decided"})
    assert "meeting" not in {slide.name for slide in slides(office, DUE)}


def test_the_last_meeting_is_counted_and_each_of_its_decisions_told(office: Office) -> None:
    meeting = office.meet(HELD)
    closed, late = (
        office.assign(HELD, text, due_on=DUE, parent_id=meeting)
        for text in ("报送管网改造方案", "完成征地")
    )
    office.answer(closed, DUE, "closed", completed_on=DUE)
    office.answer(late, HELD, "received")

    (slide,) = [slide for slide in slides(office, LATER) if slide.name == "meeting"]

    assert slide.topic == "2025年6月3日专班例会"
    assert slide.message == "上次会议议定2项：1项办结，完成征地（区水利局）逾期12天"
    assert slide.table is not None
    assert [[cell.words for cell in row] for row in slide.table.rows] == [
        [keep_together("◆ 逾期 12 天"), "完成征地", "区水利局", "6月20日前"],
        [keep_together("● 已销号"), "报送管网改造方案", "区水利局", "6月20日前"],
    ]
    assert not [slide for slide in slides(office, HELD) if slide.name == "meeting"]


def test_what_is_decided_on_the_day_is_on_the_last_slide_of_who_puts_it_down(
    office: Office,
) -> None:
    assert slides(office, HELD, decides=True)[-1].message == "把今天议定的事项记下来"
    office.assign(HELD, due_on=DUE, parent_id=office.meet(HELD))

    last = slides(office, HELD, decides=True)[-1]

    assert (last.name, last.message) == (
        "decided",
        "今天已议定1项，最新的是报送管网改造方案（区水利局）",
    )
    assert "decided" not in {slide.name for slide in slides(office, HELD)}
