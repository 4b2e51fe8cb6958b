"""The board of a day: plan, reports and statuses joined, and the figures derived from it."""

from kzdash.board.board import Board, compute_board
from kzdash.board.cache import cached_board, cached_changes, cached_closed_board
from kzdash.board.snapshot import Snapshot, take_snapshot

__all__ = [
    "Board",
    "Snapshot",
    "cached_board",
    "cached_changes",
    "cached_closed_board",
    "compute_board",
    "take_snapshot",
]
