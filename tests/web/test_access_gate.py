"""Where reading needs an account, nothing is shown before the log-in, and nothing breaks."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import pytest

from kzdash import accounts, web
from kzdash.domain.models import Role
from kzdash.runtime import clock
from tests.people import UNIT

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from kzdash.store import Store
    from tests.web.conftest import Browser

    Browse = Callable[..., Browser]

PAGES = ["/", "/projects", "/projects?item=3&as_of=2025-06-30"]
REST = ["/media/abc.csv", "/component/x/index.html", "/favicon.png", "/docs/board.xlsx"]
OPEN = [
    "/_stcore/health",
    "/_stcore/host-config",
    "/static/js/index.js",
    "/words.js",
    "/leaving.js",
    "/connection.js",
    "/widget_fixes.js",
]


@pytest.fixture
def closed(browser: Browser, monkeypatch: pytest.MonkeyPatch) -> Browser:
    """A browser on an app where reading needs an account."""
    monkeypatch.setenv("KZDASH_READ", "login")
    return browser


@pytest.mark.parametrize("path", PAGES + REST + OPEN)
def test_without_the_setting_everybody_reads(browser: Browser, path: str) -> None:
    assert browser.get(path).status_code == 200


@pytest.mark.parametrize("path", PAGES)
def test_a_page_redirects_to_the_login_and_shows_nothing(closed: Browser, path: str) -> None:
    answer = closed.get(path)

    assert answer.status_code == 303
    assert answer.headers["location"].startswith("/login?next=%2F")
    assert answer.headers["cache-control"] == "no-store"
    assert answer.text == ""


def test_the_log_in_leads_back_to_the_page_asked_for(closed: Browser, zhang: str) -> None:
    way = closed.get(PAGES[-1]).headers["location"]

    answer = closed.send(way, name=zhang, password="correct horse 电池")

    assert answer.headers["location"] == PAGES[-1]
    assert closed.get(PAGES[-1]).status_code == 200


@pytest.mark.parametrize("path", REST)
def test_a_request_that_is_no_page_gets_401(closed: Browser, path: str) -> None:
    answer = closed.get(path, accept="*/*")

    assert answer.status_code == 401
    assert "rest" not in answer.text


@pytest.mark.parametrize(
    "path",
    ["//static/x", "/%2fstatic/x", "/STATIC/x", "/sta%09tic/x"],
)
@pytest.mark.parametrize("method", ["GET", "HEAD", "OPTIONS"])
def test_no_spelling_of_an_address_bypasses_the_gate(
    closed: Browser, path: str, method: str
) -> None:
    assert closed.ask(method, path).status_code in {303, 400, 401}


@pytest.mark.parametrize("path", ["/login", "/files/workbook", "/"])
def test_trace_is_refused(browser: Browser, path: str) -> None:
    assert browser.ask("TRACE", path).status_code == 405


def test_a_post_to_a_page_is_refused(closed: Browser) -> None:
    assert closed.post("/projects", content=b"x").status_code == 401


@pytest.mark.parametrize("path", OPEN)
@pytest.mark.parametrize("accept", ["*/*", "text/html"])
def test_streamlit_s_static_files_pass_without_a_login(
    closed: Browser, path: str, accept: str
) -> None:
    assert closed.get(path, accept=accept).status_code == 200


@pytest.mark.parametrize("host", ["127.0.0.1", "::1", "192.168.7.9"])
@pytest.mark.parametrize("by_provider", [False, True])
@pytest.mark.parametrize("path", ["/_stcore/metrics", "/_stcore/agent/openapi.json", "/_stcore/x"])
def test_server_internals_are_served_to_localhost_alone(
    browse: Callable[..., Browser], host: str, path: str, by_provider: bool
) -> None:
    browser = browse(host=host, by_provider=by_provider)

    told = browser.get(path).status_code == 200

    assert told == (host != "192.168.7.9")
    assert browser.get("/_stcore/health").status_code == 200


@pytest.mark.parametrize("path", PAGES + REST + OPEN)
def test_a_logged_in_user_reads_everything(closed: Browser, zhang: str, path: str) -> None:
    closed.log_in(zhang)

    assert closed.get(path).status_code == 200


def test_after_logging_out_everything_is_closed_again(closed: Browser, zhang: str) -> None:
    closed.log_in(zhang)
    closed.send("/logout")

    assert closed.get("/").status_code == 303


def test_a_one_time_password_is_changed_before_anything_is_shown(
    closed: Browser, store: Store
) -> None:
    given = accounts.add_account(store, "new", "新", Role.UNIT, UNIT, None, clock.now(), by=None)
    closed.log_in("new", given)

    answer = closed.get("/projects")

    assert (answer.status_code, answer.headers["location"]) == (303, "/password?next=%2Fprojects")
    assert closed.get("/media/abc.csv", accept="*/*").status_code == 401


@pytest.mark.parametrize(
    ("word", "status"), [("LOGIN", 303), (" login ", 303), ("open", 200), ("Open", 200), (" ", 200)]
)
def test_the_setting_says_who_may_read_however_it_is_typed(
    browser: Browser, monkeypatch: pytest.MonkeyPatch, word: str, status: int
) -> None:
    monkeypatch.setenv("KZDASH_READ", word)

    assert browser.get("/").status_code == status


def test_a_failing_store_opens_nothing_but_the_page_that_reports_it(
    closed: Browser, zhang: str, file: Path
) -> None:
    closed.log_in(zhang)
    file.unlink()

    assert closed.get("/").status_code == 200
    assert closed.get("/media/abc.csv", accept="*/*").status_code == 503


def test_with_a_provider_only_the_password_pages_are_closed(
    browse: Browse, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KZDASH_READ", "login")
    browser = browse(by_provider=True)

    assert browser.get("/projects").status_code == 200
    assert browser.get("/oauth2callback?code=x", accept="*/*").status_code == 200
    for path in ("/login", "/password", "/logout"):
        assert browser.get(path).headers["location"] == "/"
        assert browser.post(path, content=b"").headers["location"] == "/"


def test_the_gate_does_not_check_websockets(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KZDASH_READ", "login")
    seen: list[Any] = []

    async def inner(scope: Any, _receive: Any, _send: Any) -> None:
        seen.append(scope)

    scope = {"type": "websocket", "path": "/_stcore/stream", "headers": []}
    asyncio.run(web.AccessGate(inner, lambda: False)(scope, None, None))

    assert seen == [scope]
