"""Take the pictures of the staff handbook and of README anew: `make pictures`.

Serves stores of its own, made for the pictures and thrown away, and walks through the handbook.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from playwright.sync_api import expect, sync_playwright

from kzdash.reporting import demonstration
from kzdash.runtime import clock, config
from kzdash.store import Store, seed
from tests import browsers, serving
from tests.browser.reporting import REPORTED, Desk, choose, make, open_form, send, type_day

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

FOLDER = Path(__file__).parent / "handbook"
OVERVIEW, DEMONSTRATION = "overview.png", "demonstration.png"
MILESTONE = 4


def take(browser: Browser, desk: Desk, folder: Path) -> None:
    """Walk through the handbook, a picture a step."""
    folder.mkdir(parents=True, exist_ok=True)
    page = desk.visit(browser, f"/milestones?item={MILESTONE}", "zhang")
    _log_in(browser, desk, folder)
    _milestone(page, folder)
    _conflict(browser, desk, folder)
    page.goto(f"{desk.address}/reporting")
    _shot(page, folder / "worklist.png")
    page = desk.visit(browser, "/indicators?item=4", "li")
    open_form(page).get_by_label("常住人口城镇化率").fill("５４．６２")
    _shot(page, folder / "indicator-form.png")
    page.goto(f"{desk.address}/accounts")
    _shot(page, folder / "accounts.png")
    page.goto(f"{desk.address}/indicators?item=14")
    page.get_by_text("调整目标值").click()
    page.get_by_label("调整原因").scroll_into_view_if_needed()
    _shot(page, folder / "adjustment.png")


def _log_in(browser: Browser, desk: Desk, folder: Path) -> None:
    page = browser.new_context(viewport={"width": 900, "height": 600}, locale="zh-CN").new_page()
    page.goto(f"{desk.address}/login")
    page.screenshot(path=folder / "login.png")


def _milestone(page: Page, folder: Path) -> None:
    form = open_form(page)
    choose(form, "已完成")
    type_day(form, "完成日期", "20241220")
    form.get_by_label("依据").fill("（截图示例）文号")
    _shot(page, folder / "milestone-form.png")
    send(form)
    expect(page.get_by_text(REPORTED)).to_be_visible()
    _shot(page, folder / "milestone-done.png")


def _conflict(browser: Browser, desk: Desk, folder: Path) -> None:
    first, second = (desk.visit(browser, "/milestones?item=5", name) for name in ("zhang", "wang"))
    forms = [open_form(page) for page in (first, second)]
    for form, status in zip(forms, ("推进中", "受阻"), strict=True):
        choose(form, status)
        form.get_by_label("说明").fill(f"（截图示例）{status}")
    for form in forms:
        send(form)
        expect(
            form.page.get_by_text(REPORTED).or_(form.page.get_by_text("尚未提交："))
        ).to_be_visible()
    forms[1].get_by_role("button", name="放弃").scroll_into_view_if_needed()
    _shot(second, folder / "conflict.png")


def _overview(browser: Browser, address: str, file: Path) -> None:
    size = {"width": 1366, "height": 768}
    page = browser.new_context(viewport=size, locale="zh-CN").new_page()
    page.goto(address)
    expect(page.get_by_test_id("stMain").locator(".overview .tiles")).to_have_count(1)
    _shot(page, file)


def _demonstration(browser: Browser, folder: Path, file: Path) -> None:
    store = Store(config.sqlite_url(folder / "demo.db"))
    now = clock.now()
    seed.init_store(store.url, config.current().seed_folder, now, demonstration=True)
    demonstration.fill_demonstration(store, now)
    with serving.dashboard(store.url, folder / "demo.log") as address:
        _overview(browser, f"{address}/", file)


def _shot(page: Page, file: Path) -> None:
    expect(page.get_by_test_id("stMain").locator("h1").first).to_be_visible()
    expect(page.get_by_test_id("stSkeleton")).to_have_count(0)
    for chart in page.get_by_test_id("stPlotlyChart").all():
        expect(chart.locator(".main-svg").first).to_be_visible()
    page.screenshot(path=file)


def main(folder: Path) -> None:
    """Make the stores, serve them, take the pictures; those of README lie beside the folder."""
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        store = make(Path(name), config.current().seed_folder)
        browser = playwright.chromium.launch(**browsers.launch())
        with serving.dashboard(store.url, Path(name) / "log") as address:
            _overview(browser, f"{address}/?as_of=2025-06-30", folder.parent / OVERVIEW)
            take(browser, Desk(store, address), folder)
        _demonstration(browser, Path(name), folder.parent / DEMONSTRATION)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER)
