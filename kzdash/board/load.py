"""Read the reports and adjustments that count on a day from the store."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from typing import TYPE_CHECKING

from kzdash.board import assembly
from kzdash.domain.models import Kind
from kzdash.domain.progress import CumulativeFigure
from kzdash.store import restored_reports

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kzdash.board.assembly import ItemRecords
    from kzdash.board.items import AdjustmentEntry, ReportEntry
    from kzdash.store import BoardRows, Store


def load_records(
    store: Store,
    plan: BoardRows,
    as_of: dt.date,
    before: dt.datetime | None,
    reporters: Mapping[str, str],
) -> Mapping[Kind, Sequence[ItemRecords]]:
    """Return the items of each kind, in their order, with the reports and adjustments that count.

    With `before`, only those recorded before that moment count. A kind without items is empty.
    `reporters` comes from `reporter_names`.
    """
    reports, undos = _reports(store, as_of, before, reporters)
    adjustments: dict[int, list[AdjustmentEntry]] = defaultdict(list)
    names = plan.unit_names
    for adjustment in store.adjustments(as_of, before):
        adjusted = assembly.adjustment_entry(adjustment, reporters, names)
        adjustments[adjustment.item_id].append(adjusted)
    parts: dict[int, list[ReportEntry]] = defaultdict(list)
    for report in store.latest_parts(as_of, before):
        if report.restores != 0:  # 0: it took back the only report
            entry = assembly.report_entry(report, reporters, unit=names[report.unit_id])
            parts[report.item_id].append(entry)
    invested = _invested(store, as_of, before)
    by_kind: dict[Kind, list[ItemRecords]] = defaultdict(list)
    for item in (*plan.items, *plan.added):
        records = assembly.ItemRecords(
            item,
            plan.units_by_item.get(item.id, ()),
            tuple(reports.get(item.id, ())),
            tuple(adjustments.get(item.id, ())),
            tuple(undos.get(item.id, ())),
            tuple(parts.get(item.id, ())),
            invested.get(item.id, ()),
        )
        by_kind[Kind(item.kind)].append(records)
    return by_kind


def _invested(
    store: Store, as_of: dt.date, before: dt.datetime | None
) -> Mapping[int, tuple[CumulativeFigure, ...]]:
    """Return the completed investments that counted at the ends of last year and of last month."""
    invested: dict[int, tuple[CumulativeFigure, ...]] = defaultdict(tuple)
    for first in {as_of.replace(month=1, day=1), as_of.replace(day=1)}:
        for report in store.latest_projects(first - dt.timedelta(days=1), before):
            amount = report.completed_investment_wan_yuan
            if amount is not None:
                invested[report.item_id] += (CumulativeFigure(report.as_of, amount),)
    return invested


def _reports(
    store: Store, as_of: dt.date, before: dt.datetime | None, reporters: Mapping[str, str]
) -> tuple[Mapping[int, list[ReportEntry]], Mapping[int, list[ReportEntry]]]:
    """Return, by item, the reports that count, and the undos that took one back."""
    reports: dict[int, list[ReportEntry]] = defaultdict(list)
    undos: dict[int, list[ReportEntry]] = defaultdict(list)
    latest = store.latest(as_of, before)
    restored = restored_reports(store, latest)
    for report in latest:
        entry = assembly.report_entry(report, reporters, restored.get(report.id))
        if report.restores != 0:  # 0: it took back the only report
            reports[report.item_id].append(entry)
        if entry.takes_back:
            undos[report.item_id].append(entry)
    return reports, undos
