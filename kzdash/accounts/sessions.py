"""Logging in and out: a random token for the browser, of which the store keeps the hash."""

from __future__ import annotations

import datetime as dt
import hashlib
import secrets
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import delete, select, update

from kzdash.accounts import known_browsers, passwords, throttling, usernames
from kzdash.domain.models import Account, Login, Role
from kzdash.errors import (
    Refusal,
    RefusedError,
    StoreFullError,
    StoreLockedError,
    StoreReadOnlyError,
    WrongPasswordError,
)
from kzdash.store import CLOCK_SKEW, wait_at_most

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from kzdash.store import Store

COOKIE = "kzdash_login"
# what follows it in a token is the second in which it was made
MADE = "."
IDLE = dt.timedelta(hours=12)
LONGEST = dt.timedelta(days=30)
TOUCHED_AFTER = dt.timedelta(minutes=5)
UNWRITABLE = (StoreReadOnlyError, StoreLockedError, StoreFullError)


@dataclass(frozen=True, slots=True)
class User:
    """Somebody who is logged in."""

    name: str
    person: str
    role: Role
    unit: str | None
    must_change: bool

    @property
    def may_read(self) -> bool:
        """Whether they may read what is for accounts alone: not by a one-time password."""
        return not self.must_change

    @property
    def is_office(self) -> bool:
        """Whether they are of the office."""
        return self.role is Role.OFFICE

    @property
    def words(self) -> str:
        """Who they are in words: the person, and whom they report for."""
        reports_for = self.unit or "专班办公室"
        return reports_for if self.person == reports_for else f"{self.person}（{reports_for}）"


@dataclass(frozen=True, slots=True)
class _Verified:
    """An account whose password was right, and under what the attempt was counted."""

    account_id: int
    stored: str
    given: str
    counted: str


def log_in(
    store: Store, name: str, password: str, now: dt.datetime, device: str = "", before: str = ""
) -> str:
    """Return the token of a new login; WrongPasswordError or TryLaterError where there is none.

    `device` is what the browser has of an earlier login, if any; `before` is the token of the one
    that it is logged in by, which ends.
    """
    right = _verified(store, name, password, now, device)
    outdated = passwords.needs_rehash(right.stored)
    renewed = passwords.hash_password(right.given) if outdated else right.stored
    with store.writing() as session:
        account = _unchanged(session, right)
        account.password_hash = renewed
        throttling.clear_attempts(session, right.counted)
        stale = (Login.used_at < now - IDLE) | (Login.used_at > now + CLOCK_SKEW)
        session.execute(delete(Login).where(stale | (Login.token_hash == _hash(before))))
        return create_session(session, account, now)


def user_of_token(store: Store, token: str, now: dt.datetime, *, touch: bool) -> User | None:
    """Return whose login a token is, none where it is nobody's or has ended.

    It ends after 12 idle hours, 30 days after it was made, and where its last use is yet to come.
    `touch` says that somebody is at work, and not only an open page asking again.
    """
    with store.session() as session:
        login = session.get(Login, _hash(token))
        if login is None:
            return None
        found = None if login.account.disabled else _who(login.account)
        ended, unused = _has_ended(login, token, now), now - login.used_at
    if touch and (ended or unused > TOUCHED_AFTER):
        # reading goes on where writing cannot
        with suppress(*UNWRITABLE):
            _touch(store, token, now, ended=ended)
    return None if ended else found


def require_login(session: Session, token: str, now: dt.datetime) -> None:
    """Raise RefusedError where a token is nobody's login any more."""
    login = session.get(Login, _hash(token))
    if login is None or _has_ended(login, token, now):
        raise RefusedError(Refusal.LOGGED_OUT)


def user_with_email(store: Store, email: str) -> User | None:
    """Return whom an identity provider vouches for.

    A one-time password they never used is struck: it need not be changed any more.
    """
    wanted = select(Account).where(Account.email == email.strip().lower())
    with store.session() as session:
        account = session.scalar(wanted.where(Account.disabled.is_(False)))
        found = _who(account) if account else None
    if found is not None and found.must_change:
        with suppress(*UNWRITABLE), store.writing() as session:
            account = session.scalars(wanted).one()
            account.password_hash, account.must_change = "", False
            return _who(account)
    return found


def log_out(store: Store, token: str, now: dt.datetime) -> None:
    """End every login of the account whose login a token is."""
    with store.writing() as session:
        login = session.get(Login, _hash(token))
        if login is not None and not _has_ended(login, token, now):
            end_sessions(session, login.account_id)


def change_password(store: Store, token: str, old: str, new: str, now: dt.datetime) -> str:
    """Change the password of whoever is logged in; their other logins end.

    Return the token of a new login. RefusedError where the new one is too weak; as for logging in
    where the old one is wrong.
    """
    asking = user_of_token(store, token, now, touch=False)
    if asking is None:
        raise RefusedError(Refusal.LOGGED_OUT)
    passwords.check_new_password(new, old, asking.name, once=asking.must_change)
    # a login is a browser that is known
    right = _verified(store, asking.name, old, now, login=_hash(token))
    hashed = passwords.hash_password(new)
    with store.writing() as session:
        account = _unchanged(session, right)
        account.password_hash, account.must_change = hashed, False
        throttling.clear_attempts(session, right.counted)
        end_sessions(session, account.id)
        return create_session(session, account, now)


def end_sessions(session: Session, account_id: int) -> None:
    """End every login of an account."""
    session.execute(delete(Login).where(Login.account_id == account_id))


def is_known_browser(store: Store, name: str, device: str) -> bool:
    """Whether a browser is one that somebody logged in with to this account before."""
    if not device:
        return False
    with store.session() as session:
        account = _named(session, usernames.normalize(name))
        return bool(account and known_browsers.throttle_key(account.password_hash, device))


def remember_browser(store: Store, token: str) -> str:
    """Return what a browser is given by which it will be known, empty where nobody is logged in."""
    with store.session() as session:
        login = session.get(Login, _hash(token))
        return known_browsers.new_browser_token(login.account.password_hash) if login else ""


def _verified(
    store: Store, name: str, password: str, now: dt.datetime, device: str = "", login: str = ""
) -> _Verified:
    """Return the account with this name and password.

    The attempt counts for its login or a known browser, where it comes from one, or its name. The
    password is as it is hashed: a one-time one may be typed in other ways than it was made.
    """
    normal = usernames.normalize(name)
    with store.writing() as session:
        account = _named(session, normal)
        account_id, stored = (account.id, account.password_hash) if account else (0, "")
        given = (
            passwords.normalize_one_time_password(password)
            if account and account.must_change
            else password
        )
        counted = (
            f"login {login}" if login else known_browsers.throttle_key(stored, device) or normal
        )
        throttling.count_attempt(session, counted, now)
    # once whoever it is, or the time it takes would tell one account from another
    if not passwords.password_matches(stored, given):
        raise WrongPasswordError
    return _Verified(account_id, stored, given, counted)


def _named(session: Session, normal: str) -> Account | None:
    """Return the account of a name that may log in."""
    known = select(Account).where(Account.name == normal, Account.disabled.is_(False))
    return session.scalar(known) if usernames.is_valid(normal) else None


def _unchanged(session: Session, right: _Verified) -> Account:
    """Return an account, unless it was disabled or reset while its password was verified."""
    account = session.get(Account, right.account_id)
    if account is None or account.disabled or account.password_hash != right.stored:
        raise WrongPasswordError
    return account


def _has_ended(login: Login, token: str, now: dt.datetime) -> bool:
    """Whether a login was idle or in use for too long, or used by a clock that ran ahead."""
    _, _, made = token.rpartition(MADE)
    if not (made.isascii() and made.isdigit()):
        return True  # an older version made it
    age = now - dt.datetime.fromtimestamp(int(made), dt.UTC)
    return not (-CLOCK_SKEW <= now - login.used_at <= IDLE and -CLOCK_SKEW <= age <= LONGEST)


def create_session(session: Session, account: Account, now: dt.datetime) -> str:
    """Log an account in; return the token, which nobody can make out of what the store keeps."""
    # the store has the hash of all of it, so that nobody can change the moment
    token = f"{secrets.token_urlsafe(32)}{MADE}{int(now.timestamp())}"
    session.add(Login(token_hash=_hash(token), account_id=account.id, used_at=now))
    return token


def _touch(store: Store, token: str, now: dt.datetime, *, ended: bool) -> None:
    with store.session() as session:
        # a page does not wait for this where another program holds the store
        wait_at_most(session, 100)
        this = Login.token_hash == _hash(token)
        session.execute(
            delete(Login).where(this) if ended else update(Login).where(this).values(used_at=now)
        )
        session.commit()


def _who(account: Account) -> User:
    unit = account.unit.name if account.unit else None
    return User(account.name, account.person, Role(account.role), unit, account.must_change)


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()
