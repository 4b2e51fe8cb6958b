"""What is half typed outlives another row, another page, a reload, a log-out, a tab, a network."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Page, expect

from kzdash import accounts
from kzdash.domain.models.drafts import ADJUSTMENT, NEW_MATTER, STEPS
from kzdash.runtime import clock
from kzdash.store import FormPart, drafts_of, keep_draft
from tests import serving
from tests.browser import tcp_proxy
from tests.browser.reporting import (
    PASSWORD,
    REPORTED,
    WITHIN_5_S,
    Desk,
    choose,
    open_form,
    send,
    unfold,
)
from tests.browser.waiting import SETTLED
from tests.matters import Office

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator

pytestmark = pytest.mark.browser
ROWS = "table[data-table] tbody tr"
KEPT = re.compile("^草稿已存 .*，尚未提交。$")
UNSENT = re.compile(r"有 \d+月\d+日 \d\d:\d\d 未提交的草稿")
RESTORED = re.compile(r"已恢复 \d+月\d+日 \d\d:\d\d 未提交的草稿")
CUT, BACK = "网络已断开", "网络已恢复"


def go(page: Page, address: str) -> None:
    page.goto(address)
    page.wait_for_function(SETTLED)


def form_of(page: Page) -> Locator:
    return page.get_by_test_id("stForm").filter(has_text="填报 · ").last


def note_of(page: Page) -> Locator:
    # for a moment the field of the form before stands behind it
    return form_of(page).get_by_label("说明").first


def type_half(page: Page, words: str) -> None:
    """Choose a status and type a note, and wait until the server has both."""
    choose(form_of(page), "推进中")
    note_of(page).fill(words)
    expect(page.get_by_text(KEPT)).to_be_visible(timeout=WITHIN_5_S)


def until_kept(page: Page, desk: Desk, words: str) -> None:
    """Wait until a draft has some words; what the page said of those before is still there."""
    for _ in range(100):
        if any(words in draft.typed.values() for draft in drafts_of(desk.store, "li")):
            return
        page.wait_for_timeout(100)
    pytest.fail(f"{words} was not kept")


def has_all(page: Page, words: str) -> None:
    """Expect the form to begin with what was typed, and to say so."""
    expect(page.get_by_text(RESTORED)).to_be_visible()
    expect(note_of(page)).to_have_value(words)
    expect(form_of(page).get_by_role("radio", name="推进中", exact=True)).to_be_checked()


def kept(desk: Desk, name: str, kind: str, number: int) -> list[str]:
    """Return the notes of the drafts that somebody has on an item."""
    items = desk.store.plan().items
    item = next(it for it in items if (it.kind, it.number, it.paragraph) == (kind, number, 0))
    drafts = drafts_of(desk.store, name, item.id)
    assert {draft.form for draft in drafts} <= {FormPart(item.id)}
    return [draft.typed["note"] for draft in drafts]


def test_what_is_half_typed_outlives_another_row_another_page_and_a_reload(
    browser: Browser, desk: Desk
) -> None:
    page = desk.visit(browser, "/reporting?kind=任务&scope=全部", "li")
    page.on("dialog", lambda dialog: dialog.accept())
    page.locator(ROWS).nth(1).click()
    type_half(page, "写到一半")
    first = page.url

    page.locator(ROWS).nth(2).click()
    expect(page).not_to_have_url(first)
    expect(note_of(page)).to_have_value("")
    page.wait_for_function(SETTLED)
    page.locator(ROWS).nth(1).click()
    expect(page).to_have_url(first)
    has_all(page, "写到一半")

    page.get_by_test_id("stTopNav").get_by_text("指标", exact=True).click()
    expect(page.get_by_role("heading", name="主要指标", exact=True)).to_be_visible()
    page.get_by_test_id("stTopNav").get_by_text(re.compile("^填报")).click()
    expect(page.get_by_text("有 1 份未提交的草稿")).to_be_visible()
    page.get_by_role("button", name=re.compile("^任务 2. ")).click()
    has_all(page, "写到一半")

    page.reload()
    has_all(page, "写到一半")


def test_a_draft_is_offered_where_its_form_is_closed_until_it_is_sent_or_dropped(
    browser: Browser, desk: Desk
) -> None:
    page = desk.visit(browser, "/milestones?item=3", "zhang")
    open_form(page)
    type_half(page, "节点三")
    go(page, f"{desk.address}/milestones?item=3")
    expect(page.get_by_text(UNSENT)).to_be_visible()
    page.get_by_role("button", name="恢复", exact=True).click()
    has_all(page, "节点三")
    note_of(page).fill("节点三，写完了")
    send(form_of(page))
    expect(page.get_by_text(REPORTED)).to_be_visible()
    expect(page.get_by_text(UNSENT)).to_have_count(0)
    assert kept(desk, "zhang", "milestone", 3) == []
    assert desk.reports("milestone", 3)[-1][1:] == ("zhang", "in_progress", "节点三，写完了")

    open_form(page)
    note_of(page).fill("不要的")
    expect(page.get_by_text(KEPT)).to_be_visible()
    form_of(page).get_by_role("button", name="放弃", exact=True).click()
    expect(form_of(page)).to_have_count(0)
    assert kept(desk, "zhang", "milestone", 3) == []

    open_form(page)
    note_of(page).fill("也不要的")
    expect(page.get_by_text(KEPT)).to_be_visible()
    go(page, f"{desk.address}/milestones?item=3")
    page.get_by_role("button", name="丢弃", exact=True).click()
    expect(page.get_by_text(UNSENT)).to_have_count(0)
    open_form(page)
    expect(note_of(page)).to_have_value("节点三，写完了")


def test_what_is_taken_back_leaves_no_draft(browser: Browser, desk: Desk) -> None:
    page = desk.visit(browser, "/milestones?item=1", "zhang")
    open_form(page)
    before = note_of(page).input_value()
    note_of(page).fill("打错了")
    expect(page.get_by_text(KEPT)).to_be_visible()

    note_of(page).fill(before)
    expect(page.get_by_text(KEPT)).to_have_count(0)

    assert kept(desk, "zhang", "milestone", 1) == []


def test_what_is_half_typed_outlives_a_log_in_that_ended_and_so_does_what_is_typed_after(
    browser: Browser, desk: Desk
) -> None:
    page = desk.visit(browser, "/milestones?item=4", "zhang")
    open_form(page)
    type_half(page, "登录失效前填的")

    accounts.log_out_everywhere(desk.store, token_of(page), datetime.now(UTC))
    expect(page.get_by_text("登录已失效，不能提交")).to_be_visible()
    note_of(page).fill("登录失效前填的，之后又填的")
    expect(page.get_by_text("留在这台电脑上")).to_be_visible(timeout=WITHIN_5_S)
    assert kept(desk, "zhang", "milestone", 4) == ["登录失效前填的"]
    # beside what is still unsent, a link opens in a tab of its own
    with page.context.expect_page() as opened:
        page.get_by_role("link", name="登录", exact=True).first.click()
    tab = opened.value
    tab.locator("input[name=name]").fill("zhang")
    tab.locator("input[name=password]").fill(PASSWORD)
    tab.locator("input[name=password]").press("Enter")

    # what only this browser had is kept now, and stands there
    has_all(tab, "登录失效前填的，之后又填的")
    assert kept(desk, "zhang", "milestone", 4) == ["登录失效前填的，之后又填的"]


def token_of(page: Page) -> str:
    return next(one for one in page.context.cookies() if one["name"] == accounts.COOKIE)["value"]


def test_a_log_out_on_all_devices_leaves_the_draft_to_the_same_person_elsewhere_alone(
    browser: Browser, desk: Desk
) -> None:
    here = desk.visit(browser, "/milestones?item=5", "zhang")
    open_form(here)
    type_half(here, "换一台电脑")
    there = desk.visit(browser, "/milestones?item=5", "zhang")
    there.locator(".st-key-account button").first.click()
    there.get_by_role("button", name="在所有设备退出").click()
    expect(here.get_by_text("登录已失效，不能提交")).to_be_visible()

    again = desk.visit(browser, "/milestones?item=5", "zhang")
    expect(again.get_by_text(UNSENT)).to_be_visible()
    again.get_by_role("button", name="恢复", exact=True).click()
    has_all(again, "换一台电脑")
    other = desk.visit(browser, "/milestones?item=5", "li")
    expect(other.get_by_role("button", name="填报", exact=True)).to_be_visible()
    expect(other.get_by_text(UNSENT)).to_have_count(0)


def test_what_was_typed_before_a_tab_was_closed_is_there_in_the_next(
    browser: Browser, desk: Desk
) -> None:
    page = desk.visit(browser, "/projects?item=6", "li")
    note = open_form(page).get_by_label("说明")
    note.fill("关掉网页前填的")
    expect(page.get_by_text(KEPT)).to_be_visible()
    context = page.context
    page.close()

    page = context.new_page()
    go(page, f"{desk.address}/projects?item=6")
    page.get_by_role("button", name="恢复", exact=True).click()
    expect(note_of(page)).to_have_value("关掉网页前填的")


def test_what_was_typed_while_the_server_still_kept_the_words_before_is_there_in_the_next_tab(
    browser: Browser, desk: Desk
) -> None:
    page = desk.visit(browser, "/projects?item=7", "li")
    note = open_form(page).get_by_label("说明")
    note.fill("先填的")
    expect(page.get_by_text(KEPT)).to_be_visible()
    context = page.context
    context.set_offline(True)
    note.fill("先填的，后来又填的")
    (draft,) = (it for it in drafts_of(desk.store, "li") if it.typed["note"] == "先填的")
    page.close()
    context.set_offline(False)
    keep_draft(desk.store, "li", draft._replace(saved_at=datetime.now(UTC)))

    page = context.new_page()
    go(page, f"{desk.address}/projects?item=7")
    page.get_by_role("button", name="恢复", exact=True).click()
    expect(note_of(page)).to_have_value("先填的，后来又填的")


def test_a_cut_network_is_said_within_five_seconds_and_what_was_typed_goes_on(
    browser: Browser, desk: Desk
) -> None:
    page = desk.visit(browser, "/projects?item=8", "li")
    form = open_form(page)
    form.get_by_label("说明").fill("断网前填的")

    page.context.set_offline(True)
    line = page.locator("#connection")
    expect(line).to_contain_text(CUT, timeout=WITHIN_5_S)
    expect(line).to_contain_text("填写的内容还在本页")
    form.get_by_label("说明").fill("断网前填的，断网时又填的")
    page.context.set_offline(False)

    expect(line).to_contain_text(BACK)
    expect(page.get_by_text(KEPT)).to_be_visible()
    assert kept(desk, "li", "project", 8) == ["断网前填的，断网时又填的"]
    expect(line).to_be_hidden()


@pytest.mark.parametrize("how", ["cut", "lost"])
def test_a_server_out_of_reach_is_said_within_five_seconds(
    browser: Browser, desk: Desk, how: str
) -> None:
    with tcp_proxy.laid(desk.address, serving.free_port()) as wire:
        page = Desk(desk.store, wire.address).visit(browser, "/projects?item=9", "li")
        form = open_form(page)
        form.get_by_label("说明").fill("断线前填的")
        expect(page.get_by_text(KEPT)).to_be_visible()
        if how == "lost":
            wire.lose("answers")
        else:
            wire.cut()
        line = page.locator("#connection")
        expect(line).to_contain_text(CUT, timeout=WITHIN_5_S)

        wire.cut()
        wire.mend()
        expect(line).to_contain_text(BACK, timeout=60_000)
        expect(form.get_by_label("说明")).to_have_value("断线前填的")
        form.get_by_role("button", name="放弃", exact=True).click()
        expect(form).to_have_count(0)


def test_what_somebody_else_reported_since_is_said_beside_the_draft(
    browser: Browser, desk: Desk
) -> None:
    page = desk.visit(browser, "/projects?item=10", "li")
    form = open_form(page)
    form.get_by_label("说明").fill("我的半份")
    expect(page.get_by_text(KEPT)).to_be_visible()
    go(page, f"{desk.address}/projects?item=10")
    expect(page.get_by_text(UNSENT)).to_be_visible()

    other = desk.visit(browser, "/projects?item=10", "wang")
    theirs = open_form(other)
    choose(theirs, "在建")
    theirs.get_by_label("说明").fill("对方的")
    send(theirs)
    expect(other.get_by_text(REPORTED)).to_be_visible()

    expect(page.get_by_text("打开草稿以后已有新的填报")).to_be_visible()
    page.get_by_role("button", name="恢复", exact=True).click()
    expect(note_of(page)).to_have_value("我的半份")
    expect(form_of(page).get_by_text("您打开本表后有新的填报")).to_be_visible()


def test_a_row_that_is_clicked_while_something_is_typed_opens_at_once_and_keeps_it(
    browser: Browser, desk: Desk
) -> None:
    page = desk.visit(browser, "/reporting?kind=任务&scope=全部", "li")
    page.on("dialog", lambda dialog: dialog.accept())
    page.locator(ROWS).nth(4).click()
    first, second = "任务 5. ", "任务 6. "
    expect(page.get_by_role("heading", name=re.compile(f"^{first}"))).to_be_visible()
    page.wait_for_function(SETTLED)

    note_of(page).fill("还在写")
    page.locator(ROWS).nth(5).click()
    expect(page.get_by_role("heading", name=re.compile(f"^{second}"))).to_be_visible()
    expect(note_of(page)).to_have_value("")
    page.wait_for_function(SETTLED)

    page.locator(ROWS).nth(4).click()
    expect(page.get_by_role("heading", name=re.compile(f"^{first}"))).to_be_visible()
    # no second had passed: only this browser had it
    expect(page.get_by_text(RESTORED)).to_be_visible()
    expect(note_of(page)).to_have_value("还在写")


def test_a_half_written_answer_on_a_matter_outlives_a_reload_until_it_is_sent(
    browser: Browser, desk: Desk
) -> None:
    office = Office(desk.store, "li")
    matter = office.assign(clock.today(), units=("区发展改革委",), due_on=clock.today())
    office.answer(matter, clock.today(), "received", "zhang")
    page = desk.visit(browser, "/matters?item=1", "zhang")
    page.get_by_role("radio", name="推进中", exact=True).click()
    page.get_by_label("进展").fill("办到一半")
    expect(page.get_by_text(KEPT)).to_be_visible()

    page.reload()
    expect(page.get_by_text(RESTORED)).to_be_visible()
    expect(page.get_by_label("进展")).to_have_value("办到一半")
    page.wait_for_function(SETTLED)
    page.get_by_role("button", name="提交", exact=True).click()
    expect(page.get_by_text(re.compile("^已反馈：推进中"))).to_be_visible()
    assert drafts_of(desk.store, "zhang", matter) == []


def test_the_form_of_a_new_matter_is_kept_with_all_that_is_chosen_in_it(
    browser: Browser, desk: Desk
) -> None:
    page = desk.visit(browser, "/matters", "wang")
    unfold(page.get_by_text("立项", exact=True).first)
    page.get_by_label("内容").fill("报送方案")
    pick(page, "牵头单位", "区水利局")
    pick(page, "配合单位", "区发展改革委")
    pick(page, "配合单位", "区农业农村委")
    page.keyboard.press("Escape")
    page.get_by_label("办结期限").fill("2027-1-31")
    typed = {"text": "报送方案", "unit": "区水利局", "due": "2027-1-31"}
    typed |= {"others": "区发展改革委\n区农业农村委"}
    expect(page.get_by_text(KEPT)).to_be_visible()
    page.wait_for_function(SETTLED)

    page.reload()
    expect(page.get_by_text(RESTORED)).to_be_visible()
    # for a moment the fields that stood there before stand behind those with all that was typed
    expect(page.get_by_label("内容").first).to_have_value("报送方案")
    expect(page.get_by_label("办结期限").first).to_have_value("2027-1-31")
    (draft,) = drafts_of(desk.store, "wang")
    assert typed.items() <= dict(draft.typed).items()
    page.wait_for_function(SETTLED)
    page.get_by_test_id("stForm").get_by_role("button", name="立项", exact=True).click()
    expect(page.get_by_text(re.compile("^已立项"))).to_be_visible()
    assert drafts_of(desk.store, "wang") == []


def pick(page: Page, label: str, choice: str) -> None:
    """Choose one of a list by its name."""
    # while a draft is on its way, a list that opens is drawn anew
    expect(page.get_by_text(KEPT)).to_be_visible()
    page.wait_for_function(SETTLED)
    field = page.get_by_role("combobox", name=re.compile(label))
    field.fill(choice)
    expect(page.get_by_role("option", name=choice, exact=True)).to_be_visible()
    page.keyboard.press("Enter")


def test_what_is_typed_into_every_other_form_on_an_item_is_kept_and_nothing_else(
    browser: Browser, desk: Desk
) -> None:
    page = desk.visit(browser, "/projects?item=18", "wang")
    for form, label in (("增加工作节点", "每行一个节点"), ("调整计划总投资", "调整原因")):
        page.get_by_text(re.compile(f"^{form}")).click()
        page.get_by_label(label).fill(f"{label}：一半")
        line = page.get_by_text(KEPT).and_(page.locator(":visible"))
        expect(line).to_be_visible()
        page.get_by_text(re.compile(f"^{form}")).click()
        expect(line).to_have_count(0)

    page.reload()
    for label in ("每行一个节点", "调整原因"):
        expect(page.get_by_label(label)).to_have_value(f"{label}：一半")
    assert {draft.form.part for draft in drafts_of(desk.store, "wang")} - {NEW_MATTER} == {
        ADJUSTMENT,
        STEPS,
    }


def test_what_is_typed_asks_for_more_and_keeps_what_stands_in_the_form(
    browser: Browser, desk: Desk
) -> None:
    page = desk.visit(browser, "/reporting?kind=任务&scope=全部", "li")
    page.on("dialog", lambda dialog: dialog.accept())
    page.locator(ROWS).nth(1).click()
    note_of(page).fill("写到一半")
    expect(form_of(page).get_by_label("滞后原因")).to_have_count(0)

    choose(form_of(page), "受阻")
    form_of(page).get_by_label("滞后原因").fill("用地未批", timeout=WITHIN_5_S)
    expect(note_of(page)).to_have_value("写到一半")
    note_of(page).fill("写到一半了")
    until_kept(page, desk, "写到一半了")
    page.wait_for_function(SETTLED)

    page.reload()
    expect(page.get_by_text(RESTORED)).to_be_visible()
    expect(form_of(page).get_by_label("滞后原因")).to_have_value("用地未批")
    expect(note_of(page)).to_have_value("写到一半了")

    choose(form_of(page), "推进中")
    expect(form_of(page).get_by_label("滞后原因")).to_have_count(0, timeout=WITHIN_5_S)
    expect(note_of(page)).to_have_value("写到一半了")
