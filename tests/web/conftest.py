"""The routes and the gate, asked over ASGI as a browser would, and the people who ask."""

from __future__ import annotations

import asyncio
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import httpx
import pytest
import streamlit
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import HTMLResponse, PlainTextResponse
from starlette.routing import Route

from kzdash import accounts, web
from kzdash.runtime import clock
from kzdash.runtime.rate_limit import RateLimit
from kzdash.runtime.upload_usage import UploadUsage
from kzdash.web import first_screen, login_limits
from tests import people

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterator

    from starlette.requests import Request

    from kzdash.store import Store

INDEX = Path(streamlit.__file__).parent / "static" / "index.html"
PAGE = {"accept": "text/html,application/xhtml+xml,*/*;q=0.8"}


# every page is the same to the server: Streamlit's index
PAGES = (
    "projects",
    "indicators",
    "milestones",
    "duties",
    "policies",
    "changes",
    "item",
    "briefing",
    "documents",
    "help",
    "reporting",
    "accounts",
)


async def page(_request: Request) -> HTMLResponse:
    return HTMLResponse(INDEX.read_text("utf-8"))


async def rest(request: Request) -> PlainTextResponse:
    return PlainTextResponse(f"rest of {request.url.path}")


class Browser:
    """A browser that keeps cookies and follows no redirect."""

    def __init__(
        self,
        runner: asyncio.Runner,
        app: Starlette,
        base: str = "http://board",
        host: str = "127.0.0.1",
    ) -> None:
        self._runner = runner
        transport = httpx.ASGITransport(app, raise_app_exceptions=False, client=(host, 40_000))
        self.client = httpx.AsyncClient(transport=transport, base_url=base, headers=PAGE)

    def get(self, path: str, **headers: str) -> httpx.Response:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return self._runner.run(self.client.get(path, headers=named))

    def get_with(self, path: str, **query: str) -> httpx.Response:
        """Get a page by a query that is encoded as a browser would."""
        return self._runner.run(self.client.get(path, params=query))

    def ask(self, method: str, path: str) -> httpx.Response:
        """Ask by another method, for an address just as it is written."""
        url = httpx.URL(str(self.client.base_url)).copy_with(raw_path=path.encode())
        return self._runner.run(self.client.request(method, url))

    def follow(self, path: str) -> httpx.Response:
        """Get what an address leads to."""
        return self._runner.run(self.client.get(path, follow_redirects=True))

    def at_once(self, *asked: Awaitable[httpx.Response]) -> list[httpx.Response]:
        """Ask for several things at the same time."""

        async def all_of_them() -> list[httpx.Response]:
            return await asyncio.gather(*asked)

        return self._runner.run(all_of_them())

    def post(self, path: str, **given: Any) -> httpx.Response:
        return self._runner.run(self.client.post(path, **given))

    def put(self, path: str, **given: Any) -> httpx.Response:
        return self._runner.run(self.client.put(path, **given))

    def delete(self, path: str) -> httpx.Response:
        return self._runner.run(self.client.delete(path))

    def send(self, path: str, **fields: str) -> httpx.Response:
        """Send a filled form, as from a page of this server."""
        headers = {
            "origin": str(self.client.base_url).rstrip("/"),
            # as of a form without a field too
            "content-type": "application/x-www-form-urlencoded",
        }
        return self.post(path, data=fields, headers=headers)

    def log_in(self, name: str, password: str = people.PASSWORD) -> httpx.Response:
        return self.send("/login", name=name, password=password)

    @property
    def login(self) -> str | None:
        """The token of the login that the browser holds."""
        return self.client.cookies.get(accounts.COOKIE)


def composed(
    *,
    by_provider: bool = False,
    pages_run: bool = True,
    is_offered: Callable[[str], bool] = lambda _page: False,
    held: Callable[[str], UploadUsage] = lambda _page: UploadUsage(),
) -> Starlette:
    """Return the routes and the middleware as the app has them, around two pages."""
    return Starlette(
        routes=[
            *web.routes(lambda: pages_run),
            Route("/", page),
            *(Route(f"/{name}", page) for name in PAGES),
            Route("/{rest:path}", rest, methods=["GET", "POST", "PUT", "DELETE"]),
        ],
        middleware=[
            Middleware(web.ChineseShell, by_provider=lambda: by_provider),
            Middleware(web.SecurityHeaders),
            Middleware(web.AllowedHosts),
            Middleware(web.AsciiFileNames),
            Middleware(web.AccessGate, by_provider=lambda: by_provider),
            Middleware(
                web.UploadLimits, by_provider=lambda: by_provider, is_offered=is_offered, held=held
            ),
            Middleware(web.IsoDates),
        ],
        exception_handlers={Exception: web.unexpected_error},
    )


@pytest.fixture(autouse=True)
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Wait for what a busy machine composes late: it is slow, not wrong."""
    monkeypatch.setattr(first_screen, "PATIENCE_S", 60)


@pytest.fixture
def hasher() -> Iterator[people.Watched]:
    """Whoever asks for people hashes cheaply."""
    with people.watched() as watched:
        yield watched


@pytest.fixture
def runner() -> Iterator[asyncio.Runner]:
    """The loop in which a test's browsers live."""
    with asyncio.Runner() as made:
        yield made


@pytest.fixture
def browse(
    runner: asyncio.Runner,
    store: Store,
    hasher: people.Watched,  # passwords are verified cheaply
    monkeypatch: pytest.MonkeyPatch,
) -> Callable[..., Browser]:
    """Open a browser on the app; `base` is the address it thinks of, `host` where it stands."""
    monkeypatch.setenv("KZDASH_DATABASE_URL", store.url)
    monkeypatch.delenv("KZDASH_READ", raising=False)
    limit = RateLimit(login_limits.MAX_GUESSES, login_limits.PERIOD_S)
    monkeypatch.setattr(login_limits, "_guesses", limit)
    return lambda base="http://board", host="127.0.0.1", **how: Browser(
        runner, composed(**how), base, host
    )


@pytest.fixture
def browser(browse: Callable[..., Browser]) -> Browser:
    """One browser on the app."""
    return browse()


@pytest.fixture
def join(store: Store, hasher: people.Watched) -> Callable[..., str]:
    """Add an account that has chosen its own password; return its name."""
    return partial(people.join, store, clock.now())


@pytest.fixture
def zhang(join: Callable[..., str]) -> str:
    """The name of somebody of a unit."""
    return join("zhang")
