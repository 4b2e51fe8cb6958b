"""What units said, as papers quote it: the first sentence in the text, the whole in an annex."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kzdash.board.records import SEED_WORDS
from kzdash.documents.papers.wording import brief, flat, is_long

if TYPE_CHECKING:
    from kzdash.board.entries import ReportEntry

TITLE = "各单位填报原文"


class Quotes:
    """The quotations of a paper; `whole` has those that its text cuts, by what they are about."""

    def __init__(self) -> None:
        self.whole: dict[str, list[str]] = {}

    def of(self, about: str, text: str) -> str:
        """Return what is quoted of a text, and where the rest stands if it is long."""
        if not is_long(text):
            return flat(text)
        kept = self.whole.setdefault(about, [])
        if text not in kept:
            kept.append(text)
        return f"{brief(text)}（全文见附件“{TITLE}”）"

    def of_report(self, about: str, report: ReportEntry, field: str) -> str:
        """Return what is quoted of a field of a report; nothing where no unit said it."""
        text = str(getattr(report, field))
        return self.of(about, text) if text.strip() and report.reporter != SEED_WORDS else ""
