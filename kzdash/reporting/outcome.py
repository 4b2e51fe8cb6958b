"""The outcome of a dry run: what the rows of a file would change, and why some cannot be stored."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING, Any

from kzdash.domain.models import Report
from kzdash.reporting.form_columns import FIELDS
from kzdash.reporting.form_cover import Cover

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Sequence

    from kzdash.board.items import BoardItem, ReportEntry
    from kzdash.domain.rules import NewItem
    from kzdash.errors import CellPlace, RowFault
    from kzdash.reporting.sheets import Sheet


class Dated(Enum):
    """What gives a report its day: its row, else the cover of the form, else the day it came."""

    BY_ROW = ""
    BY_COVER = "按封面"
    BY_UPLOAD = "未填，按今天"

    @classmethod
    def given(cls, by_row: dt.date | None, by_cover: dt.date | None) -> Dated:
        """Return which of the days counts."""
        if by_row is not None:
            return cls.BY_ROW
        return cls.BY_UPLOAD if by_cover is None else cls.BY_COVER


@dataclass(frozen=True, slots=True)
class RowChange:
    """A report that a row makes.

    `fields` has the name, old and new value of each field that changes. `hints` are plausibility
    hints. `older_hint` is set if a report for a later day goes on counting. `dated` is what gives
    its day. `part` is the supporting unit on whose part of the item the report is, None where it is
    on the whole.
    """

    place: CellPlace
    item: BoardItem
    report: Report
    fields: tuple[tuple[str, Any, Any], ...]
    hints: tuple[str, ...]
    older_hint: str
    dated: Dated
    part: str | None = None

    @property
    def titled(self) -> str:
        """The item by its key and name, and whose part of it is meant."""
        whose = f"（{self.part}的部分）" if self.part else ""
        return f"{self.item.key} {self.item.short_name}{whose}"


@dataclass(frozen=True, slots=True)
class RowConflict:
    """A row whose item others have reported on since the form was made: their reports, in order."""

    place: CellPlace
    item: BoardItem
    others: tuple[ReportEntry, ...]

    @property
    def key(self) -> tuple[CellPlace, int]:
        """What accepts this conflict: its row, and the newest report that the user was shown."""
        return self.place, self.others[-1].seq


@dataclass(frozen=True, slots=True)
class UnreadColumn:
    """A column with content that the form does not have; its `rows` are held back."""

    sheet: str
    column: str
    rows: tuple[int, ...]

    @property
    def key(self) -> tuple[str, str]:
        """What ignores this column: the sheet and the column."""
        return self.sheet, self.column


@dataclass(frozen=True, slots=True)
class Answers:
    """The user's answers to an earlier dry run, as keys of unread columns and of conflicts.

    The content of `ignored_columns` is not part of a report. Rows in `accepted_conflicts` are
    stored although others have reported.
    """

    ignored_columns: frozenset[tuple[str, str]] = frozenset()
    accepted_conflicts: frozenset[tuple[CellPlace, int]] = frozenset()


@dataclass(slots=True)
class DryRun:
    """What a file would do; `changes` are the same whatever is wrong with other rows.

    `steps` are the new steps that its rows name, the parents of which are items of the plan.
    `cover` says who filled the file in, where it has one.
    """

    steps: list[NewItem] = field(default_factory=list)
    changes: list[RowChange] = field(default_factory=list)
    faults: list[RowFault] = field(default_factory=list)
    conflicts: list[RowConflict] = field(default_factory=list)
    unread_columns: list[UnreadColumn] = field(default_factory=list)
    unchanged: int = 0
    unread_sheets: tuple[str, ...] = ()
    cover: Cover = field(default_factory=Cover)

    @property
    def has_problems(self) -> bool:
        """Whether some rows cannot be stored as they are."""
        return bool(self.faults or self.conflicts or self.unread_columns)

    @property
    def may_be_stored(self) -> bool:
        """Whether there is something to store, and every row can be stored."""
        return self.has_news and not self.has_problems

    @property
    def has_news(self) -> bool:
        """Whether there is a report or a new step to store."""
        return bool(self.changes or self.steps)

    @property
    def reports(self) -> list[Report]:
        """The reports to store, as new copies, since a report can be added to one session only."""
        return [_copy(change.report) for change in self.changes]


def unread_columns(sheet: Sheet, columns: Sequence[str]) -> Iterator[UnreadColumn]:
    """Yield those of some columns of a sheet that have content."""
    for column in columns:
        rows = tuple(row.number for row in sheet.rows if row.has_content_in(column))
        if rows:
            yield UnreadColumn(sheet.name, column, rows)


def _copy(report: Report) -> Report:
    names = ("item_id", "seq", "period", "account", "recorded_at", "unit_id", *FIELDS)
    return Report(**{name: getattr(report, name) for name in names})
