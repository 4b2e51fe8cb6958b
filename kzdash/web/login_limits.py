"""How many passwords one address may try: looked at before a password is verified, which costs.

A process counts for itself and forgets when it ends; the counts of names are in the store.
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

# those that are being verified count until they are found right
MOST, WITHIN_S = 20, 60
_pace = RateLimit(MOST, WITHIN_S)


@contextmanager
def count_guess(request: Request, *, known: bool) -> Iterator[None]:
    """Count a guess unless the block ends well; TooManyGuessesError where there were too many.

    From a browser that somebody logged in with before it is not counted.
    """
    address = "" if known else client_address.counted_address(request.client)
    if not address:
        yield
        return
    if not _pace.take(address):
        raise TooManyGuessesError(WITHIN_S)
    yield
    _pace.give_back(address)


def forget_guesses() -> None:
    """Begin to count anew."""
    _pace.reset()
