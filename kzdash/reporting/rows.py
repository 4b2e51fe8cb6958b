"""Read a row of a form or of observations: its item, and the fields of a report."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Any

from kzdash.board.items import IndicatorItem
from kzdash.board.report_text import unit_of_measure
from kzdash.domain import parsing
from kzdash.domain.models import NO_PERIOD, Kind
from kzdash.domain.progress.figure_period import parse_period, period_end
from kzdash.domain.rules import AS_OF, VALUE, ChoiceField, cite_source
from kzdash.errors import CellError, CellPlace, CellProblem, ParseError, RowFault, RowFaultsError
from kzdash.reporting.form_columns import (
    FORM_FIELDS,
    KEY,
    NAME,
    NUMBER,
    PART_FIELDS,
    PART_UNIT,
    PLAN,
    SEQ,
    UNIT,
    YEAR,
    fields_of,
    normalize,
    parse_key,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from kzdash.board.items import BoardItem
    from kzdash.domain.rules import ReportField
    from kzdash.errors import KzdashError
    from kzdash.reporting.sheets import Row, Sheet

    BoardItems = Mapping[tuple[Kind, int], BoardItem]

LONGEST_FORMULA = 40
COUNT = re.compile("[0-9]{1,9}")


@dataclass(frozen=True, slots=True)
class RowEntry:
    """A row that was read: its item, and the value of each field that it has a cell for.

    `seq` is the item's last report when the form was made, None for observations. `period` is the
    year of an indicator's figure, else NO_PERIOD. `remarks` are on cells that are formulas.
    `shared` are the fields that a merge with a row above has filled. `part` is the supporting unit
    on whose part of the item the row is, empty where the row names none, None if on the whole.
    """

    place: CellPlace
    item: BoardItem
    seq: int | None
    period: int
    values: Mapping[str, Any]
    remarks: tuple[str, ...] = ()
    shared: frozenset[str] = frozenset()
    part: str | None = None


def row_fault(place: CellPlace, error: KzdashError, item: BoardItem | None) -> RowFault:
    """Return the fault of a cell or row, with its item if that is known."""
    if item is None:
        return RowFault(place, error)
    return RowFault(place, error, item.key, item.short_name)


def read_row(sheet: Sheet, row: Row, items: BoardItems, plan: str) -> RowEntry:
    """Read a row; RowFaultsError with everything that is wrong with it.

    `plan` is the reference to the plan of `items`; a row that names a plan must name this one.
    """
    reader = _RowReader(sheet, row, plan)
    if sheet.is_of_parts:
        return reader.read_part(items)
    return reader.read_observation(items) if sheet.is_observations else reader.read_form(items)


class _RowReader:
    """Reads a row and collects its faults."""

    def __init__(self, sheet: Sheet, row: Row, plan: str) -> None:
        self.sheet, self.row, self.plan = sheet, row, plan
        # a merge over several columns is one fault
        faults: dict[tuple[CellProblem, str], RowFault] = {}
        for column, error in row.errors.items():
            where = error.value if error.problem is CellProblem.MERGED else column
            faults.setdefault((error.problem, where), RowFault(self._place(column), error))
        self.faults = list(faults.values())
        self.item: BoardItem | None = None

    def read_form(self, items: BoardItems) -> RowEntry:
        """Read a row of the report form."""
        item, seq = self._item_and_seq(items)
        period, own = NO_PERIOD, fields_of(item.kind)
        if isinstance(item, IndicatorItem):
            period = self._parse(YEAR, lambda: _parse_year(self._text(YEAR))) or NO_PERIOD
        values = {}
        for field in FORM_FIELDS:
            column, text = field.header, self._text(field.header)
            if field in own and column in self.sheet.columns:
                values[field.name] = self._parse(column, partial(_parse_cell, field, text, item))
            elif field not in own and text:
                self._add_fault(column, CellError(CellProblem.NOT_OF_KIND, text))
        self._raise_faults()
        shared = frozenset(it.name for it in own if it.header in self.row.shared)
        return RowEntry(self._place(), item, seq, period, values, self._remarks(), shared)

    def read_part(self, items: BoardItems) -> RowEntry:
        """Read a row on a supporting unit's part of an item."""
        item, seq = self._item_and_seq(items)
        own = [field for field in PART_FIELDS if field.header in self.sheet.columns]
        values = {
            field.name: self._parse(
                field.header, partial(_parse_cell, field, self._text(field.header), item)
            )
            for field in own
        }
        self._raise_faults()
        shared = frozenset(it.name for it in own if it.header in self.row.shared)
        unit = " ".join(self._text(PART_UNIT).split())
        return RowEntry(
            self._place(), item, seq, NO_PERIOD, values, self._remarks(), shared, part=unit
        )

    def _item_and_seq(self, items: BoardItems) -> tuple[BoardItem, int | None]:
        item = self._item_of(items, KEY, parse_key(self._text(KEY)))
        if self.sheet.lacks_seqs:
            return item, None
        return item, self._parse(SEQ, lambda: _parse_seq(self._text(SEQ)))

    def read_observation(self, items: BoardItems) -> RowEntry:
        """Read a row of observations, which have the columns of seed/observations.csv."""
        number = normalize(self._text(NUMBER))
        key = (Kind.INDICATOR, int(number)) if COUNT.fullmatch(number) else None
        item = self._item_of(items, NUMBER, key)
        period = self._parse(YEAR, lambda: _parse_year(self._text(YEAR))) or NO_PERIOD
        published_on = self._parse("发布日期", partial(AS_OF.parse, self._text("发布日期")))
        publisher, source, address = map(self._text, ("发布单位", "资料名称", "网址"))
        evidence = cite_source(publisher, source, address) if source else ""
        notes = filter(None, map(self._text, ("口径", "推算方式")))
        values = {
            "value": self._parse("数值", partial(_parse_cell, VALUE, self._text("数值"), item)),
            "evidence": parsing.parse_text(evidence),
            "note": parsing.parse_text(",".join(notes)),
        }
        self._raise_faults()
        # a figure without a day of publication counts from the end of its own year
        values["as_of"] = published_on or period_end(period)
        return RowEntry(self._place(), item, None, period, values, self._remarks())

    def _remarks(self) -> tuple[str, ...]:
        return tuple(
            f"{column}是公式{_quoted(formula)}，按表中已算出的“{self._text(column)}”读取"
            for column, formula in self.row.formulas.items()
        )

    def _item_of(self, items: BoardItems, column: str, key: tuple[Kind, int] | None) -> BoardItem:
        """Return the row's item; RowFaultsError if the row is of another plan or item.

        The key alone does not tell, since another plan has the same keys for other items.
        """
        plan = self._text(PLAN)
        if plan and normalize(plan) != normalize(self.plan):
            self._add_fault(PLAN, CellError(CellProblem.OTHER_PLAN, plan))
            raise RowFaultsError(self.faults)
        item = items.get(key) if key else None
        if item is None:
            self._add_fault(column, CellError(CellProblem.NO_ITEM, self._text(column)))
            raise RowFaultsError(self.faults)
        name, unit = self._text(NAME), normalize(self._text(UNIT)).strip("—-")
        if name and normalize(name) not in {normalize(item.name), normalize(item.short_name)}:
            self._add_fault(NAME, CellError(CellProblem.OTHER_NAME, name))
            raise RowFaultsError(self.faults)
        self.item = item
        self.faults = [replace(fault, key=item.key, name=item.short_name) for fault in self.faults]
        if isinstance(item, IndicatorItem) and unit and unit != normalize(item.reported_unit):
            self._add_fault(UNIT, CellError(CellProblem.UNIT, self._text(UNIT)))
        return item

    def _add_fault(self, column: str, error: KzdashError) -> None:
        self.faults.append(row_fault(self._place(column), error, self.item))

    def _parse(self, column: str, parse: Callable[[], Any]) -> Any:  # noqa: ANN401 - any field's value
        """Parse a cell; add a fault and return None if that fails."""
        if column in self.row.errors:
            return None
        try:
            return parse()
        except (ParseError, CellError) as error:
            self._add_fault(column, error)
            return None

    def _raise_faults(self) -> None:
        if self.faults:
            raise RowFaultsError(self.faults)

    def _text(self, column: str) -> str:
        return self.row.texts.get(column, "")

    def _place(self, column: str = "") -> CellPlace:
        return CellPlace(self.sheet.name, self.row.number, column)


def _quoted(formula: str) -> str:
    """Quote a formula, of which .xls does not tell the text."""
    return f"（{formula[:LONGEST_FORMULA]}）" if formula else ""


def _parse_cell(field: ReportField, text: str, item: BoardItem) -> Any:  # noqa: ANN401 - any field's value
    """Parse the cell of a field, or raise ParseError or CellError."""
    if not isinstance(field, ChoiceField):
        return field.parse(text, unit_of_measure(item))
    if text and normalize(text) not in field.choices:
        raise CellError(CellProblem.NO_CHOICE, text, tuple(field.choices))
    return field.parse(normalize(text))


def _parse_year(text: str) -> int:
    period = parse_period(normalize(text))
    if period is None:
        raise CellError(CellProblem.NO_YEAR, text)
    return period


def _parse_seq(text: str) -> int:
    if not COUNT.fullmatch(normalize(text)):
        raise CellError(CellProblem.NO_SEQ, text)
    return int(normalize(text))
