"""Files do not run out: the limit is raised, and connections are bounded and waited for."""

from __future__ import annotations

import asyncio
import json
import socket
import subprocess
import sys
from collections import Counter
from typing import TYPE_CHECKING, Any

import pytest
import websockets
from uvicorn import Config
from uvicorn.server import Server, ServerState

from kzdash.runtime import http_server, open_files

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

resource = pytest.importorskip("resource")
RAISED = """
import json, resource
from kzdash.runtime import open_files
hard = min(resource.getrlimit(resource.RLIMIT_NOFILE)[1], 4_096)
found = []
for soft in (1_024, hard):
    resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
    found.append([open_files.max_pages(), open_files.max_connections()])
resource.setrlimit(resource.RLIMIT_NOFILE, (300, hard))
open_files.raise_limit()
print(json.dumps([found, resource.getrlimit(resource.RLIMIT_NOFILE)[0] == hard]))
"""


def test_the_limit_is_raised_and_what_it_bounds_leaves_files_for_the_store() -> None:
    done = subprocess.run([sys.executable, "-c", RAISED], capture_output=True, check=True)

    ((few, many), raised) = json.loads(done.stdout)
    assert raised
    for (pages, connections), files in ((few, 1_024), (many, 4_096)):
        assert 0 < pages < connections
        assert (
            open_files.FILES_PER_PAGE - 1
        ) * pages + connections <= files - open_files.RESERVED_FILES + 1
    assert many[0] >= 300


async def answering(scope: Any, receive: Any, send: Any) -> None:
    if scope["type"] == "websocket":
        await send({"type": "websocket.accept"})
        while (await receive())["type"] != "websocket.disconnect":
            pass
        return
    while (await receive()).get("more_body"):
        pass
    await send(
        {"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"2")]}
    )
    await send({"type": "http.response.body", "body": b"ok"})


def serving(use: Callable[[int, ServerState], Awaitable[None]]) -> None:
    """Listen as `serve` does, until what is done to it has been done."""

    async def run() -> None:
        config = Config(answering, http=http_server.TimeoutProtocol, log_level="critical")
        config.load()
        state = ServerState()
        loop = asyncio.get_running_loop()
        server = await loop.create_server(
            lambda: http_server.TimeoutProtocol(config, state, {}), "127.0.0.1", 0
        )
        async with server:
            await use(server.sockets[0].getsockname()[1], state)

    asyncio.run(run())


def test_the_server_is_patient_to_the_end_and_lets_few_wait_and_send_little(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    served: list[Config] = []
    monkeypatch.setattr(Server, "run", lambda server, sockets: served.append(server.config))  # noqa: ARG005 - uvicorn's own

    with socket.socket() as listener:
        http_server.serve(listener)

    (config,) = served
    assert config.http is http_server.TimeoutProtocol
    # uvicorn's own are 2,048, 16 MB and 32: each who waits costs a file once it is accepted
    assert config.backlog <= open_files.RESERVED_FILES // 2
    assert config.ws_max_size * (config.ws_max_queue or 0) <= 8_000_000


HALVES = {
    "nothing": b"",
    "half a header": b"POST / HTTP/1.1\r\nHost: board\r\n",
    "half a body": b"POST / HTTP/1.1\r\nHost: board\r\nContent-Length: 10\r\n\r\nabc",
    "half of a second request": b"GET / HTTP/1.1\r\nHost: board\r\n\r\nGET / HT",
}


@pytest.mark.parametrize("sent", HALVES.values(), ids=HALVES.keys())
def test_a_request_that_does_not_become_whole_is_given_up(
    monkeypatch: pytest.MonkeyPatch, sent: bytes
) -> None:
    monkeypatch.setattr(http_server, "REQUEST_TIMEOUT_S", 0.2)

    async def use(port: int, _state: ServerState) -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(sent)
        try:
            while await asyncio.wait_for(reader.read(1_000), 10):
                pass
        except ConnectionResetError:
            pass  # the end, told less politely
        writer.close()

    serving(use)


def test_a_request_that_comes_in_pieces_is_answered() -> None:
    async def use(port: int, _state: ServerState) -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        for _ in range(2):
            for piece in (b"GET / HT", b"TP/1.1\r\nHost: bo", b"ard\r\n\r\n"):
                writer.write(piece)
                await writer.drain()
            assert b"200 OK" in await reader.readuntil(b"ok")
        writer.close()

    serving(use)


def test_an_open_page_may_be_silent(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(http_server, "REQUEST_TIMEOUT_S", 0.05)

    async def use(port: int, _state: ServerState) -> None:
        async with websockets.connect(f"ws://127.0.0.1:{port}") as page:
            with pytest.raises(TimeoutError):  # and not that it was closed
                await asyncio.wait_for(page.recv(), 0.5)

    serving(use)


def test_one_machine_has_a_share_of_the_connections_and_one_that_goes_makes_room() -> None:
    class Wire(asyncio.Transport):
        """A connection from a machine far away."""

        aborted = False

        def get_extra_info(self, name: str, default: Any = None) -> Any:
            return ("10.0.0.66", 1) if name == "peername" else default

        def abort(self) -> None:
            self.aborted = True

        def close(self) -> None:
            pass

    async def use(_port: int, state: ServerState) -> None:
        config = Config(answering, http=http_server.TimeoutProtocol, log_level="critical")
        made = []
        for _ in range(open_files.max_connections() // http_server.CLIENT_SHARE + 1):
            one = http_server.TimeoutProtocol(config, state, {})
            one.connection_made(Wire())
            made.append(one)
        assert [one.transport.aborted for one in made] == [False] * (len(made) - 1) + [True]
        for one in made:
            one.connection_lost(None)
        assert http_server._connections_by_client == Counter()  # noqa: SLF001 - nothing of them is left

    serving(use)
