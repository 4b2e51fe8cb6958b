"""From what a meeting decides to what the next one is told, and a figure that is asked about."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Page, expect

from kzdash.board.board import compute_board
from kzdash.runtime import clock
from tests.browser.reporting import Desk, choose, open_form, send, unfold

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser
UNIT, WHAT = "区发展改革委", "月底前把调研成果报专班"


def act(page: Page, name: str, **typed: str) -> None:
    """Choose what to do with the matter of a page, fill in what is asked for, and send it."""
    acts = page.locator("[class*=st-key-acts-]")
    acts.get_by_role("radio", name=name, exact=True).click()
    form = acts.get_by_test_id("stForm")
    for label, words in typed.items():
        form.get_by_label(label).fill(words)
    expect(form).to_have_count(1)  # that of what was chosen before is gone
    form.get_by_role("button", name="提交", exact=True).click()


def present(page: Page, address: str) -> Page:
    """Open the briefing, which has no heading to wait for."""
    page.goto(address)
    page.wait_for_function("() => document.documentElement.dataset.remote === 'ready'")
    return page


def confirmed(page: Page, words: str) -> None:
    expect(page.get_by_test_id("stAlert").filter(has_text=words)).to_be_visible()


def test_a_decision_is_typed_signed_for_put_off_closed_and_counted_at_the_next_meeting(
    browser: Browser, desk: Desk
) -> None:
    later = (clock.today() + timedelta(days=21)).isoformat()
    board = present(desk.visit(browser, "/", "li"), f"{desk.address}/briefing?slide=99")
    board.get_by_label("议定事项").click()
    board.keyboard.type(WHAT)
    board.keyboard.press("Tab")
    board.keyboard.press("Tab")
    board.keyboard.type(UNIT)
    board.keyboard.press("Enter")
    board.get_by_role("textbox", name="期限").focus()
    board.keyboard.type((clock.today() + timedelta(days=7)).isoformat())
    board.keyboard.press("Enter")
    expect(board.get_by_text("今天已议定1项")).to_be_visible()
    expect(board.get_by_role("cell", name=WHAT)).to_be_visible()

    unit = desk.visit(browser, "/reporting", "zhang")
    expect(unit.get_by_role("heading", name="1 项督办事项，其中 1 项待签收")).to_be_visible()
    unit.locator("table[data-table=own-matters] a", has_text=WHAT).click()
    unit.get_by_role("button", name="签收", exact=True).click()
    confirmed(unit, "已签收。")
    act(unit, "推进中", 进展="正在汇总")
    confirmed(unit, "已反馈：推进中")
    act(unit, "申请延期", 申请延期至=later, 延期原因="两个县的数据未到")
    confirmed(unit, "已申请延期")

    office = desk.visit(browser, "/reporting", "li")
    office.locator("table[data-table=own-matters] a", has_text=WHAT).click()
    expect(office.get_by_label("延期至", exact=True)).to_have_value(later)
    act(office, "同意延期", 意见="同意延期两周")
    confirmed(office, "已同意延期")

    act(unit, "申请办结", 依据="区发改函〔2025〕8号")
    confirmed(unit, "已申请办结")
    expect(office.get_by_text("申请办结：应于")).to_be_visible()
    act(office, "退回", 退回意见="缺专家意见")
    confirmed(office, "已退回")
    expect(unit.get_by_text("已退回：应于")).to_be_visible()
    act(unit, "申请办结", 依据="区发改函〔2025〕9号")
    confirmed(unit, "已申请办结")
    expect(office.get_by_text("申请办结：应于")).to_be_visible()
    act(office, "销号")
    confirmed(office, "已销号")

    tomorrow = clock.today() + timedelta(days=1)
    query = f"slide={desk.slide_number('meeting', tomorrow)}&as_of={tomorrow}"
    slide = present(desk.visit(browser, "/"), f"{desk.address}/briefing?{query}")
    expect(slide.get_by_role("heading", level=1)).to_have_text("上次会议议定1项：1项办结")


def test_a_report_that_is_asked_about_is_marked_until_its_unit_answers(
    browser: Browser, desk: Desk
) -> None:
    unit = desk.visit(browser, "/milestones?item=5", "zhang")
    form = open_form(unit)
    choose(form, "推进中")
    form.get_by_label("说明").fill("已完成初稿")
    send(form)
    office = desk.visit(browser, "/milestones?item=5", "li")
    unfold(office.get_by_text("请核实", exact=True))
    office.get_by_label("要核实什么").fill("初稿在哪里")
    office.get_by_role("button", name="发出", exact=True).dblclick()
    confirmed(office, "已请单位核实")
    matters = compute_board(desk.store, clock.today()).matters
    assert [it.name for it in matters].count("初稿在哪里") == 1
    reader = desk.visit(browser, "/milestones?item=5")
    expect(reader.get_by_text("（待核实）")).to_be_visible()

    unit.goto(f"{desk.address}/reporting")
    unit.locator("table[data-table=own-matters] a", has_text="初稿在哪里").click()
    unit.get_by_role("button", name="签收", exact=True).click()
    act(unit, "推进中", 进展="已送专班，附登记表")
    confirmed(unit, "已反馈：推进中")

    reader.reload()
    expect(reader.get_by_role("heading", name="督办事项")).to_be_visible()
    expect(reader.get_by_text("（待核实）")).to_have_count(0)
