"""Back and Forward: one step a view, with its day, its filters and its place on the page."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest
from playwright.sync_api import Page, expect

from tests.browser.waiting import SETTLED

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Browser, Locator

pytestmark = pytest.mark.browser
JUNE = "as_of=2025-06-30"
UNIT = quote("区发展改革委")
PLACE = "() => document.querySelector('[data-testid=stMain]').scrollTop"


def heading(page: Page) -> Locator:
    return page.get_by_test_id("stMain").locator("h1").first


def click_row(page: Page) -> None:
    page.locator("table[data-table] tbody a").nth(1).click()


def click_gauge(page: Page) -> None:
    page.get_by_role("link", name="4. 城镇化率").click()


def click_tile(page: Page) -> None:
    tile = page.locator(".js-plotly-plot .slice", has_text="凤凰梁大桥").first
    tile.locator("text").first.click(force=True)


def click_unit(page: Page) -> None:
    page.get_by_role("link", name="区水利局", exact=True).first.click()


def menu(title: str) -> Callable[[Page], None]:
    return lambda page: page.get_by_test_id("stTopNav").get_by_text(title, exact=True).click()


@pytest.fixture
def page(browser: Browser) -> Page:
    context = browser.new_context(viewport={"width": 1366, "height": 768}, locale="zh-CN")
    return context.new_page()


@pytest.mark.parametrize(
    ("start", "go", "there", "title"),
    [
        ("/", menu("指标"), f"/indicators?{JUNE}", "主要指标"),
        (f"/indicators?{JUNE}&item=4", menu("任务分工"), f"/duties?{JUNE}", "任务分工"),
        ("/indicators", click_gauge, f"/indicators?{JUNE}&item=4", "4. 常住人口城镇化率"),
        ("/projects", click_tile, f"/projects?{JUNE}&item=25", "25. "),
        ("/duties", click_row, f"/item?{JUNE}&id=task-2", "任务 2. "),
        (f"/duties?{JUNE}&unit={UNIT}", click_row, None, ". "),
        (f"/indicators?{JUNE}&item=7", click_unit, f"/duties?{JUNE}&unit=", "区水利局 督办清单"),
        ("/policies", click_row, f"/item?{JUNE}&id=policy-2", "政策 2. "),
    ],
    ids=["menu", "menu from an item", "gauge", "tile", "row", "row of a unit", "unit", "policy"],
)
def test_back_and_forward_lead_through_views_one_by_one(
    page: Page, address: str, start: str, go: Callable[[Page], None], there: str | None, title: str
) -> None:
    first = f"{address}{start}" if JUNE in start else f"{address}{start}?{JUNE}"
    page.goto(first)
    expect(heading(page)).to_be_visible()
    before, steps = heading(page).inner_text(), page.evaluate("history.length")

    go(page)
    expect(heading(page)).not_to_have_text(before)
    expect(heading(page)).to_contain_text(title)
    if there:
        expect(page).to_have_url(re.compile(f"^{re.escape(address + there)}"))
    second, name = page.url, heading(page).inner_text()
    assert JUNE in second
    assert page.evaluate("history.length") == steps + 1

    page.go_back()
    expect(heading(page)).to_have_text(before)
    expect(page).to_have_url(first)
    page.go_forward()
    expect(heading(page)).to_have_text(name)
    expect(page).to_have_url(second)


def test_back_restores_a_filter_as_it_was_and_as_it_looked(page: Page, address: str) -> None:
    page.goto(f"{address}/indicators?{JUNE}")
    pill = page.get_by_test_id("stMain").get_by_text("滞后", exact=True).first
    pill.click()
    expect(page).to_have_url(re.compile("status="))
    listed = page.get_by_role("heading", level=3).first
    # until then the links are those of the whole list
    expect(listed).not_to_have_text("15 项指标")
    narrowed = listed.inner_text()

    click_gauge(page)
    expect(heading(page)).to_contain_text("城镇化率")
    page.go_back()
    expect(page.get_by_role("heading", name=narrowed, exact=True)).to_be_visible()
    lit = page.get_by_role("button", name="滞后", exact=True)
    expect(lit).to_have_attribute("aria-pressed", "true")

    page.go_back()
    expect(page.get_by_role("heading", name="15 项指标", exact=True)).to_be_visible()
    expect(lit).to_have_attribute("aria-pressed", "false")


def test_a_view_opens_at_its_top_and_back_leads_to_where_it_was_left(
    page: Page, address: str
) -> None:
    page.goto(f"{address}/milestones?{JUNE}")
    last = page.get_by_role("link", name="第5个节点的详情与填报记录")
    last.scroll_into_view_if_needed()
    left_at = page.evaluate(PLACE)
    assert left_at > 100

    last.click()
    expect(heading(page)).to_contain_text("5. ")
    assert page.evaluate(PLACE) == 0

    page.go_back()
    expect(heading(page)).to_have_text("时间节点")
    page.wait_for_function(f"() => Math.abs(({PLACE})() - {left_at}) < 2")


def test_a_category_of_the_treemap_is_a_step_too(page: Page, address: str) -> None:
    page.goto(f"{address}/projects?{JUNE}")
    # a page still running draws the chart anew, and a click on the one before is lost
    page.wait_for_function(SETTLED)
    category = page.locator(".js-plotly-plot .slice", has_text="公共服务").first
    category.locator("text").first.click(force=True)
    expect(page.get_by_text("建设年限 · 10 个项目")).to_be_visible()

    back = page.locator(".js-plotly-plot .slice", has_text="回到全部项目")
    expect(back).to_be_visible()

    page.go_back()

    expect(page.get_by_text("建设年限 · 35 个项目")).to_be_visible()
    # all of it is drawn again, not what the browser zoomed into
    expect(back).to_have_count(0)
    expect(page.locator(".js-plotly-plot .slice", has_text="凤凰梁大桥").first).to_be_visible()
    expect(page).to_have_url(f"{address}/projects?{JUNE}")
