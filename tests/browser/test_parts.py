"""What a supporting unit says of its part stands, whoever else reports on the item."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from kzdash import accounts
from kzdash.domain.models import Report, Role
from kzdash.runtime import clock
from tests.browser.reporting import PASSWORD, REPORTED, Desk, choose, open_form, send

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser

TASK, STUCK = "/item?id=task-1", "管网改造用地未批"


@pytest.fixture
def water(desk: Desk) -> str:
    """Somebody of a unit that supports task 1; the name of their account."""
    now = datetime.now(UTC)
    unit = ("shuili", "周水", Role.UNIT, "区水利局")
    once = accounts.add_account(desk.store, *unit, None, now, by=None)
    token = accounts.log_in(desk.store, "shuili", once, now)
    accounts.change_password(desk.store, token, once, PASSWORD, now)
    return "shuili"


def report_as_the_office(desk: Desk, times: int) -> None:
    """Report on the whole of task 1 so often."""
    item = next(it for it in desk.store.plan().items if (it.kind, it.number) == ("task", 1))
    for _ in range(times):
        last = desk.store.last(item.id)
        made = {"account": "li", "recorded_at": clock.now(), "as_of": clock.today()}
        said = {"status": "in_progress", "note": "全面推进"}
        seq = last.seq + 1 if last else 1
        desk.store.append(Report(item_id=item.id, seq=seq, **made, **said))


def test_a_blocked_part_survives_ten_reports_of_others_and_needs_attention(
    browser: Browser, desk: Desk, water: str
) -> None:
    page = desk.visit(browser, TASK, water)
    form = open_form(page)
    expect(form.get_by_text("区水利局是配合单位，填报的是本单位的部分。")).to_be_visible()
    choose(form, "受阻")
    form.get_by_label("说明").fill(STUCK)
    # others report while the form is open: that is no conflict for a part
    report_as_the_office(desk, 5)
    send(form)
    expect(page.get_by_text(REPORTED)).to_be_visible()
    report_as_the_office(desk, 5)

    seen = desk.visit(browser, TASK)
    part = seen.locator('table[data-table^="parts"]')
    expect(part).to_contain_text("区水利局")
    expect(part).to_contain_text(f"受阻：{STUCK}")
    expect(seen.get_by_text("家配合单位已报")).to_be_visible()
    overview = desk.visit(browser, "/")
    row = overview.get_by_role("link").filter(has_text="配合单位受阻")
    expect(row).to_contain_text(STUCK)
    expect(row).to_contain_text("区水利局")
