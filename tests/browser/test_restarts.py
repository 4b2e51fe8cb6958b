"""The server dies and comes back: what was confirmed is there, what was typed is not lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests import serving
from tests.browser import reporting
from tests.browser.reporting import REPORTED, Desk, choose, open_form, send

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser
PAGES, ROUNDS = 4, 2


@pytest.fixture(scope="module")
def port() -> int:
    """One port for all tests of this file: a browser knows the pages of a port it has been to."""
    return serving.free_port()


def test_what_was_typed_outlives_a_restart_of_the_server(
    browser: Browser, tmp_path: Path, seed_folder: Path, port: int
) -> None:
    store = reporting.make(tmp_path, seed_folder)
    with serving.dashboard(store.url, tmp_path / "log", port=port) as address:
        desk = Desk(store, address)
        page = desk.visit(browser, "/milestones", "zhang")
        form = open_form(page, 5)
        choose(form, "推进中")
        form.get_by_label("说明").fill("重启前填的")

    with serving.dashboard(store.url, tmp_path / "log2", port=port):
        expect(page.get_by_text("此前填写的内容没有提交")).to_be_visible(timeout=60_000)
        expect(form.get_by_label("说明")).to_have_value("重启前填的")
        send(form)
        expect(page.get_by_text(REPORTED)).to_be_visible()

    assert desk.reports("milestone", 5) == [(1, "zhang", "in_progress", "重启前填的")]


def test_all_that_was_confirmed_is_there_after_the_server_was_killed(
    browser: Browser, tmp_path: Path, seed_folder: Path, port: int
) -> None:
    store = reporting.make(tmp_path, seed_folder)
    environment = {"KZDASH_DATABASE_URL": store.url}
    desk = Desk(store, f"http://127.0.0.1:{port}")
    numbers = range(1, PAGES + 1)
    confirmed = set()

    with serving.process(serving.command(port), port, tmp_path / "log", environment) as server:
        first = desk.visit(browser, "/projects?item=1", "li")
        others = [
            desk.visit_in_another_tab(first, f"/projects?item={number}") for number in numbers[1:]
        ]
        pages = [first, *others]
        for round_ in range(ROUNDS):
            for page in pages:
                form = open_form(page)
                choose(form, "在建")
                form.get_by_label("说明").fill(f"第{round_}轮")
                send(form)
            if round_ == ROUNDS - 1:
                server.kill()
            else:
                for page in pages:
                    expect(page.get_by_text(REPORTED)).to_be_visible()
            seen = (page.get_by_text(REPORTED).is_visible() for page in pages)
            confirmed |= {
                (number, f"第{round_}轮")
                for number, shown in zip(numbers, seen, strict=True)
                if shown
            }

    with serving.dashboard(store.url, tmp_path / "log2", port=port):
        stored = {
            (number, note) for number in numbers for *_, note in desk.reports("project", number)
        }
    assert len(confirmed) >= PAGES * (ROUNDS - 1)
    assert confirmed <= stored
