"""The network goes and comes back, the server never stops: nothing is lost, nothing is doubled."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Page, expect

from tests import serving
from tests.browser import tcp_proxy
from tests.browser.reporting import REPORTED, Desk, choose, open_form, send
from tests.browser.test_pages import KNOWN, LATIN

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser

    from tests.browser.tcp_proxy import Cable

pytestmark = pytest.mark.browser
MINUTE_MS = 60_000


@pytest.fixture(scope="module")
def port() -> int:
    """One port for all tests of this file: a browser knows the pages of a port it has been to."""
    return serving.free_port()


@pytest.fixture
def wire(desk: Desk, port: int) -> Iterator[Cable]:
    """The cable to the desk's server."""
    with tcp_proxy.laid(desk.address, port) as laid:
        yield laid


@contextmanager
def away(page: Page, wire: Cable) -> Iterator[None]:
    """Cut the cable, until the page says so; mend it at the end, until it is back."""
    wire.cut()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("与服务器的连接中断", timeout=MINUTE_MS)
    assert set(LATIN.findall(dialog.inner_text())) <= KNOWN
    yield
    wire.mend()
    expect(dialog).to_have_count(0, timeout=MINUTE_MS)


def arrives(page: Page, desk: Desk, number: int) -> None:
    for _ in range(MINUTE_MS // 50):
        if desk.reports("milestone", number):
            return
        page.wait_for_timeout(50)
    pytest.fail("what was sent did not reach the store")


def fill(page: Page, number: int, note: str) -> None:
    form = open_form(page, number)
    choose(form, "推进中")
    form.get_by_label("说明").fill(note)


def test_what_is_half_typed_outlives_a_network_that_was_away(
    browser: Browser, desk: Desk, wire: Cable
) -> None:
    page = Desk(desk.store, wire.address).visit(browser, "/milestones", "zhang")
    fill(page, 5, "断网前填的")
    form = page.get_by_test_id("stForm")

    with away(page, wire):
        pass

    expect(form.get_by_label("说明")).to_have_value("断网前填的")
    expect(form.get_by_role("radio", name="推进中", exact=True)).to_be_checked()
    send(form)
    expect(page.get_by_text(REPORTED)).to_be_visible()
    assert desk.reports("milestone", 5) == [(1, "zhang", "in_progress", "断网前填的")]


def test_a_report_whose_confirmation_was_lost_is_confirmed_later_and_stored_once(
    browser: Browser, desk: Desk, wire: Cable
) -> None:
    page = Desk(desk.store, wire.address).visit(browser, "/milestones", "zhang")
    fill(page, 4, "提交后断网")

    wire.lose("answers")
    send(page.get_by_test_id("stForm"))
    arrives(page, desk, 4)
    with away(page, wire):
        expect(page.get_by_text(REPORTED)).to_have_count(0)

    expect(page.get_by_text(REPORTED)).to_be_visible()
    expect(page.get_by_test_id("stForm")).to_have_count(0)
    assert desk.reports("milestone", 4) == [(1, "zhang", "in_progress", "提交后断网")]


def test_a_report_that_never_arrived_is_not_confirmed_and_still_in_its_form(
    browser: Browser, desk: Desk, wire: Cable
) -> None:
    page = Desk(desk.store, wire.address).visit(browser, "/milestones", "zhang")
    fill(page, 2, "没有送到")
    form = page.get_by_test_id("stForm")

    wire.lose("asks")
    send(form)
    with away(page, wire):
        pass

    expect(form.get_by_label("说明")).to_have_value("没有送到")
    expect(page.get_by_text(REPORTED)).to_have_count(0)
    assert desk.reports("milestone", 2) == []
    send(form)
    expect(page.get_by_text(REPORTED)).to_be_visible()
    assert desk.reports("milestone", 2) == [(1, "zhang", "in_progress", "没有送到")]
