"""The store: open it, read the plan and the reports at a date, append."""

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
    "Store",
    "make_engine",
    "making",
    "migrations",
    "said_plainly",
    "sqlite_file",
    "upgrade",
    "wait_at_most",
]
