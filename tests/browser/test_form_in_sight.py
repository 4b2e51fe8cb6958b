"""What is opened from a list comes into sight: the form of a row far down, on a phone any form."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.waiting import DRAWN, SETTLED

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page, ViewportSize

    from tests.browser.reporting import Desk

pytestmark = pytest.mark.browser
PHONE: ViewportSize = {"width": 390, "height": 844}
PC: ViewportSize = {"width": 1366, "height": 768}
UNIT = "区发展改革委"
# what the menu covers, and as much of a screen as a form may begin below
MENU_PX, SEEN = 60, 0.6


def visit(browser: Browser, desk: Desk, path: str, name: str, size: ViewportSize) -> Page:
    """Open a page on a screen of a size."""
    page = desk.visit(browser, path, name, by_touch=size is PHONE)
    page.set_viewport_size(size)
    page.wait_for_function(SETTLED)
    page.evaluate(DRAWN)
    return page


def press(page: Page, what: Locator, size: ViewportSize) -> None:
    """Click or tap once, and wait until the page has followed."""
    what.tap() if size is PHONE else what.click()
    page.wait_for_function(SETTLED)


@pytest.mark.parametrize("size", [PC, PHONE], ids=["1366", "390"])
def test_the_form_of_a_row_far_down_is_in_sight(
    browser: Browser, shared_desk: Desk, size: ViewportSize
) -> None:
    page = visit(browser, shared_desk, "/reporting?scope=全部", "zhang", size)
    rows = page.locator("table[data-table=work] tbody tr")
    head = page.locator(".st-key-chosen-form").get_by_role("heading").first

    press(page, rows.last, size)

    expect(page.get_by_test_id("stForm").filter(has_text="填报 · ")).to_be_visible()
    page.wait_for_function(
        """([least, most]) => {
          const place = document.querySelector('.st-key-chosen-form').getBoundingClientRect();
          return place.top >= least && place.top <= most;
        }""",
        arg=[MENU_PX, size["height"] * SEEN],
    )
    expect(head).to_be_in_viewport()


def test_on_a_phone_the_name_of_a_unit_leads_to_it_and_not_to_its_reminder(
    browser: Browser, shared_desk: Desk
) -> None:
    page = visit(browser, shared_desk, "/reporting?view=office", "li", PHONE)
    row = page.locator("table[data-table=period] tbody tr", has_text=UNIT)

    press(page, row.get_by_role("link", name="催报"), PHONE)
    expect(page.get_by_role("dialog")).to_contain_text(f"催报：{UNIT}")
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)

    press(page, row.get_by_role("link", name=UNIT), PHONE)
    expect(page).to_have_url(re.compile(r"/duties\?"))
