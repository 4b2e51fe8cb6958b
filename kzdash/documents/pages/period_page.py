"""The month of all units as a table: what each owes, what came, what is missing, whom to ask."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kzdash.board.verdict import month_words, period_finding
from kzdash.documents.pages.item_table import (
    FOLDER,
    TEMPLATES,
    Cell,
    Column,
    ItemTable,
    Part,
    compose_tables,
)
from kzdash.documents.pages.view import STYLES, TITLES, View, about_words
from kzdash.domain.formatting import format_moment, format_percent
from kzdash.domain.progress import State, Tone

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from decimal import Decimal

    from kzdash.board.board import Board
    from kzdash.board.reporting_period import Count, ReportingPeriod, UnitPeriod
    from kzdash.documents.pages.links import PageLinks
    from kzdash.domain.models import Contact

VIEW, OFFICE, PERIOD = "view", "office", "period"
ALL_UNITS, INCOMPLETE = "全部单位", "没有报齐"
BESIDE, MONTHS_BESIDE = "近6个月", 6
REMIND, COMPLETE = "催报", "报齐"
NAMED = 2
NOBODY_OWES = "这个月没有单位应报。"
ALL_COMPLETE = "各单位都已报齐。"
COLUMNS = (
    Column("单位", Part.UNIT),
    Column("应报", Part.FIGURE),
    Column("已报", Part.FIGURE),
    Column("按时", Part.FIGURE),
    Column("还缺", Part.SAID),
    Column("最早截止", Part.SHORT),
    Column("联系人", Part.SHORT, 800),
    Column("上次提醒", Part.SHORT, 1000),
    Column("催报", Part.SHORT),
)


@dataclass(frozen=True, slots=True)
class PeriodRequest:
    """What the month is composed of; `unit` is the one whose row alone is shown, None for all."""

    board: Board
    period: ReportingPeriod
    contacts: Mapping[str, Contact]
    links: PageLinks
    today: dt.date
    unit: str | None


def compose_period(request: PeriodRequest) -> View:
    """Compose what is seen first of a month."""
    unit = request.unit
    period = request.period if unit is None else request.period.of_unit(unit)
    table = period_table(period.units, request.contacts, request.links)
    html = TEMPLATES.get_template("period.html").render(
        finding=period_finding(period, request.today, unit),
        table=compose_tables([table], request.links).html,
    )
    style = STYLES + (FOLDER / "work_list.css").read_text("utf-8")
    return View(TITLES["reporting"], html, about=about_words(request.board), style=style)


def day_of_month(asked: str, latest: dt.date, today: dt.date) -> dt.date | None:
    """Return the day on which a month, 2025-11, is looked at; `latest` where none is asked for.

    It is the month's last, or `today` where that is to come; None where `asked` is no month.
    """
    if not asked:
        return latest
    try:
        first = dt.date.fromisoformat(f"{asked}-01")
    except ValueError:
        return None
    return min(last_of_month(first), today)


def last_of_month(day: dt.date) -> dt.date:
    """Return the last day of the month of a day."""
    return (day.replace(day=28) + dt.timedelta(days=4)).replace(day=1) - dt.timedelta(days=1)


def months_beside(day: dt.date, first: dt.date) -> list[dt.date]:
    """Return the days on which a month and those before it are looked at, the oldest first.

    They are six, or fewer where the plan's `first` day is less long ago.
    """
    days = [day]
    while len(days) < MONTHS_BESIDE and days[0].replace(day=1) > first:
        days.insert(0, days[0].replace(day=1) - dt.timedelta(days=1))
    return days


def rows_in_scope(rows: Sequence[UnitPeriod], scope: str) -> list[UnitPeriod]:
    """Return all units, or those that have not reported everything."""
    return [row for row in rows if scope != INCOMPLETE or row.count.missing]


def period_table(
    rows: Sequence[UnitPeriod],
    contacts: Mapping[str, Contact],
    links: PageLinks,
    remind: Callable[[str], str] | None = None,
    none: str = NOBODY_OWES,
    reminded: Mapping[str, dt.datetime] | None = None,
) -> ItemTable:
    """Return a row for each unit.

    `remind` gives the address at which a unit's reminder stands; without it nobody is reminded.
    `reminded` is when a unit was reminded last, by its name; its column is left out where none was.
    """
    last = reminded or {}
    cells = [_row(row, contacts.get(row.unit), last.get(row.unit), links, remind) for row in rows]
    return ItemTable("period", COLUMNS, cells, none=none)


def _row(
    row: UnitPeriod,
    contact: Contact | None,
    reminded: dt.datetime | None,
    links: PageLinks,
    remind: Callable[[str], str] | None,
) -> tuple[Cell, ...]:
    count = row.count
    return (
        Cell(row.unit, address=links.page("duties", {"unit": row.unit})),
        Cell(str(count.wanted), count.wanted),
        Cell(str(count.reported), count.reported, _share(count.completeness)),
        Cell()
        if count.on_time is None
        else Cell(str(count.on_time), count.on_time, _share(count.timeliness)),
        _missing_cell(row),
        _until_cell(row),
        Cell(contact_words(contact)),
        Cell(format_moment(reminded), reminded.isoformat()) if reminded else Cell(),
        _remind_cell(row, remind),
    )


def months_table(
    months: Sequence[ReportingPeriod], units: Sequence[str], links: PageLinks, today: dt.date
) -> ItemTable:
    """Return a row for each unit that owed anything: which share came in each month and in time."""
    columns = [Column(month_words(month.as_of, today), Part.FIGURE) for month in months]
    by_unit = [{row.unit: row.count for row in month.units} for month in months]
    cells = [
        (
            Cell(unit, address=links.page("duties", {"unit": unit})),
            *(_share_cell(counts.get(unit)) for counts in by_unit),
        )
        for unit in units
        if any(unit in counts for counts in by_unit)
    ]
    return ItemTable("months", (COLUMNS[0], *columns), cells, none=NOBODY_OWES)


def _share_cell(count: Count | None) -> Cell:
    """Say which share of what a month wanted came, how many that is, and which share in time."""
    if count is None or count.completeness is None:
        return Cell()
    in_time = "" if count.timeliness is None else f"，按时{_share(count.timeliness)}"
    look = str(Tone.WARNING) if count.missing else ""
    words = f"{count.reported}/{count.wanted}项{in_time}"
    return Cell(_share(count.completeness), count.completeness, words, look=look)


def missing_words(row: UnitPeriod, named: int = NAMED) -> str:
    """Name the items that a unit has not reported on, the most urgent first, and count them."""
    names = [due.item.short_name for due in row.round.due]
    words = "、".join(names[:named])
    return words if len(names) <= named else f"{words}等{len(names)}项"


def _until_cell(row: UnitPeriod) -> Cell:
    """Say of what is due first until when it was or is, and since how many days it is late."""
    first = row.round.first_due
    if first is None or first.until is None:
        return Cell()
    return Cell(first.day_words, first.until.isoformat(), first.since_words)


def _missing_cell(row: UnitPeriod) -> Cell:
    asks = f"{row.queries}项请核实" if row.queries else ""
    if not row.count.missing:
        return Cell("—" if asks else "", note=asks)
    look = Tone.BAD if row.is_late else Tone.WARNING
    return Cell(missing_words(row), row.count.missing, note=asks, look=str(look))


def _remind_cell(row: UnitPeriod, remind: Callable[[str], str] | None) -> Cell:
    if not row.count.missing:
        return Cell(COMPLETE, shape=State.DONE.shape, look=str(Tone.GOOD))
    return Cell(REMIND, address=remind(row.unit)) if remind else Cell()


def contact_words(contact: Contact | None) -> str:
    """Return whom to ask at a unit and how, nothing where nobody has said."""
    return f"{contact.handler} {contact.telephone}".strip() if contact else ""


def _share(ratio: Decimal | None) -> str:
    return "" if ratio is None else format_percent(ratio, 0)
