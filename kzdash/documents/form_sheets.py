"""The cells of a report form: what each holds, asks and keeps from being changed."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from openpyxl.styles import Alignment, PatternFill, Protection
from openpyxl.worksheet.datavalidation import DataValidation

from kzdash.domain import rules
from kzdash.domain.progress.target import Measure
from kzdash.domain.rules.fields import HUNDRED, TO_COME, check_share

Operator = Literal["between", "greaterThan", "greaterThanOrEqual"]

if TYPE_CHECKING:
    from openpyxl.cell.cell import Cell
    from openpyxl.worksheet.worksheet import Worksheet

    from kzdash.domain.progress.target import IndicatorTarget
    from kzdash.domain.rules import ReportField


# what a spreadsheet holds exactly of a figure; a longer one is kept as text
MOST_DIGITS = 15
# the longest words that Excel shows beside a cell, and over them
MOST_PROMPT, MOST_TITLE = 255, 32
TO_FILL = PatternFill("solid", fgColor="FFFBE6")
NOT_BEFORE = "DATE(2000,1,1)"


class Bounds(NamedTuple):
    """What a figure may be: how it is compared with the lowest, or with both, and in words."""

    operator: Operator
    lowest: Decimal
    highest: Decimal | None
    words: str


AMOUNT = Bounds("greaterThanOrEqual", Decimal(0), None, "不小于0")
SHARE = Bounds("between", Decimal(0), HUNDRED, "0到100")


def cell_value(value: Any) -> Any:  # noqa: ANN401 - whatever a field holds
    """A value as a cell holds it: a word of its choice, a figure exactly or else as text."""
    if hasattr(value, "label"):
        return value.label
    return exact(value) if hasattr(value, "as_tuple") else value


def exact(figure: Decimal) -> Decimal | str:
    """Return a figure as a number where a spreadsheet holds it exactly, else as text."""
    return figure if len(figure.as_tuple().digits) <= MOST_DIGITS else f"{figure:f}"


def open_cell(cell: Cell) -> None:
    """Mark a cell as one to fill in."""
    cell.fill = TO_FILL
    cell.protection = Protection(locked=False)
    cell.alignment = Alignment(vertical="top", wrap_text=True)


def ask(sheet: Worksheet, field: ReportField, cells: str) -> None:
    """Say beside the cells of a field what they may hold, and let them hold nothing else."""
    match field:
        case rules.ChoiceField():
            words = "、".join(field.choices)
            listed = f'"{",".join(field.choices)}"'
            asked = DataValidation("list", formula1=listed, allow_blank=True)
            _prompt(asked, field.title, f"从列表中选：{words}。", "只能填列表中的词，或留空。")
            _add(sheet, asked, cells)
        case rules.DayField():
            to_come = field.name in TO_COME
            words = "写作 2024-12-20" + ("。" if to_come else "，不晚于今天。")
            prompt_day(sheet, field.form_label, words, cells, to_come=to_come)
        case rules.TextField():
            prompt_text(sheet, field.form_label, field.placeholder, field.longest, cells)
        case rules.FigureField() if field is not rules.VALUE:
            bounds = SHARE if field.limit is check_share else AMOUNT
            words = "" if bounds is SHARE else f"{field.placeholder}，"
            _ask_figure(sheet, field.form_label, words, bounds, cells)
        case _:
            return


def ask_value(sheet: Worksheet, target: IndicatorTarget, unit: str, words: str, cells: str) -> None:
    """Say beside the cells of an indicator's figures what they may be."""
    title = f"数值（{unit}）" if unit else "数值"
    whole = target.decimals == 0
    if target.measure is Measure.GROWTH:
        bounds = Bounds("greaterThan", -HUNDRED, None, "大于-100")
    elif unit == "%":
        bounds = SHARE
    else:
        bounds = AMOUNT
    _ask_figure(sheet, title, f"{words}，", bounds, cells, whole=whole)


def _ask_figure(
    sheet: Worksheet,
    title: str,
    words: str,
    bounds: Bounds,
    cells: str,
    *,
    whole: bool = False,
) -> None:
    limit = f"{'整数' if whole else '数字'}，{bounds.words}"
    asked = DataValidation(
        "whole" if whole else "decimal",
        operator=bounds.operator,
        formula1=str(bounds.lowest),
        formula2=None if bounds.highest is None else str(bounds.highest),
        allow_blank=True,
    )
    _prompt(asked, title, f"{words}{limit}；只写数，不写单位。", f"请填{limit}，或留空。")
    _add(sheet, asked, cells)


def prompt_day(
    sheet: Worksheet, title: str, words: str, cells: str, *, to_come: bool = False
) -> None:
    """Say what day cells may hold: of this century, and past unless one `to_come` is asked."""
    upper = "DATE(2099,12,31)" if to_come else "TODAY()"
    asked = DataValidation(
        "date", operator="between", formula1=NOT_BEFORE, formula2=upper, allow_blank=True
    )
    # a day typed as 2024.6.30 or 20240630 is read as well
    asked.errorStyle = "warning"
    _prompt(asked, title, words, words)
    _add(sheet, asked, cells)


def prompt_text(sheet: Worksheet, title: str, words: str, longest: int, cells: str) -> None:
    """Say how long a text cells may hold."""
    asked = DataValidation(
        "textLength", operator="lessThanOrEqual", formula1=str(longest), allow_blank=True
    )
    limit = f"最多{longest}字。"
    _prompt(asked, title, f"{words.rstrip('。')}。{limit}" if words else limit, limit)
    _add(sheet, asked, cells)


def _prompt(asked: DataValidation, title: str, words: str, error: str) -> None:
    """Give a rule its words; what it refuses, it says."""
    asked.promptTitle, asked.prompt = title[:MOST_TITLE], words[:MOST_PROMPT]
    asked.errorTitle, asked.error = "请改一改", error[:MOST_PROMPT]
    asked.showInputMessage = asked.showErrorMessage = True


def _add(sheet: Worksheet, asked: DataValidation, cells: str) -> None:
    sheet.add_data_validation(asked)
    asked.add(cells)


def protect(sheet: Worksheet) -> None:
    """Lock all but the cells to fill in; filters and widths stay free. There is no password."""
    sheet.protection.sheet = True
    sheet.protection.autoFilter = sheet.protection.sort = False
    sheet.protection.formatColumns = sheet.protection.formatRows = False
