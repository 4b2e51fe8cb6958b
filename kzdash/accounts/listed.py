"""Accounts for a list of people: tried out first, then all of them added, or none."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from kzdash.accounts import fields, passwords
from kzdash.accounts.changes import record_change
from kzdash.accounts.management import check_may_manage
from kzdash.accounts.usernames import free_name
from kzdash.domain.formatting import is_printable
from kzdash.domain.models import OFFICE_NAME, Account, Change, Role, Unit
from kzdash.errors import BadAccountError, Refusal
from kzdash.runtime import logs

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping, Sequence

    from sqlalchemy.orm import Session

    from kzdash.store import Store

MAX_LISTED, MAX_PHONE_LENGTH = 200, 50


@dataclass(frozen=True, slots=True)
class ListedPerson:
    """What a line of a list says of a person; the telephone is for the slip alone, never stored."""

    line: int
    unit: str
    person: str
    phone: str = ""


@dataclass(frozen=True, slots=True)
class TriedAccount:
    """A line that was tried out: the name of the account it would make, or why it cannot."""

    listed: ListedPerson
    name: str = ""
    fault: BadAccountError | None = None


def try_out_list(store: Store, people: Sequence[ListedPerson]) -> list[TriedAccount]:
    """Try out a list without writing anything."""
    with store.session() as session:
        return [tried for tried, _ in _try_out(session, people)]


def add_listed_accounts(
    store: Store, people: Sequence[ListedPerson], now: dt.datetime, *, by: str | None
) -> list[tuple[TriedAccount, str]]:
    """Add an account for each person, and return each with its one-time password.

    BadAccountError for the first line at fault, and nothing is added; RefusedError if `by` may not
    add accounts.
    """
    once = [passwords.new_one_time_password() for _ in people]
    hashes = [passwords.hash_password(password) for password in once]
    audit = logs.log_outcome("accounts added", count=len(people), by=by)
    with audit, store.writing() as session:
        check_may_manage(session, by)
        tried = _try_out(session, people)
        if faults := [one.fault for one, _ in tried if one.fault]:
            raise faults[0]
        made = (account for _, account in tried if account)
        for account, hashed in zip(made, hashes, strict=True):
            account.password_hash, account.created_at = hashed, now
            session.add(account)
            record_change(session, Change.ADDED, account.name, by, now)
    return [(one, password) for (one, _), password in zip(tried, once, strict=True)]


def _try_out(
    session: Session, people: Sequence[ListedPerson]
) -> list[tuple[TriedAccount, Account | None]]:
    stored = session.scalars(select(Account)).all()
    taken = {account.name for account in stored}
    theirs = {(it.unit_id, it.person): it.name for it in stored if not it.disabled}
    # a database driver would fail on some texts that people paste
    units = {unit.name: unit.id for unit in session.scalars(select(Unit))}
    tried: list[tuple[TriedAccount, Account | None]] = []
    for listed in people:
        try:
            account = _account(listed, units)
            person = account.unit_id, account.person
            if person in theirs:
                # "" is that of an earlier line
                raise BadAccountError(  # noqa: TRY301 - as the other faults of a line
                    Refusal.HAS_ACCOUNT if theirs[person] else Refusal.LISTED_TWICE,
                    theirs[person] or account.person,
                )
        except BadAccountError as error:
            tried.append((TriedAccount(listed, fault=error), None))
            continue
        account.name = free_name(listed.unit, taken)
        taken.add(account.name)
        theirs[person] = ""
        tried.append((TriedAccount(listed, account.name), account))
    return tried


def _account(listed: ListedPerson, units: Mapping[str, int]) -> Account:
    """Return the account of a line, without name and password; or raise BadAccountError."""
    role = Role.OFFICE if listed.unit == OFFICE_NAME else Role.UNIT
    if role is Role.UNIT and listed.unit not in units:
        raise BadAccountError(Refusal.NO_UNIT, listed.unit)
    if len(listed.phone) > MAX_PHONE_LENGTH or not is_printable(listed.phone):
        raise BadAccountError(Refusal.BAD_PHONE, listed.phone[:MAX_PHONE_LENGTH])
    return Account(
        person=fields.valid_person(listed.person), role=role, unit_id=units.get(listed.unit)
    )
