"""What goes on from report to report of what is expected: only while an item is late."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from kzdash.board.board import compute_board
from kzdash.board.items import ProjectItem
from kzdash.board.outlook import is_asked
from kzdash.domain.formatting import format_date
from kzdash.domain.progress import Status
from kzdash.domain.rules import OUTLOOK, check_report
from kzdash.errors import RefusedError

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from kzdash.board.board import Board
    from kzdash.board.items import BoardItem
    from kzdash.domain.models import Item, Plan, Report
    from kzdash.store import Store


def asks_after(store: Store, board: Board, report: Report) -> bool:
    """Whether an item is late, behind, missed or blocked on a board on which a report counts too.

    The report must be one that the rules accept.
    """
    if report.status == Status.BLOCKED.code:
        return True
    after = compute_board(store, board.as_of, version=board.version, proposed=[report])
    return any(is_asked(item) for item in after.items if item.item_id == report.item_id)


def hints(item: BoardItem, report: Report) -> Iterator[str]:
    """Say where an item is expected later than the plan asks, and was not when last reported on."""
    due_on, expected = item.due_on, report.expected_on
    if isinstance(item, ProjectItem):
        due_on = dt.date(min(max(item.end_year, dt.MINYEAR), dt.MAXYEAR), 12, 31)
    # of what is late already every day to come is later
    if due_on is None or expected is None or not report.as_of <= due_on < expected:
        return
    if expected != item.reported("expected_on"):
        days = (expected - due_on).days
        yield f"预计{format_date(expected)}完成，比要求的{format_date(due_on)}晚{days}天"


class Expectations:
    """Settles what the rows of a file repeat of what was expected before."""

    def __init__(self, store: Store, board: Board, plan: Plan) -> None:
        self.store, self.board, self.plan = store, board, plan

    def settle(self, report: Report, item: Item, typed: Collection[str]) -> Report:
        """Leave out what was expected of what is not late now, or by a day that has come.

        `typed` are the fields that the row itself changes, which stay for the rules to judge.
        """
        held = [field for field in OUTLOOK if field.name not in typed]
        if not any(field.says(getattr(report, field.name)) for field in held):
            return report
        expected = report.expected_on
        if expected is not None and "expected_on" not in typed and expected <= report.as_of:
            report.expected_on = None
        try:
            check_report(report, item, self.plan)
        except RefusedError:
            # which the row is told
            return report
        if not asks_after(self.store, self.board, report):
            for field in held:
                setattr(report, field.name, field.empty)
        return report
