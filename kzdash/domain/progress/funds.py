"""Funds of a project: planned, in place (到位) and paid (支付), from one source or in all."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


@dataclass(frozen=True, slots=True)
class Funds:
    """Amounts in 万元, None where nobody has said any; in place and paid are cumulative."""

    planned: Decimal | None = None
    received: Decimal | None = None
    paid: Decimal | None = None

    @property
    def received_rate(self) -> Decimal | None:
        """到位率: the share in place of what is planned (a ratio)."""
        return _ratio(self.received, self.planned)

    @property
    def paid_rate(self) -> Decimal | None:
        """支付率: the share paid of what is in place (a ratio)."""
        return _ratio(self.paid, self.received)

    @property
    def is_empty(self) -> bool:
        """Whether nothing is known of them."""
        return self.planned is None and self.received is None and self.paid is None


def total_funds(
    by_source: Sequence[Funds], received: Decimal | None, paid: Decimal | None
) -> Funds:
    """Return all funds of a project; `received` and `paid` are its totals as reported.

    Planned funds are those of its sources. Where no total was reported, the sources' sum stands
    for it, which is the least that it can be.
    """
    return Funds(
        planned=_sum(funds.planned for funds in by_source),
        received=_sum(funds.received for funds in by_source) if received is None else received,
        paid=_sum(funds.paid for funds in by_source) if paid is None else paid,
    )


def _sum(amounts: Iterable[Decimal | None]) -> Decimal | None:
    known = [amount for amount in amounts if amount is not None]
    return sum(known, Decimal(0)) if known else None


def _ratio(part: Decimal | None, whole: Decimal | None) -> Decimal | None:
    return part / whole if part is not None and whole else None
