"""What people added to an item: its reports, and the adjustments of the plan."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kzdash.domain.rules import PHOTOS

if TYPE_CHECKING:
    import datetime as dt
    from decimal import Decimal

    from kzdash.domain.progress import Answer, Level, Stage, Status


@dataclass(frozen=True, slots=True)
class EvidenceEntry:
    """A photo or PDF that came with report `seq`; `size` in bytes.

    `taken_back` is whether an undo took that report back.
    """

    file_id: int
    seq: int
    as_of: dt.date
    reporter: str
    name: str
    media_type: str
    size: int
    sha256: str
    taken_back: bool

    @property
    def is_photo(self) -> bool:
        """Whether it is a picture, which can be shown."""
        return self.media_type in PHOTOS


@dataclass(frozen=True, slots=True)
class ReportEntry:
    """What one report said: by whom, for which day, on what grounds.

    `unit` is the supporting unit whose part it is about, None for a report on the whole.
    `restores` is the `seq` of the report whose words it repeats, where it undid the one between;
    `repeats_of` is then the day those words were first for, and `takes_back` is whether the report
    before it is gone by it, and not given back. `evidence_files` came with this very report.
    """

    seq: int
    as_of: dt.date
    recorded_at: dt.datetime
    reporter: str
    note: str
    evidence: str
    period: int
    value: Decimal | None
    status: Status | None
    completed_on: dt.date | None
    stage: Stage | None
    physical_progress_percent: Decimal | None
    completed_investment_wan_yuan: Decimal | None
    funds_received_wan_yuan: Decimal | None
    problems: str
    restores: int | None
    answer: Answer | None = None
    requested_due_on: dt.date | None = None
    unit: str | None = None
    repeats_of: dt.date | None = None
    takes_back: bool = False
    evidence_files: tuple[EvidenceEntry, ...] = ()

    @property
    def fresh_on(self) -> dt.date:
        """The day its words are for: an undo makes old words no newer."""
        return self.repeats_of or self.as_of


@dataclass(frozen=True, slots=True)
class AdjustmentEntry:
    """An adjustment: one of the fields after `document_number` is set.

    `lead_unit` is a name; `level` is a matter's; `decision` is the office's on an added item.
    """

    seq: int
    as_of: dt.date
    recorded_at: dt.datetime
    reporter: str
    reason: str
    document_number: str
    target: Decimal | None
    due_on: dt.date | None
    planned_investment_wan_yuan: Decimal | None
    lead_unit: str | None = None
    level: Level | None = None
    decision: str | None = None
