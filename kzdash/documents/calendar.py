"""The due dates as an iCalendar file: of the plan, and of steps and matters, with alarms."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import TYPE_CHECKING

from icalendar import Alarm, Calendar, Event

from kzdash.board.added_items import MatterItem, StepItem
from kzdash.board.items import KIND_WORDS, BoardItem, ProjectItem
from kzdash.domain.formatting import printable

if TYPE_CHECKING:
    from kzdash.board.board import Board

ALARM_DAYS = (30, 7)
ONE_DAY = dt.timedelta(days=1)


def make(board: Board, now: dt.datetime) -> bytes:
    """Return the calendar file; an item keeps its event when its day or status changes.

    `now` stamps the file, so that a calendar program can tell which of two copies is newer.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//kzdash//plan calendar//ZH")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    # without line breaks, which icalendar does not escape here
    name = " ".join(f"{board.plan.short_title} 到期日历".split())
    calendar.add("x-wr-calname", printable(name))
    calendar.add("x-wr-timezone", "Asia/Shanghai")
    calendar.add("refresh-interval", ONE_DAY, parameters={"value": "DURATION"})
    calendar.add("x-published-ttl", "P1D")
    for item in (*board.milestones, *board.steps, *board.matters, *board.projects):
        due_on = _due_on(item)
        if due_on is not None:
            calendar.add_component(_event(board, item, due_on, now))
    content: bytes = calendar.to_ical()
    return content


def _due_on(item: BoardItem) -> dt.date | None:
    if isinstance(item, ProjectItem) and item.due_on is None:
        return dt.date(item.end_year, 12, 31)
    return item.due_on


def _event(board: Board, item: BoardItem, due_on: dt.date, now: dt.datetime) -> Event:
    event = Event()
    event.add("uid", _uid(board, item))
    event.add("dtstamp", now.astimezone(dt.UTC))
    event.add("sequence", _sequence(board, item))
    if item.changed_at is not None:
        event.add("last-modified", item.changed_at.astimezone(dt.UTC))
    event.add("dtstart", due_on)
    event.add("dtend", due_on + ONE_DAY)
    occasion = "建设期满" if isinstance(item, ProjectItem) else "到期"
    event.add("summary", printable(f"{KIND_WORDS[item.kind]}{occasion}：{item.name}"))
    event.add("description", printable(_description(board, item)))
    event.add("categories", [KIND_WORDS[item.kind]])
    event.add("transp", "TRANSPARENT")
    if not item.is_done:
        for days in ALARM_DAYS:
            event.add_component(_alarm(item, days))
    return event


def _uid(board: Board, item: BoardItem) -> str:
    plan = uuid.uuid5(uuid.NAMESPACE_URL, f"plan:{board.plan.document_number}")
    return f"{item.kind}-{item.number}@{plan}"


def _sequence(board: Board, item: BoardItem) -> int:
    """Return a number that grows when a correction or an adjustment may have moved the day."""
    return board.version.revision + len(item.adjustments)


def _source(board: Board, item: BoardItem) -> str:
    """Return where the day comes from: the plan, or the grounds of a step, which may have none."""
    if isinstance(item, StepItem | MatterItem):
        return f"\n依据：{item.citation}" if item.citation else ""
    return f"\n出处：{board.plan.document_number} {item.citation}"


def _description(board: Board, item: BoardItem) -> str:
    supporting = "" if item.supporting_words == "—" else f"\n配合单位：{item.supporting_words}"
    return (
        f"牵头单位：{item.lead_words}{supporting}\n{board.as_of_words}：{item.state_words}"
        + _source(board, item)
    )


def _alarm(item: BoardItem, days: int) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("trigger", dt.timedelta(days=-days))
    alarm.add("description", printable(f"还有 {days} 天：{item.name}"))
    return alarm
