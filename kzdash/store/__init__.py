"""The store: open it, read the plan and the reports at a date, append, move."""

from kzdash.store.moving import Seal, move
from kzdash.store.opening import (
    make_engine,
    making,
    migrations,
    said_plainly,
    sqlite_file,
    upgrade,
    wait_at_most,
)
from kzdash.store.store import PlanRows, Store

__all__ = [
    "PlanRows",
    "Seal",
    "Store",
    "make_engine",
    "making",
    "migrations",
    "move",
    "said_plainly",
    "sqlite_file",
    "upgrade",
    "wait_at_most",
]
