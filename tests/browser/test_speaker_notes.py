"""讲稿: a second window of the browser has the words to the slide that is on, and turns with it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser import contexts
from tests.browser.projector import JUNE, Projector, project, show
from tests.browser.test_pages import KNOWN, LATIN
from tests.ui.screen import SOURCE_ADDRESS

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

    from tests.browser.reporting import Desk

pytestmark = pytest.mark.browser
ALONE = "还没有连上投屏"
READY = "() => document.documentElement?.dataset.notes === 'ready'"
# the smallest type that is seen, and how far anything sticks out to the right
MEASURE = """() => {
  const notes = document.querySelector('.st-key-speaker-notes');
  const walker = document.createTreeWalker(notes, NodeFilter.SHOW_TEXT);
  let smallest = Infinity;
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (!node.data.trim() || node.parentElement.closest('style')) continue;
    smallest = Math.min(smallest, parseFloat(getComputedStyle(node.parentElement).fontSize));
  }
  return [smallest, notes.scrollWidth - notes.clientWidth];
}"""


def open_notes(page: Page, address: str, query: str = JUNE) -> Page:
    page.goto(f"{address}/briefing?{query}&notes=true")
    page.wait_for_function(READY)
    return page


def expect_slide(notes: Page, number: int) -> None:
    expect(notes.locator(".speaker-notes header").last).to_contain_text(f"第{number}页，共")


@pytest.fixture
def both(full: Desk, browser: Browser) -> tuple[Projector, Page]:
    """The presentation, and the speaker's window that its key opened."""
    context = contexts.lend(browser)
    shown = show(context.new_page(), full.address, JUNE)
    with context.expect_page() as opened:
        shown.press("n")
    notes = opened.value
    notes.wait_for_function(READY)
    return shown, notes


def test_the_notes_turn_with_the_slides_and_the_slides_with_the_notes(
    both: tuple[Projector, Page],
) -> None:
    shown, notes = both
    expect(notes.get_by_text(ALONE)).to_be_hidden()
    expect_slide(notes, 1)

    shown.press("3", "Enter")
    expect_slide(notes, 3)
    title = shown.rest(3).page.locator(".st-key-briefing h1").last.inner_text()
    expect(notes.locator(".speaker-notes h1").last).to_have_text(title)
    expect(notes).to_have_url(re.compile("slide=3.*notes=true"))

    notes.bring_to_front()
    notes.keyboard.press("PageDown")
    shown.rest(4)
    expect_slide(notes, 4)
    following = notes.locator(".speaker-notes .next").last.inner_text().removeprefix("下一页：")
    shown.press("ArrowRight")
    expect(shown.page.locator(".st-key-briefing h1").last).to_have_text(following)
    expect_slide(notes, 5)


def test_another_day_of_the_presentation_is_that_of_the_notes(
    both: tuple[Projector, Page],
) -> None:
    shown, notes = both

    show(shown.page, shown.page.url.split("/briefing")[0], "as_of=2024-12-31&slide=2")

    expect(notes.locator(".speaker-notes footer").last).to_contain_text("截至2024年12月31日")
    expect_slide(notes, 2)


def test_a_presentation_that_is_closed_is_missed_and_the_notes_turn_alone(
    both: tuple[Projector, Page],
) -> None:
    shown, notes = both
    expect(notes.get_by_text(ALONE)).to_be_hidden()

    shown.page.close()
    expect(notes.get_by_text(ALONE)).to_be_visible()
    notes.keyboard.press("ArrowRight")

    expect_slide(notes, 2)


def test_notes_are_large_enough_whole_and_chinese(
    browser: Browser, full: Desk, address: str
) -> None:
    for served, query in ((full.address, JUNE), (address, JUNE), (address, "as_of=2024-01-15")):
        count = project(browser, served, query).number[1]
        page = contexts.lend(browser).new_page()
        page.set_viewport_size({"width": 1000, "height": 760})
        open_notes(page, served, query)
        for number in range(1, count + 1):
            expect_slide(page, number)
            smallest, wider = page.evaluate(MEASURE)
            words = page.locator(".speaker-notes").last.inner_text()
            assert smallest >= 16
            assert wider <= 0
            assert set(LATIN.findall(SOURCE_ADDRESS.sub("", words))) - KNOWN == set()
            page.keyboard.press("PageDown")
        expect(page.get_by_text("这是最后一页")).to_be_visible()
