"""The columns of the report form and of observations: their headers, and the fields they hold."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from kzdash.board.items import KIND_WORDS
from kzdash.domain import rules
from kzdash.domain.formatting import mark_demonstration
from kzdash.domain.parsing import UNSEEN

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kzdash.board.plan_document import PlanDocument
    from kzdash.domain.models import Kind
    from kzdash.domain.rules import ReportField

KEY, SEQ, YEAR, NAME, UNIT = "编号", "填报次数", "年份", "事项", "单位"
PLAN = "方案"
AS_OF_SHEET, AS_OF_CELL, AS_OF = "说明", "B2", rules.AS_OF.header
# what the cover says beside: who fills the form in, and for which day it was made
FILLED_BY, PHONE, WHOSE, MADE_ON = "填报人", "电话", "填报单位", "制表日期"
LONGEST_ON_COVER = 60
# what was reported last, to read beside what is reported now
LAST = "上次填报"
# what few rows need comes last: what is asked of late ones, then the sources of funds
FORM_FIELDS: tuple[ReportField, ...] = tuple(
    sorted(
        (*rules.REPORT_FIELDS, rules.AS_OF),
        key=lambda field: (field.detail, field not in rules.OUTLOOK),
    )
)
FIELDS = {field.name: field.header for field in FORM_FIELDS}
CHOICES: Mapping[str, Mapping[str, str]] = {
    field.name: field.choices for field in FORM_FIELDS if isinstance(field, rules.ChoiceField)
}
STATUSES, STAGES = CHOICES["status"], CHOICES["stage"]
# a cell merged over several rows may repeat a text for each of them, but not a figure
MERGEABLE_COLUMNS = {
    field.header
    for field in FORM_FIELDS
    if isinstance(field, rules.TextField) or field is rules.AS_OF
}
# the columns of seed/observations.csv, which a file may have instead of those of the form
NUMBER = "指标序号"
OBSERVATION_KEYS = (NUMBER, YEAR, "数值")
PUBLICATION_COLUMNS = ("口径", "推算方式", "资料名称", "发布单位", "发布日期", "网址", "出处")
# the columns of the sheet in which new steps are written; 编号 there is the item's that they are of
STEPS_SHEET, STEP_NAME, STEP_DUE, STEP_GROUNDS = "新增工作节点", "节点名称", "到期日", "依据文号"
STEP_COLUMNS = (KEY, STEP_NAME, STEP_DUE, UNIT, STEP_GROUNDS)
# the sheet on which a supporting unit reports on its parts of items that others lead
PARTS_SHEET, PART_UNIT, LEAD_UNIT = "配合事项", "配合单位", "牵头单位"
PART_FIELDS: tuple[ReportField, ...] = (
    rules.STATUS,
    *(field for field in FORM_FIELDS if field not in rules.PAYLOAD),
)
PART_HEADERS = (KEY, SEQ, NAME, LEAD_UNIT, PART_UNIT)
FORM_COLUMNS = (KEY, SEQ, NAME, YEAR, "填报内容", UNIT, LAST, *FIELDS.values(), PLAN)
PART_COLUMNS = (*PART_HEADERS, LAST, *(field.header for field in PART_FIELDS), PLAN)
OBSERVATION_COLUMNS = (*OBSERVATION_KEYS, NAME, UNIT, *PUBLICATION_COLUMNS, PLAN)
_KEY_PATTERN = re.compile(r"(\D+)([0-9]{1,6})")
_KINDS = {word: kind for kind, word in KIND_WORDS.items()}
_UNSEEN = dict.fromkeys(map(ord, UNSEEN))


def normalize(words: str) -> str:
    """Return a text in NFKC without blanks, line breaks and invisible characters."""
    # _x000D_ is how other programs write \r into a workbook
    visible = words.replace("_x000D_", "").translate(_UNSEEN)
    return "".join(unicodedata.normalize("NFKC", visible).split())


_HEADERS = {
    normalize(header): header
    for header in (*FORM_COLUMNS, *OBSERVATION_COLUMNS, *STEP_COLUMNS, *PART_HEADERS)
} | {
    "数据来源": FIELDS["evidence"],
    "指标": NAME,
    "指标名称": NAME,
    "方案文号": PLAN,
}


def canonical_header(words: str) -> str:
    """Return the known header that a text means, whatever its width and blanks, or the text."""
    return _HEADERS.get(normalize(words), words.strip())


def fields_of(kind: Kind) -> tuple[ReportField, ...]:
    """Return the fields that a report on an item of this kind has, in the order of the form."""
    return tuple(field for field in FORM_FIELDS if kind in field.kinds)


def parse_key(words: str) -> tuple[Kind, int] | None:
    """Return the kind and number in an item's key, None if the text is no key."""
    match = _KEY_PATTERN.fullmatch(normalize(words))
    if match is None or match[1] not in _KINDS:
        return None
    return _KINDS[match[1]], int(match[2])


def plan_reference(plan: PlanDocument) -> str:
    """Return what tells on a form which plan it is of: the number of the plan's document.

    A demonstration has another reference, so that its invented figures never get into a real store.
    """
    number = plan.document_number or plan.title
    return mark_demonstration(number, demonstration=plan.demonstration)
