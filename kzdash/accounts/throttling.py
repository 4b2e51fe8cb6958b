"""Count wrong passwords in a row for each key, and delay further attempts for that key alone.

A key is an account name, a known browser or a login.
"""

from __future__ import annotations

import datetime as dt
import math
from typing import TYPE_CHECKING

from sqlalchemy import delete, select

from kzdash.accounts.hashing import sha256_hex
from kzdash.domain.models import Attempt
from kzdash.errors import TryLaterError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy.orm import Session

FREE_ATTEMPTS = 5
FIRST_DELAY, LONGEST_DELAY = dt.timedelta(minutes=1), dt.timedelta(minutes=15)
FORGET_AFTER = dt.timedelta(days=1)


def count_attempt(session: Session, key: str, now: dt.datetime) -> None:
    """Count an attempt as failed before its password is verified; TryLaterError during a delay.

    Counting first catches parallel attempts. A right password then clears the count.
    """
    session.execute(delete(Attempt).where(Attempt.last_at < now - FORGET_AFTER))
    attempt = session.get(Attempt, sha256_hex(key))
    if attempt is None:
        # hashed: people sometimes type their password into the field of the name
        session.add(Attempt(name=sha256_hex(key), failures=1, last_at=now))
        return
    # abs: a parallel attempt may have stored a time just after this one's
    left = _delay(attempt.failures) - abs(now - attempt.last_at)
    if left > dt.timedelta():
        raise TryLaterError(math.ceil(left.total_seconds()))
    attempt.failures += 1
    attempt.last_at = now


def clear_attempts(session: Session, key: str) -> None:
    """Forget the wrong passwords for a key."""
    session.execute(delete(Attempt).where(Attempt.name == sha256_hex(key)))


def guessed_names(session: Session, names: Iterable[str]) -> dict[str, tuple[int, dt.datetime]]:
    """Return the names with enough wrong passwords in a row to be delayed, also if that is over.

    The values are the number of wrong passwords and the time of the last; those from known
    browsers are not counted.
    """
    names_by_hash = {sha256_hex(name): name for name in names}
    attempts = session.scalars(select(Attempt).where(Attempt.failures >= FREE_ATTEMPTS)).all()
    return {
        names_by_hash[attempt.name]: (attempt.failures, attempt.last_at)
        for attempt in attempts
        if attempt.name in names_by_hash
    }


def _delay(failures: int) -> dt.timedelta:
    if failures < FREE_ATTEMPTS:
        return dt.timedelta()
    doublings = min(failures - FREE_ATTEMPTS, 10)
    return min(FIRST_DELAY * (1 << doublings), LONGEST_DELAY)
