"""Whether the store answers at all: found out before anybody's thread waits for it.

A database server that was stopped and not killed, or a share whose server is gone, answers nothing
and refuses nothing. Those who ask wait here, a few at once, and are given up.
"""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import anyio

from kzdash import errors
from kzdash.web import identity

if TYPE_CHECKING:
    from kzdash.errors import KzdashError
    from kzdash.store import Store

PATIENCE_S = 4
# one that waits for ever keeps its thread, so there are no more of these; the rest wait in line
_ASKING = ThreadPoolExecutor(4, "is the store there")


async def problem() -> KzdashError | None:
    """Return why the store cannot be read, none where it can; within a few seconds."""
    try:
        store = identity.store()
        with anyio.fail_after(PATIENCE_S):
            await asyncio.wrap_future(_ASKING.submit(store.version))
    except TimeoutError:
        return _no_answer(store)
    except errors.KzdashError as error:
        return error
    return None


def _no_answer(store: Store) -> KzdashError:
    if store.file is not None:
        return errors.StoreLockedError(store.place)
    return errors.StoreAwayError(store.place, f"no answer within {PATIENCE_S} seconds")
