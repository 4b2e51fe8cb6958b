"""The store: open it, read the plan and the reports at a date, append, move."""

from kzdash.store.connect import (
    make_engine,
    making,
    migrations,
    place_of,
    revision_of,
    revisions,
    said_plainly,
    sqlite_file,
    upgrade,
    wait_at_most,
)
from kzdash.store.store import Admit, PlanRows, Store, Version, anybody
from kzdash.store.transfer import Seal, move, seals
from kzdash.store.undo import Repeat, repeats

__all__ = [
    "Admit",
    "PlanRows",
    "Repeat",
    "Seal",
    "Store",
    "Version",
    "anybody",
    "make_engine",
    "making",
    "migrations",
    "move",
    "place_of",
    "repeats",
    "revision_of",
    "revisions",
    "said_plainly",
    "seals",
    "sqlite_file",
    "upgrade",
    "wait_at_most",
]
