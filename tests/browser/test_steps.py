"""A task is broken down into steps: pasted, proposed, confirmed, and late by itself one day."""

from __future__ import annotations

import urllib.request
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from icalendar import Calendar
from playwright.sync_api import Page, expect

from kzdash import accounts
from kzdash.domain.models import Role
from tests.browser.reporting import PASSWORD, REPORTED, Desk, choose, open_form, send, unfold
from tests.browser.waiting import SETTLED

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator

pytestmark = pytest.mark.browser

# beyond any day on which the tests are run; the rules take no step for 2035 or later
PASTED = "报送管网改造方案\t2034-11-30\n管网开工\t2034-12-15\n管网通水\t2034-12-31\t区城市管理局"
DAY_AFTER = "2034-12-16"


@pytest.fixture
def water(desk: Desk) -> str:
    """Somebody of the unit that leads task 26; the name of their account."""
    # a second try finds the account of the first
    now, name = datetime.now(UTC), f"shui{len(desk.store.accounts())}"
    once = accounts.add_account(desk.store, name, "孙水", Role.UNIT, "区水利局", None, now, by=None)
    token = accounts.log_in(desk.store, name, once, now)
    accounts.change_password(desk.store, token, once, PASSWORD, now)
    return name


def try_out(page: Page, lines: str) -> None:
    """Open the form for steps, paste lines into it, and try them out."""
    unfold(page.locator("summary", has_text="工作节点"))
    page.get_by_label("每行一个节点").fill(lines)
    page.get_by_role("button", name="试算", exact=True).click()


def step_link(page: Page, name: str) -> Locator:
    """A step in the line of an item's steps."""
    return page.locator("ol.steps").get_by_role("link", name=name, exact=True)


def test_a_task_is_broken_down_and_its_december_step_is_late_by_itself_the_day_after(
    browser: Browser, desk: Desk, water: str
) -> None:
    office = desk.visit(browser, "/item?id=task-26", "li")
    try_out(office, PASTED)
    expect(office.locator('table[data-table^="tried"] td.name')).to_have_count(3)
    office.get_by_role("button", name="写入3个节点").click()
    expect(office.get_by_text("已加入3个工作节点。")).to_be_visible()
    expect(step_link(office, "管网开工")).to_be_visible()

    unit = desk.visit(browser, "/item?id=task-26", water)
    try_out(unit, "完成招标 2034-10-31")
    unit.get_by_role("button", name="报送1个节点").click()
    expect(unit.get_by_text("已报送1个工作节点，待专班办公室确认。")).to_be_visible()

    # the page that shows the task learns of the fourth step, and that it was confirmed
    expect(step_link(office, "完成招标")).to_be_visible()
    deciding = desk.visit_in_another_tab(office, "/reporting")
    expect(deciding.get_by_text("1 个工作节点待确认")).to_be_visible()
    deciding.get_by_role("button", name="确认", exact=True).click()
    expect(deciding.get_by_text("已确认“任务26 · 完成招标”。")).to_be_visible()
    expect(office.locator("ol.steps").get_by_text("待确认")).to_have_count(0)

    step_link(unit, "管网开工").click()
    # the page before has a form of its own
    expect(unit.get_by_test_id("stMain").locator("h1")).to_have_text("任务26 · 管网开工")
    unit.wait_for_function(SETTLED)
    form = open_form(unit)
    choose(form, "推进中")
    form.get_by_label("说明").fill("施工许可在办")
    send(form)
    expect(unit.get_by_text(REPORTED)).to_be_visible()

    leader = desk.visit(browser, f"/?as_of={DAY_AFTER}")
    late = leader.get_by_role("link", name="任务26 · 管网开工").first
    expect(late).to_contain_text("逾期1天")
    expect(late).to_contain_text("施工许可在办")
    with urllib.request.urlopen(f"{desk.address}/files/calendar?as_of={DAY_AFTER}") as answer:  # noqa: S310 - own address
        calendar = Calendar.from_ical(answer.read())
    events = {str(event["summary"]): event for event in calendar.walk("VEVENT")}
    assert "逾期 1 天" in str(events["【逾期】工作节点到期：任务26 · 管网开工"]["description"])
