"""Work beside the service goes on whatever happens to it."""

from __future__ import annotations

import anyio

from kzdash.runtime.background import run_repeatedly


def test_work_that_fails_is_done_again_and_ends_nothing_beside_it() -> None:
    done: list[int] = []
    enough = anyio.Event()

    def work() -> None:
        done.append(len(done))
        if len(done) == 3:
            anyio.from_thread.run_sync(enough.set)
        raise ExceptionGroup("all at once", [PermissionError("a folder"), ValueError("a word")])

    async def serve() -> None:
        async with anyio.create_task_group() as tasks:
            tasks.start_soon(run_repeatedly, work, "some work", 0)
            with anyio.fail_after(10):
                await enough.wait()
            tasks.cancel_scope.cancel()

    anyio.run(serve)

    assert done[:3] == [0, 1, 2]
