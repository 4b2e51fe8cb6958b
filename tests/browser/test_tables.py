"""A table is rows on a wide screen and cards on a narrow one, whole and legible; heads sort it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from kzdash.board import compute_board
from kzdash.documents.pages import STYLE, PageLinks, compose_tables
from kzdash.documents.pages.project_list import projects_table
from kzdash.ui.widgets.html_view import SCRIPT
from tests.browser.projector import report_on_all

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, Page

    from kzdash.store import Store

pytestmark = pytest.mark.browser
JUNE = date(2025, 6, 30)
# the room within the frame, by the width of the screen
ROOMS = {1920: 1872, 1366: 1318, 1093: 1045, 768: 720, 390: 358}
SMALL = """() => [...document.querySelectorAll('.item-tables *')]
  .filter((part) => part.checkVisibility() && parseFloat(getComputedStyle(part).fontSize) < 13)
  .map((part) => part.textContent.slice(0, 40))"""
CUT = """() => [...document.querySelectorAll('.item-tables *')]
  .filter((part) => part.checkVisibility() && part.clientWidth > 1
    && (part.scrollWidth > part.clientWidth + 1 || part.scrollHeight > part.clientHeight + 2)
    && /hidden|clip/.test(getComputedStyle(part).overflowX) && !part.closest('[title]'))
  .map((part) => part.textContent.slice(0, 40))"""
DRAW = """async ([script, html]) => {
  const { default: draw } = await import(`data:text/javascript,${encodeURIComponent(script)}`);
  window.opened = [];
  const setTriggerValue = (_name, address) => opened.push(address);
  window.draw = (html) => draw({ data: { html }, parentElement: document.body, setTriggerValue });
  window.draw(html);
}"""
NAMES = "() => [...document.querySelectorAll('td.name')].map((cell) => cell.innerText)"


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    with browser.new_context(locale="zh-CN") as context:
        yield context.new_page()


@pytest.fixture
def html(store: Store) -> Callable[..., str]:
    """Compose the list of projects, on all of which somebody has reported."""
    report_on_all(store, "tester")
    board = compute_board(store, JUNE)

    def compose(day: str = "2025-06-30") -> str:
        links = PageLinks({"as_of": day})
        return compose_tables([projects_table(board.projects, JUNE, links)], links).html

    return compose


def show(page: Page, html: str, room: int) -> None:
    """Draw the table as the page's component does, in so much room."""
    page.set_viewport_size({"width": room, "height": 800})
    page.set_content(
        "<!doctype html><html lang='zh-CN'><style>body { margin: 0; font-family: "
        f"'Noto Sans CJK SC', sans-serif }}{STYLE}</style><body></body>"
    )
    page.evaluate(DRAW, [SCRIPT, html])


@pytest.mark.parametrize("screen", ROOMS)
def test_nothing_is_small_cut_or_beside_the_screen(
    page: Page, html: Callable[..., str], screen: int
) -> None:
    show(page, html(), ROOMS[screen])

    found = {
        "small": page.evaluate(SMALL),
        "cut": page.evaluate(CUT),
        "sideways": page.evaluate("document.documentElement.scrollWidth - innerWidth"),
    }
    assert found == {"small": [], "cut": [], "sideways": 0}
    assert page.locator("td.state").first.is_visible()
    assert page.locator("td.unit").first.is_visible()


def test_a_card_says_its_state_and_name_first_and_is_one_target(
    page: Page, html: Callable[..., str]
) -> None:
    show(page, html(), ROOMS[390])

    card = page.locator("tbody tr").first
    tops = page.evaluate(
        "['state', 'name', 'unit'].map((part) => document.querySelector(`td.${part}`)"
        ".getBoundingClientRect().top)"
    )
    assert abs(tops[0] - tops[1]) < 4
    assert tops[2] > tops[1]
    rows = "[...document.querySelectorAll('tbody tr')]"
    assert page.evaluate(f"Math.min(...{rows}.map((row) => row.clientHeight))") >= 44
    card.click(position={"x": 300, "y": 60})
    assert page.evaluate("opened") == ["/projects?item=1&as_of=2025-06-30"]


def test_heads_sort_by_mouse_and_keys_and_the_order_stays(
    page: Page, html: Callable[..., str]
) -> None:
    show(page, html(), ROOMS[1366])
    listed = page.evaluate(NAMES)
    assert [name.split(".")[0] for name in listed] == [str(number) for number in range(1, 36)]

    page.get_by_role("button", name="计划总投资", exact=True).click()
    head = page.get_by_role("columnheader", name="计划总投资")
    assert head.get_attribute("aria-sort") == "descending"
    assert page.evaluate(NAMES)[0].startswith("28.")
    page.keyboard.press("Enter")
    assert head.get_attribute("aria-sort") == "ascending"
    assert page.evaluate(NAMES)[-1].startswith("28.")

    page.evaluate("(html) => draw(html)", html("2025-06-29"))

    assert page.evaluate(NAMES)[-1].startswith("28.")
    assert head.get_attribute("aria-sort") == "ascending"


def test_a_click_on_a_row_opens_it_and_one_with_ctrl_is_the_browser_s(
    page: Page, html: Callable[..., str]
) -> None:
    show(page, html(), ROOMS[1366])

    page.locator("tbody tr").nth(1).locator("td.unit").click()
    page.locator("tbody a").nth(2).click()
    assert page.evaluate("opened") == [
        f"/projects?item={number}&as_of=2025-06-30" for number in (2, 3)
    ]
    with page.context.expect_page():
        page.locator("tbody a").first.click(modifiers=["ControlOrMeta"])
    assert len(page.evaluate("opened")) == 2
