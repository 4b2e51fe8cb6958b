"""What was reported on the rows of a form before it was made, and since."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from kzdash.board.records import report_entry
from kzdash.domain.formatting import end_of_day
from kzdash.reporting.comparison import is_unchanged
from kzdash.store.queries import restored_seq

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from kzdash.board.items import ReportEntry
    from kzdash.domain.models import Report, Unit
    from kzdash.reporting.rows import RowEntry
    from kzdash.store import Store


class FormHistory:
    """The reports on rows of forms as of today; `reporters` are the people by their accounts."""

    def __init__(
        self,
        store: Store,
        today: dt.date,
        units: Sequence[Unit],
        reporters: Mapping[str, str],
    ) -> None:
        self.store, self.today, self.reporters = store, today, reporters
        self.unit_ids = {unit.name: unit.id for unit in units}
        self.unit_names = {unit.id: unit.name for unit in units}

    def estimated_seq(self, item_id: int, as_of: dt.date | None) -> int:
        """Return the last report that a form without sequence numbers can have been made with.

        Reports recorded on the form's day or later count as made after it, so that at worst the
        user is asked about one that the form has shown.
        """
        if as_of is None or as_of > self.today:
            return 0
        start = end_of_day(as_of - dt.timedelta(days=1))
        reports = self.store.since(item_id, 0)
        return max((report.seq for report in reports if report.recorded_at < start), default=0)

    def base(self, entry: RowEntry, as_of: dt.date | None) -> ReportEntry | None:
        """Return the report that the form showed: it counted on the form's day."""
        for report in self._known(entry, as_of or self.today):
            return None if report.restores == 0 else self._entry(report)
        return None

    def since(self, entry: RowEntry) -> tuple[ReportEntry, ...]:
        """Return the reports on a row's item and year since the form was made.

        There are none if they were all taken back: then what the form showed counts again.
        """
        if entry.seq is None:
            return ()
        reports = self.store.since(entry.item.item_id, entry.seq)
        reports = [report for report in reports if self._is_of_row(report, entry)]
        known = self._known(entry, self.today)
        if reports and reports[-1].restores == restored_seq(known[0] if known else None):
            return ()
        return tuple(map(self._entry, reports))

    def repetition_hints(self, entry: RowEntry, as_of: dt.date | None) -> Iterator[str]:
        """Ask about a row that equals an earlier report, if the form has lost its day.

        Nobody can tell then whether the user changed the row back or never touched it.
        """
        if as_of is None and entry.seq:
            earlier = self._known(entry, self.today)[1:]
            if any(is_unchanged(entry, self._entry(report)) for report in earlier):
                yield "与以前的一次填报相同，填报表又没有写明数据截至，请核对是不是要改回去"

    def _known(self, entry: RowEntry, as_of: dt.date) -> list[Report]:
        """Return the reports for a row when the form was made, the one that counted first."""
        history = self.store.history(entry.item.item_id, as_of)
        if entry.period:
            # for a year the report made last counts
            history = sorted(history, key=lambda report: report.seq, reverse=True)
        return [
            report
            for report in history
            if report.seq <= (entry.seq or 0) and self._is_of_row(report, entry)
        ]

    def _entry(self, report: Report) -> ReportEntry:
        unit = self.unit_names[report.unit_id] if report.unit_id else None
        return report_entry(report, self.reporters, unit=unit)

    def _is_of_row(self, report: Report, entry: RowEntry) -> bool:
        """Whether a report is on what a row is on: the whole of an item for a year, or a part."""
        unit_id = None if entry.part is None else self.unit_ids.get(entry.part)
        return report.unit_id == unit_id and report.period == entry.period
