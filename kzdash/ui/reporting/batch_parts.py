"""The rows of a table on parts: what a unit supports, reported on by many at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kzdash.board.items import DutyItem
from kzdash.board.matters import supported_list
from kzdash.documents.pages.item_view import has_parts
from kzdash.domain.formatting import NO_DATA, format_date
from kzdash.ui.reporting.part_fields import reported_part
from kzdash.ui.widgets.plain_text import plain

if TYPE_CHECKING:
    from kzdash.accounts import User
    from kzdash.board.board import Board
    from kzdash.board.items import BoardItem
    from kzdash.ui.reporting.part_fields import PartUnit


def supported_duties(board: Board, me: User) -> list[DutyItem]:
    """Return the duties of which a unit reports on a part, the most urgent first."""
    supported = supported_list(board, me.unit) if me.unit and not me.is_office else []
    return [item for item in supported if isinstance(item, DutyItem) and has_parts(item)]


def part_of_row(item: BoardItem, me: User) -> PartUnit | None:
    """Return the unit whose part a row is on; the office reports on parts one by one."""
    return None if me.is_office else reported_part(item, me)


def when_words(item: BoardItem, part: PartUnit | None) -> str:
    """Say when what a row is on was last reported on, and that it is a part of another's item."""
    report = item.part_of(part.name) if part else None
    last = item.fresh_on if part is None else report and report.as_of
    when = f"最近填报{format_date(last)}" if last else NO_DATA
    return f"{plain(item.lead_words)}牵头，报本单位的部分 · {when}" if part else when
