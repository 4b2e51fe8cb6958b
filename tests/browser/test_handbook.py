"""The handbook is read in a browser; its pictures can be taken anew, and are all there."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from docs.take_pictures import take
from tests import serving
from tests.browser import reporting

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser
PLACE = "() => document.querySelector('[data-testid=stMain]').scrollTop"
PICTURES = (
    """(main) => [...main.querySelectorAll('.handbook img')].map((one) => one.naturalWidth)"""
)


def test_a_chapter_opens_at_its_top_with_its_pictures_and_back_leads_to_the_one_before(
    browser: Browser, address: str
) -> None:
    page = browser.new_page(viewport={"width": 1366, "height": 768}, locale="zh-CN")
    page.goto(f"{address}/help?chapter=excel")
    main = page.get_by_test_id("stMain")
    heading = main.locator("article h2")
    expect(heading).to_have_text(re.compile("用 Excel 填报"))

    main.get_by_role("link", name="牵头和配合").scroll_into_view_if_needed()
    main.get_by_role("link", name=re.compile(r"^1\. 登录")).click()

    expect(heading).to_have_text("1. 登录")
    expect(main.locator(".handbook img")).to_be_visible()
    page.wait_for_function(f"() => ({PICTURES})(document).every((width) => width > 0)")
    page.wait_for_function(f"() => ({PLACE})() === 0")
    page.go_back()
    expect(heading).to_have_text(re.compile("用 Excel 填报"))


def test_every_picture_of_the_handbook_can_be_taken_anew(
    browser: Browser, tmp_path: Path, root: Path, seed_folder: Path
) -> None:
    text = (root / "docs" / "handbook.zh-CN.md").read_text("utf-8")
    shown = set(re.findall(r"!\[[^\]]+\]\(handbook/([^)]+)\)", text))

    store = reporting.make(tmp_path, seed_folder)
    with serving.dashboard(store.url, tmp_path / "log") as address:
        take(browser, reporting.Desk(store, address), tmp_path / "pictures")

    taken = {file.name for file in (tmp_path / "pictures").iterdir()}
    assert shown == taken == {file.name for file in (root / "docs" / "handbook").iterdir()}
