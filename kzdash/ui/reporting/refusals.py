"""Say in Chinese why an answer was refused, with the labels that the forms have."""

from __future__ import annotations

from kzdash.domain import rules
from kzdash.domain.rules.additions import LONGEST_NAME
from kzdash.errors import EvidenceError, KzdashError, ParseError, Refusal, RefusedError
from kzdash.errors.chinese import (
    EVIDENCE_PROBLEMS,
    NOT_STORED,
    NOT_STORED_OTHERWISE,
    PARSE_PROBLEMS,
    REPORT_REFUSALS,
)
from kzdash.ui.widgets.plain_text import plain

FIELDS = {field.name: field.label for field in (*rules.REPORT_FIELDS, rules.AS_OF)} | {
    "period": "年份",
    "reason": "调整原因",
    "document_number": "文号",
    "target": "目标值",
    "due_on": "到期日",
    "planned_investment_wan_yuan": "计划总投资",
}
UNKNOWN_REFUSAL = REPORT_REFUSALS[Refusal.AGAINST_THE_STORE]
MAX_LENGTHS = (
    rules.LONGEST
    | rules.CONTACT_FIELDS
    | {"name": LONGEST_NAME}
    | {
        field.name: field.longest
        for field in rules.REPORT_FIELDS
        if isinstance(field, rules.TextField)
    }
)
KEPT = "您填写的内容还在，尚未提交。"


def store_refusal(error: KzdashError) -> str:
    """Say that nothing was stored and why."""
    if isinstance(error, EvidenceError):
        named = f"附件“{plain(error.name)}”" if error.name else "附件太多："
        return f"没有写入：{named}{EVIDENCE_PROBLEMS[error.problem]}{KEPT}"
    return f"没有写入：{NOT_STORED.get(type(error), NOT_STORED_OTHERWISE)}{KEPT}"


def unreadable_cell(error: ParseError, field: str) -> str:
    """Say how to write a cell that could not be parsed, for a table, which shows text as it is."""
    return f"{field}“{error.value}”{PARSE_PROBLEMS[error.problem]}。"


def field_refusal(error: RefusedError, **labels: str) -> str:
    """Say which field is wrong and how to correct it; `labels` are a form's own field labels."""
    words = REPORT_REFUSALS.get(error.refusal, UNKNOWN_REFUSAL)
    field = labels.get(error.field) or FIELDS.get(error.field, "填写内容")
    return words.format(field=field, longest=f"{MAX_LENGTHS.get(error.field, 0):,}")


def unreadable_answer(error: ParseError, **labels: str) -> str:
    """Say which answer could not be parsed, and how to write it; `labels` are a form's own."""
    field = labels.get(error.field) or FIELDS.get(error.field, "填写内容")
    return f"{field}“{plain(error.value)}”{PARSE_PROBLEMS[error.problem]}。{KEPT}"


def sentence(error: RefusedError, **labels: str) -> str:
    """Return `field_refusal`, and that the form keeps the answers."""
    return field_refusal(error, **labels) + KEPT
