"""Every page can be read and used at 200 %, and read at 400 %, in a window of 1280×1024."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import ViewportSize, expect

from tests.browser.test_access import PATHS, log_in
from tests.browser.waiting import DRAWN, FITTED, SETTLED

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

    from tests.browser.reporting import Desk

pytestmark = pytest.mark.browser
AT_200, AT_400 = ViewportSize(width=640, height=512), ViewportSize(width=320, height=256)
# what a person comes to each page for: its role and its name
ACTIONS = {
    "/": ("link", "按单位看"),
    "/indicators": ("link", "4. 城镇化率"),
    "/projects": ("textbox", "搜索"),
    "/milestones": ("button", "填报"),
    "/duties": ("link", "区发展改革委"),
    "/duties?unit=区水利局": ("link", "打开打印页"),
    "/policies": ("textbox", "搜索"),
    "/changes": ("textbox", "对比起点"),
    "/indicators?item=4": ("button", "填报"),
    "/projects?item=18": ("button", "填报"),
    "/milestones?item=3": ("button", "填报"),
    "/item?id=task-24": ("button", "填报"),
    "/reporting": ("link", "下载填报表"),
    "/accounts": ("button", "添加账号"),
    "/documents": ("link", "下载（.pptx）"),
    "/matters": ("link", "帮助：专班办公室的一个月"),
    "/help": ("link", "9. 用 Excel 填报"),
    "/help?chapter=excel": ("link", "目录"),
}
# grids scroll by themselves, a title says the whole of what is cut, a field scrolls as one types
WHOLE_ELSEWHERE = "[data-testid=stDataFrame], [title], input, svg"
CUT = """(besides) => [document, ...[...document.querySelectorAll('*')]
    .flatMap((part) => part.shadowRoot ?? [])]
  .flatMap((root) => [...root.querySelectorAll(
    '[data-testid=stMain] *, .overview *, .item-tables *')])
  .filter((part) => part.scrollWidth > part.clientWidth + 1 && part.clientWidth > 1
    && /hidden|clip/.test(getComputedStyle(part).overflowX)
    && part.checkVisibility({ visibilityProperty: true, opacityProperty: true })
    && part.innerText?.trim() && !part.closest(besides))
  .map((part) => `${part.dataset.testid ?? part.tagName}: ${part.innerText.slice(0, 80)}`)"""


@pytest.fixture(scope="module")
def desk(shared_desk: Desk) -> Desk:
    return shared_desk


@pytest.fixture(scope="module")
def page(browser: Browser, desk: Desk) -> Iterator[Page]:
    """A window of somebody of the office, zoomed."""
    with browser.new_context(viewport=AT_200, device_scale_factor=2, locale="zh-CN") as context:
        log_in(context, desk)
        yield context.new_page()


def cut_off(page: Page, room: ViewportSize) -> list[str]:
    """What is cut off, or that the whole page is, where there is so much room."""
    page.set_viewport_size(room)
    page.evaluate(DRAWN)
    page.wait_for_function(FITTED)
    found: list[str] = page.evaluate(CUT, WHOLE_ELSEWHERE)
    width = page.evaluate("document.documentElement.scrollWidth")
    return [*found, f"scrolls sideways: {width}"] if width > room["width"] else found


@pytest.mark.parametrize("path", PATHS)
def test_a_page_zoomed_is_whole_and_can_be_used(page: Page, desk: Desk, path: str) -> None:
    page.set_viewport_size(AT_200)
    mark = "&" if "?" in path else "?"
    page.goto(f"{desk.address}{path}{mark}as_of=2025-06-30")
    page.wait_for_function(SETTLED)

    role, name = ACTIONS[path]
    action = page.get_by_test_id("stMain").get_by_role(role, name=name).first
    action.click(trial=True)
    expect(action).to_be_in_viewport()
    assert cut_off(page, AT_200) == []
    assert cut_off(page, AT_400) == []


def test_what_is_cut_off_is_found(page: Page) -> None:
    long, cutting = "长" * 80, "style='overflow: hidden; white-space: nowrap'"
    parts = f"<p {cutting}>{long}</p><p {cutting} title='{long}'>{long}</p><p>{long}</p>"
    page.set_content(f"<div data-testid='stMain'>{parts}</div>")

    assert page.evaluate(CUT, WHOLE_ELSEWHERE) == [f"P: {long}"]
