"""A unit's month in a real browser, from log-in to 本月已全部填报, its clicks counted."""

from __future__ import annotations

import re
from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from kzdash import accounts
from kzdash.domain.models import Report, Role
from kzdash.runtime import clock
from tests import serving
from tests.browser import contexts, reporting
from tests.browser.reporting import PASSWORD, REPORTED
from tests.browser.waiting import SETTLED

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser, Locator, Page

    from kzdash.store import Store

pytestmark = pytest.mark.browser
# of the county's plan: it leads an indicator, a project and three tasks
UNIT, NAME, COUNT = "区水利局", "shuili", 5
PC, PHONE = {"width": 1366, "height": 768}, {"width": 390, "height": 844}
# 下一项 and 无变化; of a figure, the field of the value and that of its source beside
CLICKS_TO_LOG_IN, CLICKS_AN_ITEM, CLICKS_OF_A_FIGURE = 4, 2, 4
SAID: dict[str, dict[str, Any]] = {
    "task": {"status": "in_progress", "note": "按计划推进"},
    "project": {"stage": "construction", "note": "按计划推进"},
}


class Hand:
    """Whoever clicks or taps, and counts it; to type into a field is a click on it."""

    def __init__(self, *, by_touch: bool) -> None:
        self.by_touch, self.clicks = by_touch, 0

    def click(self, what: Locator) -> None:
        """Click once."""
        self.clicks += 1
        what.tap() if self.by_touch else what.click()

    def type(self, what: Locator, words: str) -> None:
        """Click into a field and type."""
        self.click(what)
        what.fill(words)


def prepare(store: Store) -> None:
    """Give a unit somebody who may report, and old reports on all but the last year's figure."""
    now, today = clock.now(), clock.today()
    once = accounts.add_account(store, NAME, "王某", Role.UNIT, UNIT, None, now, by=None)
    token = accounts.log_in(store, NAME, once, now)
    accounts.change_password(store, token, once, PASSWORD, now)
    for item in store.plan().items:
        if item.paragraph or [lead.unit.name for lead in item.leads[:1]] != [UNIT]:
            continue
        said = [SAID[item.kind]] if item.kind in SAID else []
        if item.kind == "indicator":
            plan = store.plan().plan
            years = range(plan.baseline_year, plan.target_year)
            said = [{"period": year, "value": Decimal("8.6"), "evidence": "年报"} for year in years]
        for one in said:
            last = store.last(item.id)
            report = Report(item_id=item.id, seq=last.seq + 1 if last else 1, **one)
            report.as_of, report.recorded_at = today - timedelta(days=130), now
            report.account = "li"
            store.append(report)


@pytest.mark.slow
@pytest.mark.parametrize("size", [PC, PHONE], ids=["1366", "390"])
def test_a_unit_s_month_is_two_clicks_an_item(
    browser: Browser, tmp_path: Path, seed_folder: Path, size: dict[str, int]
) -> None:
    store = reporting.make(tmp_path, seed_folder)
    prepare(store)
    hand = Hand(by_touch=size is PHONE)
    with serving.dashboard(store.url, tmp_path / "log") as address:
        page = contexts.lend(browser, has_touch=hand.by_touch).new_page()
        page.set_viewport_size({"width": size["width"], "height": size["height"]})
        page.goto(address)
        page.wait_for_function(SETTLED)
        log_in(page, hand)
        expect(page.get_by_text(re.compile(rf"应报{COUNT}项，.*，已报0项"))).to_be_visible()
        if size is PC:
            expect(page.get_by_role("link", name=f"填报（{COUNT}）")).to_be_visible()

        hand.click(page.locator("table[data-table=work] tbody tr").first)
        for left in range(COUNT - 1, -1, -1):
            report(page, hand)
            if left:
                hand.click(page.get_by_role("button", name="下一项"))

        expect(page.get_by_text("本月已全部填报。", exact=True)).to_be_visible()
        expect(page.get_by_text(f"应报{COUNT}项，已报{COUNT}项")).to_be_visible()
        page.close()
    most = CLICKS_TO_LOG_IN + (COUNT - 1) * CLICKS_AN_ITEM + CLICKS_OF_A_FIGURE
    assert hand.clicks == most


def log_in(page: Page, hand: Hand) -> None:
    """Log in from 总览."""
    hand.click(page.get_by_role("link", name="登录", exact=True))
    hand.type(page.get_by_label("账号"), NAME)
    hand.type(page.get_by_label("密码"), PASSWORD)
    hand.click(page.get_by_role("button", name="登录", exact=True))
    expect(page).to_have_url(re.compile("/reporting"))
    page.wait_for_function(SETTLED)


def report(page: Page, hand: Hand) -> None:
    """Report that nothing has changed, or last year's figure."""
    form = page.get_by_test_id("stForm").filter(has_text="填报 · ")
    submit = form.get_by_role("button", name="提交", exact=True)
    expect(submit).to_be_visible()
    unchanged = form.get_by_role("button", name="无变化")
    if "公共管网漏损率" in form.inner_text():
        hand.type(form.get_by_placeholder("填数字"), "8.5")
        hand.type(form.get_by_label("数据来源"), "2025年水利统计年报")
        hand.click(submit)
    else:
        hand.click(unchanged)
    expect(page.get_by_text(REPORTED)).to_be_visible()
    expect(form).to_have_count(0)
