"""Who may report on what, and who may change what the plan asks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kzdash.domain.models import Role
from kzdash.errors import Refusal, RefusedError

if TYPE_CHECKING:
    from kzdash.domain.models import Account, Item


def may_report(account: Account, item: Item) -> bool:
    """Whether an account may report on an item: the office on every one, a unit on what it leads.

    Nobody may before their one-time password is changed, nor once disabled.
    """
    if account.disabled or account.must_change:
        return False
    return account.role == Role.OFFICE or _leads(account, item)


def check_may_report(account: Account | None, item: Item) -> None:
    """Raise RefusedError where an account may not report on an item."""
    _check_account(account)
    if account is not None and not may_report(account, item):
        raise RefusedError(Refusal.NOT_YOURS)


def check_office(account: Account | None) -> None:
    """Raise RefusedError where an account is not one of the office in good standing."""
    _check_account(account)
    if account is not None and account.role != Role.OFFICE:
        raise RefusedError(Refusal.OFFICE_ONLY)


def _check_account(account: Account | None) -> None:
    if account is None:
        raise RefusedError(Refusal.NO_ACCOUNT)
    if account.disabled:
        raise RefusedError(Refusal.DISABLED)
    if account.must_change:
        raise RefusedError(Refusal.MUST_CHANGE)


def _leads(account: Account, item: Item) -> bool:
    return account.unit_id is not None and any(
        lead.unit_id == account.unit_id for lead in item.leads
    )
