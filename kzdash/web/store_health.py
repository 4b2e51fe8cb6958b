"""Find out within seconds whether the store answers, before a request waits for it in a thread.

A suspended database server, or a network share whose server is gone, neither answers nor refuses.
The check then waits in one of a few threads of its own, and times out.
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

TIMEOUT_S = 4
# a check that hangs keeps its thread, so their number is bounded; further checks queue
_executor = ThreadPoolExecutor(4, "store-health")


async def problem() -> KzdashError | None:
    """Return the error that keeps the store from being read, or None; waits at most TIMEOUT_S."""
    try:
        store = identity.store()
        with anyio.fail_after(TIMEOUT_S):
            await asyncio.wrap_future(_executor.submit(store.version))
    except TimeoutError:
        return _timeout_error(store)
    except errors.KzdashError as error:
        return error
    return None


def _timeout_error(store: Store) -> KzdashError:
    if store.file is not None:
        return errors.StoreLockedError(store.place)
    return errors.StoreAwayError(store.place, f"no answer within {TIMEOUT_S} seconds")
