"""Read the reports and adjustments that count on a day from the store."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from typing import TYPE_CHECKING

from kzdash.board.items import EvidenceEntry
from kzdash.board.published import comparisons_by_item, facts_by_item
from kzdash.board.records import ItemRecords, adjustment_entry, report_entry
from kzdash.domain.models import NO_PERIOD, Kind
from kzdash.domain.progress import CumulativeFigure
from kzdash.store import chosen_photos, evidence_on, restored_reports

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kzdash.board.items import AdjustmentEntry, ReportEntry
    from kzdash.domain.models import Report
    from kzdash.store import BoardRows, Store, StoredRow


def load_records(
    store: Store,
    plan: BoardRows,
    as_of: dt.date,
    before: dt.datetime | None,
    reporters: Mapping[str, str],
    proposed: Sequence[Report] = (),
) -> Mapping[Kind, Sequence[ItemRecords]]:
    """Return the items of each kind, in their order, with the reports and adjustments that count.

    With `before`, only those recorded before that moment count. A kind without items is empty.
    `reporters` comes from `reporter_names`. `proposed` reports count as if they were stored.
    """
    files = _files(store, as_of, before, reporters)
    photos = chosen_photos(store, before) if files else {}
    names = plan.unit_names
    reports, undos = _reports(store, as_of, before, reporters, files)
    parts = _parts(store, as_of, before, reporters, names, files)
    for new in proposed:
        if new.as_of <= as_of:
            unit = names[new.unit_id] if new.unit_id else None
            counting = (parts if unit else reports)[new.item_id]
            _propose(report_entry(new, reporters, unit=unit), counting, undos[new.item_id])
    adjustments: dict[int, list[AdjustmentEntry]] = defaultdict(list)
    for adjustment in store.adjustments(as_of, before):
        adjustments[adjustment.item_id].append(adjustment_entry(adjustment, reporters, names))
    invested = _invested(store, as_of, before)
    facts = facts_by_item(plan.facts, as_of)
    comparisons = comparisons_by_item(plan.comparisons, as_of)
    by_kind: dict[Kind, list[ItemRecords]] = defaultdict(list)
    for item in (*plan.items, *plan.added):
        # nothing is published about a paragraph of a direction
        key = (item.kind, 0 if item.paragraph else item.number)
        records = ItemRecords(
            item,
            plan.units_by_item.get(item.id, ()),
            tuple(reports.get(item.id, ())),
            tuple(adjustments.get(item.id, ())),
            tuple(undos.get(item.id, ())),
            tuple(parts.get(item.id, ())),
            files.get(item.id, ()),
            photos.get(item.id),
            invested.get(item.id, ()),
            facts.get(key, ()),
            comparisons.get(key, ()),
        )
        by_kind[Kind(item.kind)].append(records)
    return by_kind


def _propose(entry: ReportEntry, counting: list[ReportEntry], undos: list[ReportEntry]) -> None:
    """Let a report count in place of the one it replaces, unless that is for a later day.

    For a year the report made last counts, whatever day it names.
    """

    def is_replaced(other: ReportEntry) -> bool:
        # a report that was never stored may lack its period
        return (other.period, other.unit) == (entry.period or NO_PERIOD, entry.unit)

    if not entry.period and any(
        is_replaced(it) and it.as_of > entry.as_of for it in (*counting, *undos)
    ):
        return
    for entries in (counting, undos):
        entries[:] = [it for it in entries if not is_replaced(it)]
    counting.append(entry)


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


def _files(
    store: Store, as_of: dt.date, before: dt.datetime | None, reporters: Mapping[str, str]
) -> Mapping[int, tuple[EvidenceEntry, ...]]:
    """Return the files of reports, by item."""
    files: dict[int, tuple[EvidenceEntry, ...]] = defaultdict(tuple)
    for row in evidence_on(store, as_of, before):
        files[row.item_id] += (_evidence_entry(row, reporters),)
    return files


def _evidence_entry(row: StoredRow, reporters: Mapping[str, str]) -> EvidenceEntry:
    """Turn a stored file of a report into an entry of the board."""
    return EvidenceEntry(
        file_id=row.id,
        seq=row.seq,
        as_of=row.as_of,
        reporter=reporters.get(row.account, row.account),
        name=row.name,
        media_type=row.media_type,
        size=row.size,
        sha256=row.sha256,
        taken_back=row.taken_back_to is not None and row.taken_back_to < row.seq,
    )


def _reports(
    store: Store,
    as_of: dt.date,
    before: dt.datetime | None,
    reporters: Mapping[str, str],
    files: Mapping[int, Sequence[EvidenceEntry]],
) -> tuple[dict[int, list[ReportEntry]], dict[int, list[ReportEntry]]]:
    """Return, by item, the reports that count, and the undos that took one back."""
    reports: dict[int, list[ReportEntry]] = defaultdict(list)
    undos: dict[int, list[ReportEntry]] = defaultdict(list)
    latest = store.latest(as_of, before)
    restored = restored_reports(store, latest)
    for report in latest:
        repeat, own = restored.get(report.id), files.get(report.item_id, ())
        entry = report_entry(report, reporters, repeat, files=own)
        if report.restores != 0:  # 0: it took back the only report
            reports[report.item_id].append(entry)
        if entry.takes_back:
            undos[report.item_id].append(entry)
    return reports, undos


def _parts(
    store: Store,
    as_of: dt.date,
    before: dt.datetime | None,
    reporters: Mapping[str, str],
    names: Mapping[int, str],
    files: Mapping[int, Sequence[EvidenceEntry]],
) -> dict[int, list[ReportEntry]]:
    """Return, by item, the reports that count of the units that support its lead unit."""
    parts: dict[int, list[ReportEntry]] = defaultdict(list)
    for report in store.latest_parts(as_of, before):
        if report.restores != 0:  # 0: it took back the only report
            unit, own = names[report.unit_id], files.get(report.item_id, ())
            parts[report.item_id].append(report_entry(report, reporters, unit=unit, files=own))
    return parts
