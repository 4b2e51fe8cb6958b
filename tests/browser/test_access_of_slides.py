"""Every slide can be read by everybody: WCAG 2.2 A and AA by axe, in both themes, on any screen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from tests.browser.projector import JUNE, show
from tests.browser.test_access import AXE, found_by_axe

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser

    from tests.browser.projector import Projector
    from tests.browser.reporting import Desk

pytestmark = pytest.mark.browser
SIZES = [(1920, 1080), (1366, 768), (1024, 768), (390, 844), (320, 568)]


@pytest.fixture(scope="module", params=["light", "dark"])
def screen(
    request: pytest.FixtureRequest,
    browser: Browser,
    full: Desk,
) -> Iterator[Projector]:
    """One page for all slides of a theme; axe is not let in by the pages' own policy."""
    how: dict[str, Any] = {"color_scheme": request.param, "bypass_csp": True}
    with browser.new_context(locale="zh-CN", **how) as context:
        shown = show(context.new_page(), full.address, f"{JUNE}&theme={request.param}")
        shown.page.evaluate(AXE)
        yield shown


# dark are the colours alone, which are the same at every size
@pytest.mark.parametrize(
    ("screen", "size"),
    [*(("light", size) for size in SIZES), ("dark", SIZES[0])],
    indirect=["screen"],
)
def test_no_slide_has_a_violation(screen: Projector, size: tuple[int, int]) -> None:
    screen.page.set_viewport_size({"width": size[0], "height": size[1]})
    screen.press("Home")

    found = {number: wrong for number in screen.slides() if (wrong := found_by_axe(screen.page))}

    assert found == {}


@pytest.mark.parametrize(("key", "words"), [("s", "自动翻页的间隔"), ("d", "下载 CSV")])
def test_what_opens_over_a_slide_has_no_violation(screen: Projector, key: str, words: str) -> None:
    screen.page.set_viewport_size({"width": 1366, "height": 768})
    screen.press("5", "Enter")
    screen.rest(5)
    screen.press(key)
    dialog = screen.page.get_by_role("dialog")
    expect(dialog).to_contain_text(words)

    assert found_by_axe(screen.page) == []
    screen.press("Escape")
    expect(dialog).to_have_count(0)


def test_the_keys_and_the_buttons_have_no_violation(screen: Projector) -> None:
    screen.press("?")
    screen.page.mouse.move(300, 300)
    screen.page.mouse.move(320, 320)
    expect(screen.page.get_by_role("button", name="按键")).to_be_visible()

    assert found_by_axe(screen.page) == []
    screen.press("?")
