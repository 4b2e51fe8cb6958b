"""A cable between a browser and a server, which is cut and mended while both of them go on."""

from __future__ import annotations

import asyncio
import contextlib
import threading
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine, Iterator

HOST = "127.0.0.1"
WITHIN_S = 10
Reader, Writer = asyncio.StreamReader, asyncio.StreamWriter


class Cable:
    """Carries what a browser and a server say to each other."""

    def __init__(self, address: str, port: int) -> None:
        self._leads_to = urlsplit(address).port
        self._port = port
        self.address = f"http://{HOST}:{self._port}"
        self.loop = asyncio.new_event_loop()
        self._ends: set[Writer] = set()
        self._listener: asyncio.Server | None = None
        self._loses = ""

    def mend(self) -> None:
        """Carry everything again."""
        self._run(self._mend())

    def cut(self) -> None:
        """Break every connection, and refuse new ones."""
        self._run(self._cut())

    def lose(self, what: str) -> None:
        """Until it is cut, lose on the way what the browser `asks` or what the server `answers`."""
        self._loses = what

    def _run(self, done: Coroutine[Any, Any, None]) -> None:
        asyncio.run_coroutine_threadsafe(done, self.loop).result(WITHIN_S)

    async def _mend(self) -> None:
        self._loses = ""
        self._listener = await asyncio.start_server(self._carry, HOST, self._port)

    async def _cut(self) -> None:
        if self._listener:
            self._listener.close()
        for end in self._ends:
            end.transport.abort()
        carrying = asyncio.all_tasks() - {asyncio.current_task()}
        await asyncio.gather(*carrying, return_exceptions=True)

    async def _carry(self, from_browser: Reader, to_browser: Writer) -> None:
        from_server, to_server = await asyncio.open_connection(HOST, self._leads_to)
        ends = {to_browser, to_server}
        self._ends |= ends
        await asyncio.gather(
            _pass_on(from_browser, to_server, lambda: self._loses == "asks"),
            _pass_on(from_server, to_browser, lambda: self._loses == "answers"),
        )
        self._ends -= ends


async def _pass_on(source: Reader, to: Writer, is_lost: Callable[[], bool]) -> None:
    with contextlib.suppress(ConnectionError):
        while said := await source.read(65_536):
            if not is_lost():
                to.write(said)
                await to.drain()
    to.close()


@contextlib.contextmanager
def laid(address: str, port: int) -> Iterator[Cable]:
    """Lay a cable from a port to a server; whoever opens its address reaches that server."""
    cable = Cable(address, port)
    carrying = threading.Thread(target=cable.loop.run_forever)
    carrying.start()
    try:
        cable.mend()
        yield cable
        cable.cut()
    finally:
        cable.loop.call_soon_threadsafe(cable.loop.stop)
        carrying.join()
        cable.loop.close()
