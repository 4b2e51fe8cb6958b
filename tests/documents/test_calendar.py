"""The calendar holds what is due on its day, the same event for the same item, alarms before."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from ical.calendar_stream import IcsCalendarStream
from icalendar import Calendar

from kzdash.board.board import compute_board
from kzdash.documents import calendar as calendar_file
from kzdash.domain.models import Adjustment
from kzdash.store import seed
from tests.documents.conftest import DAY, NOW
from tests.matters import Office

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from kzdash.board.board import Board
    from kzdash.domain.models import Report
    from kzdash.store import Store


def events(board: Board, unit: str = "") -> dict[str, Any]:
    calendar = Calendar.from_ical(calendar_file.make(board, NOW, unit))
    return {str(event["uid"]).partition("@")[0]: event for event in calendar.walk("VEVENT")}


def test_every_milestone_stands_on_its_last_day_and_projects_of_a_day_together(
    board: Board,
) -> None:
    found = events(board)

    for item in board.milestones:
        assert found[item.code].decoded("dtstart") == item.due_on
    ends = defaultdict(list)
    for project in board.projects:
        ends[project.due_on or dt.date(project.end_year, 12, 31)].append(project)
    for day, items in ends.items():
        event = found[f"projects-{day}"]
        assert event.decoded("dtstart") == day
        words = str(event["summary"]) + str(event["description"])
        assert [item.name for item in items if item.name not in words] == []
    assert len(found) == len(board.milestones) + len(ends)


def test_an_event_keeps_its_name_whatever_is_reported(board_in: Callable[[str], Board]) -> None:
    before, after = events(board_in("nothing")), events(board_in("all"))

    assert list(before) == list(after)


def test_a_program_that_is_not_the_writer_s_reads_the_same_events(board: Board) -> None:
    text = calendar_file.make(board, NOW).decode()

    read = IcsCalendarStream.calendar_from_ics(text)

    written = events(board)
    assert [event.uid.partition("@")[0] for event in read.events] == list(written)
    for event in read.events:
        own = written[event.uid.partition("@")[0]]
        assert (event.summary, event.dtstart, event.sequence) == (
            str(own["summary"]),
            own.decoded("dtstart"),
            own["sequence"],
        )
        assert [alarm.trigger for alarm in event.alarm] == rung(own)


def rung(event: Any) -> list[dt.timedelta]:
    return [alarm.decoded("trigger") for alarm in event.walk("VALARM")]


def test_what_is_open_rings_at_nine_a_month_and_a_week_before_and_on_the_day(
    board_in: Callable[[str], Board],
) -> None:
    found = events(board_in("some"))

    midnight = dt.datetime(2025, 9, 30)  # noqa: DTZ001 - of whoever reads it
    (late,) = [found[item.code] for item in board_in("some").milestones if item.number == 5]
    assert late.decoded("dtstart") == midnight.date()
    assert [midnight + before for before in rung(late)] == [
        dt.datetime(2025, 8, 31, 9),  # noqa: DTZ001 - of whoever reads it
        dt.datetime(2025, 9, 23, 9),  # noqa: DTZ001 - of whoever reads it
        dt.datetime(2025, 9, 30, 9),  # noqa: DTZ001 - of whoever reads it
    ]
    assert rung(found["milestone-1"]) == []


def test_a_summary_says_what_is_finished_overdue_or_was_never_reported(
    board_in: Callable[[str], Board],
) -> None:
    summaries = {code: str(event["summary"]) for code, event in events(board_in("some")).items()}

    assert summaries["milestone-1"].startswith("【已完成】时间节点到期：")
    assert summaries["milestone-2"].startswith("【到期未报】时间节点到期：")
    assert summaries["milestone-4"].startswith("【逾期】时间节点到期：")
    assert summaries["milestone-5"].startswith("时间节点到期：")


def test_projects_of_a_day_are_counted_by_how_they_stand(board_in: Callable[[str], Board]) -> None:
    board = board_in("some")

    event = events(board)["projects-2024-12-31"]

    ended = [item for item in board.projects if item.due_on == dt.date(2024, 12, 31)]
    done = sum(item.is_done for item in ended)
    assert done
    assert str(event["summary"]).startswith(f"{len(ended)}个项目建设期满（{done}个已完成，")
    first = ended[0]
    line = f"{first.number}. {first.name}（{first.lead_words}）：{first.state_words}"
    assert line in str(event["description"])


def test_an_event_says_whose_it_is_and_how_it_stands(board_in: Callable[[str], Board]) -> None:
    item = board_in("some").milestones[3]

    said = str(events(board_in("some"))[item.code]["description"])

    assert f"牵头单位：{item.lead_words}" in said
    assert f"截至2025年6月30日：{item.state_words}" in said


@pytest.mark.parametrize("unit", ["区水利局", "区住房城乡建委", "区发展改革委"])
def test_a_unit_s_calendar_has_what_it_leads_or_supports_and_nothing_else(
    board_in: Callable[[str], Board], unit: str
) -> None:
    board = board_in("some")
    found, whole = events(board, unit), events(board)

    own = {item.code for item in board.milestones if unit in item.units}
    assert {code for code in found if code.startswith("milestone")} == own
    for code in own:
        assert found[code]["uid"] == whole[code]["uid"]
    words = "".join(
        str(event["summary"]) + str(event["description"])
        for code, event in found.items()
        if code.startswith("projects")
    )
    for item in board.projects:
        assert (item.name in words) is (unit in item.units)
    supported = {item.code for item in board.milestones if unit in item.supporting_units}
    assert {code for code in own if "（配合）" in str(found[code]["summary"])} == supported


def test_a_unit_s_days_of_projects_are_no_copies_of_everybody_s(
    board_in: Callable[[str], Board],
) -> None:
    board = board_in("some")
    own = {str(event["uid"]) for event in events(board, "区住房城乡建委").values()}
    whole = {str(event["uid"]) for event in events(board).values()}

    assert {uid.partition("-")[0] for uid in own & whole} <= {"milestone"}


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


def project_days(store: Store) -> dict[str, Any]:
    found = events(compute_board(store, DAY))
    return {code: event for code, event in found.items() if code.startswith("projects")}


def test_a_project_that_moves_leaves_its_day_and_both_events_are_newer(
    store: Store, item_id: Callable[[str, int], int]
) -> None:
    before = project_days(store)
    (alone,) = [item for item in compute_board(store, DAY).projects if item.end_year == 2028]
    adjust(store, item_id("project", alone.number), dt.date(2025, 12, 31))

    after = project_days(store)

    assert alone.name in str(after["projects-2025-12-31"]["description"])
    assert alone.name not in str(before["projects-2025-12-31"]["description"])
    left = after["projects-2028-12-31"]
    assert (str(left["status"]), rung(left)) == ("CANCELLED", [])
    assert f"{alone.name}：改为2025年12月31日" in str(left["description"])
    for code, event in before.items():
        assert after[code]["sequence"] == event["sequence"] + 1
        assert after[code].decoded("last-modified") == NOW


def test_a_matter_that_is_withdrawn_is_cancelled(store: Store) -> None:
    office = Office(store)
    matter = office.assign(DAY, due_on=dt.date(2025, 8, 1))
    before = events(office.board(DAY))["matter-1"]
    office.adjust(matter, DAY, decision="withdrawn")

    after = events(office.board(DAY))["matter-1"]

    assert (str(before["status"]), str(after["status"])) == ("CONFIRMED", "CANCELLED")
    assert before["uid"] == after["uid"]
    assert before["sequence"] < after["sequence"]
    assert str(after["summary"]).startswith("【已撤销】督办事项：")
