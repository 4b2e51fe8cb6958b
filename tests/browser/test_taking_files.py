"""Files go out and come back through a real browser, and pages are printed on A4."""

from __future__ import annotations

import io
import re
import subprocess
from typing import TYPE_CHECKING
from urllib.parse import quote

import openpyxl
import pytest
from playwright.sync_api import expect

from kzdash import accounts
from tests.browser.reporting import SIZE
from tests.browser.waiting import SETTLED

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

    from tests.browser.reporting import Desk

pytestmark = pytest.mark.browser
MADE_WITHIN_MS = 20_000  # on a busy machine; what is asked for is 5 s on a quiet one
ENGLISH = re.compile(r"\b(?:Upload|Drag|drop|Browse|Limit|per file|Download)\b")


@pytest.fixture(scope="module")
def desk(shared_desk: Desk) -> Desk:
    return shared_desk


@pytest.fixture(scope="module")
def shelf(browser: Browser, desk: Desk) -> Iterator[Page]:
    """The page of documents, of one unit too."""
    with browser.new_context(locale="zh-CN", viewport=SIZE) as context:
        page = context.new_page()
        page.goto(f"{desk.address}/documents?as_of=2025-06-30&unit={quote('区水利局')}")
        page.wait_for_function(SETTLED)
        yield page


def taken(page: Page, kind: str) -> bytes:
    """Click what gives a file, and return the file."""
    with page.expect_download(timeout=MADE_WITHIN_MS) as waited:
        page.locator(f"a[href*='/files/{kind}?']").first.click()
    return waited.value.path().read_bytes()


def test_a_file_sent_after_the_log_in_ended_is_refused_in_words(
    browser: Browser, desk: Desk
) -> None:
    page = desk.visit(browser, "/reporting", "zhang")
    uploader = page.get_by_test_id("stFileUploader")
    uploader.scroll_into_view_if_needed()
    # the page does not look for news in between
    page.context.clear_cookies(name=accounts.COOKIE)

    uploader.locator("input[type=file]").set_input_files(
        {"name": "填报表.xlsx", "mimeType": "application/octet-stream", "buffer": b"x" * 2_000_000}
    )

    expect(uploader.get_by_text("登录已失效,没有上传。请重新登录。")).to_be_visible()
    assert ENGLISH.findall(uploader.inner_text()) == []


def test_a_form_is_taken_filled_and_brought_back(browser: Browser, desk: Desk) -> None:
    page = desk.visit(browser, "/reporting", "zhang")
    book = openpyxl.load_workbook(io.BytesIO(taken(page, "form")))
    sheet = book["任务"]
    header = [cell.value for cell in sheet[1]]
    row = next(row for row in sheet.iter_rows(min_row=2) if row[0].value == "任务9")
    row[header.index("状态")].value = "推进中"
    row[header.index("说明")].value = "已完成选址"
    filled = io.BytesIO()
    book.save(filled)

    uploader = page.get_by_test_id("stFileUploader")
    uploader.scroll_into_view_if_needed()
    assert ENGLISH.findall(uploader.inner_text()) == []
    uploader.locator("input[type=file]").set_input_files(
        {"name": "填报表.xlsx", "mimeType": "application/octet-stream", "buffer": filled.getvalue()}
    )
    page.get_by_role("button", name="全部写入（1 项填报）").click()

    expect(page.get_by_text("已写入 1 项填报。")).to_be_visible()
    expect(page.get_by_role("button", name="全部写入")).to_have_count(0)


def test_two_files_dropped_at_once_are_one_table_and_stored_together(
    browser: Browser, desk: Desk
) -> None:
    page = desk.visit(browser, "/reporting", "zhang")
    book = openpyxl.load_workbook(io.BytesIO(taken(page, "form")))
    sheets = [sheet for sheet in book.worksheets[1:] if sheet["E1"].value == "状态"]
    rows = [row for sheet in sheets for row in sheet.iter_rows(min_row=2, values_only=True)]
    drop = page.evaluate_handle("() => new DataTransfer()")
    for number, (key, seq, *_) in enumerate(rows[:2], 1):
        text = f"编号,填报次数,状态,说明\n{key},{seq},推进中,第{number}份表填的\n"
        add = "([drop, name, text]) => drop.items.add(new File([text], name))"
        page.evaluate(add, [drop, f"{number}.csv", text])

    zone = page.get_by_test_id("stFileUploaderDropzone")
    zone.scroll_into_view_if_needed()
    zone.dispatch_event("drop", {"dataTransfer": drop})
    page.get_by_role("button", name="全部写入（2 项填报）").click()

    expect(page.get_by_text("已写入 2 项填报。")).to_be_visible()
    assert ENGLISH.findall(page.get_by_test_id("stFileUploader").inner_text()) == []


@pytest.mark.parametrize(
    ("kind", "begins"),
    [
        ("deck", b"PK"),
        ("summary", b"PK"),
        ("unit", b"PK"),
        ("workbook", b"PK"),
        ("monthly", b"PK"),
        ("tables", b"PK"),
        ("json", b"{"),
        ("calendar", b"BEGIN:VCALENDAR"),
    ],
)
def test_every_document_is_given_at_a_click(shelf: Page, kind: str, begins: bytes) -> None:
    assert taken(shelf, kind).startswith(begins)


@pytest.mark.parametrize(
    ("path", "width_mm", "height_mm"),
    [
        ("/print/overview?as_of=2025-06-30", 210, 297),
        ("/print/indicators?as_of=2025-06-30", 297, 210),
        ("/print/projects?as_of=2025-06-30", 297, 210),
        ("/print/changes?as_of=2025-06-30", 297, 210),
        (f"/print/unit?unit={quote('区水利局')}&as_of=2025-06-30", 297, 210),
    ],
)
def test_a_sheet_prints_on_a4(
    browser: Browser, desk: Desk, path: str, width_mm: int, height_mm: int
) -> None:
    page = browser.new_page()
    page.goto(desk.address + path)

    pdf = page.pdf(prefer_css_page_size=True)

    boxes = re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", pdf)
    sizes = {(round(float(w) * 25.4 / 72), round(float(h) * 25.4 / 72)) for w, h in boxes}
    assert sizes == {(width_mm, height_mm)}
    page.emulate_media(media="print")
    expect(page.get_by_role("button", name="打印或存为 PDF")).to_be_hidden()
    page.close()


@pytest.mark.parametrize("sheet", ["overview", "projects"])
def test_printed_pages_are_counted_bear_a_running_head_and_keep_rows_whole(
    browser: Browser, desk: Desk, tmp_path: Path, sheet: str
) -> None:
    page = browser.new_page()
    page.goto(f"{desk.address}/print/{sheet}?as_of=2025-06-30")
    page.pdf(path=tmp_path / "sheet.pdf", prefer_css_page_size=True)
    names = page.locator("tbody tr:has(td:nth-child(7)) td:nth-child(2)").all_text_contents()
    page.close()

    told = subprocess.run(
        ["pdftotext", "-raw", tmp_path / "sheet.pdf", "-"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    # each page ends with a form feed
    pages = [re.sub(r"\s", "", words) for words in told.split("\f")[:-1]]
    assert len(pages) > 2
    for number, words in enumerate(pages, 1):
        assert f"第{number}页共{len(pages)}页" in words
        assert "截至2025年6月30日" in words
    assert len(names) > 35
    torn = [name for name in names if not any(re.sub(r"\s", "", name) in it for it in pages)]
    assert torn == []


def test_a_drawing_is_kept_on_one_page(browser: Browser, desk: Desk) -> None:
    page = browser.new_page()
    page.goto(f"{desk.address}/print/overview?as_of=2025-06-30")
    page.emulate_media(media="print")

    kept = page.eval_on_selector_all(
        # of the drawings, the one that is taller than a row
        "svg",
        """all => all.filter(one => one.getBoundingClientRect().height > 100)
          .map(one => getComputedStyle(one.parentElement).breakInside)""",
    )

    assert kept == ["avoid"]
    page.close()
