"""Background work: run it again and again, and log its errors.

Streamlit's runtime runs in the same task group. An error that left the background work would end
both, and every page with them, say because a folder could not be opened.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import anyio

from kzdash.runtime import logs

if TYPE_CHECKING:
    from collections.abc import Callable


async def run_repeatedly(work: Callable[[], object], name: str, every_s: float) -> None:
    """Run `work` in a thread every `every_s` seconds until cancelled, also after an error."""
    while True:
        try:
            await anyio.to_thread.run_sync(work)
        except Exception as error:  # noqa: BLE001 - any error is logged, and the work tried again
            logs.log_unexpected(f"{name} failed and will be tried again", error)
        await anyio.sleep(every_s)
