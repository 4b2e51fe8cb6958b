"""The checksum of a closed period: the SHA-256 of the JSON that 资料 gives out of its board.

The file says nothing of the closing, for its bytes are what the checksum is of: `sha256sum` of the
file gives the checksum. Its name says it, and so does every other document of that board.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from kzdash.board import compute_board
from kzdash.board.closing import closing_of
from kzdash.documents import board_json
from kzdash.domain.models import ClosedPeriod
from kzdash.store import admit_anybody
from kzdash.store import close_period as store_closing

if TYPE_CHECKING:
    import datetime as dt

    from kzdash.board.closing import Closing
    from kzdash.store import Admit, Store


def checksum_of(store: Store, closing: Closing) -> str:
    """Work out from the store, as it now is, the checksum of a closing's board."""
    board = compute_board(store, closing.as_of, closing=closing)
    return hashlib.sha256(board_json.dumps(board).encode()).hexdigest()


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
    store_closing(store, row, lambda draft: checksum_of(store, closing_of(draft, {})), admit)
    return row
