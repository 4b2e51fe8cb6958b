"""What is expected of an item that is late, in words: by when, how sure, why, and what comes next.

Nothing is said of what is done or reached, whatever a report before that expected.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kzdash.domain.formatting import as_clause, format_date, truncate
from kzdash.domain.progress import DONE, Confidence, outlook
from kzdash.domain.rules import EXPECTED

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from kzdash.board.board_item import BoardItem
    from kzdash.board.entries import ReportEntry

SHORT = 30  # of a text in a row


@dataclass(frozen=True, slots=True)
class Outlook:
    """What the report that counts says; a text is on one line, and empty where it says nothing.

    `days_past` are those since the expected day.
    """

    cause: str
    next_step: str
    expected_on: dt.date | None
    days_past: int
    confidence: Confidence | None

    @property
    def is_empty(self) -> bool:
        """Whether nothing was said."""
        return not (self.cause or self.next_step or self.expected_on or self.confidence)

    @property
    def confidence_words(self) -> str:
        """How sure it is, as what somebody said: 把握：有风险."""
        return f"把握：{self.confidence.label}" if self.confidence else ""

    @property
    def day_words(self) -> str:
        """By when it is expected, or how long ago that was; empty where no day was said."""
        if self.days_past:
            return f"已过预计完成日{self.days_past}天"
        return f"预计{format_date(self.expected_on)}完成" if self.expected_on else ""

    @property
    def expected_words(self) -> str:
        """The day, and how sure it is: 预计2026年3月31日完成（有风险）.

        How sure somebody was of a day says nothing once it has passed.
        """
        if self.days_past:
            return self.day_words
        if not self.day_words:
            return self.confidence_words
        return self.day_words + (f"（{self.confidence.label}）" if self.confidence else "")

    def short_words(self, said: str = "") -> str:
        """Return day and cause for a row, which has `said` already: 预计…完成；原因：用地未批."""
        is_new = self.cause and self.cause not in said
        cause = f"原因：{truncate(self.cause, SHORT)}" if is_new else ""
        return "；".join(filter(None, (self.expected_words, cause)))

    @property
    def sentences(self) -> str:
        """All that was said, as a paper has it; a text stands as it was written."""
        parts = (
            f"滞后原因为：{self.cause}" if self.cause else "",
            f"下一步措施为：{self.next_step}" if self.next_step else "",
            self.expected_words,
        )
        return "；".join(filter(None, parts))


NOTHING = Outlook("", "", None, 0, None)


def outlook_of(item: BoardItem) -> Outlook:
    """Return what the report that counts expects of an item."""
    report = item.latest_report
    if report is None or item.kind not in EXPECTED or item.state in DONE:
        return NOTHING
    return Outlook(
        cause=as_clause(report.cause),
        next_step=as_clause(report.next_step),
        expected_on=report.expected_on,
        days_past=outlook.days_past(report.expected_on, item.as_of),
        confidence=report.confidence,
    )


def is_asked(item: BoardItem) -> bool:
    """Whether whoever reports on an item is asked for cause, next step and expected day."""
    return item.kind in EXPECTED and outlook.is_asked(item.state, item.reported("status"))


def drift_of(reports: Iterable[ReportEntry]) -> tuple[outlook.Shift, ...]:
    """Return how the expected day moved over the reports on the whole of an item."""
    return outlook.drift(
        outlook.ExpectedDay(
            report.seq, report.as_of, report.expected_on, report.restores, report.period
        )
        for report in reports
        if report.unit is None
    )
