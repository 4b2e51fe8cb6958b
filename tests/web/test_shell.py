"""Every answer forbids loading from elsewhere, and the shell around the pages is Chinese."""

from __future__ import annotations

import asyncio
import gzip
import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import streamlit
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import (
    FileResponse,
    HTMLResponse,
    JSONResponse,
    RedirectResponse,
    Response,
    StreamingResponse,
)
from starlette.routing import Route

from kzdash import web

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from starlette.requests import Request

INDEX = Path(streamlit.__file__).parent / "static" / "index.html"
CHINESE = re.compile(r"[\u4e00-\u9fff]")
PATHS = ["/", "/file", "/streamed", "/table.json", "/app.js", "/moved", "/nowhere", "/words.js"]


@dataclass
class Answer:
    """What came back over the wire."""

    status: int
    headers: dict[str, str]
    body: bytes


async def index(_request: Request) -> HTMLResponse:
    return HTMLResponse(INDEX.read_text("utf-8"), headers={"etag": '"old"', "vary": "cookie"})


async def file(_request: Request) -> FileResponse:
    return FileResponse(INDEX)


async def streamed(_request: Request) -> StreamingResponse:
    async def parts() -> AsyncIterator[bytes]:
        whole = INDEX.read_bytes()
        for at in range(0, len(whole), 7):
            yield whole[at : at + 7]

    return StreamingResponse(parts(), media_type="text/html")


async def table(_request: Request) -> JSONResponse:
    return JSONResponse({"text": '<html lang="en"></head>'})


async def script(_request: Request) -> Response:
    return Response('const text = "</head>";', media_type="text/javascript")


async def moved(_request: Request) -> RedirectResponse:
    return RedirectResponse("/")


async def asked(request: Request) -> JSONResponse:
    return JSONResponse(dict(request.headers))


async def asked_as_html(request: Request) -> HTMLResponse:
    return HTMLResponse(" ".join(request.headers))


APP = Starlette(
    routes=[
        Route("/", index),
        Route("/file", file),
        Route("/streamed", streamed),
        Route("/table.json", table),
        Route("/app.js", script),
        Route("/moved", moved),
        Route("/projects", asked_as_html),
        Route("/static/chunk.js", asked),
        Route("/_stcore/health", asked),
        *web.routes(lambda: True),
    ],
    middleware=[
        Middleware(web.ChineseShell, by_provider=lambda: False),
        Middleware(web.SecurityHeaders),
    ],
)


def get(path: str, **headers: str) -> Answer:
    """Ask the app for a path as a server would."""
    sent: list[dict[str, Any]] = []
    scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": "GET",
        "scheme": "http",
        "server": ("127.0.0.1", 80),
        "client": ("127.0.0.1", 1),
        "root_path": "",
        "path": path,
        "raw_path": path.encode(),
        "query_string": b"",
        "headers": [
            (b"host", b"127.0.0.1"),
            *((name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()),
        ],
    }

    requests = iter([{"type": "http.request", "body": b"", "more_body": False}])

    async def receive() -> dict[str, Any]:
        for request in requests:
            return request
        return await asyncio.Event().wait()  # a client that stays until it has its answer

    async def send(message: Any) -> None:
        sent.append(message)

    asyncio.run(APP(scope, receive, send))
    start, *parts = sent
    return Answer(
        start["status"],
        {name.decode(): value.decode() for name, value in start["headers"]},
        b"".join(part.get("body", b"") for part in parts),
    )


@pytest.mark.parametrize("path", PATHS)
def test_every_response_has_a_content_security_policy(path: str) -> None:
    headers = get(path).headers

    assert headers["content-security-policy"] == web.POLICY
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"


def test_the_policy_names_no_other_server() -> None:
    rules = dict(rule.split(maxsplit=1) for rule in web.POLICY.split("; "))

    assert rules["default-src"] == "'self'"
    allowed = {source for rule in rules.values() for source in rule.split()}
    assert rules["object-src"] == rules["base-uri"] == "'none'"
    assert allowed == {"'self'", "'none'", "'unsafe-inline'", "data:", "blob:", "ws:", "wss:"}
    assert "data:" not in rules["script-src"]


def test_the_shell_s_replacements_each_fit_streamlit_s_page_once() -> None:
    page = INDEX.read_bytes()

    assert [old for old, _ in web.SHELL if page.count(old) != 1] == []


@pytest.mark.parametrize("path", ["/", "/file", "/streamed"])
def test_the_shell_declares_chinese_and_loads_the_dictionary(path: str) -> None:
    answer = get(path)

    body = answer.body.decode()
    assert '<html lang="zh-CN">' in body
    assert 'lang="en"' not in body
    assert "<title>计划看板</title>" in body
    assert '<template id="later"><script src="./leaving.js"></script>' in body
    assert body.index("./words.js") < body.index('type="module"') < body.index("</template>")
    assert body.index("</template>") < body.index('<div id="root">')


@pytest.mark.parametrize("path", ["/", "/file"])
def test_content_length_matches_the_changed_page(path: str) -> None:
    answer = get(path)

    assert int(answer.headers["content-length"]) == len(answer.body) > INDEX.stat().st_size


def test_the_shell_drops_the_cache_validators_of_the_original_page() -> None:
    headers = get("/").headers

    assert "etag" not in headers
    assert "last-modified" not in get("/file").headers
    assert headers["vary"] == "cookie, Accept-Encoding"
    assert headers["cache-control"] == "no-store"


def test_nothing_of_streamlit_is_loaded_before_the_first_screen() -> None:
    body = get("/").body.decode()
    before = body[: body.index('<template id="later">')]

    assert "<script src" not in before
    assert 'type="module"' not in before
    assert "modulepreload" not in before
    assert "stylesheet" not in before
    assert "You need to enable JavaScript" not in body


def test_the_shell_is_compressed_for_browsers_that_take_it() -> None:
    answer = get("/", accept_encoding="gzip, br")

    assert answer.headers["content-encoding"] == "gzip"
    assert gzip.decompress(answer.body) == get("/").body


@pytest.mark.parametrize("path", ["/print/overview", "/login"])
def test_other_html_pages_pass_unchanged(
    path: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KZDASH_DATABASE_URL", f"sqlite:///{tmp_path}/none.db")

    body = get(path).body.decode()

    assert "<html" in body
    assert "<script src" not in body
    assert "first-screen" not in body


def test_a_cached_shell_is_sent_whole_again() -> None:
    stamp = FileResponse(INDEX, stat_result=INDEX.stat()).headers

    answer = get("/file", if_none_match=stamp["etag"], range="bytes=0-9")

    assert answer.status == 200
    assert b"zh-CN" in answer.body


def test_the_shell_is_requested_uncompressed() -> None:
    assert b"accept-encoding" not in get("/projects", accept_encoding="gzip").body


@pytest.mark.parametrize("path", ["/static/chunk.js", "/_stcore/health"])
def test_other_files_may_be_compressed_and_cached(path: str) -> None:
    body = get(path, accept_encoding="gzip", if_none_match="x").body

    assert b"accept-encoding" in body
    assert b"if-none-match" in body


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/table.json", b'{"text":"<html lang=\\"en\\"></head>"}'),
        ("/app.js", b'const text = "</head>";'),
    ],
)
def test_other_responses_pass_unchanged(path: str, body: bytes) -> None:
    answer = get(path)

    assert answer.body == body
    assert int(answer.headers["content-length"]) == len(body)


@pytest.mark.parametrize("script", [web.WORDS, web.LEAVING, web.FIXES], ids=lambda it: it.name)
def test_a_script_of_the_shell_is_served_from_this_server(script: Path) -> None:
    answer = get(f"/{script.name}")

    assert answer.status == 200
    assert answer.headers["content-type"].startswith("text/javascript")
    assert answer.body == script.read_bytes()
    assert "http" not in answer.body.decode()


def test_every_word_is_replaced_by_a_chinese_one_where_only_streamlit_writes() -> None:
    places = json.loads(web.DICTIONARY.read_text("utf-8"))
    pairs = [pair for place in places for pair in place["words"].items()]

    assert len(pairs) > 20
    assert [
        (old, new) for old, new in pairs if CHINESE.search(old) or not CHINESE.search(new)
    ] == []
    # what Markdown, tables and charts show is people's, but for what is shown above a pointer
    of_people = re.compile("stMarkdown|stTable|canvas|gridcell|option|svg|textarea")
    assert [place for place in places if of_people.search(place["selector"])] == []


def test_a_page_brings_the_dictionary_before_the_script_that_reads_it() -> None:
    body = get("/").body.decode()

    brought = re.search(
        r'<script type="application/json" id="words">(.*?)</script>', body, re.DOTALL
    )
    assert brought is not None
    assert json.loads(brought[1]) == json.loads(web.DICTIONARY.read_text("utf-8"))
    assert brought.end() <= body.index("words.js")


def test_a_websocket_passes_as_it_is() -> None:
    seen: list[Any] = []

    async def inner(scope: Any, _receive: Any, send: Any) -> None:
        seen.append(scope)
        await send({"type": "websocket.accept"})

    async def send(message: Any) -> None:
        seen.append(message)

    scope = {"type": "websocket", "path": "/_stcore/stream", "headers": [(b"range", b"x")]}
    shell = web.ChineseShell(web.SecurityHeaders(inner), by_provider=lambda: False)
    asyncio.run(shell(scope, None, send))

    assert seen == [scope, {"type": "websocket.accept"}]
