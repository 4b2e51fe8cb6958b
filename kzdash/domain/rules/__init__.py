"""Who may report on what, and what a report or an adjustment may say."""

from kzdash.domain.rules.adjustments import ADJUSTABLE, check_adjustment
from kzdash.domain.rules.fields import (
    LONGEST,
    MOST_DECIMALS,
    MOST_DIGITS,
    check_figure,
    check_measured,
)
from kzdash.domain.rules.permissions import check_may_report, check_office, may_report
from kzdash.domain.rules.reports import DUTY, PAYLOAD, PAYLOAD_OF, check_report

__all__ = [
    "ADJUSTABLE",
    "DUTY",
    "LONGEST",
    "MOST_DECIMALS",
    "MOST_DIGITS",
    "PAYLOAD",
    "PAYLOAD_OF",
    "check_adjustment",
    "check_figure",
    "check_may_report",
    "check_measured",
    "check_office",
    "check_report",
    "may_report",
]
