"""The hints on a report before it is stored: that it is older than another, or implausible."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kzdash.domain.rules import check_report
from kzdash.reporting import corrections, plausibility
from kzdash.runtime import clock
from kzdash.ui.frame.board import store
from kzdash.ui.reporting import part_fields
from kzdash.ui.reporting.form_state import notify, report_form
from kzdash.ui.widgets.plain_text import plain

if TYPE_CHECKING:
    from kzdash.board.items import BoardItem
    from kzdash.domain.models import Report


def must_confirm_hints(item: BoardItem, report: Report) -> bool:
    """Show the hints on a report and return True; False if there are none or they were shown.

    What a correction makes of the board is told with them.
    """
    hints = hints_on(item, report)
    if not hints or report_form().hints == (item.item_id, hints):
        return False
    check_rules(report)
    report_form().hints = (item.item_id, hints)
    words = f"{'；'.join(hints)}。{correction(item, report)}请核对；若无误，再点一次“提交”。"
    notify(item, plain(words), "warning")
    return True


def correction(item: BoardItem, report: Report) -> str:
    """Say what a report that corrects an earlier one makes of the board; empty if it does not.

    It is told before the report is stored; RefusedError where the store would refuse it.
    """
    if corrections.corrected_day(item, report, clock.today()) is None:
        return ""
    check_rules(report)
    return "".join(corrections.correction_words(store(), [(item, report)], clock.today()))


def hints_on(item: BoardItem, report: Report) -> tuple[str, ...]:
    """Return the hints on a report: that it is older than the one that counts, or implausible."""
    if report.unit_id is not None:
        older = part_fields.older_part_hint(item, report)
        return (older,) if older else ()
    older = plausibility.older_report_hint(item, report)
    return (*([older] if older else []), *plausibility.plausibility_hints(item, report))


def check_rules(report: Report) -> None:
    """Raise RefusedError before a hint is shown, if the store would refuse the report anyway."""
    plan = store().plan()
    item = next(item for item in plan.items if item.id == report.item_id)
    check_report(report, item, plan.plan)
