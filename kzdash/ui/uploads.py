"""What is wrong with a file that came back, said in Chinese."""

from __future__ import annotations

from kzdash.errors import KzdashError, RefusedError
from kzdash.intake import Flaw, FlawError, Unfit, UnfitError
from kzdash.typed import TypedError
from kzdash.ui import refusals
from kzdash.ui.plain import plain

UNFIT = {
    Unfit.EMPTY: "文件是空的。",
    Unfit.TOO_LARGE: "文件过大，填报表不会超过 5 MB。请只交填报表，不要插入图片。",
    Unfit.UNPACKS_TOO_LARGE: "文件解压后异常地大，不像填报表，没有打开。请另存为新的填报表再交。",
    Unfit.OLD_EXCEL: "这是旧版 .xls 文件，读不了。请在 Excel 中另存为 .xlsx 再交。",
    Unfit.LOCKED: "文件设有打开密码，读不了。请去掉密码，另存后再交。",
    Unfit.DAMAGED: "文件已损坏，或不是表格文件。请重新下载填报表填写。",
    Unfit.NO_TEXT: "文件的编码无法识别。请另存为 .xlsx 或“CSV UTF-8(逗号分隔)”。",
    Unfit.NO_TABLE: "没有找到填报表的表头。请用本页下载的填报表，并保留第一行。",
    Unfit.NO_COLUMN: "缺少系统需要的列。请重新下载填报表，不要删除列。",
    Unfit.TWO_COLUMNS: "有两列的表头相同，分不清以哪列为准。请删去一列。",
    Unfit.TOO_MANY_ROWS: "行数远多于填报表，没有读取。请只保留填报表的行。",
    Unfit.NO_DAY: "“说明”页中的“数据截至”被改动，认不出日期。请重新下载填报表。",
}
FLAWS = {
    Flaw.FORMULA: "是公式或公式的错误值，系统不计算。请改成数值或文字",
    Flaw.MERGED: "单元格被合并，分不清属于哪一行。请取消合并",
    Flaw.NO_ITEM: "没有这个编号的事项。请用填报表原有的编号",
    Flaw.NO_SEQ: "填报次数被改动或缺失。请重新下载填报表，把这一行抄过去",
    Flaw.NO_YEAR: "不是年份。年份写作 2024",
    Flaw.TWICE: "与前面的行重复。请只保留一行",
    Flaw.NO_CHOICE: "不是可选的词。请从下拉列表中选择",
}
NOTHING = "没有写入任何内容。"


def unfit(error: UnfitError) -> str:
    """Say why a file was not read, and that nothing was written."""
    about = f"（{plain(error.what)}）" if error.what else ""
    return f"{UNFIT[error.unfit]}{about}{NOTHING}"


def fault(error: KzdashError, column: str) -> str:
    """Say what is wrong in one place, for a table that names the place."""
    match error:
        case FlawError():
            given = f"“{error.given}”" if error.given else ""
            return f"{given}{FLAWS[error.flaw]}。"
        case TypedError():
            return refusals.misread(error, column)
        case RefusedError():
            return refusals.refused(error)
        case _:
            return refusals.OTHERWISE
