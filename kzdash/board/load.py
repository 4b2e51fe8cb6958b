"""Read from the store what counts of each item on a day."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from kzdash.board import assembly
from kzdash.domain.models import Kind
from kzdash.store import restored_reports

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping, Sequence

    from kzdash.board.assembly import ItemRecords
    from kzdash.board.items import AdjustmentEntry, ReportEntry
    from kzdash.domain.models import Item
    from kzdash.store import Store


def load_pieces(
    store: Store, items: Sequence[Item], as_of: dt.date, before: dt.datetime | None
) -> Mapping[Kind, Sequence[ItemRecords]]:
    """Return the items of each kind, in their order, with the reports and adjustments that count.

    With `before`, of those recorded before that moment. A kind without items has none.
    """
    reporters = assembly.reporter_names(store.accounts())
    reports, undos = _reports(store, as_of, before, reporters)
    changes: dict[int, list[AdjustmentEntry]] = defaultdict(list)
    for adjustment in store.adjustments(as_of, before):
        changes[adjustment.item_id].append(assembly.adjustment_entry(adjustment, reporters))
    found: dict[Kind, list[ItemRecords]] = defaultdict(list)
    for item in items:
        reported, undone = tuple(reports[item.id]), tuple(undos[item.id])
        pieces = assembly.ItemRecords(item, reported, tuple(changes[item.id]), undone)
        found[Kind(item.kind)].append(pieces)
    return found


def _reports(
    store: Store, as_of: dt.date, before: dt.datetime | None, reporters: Mapping[str, str]
) -> tuple[Mapping[int, list[ReportEntry]], Mapping[int, list[ReportEntry]]]:
    """Read by item the reports that count, and the undos that took one back."""
    reports: dict[int, list[ReportEntry]] = defaultdict(list)
    undos: dict[int, list[ReportEntry]] = defaultdict(list)
    counting = store.latest(as_of, before)
    repeated = restored_reports(store, counting)
    for report in counting:
        entry = assembly.report_entry(report, reporters, repeated.get(report.id))
        if report.restores != 0:  # else it took back the only one there was
            reports[report.item_id].append(entry)
        if entry.takes_back:
            undos[report.item_id].append(entry)
    return reports, undos
