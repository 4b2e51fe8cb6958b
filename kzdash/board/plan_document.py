"""The plan's document on a board: what it is, and the corrections of its text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kzdash.domain import formatting
from kzdash.domain.progress import ReportingSettings

if TYPE_CHECKING:
    import datetime as dt

    from kzdash.domain.letterhead import Letterhead
    from kzdash.domain.models import Correction, Plan


@dataclass(frozen=True, slots=True)
class PlanDocument:
    """The plan document and its period; `demonstration` says that the reports are invented.

    `letterhead` is what the office's papers carry.
    """

    title: str
    short_title: str
    document_number: str
    issuer: str
    issued_on: dt.date
    office: str
    pilot_starts_on: dt.date
    pilot_ends_on: dt.date
    baseline_year: int
    target_year: int
    demonstration: bool
    letterhead: Letterhead


@dataclass(frozen=True, slots=True)
class TextCorrection:
    """A correction of the document's text, or a question about it; `found` is the original."""

    number: int
    kind: str
    place: str
    found: str
    reading: str
    grounds: str
    citation: str


def plan_document(plan: Plan) -> PlanDocument:
    """Return the stored plan as a board has it; of a demonstration its titles say so."""
    stored = set(PlanDocument.__dataclass_fields__) - {"letterhead"}
    fields = {name: getattr(plan, name) for name in stored}
    fields["letterhead"] = ReportingSettings.of_text(plan.reporting).letterhead
    for title in ("title", "short_title"):
        # whatever shows a title shows the mark
        fields[title] = formatting.mark_demonstration(
            fields[title], demonstration=plan.demonstration
        )
    return PlanDocument(**fields)


def text_correction(row: Correction) -> TextCorrection:
    """Return a stored correction as a board has it."""
    return TextCorrection(
        **{name: getattr(row, name) for name in TextCorrection.__dataclass_fields__}
    )
