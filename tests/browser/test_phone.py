"""On a phone: little above the page, nothing beside the screen, and what is tapped is large."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser
PHONE = {"width": 390, "height": 844}
LEAST = 44
# the title of the plan is too long for the row of the buttons
TITLE = 28
DRAWN = """() => document.querySelector('[data-test-script-state=notRunning]')
  && document.querySelector('.st-key-header h1')
  && [...document.querySelectorAll('[data-testid=stPlotlyChart]')]
    .every((chart) => chart.querySelector('.main-svg'))"""
HEADER = "document.querySelector('.st-key-header').getBoundingClientRect().bottom"
SMALL = """(least) => [...document.querySelectorAll('.st-key-page :is(button, a[href], input)')]
  .filter((part) => part.checkVisibility() && part.type !== 'file')
  .map((part) => [part.innerText || part.ariaLabel, part.getBoundingClientRect()])
  .filter(([, { width, height }]) => Math.min(width, height) > 1 && Math.min(width, height) < least)
  .map(([words, { width, height }]) => `${words} ${width}x${height}`)"""
# labels of charts that reach beyond their drawing
CUT = """() => [...document.querySelectorAll('.js-plotly-plot')].flatMap((chart) => {
  const { left, right } = chart.getBoundingClientRect();
  return [...chart.querySelectorAll('.annotation-text')].filter((label) => {
    const box = label.getBoundingClientRect();
    return box.left < left - 1 || box.right > right + 1;
  }).map((label) => label.textContent);
})"""


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    with browser.new_context(
        viewport=PHONE, locale="zh-CN", has_touch=True, is_mobile=True
    ) as context:
        yield context.new_page()


@pytest.mark.parametrize("path", ["", "milestones", "projects", "duties", "reporting", "help"])
def test_a_page_has_one_row_above_it_and_room_for_fingers(
    page: Page, address: str, path: str
) -> None:
    page.goto(f"{address}/{path}")
    page.wait_for_function(DRAWN)

    above = LEAST + 67 + (TITLE if path == "" else 0)
    page.wait_for_function(f"() => {HEADER} < {above}")
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]
    assert page.evaluate(SMALL, LEAST) == []
    assert page.evaluate(CUT) == []


def test_the_menu_closes_when_a_page_is_chosen(page: Page, address: str) -> None:
    page.goto(f"{address}/")
    page.wait_for_function(DRAWN)
    page.get_by_test_id("stExpandSidebarButton").click()

    page.get_by_test_id("stSidebarNav").get_by_role("link", name="任务分工").click()

    expect(page.get_by_role("heading", name="任务分工", exact=True)).to_be_visible()
    expect(page.get_by_test_id("stExpandSidebarButton")).to_be_visible()
