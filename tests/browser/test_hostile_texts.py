"""What people wrote is shown in a real browser as they wrote it, and does nothing by itself."""

from __future__ import annotations

import shutil
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from kzdash import accounts
from kzdash.domain.models import Adjustment, Report, Role
from tests import serving
from tests.browser import reporting
from tests.browser.reporting import Desk
from tests.browser.waiting import SETTLED
from tests.security.hostile import ATTACKS, MARKUP

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser

    from kzdash.store import Store

pytestmark = pytest.mark.browser
TYPED = "记号 " + " ".join(ATTACKS[name] for name in MARKUP)
PERSON = "<img src=x onerror=window.hacked=1>[x](//evil)"
SAID: dict[tuple[str, int], dict[str, Any]] = {
    ("indicator", 4): {"period": 2024, "value": Decimal(54), "as_of": date(2024, 12, 31)},
    ("project", 19): {"stage": "construction", "problems": TYPED},
    ("milestone", 5): {"status": "blocked"},
    ("task", 2): {"status": "blocked"},
}
PAIRS = (MARKUP[:3], MARKUP[3:6], MARKUP[6:])
ADJUSTED: dict[tuple[str, int], dict[str, Any]] = {
    ("indicator", 4): {"target": Decimal(57)},
    ("project", 19): {"planned_investment_wan_yuan": Decimal(32_000)},
    ("milestone", 5): {"due_on": date(2026, 12, 31)},
}
PATHS = [
    "/indicators?item=4",
    "/projects?item=19",
    "/milestones?item=5",
    "/milestones",
    "/item?id=task-2",
    "/changes",
    "/reporting",
    "/accounts",
]
# what components draw they keep to themselves
ROOTS = "[document, ...[...document.querySelectorAll('*')].flatMap((it) => it.shadowRoot ?? [])]"
DONE = f"""() => [
  window.hacked,
  ...{ROOTS}.flatMap((root) => [...root.querySelectorAll(
    'img[src="x"], img[src*="evil"], a[href^="javascript"], a[href*="evil"], .katex')])
].filter((found) => found !== undefined).map(String)"""
# each is a word of Streamlit's own widgets, and all that somebody wrote
UNIT, OWNER, NOTE, PERSON_S_NAME, PROBLEM, FILE = (
    "Open",
    "Error",
    "Search",
    "Stop",
    "Close",
    "Empty",
)
IN_CHINESE = ["展开", "出错", "侧栏", "停止", "关闭", "未填"]
TEXTS = f"""() => {{
  const texts = [];
  for (const root of {ROOTS}) {{
    const walker = document.createTreeWalker(root.body ?? root, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) texts.push(walker.currentNode.data.trim());
  }}
  return texts.concat([...document.querySelectorAll('input, textarea')].map(({{value}}) => value));
}}"""
ARE_SHOWN = f"(words) => words.every((word) => ({TEXTS})().includes(word))"
WRITTEN_ON = [
    ("/projects", [UNIT, OWNER]),  # in charts
    ("/projects?item=18", [UNIT, NOTE, PROBLEM]),
    ("/duties", [UNIT, OWNER]),  # in a table
    (f"/duties?unit={UNIT}", [UNIT]),
    (f"/reporting?unit={UNIT}", [UNIT]),  # what is chosen of a list
    ("/changes", [UNIT]),
    ("/accounts", [PERSON_S_NAME]),
]


def attack(store: Store) -> None:
    """Have somebody of the office with a hostile name type hostile texts wherever they may."""
    now = datetime.now(UTC)
    once = accounts.add_account(store, "mallory", PERSON, Role.OFFICE, None, None, now, by=None)
    token = accounts.log_in(store, "mallory", once, now)
    accounts.change_password(store, token, once, reporting.PASSWORD, now)
    ids = {(it.kind, it.number): it.id for it in store.plan().items if not it.paragraph}
    for item, said in SAID.items():
        last = store.last(ids[item])
        made = {"as_of": date(2025, 6, 1), "account": "mallory", "recorded_at": now} | said
        seq = last.seq + 1 if last else 1
        store.append(Report(item_id=ids[item], seq=seq, note=TYPED, evidence=TYPED[:290], **made))
    for (item, changed), some in zip(ADJUSTED.items(), PAIRS, strict=True):
        number = " ".join(ATTACKS[name] for name in some)  # it may be shorter than the other texts
        grounds = {"document_number": number, "reason": TYPED, "as_of": date(2025, 6, 1)}
        made = {"account": "mallory", "recorded_at": now, "seq": 1} | grounds
        store.adjust(Adjustment(item_id=ids[item], **made, **changed))


@pytest.fixture(scope="module")
def worded(
    browser: Browser,
    tmp_path_factory: pytest.TempPathFactory,
    seed_folder: Path,
) -> Iterator[Desk]:
    """A desk where people wrote attacks, and words of Streamlit's widgets, wherever they may."""
    folder = tmp_path_factory.mktemp("worded")
    seed = Path(shutil.copytree(seed_folder, folder / "seed"))
    for table in seed.glob("*.csv"):
        text = table.read_text("utf-8").replace("区水利局", UNIT).replace("开乾投资集团", OWNER)
        table.write_text(text, "utf-8")
    store = reporting.make(folder, seed)
    attack(store)
    now = datetime.now(UTC)
    accounts.add_account(store, "stop", PERSON_S_NAME, Role.OFFICE, None, None, now, by=None)
    project = next(it for it in store.plan().items if (it.kind, it.number) == ("project", 18))
    made = {"as_of": date(2025, 6, 1), "account": "li", "recorded_at": now, "seq": 1}
    words = {"problems": PROBLEM, "note": NOTE, "evidence": NOTE}
    store.append(Report(item_id=project.id, stage="construction", **made, **words))
    with serving.dashboard(store.url, folder / "log", KZDASH_SEED=str(seed)) as address:
        yield Desk(store, address)


def test_nothing_typed_runs_or_becomes_a_link_or_a_picture(browser: Browser, worded: Desk) -> None:
    page = worded.visit(browser, "/", "mallory")
    shown = 0
    for path in PATHS:
        page.goto(f"{worded.address}{path}")
        expect(page.get_by_test_id("stMain").locator("h1").first).to_be_visible()
        if "?" in path:  # an item's own page ends with its reports: until then it is not whole
            expect(page.get_by_role("heading", name="填报记录")).to_be_visible()
        expect(page.get_by_test_id("stStatusWidget")).to_have_count(0)
        shown += page.get_by_text("window.hacked").count()

        assert page.evaluate(DONE) == [], path
    assert shown > len(PATHS) / 2


@pytest.mark.parametrize(("path", "written"), WRITTEN_ON)
def test_a_word_of_streamlit_s_that_somebody_wrote_stays_as_it_is(
    browser: Browser, worded: Desk, path: str, written: list[str]
) -> None:
    page = worded.visit(browser, path, "li")

    page.wait_for_function(ARE_SHOWN, arg=written)
    page.wait_for_function(SETTLED)
    assert [text for text in page.evaluate(TEXTS) if text in IN_CHINESE] == []


def test_what_somebody_wrote_stays_in_lists_and_fields_and_streamlit_s_words_are_chinese(
    browser: Browser, worded: Desk
) -> None:
    page = worded.visit(browser, "/projects?item=18", "li")
    form = reporting.open_form(page)
    # a problem is a matter of its own now, and the field asks for new ones
    expect(form.get_by_label("需协调解决的问题")).to_have_text("")
    # the text of a field is what it began with, and a browser may go back to it
    expect(form.get_by_label("说明", exact=True)).to_have_text(NOTE)

    page.goto(f"{worded.address}/reporting")
    units = page.get_by_test_id("stSelectbox").filter(has_text="责任单位")
    units.get_by_role("button", name="展开").click()
    expect(page.get_by_role("option", name=UNIT, exact=True)).to_be_visible()
    page.keyboard.type("zzz")
    expect(page.get_by_text("没有符合的选项")).to_be_visible()
    page.keyboard.press("Escape")

    uploader = page.get_by_test_id("stFileUploader").filter(has_text="上传填好的表格")
    expect(uploader.get_by_role("button", name="选择文件")).to_be_visible()
    too_large = {"name": FILE, "mimeType": "text/plain", "buffer": b"0" * 6_000_000}
    uploader.locator("input").set_input_files(too_large)
    expect(uploader.get_by_text(FILE, exact=True)).to_have_attribute("title", FILE)
    expect(uploader.get_by_role("button", name=f"移除 {FILE}")).to_be_visible()
    expect(uploader.get_by_role("alert")).to_have_text("出错：文件过大，最大 5.0MB。没有上传。")

    page.goto(f"{worded.address}/changes")
    page.get_by_test_id("stDataFrame").first.hover()
    toolbar = page.get_by_test_id("stElementToolbarButtonContainer")
    toolbar.get_by_role("button", name="搜索", exact=True).hover()
    expect(page.get_by_role("tooltip")).to_have_text("搜索")
