"""The table of several rows, a meeting, and what it decides: half typed, they are kept as well."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Page, expect

from kzdash import accounts
from kzdash.domain.models.drafts import DECIDED, MEETING, TABLE
from kzdash.runtime import clock
from kzdash.store import KeptDraft, drafts_of
from tests import serving
from tests.browser import tcp_proxy
from tests.browser.reporting import PASSWORD, WITHIN_5_S, Desk
from tests.browser.test_drafts import KEPT, RESTORED, UNSENT, token_of, until_kept
from tests.browser.waiting import SETTLED
from tests.matters import Office

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator

pytestmark = pytest.mark.browser
TASKS = "/reporting?kind=任务&scope=全部"


def draft_of(desk: Desk, name: str, part: int) -> KeptDraft | None:
    return next((it for it in drafts_of(desk.store, name) if it.form.part == part), None)


def open_table(page: Page) -> Locator:
    """Open the table of the listed tasks; return its form."""
    page.get_by_role("button", name=re.compile("^填报列表中的")).click()
    return table_of(page)


def table_of(page: Page) -> Locator:
    table = page.get_by_test_id("stForm").filter(has_text="全部提交")
    expect(table).to_be_visible()
    return table


def note(table: Locator, row: int) -> Locator:
    return table.get_by_label("说明").nth(row)


def choose(page: Page, table: Locator, row: int, status: str) -> None:
    field = table.get_by_role("combobox").nth(row)
    field.fill(status)
    expect(page.get_by_role("option", name=status, exact=True)).to_be_visible()
    page.keyboard.press("Enter")
    expect(field).to_have_value(status)


def has_both(page: Page) -> Locator:
    """Expect the table to begin with what was typed, and to say so."""
    expect(page.get_by_text(RESTORED)).to_be_visible()
    table = table_of(page)
    expect(note(table, 1)).to_have_value("第二行写到一半")
    expect(table.get_by_role("combobox").nth(2)).to_have_value("推进中")
    expect(note(table, 2)).to_have_value("第三行")
    expect(note(table, 3)).to_have_value("")
    return table


def test_a_half_filled_table_outlives_another_page_a_reload_and_an_ended_log_in(
    browser: Browser, desk: Desk
) -> None:
    page = desk.visit(browser, TASKS, "li")
    page.on("dialog", lambda dialog: dialog.accept())
    table = open_table(page)
    note(table, 1).fill("第二行写到一半")
    expect(page.get_by_text(KEPT)).to_be_visible()
    page.wait_for_function(SETTLED)
    choose(page, table, 2, "推进中")
    note(table, 2).fill("第三行")
    until_kept(page, desk, "第三行")
    page.wait_for_function(SETTLED)
    draft = draft_of(desk, "li", TABLE)
    assert draft is not None
    assert len(draft.typed) == 2 * 3  # the fields of two rows

    page.reload()
    has_both(page)
    page.wait_for_function(SETTLED)

    page.get_by_test_id("stTopNav").get_by_text("指标", exact=True).click()
    expect(page.get_by_role("heading", name="主要指标", exact=True)).to_be_visible()
    page.goto(f"{desk.address}{TASKS}")
    expect(page.get_by_text(UNSENT)).to_be_visible()
    page.wait_for_function(SETTLED)
    page.get_by_role("button", name="恢复", exact=True).click()
    has_both(page)
    page.wait_for_function(SETTLED)

    accounts.log_out_everywhere(desk.store, token_of(page), datetime.now(UTC))
    expect(page.get_by_text("批量填报填了一半的已留作草稿")).to_be_visible()
    page.get_by_role("link", name="登录", exact=True).first.click()
    page.locator("input[name=name]").fill("li")
    page.locator("input[name=password]").fill(PASSWORD)
    page.locator("input[name=password]").press("Enter")
    table = has_both(page)
    page.wait_for_function(SETTLED)

    # one is refused and stays, the other is stored
    table.get_by_role("button", name="全部提交").click()
    expect(page.get_by_text("请选择状态。")).to_be_visible()
    expect(table.get_by_text("任务 3. ")).to_contain_text("推进中，说明：第三行")
    draft = draft_of(desk, "li", TABLE)
    assert draft is not None
    assert len(draft.typed) == 3
    table.get_by_role("button", name="放弃", exact=True).click()
    expect(table).to_have_count(0)
    assert draft_of(desk, "li", TABLE) is None


def test_what_only_the_browser_had_of_a_table_is_there_when_it_is_opened_again(
    browser: Browser, desk: Desk
) -> None:
    with tcp_proxy.laid(desk.address, serving.free_port()) as wire:
        beyond = Desk(desk.store, wire.address)
        page = beyond.visit(browser, TASKS, "wang")
        table = open_table(page)
        page.wait_for_function(SETTLED)
        wire.lose("asks")
        note(table, 4).fill("断网时填的")
        context = page.context
        page.close()
        wire.cut()
        wire.mend()
        assert draft_of(desk, "wang", TABLE) is None

        page = context.new_page()
        page.goto(f"{beyond.address}{TASKS}")
        page.wait_for_function(SETTLED)
        open_table(page)

        expect(page.get_by_text(RESTORED)).to_be_visible()
        expect(note(table_of(page), 4)).to_have_value("断网时填的")
        page.wait_for_function(SETTLED)
        table_of(page).get_by_role("button", name="放弃", exact=True).click()
        expect(page.get_by_role("button", name=re.compile("^填报列表中的"))).to_be_visible()


def test_a_meeting_that_is_half_put_down_outlives_a_reload_until_it_is_stored(
    browser: Browser, desk: Desk
) -> None:
    page = desk.visit(browser, "/matters", "wang")
    page.get_by_text(re.compile("^会议 . 次")).click()
    page.get_by_label("会议名称").fill("专班第三次会议")
    expect(page.get_by_text(KEPT).and_(page.locator(":visible"))).to_be_visible()
    page.wait_for_function(SETTLED)

    page.reload()
    expect(page.get_by_text(RESTORED)).to_be_visible()
    expect(page.get_by_label("会议名称").first).to_have_value("专班第三次会议")
    page.wait_for_function(SETTLED)
    page.get_by_role("button", name="登记会议").click()
    expect(page.get_by_text(re.compile("^已登记。"))).to_be_visible()
    assert draft_of(desk, "wang", MEETING) is None
    assert Office(desk.store).board(clock.today()).meetings[-1].name == "专班第三次会议"


def test_what_a_meeting_is_about_to_decide_outlives_another_slide(
    browser: Browser, desk: Desk
) -> None:
    page = desk.visit(browser, "/matters", "wang")
    page.goto(f"{desk.address}/briefing?slide=99")
    text = page.get_by_label("议定事项")
    text.fill("三天内报方案")
    expect(page.get_by_text(KEPT)).to_be_visible(timeout=WITHIN_5_S)

    # whoever turns back at once is faster than the server
    for _ in range(3):
        page.keyboard.press("PageUp")
        expect(text).to_have_count(0)
        page.keyboard.press("PageDown")
        expect(page.get_by_text(RESTORED)).to_be_visible()
        # for a moment the field that stood there before stands behind it
        expect(text.first).to_have_value("三天内报方案")
    page.wait_for_function(SETTLED)
    page.get_by_role("button", name="放弃", exact=True).click()
    expect(page.get_by_text(RESTORED)).to_have_count(0)
    expect(text.first).to_have_value("")
    assert draft_of(desk, "wang", DECIDED) is None
