"""Many processes report on the same few items at once: nothing accepted is lost or doubled."""

from __future__ import annotations

import multiprocessing
from datetime import UTC, date, datetime

import pytest

from kzdash.domain.models import Report
from kzdash.errors import ConflictError
from kzdash.store import Store
from tests import raw_sql

DAY = date(2025, 6, 30)
NOW = datetime(2026, 1, 1, 8, tzinfo=UTC)


def report_many(url: str, who: int, items: list[int], reports: int) -> list[str]:
    """Report on one item after the other; return the notes of what the store accepted."""
    store = Store(url)
    return [report_once(store, items[(who + n) % len(items)], f"{who}-{n}") for n in range(reports)]


def report_once(store: Store, item: int, note: str) -> str:
    """Report after the last one seen, again and again until nobody else was first."""
    while True:
        seen = store.last(item)
        made = {"seq": seen.seq + 1 if seen else 1, "as_of": DAY, "recorded_at": NOW}
        said = {"status": "in_progress", "note": note}
        try:
            store.append(Report(item_id=item, account="tester", **made, **said))
        except ConflictError:
            continue
        return note


@pytest.mark.parametrize(
    ("writers", "reports", "many"),
    [(4, 30, 3), pytest.param(8, 200, 10, marks=pytest.mark.soak)],
    ids=["short", "long"],
)
def test_many_processes_reporting_at_once_lose_and_double_nothing(
    store: Store, writers: int, reports: int, many: int
) -> None:
    items = [item.id for item in store.plan().items if item.kind == "task"][:many]
    calls = [(store.url, who, items, reports) for who in range(writers)]

    starting = multiprocessing.get_context("forkserver")
    starting.set_forkserver_preload(["kzdash.store"])  # else each of them takes its time to import
    with starting.Pool(writers) as processes:
        accepted = [
            note for notes in processes.starmap(report_many, calls, chunksize=1) for note in notes
        ]

    of_storm = "SELECT item_id, seq, note FROM reports WHERE account = 'tester'"
    kept = raw_sql.ask(store.url, f"{of_storm} ORDER BY item_id, seq")
    assert len(accepted) == writers * reports
    assert sorted(note for _, _, note in kept) == sorted(accepted)
    assert len(set(accepted)) == len(accepted)
    each = writers * reports // many
    assert [(item, seq) for item, seq, _ in kept] == [
        (item, seq) for item in sorted(items) for seq in range(1, each + 1)
    ]
