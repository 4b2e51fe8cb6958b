"""Wrong passwords in a row: counted for each name, and the delay they bring to that name alone."""

from __future__ import annotations

import datetime as dt
import hashlib
import math
from typing import TYPE_CHECKING

from sqlalchemy import delete, select

from kzdash.domain.models import Attempt
from kzdash.errors import TryLaterError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy.orm import Session

FREE = 5
FIRST_DELAY, LONGEST_DELAY = dt.timedelta(minutes=1), dt.timedelta(minutes=15)
FORGOTTEN_AFTER = dt.timedelta(days=1)


def count_attempt(session: Session, name: str, now: dt.datetime) -> None:
    """Count an attempt before its password is looked at; TryLaterError where the name is delayed.

    A right password clears the count, so that those given at once all count.
    """
    session.execute(delete(Attempt).where(Attempt.last_at < now - FORGOTTEN_AFTER))
    attempt = session.get(Attempt, _key(name))
    if attempt is None:
        session.add(Attempt(name=_key(name), failures=1, last_at=now))
        return
    # an attempt beside this one may have been made a moment later
    left = _delay(attempt.failures) - abs(now - attempt.last_at)
    if left > dt.timedelta():
        raise TryLaterError(math.ceil(left.total_seconds()))
    attempt.failures += 1
    attempt.last_at = now


def clear_attempts(session: Session, name: str) -> None:
    """Forget the wrong passwords given for a name."""
    session.execute(delete(Attempt).where(Attempt.name == _key(name)))


def guessed_names(session: Session, names: Iterable[str]) -> dict[str, tuple[int, dt.datetime]]:
    """Return of names that are delayed, or were: how many wrong passwords in a row, and the last.

    Those given in a browser that is known are not among them.
    """
    named = {_key(name): name for name in names}
    found = session.scalars(select(Attempt).where(Attempt.failures >= FREE)).all()
    return {named[one.name]: (one.failures, one.last_at) for one in found if one.name in named}


def _delay(failures: int) -> dt.timedelta:
    if failures < FREE:
        return dt.timedelta()
    doublings = min(failures - FREE, 10)
    return min(FIRST_DELAY * (1 << doublings), LONGEST_DELAY)


def _key(name: str) -> str:
    """Hide the name: people type their password where their name belongs."""
    return hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest()
