"""The report forms of all units that lead or support something, in one ZIP archive."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kzdash.documents import archive, report_form
from kzdash.documents.pages.item_view import items_with_part
from kzdash.domain.formatting import mark_demonstration

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kzdash.board.board import Board


def units_with_items(board: Board) -> list[str]:
    """Return the units that lead something, then those that only support something."""
    leading = [it.lead_unit for it in board.followed if it.lead_unit]
    supporting = [unit for unit in board.units if items_with_part(board, unit)]
    return list(dict.fromkeys((*leading, *supporting)))


def make(board: Board, seqs: Mapping[int, int]) -> bytes:
    """Return the archive with a form for each unit; `seqs` as for one form.

    The names begin with a number, since two names of units may differ by no more than a mark that
    no file's name can have.
    """
    title = mark_demonstration("填报表", demonstration=board.plan.demonstration)
    forms = (
        (
            f"{number:02} {unit}{title}-{board.as_of.isoformat()}.xlsx",
            report_form.make(board, board.led_by(unit), seqs, unit, unit),
        )
        for number, unit in enumerate(units_with_items(board), 1)
    )
    return archive.pack(forms, board.as_of)
