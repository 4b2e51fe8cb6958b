"""The hints on a report before it is stored: that it is older than another, or implausible."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kzdash.domain.rules import check_report
from kzdash.reporting import plausibility
from kzdash.ui.frame.board import store
from kzdash.ui.reporting import part_fields
from kzdash.ui.reporting.form_state import notify, report_form
from kzdash.ui.widgets.plain_text import plain

if TYPE_CHECKING:
    from kzdash.board.items import BoardItem
    from kzdash.domain.models import Report


def must_confirm_hints(item: BoardItem, report: Report) -> bool:
    """Show the hints on a report and return True; False if there are none or they were shown."""
    hints = hints_on(item, report)
    if not hints or report_form().hints == (item.item_id, hints):
        return False
    _check_rules(report)
    report_form().hints = (item.item_id, hints)
    notify(item, plain(f"{'；'.join(hints)}。请核对；若无误，再点一次“提交”。"), "warning")
    return True


def hints_on(item: BoardItem, report: Report) -> tuple[str, ...]:
    """Return the hints on a report: that it is older than the one that counts, or implausible."""
    if report.unit_id is not None:
        older = part_fields.older_part_hint(item, report)
        return (older,) if older else ()
    older = plausibility.older_report_hint(item, report)
    return (*([older] if older else []), *plausibility.plausibility_hints(item, report))


def _check_rules(report: Report) -> None:
    """Raise RefusedError before a hint is shown, if the store would refuse the report anyway."""
    plan = store().plan()
    item = next(item for item in plan.items if item.id == report.item_id)
    check_report(report, item, plan.plan)
