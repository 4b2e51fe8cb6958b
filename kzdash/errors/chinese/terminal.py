"""What went wrong in a command, said in Chinese on the terminal."""

from __future__ import annotations

from kzdash import errors
from kzdash.errors import Refusal
from kzdash.errors.chinese.accounts import ACCOUNT_REFUSALS, account_error
from kzdash.errors.chinese.documents import bad_template
from kzdash.errors.chinese.failures import SENTENCES, UNEXPECTED, unknown_unit
from kzdash.errors.chinese.files import FILE_PROBLEMS, cell_problem
from kzdash.errors.chinese.reports import NOT_STORED, PARSE_PROBLEMS, REPORT_REFUSALS

# what the sentences of pages say of a page
ABOUT_A_PAGE = {
    "，然后刷新本页": "",
    "请稍候刷新；": "请稍候再试；",
    "请刷新本页再试": "请再试",
    "用本页下载的填报表": "用本方案的填报表",
}


def terminal_error(error: errors.KzdashError) -> str:
    """Say what is wrong, what was kept, what to do.

    Which file, setting or store it is about stands in the English sentence, which follows.
    """
    if isinstance(error, errors.BadAccountError) and error.refusal in ACCOUNT_REFUSALS:
        return f"{error.value}：{account_error(error)}没有改动。"
    if isinstance(error, errors.UnreadableFileError):
        return f"{_of_no_page(FILE_PROBLEMS[error.problem])}什么都没有写入。"
    if isinstance(error, errors.NoUnitError):
        page = unknown_unit(error.unit)
        return f"{page.partition('。')[0]}。什么都没有写入。单位名称见方案数据里的 units.csv。"
    if isinstance(error, errors.BadTemplateError):
        return bad_template(error)
    if isinstance(error, errors.RefusedError):
        return f"{terminal_problem(error)}什么都没有写入。"
    words = SENTENCES.get(type(error)) or NOT_STORED.get(type(error), UNEXPECTED)
    return f"{_of_no_page(words)}\n{error}"


def _of_no_page(words: str) -> str:
    for page, terminal in ABOUT_A_PAGE.items():
        words = words.replace(page, terminal)
    return words


def terminal_problem(error: errors.KzdashError, field: str = "填写内容") -> str:
    """Say what is wrong with what stands in a field, and how to write it."""
    if isinstance(error, errors.CellError):
        return cell_problem(error)
    if isinstance(error, errors.ParseError):
        return f"“{error.value}”{PARSE_PROBLEMS[error.problem]}。"
    if isinstance(error, errors.RefusedError) and error.refusal is not Refusal.TOO_LONG:
        words = REPORT_REFUSALS.get(error.refusal, REPORT_REFUSALS[Refusal.AGAINST_THE_STORE])
        return words.format(field=field)
    # only the English sentence has the limit
    return str(error)
