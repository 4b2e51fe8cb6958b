"""The calendar holds what is due on its day, the same event for the same item, alarms before."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from icalendar import Calendar

from kzdash.documents import ics

if TYPE_CHECKING:
    from collections.abc import Callable

    from kzdash.board import Board


def events(board: Board) -> dict[str, Any]:
    calendar = Calendar.from_ical(ics.make(board))
    return {str(event["summary"]): event for event in calendar.walk("VEVENT")}


def test_every_milestone_and_project_stands_on_its_last_day(board: Board) -> None:
    found = events(board)

    for line in board.milestones:
        assert found[f"时间节点到期：{line.name}"].decoded("dtstart") == line.due_on
    for project in board.projects:
        due_on = found[f"项目建设期满：{project.name}"].decoded("dtstart")
        assert due_on == (project.due_on or dt.date(project.end_year, 12, 31))
    assert len(found) == len(board.milestones) + len(board.projects)


def test_an_event_keeps_its_name_whatever_is_reported(board_in: Callable[[str], Board]) -> None:
    before, after = events(board_in("nothing")), events(board_in("all"))

    uids = [str(event["uid"]) for event in before.values()]
    assert uids == [str(event["uid"]) for event in after.values()]
    assert len(set(uids)) == len(uids)


def test_what_is_done_rings_no_alarm(board_in: Callable[[str], Board]) -> None:
    board = board_in("some")

    rung = {
        name: [alarm.decoded("trigger") for alarm in event.walk("VALARM")]
        for name, event in events(board).items()
    }
    before = [dt.timedelta(days=-30), dt.timedelta(days=-7)]
    done, late = board.milestones[0], board.milestones[3]
    assert rung[f"时间节点到期：{done.name}"] == []
    assert rung[f"时间节点到期：{late.name}"] == before


def test_an_event_says_whose_it_is_and_how_it_stands(board_in: Callable[[str], Board]) -> None:
    board = board_in("some")
    line = board.milestones[3]

    said = str(events(board)[f"时间节点到期：{line.name}"]["description"])

    assert line.units_words in said
    assert f"截至2025年6月30日：{line.status_words}" in said


def test_a_title_of_two_lines_names_the_calendar_on_one(
    board_in: Callable[[str], Board],
) -> None:
    board = board_in("some")
    plan = replace(board.plan, short_title="两行\n的简称")

    calendar = Calendar.from_ical(ics.make(replace(board, plan=plan)))

    assert calendar["x-wr-calname"] == "两行 的简称 到期日历"


def test_the_same_board_makes_the_same_calendar(board_in: Callable[[str], Board]) -> None:
    assert ics.make(board_in("some")) == ics.make(board_in("some"))
