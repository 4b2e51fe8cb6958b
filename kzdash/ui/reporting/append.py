"""Store the answers of a form: what a conflict is, and what a second click."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kzdash.domain.rules import REPORT_FIELDS
from kzdash.errors import ConflictError
from kzdash.runtime import clock
from kzdash.ui.frame.board import store
from kzdash.ui.reporting import evidence_fields
from kzdash.ui.session.identity import write_admission

if TYPE_CHECKING:
    from kzdash.accounts import User
    from kzdash.domain.models import Report
    from kzdash.ui.reporting.form_fields import FormAnswers

COMPARED_FIELDS = (
    "account",
    "unit_id",
    "period",
    "as_of",
    *(field.name for field in REPORT_FIELDS),
)


def append_report(answers: FormAnswers, seq: int, me: User) -> None:
    """Store the answers as the report after `seq`; ConflictError if there is one already.

    If that is this very report, it was a second click on the button, and no conflict. Nor is one on
    another part of the item, which this one leaves as it is.
    """
    try:
        now = clock.now()
        report = answers.report(seq + 1, me.name, now)
        report.evidence_files = evidence_fields.keep(answers.files, me.name, now)
        store().append(report, write_admission())
    except ConflictError:
        mine = answers.report(seq + 1, me.name, clock.now())
        newer = newer_on_part(mine, seq)
        last = store().last(answers.item.item_id)
        if not newer and last and last.seq > seq:
            append_report(answers, last.seq, me)
        # a further report after mine means that mine no longer counts
        elif len(newer) != 1 or any(
            getattr(newer[0], name) != getattr(mine, name) for name in COMPARED_FIELDS
        ):
            raise


def newer_on_part(report: Report, seq: int) -> list[Report]:
    """Return the reports after `seq` that speak of the same part of the item as this one."""
    since = store().since(report.item_id, seq)
    return [row for row in since if row.unit_id == report.unit_id]
