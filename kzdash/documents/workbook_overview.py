"""The first sheets of the workbook: how the plan stands, where to find what, and how to read it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from openpyxl.styles import Alignment, Font
from openpyxl.worksheet.hyperlink import Hyperlink

from kzdash.board import kpis
from kzdash.board.verdict import compose_verdict
from kzdash.charts import palette
from kzdash.documents.category_sheet import project_cells
from kzdash.documents.sheet import (
    FACE,
    MONEY,
    WHOLE,
    Formula,
    StateCell,
    colour,
    row_height,
    write,
    write_header,
    write_text,
    write_unreported,
)
from kzdash.documents.table_sheet import FIGURE
from kzdash.documents.workbook_columns import COMPLETED, PLANNED
from kzdash.domain.formatting import format_date, round_half_up
from kzdash.domain.progress import State, Tone

if TYPE_CHECKING:
    from collections.abc import Sequence

    from openpyxl.worksheet.worksheet import Worksheet

    from kzdash.board.board import Board
    from kzdash.documents.sheet import Result, Results
    from kzdash.documents.workbook import SheetPlan

OVERVIEW, ABOUT = "总览", "说明"
WIDTHS = (("A", 30), ("B", 24), ("C", 78))
FIRST = 5
HOW: tuple[tuple[str, str], ...] = (
    ("数从哪里来", "与看板的网页、幻灯片、公文同出一处。没有人填报的就空着，不作推断。"),
    ("单位", "投资和资金是万元，形象进度是%，日期和数字都是真的日期和数字，可以直接计算。"),
    ("空格", "这一格用不上，或者推算不出，如没有填报数据时的差距。"),
    (
        "合计",
        "表格下面一行，是公式，只合计筛选出来的行；没有填报的不计，都没有填报的空着。总览和工程类别的合计不随筛选变。",
    ),
    ("表的名字", "每张表都有名字，如“项目表”“指标表”，公式和数据透视表可以直接引用。"),
    ("链接", "总览的目录通往各表，“需要关注”和“牵头单位”的事项通往该事项所在的行{pages}。"),
    (
        "打印",
        "A4 横排，只印前面主要的几栏，可以改打印区域。一格最高印二十多行字，更长的全文在格里。",
    ),
    ("差距", "负数是离目标还差多少，正数是比目标好多少；指标越低越好的也一样。"),
    ("完成率", "从基期到目标走了多少，100% 为达到。"),
    ("应达到", "按年度目标，没有年度目标的按时间进度，数据年份该到的数。"),
    ("推算期末", "按已有各年的数，到期末会是多少。怎样算的，在“计算说明”一栏。"),
    ("状态", "逾期只对日期说；未报、到期未报、待发布是没有数据，不是落后。"),
)
TO_PAGES = "；各事项的名称通往看板上它自己的页"


def fill(sheet: Worksheet, board: Board, plans: Sequence[SheetPlan]) -> Results:
    """Write how the plan stands, the figures asked for first, and the list of sheets."""
    sheet.title = OVERVIEW
    _write_heading(sheet, board)
    for at, words in enumerate(("总体情况", "数", "说明"), 1):
        write_header(sheet, FIRST - 1, at, words)
    row = FIRST
    for row, tile in enumerate(kpis.headline_kpis(board), FIRST):
        for at, words in enumerate((tile.label, tile.figure, tile.note), 1):
            write(sheet, row, at, words)
    results: Results = {}
    for row, (label, value, note) in enumerate(_figures(board, plans), row + 1):  # noqa: B020 - goes on beneath
        write(sheet, row, 1, label)
        if value is None:
            write_unreported(sheet, row, 2)
        else:
            cell = write(sheet, row, 2, value, MONEY)
            if isinstance(value, Formula):
                results[OVERVIEW, cell.coordinate] = value.result
        write(sheet, row, 3, note)
    for number in range(FIRST, row + 1):
        sheet.cell(number, 2).alignment = FIGURE
    _write_contents(sheet, row + 2, plans)
    for letter, width in WIDTHS:
        sheet.column_dimensions[letter].width = width
    return results


def _write_heading(sheet: Worksheet, board: Board) -> None:
    plan = board.plan
    write_text(sheet["A1"], plan.title)
    sheet["A1"].font = Font(name=FACE, size=16, bold=True, color=colour(palette.ACCENT))
    about = f"{plan.document_number} · {format_date(plan.issued_on)}印发 · {plan.office}"
    write_text(sheet["A2"], f"{about} · {board.as_of_words} · {board.closing_words}")
    sheet["A2"].font = Font(name=FACE, size=10, color=colour(palette.MUTED))
    sheet.merge_cells("A3:C3")
    verdict = compose_verdict(board).text
    write_text(sheet["A3"], verdict)
    sheet["A3"].font = Font(name=FACE, size=12, bold=True, color=colour(palette.INK))
    sheet["A3"].alignment = Alignment(vertical="center", wrap_text=True)
    # in letters a fifth larger than those of the table
    sheet.row_dimensions[3].height = row_height([(verdict, 106)]) * 1.25 + 6


def _write_contents(sheet: Worksheet, first: int, plans: Sequence[SheetPlan]) -> None:
    """List the other sheets, each a link."""
    for at, words in enumerate(("工作表", "行数", "内容"), 1):
        write_header(sheet, first, at, words)
    listed: list[tuple[str, int | str, str]] = [(ABOUT, "", "怎样读这份表")]
    listed += [(plan.title, len(plan.rows), plan.about) for plan in plans]
    for row, (title, count, about) in enumerate(listed, first + 1):
        cell = write(sheet, row, 1, title)
        cell.hyperlink = Hyperlink(ref=cell.coordinate, location=f"'{title}'!A1")
        cell.font = Font(name=FACE, size=10, color=colour(palette.ACCENT), underline="single")
        write(sheet, row, 2, count, WHOLE).alignment = FIGURE
        write(sheet, row, 3, about)


def _figures(
    board: Board, plans: Sequence[SheetPlan]
) -> tuple[tuple[str, Formula | Result | None, str], ...]:
    """The money and the share of time as numbers, to calculate with; sums are formulas."""
    count = len(board.projects)
    planned, completed = board.planned_investment_wan_yuan, board.completed_investment_wan_yuan
    known = sum(item.completed_investment_wan_yuan is not None for item in board.projects)
    elapsed = round_half_up(board.time_elapsed * 100, 2)
    starts, ends = board.plan.pilot_starts_on, board.plan.pilot_ends_on
    return (
        (PLANNED, _sum(plans, count, PLANNED, planned), f"{count}个项目合计"),
        (
            COMPLETED,
            _sum(plans, count, COMPLETED, completed),
            f"填报了的{known}个项目合计" if known else "没有项目填报",
        ),
        ("试点期已过(%)", elapsed, f"{format_date(starts)}至{format_date(ends)}"),
    )


def _sum(
    plans: Sequence[SheetPlan], count: int, header: str, result: Result | None
) -> Formula | Result | None:
    if result is None or not count:
        return result
    columns = next(plan.columns for plan in plans if plan.title == "项目")
    return Formula(f"SUM({project_cells(columns, count, header)})", result)


def explain(sheet: Worksheet, board: Board, *, has_pages: bool = False) -> None:
    """Write what the sheets hold, how they print, and what their words and colours mean."""
    write_text(sheet["A1"], f"{board.plan.short_title} 看板数据表说明")
    sheet["A1"].font = Font(name=FACE, size=16, bold=True, color=colour(palette.ACCENT))
    write_unreported(sheet, 3, 1)
    write(sheet, 3, 2, "灰色斜纹的空格：要填报而没有人填报，不是零。")
    row = 3
    for row, (word, words) in enumerate(HOW, 4):
        text = words.format(pages=TO_PAGES if has_pages else "")
        write(sheet, row, 1, word)
        write(sheet, row, 2, text)
        sheet.row_dimensions[row].height = row_height([(text, 114)])
    tones = {tone: [one for one in State if one.tone is tone] for tone in Tone}
    for row, states in enumerate(filter(None, tones.values()), row + 1):  # noqa: B020 - goes on beneath
        write(sheet, row, 1, StateCell(states[0]))
        write(sheet, row, 2, "、".join(state.marked for state in states))
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 18, 114
