"""What people added to an item: its reports, and the adjustments of the plan."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kzdash.domain.progress import figure_period
from kzdash.domain.rules import PHOTOS

if TYPE_CHECKING:
    import datetime as dt
    from decimal import Decimal

    from kzdash.domain.progress import Answer, Confidence, FundSource, Level, Stage, Status


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
    expected_on: dt.date | None = None
    confidence: Confidence | None = None
    cause: str = ""
    next_step: str = ""
    funds_paid_wan_yuan: Decimal | None = None
    central_received_wan_yuan: Decimal | None = None
    special_bond_received_wan_yuan: Decimal | None = None
    special_treasury_received_wan_yuan: Decimal | None = None
    municipal_received_wan_yuan: Decimal | None = None
    district_received_wan_yuan: Decimal | None = None
    social_received_wan_yuan: Decimal | None = None
    central_paid_wan_yuan: Decimal | None = None
    special_bond_paid_wan_yuan: Decimal | None = None
    special_treasury_paid_wan_yuan: Decimal | None = None
    municipal_paid_wan_yuan: Decimal | None = None
    district_paid_wan_yuan: Decimal | None = None
    social_paid_wan_yuan: Decimal | None = None
    unit: str | None = None
    repeats_of: dt.date | None = None
    takes_back: bool = False
    evidence_files: tuple[EvidenceEntry, ...] = ()

    @property
    def period_words(self) -> str:
        """The year that its figure is of, or the part of one, 2025年上半年快报; empty without."""
        return figure_period.figure_words(self.period) if self.period else ""

    @property
    def period_order(self) -> dt.date | None:
        """The end of its period, by which figures are ordered; None where it is of none."""
        return figure_period.period_end(self.period) if self.period else None

    @property
    def fresh_on(self) -> dt.date:
        """The day its words are for: an undo makes old words no newer."""
        return self.repeats_of or self.as_of


@dataclass(frozen=True, slots=True)
class AdjustmentEntry:
    """An adjustment: one of the fields after `document_number` is set.

    `lead_unit` is a name; `level` is a matter's; `decision` is the office's on an added item.
    `goal` and `year_investment_wan_yuan` are of a `period`, planned funds of a `source`.
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
    goal: Decimal | None = None
    year_investment_wan_yuan: Decimal | None = None
    period: int = 0
    starts_on: dt.date | None = None
    planned_funds_wan_yuan: Decimal | None = None
    source: FundSource | None = None
