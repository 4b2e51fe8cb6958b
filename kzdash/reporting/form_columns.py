"""The columns of the report form: what each is called in a file, and what of a report it holds."""

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

    from kzdash.board.board import PlanDocument
    from kzdash.board.items import BoardItem
    from kzdash.domain.models import Kind
    from kzdash.domain.rules import ReportField

KEY, SEQ, YEAR, NAME, UNIT = "编号", "填报次数", "年份", "事项", "单位"
PLAN = "方案"
AS_OF_SHEET, AS_OF_CELL, AS_OF = "说明", "B2", rules.AS_OF.header
FORM_FIELDS: tuple[ReportField, ...] = (*rules.REPORT_FIELDS, rules.AS_OF)
FIELDS = {field.name: field.header for field in FORM_FIELDS}
CHOICES: Mapping[str, Mapping[str, str]] = {
    field.name: field.choices for field in FORM_FIELDS if isinstance(field, rules.ChoiceField)
}
STATUSES, STAGES = CHOICES["status"], CHOICES["stage"]
# a cell merged over several rows of these says the same of each; a figure would be shared out
OF_EACH_ROW = {
    field.header
    for field in FORM_FIELDS
    if isinstance(field, rules.TextField) or field is rules.AS_OF
}
# the columns of the observations that come with the plan
NUMBER = "指标序号"
OF_OBSERVATIONS = (NUMBER, YEAR, "数值")
PUBLISHED = ("口径", "推算方式", "资料名称", "发布单位", "发布日期", "网址", "出处")
FORM = (KEY, SEQ, NAME, "填报内容", UNIT, YEAR, *FIELDS.values(), PLAN)
OBSERVATIONS = (*OF_OBSERVATIONS, NAME, UNIT, *PUBLISHED, PLAN)
_NAMED = re.compile(r"(\D+)([0-9]{1,6})")
_KINDS = {word: kind for kind, word in KIND_WORDS.items()}
_UNSEEN = dict.fromkeys(map(ord, UNSEEN))


def plain(words: str) -> str:
    """Return words without blanks and line breaks, in the width that the program writes."""
    # \r as the files of other programs write it
    found = words.replace("_x000D_", "").translate(_UNSEEN)
    return "".join(unicodedata.normalize("NFKC", found).split())


_HEADERS = {plain(header): header for header in (*FORM, *OBSERVATIONS)} | {
    "数据来源": FIELDS["evidence"],
    "指标": NAME,
    "指标名称": NAME,
    "方案文号": PLAN,
}


def canonical_header(words: str) -> str:
    """What the program calls a column: the known one where only width and blanks differ."""
    return _HEADERS.get(plain(words), words.strip())


def fields_of(kind: Kind) -> tuple[ReportField, ...]:
    """The fields that a report on an item of a kind may fill, in the order of the form."""
    return tuple(field for field in FORM_FIELDS if kind in field.kinds)


def item_key(item: BoardItem) -> str:
    """What names an item in a file: 指标7."""
    return f"{KIND_WORDS[item.kind]}{item.number}"


def parse_key(words: str) -> tuple[Kind, int] | None:
    """The kind and number that a key names, none where it names nothing."""
    found = _NAMED.fullmatch(plain(words))
    if found is None or found[1] not in _KINDS:
        return None
    return _KINDS[found[1]], int(found[2])


def plan_mark(plan: PlanDocument) -> str:
    """What a form bears to say which plan it is of: the document's number.

    The form of a demonstration is of another plan, so that no invented figure gets into a store.
    """
    number = plan.document_number or plan.title
    return mark_demonstration(number, demonstration=plan.demonstration)
