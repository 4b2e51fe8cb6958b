"""Why something typed was not taken, said beside what was typed, with this screen's field names."""

from __future__ import annotations

from kzdash.domain.rules import LONGEST
from kzdash.errors import KzdashError, ParseError, Refusal, RefusedError
from kzdash.errors.chinese import NOT_STORED, NOT_STORED_OTHERWISE, PARSE_PROBLEMS, REPORT_REFUSALS
from kzdash.ui.widgets.plain_text import plain

FIELDS = {
    "status": "状态",
    "completed_on": "完成日期",
    "as_of": "数据截至",
    "period": "年份",
    "value": "数值",
    "physical_progress_percent": "形象进度",
    "completed_investment_wan_yuan": "完成投资",
    "problems": "需协调解决的问题",
    "note": "说明",
    "evidence": "依据",
    "reason": "调整原因",
    "document_number": "文号",
    "target": "目标值",
    "due_on": "到期日",
    "planned_investment_wan_yuan": "计划总投资",
}
OTHERWISE = REPORT_REFUSALS[Refusal.AGAINST_THE_STORE]
KEPT = "您填写的内容还在，尚未提交。"


def store_refusal(error: KzdashError) -> str:
    """Say why the store took nothing, and that it took nothing."""
    return f"没有写入：{NOT_STORED.get(type(error), NOT_STORED_OTHERWISE)}{KEPT}"


def unreadable_cell(error: ParseError, field: str) -> str:
    """Say of a cell of a table, which shows texts as they are, how to write it."""
    return f"{field}“{error.value}”{PARSE_PROBLEMS[error.problem]}。"


def field_refusal(error: RefusedError, **labels: str) -> str:
    """Say which field is wrong and how to mend it; `labels` are what this form calls its fields."""
    words = REPORT_REFUSALS.get(error.refusal, OTHERWISE)
    field = labels.get(error.field) or FIELDS.get(error.field, "填写内容")
    return words.format(field=field, longest=f"{LONGEST.get(error.field, 0):,}")


def unreadable_answer(error: ParseError) -> str:
    """Say which answer could not be read, as it was typed, and how to write it."""
    field = FIELDS.get(error.field, "填写内容")
    return f"{field}“{plain(error.value)}”{PARSE_PROBLEMS[error.problem]}。{KEPT}"


def sentence(error: RefusedError, **labels: str) -> str:
    """Say what `refused` says, and that what was typed is kept."""
    return field_refusal(error, **labels) + KEPT
