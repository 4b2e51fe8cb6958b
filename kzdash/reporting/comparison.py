"""Compare what a row says with a report: what it would change."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from kzdash.domain import rules
from kzdash.reporting.form_columns import FORM_FIELDS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kzdash.board.items import ReportEntry
    from kzdash.domain.rules import ReportField
    from kzdash.reporting.rows import RowEntry


def report_of_period(reports: Sequence[ReportEntry], period: int) -> ReportEntry | None:
    """Return the report that counts for a year, or on an item that has none."""
    return next((report for report in reports if report.period == period), None)


def stored_value(report: ReportEntry | None, field: ReportField) -> Any:  # noqa: ANN401 - any field's value
    """Return a field of a report as the store has it; its empty value without a report."""
    return field.to_store(getattr(report, field.name, None))


def changed_fields(entry: RowEntry, before: ReportEntry | None) -> tuple[tuple[str, Any, Any], ...]:
    """Return the name, old and new value of each field that a row changes.

    The day is one of them only if the row names one. Evidence is asked for anew with each report,
    so that an empty cell is a change only where the row says something else than before.
    """
    changed = []
    for field in FORM_FIELDS:
        if field.name not in entry.values:
            continue
        new, old = entry.values[field.name], stored_value(before, field)
        if field is rules.AS_OF and new is None:
            continue
        if isinstance(field, rules.TextField):
            # as the form shows it: a stored text may have blanks at its ends
            old = field.parse(old)
        if old != new:
            changed.append((field.name, old, new))
    names, evidence = {name for name, *_ in changed}, rules.EVIDENCE.name
    if names <= {evidence, rules.AS_OF.name} and not entry.values.get(evidence):
        changed = [change for change in changed if change[0] != evidence]
    return tuple(changed)


def without_carried(entry: RowEntry, base: ReportEntry | None) -> RowEntry:
    """Return a row without what it repeats of what was expected when its form was made.

    That goes on while the item is late, and is left out of its report where it no longer is.
    """
    if base is None:
        return entry
    typed = {name for name, *_ in changed_fields(entry, base)}
    carried = {field.name for field in rules.OUTLOOK} - typed
    values = {name: value for name, value in entry.values.items() if name not in carried}
    return replace(entry, values=values)


def fits_day(entry: RowEntry, report: ReportEntry) -> bool:
    """Whether a row names the day of a report, or no day."""
    return entry.values.get("as_of") in {None, report.as_of}


def is_unchanged(entry: RowEntry, report: ReportEntry | None) -> bool:
    """Whether a row has the values of a report; an empty row has those of no report.

    So has one in which nothing stands but what a cell merged over several rows says.
    """
    own = (value for name, value in entry.values.items() if name not in entry.shared)
    if report is None and all(value is None or value == "" for value in own):
        return True
    return not changed_fields(entry, report)
