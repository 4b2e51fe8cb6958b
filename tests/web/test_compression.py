"""Streamlit's scripts and styles come compressed; all else passes as it is."""

from __future__ import annotations

import asyncio
import gzip
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import brotli
import httpx
import pytest
import streamlit
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from kzdash import web
from kzdash.web import brotli_files
from kzdash.web.brotli_files import BrotliFiles
from kzdash.web.middleware import compression

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.requests import Request

    Ask = Callable[..., httpx.Response]

PROGRAM = "const words = '计划';\n" * 500
SCRIPT = "/static/js/index.abc.js"
Seen = TypeVar("Seen")
PATIENCE_S = 60
OF_STREAMLIT = Path(streamlit.__file__).parent / "static"


async def elsewhere(request: Request) -> PlainTextResponse:
    return PlainTextResponse(f"rest of {request.url.path}")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder as Streamlit's: a page, and scripts and styles in `static`."""
    scripts = tmp_path / "static" / "js"
    scripts.mkdir(parents=True)
    (scripts / "index.abc.js").write_text(PROGRAM, "utf-8")
    (scripts / "index.abc.css").write_text("a { color: red }\n" * 500)
    (scripts / "font.woff2").write_bytes(b"\0" * 900)
    (tmp_path / "index.js").write_text("beside")
    return tmp_path


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    """Where files stay as brotli."""
    return tmp_path / "kept" / "streamlit-1"


@pytest.fixture
def app(folder: Path, kept: Path) -> Starlette:
    return Starlette(
        routes=[
            Mount("/static", StaticFiles(directory=folder / "static")),
            Route("/{rest:path}", elsewhere),
        ],
        middleware=[
            Middleware(web.CompressedAssets, folder=folder, kept=kept),
            Middleware(web.SecurityHeaders),
        ],
    )


@pytest.fixture
def ask(app: Starlette) -> Ask:
    """Ask the app for a path; without a word, as a browser that takes gzip."""

    async def asked(path: str, method: str, headers: dict[str, str]) -> httpx.Response:
        transport = httpx.ASGITransport(app)
        async with httpx.AsyncClient(transport=transport, base_url="http://board") as client:
            return await client.request(method, path, headers=headers)

    def asking(path: str, method: str = "GET", **headers: str) -> httpx.Response:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return asyncio.run(asked(path, method, {"accept-encoding": "gzip, deflate", **named}))

    return asking


@pytest.mark.parametrize("kind", ["javascript", "css"])
def test_scripts_and_styles_are_compressed_and_cacheable(ask: Ask, folder: Path, kind: str) -> None:
    path = f"/static/js/index.abc.{'js' if kind == 'javascript' else 'css'}"
    answer = ask(path)

    assert answer.status_code == 200
    assert answer.headers["content-encoding"] == "gzip"
    assert answer.headers["content-type"] == f"text/{kind}; charset=utf-8"
    assert int(answer.headers["content-length"]) < (folder / path[1:]).stat().st_size / 10
    assert answer.text == (folder / path[1:]).read_text("utf-8")
    assert "immutable" in answer.headers["cache-control"]
    assert answer.headers["vary"] == "Accept-Encoding"


def test_compressed_files_carry_the_security_headers(ask: Ask) -> None:
    headers = ask("/static/js/index.abc.js").headers

    assert headers["content-security-policy"] == "default-src 'self'; frame-ancestors 'self'"
    assert headers["x-content-type-options"] == "nosniff"


def test_a_file_is_compressed_only_once(
    app: Starlette, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[Path] = []

    def counted(file: Path) -> bytes:
        read.append(file)
        return gzip.compress(file.read_bytes())

    async def all_at_once() -> list[int]:
        transport = httpx.ASGITransport(app)
        async with httpx.AsyncClient(transport=transport, base_url="http://board") as client:
            asked = (client.get("/static/js/index.abc.js") for _ in range(20))
            return [answer.status_code for answer in await asyncio.gather(*asked)]

    monkeypatch.setattr(compression, "_compress", counted)

    assert asyncio.run(all_at_once()) == [200] * 20
    assert read == [folder / "static" / "js" / "index.abc.js"]


@pytest.mark.parametrize(
    "headers",
    [{"accept_encoding": "identity"}, {"range": "bytes=0-9"}],
    ids=["takes-no-gzip", "wants-a-part"],
)
def test_a_client_without_gzip_gets_the_plain_file(ask: Ask, headers: dict[str, str]) -> None:
    answer = ask("/static/js/index.abc.js", **headers)

    assert "content-encoding" not in answer.headers
    assert PROGRAM.startswith(answer.text)
    assert answer.text


def until(look: Callable[[], Seen | None]) -> Seen:
    """Look until there is something."""
    end = time.monotonic() + PATIENCE_S
    while time.monotonic() < end:
        if seen := look():
            return seen
    raise TimeoutError(f"nothing in {PATIENCE_S} s")


def until_brotli(ask: Ask) -> httpx.Response:
    """Ask for the script as a browser does over HTTPS until it comes as brotli."""

    def look() -> httpx.Response | None:
        answer = ask(SCRIPT, accept_encoding="gzip, deflate, br, zstd")
        return answer if answer.headers["content-encoding"] == "br" else None

    return until(look)


def test_gzip_answers_until_the_background_has_made_brotli(ask: Ask) -> None:
    first = ask(SCRIPT, accept_encoding="br, gzip")
    later = until_brotli(ask)

    assert first.headers["content-encoding"] == "gzip"
    assert first.text == later.text == PROGRAM
    assert later.headers["vary"] == "Accept-Encoding"
    assert "immutable" in later.headers["cache-control"]
    assert later.headers["content-type"] == "text/javascript; charset=utf-8"
    assert ask(SCRIPT).headers["content-encoding"] == "gzip"


def test_brotli_is_kept_for_the_next_start_as_long_as_it_is_whole(
    ask: Ask, kept: Path, folder: Path
) -> None:
    made = until_brotli(ask).headers["content-length"]
    # it is sent before it is kept
    (file,) = until(lambda: list(kept.glob("*.br")) if kept.exists() else [])
    assert file.name.startswith("index.abc.js.")
    assert file.stat().st_size == int(made)

    again = BrotliFiles(kept, [folder / SCRIPT[1:]])
    assert brotli.decompress(until(lambda: again.get(folder / SCRIPT[1:]))).decode() == PROGRAM

    file.write_bytes(b"damaged")
    mended = BrotliFiles(kept, [folder / SCRIPT[1:]])
    assert brotli.decompress(until(lambda: mended.get(folder / SCRIPT[1:]))).decode() == PROGRAM
    until(lambda: file.read_bytes() != b"damaged")
    assert list(kept.iterdir()) == [file]


def test_what_was_made_of_another_content_is_not_sent(ask: Ask, folder: Path, kept: Path) -> None:
    until_brotli(ask)
    (folder / SCRIPT[1:]).write_text("another()", "utf-8")

    changed = BrotliFiles(kept, [folder / SCRIPT[1:]])

    assert brotli.decompress(until(lambda: changed.get(folder / SCRIPT[1:]))) == b"another()"


def test_a_folder_that_takes_no_files_is_no_failure(ask: Ask, kept: Path) -> None:
    kept.parent.write_text("a file is in the way")

    assert until_brotli(ask).text == PROGRAM
    assert kept.parent.read_text() == "a file is in the way"


def test_the_scripts_of_charts_are_a_fifth_smaller_as_brotli() -> None:
    file = next((OF_STREAMLIT / compression.FOLDER / "js").glob("DataFrame.*.js"))
    content = file.read_bytes()

    packed = brotli.compress(content, quality=brotli_files.QUALITY, lgwin=brotli_files.WINDOW)

    assert len(packed) < 0.87 * len(gzip.compress(content))


def test_a_cached_file_is_answered_with_304(ask: Ask) -> None:
    stamp = ask("/static/js/index.abc.js", accept_encoding="identity").headers["etag"]

    assert ask("/static/js/index.abc.js", if_none_match=stamp).status_code == 304


def test_a_head_request_gets_headers_without_a_body(ask: Ask) -> None:
    answer = ask("/static/js/index.abc.js", "HEAD")

    assert answer.headers["content-encoding"] == "gzip"
    assert answer.content == b""


@pytest.mark.parametrize(
    "path",
    ["/static/js/font.woff2", "/static/js/none.js", "/projects", "/index.js", "/static/../x.js"],
)
def test_other_requests_pass_unchanged(ask: Ask, path: str) -> None:
    assert "content-encoding" not in ask(path).headers


def test_a_static_address_refuses_other_methods(ask: Ask) -> None:
    assert ask("/static/js/index.abc.js", "POST").status_code == 405


def test_a_websocket_passes_as_it_is(folder: Path) -> None:
    seen: list[Any] = []

    async def inner(scope: Any, _receive: Any, send: Any) -> None:
        seen.append(scope)
        await send({"type": "websocket.accept"})

    async def send(message: Any) -> None:
        seen.append(message)

    headers = [(b"accept-encoding", b"gzip")]
    scope = {"type": "websocket", "path": "/static/js/index.abc.js", "headers": headers}
    asyncio.run(web.CompressedAssets(inner, folder, folder / "kept")(scope, None, send))

    assert seen == [scope, {"type": "websocket.accept"}]


def test_the_installed_streamlit_has_its_scripts_where_they_are_expected() -> None:
    page = (OF_STREAMLIT / "index.html").read_text("utf-8")
    found = [
        f"/{file.relative_to(OF_STREAMLIT).as_posix()}"
        for file in (OF_STREAMLIT / compression.FOLDER).rglob("*.js")
    ]

    assert any(f'src=".{path}"' in page for path in found)
