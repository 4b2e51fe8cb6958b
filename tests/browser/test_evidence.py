"""A photo comes with a report, is seen on the item's page and on a slide, and is downloaded."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from kzdash.domain.models import Kind
from kzdash.runtime import clock
from tests import evidence
from tests.browser.reporting import REPORTED, Desk, choose, open_form, send, unfold

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser
# a picture that a browser cannot show fails
WIDTH = "image => image.decode().then(() => image.naturalWidth)"


def test_a_photo_is_sent_with_a_report_seen_by_all_downloaded_and_put_on_a_slide(
    browser: Browser, desk: Desk, tmp_path: Path
) -> None:
    number = next(
        item.number
        for item in desk.store.plan().items
        if item.kind == Kind.TASK and item.leads[0].unit.name == "区发展改革委"
    )
    named = {file.name: tmp_path / file.name for file in (evidence.photo(), evidence.PAPER)}
    for file in (evidence.photo(), evidence.PAPER):
        named[file.name].write_bytes(file.content)
    (tmp_path / "假.jpg").write_bytes(evidence.PAGE)

    unit = desk.visit(browser, f"/item?id=task-{number}", "zhang")
    form = open_form(unit)
    choose(form, "推进中")
    unfold(form.get_by_text("附照片或 PDF（自愿，不作要求）"))
    chooser = form.locator("input[type=file]")
    chooser.set_input_files([tmp_path / "假.jpg", *named.values()])
    expect(form.get_by_test_id("stFileChip")).to_have_count(3)
    send(form)
    expect(form.get_by_text("附件“假.jpg”不是照片")).to_be_visible()
    form.get_by_role("button", name="移除 假.jpg").click()
    expect(form.get_by_test_id("stFileChip")).to_have_count(2)
    send(form)
    expect(unit.get_by_text(REPORTED)).to_contain_text("附件2个。")

    shown = unit.locator(".evidence img")
    expect(shown).to_have_count(1)
    assert shown.evaluate(WIDTH) == 240  # upright
    for name, file in named.items():
        with unit.expect_download() as brought:
            unit.locator(
                f".evidence a[download]:has(img[alt='{name}']), .evidence li a"
            ).first.click()
        assert brought.value.suggested_filename == name
        assert Path(brought.value.path()).read_bytes() == file.read_bytes()

    leader = desk.visit(browser, f"/item?id=task-{number}")
    expect(leader.get_by_text("登录后可以下载原件。")).to_be_visible()
    assert leader.locator(".evidence img").evaluate(WIDTH) == 240
    expect(leader.locator(".evidence a")).to_have_count(0)

    office = desk.visit(browser, f"/item?id=task-{number}", "li")
    office.get_by_role("combobox", name="投屏时放的照片").click()
    office.keyboard.press("ArrowDown")
    office.keyboard.press("Enter")
    office.get_by_role("button", name="确定", exact=True).click()
    expect(office.get_by_role("button", name="确定", exact=True)).to_have_count(0)
    office.goto(f"{desk.address}/briefing?slide={desk.slide_number('photo', clock.today())}")
    slide = office.locator("main img.picture")
    expect(slide).to_be_visible()
    assert slide.evaluate(WIDTH) == 480
