"""Make a form, fill it in as people do, and have LibreOffice save it as .xls and .ods."""

from __future__ import annotations

import datetime as dt
import subprocess
import tempfile
from pathlib import Path

from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont

from kzdash.board.board import compute_board
from kzdash.documents import report_form
from kzdash.store import Store, seed
from tests.documents.libreoffice import PROGRAM
from tests.reporting.conftest import DAY, Form
from tests.reporting.old_formats import FOLDER

UNIT = "区水利局"
MADE = dt.datetime(2025, 6, 30, 8, tzinfo=dt.UTC)


def filled(content: bytes) -> Form:
    """Fill a form in as people do."""
    form = Form(content)
    share = form.cell("指标7", "数值", 2023)
    share.value, share.number_format = 0.1125, "0.00%"
    form.fill("指标7", 2023, 依据="=年报", 数据截至=dt.date(2025, 6, 1))
    form.cell("指标7", "数据截至", 2023).number_format = 'yyyy"年"m"月"d"日"'
    form.cell("指标7", "依据", 2023).data_type = "s"
    form.fill("指标7", 2024, 数值="=22.5/2", 依据="年报")
    form.fill("指标7", 2025, 数值="=1/0")
    raised = TextBlock(InlineFont(vertAlign="superscript"), "2")
    form.fill("项目18", 阶段="在建", 需协调问题=CellRichText("管网", "3.2km", raised, "未完"))
    for column, value, shape in (
        ("形象进度(%)", 0.625, "0%"),
        ("完成投资(万元)", 15000.256, '#,##0.00"万元"'),
        ("到位资金(万元)", -3.5, "0.00;[Red](0.00)"),
    ):
        cell = form.cell("项目18", column)
        cell.value, cell.number_format = value, shape
    form.fill("任务2", 状态="受阻", 说明="  等待用地批复，\n已报区政府  ")
    sheet = form.book["任务"]
    row, column = form.cell("任务2", "说明").row, form.cell("任务2", "说明").column
    sheet.merge_cells(None, row, column, row + 1, column)
    form.book.create_sheet("附件").append(["另一张表", 1_234.5])
    return form


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/store.db"
        seed.init_store(url, Path("seed"), MADE)
        store = Store(url)
        board = compute_board(store, DAY)
        form = filled(report_form.make(board, board.led_by(UNIT), store.seqs(), UNIT))
        (FOLDER / "form.xlsx").write_bytes(form.content)
        profile = f"-env:UserInstallation={(Path(folder) / 'profile').as_uri()}"
        # LibreOffice computes the formulas of the first, from which the others are made
        for kind in ("xlsx", "xls", "ods"):
            to = ["--headless", "--convert-to", kind, "--outdir", folder]
            subprocess.run([str(PROGRAM), profile, *to, str(FOLDER / "form.xlsx")], check=True)
            made = Path(folder) / f"form.{kind}"
            (FOLDER / f"form.{kind}").write_bytes(made.read_bytes())


main()
