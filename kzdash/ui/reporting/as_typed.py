"""What a report says of a field as somebody would type it into a form."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kzdash.domain.formatting import MOST_DECIMALS, format_number
from kzdash.domain.rules import ChoiceField, DayField, FigureField

if TYPE_CHECKING:
    from kzdash.board.items import ReportEntry
    from kzdash.domain.rules import ReportField


def as_typed(field: ReportField, report: ReportEntry) -> str:
    """Return what a report says of a field, empty where nothing."""
    value = getattr(report, field.name)
    if value is None:
        return ""
    match field:
        case ChoiceField():
            return str(value.label)
        case FigureField():
            return format_number(value, MOST_DECIMALS)
        case DayField():
            return str(value.isoformat())
        case _:
            return str(value)
