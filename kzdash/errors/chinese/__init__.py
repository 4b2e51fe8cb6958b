"""The Chinese sentence of every error: what happened, what was kept, what to do.

Pages choose the table that fits what they were doing, put in their own names of fields, and escape
what people typed.
"""

from kzdash.errors.chinese.accounts import ACCOUNT_REFUSALS, WRONG_OLD_PASSWORD, account_error
from kzdash.errors.chinese.delivery import DELIVERY_PROBLEMS, delivery_problem
from kzdash.errors.chinese.documents import TEMPLATE_PROBLEMS, bad_template
from kzdash.errors.chinese.evidence import EVIDENCE_PROBLEMS
from kzdash.errors.chinese.failures import (
    SENTENCES,
    UNAVAILABLE,
    UNEXPECTED,
    UNREADABLE_DAY,
    unexpected_error,
    unknown_unit,
)
from kzdash.errors.chinese.files import FILE_PROBLEMS, cell_problem
from kzdash.errors.chinese.reports import (
    NOT_STORED,
    NOT_STORED_OTHERWISE,
    PARSE_PROBLEMS,
    REPORT_REFUSALS,
)
from kzdash.errors.chinese.terminal import terminal_error, terminal_problem

__all__ = [
    "ACCOUNT_REFUSALS",
    "DELIVERY_PROBLEMS",
    "EVIDENCE_PROBLEMS",
    "FILE_PROBLEMS",
    "NOT_STORED",
    "NOT_STORED_OTHERWISE",
    "PARSE_PROBLEMS",
    "REPORT_REFUSALS",
    "SENTENCES",
    "TEMPLATE_PROBLEMS",
    "UNAVAILABLE",
    "UNEXPECTED",
    "UNREADABLE_DAY",
    "WRONG_OLD_PASSWORD",
    "account_error",
    "bad_template",
    "cell_problem",
    "delivery_problem",
    "terminal_error",
    "terminal_problem",
    "unexpected_error",
    "unknown_unit",
]
