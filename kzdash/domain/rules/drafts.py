"""What a draft may hold: the fields of its form as typed, none longer than they may be sent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kzdash.domain.rules.additions import LONGEST_TEXT
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
        *("document", "grounds", "kind", "unit", "from", "meeting", "level"),
    ),
    2 * LONGEST_ANSWER,
)
DRAFT_FIELDS |= dict.fromkeys(
    ("reason", "text", "problem", "question", "others", "about"), LONGEST_TEXT
)
# 200 lines of a name, a day and a unit each
DRAFT_FIELDS["lines"] = 50_000
# the oldest gives way to one more
MOST_DRAFTS = 100


def check_draft(typed: Mapping[str, str], item: Item | None, account: Account | None) -> None:
    """Raise RefusedError where an account may have no such draft."""
    check_account(account)
    if item is None:
        raise RefusedError(Refusal.NO_ITEM)
    for name, text in typed.items():
        if name not in DRAFT_FIELDS:
            raise RefusedError(Refusal.NOT_OF_KIND, name)
        check_text(name, text, DRAFT_FIELDS[name])
