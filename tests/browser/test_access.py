"""Every page can be used by everybody: WCAG 2.2 A and AA by axe, the keyboard alone, no motion."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from kzdash import accounts
from tests.browser import contexts
from tests.browser.reporting import PASSWORD, REPORTED, Desk, open_form
from tests.browser.waiting import DRAWN, SETTLED

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, BrowserContext, Page

pytestmark = pytest.mark.browser
AXE = (Path(__file__).parent.parent / "axe" / "axe.min.js").read_text("utf-8")
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
WIDTHS = (1920, 390, 320)
PATHS = [
    "/",
    "/indicators",
    "/projects",
    "/milestones",
    "/duties",
    "/duties?unit=区水利局",
    "/policies",
    "/changes",
    "/indicators?item=4",
    "/projects?item=18",
    "/milestones?item=3",
    "/item?id=task-24",
    "/reporting",
    "/accounts",
    "/documents",
    "/matters",
    "/help",
    "/help?chapter=excel",
]
# what Streamlit itself does: rule, element, and what works instead
OF_STREAMLIT = {
    ("scrollable-region-focusable", "[data-testid=stTable]"): (
        "only a slide on a screen held upright has a table too wide for it: turned on its side "
        "the screen shows the whole, and the pages show the same figures"
    ),
}
FOUND = """async ([tags, known]) => {
  const found = await axe.run(document, {runOnly: tags, resultTypes: ['violations']});
  const isKnown = (rule, element) =>
    known.some(([of, within]) => of === rule && element?.closest(within));
  return found.violations.flatMap(({id, nodes}) => nodes
    .filter(({target}) => !isKnown(id, document.querySelector(target[0])))
    .map(({html, failureSummary}) => `${id}: ${html.slice(0, 200)} ${failureSummary}`));
}"""
GROUND = "getComputedStyle(document.body).backgroundColor"
GROUNDS = {"light": "rgb(243, 246, 249)", "dark": "rgb(16, 28, 40)"}
MOVING = """() => document.getAnimations()
  .filter((one) => one.playState === 'running' && one.effect.getTiming().duration > 1).length"""
FOCUSED = """() => { const at = document.activeElement;
  const names = [at.innerText, at.getAttribute('aria-label'), at.labels?.[0]?.innerText];
  return [at.tagName, ...names.filter(Boolean).map((name) => name.trim())]; }"""


# dark are the colours alone, which are the same at every width: the widest shows all there is
IN_BOTH_SCHEMES = pytest.mark.parametrize(
    ("office", "widths"), [("light", WIDTHS), ("dark", WIDTHS[:1])], indirect=["office"]
)


@pytest.fixture(scope="module")
def desk(shared_desk: Desk) -> Desk:
    return shared_desk


@pytest.fixture(scope="module", params=["light"])
def office(request: pytest.FixtureRequest, browser: Browser, desk: Desk) -> Iterator[Page]:
    """One page for all looks at a theme, of somebody who sees everything there is."""
    # the policy of our own pages keeps others' scripts out, and axe is one
    how: dict[str, Any] = {"color_scheme": request.param, "bypass_csp": True}
    with browser.new_context(locale="zh-CN", reduced_motion="reduce", **how) as context:
        log_in(context, desk)
        yield context.new_page()


def log_in(context: BrowserContext, desk: Desk) -> None:
    token = accounts.log_in(desk.store, "li", PASSWORD, datetime.now(UTC))
    context.add_cookies([{"name": accounts.COOKIE, "value": token, "url": desk.address}])


def open_wide(page: Page, address: str) -> None:
    page.set_viewport_size({"width": WIDTHS[0], "height": 1080})
    page.goto(address)
    page.wait_for_function(SETTLED)


def found_by_axe(page: Page) -> list[str]:
    """What axe finds on a page that it was given to, but for what Streamlit itself does."""
    found: list[str] = page.evaluate(FOUND, [TAGS, [list(known) for known in OF_STREAMLIT]])
    return found


def violations(page: Page, widths: tuple[int, ...] = WIDTHS) -> list[str]:
    """What axe finds at each width."""
    page.evaluate(AXE)
    found = []
    for width in widths:
        page.set_viewport_size({"width": width, "height": 900})
        page.evaluate(DRAWN)
        found += [f"{width}: {one}" for one in found_by_axe(page)]
        if page.evaluate("document.documentElement.scrollWidth") > width:
            found.append(f"{width}: scrolls sideways")
    return found


@IN_BOTH_SCHEMES
@pytest.mark.parametrize("path", PATHS)
def test_a_page_has_no_violation_and_nothing_on_it_moves(
    office: Page, desk: Desk, path: str, widths: tuple[int, ...]
) -> None:
    mark = "&" if "?" in path else "?"
    open_wide(office, f"{desk.address}{path}{mark}as_of=2025-06-30")

    assert office.evaluate(MOVING) == 0
    assert violations(office, widths) == []


@IN_BOTH_SCHEMES
def test_an_open_form_has_no_violation(office: Page, desk: Desk, widths: tuple[int, ...]) -> None:
    open_wide(office, f"{desk.address}/milestones?as_of=2025-06-30")
    open_form(office)

    assert violations(office, widths) == []


@pytest.mark.parametrize("theme", GROUNDS)
@pytest.mark.parametrize("path", ["/login", "/password"])
def test_a_page_with_a_password_has_no_violation_in_the_colours_of_the_system(
    browser: Browser, desk: Desk, path: str, theme: str
) -> None:
    how: dict[str, Any] = {"color_scheme": theme, "bypass_csp": True}
    with browser.new_context(locale="zh-CN", **how) as context:
        if path == "/password":
            log_in(context, desk)
        page = context.new_page()
        page.goto(f"{desk.address}{path}")

        assert page.evaluate(GROUND) == GROUNDS[theme]
        assert violations(page) == []
        page.locator("input:visible").evaluate_all(
            "all => all.forEach(one => one.value = 'no-such')"
        )
        page.locator("main > form button").click()
        expect(page.get_by_role("alert")).to_be_visible()
        assert violations(page) == []


def test_what_breaks_a_rule_is_found(office: Page, desk: Desk) -> None:
    office.goto(f"{desk.address}/login?next=/projects")
    office.set_content("<html lang='zh'><title>板</title><img src='x'><p>字</p></html>")

    assert [one.split(" ")[1] for one in violations(office)] == ["image-alt:"] * len(WIDTHS)


def tab_to(page: Page, tag: str, name: str) -> None:
    """Go on with the Tab key until what has the focus is of a kind and goes by a name."""
    passed = []
    for _ in range(80):
        page.keyboard.press("Tab")
        focused = page.evaluate(FOCUSED)
        if focused[0] == tag and name in focused[1:]:
            return
        passed.append(focused)
    pytest.fail(f"the Tab key does not lead to {name} but to {passed}")


def test_the_keyboard_alone_logs_in_and_reports_a_milestone(browser: Browser, desk: Desk) -> None:
    page = contexts.lend(browser).new_page()
    page.goto(f"{desk.address}/login?next=/milestones?item=4")
    expect(page.get_by_label("账号")).to_be_focused()
    page.keyboard.type("zhang")
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="填报", exact=True)).to_be_visible()

    tab_to(page, "BUTTON", "填报")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="提交", exact=True)).to_be_visible()
    tab_to(page, "BUTTON", "未启动")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Space")
    expect(page.get_by_role("radio", name="推进中", exact=True)).to_be_checked()
    tab_to(page, "TEXTAREA", "说明")
    page.keyboard.type("按计划推进")
    tab_to(page, "BUTTON", "提交")
    page.keyboard.press("Enter")

    expect(page.get_by_text(REPORTED)).to_be_visible()
    assert desk.reports("milestone", 4)[-1][1:] == ("zhang", "in_progress", "按计划推进")
