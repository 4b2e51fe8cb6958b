"""Reporting in real browsers: what staff enter is stored once, and is on every other screen."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.reporting import (
    PASSWORD,
    REPORTED,
    UNDONE,
    WITHIN_5_S,
    Desk,
    choose,
    open_form,
    send,
    type_day,
)

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Dialog, Locator, Page

pytestmark = pytest.mark.browser
ROWS = "table[data-table] tbody tr"


def open_account(page: Page) -> None:
    """Open the menu of whoever is logged in."""
    page.locator(".st-key-account").get_by_role("button").first.click()


def test_a_milestone_is_done_and_every_other_screen_shows_by_whom(
    browser: Browser, desk: Desk
) -> None:
    leader = desk.visit(browser, "/milestones")
    staff = desk.visit(browser, "/milestones")
    staff.get_by_role("link", name="登录", exact=True).click()
    staff.get_by_label("账号").fill("zhang")
    staff.get_by_label("密码").fill(PASSWORD)
    staff.get_by_role("button", name="登录", exact=True).click()
    expect(staff).to_have_url(re.compile(r"/milestones"))

    form = open_form(staff, 4)
    choose(form, "已完成")
    type_day(form, "完成日期", "20241220")
    form.get_by_label("依据").fill("开州府办发〔2025〕3号")
    send(form)

    signature = re.compile(r"张三（区发展改革委） \d{4}年\d+月\d+日 \d\d:\d\d填报")
    expect(staff.get_by_text(REPORTED)).to_be_visible()
    expect(leader.get_by_text(signature)).to_be_visible(timeout=WITHIN_5_S)
    expect(leader.get_by_text("完成于2024年12月20日")).to_be_visible()
    expect(leader.get_by_text("开州府办发〔2025〕3号")).to_be_visible()

    staff.reload()
    open_account(staff)
    expect(staff.get_by_text("张三（区发展改革委）", exact=True)).to_be_visible()
    expect(staff.get_by_text(signature)).to_be_visible()
    staff.get_by_role("button", name="退出登录").click()
    expect(staff.get_by_role("link", name="登录", exact=True)).to_be_visible()
    expect(staff.get_by_role("button", name="填报", exact=True)).to_have_count(0)
    assert desk.reports("milestone", 4) == [(1, "zhang", "done", "")]


def test_the_second_of_two_sees_the_first_s_report_beside_their_own_input(
    browser: Browser, desk: Desk
) -> None:
    first, second = (desk.visit(browser, "/milestones", name) for name in ("zhang", "wang"))
    forms = [open_form(page, 5) for page in (first, second)]
    for form, status, note in zip(forms, ("推进中", "受阻"), ("正在汇总", "缺材料"), strict=True):
        choose(form, status)
        form.get_by_label("说明").fill(note)

    send(forms[0])
    expect(first.get_by_text(REPORTED)).to_be_visible()
    expect(forms[1].get_by_text("您打开本表后有新的填报")).to_be_visible()
    expect(forms[1].get_by_label("说明")).to_have_value("缺材料")
    send(forms[1])

    expect(forms[1].get_by_text("尚未提交：在您之前已有新的填报")).to_contain_text("正在汇总")
    expect(forms[1].get_by_label("说明")).to_have_value("缺材料")
    expect(forms[1].get_by_role("radio", name="受阻", exact=True)).to_be_checked()
    assert desk.reports("milestone", 5) == [(1, "zhang", "in_progress", "正在汇总")]

    send(forms[1])
    expect(second.get_by_text(REPORTED)).to_be_visible()
    assert desk.reports("milestone", 5)[1:] == [(2, "wang", "blocked", "缺材料")]


def test_what_is_half_typed_stays_while_others_report(browser: Browser, desk: Desk) -> None:
    typing, other = (desk.visit(browser, "/milestones", name) for name in ("zhang", "li"))
    form = open_form(typing, 1)
    form.get_by_label("说明").fill("写到一半")
    choose(form, "推进中")

    others = open_form(other, 2)
    choose(others, "推进中")
    send(others)

    expect(typing.get_by_text("李主任（专班办公室）")).to_be_visible()
    expect(form.get_by_label("说明")).to_have_value("写到一半")
    send(form)
    expect(typing.get_by_text(REPORTED)).to_be_visible()
    assert desk.reports("milestone", 1) == [(1, "zhang", "in_progress", "写到一半")]


def test_a_double_click_sends_one_report(browser: Browser, desk: Desk) -> None:
    page = desk.visit(browser, "/projects?item=1", "li")
    form = open_form(page)
    choose(form, "在建")

    form.get_by_role("button", name="提交", exact=True).dblclick()

    expect(page.get_by_text(REPORTED)).to_be_visible()
    assert desk.reports("project", 1) == [(1, "li", "construction", "")]


def test_a_double_click_takes_one_report_back(browser: Browser, desk: Desk) -> None:
    page = desk.visit(browser, "/projects?item=5", "li")
    for stage in ("前期", "在建"):
        form = open_form(page)
        choose(form, stage)
        send(form)
        expect(page.get_by_text(REPORTED)).to_be_visible()

    page.get_by_role("button", name="撤销上次填报").dblclick()

    expect(page.get_by_text(UNDONE)).to_be_visible()
    expect(page.get_by_text("没有撤销")).to_have_count(0)
    expect(page.get_by_role("button", name="取消撤销")).to_be_visible()
    stages = [stage for _, _, stage, _ in desk.reports("project", 5)]
    assert stages == ["preparation", "construction", "preparation"]


def test_a_page_reloaded_in_the_middle_of_a_form_says_that_nothing_was_sent(
    browser: Browser, desk: Desk
) -> None:
    page = desk.visit(browser, "/projects?item=2", "li")
    open_form(page).get_by_label("说明").fill("写到一半")
    expect(page.get_by_text("草稿已存")).to_be_visible()

    page.reload()

    form = page.get_by_test_id("stForm")
    expect(page.get_by_text("此前填写的内容没有提交")).to_be_visible()
    choose(form, "在建")
    send(form)
    expect(page.get_by_text(REPORTED)).to_be_visible()
    assert desk.reports("project", 2) == [(1, "li", "construction", "写到一半")]


def test_what_was_typed_is_asked_about_before_anything_takes_its_form_away(
    browser: Browser, desk: Desk
) -> None:
    page = desk.visit(browser, "/projects", "li")
    page.get_by_test_id("stTopNav").get_by_text("时间节点", exact=True).click()
    form = open_form(page, 3)
    answers, asked = [False] * 4 + [True], []

    def answer(dialog: Dialog) -> None:
        asked.append(dialog.message)
        dialog.accept() if answers[len(asked) - 1] else dialog.dismiss()

    page.on("dialog", answer)
    other = page.get_by_test_id("stTopNav").get_by_text("指标", exact=True)
    note = form.get_by_label("说明")
    note.fill("写到一半")
    other.click()
    page.get_by_role("button", name="填报", exact=True).first.click()
    open_account(page)
    page.get_by_role("button", name="退出登录").click()
    with page.expect_event("dialog"):
        page.evaluate("history.back()")
    assert len(asked) == 4
    expect(note).to_have_value("写到一半")
    expect(page).to_have_url(re.compile(r"/milestones\?report="))

    other.click()
    expect(page.get_by_role("heading", name="主要指标", exact=True)).to_be_visible()
    assert len(asked) == 5
    assert "还没有提交" in asked[0]


def test_a_form_nobody_typed_into_is_left_without_a_question(browser: Browser, desk: Desk) -> None:
    page = desk.visit(browser, "/milestones?item=3", "wang")
    form = open_form(page)
    form.get_by_label("说明").fill("写到一半")
    form.get_by_role("button", name="放弃", exact=True).click()
    expect(form).to_have_count(0)
    open_form(page).get_by_label("说明").click()

    page.get_by_test_id("stTopNav").get_by_text("指标", exact=True).click()

    # a question would have been answered with no
    expect(page.get_by_role("heading", name="主要指标", exact=True)).to_be_visible()


def test_a_row_leads_to_its_item_once_and_again(browser: Browser, desk: Desk) -> None:
    page = desk.visit(browser, "/projects", "li")
    for _ in range(2):
        page.locator(ROWS).nth(1).locator("td.unit").click()
        expect(page.get_by_role("heading", name=re.compile(r"^2\. "))).to_be_visible()
        page.get_by_role("link", name="← 全部项目").click()
        expect(page.get_by_role("heading", name="项目投资", exact=True)).to_be_visible()


def test_the_row_of_a_form_that_was_dropped_opens_it_again_and_asks_where_it_is_lost(
    browser: Browser, desk: Desk
) -> None:
    page = desk.visit(browser, "/reporting?kind=任务&scope=全部", "li")
    rows = page.locator(ROWS)
    form = page.get_by_test_id("stForm").filter(has_text="填报 · ")
    for _ in range(2):
        rows.nth(1).click()
        expect(form).to_be_visible()
        form.get_by_role("button", name="放弃", exact=True).click()
        expect(form).to_have_count(0)

    rows.nth(1).click()
    form.get_by_label("说明").fill("写到一半")
    with page.expect_event("dialog", lambda dialog: dialog.dismiss() is None):
        rows.nth(2).click()
    expect(form.get_by_label("说明")).to_have_value("写到一半")


def test_a_row_tapped_asks_before_it_takes_a_form_away(browser: Browser, desk: Desk) -> None:
    page = desk.visit(browser, "/reporting?kind=任务&scope=全部", "wang", by_touch=True)
    rows = page.locator(ROWS)
    note = page.get_by_test_id("stForm").filter(has_text="填报 · ").get_by_label("说明")
    rows.nth(1).tap()
    note.fill("写到一半")
    first = page.url

    with page.expect_event("dialog", lambda dialog: dialog.dismiss() is None):
        rows.nth(2).tap()
    expect(note).to_have_value("写到一半")
    with page.expect_event("dialog", lambda dialog: dialog.accept() is None):
        rows.nth(2).tap()
    expect(page).not_to_have_url(first)
    # Streamlit puts the new form before the old one, which it then takes away
    expect(note.last).to_have_value("")


def test_a_swipe_over_a_table_asks_nothing(browser: Browser, desk: Desk) -> None:
    page = desk.visit(browser, "/reporting?kind=任务&scope=全部", "li", by_touch=True)
    rows = page.locator(ROWS)
    note = page.get_by_test_id("stForm").filter(has_text="填报 · ").get_by_label("说明")
    rows.nth(1).tap()
    note.fill("写到一半")
    dialogs: list[Dialog] = []
    page.on("dialog", lambda dialog: (dialogs.append(dialog), dialog.dismiss()))

    swipe(rows.first)

    expect(note).to_have_value("写到一半")
    assert dialogs == []


def test_a_mark_tapped_in_the_countdown_asks_before_it_takes_a_form_away(
    browser: Browser, desk: Desk
) -> None:
    page = desk.visit(browser, "/milestones", "li", by_touch=True)
    note = open_form(page, 3).get_by_label("说明")
    note.fill("写到一半")
    mark = page.get_by_test_id("stPlotlyChart").locator(".points path").nth(4)

    with page.expect_event("dialog", lambda dialog: dialog.dismiss() is None):
        tap_at(mark)
    # a chart that began with the tap would end it with this one
    note.tap()
    expect(note).to_have_value("写到一半")
    expect(page).to_have_url(re.compile(r"/milestones\?report="))

    with page.expect_event("dialog", lambda dialog: dialog.accept() is None):
        tap_at(mark)
    expect(page).to_have_url(re.compile(r"/milestones\?item=5"))


def tap_at(drawn: Locator) -> None:
    """Tap on what a chart drew, which lies under the layer that takes its clicks."""
    drawn.scroll_into_view_if_needed()
    box = drawn.bounding_box()
    assert box is not None
    drawn.page.touchscreen.tap(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)


def swipe(over: Locator) -> None:
    """Swipe upwards over an element, as far as scrolls a list by a few rows."""
    box = over.bounding_box()
    assert box is not None
    devtools = over.page.context.new_cdp_session(over.page)
    left, top = box["x"] + 100, box["y"] + 150
    for moved in range(0, 121, 10):
        touch = {"type": "touchMove" if moved else "touchStart"}
        points = [{"x": left, "y": top - moved}]
        devtools.send("Input.dispatchTouchEvent", {**touch, "touchPoints": points})
    devtools.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})


def test_a_locked_store_keeps_the_input_and_takes_it_once_it_is_free(
    browser: Browser, desk: Desk
) -> None:
    page = desk.visit(browser, "/projects?item=3", "li")
    form = open_form(page)
    choose(form, "在建")
    form.get_by_label("说明").fill("占用时填的")

    with closing(sqlite3.connect(desk.store.place)) as other:
        other.execute("BEGIN IMMEDIATE")
        send(form)
        expect(form.get_by_text("数据库正被其他程序占用")).to_be_visible()
        expect(form.get_by_label("说明")).to_have_value("占用时填的")
        other.rollback()

    assert desk.reports("project", 3) == []
    send(form)
    expect(page.get_by_text(REPORTED)).to_be_visible()
    assert desk.reports("project", 3) == [(1, "li", "construction", "占用时填的")]


def test_what_was_typed_outlives_a_lost_connection(browser: Browser, desk: Desk) -> None:
    page = desk.visit(browser, "/projects?item=4", "li")
    form = open_form(page)
    choose(form, "在建")
    form.get_by_label("说明").fill("断网前填的")

    page.context.set_offline(True)
    page.context.set_offline(False)

    expect(form.get_by_label("说明")).to_have_value("断网前填的")
    send(form)
    expect(page.get_by_text(REPORTED)).to_be_visible()
    assert desk.reports("project", 4) == [(1, "li", "construction", "断网前填的")]


def test_an_end_of_login_in_one_browser_reaches_the_other_s_open_page(
    browser: Browser, desk: Desk
) -> None:
    here, there = (desk.visit(browser, "/milestones", "zhang") for _ in range(2))
    expect(there.get_by_role("button", name="填报", exact=True)).to_have_count(5)

    open_account(here)
    here.get_by_role("button", name="在所有设备退出").click()

    expect(there.get_by_role("button", name="填报", exact=True)).to_have_count(0)
