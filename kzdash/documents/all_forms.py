"""The report forms of all units that lead or support something, in one ZIP archive."""

from __future__ import annotations

import io
import re
import zipfile
from typing import TYPE_CHECKING

from kzdash.documents import report_form
from kzdash.documents.pages.item_view import items_with_part
from kzdash.domain.formatting import mark_demonstration

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kzdash.board.board import Board

# what some systems allow in no file's name
NOT_IN_NAMES = re.compile(r'[\\/:*?"<>|\x00-\x1f\x7f]')


def make(board: Board, seqs: Mapping[int, int]) -> bytes:
    """Return the archive with a form for each unit; `seqs` as for one form.

    The names begin with a number, since two names of units may differ by no more than a mark that
    no file's name can have.
    """
    leading = [it.lead_unit for it in board.followed if it.lead_unit]
    supporting = [unit for unit in board.units if items_with_part(board, unit)]
    units = list(dict.fromkeys((*leading, *supporting)))
    title = mark_demonstration("填报表", demonstration=board.plan.demonstration)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for number, unit in enumerate(units, 1):
            name = NOT_IN_NAMES.sub(
                "_", f"{number:02} {unit}{title}-{board.as_of.isoformat()}.xlsx"
            )
            member = zipfile.ZipInfo(name, (*board.as_of.timetuple()[:3], 0, 0, 0))
            form = report_form.make(board, board.led_by(unit), seqs, unit, unit)
            # a workbook is packed already
            archive.writestr(member, form, zipfile.ZIP_STORED)
    return out.getvalue()
