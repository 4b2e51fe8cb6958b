"""Work beside the service, done again and again: whatever hinders it is logged, and nothing ends.

Streamlit's runtime lives in the same program, and whatever leaves the block that both are in takes
it along: every page would be gone for good because a folder could not be opened.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import anyio

from kzdash.runtime import logs

if TYPE_CHECKING:
    from collections.abc import Callable


async def run_repeatedly(work: Callable[[], object], name: str, every_s: float) -> None:
    """Do some work in a thread until cancelled, so many seconds apart, however it ends."""
    while True:
        try:
            await anyio.to_thread.run_sync(work)
        except Exception as error:  # noqa: BLE001 - it is logged whole, and tried again
            logs.log_unexpected(f"{name} failed and will be tried again", error)
        await anyio.sleep(every_s)
