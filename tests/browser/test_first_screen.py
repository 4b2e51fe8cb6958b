"""What of 总览 stands on the first screen of each kind of machine, whole and legible."""

from __future__ import annotations

import shutil
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kzdash.board import compute_board
from kzdash.board.changes import compare_boards
from kzdash.documents.overview import STYLE, OverviewRequest, compose_overview
from kzdash.store import Store
from tests import people
from tests.browser.projector import report_on_all

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser
JUNE, LATER = date(2025, 6, 30), date(2026, 11, 28)
# what the page has of a screen: the menu and the row beneath it take 110 px, the margins 48
SCREENS = {
    "1920": (1920, 1080, 48),
    "1366": (1366, 768, 48),
    "1093": (1093, 614, 48),
    "390": (390, 844, 32),
}
ABOVE = 110
# the lower edge of a part by its selector, and of the n-th of its kind
EDGE = """([selector, place]) =>
  [...document.querySelectorAll(selector)][place].getBoundingClientRect().bottom"""
SMALL = """() => [...document.querySelectorAll('.overview *')]
  .filter((part) => part.checkVisibility() && [...part.childNodes].some((node) =>
    node.nodeType === 3 && node.textContent.trim()))
  .filter((part) => parseFloat(getComputedStyle(part).fontSize) < 12 && part.tagName !== 'title')
  .map((part) => `${part.tagName}: ${part.textContent.slice(0, 40)}`)"""
CUT = """() => [...document.querySelectorAll('.overview *')]
  .filter((part) => part.checkVisibility() && part.clientWidth > 1
    && part.scrollWidth > part.clientWidth + 1
    && /hidden|clip/.test(getComputedStyle(part).overflowX) && !part.closest('[title], svg'))
  .map((part) => `${part.className}: ${part.textContent.slice(0, 40)}`)"""
# texts of a row, or of a tile of the treemap, that lie on one another
OVERLAPS = """() => [...document.querySelectorAll('.row, .tile')].flatMap((row) => {
  const boxes = [...row.querySelectorAll('i, b, em, strong, u, .aim, .sums, text')]
    .filter((part) => part.checkVisibility() && part.textContent.trim()
      && !part.parentElement.closest('b, em, i, .sums'))
    .map((part) => {
      const range = document.createRange();
      range.selectNodeContents(part);
      return [part.textContent, range.getBoundingClientRect()];
    });
  return boxes.flatMap(([one, a], at) => boxes.slice(at + 1)
    .filter(([, b]) => Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1
      && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 4)
    .map(([other]) => `${one} | ${other}`));
})"""


@pytest.fixture(scope="module")
def full(made_once: Path, tmp_path_factory: pytest.TempPathFactory) -> Store:
    """A store with a report on everything."""
    file = Path(shutil.copy(made_once, tmp_path_factory.mktemp("first_screen") / "full.db"))
    store = Store(f"sqlite:///{file}")
    people.office_account(store, datetime(2025, 1, 1, tzinfo=UTC))
    report_on_all(store, "tester")
    return store


@pytest.fixture(scope="module")
def html(made_once: Path, full: Store) -> Callable[[str, date], str]:
    """Compose the page of a store on a day, as it stands in the program's frame."""
    stores = {"empty": Store(f"sqlite:///{made_once}"), "full": full}

    def compose(name: str, day: date) -> str:
        store = stores[name]
        before, after = (
            compute_board(store, on, entered=True) for on in (day - timedelta(days=7), day)
        )
        changes = compare_boards(store, before, after)
        return compose_overview(compute_board(store, day), changes, OverviewRequest()).html

    return compose


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page without the program's frame; in the dark it has other colours and the same sizes."""
    with browser.new_context(locale="zh-CN") as context:
        yield context.new_page()


def show(page: Page, html: str, screen: str) -> None:
    """Show the composed page as wide as it is within the frame on a screen."""
    width, height, margins = SCREENS[screen]
    page.set_viewport_size({"width": width - margins, "height": height - ABOVE})
    page.set_content(
        f"<!doctype html><html lang='zh-CN'><style>body {{ margin: 0; font-family: "
        f"'Noto Sans CJK SC', sans-serif }}{STYLE}</style>{html}"
    )


@pytest.mark.parametrize(
    ("screen", "selector", "count"),
    [
        *((wide, ".indicators .row", 15) for wide in ("1920", "1366")),
        *((wide, ".attention > .row", 8) for wide in ("1920", "1366")),
        *(("1093", selector, 5) for selector in (".attention > .row", ".indicators .row")),
        ("390", ".attention > .row", 5),
    ],
)
def test_the_first_screen_has_the_verdict_and_the_most_urgent(
    page: Page, html: Callable[[str, date], str], screen: str, selector: str, count: int
) -> None:
    show(page, html("full", JUNE), screen)

    parts = [(".verdict", 1), (selector, count)] + ([(".tile", 4)] if screen != "390" else [])
    edges = {part: page.evaluate(EDGE, [part, place - 1]) for part, place in parts}
    room = SCREENS[screen][1] - ABOVE
    assert {part: edge for part, edge in edges.items() if edge > room} == {}


@pytest.mark.parametrize("screen", SCREENS)
@pytest.mark.parametrize("day", [JUNE, LATER], ids=["in progress", "over"])
@pytest.mark.parametrize("name", ["empty", "full"])
def test_nothing_is_small_cut_or_over_something_else(
    page: Page, html: Callable[[str, date], str], name: str, day: date, screen: str
) -> None:
    show(page, html(name, day), screen)

    found = {
        "small": page.evaluate(SMALL),
        "cut": page.evaluate(CUT),
        "overlaps": page.evaluate(OVERLAPS),
        "sideways": page.evaluate("document.documentElement.scrollWidth - innerWidth"),
    }
    assert found == {"small": [], "cut": [], "overlaps": [], "sideways": 0}
