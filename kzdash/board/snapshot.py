"""The store at one look: the numbers of reports, the board, and what changed until its day."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kzdash.board.cache import cached_board, cached_changes

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from kzdash.board.board import Board
    from kzdash.board.changes import Changes
    from kzdash.store import Store


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A board with the `seq` of the last report on each item, by the item's id, 0 where none is."""

    store: Store
    since: dt.date
    seqs: Mapping[int, int]
    board: Board

    def changes(self) -> Changes:
        """Return what changed after `since` until the board's day; read when first asked for.

        It takes two more boards, which most documents do without.
        """
        return cached_changes(self.store, self.since, self.board.as_of)


def take_snapshot(
    store: Store, as_of: dt.date, since: dt.date | None = None, *, entered: bool = False
) -> Snapshot:
    """Read the numbers of reports and then the board of a day; `since` is that day if none.

    In this order, so that whoever reports in between is seen as a conflict: a form made of the two
    then knows an older number than the report it shows, and never a newer one.
    """
    seqs = store.seqs()
    return Snapshot(store, since or as_of, seqs, cached_board(store, as_of, entered=entered))
