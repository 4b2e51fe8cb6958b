"""What a row says: the item it is on, and of a report each field that the row has a cell for."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Any

from kzdash.board.items import IndicatorItem
from kzdash.board.report_text import unit_of_measure
from kzdash.domain import parsing
from kzdash.domain.models import NO_PERIOD, Kind
from kzdash.domain.rules import AS_OF, VALUE, ChoiceField
from kzdash.errors import CellError, CellPlace, CellProblem, ParseError, RowFault, RowFaultsError
from kzdash.reporting.form_columns import (
    FORM_FIELDS,
    KEY,
    NAME,
    NUMBER,
    PLAN,
    SEQ,
    UNIT,
    YEAR,
    fields_of,
    item_key,
    parse_key,
    plain,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from kzdash.board.items import BoardItem
    from kzdash.domain.rules import ReportField
    from kzdash.errors import KzdashError
    from kzdash.reporting.sheets import Row, Sheet

    Lines = Mapping[tuple[Kind, int], BoardItem]

COUNTS, YEARS = re.compile("[0-9]{1,9}"), re.compile("[12][0-9]{3}")


@dataclass(frozen=True, slots=True)
class RowEntry:
    """What a row says of an item; `seq` is none where the row knows no number of reports."""

    place: CellPlace
    item: BoardItem
    seq: int | None
    period: int
    values: Mapping[str, Any]


def row_fault(place: CellPlace, error: KzdashError, item: BoardItem | None) -> RowFault:
    """Return what is wrong in one place, and with which item, if that is known."""
    if item is None:
        return RowFault(place, error)
    return RowFault(place, error, item_key(item), item.short_name)


def read_row(sheet: Sheet, row: Row, items: Lines, plan: str) -> RowEntry:
    """Read a row of a form on this plan; RowFaultsError with all that is wrong with it."""
    read = _Reading(sheet, row, plan)
    if sheet.of_observations:
        return read.observation(items)
    return read.form(items)


class _Reading:
    """A row being read, with what was found wrong so far."""

    def __init__(self, sheet: Sheet, row: Row, plan: str) -> None:
        self.sheet, self.row, self.plan = sheet, row, plan
        # a merge over several columns is one fault
        merged: dict[tuple[CellProblem, str], RowFault] = {}
        for column, error in row.flaws.items():
            where = error.value if error.problem is CellProblem.MERGED else column
            merged.setdefault((error.problem, where), RowFault(self._place(column), error))
        self.faults = list(merged.values())
        self.item: BoardItem | None = None

    def form(self, items: Lines) -> RowEntry:
        """Read a row of the report form."""
        item = self._item_of(items, KEY, parse_key(self._text(KEY)))
        seq = None
        if self.sheet.counted:
            seq = self._take(SEQ, lambda: _seq(self._text(SEQ)))
        period, own = NO_PERIOD, fields_of(item.kind)
        if isinstance(item, IndicatorItem):
            period = self._take(YEAR, lambda: _year(self._text(YEAR))) or NO_PERIOD
        report = {}
        for field in FORM_FIELDS:
            column, text = field.header, self._text(field.header)
            if field in own and column in self.sheet.columns:
                report[field.name] = self._take(column, partial(_read_cell, field, text, item))
            elif field not in own and text:
                self._amiss(column, CellError(CellProblem.NOT_OF_KIND, text))
        return self._found(RowEntry(self._place(), item, seq, period, report))

    def observation(self, items: Lines) -> RowEntry:
        """Read a row of observations as the plan brings them along."""
        number = plain(self._text(NUMBER))
        key = (Kind.INDICATOR, int(number)) if COUNTS.fullmatch(number) else None
        item = self._item_of(items, NUMBER, key)
        period = self._take(YEAR, lambda: _year(self._text(YEAR))) or NO_PERIOD
        published = self._take("发布日期", partial(AS_OF.parse, self._text("发布日期")))
        report = {
            "value": self._take("数值", partial(_read_cell, VALUE, self._text("数值"), item)),
            "evidence": parsing.parse_text(
                f"{self._text('发布单位')}《{self._text('资料名称')}》 {self._text('网址')}"
            )
            if self._text("资料名称")
            else "",
            "note": parsing.parse_text(
                ",".join(filter(None, map(self._text, ("口径", "推算方式"))))
            ),
        }
        entry = self._found(RowEntry(self._place(), item, None, period, report))
        # without a day of publication it counts from the end of its own year
        report["as_of"] = published or dt.date(period, 12, 31)
        return entry

    def _item_of(self, items: Lines, column: str, key: tuple[Kind, int] | None) -> BoardItem:
        """The item that a row is on, of this plan: another one's has other names and units."""
        plan = self._text(PLAN)
        if plan and plain(plan) != plain(self.plan):
            self._amiss(PLAN, CellError(CellProblem.OTHER_PLAN, plan))
            raise RowFaultsError(self.faults)
        item = items.get(key) if key else None
        if item is None:
            self._amiss(column, CellError(CellProblem.NO_ITEM, self._text(column)))
            raise RowFaultsError(self.faults)
        name, unit = self._text(NAME), plain(self._text(UNIT)).strip("—-")
        if name and plain(name) not in {plain(item.name), plain(item.short_name)}:
            self._amiss(NAME, CellError(CellProblem.OTHER_NAME, name))
            raise RowFaultsError(self.faults)
        self.item = item
        self.faults = [
            replace(fault, key=item_key(item), name=item.short_name) for fault in self.faults
        ]
        if isinstance(item, IndicatorItem) and unit and unit != plain(item.reported_unit):
            self._amiss(UNIT, CellError(CellProblem.UNIT, self._text(UNIT)))
        return item

    def _amiss(self, column: str, error: KzdashError) -> None:
        self.faults.append(row_fault(self._place(column), error, self.item))

    def _take(self, column: str, read: Callable[[], Any]) -> Any:  # noqa: ANN401 - what is read
        """Read a cell, and remember what is wrong with it."""
        if column in self.row.flaws:
            return None
        try:
            return read()
        except (ParseError, CellError) as error:
            self._amiss(column, error)
            return None

    def _found(self, entry: RowEntry) -> RowEntry:
        if self.faults:
            raise RowFaultsError(self.faults)
        return entry

    def _text(self, column: str) -> str:
        return self.row.texts.get(column, "")

    def _place(self, column: str = "") -> CellPlace:
        return CellPlace(self.sheet.name, self.row.number, column)


def _read_cell(field: ReportField, text: str, item: BoardItem) -> Any:  # noqa: ANN401 - of any field
    """Read the cell of a field; ParseError or CellError where it cannot be read."""
    if not isinstance(field, ChoiceField):
        return field.parse(text, unit_of_measure(item))
    if text and plain(text) not in field.choices:
        raise CellError(CellProblem.NO_CHOICE, text)
    return field.parse(plain(text))


def _year(text: str) -> int:
    digits = plain(text).removesuffix("年")
    if not YEARS.fullmatch(digits):
        raise CellError(CellProblem.NO_YEAR, text)
    return int(digits)


def _seq(text: str) -> int:
    if not COUNTS.fullmatch(plain(text)):
        raise CellError(CellProblem.NO_SEQ, text)
    return int(plain(text))
