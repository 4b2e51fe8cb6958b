"""Who may close a period, and what the closing must say."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kzdash.domain.formatting import local_date
from kzdash.domain.rules.fields import check_text
from kzdash.domain.rules.permissions import check_office
from kzdash.errors import Refusal, RefusedError

if TYPE_CHECKING:
    from kzdash.domain.models import Account, ClosedPeriod

CLOSING_FIELDS = {"name": 40, "note": 400}
MONTH = re.compile(r"\d{4}-(0[1-9]|1[0-2])")


def check_closing(closed: ClosedPeriod, account: Account | None, *, again: bool) -> None:
    """Raise RefusedError where an account may not close a period so.

    Closing it `again` needs a reason. What is to come cannot be closed.
    """
    check_office(account)
    if not MONTH.fullmatch(closed.period):
        raise RefusedError(Refusal.AGAINST_THE_STORE, "period")
    if not closed.name.strip():
        raise RefusedError(Refusal.NO_NAME, "name")
    for name, longest in CLOSING_FIELDS.items():
        check_text(name, getattr(closed, name), longest)
    if again and not closed.note.strip():
        raise RefusedError(Refusal.NO_REASON, "note")
    today = local_date(closed.recorded_at)
    if closed.as_of > today or closed.period > f"{today:%Y-%m}":
        raise RefusedError(Refusal.TO_COME, "as_of")
