"""Ways that people go: from what is late to whose it is, and from a report to what changed."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest
from playwright.sync_api import Page, expect

from tests.browser.reporting import REPORTED, Desk, choose, open_form, send

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator

pytestmark = pytest.mark.browser
UNIT = "区发展改革委"


@pytest.fixture(scope="module")
def desk(shared_desk: Desk) -> Desk:
    return shared_desk


def heading(page: Page) -> Locator:
    return page.get_by_test_id("stMain").locator("h1").first


def cell(page: Page, words: str) -> Locator:
    """A cell of a table, also of one on a canvas, as it is told to those who cannot see it."""
    return page.locator("table[data-table] td, canvas td", has_text=words).first


def test_a_leader_goes_from_what_is_late_to_whose_it_is_and_all_that_unit_leads(
    browser: Browser, desk: Desk
) -> None:
    page = desk.visit(browser, "/?as_of=2025-06-30")
    page.get_by_role("link", name="按单位看").click()
    expect(page).to_have_url(f"{desk.address}/?as_of=2025-06-30&group=unit")

    page.get_by_role("link", name="调研成果").first.click()
    expect(heading(page)).to_contain_text("1. 形成")
    page.get_by_test_id("stMain").get_by_role("link", name=UNIT, exact=True).click()

    expect(heading(page)).to_have_text(f"{UNIT} 督办清单")
    expect(cell(page, "◇ 到期未报")).to_be_attached()
    expect(page).to_have_url(f"{desk.address}/duties?as_of=2025-06-30&unit={quote(UNIT)}")


def test_what_needs_attention_is_grouped_and_listed_again_by_links(
    browser: Browser, desk: Desk
) -> None:
    page = desk.visit(browser, "/")
    page.get_by_role("link", name="按单位看").click()
    expect(page).to_have_url(f"{desk.address}/?group=unit")

    page.get_by_role("link", name="按轻重看").click()
    expect(page).to_have_url(f"{desk.address}/")

    page.go_back()
    expect(page.get_by_role("link", name="按轻重看")).to_be_visible()
    expect(page).to_have_url(f"{desk.address}/?group=unit")


def test_a_unit_s_report_is_news_on_the_page_of_changes(browser: Browser, desk: Desk) -> None:
    page = desk.visit(browser, "/milestones?item=5", "zhang")
    form = open_form(page)
    choose(form, "受阻")
    form.get_by_label("说明").fill("标志性成果待验收")
    send(form)
    expect(page.get_by_text(REPORTED)).to_be_visible()

    page.get_by_role("link", name="动态", exact=True).click()

    expect(heading(page)).to_have_text("动态")
    expect(cell(page, "标志性成果待验收")).to_be_attached()
    expect(cell(page, "张三（区发展改革委）")).to_be_attached()


def test_the_search_answers_while_one_types_and_leads_to_the_item(
    browser: Browser, desk: Desk
) -> None:
    page = desk.visit(browser, "/")

    page.keyboard.press("/")
    expect(page.get_by_role("searchbox")).to_be_focused()
    page.keyboard.type("czhl")
    expect(page.get_by_role("link", name="指标 4. 城镇化率", exact=True)).to_be_visible()
    page.keyboard.press("Enter")

    expect(heading(page)).to_contain_text("常住人口城镇化率")
    expect(page.get_by_role("searchbox")).to_have_count(0)


def test_a_click_anywhere_on_a_row_opens_what_it_is_about(browser: Browser, desk: Desk) -> None:
    page = desk.visit(browser, "/policies")
    page.locator("tbody tr", has_text="政策 1.").locator("td.unit").click()

    expect(heading(page)).to_have_text("政策 1. 推行EOD模式引入多元资本")


def test_what_the_menu_opens_in_a_new_tab_is_about_the_same_day(
    browser: Browser, desk: Desk
) -> None:
    page = desk.visit(browser, "/indicators?as_of=2025-06-30&entered=true&status=进度滞后")
    link = page.get_by_test_id("stTopNav").get_by_role("link", name="任务分工")

    with page.context.expect_page() as opened:
        link.click(modifiers=["ControlOrMeta"])

    expect(opened.value).to_have_url(f"{desk.address}/duties?as_of=2025-06-30&entered=true")


def test_the_arrow_keys_lead_through_the_list_an_item_was_opened_from(
    browser: Browser, desk: Desk
) -> None:
    page = desk.visit(browser, "/milestones?item=2&as_of=2025-06-30")
    expect(heading(page)).to_contain_text("2. ")
    expect(page.get_by_role("link", name="下一项")).to_be_visible()

    page.keyboard.press("ArrowRight")
    expect(heading(page)).to_contain_text("3. ")
    page.keyboard.press("ArrowLeft")
    expect(heading(page)).to_contain_text("2. ")
    expect(page).to_have_url(f"{desk.address}/milestones?as_of=2025-06-30&item=2")
