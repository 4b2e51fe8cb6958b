"""Log in and out: the browser holds a random token, the store only its hash."""

from __future__ import annotations

import datetime as dt
import secrets
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import delete, select, update

from kzdash.accounts import known_browsers, passwords, throttling, usernames
from kzdash.accounts.hashing import sha256_hex
from kzdash.domain.models import Account, Login, Role, holder_in_words
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
# in a token, before the second in which it was created
CREATED_SEPARATOR = "."
IDLE = dt.timedelta(hours=12)
MAX_AGE = dt.timedelta(days=30)
TOUCH_INTERVAL = dt.timedelta(minutes=5)
WRITE_ERRORS = (StoreReadOnlyError, StoreLockedError, StoreFullError)


@dataclass(frozen=True, slots=True)
class User:
    """A user who is logged in; `unit` is None for the office."""

    name: str
    person: str
    role: Role
    unit: str | None
    must_change: bool

    @property
    def may_read(self) -> bool:
        """Whether the user may read pages that need an account: not with a one-time password."""
        return not self.must_change

    @property
    def is_office(self) -> bool:
        """Whether the user works in the task force office."""
        return self.role is Role.OFFICE

    @property
    def words(self) -> str:
        """The user in words: the person, and the unit or the office."""
        return holder_in_words(self.person, self.unit)


@dataclass(frozen=True, slots=True)
class _VerifiedPassword:
    """A right password: the account, its stored hash, and the key that counted the attempt."""

    account_id: int
    password_hash: str
    password: str
    throttle_key: str


def log_in(
    store: Store,
    name: str,
    password: str,
    now: dt.datetime,
    device_token: str = "",
    old_token: str = "",
) -> str:
    """Log in and return the token of the new login; else WrongPasswordError or TryLaterError.

    `device_token` comes from the browser's device cookie, if it has one. `old_token` is the token
    of the login that the browser has now, which ends.
    """
    verified = _verify_password(store, name, password, now, device_token)
    password_hash = verified.password_hash
    if passwords.needs_rehash(password_hash):
        password_hash = passwords.hash_password(verified.password)
    with store.writing() as session:
        account = _account_if_unchanged(session, verified)
        account.password_hash, account.last_login_at = password_hash, now
        throttling.clear_attempts(session, verified.throttle_key)
        stale = (Login.used_at < now - IDLE) | (Login.used_at > now + CLOCK_SKEW)
        old = Login.token_hash == sha256_hex(old_token)
        session.execute(delete(Login).where(stale | old))
        return create_session(session, account, now)


def user_of_token(store: Store, token: str, now: dt.datetime, *, touch: bool) -> User | None:
    """Return the user of a login's token, None if it is unknown or has ended.

    A login ends after 12 idle hours, after 30 days, or if its last use lies in the future. `touch`
    counts as use: the user does something, it is not an open page that refreshes itself.
    """
    with store.session() as session:
        login = session.get(Login, sha256_hex(token))
        if login is None:
            return None
        user = None if login.account.disabled else _to_user(login.account)
        ended, idle = _has_ended(login, token, now), now - login.used_at
    if touch and (ended or idle > TOUCH_INTERVAL):
        # users can still read while the store cannot be written
        with suppress(*WRITE_ERRORS):
            _touch(store, token, now, ended=ended)
    return None if ended else user


def require_login(session: Session, token: str, now: dt.datetime) -> None:
    """Raise RefusedError if a token's login has ended."""
    login = session.get(Login, sha256_hex(token))
    if login is None or _has_ended(login, token, now):
        raise RefusedError(Refusal.LOGGED_OUT)


def user_with_email(store: Store, email: str, now: dt.datetime) -> User | None:
    """Return the user with an e-mail address that an identity provider has verified.

    This cancels an unused one-time password, so that the user need not change it. Only the provider
    knows when somebody logs in; who comes after 12 hours counts as logged in anew.
    """
    query = select(Account).where(Account.email == email.strip().lower())
    with store.session() as session:
        account = session.scalar(query.where(Account.disabled.is_(False)))
        if account is None:
            return None
        user, last = _to_user(account), account.last_login_at
    if not user.must_change and last is not None and now - last <= IDLE:
        return user
    with suppress(*WRITE_ERRORS), store.writing() as session:
        account = session.scalars(query).one()
        account.last_login_at = now
        if account.must_change:
            account.password_hash, account.must_change = "", False
        return _to_user(account)
    return user


def log_out(store: Store, token: str) -> None:
    """End the login of a token, and no other of its account."""
    with store.writing() as session:
        session.execute(delete(Login).where(Login.token_hash == sha256_hex(token)))


def log_out_everywhere(store: Store, token: str, now: dt.datetime) -> None:
    """End every login of a token's account; nothing happens if the token's own has ended."""
    with store.writing() as session:
        login = session.get(Login, sha256_hex(token))
        if login is not None and not _has_ended(login, token, now):
            end_sessions(session, login.account_id)


def change_password(store: Store, token: str, old: str, new: str, now: dt.datetime) -> str:
    """Change the password of a token's user, end all their logins, return a new login's token.

    RefusedError if the login has ended or the new password is too weak; WrongPasswordError or
    TryLaterError for the old one.
    """
    user = user_of_token(store, token, now, touch=False)
    if user is None:
        raise RefusedError(Refusal.LOGGED_OUT)
    passwords.check_new_password(new, old, user.name, once=user.must_change)
    # counted for this login, so that guesses elsewhere do not keep its user from changing it
    verified = _verify_password(store, user.name, old, now, login=sha256_hex(token))
    hashed = passwords.hash_password(new)
    with store.writing() as session:
        account = _account_if_unchanged(session, verified)
        account.password_hash, account.must_change = hashed, False
        throttling.clear_attempts(session, verified.throttle_key)
        end_sessions(session, account.id)
        return create_session(session, account, now)


def end_sessions(session: Session, account_id: int) -> None:
    """End every login of an account."""
    session.execute(delete(Login).where(Login.account_id == account_id))


def is_known_browser(store: Store, name: str, device_token: str) -> bool:
    """Whether a browser's device token proves an earlier login to this account."""
    if not device_token:
        return False
    with store.session() as session:
        account = _enabled_account(session, usernames.normalize(name))
        return bool(account and known_browsers.throttle_key(account.password_hash, device_token))


def remember_browser(store: Store, token: str) -> str:
    """Return a device token for the browser of a login, empty if there is no such login."""
    with store.session() as session:
        login = session.get(Login, sha256_hex(token))
        return known_browsers.new_browser_token(login.account.password_hash) if login else ""


def _verify_password(
    store: Store,
    name: str,
    password: str,
    now: dt.datetime,
    device_token: str = "",
    login: str = "",
) -> _VerifiedPassword:
    """Verify the password of an account, or raise WrongPasswordError or TryLaterError.

    The attempt counts for the login that makes it, else for a known browser, else for the name.
    """
    normal = usernames.normalize(name)
    with store.writing() as session:
        account = _enabled_account(session, normal)
        account_id, password_hash = (account.id, account.password_hash) if account else (0, "")
        if account and account.must_change:
            password = passwords.normalize_one_time_password(password)
        browser_key = known_browsers.throttle_key(password_hash, device_token)
        key = f"login {login}" if login else browser_key or normal
        throttling.count_attempt(session, key, now)
    # one verification for every name, or the time would tell which accounts exist
    if not passwords.password_matches(password_hash, password):
        raise WrongPasswordError
    return _VerifiedPassword(account_id, password_hash, password, key)


def _enabled_account(session: Session, normal: str) -> Account | None:
    query = select(Account).where(Account.name == normal, Account.disabled.is_(False))
    return session.scalar(query) if usernames.is_valid(normal) else None


def _account_if_unchanged(session: Session, verified: _VerifiedPassword) -> Account:
    """Read the account again; WrongPasswordError if it was disabled or reset meanwhile."""
    account = session.get(Account, verified.account_id)
    if account is None or account.disabled or account.password_hash != verified.password_hash:
        raise WrongPasswordError
    return account


def _has_ended(login: Login, token: str, now: dt.datetime) -> bool:
    """Whether a login is idle for too long, too old, or from the future of a wrong clock."""
    _, _, created = token.rpartition(CREATED_SEPARATOR)
    if not (created.isascii() and created.isdigit()):
        return True  # an older version of this program made the token
    age = now - dt.datetime.fromtimestamp(int(created), dt.UTC)
    return not (-CLOCK_SKEW <= now - login.used_at <= IDLE and -CLOCK_SKEW <= age <= MAX_AGE)


def create_session(session: Session, account: Account, now: dt.datetime) -> str:
    """Create a login for an account and return its token."""
    # the hash covers the time, so that nobody can prolong a login by changing it
    token = f"{secrets.token_urlsafe(32)}{CREATED_SEPARATOR}{int(now.timestamp())}"
    session.add(Login(token_hash=sha256_hex(token), account_id=account.id, used_at=now))
    return token


def _touch(store: Store, token: str, now: dt.datetime, *, ended: bool) -> None:
    with store.session() as session:
        # a page must not wait for this while another program locks the store
        wait_at_most(session, 100)
        own = Login.token_hash == sha256_hex(token)
        session.execute(
            delete(Login).where(own) if ended else update(Login).where(own).values(used_at=now)
        )
        session.commit()


def _to_user(account: Account) -> User:
    unit = account.unit.name if account.unit else None
    return User(account.name, account.person, Role(account.role), unit, account.must_change)
