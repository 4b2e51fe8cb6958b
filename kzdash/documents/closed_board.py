"""The checksum of a closed period: the SHA-256 of the JSON that 资料 gives out of its board.

The file says nothing of the closing, for its bytes are what the checksum is of: `sha256sum` of the
file gives the checksum. Its name says it, and so does every other document of that board. A period
that was closed when the JSON had an earlier form is checked, and given out, in that form.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kzdash.board import compute_board
from kzdash.board.closing import closing_of
from kzdash.documents import board_json
from kzdash.documents.earlier_json import CURRENT, FORMS
from kzdash.domain.models import ClosedPeriod
from kzdash.store import admit_anybody
from kzdash.store import close_period as store_closing

if TYPE_CHECKING:
    import datetime as dt

    from kzdash.board import Board
    from kzdash.board.closing import Closing
    from kzdash.store import Admit, Store


@dataclass(frozen=True, slots=True)
class ClosingCheck:
    """What a closing's board comes to now: its checksum, and the form in which it is the stored.

    `form` is None, and the checksum that of the present form, where it is the stored in none.
    """

    checksum: str
    form: int | None

    @property
    def is_earlier(self) -> bool:
        """Whether it was closed in a form that the JSON had before."""
        return self.form is not None and self.form != CURRENT


def check_closing(store: Store, closing: Closing) -> ClosingCheck:
    """Work out a closing's board from the store as it now is, and compare it with its checksum."""
    return check_board(compute_board(store, closing.as_of, closing=closing), closing)


def check_board(board: Board, closing: Closing) -> ClosingCheck:
    """Compare a board of a closing with the checksum that was kept of it."""
    for form in FORMS:
        if (checksum := _checksum(board_json.dumps(board, form))) == closing.sha256:
            return ClosingCheck(checksum, form)
    return ClosingCheck(_checksum(board_json.dumps(board)), None)


def dumps(board: Board) -> str:
    """Write a board's JSON, that of a closed period in the form in which it was closed."""
    form = check_board(board, board.closing).form if board.closing else None
    return board_json.dumps(board, form or CURRENT)


def _checksum(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _first_checksum(store: Store, closing: Closing) -> str:
    """Work out the checksum that a period has which is closed now."""
    board = compute_board(store, closing.as_of, closing=closing)
    return _checksum(board_json.dumps(board))


def close_period(
    store: Store,
    month: dt.date,
    as_of: dt.date,
    account: str,
    now: dt.datetime,
    note: str = "",
    admit: Admit = admit_anybody,
) -> ClosedPeriod:
    """Close the period of a month: keep under its name the checksum of its board of a day.

    RefusedError if a rule forbids it.
    """
    row = ClosedPeriod(
        period=f"{month:%Y-%m}",
        name=f"{month.year}年{month.month}月",
        as_of=as_of,
        recorded_at=now,
        account=account,
        sha256="",
        note=note,
    )
    store_closing(store, row, lambda draft: _first_checksum(store, closing_of(draft, {})), admit)
    return row
