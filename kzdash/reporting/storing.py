"""Store what a dry run found: its reports and its new steps, all of them or none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kzdash.store import admit_and_add, admit_anybody

if TYPE_CHECKING:
    import datetime as dt

    from kzdash.reporting.outcome import DryRun
    from kzdash.store import Admit, Store


def store_outcome(
    store: Store, outcome: DryRun, account: str, now: dt.datetime, admit: Admit = admit_anybody
) -> None:
    """Store reports and steps in one transaction; ConflictError or RefusedError stores nothing."""
    if outcome.changes:
        store.append_all(outcome.reports, admit_and_add(outcome.steps, account, now, admit))
    else:
        store.add(outcome.steps, account, now, admit)
