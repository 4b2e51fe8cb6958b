"""Manage the accounts: add, reset and disable them, for the office and the command line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from kzdash.accounts import fields, passwords, throttling, usernames
from kzdash.accounts.changes import record_change
from kzdash.accounts.fields import OFFICE
from kzdash.accounts.sessions import end_sessions
from kzdash.accounts.usernames import free_name
from kzdash.domain import rules
from kzdash.domain.models import OFFICE_NAME, Account, Change, Role
from kzdash.errors import BadAccountError, Refusal
from kzdash.runtime import logs

if TYPE_CHECKING:
    import datetime as dt

    from sqlalchemy.orm import Session

    from kzdash.store import Store


def add_account(  # noqa: PLR0913 - the fields of an account, and who adds it when
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

    `by` is the name of the office account that acts, None for the command line. BadAccountError if
    a field is invalid or taken, RefusedError if `by` may not add accounts.
    """
    account = Account(
        name=fields.valid_name(name, role),
        person=fields.valid_person(person),
        role=role,
        email=fields.valid_email(email),
        created_at=now,
    )
    password = passwords.new_one_time_password()
    account.password_hash = passwords.hash_password(password)
    try:
        audit = logs.log_outcome("account added", account=account.name, role=role.value, by=by)
        with audit, store.writing() as session:
            check_may_manage(session, by)
            fields.check_free(session, account)
            account.unit_id = fields.unit_id(session, role, unit_name)
            session.add(account)
            record_change(session, Change.ADDED, account.name, by, now)
    except IntegrityError as error:
        # the account may have been added since `check_free` looked
        raise BadAccountError(Refusal.NAME_TAKEN, name) from error
    return password


def reset_account(store: Store, name: str, now: dt.datetime, *, by: str | None) -> str:
    """Give an account a new one-time password and return it; enable the account if disabled."""
    password = passwords.new_one_time_password()
    hashed = passwords.hash_password(password)
    audit = logs.log_outcome("account reset", account=usernames.normalize(name), by=by)
    with audit, store.writing() as session:
        check_may_manage(session, by)
        account = _account(session, name)
        account.password_hash, account.must_change, account.disabled = hashed, True, False
        throttling.clear_attempts(session, account.name)
        end_sessions(session, account.id)
        record_change(session, Change.RESET, account.name, by, now)
    return password


def disable_account(store: Store, name: str, now: dt.datetime, *, by: str | None) -> None:
    """Disable an account and end its logins; its reports stay.

    BadAccountError for the last enabled account of the office.
    """
    audit = logs.log_outcome("account disabled", account=usernames.normalize(name), by=by)
    with audit, store.writing() as session:
        check_may_manage(session, by)
        account = _account(session, name)
        if (
            account.role == Role.OFFICE
            and not account.disabled
            and _count_office_accounts(session) == 1
        ):
            raise BadAccountError(Refusal.LAST_OFFICE, account.name)
        if not account.disabled:
            record_change(session, Change.DISABLED, account.name, by, now)
        account.disabled = True
        end_sessions(session, account.id)


def hand_over_account(
    store: Store,
    name: str,
    person: str,
    email: str | None,
    now: dt.datetime,
    *,
    by: str | None,
) -> tuple[str, str]:
    """Give the unit of an account a new one for another person, and disable the old one.

    Return the new account's name and one-time password. BadAccountError if the account is disabled
    or a field invalid; nothing is changed then.
    """
    password = passwords.new_one_time_password()
    hashed = passwords.hash_password(password)
    audit = logs.log_outcome("account handed over", account=usernames.normalize(name), by=by)
    with audit, store.writing() as session:
        check_may_manage(session, by)
        old = _account(session, name)
        if old.disabled:
            raise BadAccountError(Refusal.NOT_IN_USE, old.name)
        new = Account(
            name=free_name(_employer(old), set(session.scalars(select(Account.name)))),
            person=fields.valid_person(person),
            role=old.role,
            unit_id=old.unit_id,
            email=fields.valid_email(email),
            password_hash=hashed,
            created_at=now,
        )
        fields.check_free(session, new)
        old.disabled = True
        end_sessions(session, old.id)
        session.add(new)
        record_change(session, Change.HANDED_OVER, old.name, by, now, new.name)
        return new.name, password


def guessed_accounts(store: Store) -> dict[str, tuple[int, dt.datetime]]:
    """Return the accounts whose password somebody may be guessing.

    The values are the number of wrong passwords in a row and the time of the last. A day after
    that the attempts are forgotten.
    """
    with store.session() as session:
        return throttling.guessed_names(session, session.scalars(select(Account.name)))


def add_first_office_account(store: Store, now: dt.datetime) -> str | None:
    """Add the first account of the office and return its one-time password.

    Return None if the office has an account already.
    """
    query = select(Account.id).where(Account.role == Role.OFFICE).limit(1)
    with store.session() as session:
        if session.scalar(query) is not None:
            return None
    password = passwords.new_one_time_password()
    account = Account(name=OFFICE, person=OFFICE_NAME, role=Role.OFFICE, created_at=now)
    account.password_hash = passwords.hash_password(password)
    with store.writing() as session:
        if session.scalar(query) is not None:
            return None
        session.add(account)
        record_change(session, Change.ADDED, OFFICE, None, now)
    return password


def check_may_manage(session: Session, by: str | None) -> None:
    """Raise RefusedError unless `by` is an account of the office, or None for the command line."""
    if by is not None:
        rules.check_office(session.scalar(select(Account).where(Account.name == by)))


def _account(session: Session, name: str) -> Account:
    normal = usernames.normalize(name)
    # a database driver would fail on an invalid name, such as one with lone surrogates
    query = select(Account).where(Account.name == normal)
    account = session.scalar(query) if usernames.is_valid(normal) else None
    if account is None:
        raise BadAccountError(Refusal.NO_ACCOUNT, name)
    return account


def _employer(account: Account) -> str:
    return account.unit.name if account.unit else OFFICE_NAME


def _count_office_accounts(session: Session) -> int:
    """Count the enabled accounts of the office."""
    enabled = Account.disabled.is_(False)
    query = select(func.count()).select_from(Account).where(Account.role == Role.OFFICE, enabled)
    return session.scalar(query) or 0
