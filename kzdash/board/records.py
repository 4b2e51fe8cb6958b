"""What the store has of an item on a day: its row with its reports and adjustments as entries."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from kzdash.board.items import (
    AdjustmentEntry,
    ReportEntry,
)
from kzdash.domain import progress, rules
from kzdash.domain.models import SEED_ACCOUNT, holder_in_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from decimal import Decimal

    from kzdash.board.entries import EvidenceEntry
    from kzdash.board.published import ComparisonEntry, FactEntry
    from kzdash.domain.models import Account, Adjustment, Report
    from kzdash.store import RestoredReport, StoredRow


SEED_WORDS = "公开资料"


@dataclass(frozen=True, slots=True)
class ItemRecords:
    """A plan item with its reports and adjustments that count on the day, the oldest first.

    `item` is its row of `BoardRows`. `parts` are the reports that count on parts of it. `invested`
    are a project's completed investments as they counted at the ends of last year and last month.
    `undos` are the reports that took an earlier one back. `facts` and `comparisons` were published.
    """

    item: StoredRow
    units: tuple[str, ...] = ()
    reports: tuple[ReportEntry, ...] = ()
    adjustments: tuple[AdjustmentEntry, ...] = ()
    undos: tuple[ReportEntry, ...] = ()
    parts: tuple[ReportEntry, ...] = ()
    evidence_files: tuple[EvidenceEntry, ...] = ()
    slide_photo_id: int | None = None
    invested: tuple[progress.CumulativeFigure, ...] = ()
    facts: tuple[FactEntry, ...] = ()
    comparisons: tuple[ComparisonEntry, ...] = ()

    @property
    def latest_report(self) -> ReportEntry | None:
        """The report that counts; an indicator, which is reported by year, has several."""
        return self.reports[0] if self.reports else None

    def asked_by(self, field: str, key: str) -> Mapping[Any, Decimal]:
        """Return the last values that adjustments set of a field, by what each is of."""
        return MappingProxyType(
            {
                getattr(adjustment, key): value
                for adjustment in self.adjustments
                if (value := getattr(adjustment, field)) is not None
            }
        )

    def adjusted(self, field: str) -> Any:  # noqa: ANN401 - a figure or a day
        """Return the value that the last adjustment of a field set, None without one."""
        values = (getattr(adjustment, field) for adjustment in reversed(self.adjustments))
        return next((value for value in values if value is not None), None)


def reporter_names(accounts: Iterable[Account]) -> dict[str, str]:
    """Map each account name to its holder in words: the person, and the unit or the office."""
    names = {
        account.name: holder_in_words(account.person, account.unit.name if account.unit else None)
        for account in accounts
    }
    return names | {SEED_ACCOUNT: SEED_WORDS}


def report_entry(
    report: Report | StoredRow,
    reporters: Mapping[str, str],
    repeat: RestoredReport | None = None,
    unit: str | None = None,
    files: Iterable[EvidenceEntry] = (),
) -> ReportEntry:
    """Turn a stored report into an entry of the board.

    `reporters` comes from `reporter_names`. `repeat` is the report that an undo restored, `unit`
    the supporting unit whose part it is about. `files` are those of the item; its own are taken.
    """
    return ReportEntry(
        seq=report.seq,
        as_of=report.as_of,
        recorded_at=report.recorded_at,
        reporter=reporters.get(report.account, report.account),
        period=report.period,
        unit=unit,
        restores=report.restores,
        repeats_of=repeat.as_of if repeat else None,
        takes_back=repeat is not None and repeat.takes_back,
        evidence_files=tuple(file for file in files if file.seq == report.seq),
        **{
            field.name: field.from_store(getattr(report, field.name))
            for field in rules.REPORT_FIELDS
        },
    )


def adjustment_entry(
    adjustment: Adjustment, reporters: Mapping[str, str], units: Mapping[int, str]
) -> AdjustmentEntry:
    """Turn a stored adjustment into an entry of the board; `units` has names by id."""
    unit_id, level = adjustment.lead_unit_id, adjustment.level
    return AdjustmentEntry(
        seq=adjustment.seq,
        as_of=adjustment.as_of,
        recorded_at=adjustment.recorded_at,
        reporter=reporters.get(adjustment.account, adjustment.account),
        reason=adjustment.reason,
        document_number=adjustment.document_number,
        target=adjustment.target,
        due_on=adjustment.due_on,
        planned_investment_wan_yuan=adjustment.planned_investment_wan_yuan,
        lead_unit=None if unit_id is None else units[unit_id],
        level=progress.Level.of(level) if level else None,
        decision=adjustment.decision,
        goal=adjustment.goal,
        year_investment_wan_yuan=adjustment.year_investment_wan_yuan,
        period=adjustment.period,
        starts_on=adjustment.starts_on,
        planned_funds_wan_yuan=adjustment.planned_funds_wan_yuan,
        source=progress.FundSource.of(adjustment.source) if adjustment.source else None,
    )
