"""The calendar holds what is due on its day, the same event for the same item, alarms before."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from icalendar import Calendar

from kzdash.board.board import compute_board
from kzdash.documents import calendar as calendar_file
from kzdash.domain.models import Adjustment
from kzdash.store import seed
from tests.documents.conftest import DAY, NOW

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from kzdash.board.board import Board
    from kzdash.domain.models import Report
    from kzdash.store import Store


def events(board: Board) -> dict[str, Any]:
    calendar = Calendar.from_ical(calendar_file.make(board, NOW))
    return {str(event["summary"]): event for event in calendar.walk("VEVENT")}


@pytest.mark.slow
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

    assert f"牵头单位：{line.lead_words}" in said
    assert f"截至2025年6月30日：{line.state_words}" in said


def test_a_title_of_two_lines_names_the_calendar_on_one(
    board_in: Callable[[str], Board],
) -> None:
    board = board_in("some")
    plan = replace(board.plan, short_title="两行\n的简称")

    calendar = Calendar.from_ical(calendar_file.make(replace(board, plan=plan), NOW))

    assert calendar["x-wr-calname"] == "两行 的简称 到期日历"


def test_the_same_board_makes_the_same_calendar(board_in: Callable[[str], Board]) -> None:
    assert calendar_file.make(board_in("some"), NOW) == calendar_file.make(board_in("some"), NOW)


def milestone_five(store: Store, now: dt.datetime = NOW) -> Any:
    """The event of the fifth milestone as the calendar has it."""
    calendar = Calendar.from_ical(calendar_file.make(compute_board(store, DAY), now))
    (event,) = [one for one in calendar.walk("VEVENT") if one["uid"].startswith("milestone-5@")]
    return event


def adjust(store: Store, item_id: int, due_on: dt.date) -> None:
    made = Adjustment(item_id=item_id, seq=1, as_of=DAY, due_on=due_on, recorded_at=NOW)
    made.account, made.reason, made.document_number = "tester", "上级调整", "文号"
    store.adjust(made)


def test_a_moved_day_is_a_newer_event_of_the_same_name(
    store: Store, item_id: Callable[[str, int], int]
) -> None:
    before = milestone_five(store)
    adjust(store, item_id("milestone", 5), dt.date(2027, 6, 30))

    after = milestone_five(store)

    assert (before["uid"], before["sequence"] + 1) == (after["uid"], after["sequence"])
    assert after.decoded("dtstart") == dt.date(2027, 6, 30)
    assert "last-modified" not in before
    assert after.decoded("last-modified") == NOW


def test_a_day_that_the_plan_itself_moved_is_a_newer_event(
    store: Store, draft_seed: Path, edit: Callable[[Path, str, str], None]
) -> None:
    before = milestone_five(store)
    edit(draft_seed / "milestones.csv", "2025-09-30", "2025-10-31")
    seed.init_store(store.url, draft_seed, NOW)

    after = milestone_five(store)

    assert before.decoded("dtstart") != after.decoded("dtstart")
    assert before["sequence"] < after["sequence"]


def test_an_event_is_newer_with_every_report_and_when_the_only_one_is_taken_back(
    store: Store, new_report: Callable[..., Report], item_id: Callable[[str, int], int]
) -> None:
    report = new_report("milestone", 5, DAY, status="in_progress")
    store.append(report)
    told = milestone_five(store).decoded("last-modified")
    store.undo(item_id("milestone", 5), 1, "tester", told + dt.timedelta(minutes=5))

    assert milestone_five(store).decoded("last-modified") == told + dt.timedelta(minutes=5)


def test_a_copy_says_when_it_was_written(store: Store) -> None:
    later = NOW + dt.timedelta(hours=1)

    stamps = [milestone_five(store, moment).decoded("dtstamp") for moment in (NOW, later)]

    assert stamps == [NOW, later]
