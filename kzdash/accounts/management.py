"""Keeping the accounts: add, reset and disable them; the office does, or the command line."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from kzdash.accounts import passwords, throttling, usernames
from kzdash.accounts.sessions import end_sessions
from kzdash.domain import rules
from kzdash.domain.formatting import is_printable
from kzdash.domain.models import Account, Role, Unit
from kzdash.errors import BadAccountError, Refusal
from kzdash.runtime import logs

if TYPE_CHECKING:
    import datetime as dt

    from sqlalchemy.orm import Session

    from kzdash.store import Store

OFFICE = "office"
LONGEST_PERSON, LONGEST_EMAIL = 50, 254
EMAIL = re.compile(r"[^@\s]+@[^@\s]+")


def add_account(  # noqa: PLR0913 - what an account is, and who makes it when
    store: Store,
    name: str,
    person: str,
    role: Role,
    unit_name: str | None,
    email: str | None,
    now: dt.datetime,
    *,
    by: str | None,
) -> str:
    """Add an account and return its one-time password.

    `by` is the name of the acting account of the office, none for the command line. BadAccountError
    says what cannot be so, RefusedError that `by` may not do this.
    """
    account = Account(
        name=_new_name(name, role),
        person=_person(person),
        role=role,
        email=_email(email),
        created_at=now,
    )
    password = passwords.new_one_time_password()
    account.password_hash = passwords.hash_password(password)
    try:
        noted = logs.log_outcome("account added", account=account.name, role=role.value, by=by)
        with noted, store.writing() as session:
            _check_right(session, by)
            _check_free(session, account)
            account.unit_id = _unit_id(session, role, unit_name)
            session.add(account)
    except IntegrityError as error:
        # somebody else was first between the look and the write
        raise BadAccountError(Refusal.NAME_TAKEN, name) from error
    return password


def reset_account(store: Store, name: str, now: dt.datetime, *, by: str | None) -> str:  # noqa: ARG001 - every change is told when
    """Give an account a new one-time password and return it; a disabled one may be used again."""
    password = passwords.new_one_time_password()
    hashed = passwords.hash_password(password)
    noted = logs.log_outcome("account reset", account=usernames.normalize(name), by=by)
    with noted, store.writing() as session:
        _check_right(session, by)
        account = _account(session, name)
        account.password_hash, account.must_change, account.disabled = hashed, True, False
        throttling.clear_attempts(session, account.name)
        end_sessions(session, account.id)
    return password


def disable_account(store: Store, name: str, *, by: str | None) -> None:
    """Let nobody log in to an account any more; what it reported stays."""
    noted = logs.log_outcome("account disabled", account=usernames.normalize(name), by=by)
    with noted, store.writing() as session:
        _check_right(session, by)
        account = _account(session, name)
        if account.role == Role.OFFICE and not account.disabled and _offices(session) == 1:
            raise BadAccountError(Refusal.LAST_OFFICE, account.name)
        account.disabled = True
        end_sessions(session, account.id)


def guessed_accounts(store: Store) -> dict[str, tuple[int, dt.datetime]]:
    """Return at which accounts somebody guesses: wrong passwords in a row, and the last one's time.

    A day after the last one it is forgotten.
    """
    with store.session() as session:
        return throttling.guessed_names(session, session.scalars(select(Account.name)))


def add_first_office_account(store: Store, now: dt.datetime) -> str | None:
    """Add the first account of the office and return its one-time password.

    Returns none where there is one already.
    """
    of_office = select(Account.id).where(Account.role == Role.OFFICE)
    with store.session() as session:
        if session.scalar(of_office.limit(1)) is not None:
            return None
    password = passwords.new_one_time_password()
    account = Account(name=OFFICE, person="专班办公室", role=Role.OFFICE, created_at=now)
    account.password_hash = passwords.hash_password(password)
    with store.writing() as session:
        if session.scalar(of_office.limit(1)) is not None:
            return None
        session.add(account)
    return password


def _check_right(session: Session, by: str | None) -> None:
    if by is not None:
        rules.check_office(session.scalar(select(Account).where(Account.name == by)))


def _account(session: Session, name: str) -> Account:
    normal = usernames.normalize(name)
    # no engine could be asked for what is no name at all, such as bytes that are no text
    asked = select(Account).where(Account.name == normal)
    account = session.scalar(asked) if usernames.is_valid(normal) else None
    if account is None:
        raise BadAccountError(Refusal.NO_ACCOUNT, name)
    return account


def _offices(session: Session) -> int:
    """How many accounts of the office may log in."""
    enabled = Account.disabled.is_(False)
    count = select(func.count()).select_from(Account).where(Account.role == Role.OFFICE, enabled)
    return session.scalar(count) or 0


def _new_name(name: str, role: Role) -> str:
    normal = usernames.normalize(name)
    if not usernames.is_valid(normal):
        raise BadAccountError(Refusal.BAD_NAME, name)
    # the first account of the office gets its name whatever accounts there are
    if normal in usernames.RESERVED or (normal == OFFICE and role is not Role.OFFICE):
        raise BadAccountError(Refusal.NAME_RESERVED, name)
    return normal


def _person(person: str) -> str:
    given = " ".join(person.split())
    if not 0 < len(given) <= LONGEST_PERSON:
        raise BadAccountError(Refusal.NO_PERSON, person[: LONGEST_PERSON + 1])
    if not is_printable(given):
        raise BadAccountError(Refusal.UNPRINTABLE, given)
    return given


def _email(email: str | None) -> str | None:
    given = (email or "").strip().lower()
    if not given:
        return None
    if len(given) > LONGEST_EMAIL or not is_printable(given) or not EMAIL.fullmatch(given):
        raise BadAccountError(Refusal.BAD_EMAIL, given[: LONGEST_EMAIL + 1])
    return given


def _check_free(session: Session, account: Account) -> None:
    if session.scalar(select(Account.id).where(Account.name == account.name)) is not None:
        raise BadAccountError(Refusal.NAME_TAKEN, account.name)
    if account.email is None:
        return
    if session.scalar(select(Account.id).where(Account.email == account.email)) is not None:
        raise BadAccountError(Refusal.EMAIL_TAKEN, account.email)


def _unit_id(session: Session, role: Role, unit_name: str | None) -> int | None:
    given = (unit_name or "").strip()
    if role is Role.OFFICE:
        if given:
            raise BadAccountError(Refusal.UNIT_OF_OFFICE, given)
        return None
    found = session.scalar(select(Unit.id).where(Unit.name == given))
    if found is None:
        raise BadAccountError(Refusal.NO_UNIT, given)
    return found
