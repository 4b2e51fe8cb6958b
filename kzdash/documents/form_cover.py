"""The cover of a report form: what is filled in once for all rows, and how to fill in the rest."""

from __future__ import annotations

from typing import TYPE_CHECKING

from openpyxl.styles import Alignment, Font

from kzdash.charts import palette
from kzdash.documents.form_sheets import open_cell, prompt_day, prompt_text, protect
from kzdash.documents.sheet import (
    FACE,
    colour,
    row_height,
    set_up_printing,
    write,
    write_text,
)
from kzdash.documents.table_sheet import COUNT
from kzdash.reporting.form_columns import (
    AS_OF,
    AS_OF_SHEET,
    FILLED_BY,
    LONGEST_ON_COVER,
    MADE_ON,
    PARTS_SHEET,
    PHONE,
    PLAN,
    STEPS_SHEET,
    WHOSE,
    plan_reference,
)

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

    from kzdash.board.board import Board

WIDTHS = 12, 110
OF_PARTS = (
    f"“{PARTS_SHEET}”表是其他单位牵头、本单位配合的{{supported}}项，只填本单位的部分；"
    "整体情况由牵头单位填报，互不覆盖。"
)
HOW = (
    "只填浅黄色的格；其余各格受保护，系统靠它们认出事项。点一格，旁边写着能填什么。",
    "上面的“数据截至”管全表：有变化的行，自己那一格没有填日期的，都按它计；不是这一天的请改，清空的按交回的当天计。",
    "填报人和电话供专班办公室联系，不写入填报。",
    "“上次填报”是现有的内容，填的格里也已经是它；没有变化的不用动，也不会产生新的填报。",
    "“依据”不带出上次的，有变化的行请写这次的依据；指标的数值要有数据来源。状态为“受阻”的请在说明中写明原因。",
    "逾期、滞后、受阻、未达标的，请写滞后原因、下一步措施、预计完成、完成把握，便于协调；其余的不填这四栏。",
    "填好后在“填报”页上传。系统先列出将有的变化和有问题的格，确认后一次写入，或全部不写。",
    f"“{STEPS_SHEET}”表写新的节点：编号写事项的（如任务26），单位不写的由牵头单位负责；各单位写的待专班办公室确认。",
    "请不要合并单元格，不要用公式，不要改工作表中的编号和填报次数。",
)


def fill(sheet: Worksheet, board: Board, whose: str, unit: str, supported: int) -> None:
    """Write the cover: the day and the people to fill in, what tells the form, and how to."""
    sheet.title = AS_OF_SHEET
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = WIDTHS
    write_text(sheet["A1"], f"{board.plan.short_title} 填报表")
    sheet["A1"].font = Font(name=FACE, size=16, bold=True, color=colour(palette.ACCENT))
    person = "" if whose == unit else whose
    for row, (label, value) in enumerate(
        (
            (AS_OF, board.as_of),
            (FILLED_BY, person),
            (PHONE, ""),
            (WHOSE, unit),
            (MADE_ON, board.as_of),
            (PLAN, plan_reference(board.plan)),
        ),
        2,
    ):
        write(sheet, row, 1, label)
        cell = write(sheet, row, 2, value)
        if label in {AS_OF, FILLED_BY, PHONE}:
            open_cell(cell)
        cell.alignment = Alignment(horizontal="left", vertical="top", wrap_text=True)
    prompt_day(sheet, AS_OF, "全表的数据截至哪一天，写作 2024-12-20；清空的按交回的当天计。", "B2")
    prompt_text(sheet, FILLED_BY, "填表的人，供专班办公室联系。", LONGEST_ON_COVER, "B3")
    prompt_text(sheet, PHONE, "填表的人的电话，供专班办公室联系。", LONGEST_ON_COVER, "B4")
    beside = (OF_PARTS.format(supported=supported),) if supported else ()
    for number, words in enumerate((*HOW, *beside), 1):
        row = number + 8
        write(sheet, row, 1, number).alignment = COUNT
        write(sheet, row, 2, words)
        sheet.row_dimensions[row].height = row_height([(words, WIDTHS[1])])
    set_up_printing(sheet, f"{board.plan.short_title} 填报表", unit)
    protect(sheet)
