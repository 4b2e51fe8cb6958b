"""The office's month in a real browser: who is missing, reminded, asked, collected, closed."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import timedelta
from typing import TYPE_CHECKING

import openpyxl
import pytest
from playwright.sync_api import expect

from kzdash.board import compute_board
from kzdash.board.closing import read_closings
from kzdash.documents import all_forms
from kzdash.documents.closed_board import check_closing
from kzdash.domain.models import Report
from kzdash.domain.progress import MatterKind
from kzdash.runtime import clock
from tests import serving
from tests.browser import reporting
from tests.browser.reporting import PASSWORD, SIZE
from tests.browser.waiting import SETTLED, UNFOLDED

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser, Locator, Page

    from kzdash.store import Store

pytestmark = pytest.mark.browser
MOST_CLICKS, DOUBTFUL = 60, 2
# as the handbook has it
CLICKS = 29
# to mark all files in the system's own window, and to open them
CLICKS_TO_CHOOSE_FILES = 2
FILLED = {"状态": "推进中", "阶段": "在建"}
NOTE = "按计划推进"


class Hand:
    """Whoever clicks, and counts it; to type into a field is a click on it."""

    def __init__(self, page: Page) -> None:
        self.page, self.clicks = page, 0

    def click(self, what: Locator, *, settles: bool = True) -> None:
        """Click once, and wait until the page has followed; the log-in page has no such sign."""
        self.clicks += 1
        what.click()
        if settles:
            self.page.wait_for_function(SETTLED)

    def press(self, name: str | re.Pattern[str]) -> None:
        """Click a button."""
        self.click(self.page.get_by_role("button", name=name))

    def type(self, label: str, words: str) -> None:
        """Click into a field and type."""
        self.clicks += 1
        self.page.get_by_label(label, exact=True).fill(words)


def prepare(store: Store) -> list[tuple[str, str]]:
    """Let two units report figures that the office will doubt; return unit and project of each."""
    found: dict[str, tuple[str, int]] = {}
    for item in compute_board(store, clock.today()).projects:
        if item.lead_unit and len(found) < DOUBTFUL:
            found.setdefault(item.lead_unit, (item.titled, item.item_id))
    for _name, item_id in found.values():
        report = Report(item_id=item_id, seq=1, account="li", stage="construction", note="在建")
        report.as_of, report.recorded_at = clock.today(), clock.now() - timedelta(hours=1)
        store.append(report)
    return [(unit, name) for unit, (name, _item_id) in found.items()]


def filled_forms(store: Store, folder: Path) -> list[Path]:
    """Unpack the product's archive of forms, and fill each as a unit would in Excel."""
    board = compute_board(store, clock.today())
    archive = zipfile.ZipFile(io.BytesIO(all_forms.make(board, store.seqs())))
    files = []
    for name in archive.namelist():
        book = openpyxl.load_workbook(io.BytesIO(archive.read(name)))
        for sheet in book.worksheets[1:]:
            header = [cell.value for cell in sheet[1]]
            for column, value in FILLED.items():
                for row in sheet.iter_rows(min_row=2) if column in header else ():
                    # what is done already stays so
                    if not row[header.index(column)].value:
                        row[header.index(column)].value = value
                        row[header.index("说明")].value = NOTE
        files.append(folder / name)
        book.save(files[-1])
    return files


@pytest.mark.slow
def test_the_office_s_month_is_under_sixty_clicks(
    browser: Browser, tmp_path: Path, seed_folder: Path
) -> None:
    store = reporting.make(tmp_path, seed_folder)
    doubtful = prepare(store)
    with serving.dashboard(store.url, tmp_path / "log") as address:
        context = browser.new_context(locale="zh-CN")
        context.grant_permissions(["clipboard-read", "clipboard-write"])
        page = context.new_page()
        page.set_viewport_size(SIZE)
        page.goto(address)
        page.wait_for_function(SETTLED)
        hand = Hand(page)

        log_in(page, hand)
        see_who_is_missing(page, hand)
        remind_all(page, hand, tmp_path)
        for unit, name in doubtful:
            ask_about(page, hand, unit, name)
        collect(page, hand, filled_forms(store, tmp_path))
        close(page, hand)
        page.close()
    queries = [
        it
        for it in compute_board(store, clock.today()).matters
        if it.matter_kind is MatterKind.QUERY
    ]
    assert len(queries) == DOUBTFUL
    (closing,) = read_closings(store)
    assert check_closing(store, closing).checksum == closing.sha256
    assert hand.clicks == CLICKS < MOST_CLICKS


def log_in(page: Page, hand: Hand) -> None:
    """Log in from 总览, which leads to the month of all units."""
    hand.click(page.get_by_role("link", name="登录", exact=True), settles=False)
    hand.type("账号", "li")
    hand.type("密码", PASSWORD)
    hand.click(page.get_by_role("button", name="登录", exact=True), settles=False)
    expect(page).to_have_url(re.compile("/reporting.view=office"))
    page.wait_for_function(SETTLED)


def see_who_is_missing(page: Page, hand: Hand) -> None:
    """Read the finding, and list those alone who have not reported everything."""
    expect(page.get_by_text(re.compile(r"应报\d+项，已报\d+项"))).to_be_visible()
    hand.click(page.get_by_role("radio", name="没有报齐"))
    expect(page.locator("table[data-table=period] tbody tr").first).to_be_visible()


def remind_all(page: Page, hand: Hand, folder: Path) -> None:
    """Copy the text for the group of all units, and fetch a letter for each."""
    hand.press(re.compile("^复制催报文字"))
    expect(page.get_by_role("button", name="已复制")).to_be_visible()
    assert "【催报】" in page.evaluate("navigator.clipboard.readText()")
    hand.press("提醒函")
    with page.expect_download() as fetched:
        hand.press(re.compile("^下载提醒函"))
    fetched.value.save_as(folder / "letters.zip")
    assert zipfile.ZipFile(folder / "letters.zip").namelist()
    hand.page.keyboard.press("Escape")


def ask_about(page: Page, hand: Hand, unit: str, name: str) -> None:
    """Go from the row of a unit to one of its items, ask about its report, and come back."""
    hand.click(page.locator("table[data-table=period] a", has_text=unit).first)
    hand.click(page.get_by_role("link", name=re.compile(re.escape(name))).first)
    hand.click(page.get_by_text("请核实", exact=True))
    page.wait_for_function(UNFOLDED)
    hand.type("要核实什么", "形象进度没有填，请核实")
    hand.press("发出")
    expect(page.get_by_text("已请单位核实")).to_be_visible()
    for _ in range(2):
        hand.clicks += 1
        page.go_back()
        page.wait_for_function(SETTLED)
    expect(page.locator("table[data-table=period]")).to_be_visible()


def collect(page: Page, hand: Hand, files: list[Path]) -> None:
    """Bring all forms back at once, and write them."""
    hand.press("收表")
    with page.expect_file_chooser() as window:
        hand.click(page.get_by_test_id("stFileUploaderDropzone"))
    hand.clicks += CLICKS_TO_CHOOSE_FILES
    window.value.set_files(files)
    store_all = page.get_by_role("button", name=re.compile("^全部写入"))
    expect(store_all).to_be_visible(timeout=120_000)
    hand.click(store_all, settles=False)
    expect(page.get_by_text(re.compile("^已写入 "))).to_be_visible(timeout=120_000)
    page.wait_for_function(SETTLED, timeout=120_000)


def close(page: Page, hand: Hand) -> None:
    """Close the month, and see its checksum."""
    hand.press(re.compile("^定稿"))
    hand.click(page.get_by_test_id("stForm").get_by_role("button", name="定稿", exact=True))
    expect(page.get_by_text(re.compile("^定稿（.*校验码[0-9a-f]{8}"))).to_be_visible()
