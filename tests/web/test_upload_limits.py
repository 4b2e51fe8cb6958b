"""Only who may report sends files, and no more of them than there is room for."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import httpx
import pytest
from starlette.responses import PlainTextResponse

from kzdash import accounts
from kzdash.domain.models import Role
from kzdash.runtime import clock
from kzdash.runtime.upload_usage import UploadUsage
from kzdash.web.middleware import uploads
from tests.people import UNIT

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from kzdash.store import Store
    from tests.web.conftest import Browser

    Browse = Callable[..., Browser]

PATH = "/_stcore/upload_file/a-page/a-file"


def put(browser: Browser, size: int = 1_000, path: str = PATH) -> httpx.Response:
    return browser.put(path, content=b"x" * size)


@pytest.mark.parametrize("reading", ["open", "login"])
def test_an_upload_without_a_login_is_refused_unread(
    browser: Browser, monkeypatch: pytest.MonkeyPatch, reading: str
) -> None:
    monkeypatch.setenv("KZDASH_READ", reading)
    browser.client.cookies.set(accounts.COOKIE, "made up", domain="board.local")

    answer = put(browser)

    assert answer.status_code == 401
    assert "没有上传" in answer.text


def test_a_logged_in_user_may_upload_until_the_log_out(browser: Browser, zhang: str) -> None:
    browser.log_in(zhang)
    assert put(browser).text == f"rest of {PATH}"

    browser.send("/logout")
    assert put(browser).status_code == 401


def test_an_account_with_a_one_time_password_may_not_upload(browser: Browser, store: Store) -> None:
    given = accounts.add_account(store, "new", "新", Role.UNIT, UNIT, None, clock.now(), by=None)
    browser.log_in("new", given)

    assert put(browser).status_code == 401


def test_uploads_are_refused_where_the_store_fails(
    browser: Browser, zhang: str, file: Path
) -> None:
    browser.log_in(zhang)
    file.unlink()

    assert put(browser).status_code == 503


def test_with_a_provider_only_pages_that_offer_an_upload_may_upload(browse: Browse) -> None:
    browser = browse(by_provider=True, is_offered=lambda page: page == "a-page")

    assert put(browser).status_code == 200
    assert put(browser, path="/_stcore/upload_file/another/a-file").status_code == 401


HELD = {
    "a file too big": (UploadUsage(), uploads.MAX_REQUEST_BYTES + 1, 413),
    "a page's files": (UploadUsage(files=uploads.MAX_FILES_PER_PAGE), 1, 413),
    "a page's bytes": (UploadUsage(files=1, size=uploads.MAX_BYTES_PER_PAGE), 1, 413),
    "everybody's files": (UploadUsage(all_files=uploads.MAX_FILES_IN_TOTAL), 1, 507),
    "everybody's bytes": (UploadUsage(all_size=uploads.MAX_BYTES_IN_TOTAL), 1, 507),
    "a page's last": (UploadUsage(files=uploads.MAX_FILES_PER_PAGE - 1), 1, 200),
}


@pytest.mark.parametrize(("held", "size", "status"), HELD.values(), ids=HELD.keys())
def test_uploads_over_the_total_limit_are_refused(
    browse: Browse, zhang: str, held: UploadUsage, size: int, status: int
) -> None:
    browser = browse(held=lambda _page: held)
    browser.log_in(zhang)

    assert put(browser, size).status_code == status


def test_uploads_in_progress_count_towards_the_limit() -> None:
    async def day() -> list[int]:
        comes, arrived = asyncio.Event(), asyncio.Event()

        async def rest(scope: Any, receive: Any, send: Any) -> None:
            if not comes.is_set():  # the first one takes its time
                comes.set()
                await arrived.wait()
            await PlainTextResponse("")(scope, receive, send)

        full = UploadUsage(all_size=uploads.MAX_BYTES_IN_TOTAL - 1_500)
        app = uploads.UploadLimits(rest, lambda: True, lambda _page: True, lambda _page: full)
        transport = httpx.ASGITransport(app)
        async with httpx.AsyncClient(transport=transport, base_url="http://board") as client:
            first = asyncio.create_task(client.put(PATH, content=b"x" * 1_000))
            await comes.wait()
            second = await client.put(PATH, content=b"x" * 1_000)
            arrived.set()
            await first
            third = await client.put(PATH, content=b"x" * 1_000)
        return [one.status_code for one in (first.result(), second, third)]

    assert asyncio.run(day()) == [200, 507, 200]


def test_an_upload_of_unknown_length_counts_as_the_largest(browse: Browse, zhang: str) -> None:
    full = UploadUsage(all_size=uploads.MAX_BYTES_IN_TOTAL - uploads.MAX_REQUEST_BYTES + 1)
    browser = browse(held=lambda _page: full)
    browser.log_in(zhang)

    assert put(browser).status_code == 200
    browser.client.headers["content-length"] = "none of yours"
    assert put(browser).status_code == 507


@pytest.mark.slow
def test_deleting_an_upload_works_at_the_limit(browse: Browse) -> None:
    browser = browse(held=lambda _page: UploadUsage(files=uploads.MAX_FILES_PER_PAGE))

    assert browser.delete(PATH).status_code == 200
