"""What a file would do: the changes its rows make, what is amiss with others, what is asked."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from kzdash.domain.models import Report
from kzdash.reporting.form_columns import FIELDS

if TYPE_CHECKING:
    from kzdash.board.items import BoardItem, ReportEntry
    from kzdash.errors import CellPlace, RowFault


@dataclass(frozen=True, slots=True)
class RowChange:
    """A report that a row makes: of each field that changes, what was said and what is now.

    `older` says so where a newer report goes on counting.
    """

    place: CellPlace
    item: BoardItem
    report: Report
    fields: tuple[tuple[str, Any, Any], ...]
    hints: tuple[str, ...]
    older: str
    dated: bool


@dataclass(frozen=True, slots=True)
class RowConflict:
    """A row that was filled in while others reported on its item: theirs, the oldest first."""

    place: CellPlace
    item: BoardItem
    others: tuple[ReportEntry, ...]

    @property
    def name(self) -> tuple[CellPlace, int]:
        """What settles a conflict: the row, and the newest report that it was told of."""
        return self.place, self.others[-1].seq


@dataclass(frozen=True, slots=True)
class UnreadColumn:
    """A column with typed cells that is none of the form's; its rows are held back."""

    sheet: str
    column: str
    rows: tuple[int, ...]

    @property
    def name(self) -> tuple[str, str]:
        """What settles it: the sheet and the column."""
        return self.sheet, self.column


@dataclass(frozen=True, slots=True)
class Answers:
    """What was answered to what a trial asked, by the names of what it is about.

    `without` are columns that are none of the report's, `over` are rows that are to count although
    others have reported.
    """

    without: frozenset[tuple[str, str]] = frozenset()
    over: frozenset[tuple[CellPlace, int]] = frozenset()


@dataclass(slots=True)
class DryRun:
    """What a file would do. Nothing that is amiss with other rows changes what `changes` are."""

    changes: list[RowChange] = field(default_factory=list)
    faults: list[RowFault] = field(default_factory=list)
    conflicts: list[RowConflict] = field(default_factory=list)
    columns: list[UnreadColumn] = field(default_factory=list)
    unchanged: int = 0
    unread: tuple[str, ...] = ()

    @property
    def amiss(self) -> bool:
        """Whether anything keeps a row from being stored, or was not read."""
        return bool(self.faults or self.conflicts or self.columns)

    @property
    def may_be_stored(self) -> bool:
        """Whether there is something to store, and all of it can be."""
        return bool(self.changes) and not self.amiss

    @property
    def reports(self) -> list[Report]:
        """The reports to store, each a copy that no store has touched yet."""
        return [_copy(change.report) for change in self.changes]


def _copy(report: Report) -> Report:
    names = ("item_id", "seq", "period", "account", "recorded_at", *FIELDS)
    return Report(**{name: getattr(report, name) for name in names})
