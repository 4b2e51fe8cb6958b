"""Every report that a board knows of, and not only those that count on it: the newest first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kzdash.board.records import report_entry, reporter_names
from kzdash.store import newest_reports, restored_reports, unit_names

if TYPE_CHECKING:
    from kzdash.board.board import Board
    from kzdash.board.items import BoardItem, ReportEntry
    from kzdash.store import Store

    ItemReport = tuple[BoardItem, ReportEntry]

# a sheet or a page of more is read by nobody, and years of reports are more than a server holds
MOST_REPORTS = 3_000


def all_reports(store: Store, board: Board, most: int = MOST_REPORTS) -> tuple[ItemReport, ...]:
    """Read the last `most` reports for a board's day or earlier, each with its item."""
    items = {item.item_id: item for item in (*board.items, *board.withdrawn)}
    reports = newest_reports(store, board.as_of, board.version.report, board.entered_before, most)
    restored, units = restored_reports(store, reports), unit_names(store)
    reporters = reporter_names(store.accounts())
    return tuple(
        (
            item,
            report_entry(
                report,
                reporters,
                restored.get(report.id),
                units.get(report.unit_id or 0),
                item.evidence_files,
            ),
        )
        for report in reports
        if (item := items.get(report.item_id)) is not None
    )
