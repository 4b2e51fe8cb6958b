"""A limit on the passwords that one address may try, checked before the costly verification.

Each process counts by itself, in memory; the store has the counts of each account.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from kzdash.errors import TooManyGuessesError
from kzdash.runtime.rate_limit import RateLimit
from kzdash.web import client_address

if TYPE_CHECKING:
    from collections.abc import Iterator

    from starlette.requests import Request

MAX_GUESSES, PERIOD_S = 20, 60
_guesses = RateLimit(MAX_GUESSES, PERIOD_S)


@contextmanager
def count_guess(request: Request, *, known: bool) -> Iterator[None]:
    """Count a guess until the block succeeds; TooManyGuessesError if there were too many.

    `known`: the browser has logged in to the account before, so its guesses do not count.
    """
    address = "" if known else client_address.counted_address(request.client)
    if not address:
        yield
        return
    if not _guesses.take(address):
        raise TooManyGuessesError(PERIOD_S)
    yield
    _guesses.give_back(address)
