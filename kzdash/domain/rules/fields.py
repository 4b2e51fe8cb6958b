"""What holds of a field whoever says it: how long a text, how big a figure, how early a day."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import TYPE_CHECKING

from kzdash.domain.formatting import is_printable, round_half_up
from kzdash.errors import Refusal, RefusedError

if TYPE_CHECKING:
    from kzdash.domain.models import IndicatorPlan, Plan

MOST_DIGITS, MOST_DECIMALS = 15, 6
HUNDRED = Decimal(100)
# days that may be in the future
TO_COME = {"due_on", "requested_due_on", "expected_on", "starts_on"}


def check_text(name: str, text: str, longest: int) -> None:
    """Raise RefusedError where a text is longer than so many characters or cannot be shown."""
    if len(text) > longest:
        raise RefusedError(Refusal.TOO_LONG, name)
    if not is_printable(text):
        raise RefusedError(Refusal.UNPRINTABLE, name)


def check_day(name: str, day: dt.date, plan: Plan, latest: dt.date) -> None:
    """Raise RefusedError where a day is before the plan's baseline year or after `latest`."""
    if day < dt.date(plan.baseline_year, 1, 1):
        raise RefusedError(Refusal.TOO_EARLY, name)
    if day > latest:
        raise RefusedError(Refusal.TOO_LATE if name in TO_COME else Refusal.TO_COME, name)


def check_figure(name: str, figure: Decimal) -> None:
    """Raise RefusedError where a figure is no number or has too many digits."""
    if not figure.is_finite():
        raise RefusedError(Refusal.NOT_A_FIGURE, name)
    _, digits, exponent = figure.as_tuple()
    whole, decimals = len(digits) + int(exponent), -int(exponent)
    if whole > MOST_DIGITS or decimals > MOST_DECIMALS:
        raise RefusedError(Refusal.TOO_BIG, name)


def check_amount(name: str, figure: Decimal) -> None:
    """Raise RefusedError where a figure is none or under 0."""
    check_figure(name, figure)
    if figure < 0:
        raise RefusedError(Refusal.NEGATIVE, name)


def check_share(name: str, figure: Decimal) -> None:
    """Raise RefusedError where a figure is none from 0 to 100."""
    check_figure(name, figure)
    if not 0 <= figure <= HUNDRED:
        raise RefusedError(Refusal.NOT_A_SHARE, name)


def check_measured(name: str, figure: Decimal, asked: IndicatorPlan) -> None:
    """Raise RefusedError where a figure, typed or shown, is none that an indicator can have."""
    check_figure(name, figure)
    if asked.measure == "growth":
        if min(figure, round_half_up(figure, asked.decimals)) <= -HUNDRED:
            raise RefusedError(Refusal.NO_GROWTH, name)
    elif asked.reported_unit == "%":
        check_share(name, figure)
    else:
        check_amount(name, figure)
    if asked.decimals == 0 and figure != figure.to_integral_value():
        raise RefusedError(Refusal.NOT_WHOLE, name)
