"""What a row says: the item it is on, and of a report each field that the row has a cell for."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from kzdash.board.items import IndicatorLine
from kzdash.domain import parsing
from kzdash.domain.models import NO_PERIOD, Kind
from kzdash.domain.parsing import TypedError
from kzdash.reporting.file_errors import Flaw, FlawError
from kzdash.reporting.form_columns import (
    CHOICES,
    FIELDS,
    KEY,
    NAME,
    NUMBER,
    PLAN,
    SEQ,
    UNIT,
    YEAR,
    fields_of,
    named,
    plain,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from kzdash.board.items import Line
    from kzdash.errors import KzdashError
    from kzdash.reporting.sheets import Row, Sheet

    Lines = Mapping[tuple[Kind, int], Line]

FIGURES = {"physical_progress_percent": "%", "completed_investment_wan_yuan": "万元"}
DAYS = {"completed_on", "as_of"}
COUNTS, YEARS = re.compile("[0-9]{1,9}"), re.compile("[12][0-9]{3}")


@dataclass(frozen=True, slots=True)
class Place:
    """Where in a file something stands; the column is empty where it is the row as a whole."""

    sheet: str
    row: int
    column: str = ""


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong in one place of a file, and with which item, if that is known."""

    place: Place
    error: KzdashError
    line: Line | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """What a row says of an item; `seq` is none where the row knows no number of reports."""

    place: Place
    line: Line
    seq: int | None
    period: int
    said: Mapping[str, Any]


class FaultsError(Exception):
    """All that is wrong with a row."""

    def __init__(self, faults: list[Fault]) -> None:
        self.faults = faults
        super().__init__(f"{len(faults)} fault(s)")


def entry(sheet: Sheet, row: Row, lines: Lines, plan: str) -> Entry:
    """Read a row of a form on this plan; FaultsError with all that is wrong with it."""
    read = _Reading(sheet, row, plan)
    if sheet.of_observations:
        return read.observation(lines)
    return read.form(lines)


class _Reading:
    """A row being read, with what was found wrong so far."""

    def __init__(self, sheet: Sheet, row: Row, plan: str) -> None:
        self.sheet, self.row, self.plan = sheet, row, plan
        # a merge over several columns is one fault
        said: dict[tuple[Flaw, str], Fault] = {}
        for column, error in row.flaws.items():
            where = error.given if error.flaw is Flaw.MERGED else column
            said.setdefault((error.flaw, where), Fault(self._place(column), error))
        self.faults = list(said.values())
        self.line: Line | None = None

    def form(self, lines: Lines) -> Entry:
        """Read a row of the report form."""
        line = self._line(lines, KEY, named(self._text(KEY)))
        seq = None
        if self.sheet.counted:
            seq = self._take(SEQ, lambda: _seq(self._text(SEQ)))
        period, own = NO_PERIOD, fields_of(line.kind)
        if isinstance(line, IndicatorLine):
            period = self._take(YEAR, lambda: _year(self._text(YEAR))) or NO_PERIOD
        said = {}
        for field, column in FIELDS.items():
            if field in own and column in self.sheet.columns:
                said[field] = self._take(column, _reader(field, self._text(column), line))
            elif field not in own and self._text(column):
                self._amiss(column, FlawError(Flaw.NOT_OF_KIND, self._text(column)))
        return self._found(Entry(self._place(), line, seq, period, said))

    def observation(self, lines: Lines) -> Entry:
        """Read a row of observations as the plan brings them along."""
        number = plain(self._text(NUMBER))
        key = (Kind.INDICATOR, int(number)) if COUNTS.fullmatch(number) else None
        line = self._line(lines, NUMBER, key)
        period = self._take(YEAR, lambda: _year(self._text(YEAR))) or NO_PERIOD
        published = self._take("发布日期", lambda: parsing.day(self._text("发布日期"), "as_of"))
        said = {
            "value": self._take("数值", _reader("value", self._text("数值"), line)),
            "evidence": parsing.text(
                f"{self._text('发布单位')}《{self._text('资料名称')}》 {self._text('网址')}"
            )
            if self._text("资料名称")
            else "",
            "note": parsing.text(",".join(filter(None, map(self._text, ("口径", "推算方式"))))),
        }
        entry = self._found(Entry(self._place(), line, None, period, said))
        # without a day of publication it counts from the end of its own year
        said["as_of"] = published or dt.date(period, 12, 31)
        return entry

    def _line(self, lines: Lines, column: str, key: tuple[Kind, int] | None) -> Line:
        """The item that a row is on, of this plan: another one's has other names and units."""
        plan = self._text(PLAN)
        if plan and plain(plan) != plain(self.plan):
            self._amiss(PLAN, FlawError(Flaw.OTHER_PLAN, plan))
            raise FaultsError(self.faults)
        line = lines.get(key) if key else None
        if line is None:
            self._amiss(column, FlawError(Flaw.NO_ITEM, self._text(column)))
            raise FaultsError(self.faults)
        name, unit = self._text(NAME), plain(self._text(UNIT)).strip("—-")
        if name and plain(name) not in {plain(line.name), plain(line.short_name)}:
            self._amiss(NAME, FlawError(Flaw.OTHER_NAME, name))
            raise FaultsError(self.faults)
        self.line = line
        self.faults = [replace(fault, line=line) for fault in self.faults]
        if isinstance(line, IndicatorLine) and unit and unit != plain(line.reported_unit):
            self._amiss(UNIT, FlawError(Flaw.UNIT, self._text(UNIT)))
        return line

    def _amiss(self, column: str, error: KzdashError) -> None:
        self.faults.append(Fault(self._place(column), error, self.line))

    def _take(self, column: str, read: Callable[[], Any]) -> Any:  # noqa: ANN401 - what is read
        """Read a cell, and remember what is wrong with it."""
        if column in self.row.flaws:
            return None
        try:
            return read()
        except (TypedError, FlawError) as error:
            self._amiss(column, error)
            return None

    def _found(self, entry: Entry) -> Entry:
        if self.faults:
            raise FaultsError(self.faults)
        return entry

    def _text(self, column: str) -> str:
        return self.row.texts.get(column, "")

    def _place(self, column: str = "") -> Place:
        return Place(self.sheet.name, self.row.number, column)


def _reader(field: str, text: str, line: Line) -> Callable[[], Any]:
    """Return what reads the cell of a field."""
    if field in CHOICES:
        return lambda: _choice(field, text)
    if field in DAYS:
        return lambda: parsing.day(text, field)
    if field == "value":
        unit = line.reported_unit if isinstance(line, IndicatorLine) else ""
        return lambda: parsing.figure(text, unit, field)
    if field in FIGURES:
        return lambda: parsing.figure(text, FIGURES[field], field)
    return lambda: parsing.text(text)


def _choice(field: str, text: str) -> str | None:
    if not text:
        return None
    if plain(text) not in CHOICES[field]:
        raise FlawError(Flaw.NO_CHOICE, text)
    return CHOICES[field][plain(text)]


def _year(text: str) -> int:
    digits = plain(text).removesuffix("年")
    if not YEARS.fullmatch(digits):
        raise FlawError(Flaw.NO_YEAR, text)
    return int(digits)


def _seq(text: str) -> int:
    if not COUNTS.fullmatch(plain(text)):
        raise FlawError(Flaw.NO_SEQ, text)
    return int(plain(text))
