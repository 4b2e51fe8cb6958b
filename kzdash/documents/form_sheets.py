"""The cells of a report form: what each holds, asks and keeps from being changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from openpyxl.worksheet.datavalidation import DataValidation

from kzdash.domain import rules

if TYPE_CHECKING:
    from decimal import Decimal

    from openpyxl.worksheet.worksheet import Worksheet

    from kzdash.domain.rules import ReportField


# what a spreadsheet holds exactly of a figure; a longer one is kept as text
MOST_DIGITS = 15


def cell_value(value: Any) -> Any:  # noqa: ANN401 - whatever a field holds
    """A value as a cell holds it: a word of its choice, a figure exactly or else as text."""
    if hasattr(value, "label"):
        return value.label
    return exact(value) if hasattr(value, "as_tuple") else value


def exact(figure: Decimal) -> Decimal | str:
    """Return a figure as a number where a spreadsheet holds it exactly, else as text."""
    return figure if len(figure.as_tuple().digits) <= MOST_DIGITS else f"{figure:f}"


def ask(sheet: Worksheet, field: ReportField, cells: str) -> None:
    """Offer the words that a cell may hold, and say what else one expects."""
    if isinstance(field, rules.ChoiceField):
        asked = DataValidation("list", formula1=f'"{",".join(field.choices)}"', allow_blank=True)
        asked.errorTitle, asked.error = "请从列表中选择", "只能填列表中的词，或留空。"
        asked.showErrorMessage = True
    elif isinstance(field, rules.DayField):
        asked = DataValidation("date", operator="greaterThan", formula1="36526", allow_blank=True)
        asked.errorStyle, asked.showErrorMessage = "warning", True
        asked.errorTitle, asked.error = "请填日期", "写作 2024-12-20。"
    else:
        return
    sheet.add_data_validation(asked)
    asked.add(cells)


def protect(sheet: Worksheet) -> None:
    """Lock all but the cells to fill in; filters and widths stay free. There is no password."""
    sheet.protection.sheet = True
    sheet.protection.autoFilter = sheet.protection.sort = False
    sheet.protection.formatColumns = sheet.protection.formatRows = False
