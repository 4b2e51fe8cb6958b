"""Each view can be read before Streamlit is there, without scripts too, and stays in its place."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import ViewportSize, expect

from tests.browser import contexts

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, Route

    from tests.browser.reporting import Desk

pytestmark = pytest.mark.browser
DAY = "as_of=2025-06-30"
VIEWS = [
    *("/", "/indicators", "/projects", "/milestones", "/duties", "/policies"),
    *("/matters", "/changes"),
    *("/reporting", "/accounts", "/briefing"),
]
SHIFTS = """
window.shifted = 0;
new PerformanceObserver((list) => {
  for (const shift of list.getEntries()) window.shifted += shift.value;
}).observe({ type: "layout-shift", buffered: true });
"""
DRAWN = "() => performance.getEntriesByName('page-drawn').length === 1"
# poor begins at 0.25; what moved while a page opened was a fifth to a third of the screen
MOST_SHIFT = 0.02
PLACE = 200
# pixels that a text may move as its page is drawn
NOT_NOTICED = 3
WIDE, NARROW = ViewportSize(width=1920, height=1080), ViewportSize(width=1024, height=768)


def new_page(browser: Browser, **how: object) -> Page:
    page = contexts.lend(browser, viewport={"width": 1366, "height": 768}, **how).new_page()
    page.add_init_script(SHIFTS)
    return page


def hold_streamlit(page: Page) -> list[Route]:
    """Keep Streamlit's program from the page; return what was asked for."""
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    page.route("**/static/js/index.*.js", hold)
    return held


def place(page: Page, text: str) -> tuple[float, float]:
    """Where a text that is seen begins, and the middle of its height: boxes are not as tall."""
    box = page.get_by_text(text).locator("visible=true").first.bounding_box()
    assert box is not None
    return box["x"], box["y"] + box["height"] / 2


def let_go(page: Page, held: list[Route]) -> None:
    """Let Streamlit's program come, and wait until it has drawn the page."""
    page.wait_for_function("() => document.querySelector('head script[type=module]')")
    for route in held:
        route.continue_()
    page.unroute_all()
    page.wait_for_function(DRAWN)


def test_figures_stand_there_while_streamlit_is_on_its_way(browser: Browser, address: str) -> None:
    page = new_page(browser)
    held = hold_streamlit(page)

    page.goto(f"{address}/?{DAY}", wait_until="commit")

    verdict = page.locator("#first-screen .verdict")
    expect(verdict).to_be_visible()
    expect(page.locator("#first-screen")).to_contain_text("62.42亿元")
    before = verdict.bounding_box()
    let_go(page, held)
    after = page.locator(".verdict").bounding_box()
    assert before is not None
    assert after is not None
    assert all(abs(after[side] - before[side]) <= 1 for side in ("x", "y", "width", "height"))


@pytest.mark.parametrize("path", VIEWS)
def test_nothing_moves_while_a_page_opens(browser: Browser, address: str, path: str) -> None:
    page = new_page(browser)

    page.goto(f"{address}{path}?{DAY}")
    page.wait_for_function(DRAWN)

    expect(page.locator("#first-screen")).to_have_count(0)
    assert page.evaluate("window.shifted") <= MOST_SHIFT


@pytest.mark.parametrize("name", ["zhang", "li"])
def test_the_first_reports_that_are_due_stand_where_their_list_will(
    browser: Browser, shared_desk: Desk, name: str
) -> None:
    page = new_page(browser)
    shared_desk.log_in(page.context, name)
    held = hold_streamlit(page)

    page.goto(f"{shared_desk.address}/reporting", wait_until="commit")

    expect(page.get_by_text("可填报")).to_be_visible()
    texts = "可填报", page.locator("#first-screen td.name a").first.inner_text()
    before = [place(page, text) for text in texts]
    let_go(page, held)
    after = [place(page, text) for text in texts]
    assert after == [pytest.approx(at, abs=NOT_NOTICED) for at in before]
    assert page.evaluate("window.shifted") <= MOST_SHIFT


@pytest.mark.parametrize(("slide", "size"), [(1, WIDE), (2, WIDE), (2, NARROW), (5, WIDE)])
def test_a_slide_stands_where_streamlit_will_draw_it(
    browser: Browser, address: str, slide: int, size: ViewportSize
) -> None:
    page = new_page(browser)
    page.set_viewport_size(size)
    held = hold_streamlit(page)

    page.goto(f"{address}/briefing?slide={slide}&{DAY}", wait_until="commit")

    message = page.locator("#first-screen h1").inner_text()
    before = place(page, message)
    let_go(page, held)
    assert place(page, message) == pytest.approx(before, abs=NOT_NOTICED)
    assert page.evaluate("window.shifted") <= MOST_SHIFT


def test_the_place_one_has_scrolled_to_stays(browser: Browser, address: str) -> None:
    page = new_page(browser)
    held = hold_streamlit(page)
    page.goto(f"{address}/?{DAY}", wait_until="commit")
    page.wait_for_selector("#first-screen .document")
    page.evaluate(f"document.getElementById('first-screen').scrollTop = {PLACE}")

    let_go(page, held)

    page.wait_for_function(
        f"() => document.querySelector('[data-testid=stMain]').scrollTop === {PLACE}"
    )


def test_a_page_that_cannot_connect_keeps_its_first_screen_and_says_so(
    browser: Browser, address: str
) -> None:
    page = browser.new_context(locale="zh-CN").new_page()
    page.clock.install()
    page.route_web_socket("**/_stcore/stream", lambda socket: socket.close())

    page.goto(f"{address}/projects?{DAY}")
    page.wait_for_function("() => document.querySelector('[data-testid=stApp]')")
    page.clock.run_for(15_000)

    told = page.get_by_text("页面还没有连上服务器的交互部分")
    expect(told).to_be_visible()
    expect(page.get_by_role("link", name="看普通页面")).to_have_attribute(
        "href", f"/plain/projects?{DAY}"
    )
    expect(page.locator("#first-screen .finding")).to_be_visible()


def test_headings_and_links_work_without_scripts(browser: Browser, address: str) -> None:
    page = contexts.lend(browser, java_script_enabled=False).new_page()

    page.goto(f"{address}/?{DAY}")

    page.get_by_role("navigation").get_by_role("link", name="任务分工").click()
    expect(page.get_by_role("heading", name="任务分工", exact=True)).to_be_visible()
    assert page.url == f"{address}/duties?{DAY}"
