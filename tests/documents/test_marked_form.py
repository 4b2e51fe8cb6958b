"""A file goes back with what is wrong marked where it stands, and is read again as it was."""

from __future__ import annotations

import io

import openpyxl
import pytest

from kzdash import reporting
from kzdash.documents import marked_form
from kzdash.errors import CellPlace


@pytest.fixture
def brought() -> bytes:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = "任务"
    sheet.append(["区水利局填报"])
    sheet.append(["编号", "填报次数", "状 态", "说明"])
    sheet.append(["任务2", 0, "进行", "无"])
    sheet.append(["任务3", 0, "推进中", "无"])
    sheet.merge_cells("D3:D4")
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_each_place_is_coloured_and_commented_and_values_stay(brought: bytes) -> None:
    marks = [
        (CellPlace("任务", 3, "状态"), "不是可选的词。"),
        (CellPlace("任务", 4), "有人填报过。"),
        (CellPlace("任务", 4, "说明"), "单元格被合并。"),
        (CellPlace("任务", 3, "说明"), "过长。"),
        (CellPlace("别的", 3, "说明"), "没有这张表。"),
    ]

    content = marked_form.make(brought, marks)

    sheet = openpyxl.load_workbook(io.BytesIO(content))["任务"]
    said = {cell.coordinate: cell.comment.text for row in sheet for cell in row if cell.comment}
    assert said == {"C3": "不是可选的词。", "A4": "有人填报过。", "D3": "单元格被合并。\n过长。"}
    assert sheet["C3"].fill.fgColor.rgb != sheet["B3"].fill.fgColor.rgb
    before, after = map(reporting.read_upload, (brought, content))
    assert before == after
