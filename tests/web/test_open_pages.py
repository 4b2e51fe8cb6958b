"""Where there is no room for one more open page a sentence says so, and all else goes on."""

from __future__ import annotations

import asyncio
from typing import Any

import httpx
import pytest
from starlette.applications import Starlette
from starlette.routing import Route

from kzdash import web
from kzdash.runtime import open_files
from tests.web.conftest import PAGE, rest

SENTENCE = "同时打开的页面太多"


class Doors:
    """An app whose websockets stay open until they are let go."""

    def __init__(self) -> None:
        self.shut = asyncio.Event()
        self.inside = 0
        self.app = web.OpenPageLimit(self._answer)
        self._rest = Starlette(routes=[Route("/{rest:path}", rest)])
        self.tabs: list[asyncio.Task[list[Any]]] = []

    async def _answer(self, scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] == "websocket":
            self.inside += 1
            await self.shut.wait()
        else:
            await self._rest(scope, receive, send)

    async def open(self, machine: str, times: int = 1) -> None:
        self.tabs += [asyncio.create_task(self._open(machine)) for _ in range(times)]
        await asyncio.sleep(0)

    async def _open(self, machine: str) -> list[Any]:
        sent: list[Any] = []

        async def send(message: Any) -> None:
            sent.append(message)

        scope = {"type": "websocket", "path": "/_stcore/stream", "client": (machine, 1)}
        await self.app(scope, None, send)
        return sent

    async def leave(self) -> list[list[Any]]:
        self.shut.set()
        return await asyncio.gather(*self.tabs)

    async def get(self, path: str, machine: str = "127.0.0.1", accept: str = PAGE["accept"]) -> Any:
        transport = httpx.ASGITransport(self.app, client=(machine, 1))
        async with httpx.AsyncClient(transport=transport, base_url="http://board") as client:
            return await client.get(path, headers={"accept": accept})


def test_over_the_limit_a_page_is_a_sentence_and_its_websocket_is_closed() -> None:
    async def day() -> None:
        doors, most = Doors(), open_files.max_pages()
        await doors.open("127.0.0.1", most)
        assert doors.inside == most

        answer = await doors.get("/projects")
        assert answer.status_code == 503
        assert SENTENCE in answer.text
        assert answer.headers["retry-after"] == "60"
        await doors.open("127.0.0.1", 2)
        assert doors.inside == most
        refused = (await doors.tabs[-1])[0]
        assert (refused["type"], refused["code"]) == ("websocket.close", 1013)

        await doors.leave()
        assert (await doors.get("/projects")).status_code == 200

    asyncio.run(day())


@pytest.mark.parametrize(
    ("path", "accept"),
    [
        ("/login", PAGE["accept"]),
        ("/ready", "*/*"),
        ("/files/deck", PAGE["accept"]),
        ("/print/overview", PAGE["accept"]),
        ("/static/js/index.js", "*/*"),
        ("/_stcore/health", PAGE["accept"]),
    ],
)
def test_requests_that_open_no_page_are_served_over_the_limit(path: str, accept: str) -> None:
    async def day() -> int:
        doors = Doors()
        await doors.open("127.0.0.1", open_files.max_pages())
        answer = await doors.get(path, accept=accept)
        await doors.leave()
        return int(answer.status_code)

    assert asyncio.run(day()) == 200


def test_one_address_may_open_only_its_share_of_the_pages() -> None:
    async def day() -> None:
        doors, most = Doors(), open_files.max_pages()
        await doors.open("10.0.0.66", most)

        assert doors.inside == most // 2
        assert (await doors.get("/", "10.0.0.66")).status_code == 503
        assert (await doors.get("/", "10.0.0.7")).status_code == 200
        await doors.leave()

    asyncio.run(day())
