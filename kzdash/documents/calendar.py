"""The due dates as an iCalendar file: of the whole plan or of one unit, with alarms at nine."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from icalendar import Alarm, Calendar, Event

from kzdash.documents.calendar_events import list_events
from kzdash.domain.formatting import printable

if TYPE_CHECKING:
    from kzdash.board.board import Board
    from kzdash.documents.calendar_events import CalendarEvent

ALARM_DAYS = (30, 7, 0)
# when people are at their desks: a whole day begins at midnight
ALARM_HOUR = dt.timedelta(hours=9)
ONE_DAY = dt.timedelta(days=1)


def make(board: Board, now: dt.datetime, unit: str = "") -> bytes:
    """Return the calendar file; an item keeps its event when its day or status changes.

    Of a unit it has what that leads or supports. `now` stamps the file, so that a calendar program
    can tell which of two copies is newer.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//kzdash//plan calendar//ZH")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    # without line breaks, which icalendar does not escape here
    name = " ".join(f"{board.plan.short_title} {unit}到期日历".split())
    calendar.add("x-wr-calname", printable(name))
    calendar.add("x-wr-timezone", "Asia/Shanghai")
    calendar.add("refresh-interval", ONE_DAY, parameters={"value": "DURATION"})
    calendar.add("x-published-ttl", "P1D")
    for event in list_events(board, unit):
        calendar.add_component(_event(event, now))
    content: bytes = calendar.to_ical()
    return content


def _event(made: CalendarEvent, now: dt.datetime) -> Event:
    event = Event()
    event.add("uid", made.uid)
    event.add("dtstamp", now.astimezone(dt.UTC))
    event.add("sequence", made.sequence)
    if made.changed_at is not None:
        event.add("last-modified", made.changed_at.astimezone(dt.UTC))
    event.add("dtstart", made.day)
    event.add("dtend", made.day + ONE_DAY)
    event.add("summary", printable(made.summary))
    event.add("description", printable(made.description))
    event.add("categories", [made.category])
    event.add("transp", "TRANSPARENT")
    event.add("status", "CANCELLED" if made.is_cancelled else "CONFIRMED")
    if made.is_open:
        for days in ALARM_DAYS:
            event.add_component(_alarm(made, days))
    return event


def _alarm(made: CalendarEvent, days: int) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("trigger", ALARM_HOUR - dt.timedelta(days=days))
    when = f"还有 {days} 天" if days else "今天"
    alarm.add("description", printable(f"{when}：{made.summary}"))
    return alarm
