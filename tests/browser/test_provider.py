"""Whoever logs in by an identity provider has the same drafts and files as by a password."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Page, expect

from kzdash.runtime import clock
from kzdash.store import drafts_of
from tests import evidence, people, serving
from tests.browser import contexts, reporting
from tests.browser.reporting import REPORTED, Desk, choose, open_form, send, unfold
from tests.browser.waiting import SETTLED
from tests.provider import provider

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser
KEPT = re.compile("^草稿已存 .*，尚未提交。$")
UNSENT = re.compile(r"有 \d+月\d+日 \d\d:\d\d 未提交的草稿")
RESTORED = re.compile(r"已恢复 \d+月\d+日 \d\d:\d\d 未提交的草稿")
# a picture that a browser cannot show fails
WIDTH = "image => image.decode().then(() => image.naturalWidth)"
JIANG, OFFICE = "jiang@example.cn", "fang@example.cn"
PROJECT = "/projects?item=18"  # of the unit that jiang is of


@pytest.fixture(scope="module")
def desk(
    tmp_path_factory: pytest.TempPathFactory,
    seed_folder: Path,
    browser: Browser,  # no server without a browser
) -> Iterator[Desk]:
    """A server that asks a provider who somebody is, and shows nothing to others."""
    folder = tmp_path_factory.mktemp("provided")
    store = reporting.make(folder, seed_folder)
    for name, email, unit in (("jiang", JIANG, people.UNIT), ("fang", OFFICE, None)):
        people.join(store, clock.now(), name, unit, email)
    (folder / ".streamlit").mkdir()
    port = serving.free_port()
    with provider() as given:
        kept = folder / ".streamlit" / "secrets.toml"
        kept.write_text(given.secrets(f"http://127.0.0.1:{port}"), "utf-8")
        settings = {"HOME": str(folder), "KZDASH_READ": "login"}
        with serving.dashboard(store.url, folder / "log", port, **settings) as address:
            yield Desk(store, address)


def enter(browser: Browser, desk: Desk, email: str) -> Page:
    """Log somebody in by the provider's form, in a browser of their own."""
    page = contexts.lend(browser).new_page()
    page.set_viewport_size(reporting.SIZE)
    identify(page, desk, email)
    return page


def identify(page: Page, desk: Desk, email: str) -> None:
    page.goto(desk.address)
    page.get_by_role("button", name="登录", exact=True).first.click()
    page.locator("[name=email]").fill(email)
    page.get_by_role("button", name="确定").click()
    page.wait_for_url(f"{desk.address}/**")
    page.wait_for_function(SETTLED)


def go(page: Page, desk: Desk, path: str) -> None:
    page.goto(f"{desk.address}{path}")
    page.wait_for_function(SETTLED)


def test_what_is_half_typed_outlives_a_reload_and_a_log_out_at_the_provider(
    browser: Browser, desk: Desk
) -> None:
    page = enter(browser, desk, JIANG)
    go(page, desk, PROJECT)
    note = open_form(page).get_by_label("说明")
    note.fill("写到一半")
    expect(page.get_by_text(KEPT)).to_be_visible()
    page.reload()
    expect(page.get_by_text(RESTORED)).to_be_visible()
    expect(note.first).to_have_value("写到一半")
    page.wait_for_function(SETTLED)

    page.locator(".st-key-account button").first.click()
    page.get_by_role("button", name="退出登录").click()
    expect(page.get_by_text("请先登录。")).to_be_visible()
    identify(page, desk, JIANG)
    go(page, desk, PROJECT)
    expect(page.get_by_text(UNSENT)).to_be_visible()
    page.get_by_role("button", name="恢复", exact=True).click()
    expect(note.first).to_have_value("写到一半")
    page.wait_for_function(SETTLED)
    form = page.get_by_test_id("stForm").filter(has_text="填报 · ").last
    choose(form, "在建")
    send(form)
    expect(page.get_by_text(REPORTED)).to_be_visible()
    assert drafts_of(desk.store, "jiang") == []
    assert desk.reports("project", 18)[-1][1:] == ("jiang", "construction", "写到一半")


def test_a_photo_and_a_paper_are_sent_seen_downloaded_and_put_on_a_slide(
    browser: Browser, desk: Desk, tmp_path: Path
) -> None:
    named = {file.name: tmp_path / file.name for file in (evidence.photo(), evidence.PAPER)}
    for file in (evidence.photo(), evidence.PAPER):
        named[file.name].write_bytes(file.content)
    page = enter(browser, desk, JIANG)
    go(page, desk, PROJECT)
    form = open_form(page)
    choose(form, "在建")
    unfold(form.get_by_text("附照片或 PDF（自愿，不作要求）"))
    form.locator("input[type=file]").set_input_files(list(named.values()))
    expect(form.get_by_test_id("stFileChip")).to_have_count(2)
    send(form)
    expect(page.get_by_text(REPORTED)).to_contain_text("附件2个。")

    shown = page.locator(".evidence img")
    expect(shown).to_have_count(1)
    assert shown.evaluate(WIDTH) == 240
    for name, file in named.items():
        with page.expect_download() as brought:
            page.get_by_role("button", name=f"下载 {name}").click()
        assert brought.value.suggested_filename == name
        assert Path(brought.value.path()).read_bytes() == file.read_bytes()

    office = enter(browser, desk, OFFICE)
    go(office, desk, PROJECT)
    office.get_by_role("combobox", name="投屏时放的照片").click()
    office.keyboard.press("ArrowDown")
    office.keyboard.press("Enter")
    office.get_by_role("button", name="确定", exact=True).click()
    expect(office.get_by_role("button", name="确定", exact=True)).to_have_count(0)
    go(office, desk, f"/briefing?slide={desk.slide_number('photo', clock.today())}")
    slide = office.locator("img.picture")
    expect(slide).to_be_visible()
    assert slide.evaluate(WIDTH) == 480
