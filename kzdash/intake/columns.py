"""The columns of the report form: what each is called in a file, and what of a report it holds."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kzdash.lines import KIND_WORDS
from kzdash.progress import Stage
from kzdash.progress.status import REPORTABLE
from kzdash.rules import DUTY, PAYLOAD_OF

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kzdash.lines import Line
    from kzdash.models import Kind

KEY, SEQ, YEAR = "编号", "填报次数", "年份"
AS_OF_SHEET, AS_OF_CELL = "说明", "B2"
STATUSES = {status.label: status.code for status in REPORTABLE}
STAGES = {stage.label: stage.code for stage in Stage}
CHOICES: Mapping[str, Mapping[str, str]] = {"status": STATUSES, "stage": STAGES}
FIELDS = {
    "value": "数值",
    "status": "状态",
    "completed_on": "完成日期",
    "stage": "阶段",
    "physical_progress_percent": "形象进度(%)",
    "completed_investment_wan_yuan": "完成投资(万元)",
    "problems": "需协调问题",
    "evidence": "依据",
    "note": "说明",
    "as_of": "数据截至",
}
GROUNDS = ("evidence", "note", "as_of")
# the columns of the observations that come with the plan
OF_OBSERVATIONS = ("指标序号", "年份", "数值")
_NAMED = re.compile(r"(\D+)([0-9]{1,6})")
_KINDS = {word: kind for kind, word in KIND_WORDS.items()}


def fields_of(kind: Kind) -> tuple[str, ...]:
    """The fields that a report on an item of a kind may fill, in the order of the form."""
    said = PAYLOAD_OF.get(kind, DUTY)
    return tuple(field for field in FIELDS if field in said or field in GROUNDS)


def key(line: Line) -> str:
    """What names an item in a file: 指标7."""
    return f"{KIND_WORDS[line.kind]}{line.number}"


def named(words: str) -> tuple[Kind, int] | None:
    """The kind and number that a key names, none where it names nothing."""
    found = _NAMED.fullmatch(words)
    if found is None or found[1] not in _KINDS:
        return None
    return _KINDS[found[1]], int(found[2])
