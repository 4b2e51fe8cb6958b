"""The unit board fits its screen, and each of its marks leads to the item it stands for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.waiting import SETTLED

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser
LEAST = 44
SIZES = """(marks) => Math.min(...marks.map((mark) => {
  const { width, height } = mark.getBoundingClientRect();
  return Math.min(width, height);
}))"""


def test_on_a_phone_a_finger_opens_the_item_of_a_mark(browser: Browser, address: str) -> None:
    with browser.new_context(viewport={"width": 390, "height": 844}, locale="zh-CN") as context:
        page = context.new_page()
        page.goto(f"{address}/duties?as_of=2025-06-30")
        page.wait_for_function(SETTLED)
        marks = page.locator(".unit-board .items a")
        expect(marks.first).to_be_visible()

        assert marks.evaluate_all(SIZES) >= LEAST
        assert page.evaluate("document.documentElement.scrollWidth") == 390
        page.get_by_role("link", name="指标4 城镇化率：滞后").first.click()

        expect(page.get_by_role("heading", level=1)).to_contain_text("4. 常住人口城镇化率")
        expect(page).to_have_url(f"{address}/indicators?as_of=2025-06-30&item=4")
