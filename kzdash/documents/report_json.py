"""Reports and adjustments of an item as JSON: who said what for which day, on what grounds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kzdash.documents.published_json import day_as_text, decimal_as_text, moment_as_text
from kzdash.domain.rules import FigureField, payload_of
from kzdash.domain.rules.field_types import DayField

if TYPE_CHECKING:
    from kzdash.board.entries import AdjustmentEntry, EvidenceEntry, ReportEntry
    from kzdash.board.items import BoardItem
    from kzdash.domain.models import Kind
    from kzdash.domain.progress import FundSource, Level
    from kzdash.domain.rules import ReportField

ADJUSTED_FIGURES = (
    "target",
    "planned_investment_wan_yuan",
    "goal",
    "year_investment_wan_yuan",
    "planned_funds_wan_yuan",
)


def reports_as_json(item: BoardItem) -> list[dict[str, Any]]:
    """Return the reports on the whole that count: one, or one a period of an indicator."""
    ordered = sorted(item.reports, key=lambda report: (report.period, report.as_of, report.seq))
    return [report_as_json(report, item.kind) for report in ordered]


def report_as_json(report: ReportEntry, kind: Kind) -> dict[str, Any]:
    """Return a report on an item of a kind, or on a supporting unit's part of one.

    Its reporter is the name that pages show: who reported may be known, their account and
    telephone may not.
    """
    part = report.unit is not None
    return {
        "seq": report.seq,
        "as_of": day_as_text(report.as_of),
        "restored_from": day_as_text(report.repeats_of),
        "recorded_at": moment_as_text(report.recorded_at),
        "reporter": report.reporter,
        "period": report.period or None,
        **{
            field.name: _said(field, getattr(report, field.name))
            for field in payload_of(kind, part=part)
        },
        "evidence": report.evidence or None,
        "note": report.note or None,
        "files": [_file(file) for file in report.evidence_files],
    }


def _said(field: ReportField, value: Any) -> str | None:  # noqa: ANN401 - whatever a field holds
    if isinstance(field, FigureField):
        return decimal_as_text(value)
    return day_as_text(value) if isinstance(field, DayField) else field.to_store(value) or None


def _file(file: EvidenceEntry) -> dict[str, Any]:
    """Return what is known of a file, which itself asks for a log-in."""
    return {
        "name": file.name,
        "media_type": file.media_type,
        "bytes": file.size,
        "sha256": file.sha256,
    }


def adjustments_as_json(item: BoardItem) -> list[dict[str, Any]]:
    """Return the adjustments of the plan made by the day, the oldest first."""
    ordered = sorted(item.adjustments, key=lambda adjustment: adjustment.seq)
    return [_adjustment(adjustment) for adjustment in ordered]


def _adjustment(entry: AdjustmentEntry) -> dict[str, Any]:
    return {
        "seq": entry.seq,
        "as_of": day_as_text(entry.as_of),
        "recorded_at": moment_as_text(entry.recorded_at),
        "reporter": entry.reporter,
        "reason": entry.reason or None,
        "document_number": entry.document_number or None,
        "due_on": day_as_text(entry.due_on),
        "starts_on": day_as_text(entry.starts_on),
        "lead_unit": entry.lead_unit,
        "level": _code(entry.level),
        "decision": entry.decision,
        "period": entry.period or None,
        "source": _code(entry.source),
        **{name: decimal_as_text(getattr(entry, name)) for name in ADJUSTED_FIGURES},
    }


def _code(choice: Level | FundSource | None) -> str | None:
    return choice.code if choice else None
