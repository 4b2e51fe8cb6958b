"""The columns of the workbook's sheet of all reports: what each says, in words and in figures."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from kzdash.board.report_text import payload_as_text, unit_of_measure
from kzdash.documents.sheet import GENERAL, MONEY, WHOLE
from kzdash.documents.table_sheet import BLANK, Column, beside
from kzdash.documents.tables import undo_words
from kzdash.domain import rules
from kzdash.domain.formatting import format_moment
from kzdash.domain.rules import FigureField

if TYPE_CHECKING:
    from kzdash.board.items import BoardItem, ReportEntry
    from kzdash.domain.rules import ReportField

    ItemReport = tuple[BoardItem, ReportEntry]

# said in columns of their own
IN_WORDS = {"evidence", "note"}


def _said(field: ReportField, one: ItemReport) -> object:
    """Return what a report says of a field: a figure, a day or words."""
    value = getattr(one[1], field.name)
    if not field.says(value):
        return BLANK
    return value.label if hasattr(value, "label") else value


def _column(field: ReportField) -> Column:
    shape = MONEY if isinstance(field, FigureField) else GENERAL
    return Column(field.header, partial(_said, field), 12, shape)


REPORTS = (
    Column("编号", lambda one: one[0].key, 10, leads=True),
    Column("事项", lambda one: one[0].short_name, 24),
    Column("次", lambda one: one[1].seq, 5, WHOLE),
    Column("时期", lambda one: one[1].period_words, 10),
    Column("数据截至", lambda one: one[1].as_of, 11),
    Column("填报内容", lambda one: payload_as_text(one[1], one[0]), 30),
    Column("说明", lambda one: one[1].note, 25),
    Column("填报人", lambda one: one[1].reporter, 17),
    *beside(
        Column("填报时间", lambda one: format_moment(one[1].recorded_at), 20),
        Column("备注", lambda one: undo_words(one[1]), 22),
        Column("牵头单位", lambda one: one[0].lead_words, 16),
        Column("配合单位的部分", lambda one: one[1].unit or BLANK, 16),
        Column("依据", lambda one: one[1].evidence, 26),
        Column("附件", lambda one: "、".join(it.name for it in one[1].evidence_files), 20),
        Column("数值单位", lambda one: unit_of_measure(one[0]), 9),
        *(_column(field) for field in rules.REPORT_FIELDS if field.name not in IN_WORDS),
    ),
)
