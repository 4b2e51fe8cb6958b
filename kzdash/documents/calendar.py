"""What is due as a calendar: milestones and the ends of building years, with alarms before."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import TYPE_CHECKING

from icalendar import Alarm, Calendar, Event

from kzdash.board.items import KIND_WORDS, Line, ProjectLine
from kzdash.domain.formatting import printable
from kzdash.domain.progress import Status

if TYPE_CHECKING:
    from kzdash.board.board import Board

ALARM_DAYS = (30, 7)
DONE = {Status.DONE, Status.DONE_ON_TIME, Status.DONE_LATE}
ONE_DAY = dt.timedelta(days=1)


def make(board: Board, now: dt.datetime) -> bytes:
    """Write the calendar; an item keeps its event however its day or its standing changes.

    `now` is the moment it is written, by which calendars tell which of two copies is the newer.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//kzdash//plan calendar//ZH")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    # a name has no line break, which icalendar would not escape here
    name = " ".join(f"{board.plan.short_title} 到期日历".split())
    calendar.add("x-wr-calname", printable(name))
    calendar.add("x-wr-timezone", "Asia/Shanghai")
    calendar.add("refresh-interval", ONE_DAY, parameters={"value": "DURATION"})
    calendar.add("x-published-ttl", "P1D")
    for line in (*board.milestones, *board.projects):
        due_on = _due_on(line)
        if due_on is not None:
            calendar.add_component(_event(board, line, due_on, now))
    content: bytes = calendar.to_ical()
    return content


def _due_on(line: Line) -> dt.date | None:
    if isinstance(line, ProjectLine) and line.due_on is None:
        return dt.date(line.end_year, 12, 31)
    return line.due_on


def _event(board: Board, line: Line, due_on: dt.date, now: dt.datetime) -> Event:
    event = Event()
    event.add("uid", _uid(board, line))
    event.add("dtstamp", now.astimezone(dt.UTC))
    event.add("sequence", _sequence(board, line))
    if line.changed_at is not None:
        event.add("last-modified", line.changed_at.astimezone(dt.UTC))
    event.add("dtstart", due_on)
    event.add("dtend", due_on + ONE_DAY)
    what = "建设期满" if isinstance(line, ProjectLine) else "到期"
    event.add("summary", printable(f"{KIND_WORDS[line.kind]}{what}：{line.name}"))
    event.add("description", printable(_description(board, line)))
    event.add("categories", [KIND_WORDS[line.kind]])
    event.add("transp", "TRANSPARENT")
    if line.status not in DONE:
        for days in ALARM_DAYS:
            event.add_component(_alarm(line, days))
    return event


def _uid(board: Board, line: Line) -> str:
    plan = uuid.uuid5(uuid.NAMESPACE_URL, f"plan:{board.plan.document_number}")
    return f"{line.kind}-{line.number}@{plan}"


def _sequence(board: Board, line: Line) -> int:
    """Grows when the event's day may have moved: by a mended plan, or by an adjustment of it."""
    return board.version.revision + len(line.changes)


def _description(board: Board, line: Line) -> str:
    return (
        f"责任单位：{line.units_words}\n{board.as_of_words}：{line.status_words}\n"
        f"出处：{board.plan.document_number} {line.citation}"
    )


def _alarm(line: Line, days: int) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("trigger", dt.timedelta(days=-days))
    alarm.add("description", printable(f"还有 {days} 天：{line.name}"))
    return alarm
