"""One server and one browser for all browser tests; where there is no browser, how to get one."""

from __future__ import annotations

import contextlib
import os
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect, sync_playwright

from kzdash.runtime import config
from tests import browsers, serving
from tests.browser import contexts, reporting
from tests.browser.projector import report_on_all
from tests.browser.reporting import Desk

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser

MISSED: list[str] = []
# a busy machine is slow, not wrong
expect.set_options(timeout=20_000)


@pytest.fixture(scope="package")  # an open Playwright keeps an event loop from other tests
def browser() -> Iterator[Browser]:
    """A real browser; without one, CI fails and everybody else skips."""
    if browsers.found() is None:
        MISSED.append(browsers.HOW_TO_GET)
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(browsers.HOW_TO_GET)
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(**browsers.launch())
        yield launched
        launched.close()


@pytest.fixture(autouse=True)
def left_open(request: pytest.FixtureRequest) -> Iterator[None]:
    """Close what a test opened, or take it back: every open page goes on asking for news."""
    if "browser" not in request.fixturenames:
        yield
        return
    opened: Browser = request.getfixturevalue("browser")
    before = list(opened.contexts)
    yield
    contexts.take_back()
    for context in opened.contexts:
        if context not in before and not contexts.is_kept(context):
            context.close()


@pytest.fixture(scope="package")
def address(
    tmp_path_factory: pytest.TempPathFactory,
    browser: Browser,  # no server without a browser
) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("served")
    with serving.dashboard(config.sqlite_url(folder / "plan.db"), folder / "log") as served:
        yield served


@pytest.fixture(scope="package")
def shared_desk(
    tmp_path_factory: pytest.TempPathFactory,
    seed_folder: Path,
    browser: Browser,  # no server without a browser
) -> Iterator[Desk]:
    """A server with people, of all files that hardly report."""
    with served_desk(tmp_path_factory.mktemp("shared_desk"), seed_folder) as desk:
        yield desk


@contextlib.contextmanager
def served_desk(folder: Path, seed_folder: Path) -> Iterator[Desk]:
    """Serve a store of its own, with people who may report, until the block ends."""
    store = reporting.make(folder, seed_folder)
    with serving.dashboard(store.url, folder / "log") as served:
        yield Desk(store, served)


@pytest.fixture(scope="module")
def desk_of_file(
    tmp_path_factory: pytest.TempPathFactory,
    seed_folder: Path,
    browser: Browser,  # no server without a browser
) -> Iterator[Desk]:
    with served_desk(tmp_path_factory.mktemp("desk"), seed_folder) as desk:
        yield desk


@pytest.fixture
def desk(
    desk_of_file: Desk,
    request: pytest.FixtureRequest,
    tmp_path_factory: pytest.TempPathFactory,
    seed_folder: Path,
) -> Iterator[Desk]:
    """A server with people who may report; each test of a file reports on items of its own.

    A test that is run again has a store without what its first run left behind.
    """
    if getattr(request.node, "execution_count", 1) == 1:
        yield desk_of_file
    else:
        with served_desk(tmp_path_factory.mktemp("desk"), seed_folder) as again:
            yield again


@pytest.fixture(scope="module")
def full(desk_of_file: Desk) -> Desk:
    """The desk with reports on everything, so that slides are as full as they get."""
    report_on_all(desk_of_file.store, "li")
    return desk_of_file


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if MISSED:
        terminalreporter.write_line(f"browser tests were skipped: {MISSED[0]}", yellow=True)
