"""One consistent view of the store: report numbers, the board, and the changes until its day."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kzdash.board.all_reports import all_reports
from kzdash.board.cache import cached_board, cached_changes, cached_closed_board
from kzdash.board.changes import compare_boards

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from kzdash.board.board import Board
    from kzdash.board.changes import Changes
    from kzdash.board.closing import Closing
    from kzdash.board.items import BoardItem, ReportEntry
    from kzdash.store import Store


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A board with the `seq` of the last report on each item, by item id; 0 without a report."""

    store: Store
    since: dt.date
    seqs: Mapping[int, int]
    board: Board

    def reports(self) -> tuple[tuple[BoardItem, ReportEntry], ...]:
        """Read every report that the board knows of, the newest first, as many as a sheet holds."""
        return all_reports(self.store, self.board)

    def changes(self) -> Changes:
        """Return what changed after `since` until the board's day.

        This computes two more boards, so it is read only by the documents that need it.
        """
        if self.board.closing is not None:
            before = cached_board(self.store, self.since, entered=True)
            return compare_boards(self.store, before, self.board)
        return cached_changes(self.store, self.since, self.board.as_of, self.board.version)


def take_snapshot(
    store: Store,
    as_of: dt.date,
    since: dt.date | None = None,
    *,
    entered: bool = False,
    closing: Closing | None = None,
) -> Snapshot:
    """Read the report numbers, then the board of a day; `since` defaults to that day.

    With `closing` it is the board of that closing, which has a day of its own.

    The order matters. If someone reports in between, a form made from the snapshot knows an older
    number than the report it shows, so that sending it ends in a conflict and overwrites nothing.
    """
    seqs = store.seqs()
    if closing is not None:
        board = cached_closed_board(store, closing)
    else:
        board = cached_board(store, as_of, entered=entered)
    return Snapshot(store, since or board.as_of, seqs, board)
