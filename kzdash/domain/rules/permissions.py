"""Who may report on what, and who may change what the plan asks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kzdash.domain.models import Role
from kzdash.domain.progress import OF_OFFICE, Answer
from kzdash.errors import Refusal, RefusedError

if TYPE_CHECKING:
    from kzdash.domain.models import Account, Item, Report


def may_report(account: Account, item: Item) -> bool:
    """Whether an account may report on an item: the office on every one, a unit on its own.

    Nobody may before their one-time password is changed, nor once disabled.
    """
    if account.disabled or account.must_change:
        return False
    return account.role == Role.OFFICE or account.unit_id in _units(item)


def check_may_report(
    account: Account | None, item: Item, lead_unit_id: int | None, part_of: int | None = None
) -> None:
    """Raise RefusedError where an account may not make this report on an item, or take it back.

    `part_of` is the supporting unit whose part it is about, None for the whole. The office may
    speak of both, a unit of the whole where it leads and of its own part where it supports.
    """
    check_account(account)
    if account is None:
        return
    if not may_report(account, item):
        raise RefusedError(Refusal.NOT_YOURS)
    if part_of is not None and (part_of == lead_unit_id or part_of not in _units(item)):
        raise RefusedError(Refusal.NOT_SUPPORTING, "unit_id")
    if account.role == Role.UNIT and part_of != part_of_account(account, lead_unit_id):
        raise RefusedError(Refusal.NOT_YOURS)


def part_of_account(account: Account | None, lead_unit_id: int | None) -> int | None:
    """Return the id of the unit whose part an account reports on, None for the whole of an item.

    A unit that supports an item reports on its own part of it, whatever else it may say.
    """
    if account is None or account.role == Role.OFFICE or account.unit_id == lead_unit_id:
        return None
    return account.unit_id


def may_undo(
    account: Account, report: Report, lead_unit_id: int | None, author: Account | None
) -> bool:
    """Whether an account may take back a report that `author`, None if unknown, made.

    The office may take back any; a unit those of its own people, on what it now speaks of.
    """
    if account.role == Role.OFFICE:
        return True
    is_own = author is not None and author.unit_id == account.unit_id
    return is_own and report.unit_id == part_of_account(account, lead_unit_id)


def check_answer(account: Account | None, report: Report, last: Report | None) -> None:
    """Raise RefusedError where an account may not give this answer on a matter.

    `last` is the last report on the whole of it. Closing and sending back are the office's; what is
    closed stays so until the office sends it back.
    """
    if account is None or account.role == Role.OFFICE:
        return
    if report.answer in {answer.code for answer in OF_OFFICE}:
        raise RefusedError(Refusal.OFFICE_ONLY, "answer")
    if last is not None and last.answer == Answer.CLOSED.code:
        raise RefusedError(Refusal.CLOSED, "answer")


def check_office(account: Account | None) -> None:
    """Raise RefusedError where an account is not one of the office in good standing."""
    check_account(account)
    if account is not None and account.role != Role.OFFICE:
        raise RefusedError(Refusal.OFFICE_ONLY)


def check_account(account: Account | None) -> None:
    """Raise RefusedError where an account is none in good standing."""
    if account is None:
        raise RefusedError(Refusal.NO_ACCOUNT)
    if account.disabled:
        raise RefusedError(Refusal.DISABLED)
    if account.must_change:
        raise RefusedError(Refusal.MUST_CHANGE)


def _units(item: Item) -> set[int]:
    return {lead.unit_id for lead in item.leads}
