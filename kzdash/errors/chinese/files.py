"""What is wrong with a file that comes back, said in Chinese."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kzdash.errors import CellProblem, FileProblem

if TYPE_CHECKING:
    from kzdash.errors import CellError

FILE_PROBLEMS = {
    FileProblem.EMPTY: "文件是空的。",
    FileProblem.TOO_LARGE: "文件过大，填报表不会超过 5 MB。请只交填报表，不要插入图片。",
    FileProblem.UNPACKS_TOO_LARGE: (
        "文件解压后异常地大，不像填报表，没有打开。请另存为新的填报表再交。"
    ),
    FileProblem.LOCKED: "文件设有打开密码，读不了。请去掉密码，另存后再交。",
    FileProblem.BINARY: "这是 .xlsb 二进制工作簿，读不了。请在 Excel 中另存为 .xlsx 再交。",
    FileProblem.NO_WORKBOOK: "这是文字或演示文稿，不是表格。请用本页下载的填报表（.xlsx）填写。",
    FileProblem.WEB_PAGE: (
        "这是网页，只是文件名像表格。请在 Excel 或 WPS 中打开，另存为 .xlsx 再交。"
    ),
    FileProblem.XML_TABLE: "这是 XML 表格，只是文件名像 Excel 文件。请打开后另存为 .xlsx 再交。",
    FileProblem.ODD_FORMATS: (
        "单元格格式有错，数字看不准。请打开后另存为新的 .xlsx 再交，不用重填。"
    ),
    FileProblem.DAMAGED: "文件已损坏，或不是表格文件。请重新下载填报表填写。",
    FileProblem.NO_TEXT: "文件的编码无法识别。请另存为 .xlsx 或“CSV UTF-8(逗号分隔)”。",
    FileProblem.NO_TABLE: "没有找到填报表的表头。请用本页下载的填报表，并保留第一行。",
    FileProblem.TWO_COLUMNS: "有两列的表头相同，分不清以哪列为准。请删去一列。",
    FileProblem.TOO_MANY_ROWS: "行数远多于填报表，没有读取。请只保留填报表的行。",
    FileProblem.OTHER_PLAN: "这是另一个方案的填报表。请下载本方案的填报表填写。",
    FileProblem.NO_DAY: "“说明”页的“数据截至”或“制表日期”不是日期。请写作 2024-12-20，或重新下载。",
}
CELL_PROBLEMS = {
    CellProblem.FORMULA: "没有算出值，系统不代算。请直接填数值或文字",
    CellProblem.SEQ_AHEAD: (
        "比系统中的填报次数多，这张表不是从现在的系统下载的。请重新下载填报表，把这一行填的抄过去"
    ),
    CellProblem.SHAPE: "单元格的数字格式显示的不是它的数值，看不准。请改为常规格式，填写数字",
    CellProblem.NOT_OF_KIND: "这类事项没有这一栏。请清空",
    CellProblem.OTHER_PLAN: "这一行是另一个方案的。请用本方案的填报表",
    CellProblem.OTHER_NAME: "与本方案中这个编号的事项不是同一项。请用本方案的填报表",
    CellProblem.UNIT: "与本栏要求的单位不同。请换算后填写",
    CellProblem.MERGED: "单元格被合并，分不清属于哪一行。请取消合并",
    CellProblem.NO_ITEM: "没有这个编号的事项。请用填报表原有的编号",
    CellProblem.NO_SEQ: "填报次数被改动或缺失。请重新下载填报表，把这一行抄过去",
    CellProblem.NO_YEAR: "不是年份。年份写作 2024",
    CellProblem.NOT_LED: "牵头这一项，不由您的单位填报。不用删改，可以只写入本单位的行",
    CellProblem.PART: "牵头这一项。请在“配合事项”表或“填报”页填报本单位的部分",
    CellProblem.NOT_SUPPORTING: "不是这一项的配合单位。请写配合单位的全称",
    CellProblem.OTHER_PART: "的部分不由您的单位填报。不用删改，可以只写入本单位的行",
    CellProblem.TWICE: "与前面的行重复。请只保留一行",
    CellProblem.NO_CHOICE: "不是可选的词。请从列表中选",
}


def cell_problem(error: CellError) -> str:
    """Say what stands in a cell or row, what is wrong with it, and what to write instead."""
    quoted = f"“{error.value}”" if error.value else ""
    among = f"：{'、'.join(error.choices)}" if error.choices else ""
    return f"{quoted}{CELL_PROBLEMS[error.problem]}{among}。"
