"""What went wrong in a command, said in Chinese on the terminal."""

from __future__ import annotations

from kzdash import errors
from kzdash.errors import Refusal
from kzdash.errors.chinese.accounts import ACCOUNT_REFUSALS, account_error
from kzdash.errors.chinese.failures import SENTENCES, UNEXPECTED, unknown_unit
from kzdash.errors.chinese.files import FILE_PROBLEMS
from kzdash.errors.chinese.reports import NOT_STORED, REPORT_REFUSALS

# what the sentences of pages say of a page
ABOUT_A_PAGE = {"，然后刷新本页": "", "请稍候刷新；": "请稍候再试；", "请刷新本页再试": "请再试"}


def terminal_error(error: errors.KzdashError) -> str:
    """Say what is wrong, what was kept, what to do.

    Which file, setting or store it is about stands in the English sentence, which follows.
    """
    said = _whole_sentence(error)
    if said:
        return said
    words = SENTENCES.get(type(error)) or NOT_STORED.get(type(error), UNEXPECTED)
    for page, terminal in ABOUT_A_PAGE.items():
        words = words.replace(page, terminal)
    return f"{words}\n{error}"


def _whole_sentence(error: errors.KzdashError) -> str:
    """Return the sentence of an error that needs nothing beside it, empty for any other."""
    if isinstance(error, errors.BadAccountError) and error.refusal in ACCOUNT_REFUSALS:
        return f"{error.value}：{account_error(error)}没有改动。"
    if isinstance(error, errors.UnreadableFileError):
        return f"{FILE_PROBLEMS[error.problem]}什么都没有写入。"
    if isinstance(error, errors.NoUnitError):
        return unknown_unit(error.unit)
    if isinstance(error, errors.RefusedError):
        words = REPORT_REFUSALS.get(error.refusal, REPORT_REFUSALS[Refusal.AGAINST_THE_STORE])
        # the field's limit is known to forms alone
        return "" if "{" in words else f"{words}什么都没有写入。"
    return ""
