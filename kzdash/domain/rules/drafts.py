"""What a draft may hold: the fields of its form as typed, none longer than they may be sent."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kzdash.domain.rules.additions import LONGEST_TEXT
from kzdash.domain.rules.contacts import CONTACT_FIELDS
from kzdash.domain.rules.field_types import TextField
from kzdash.domain.rules.fields import check_text
from kzdash.domain.rules.permissions import check_account
from kzdash.domain.rules.report_fields import AS_OF, REPORT_FIELDS
from kzdash.errors import Refusal, RefusedError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kzdash.domain.models import Account, Item

# of what is no text: a day, a figure, a choice, a year, however they are written
LONGEST_ANSWER = 100
DRAFT_FIELDS = {
    field.name: field.longest if isinstance(field, TextField) else LONGEST_ANSWER
    for field in (*REPORT_FIELDS, AS_OF)
}
# what other forms ask for: choices, days, figures and numbers of documents, as they are written
DRAFT_FIELDS |= dict.fromkeys(
    (
        *("period", "act", "requested_due_on", "due_on", "target", "money", "year", "due", "lead"),
        *("document", "grounds", "kind", "unit", "from", "meeting", "level", "day", "name"),
        *("what", "amount", "basis", "since", "goal_period", "goal_value", "indicator"),
        *("round", "rhythm", "end", "workday", "grace", "item"),
    ),
    2 * LONGEST_ANSWER,
)
DRAFT_FIELDS |= dict.fromkeys(
    (
        *("reason", "text", "problem", "question", "others", "about"),
        *("why", "goal_reason", "linked_by", "words"),
    ),
    LONGEST_TEXT,
)
DRAFT_FIELDS |= CONTACT_FIELDS
# 500 lines of what is planned, with document and reason
DRAFT_FIELDS["lines"] = 100_000
# in a table of several items: the last report's number, the item's id, and the field
ROW_FIELD = re.compile(r"[0-9]{1,9}-[0-9]{1,9}-(tick|status|note)")
DRAFT_FIELDS["tick"] = LONGEST_ANSWER
MOST_FIELDS = 100
# the oldest gives way to one more
MOST_DRAFTS = 100


def check_draft(typed: Mapping[str, str], item: Item | None, account: Account | None) -> None:
    """Raise RefusedError where an account may have no such draft."""
    check_account(account)
    if item is None:
        raise RefusedError(Refusal.NO_ITEM)
    if len(typed) > MOST_FIELDS:
        raise RefusedError(Refusal.TOO_LONG)
    for name, text in typed.items():
        row = ROW_FIELD.fullmatch(name)
        field = row[1] if row else name
        if field not in DRAFT_FIELDS:
            raise RefusedError(Refusal.NOT_OF_KIND, field)
        check_text(field, text, DRAFT_FIELDS[field])
