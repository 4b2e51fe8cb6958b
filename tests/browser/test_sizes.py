"""Every page on every screen: nothing small, cut, over something else or beside the screen."""

from __future__ import annotations

from contextlib import ExitStack, suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import TimeoutError as PlaywrightTimeoutError

from kzdash import accounts
from kzdash.board import compute_board
from kzdash.board.changes import compare_boards
from kzdash.documents.slides import list_slides
from kzdash.reporting.demonstration import fill_demonstration
from kzdash.runtime import config
from kzdash.store import Store, seed
from tests import serving
from tests.browser.projector import project
from tests.browser.reporting import PASSWORD, Desk
from tests.browser.waiting import DRAWN, FITTED, SETTLED

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser
MEASURE = (Path(__file__).parent / "sizes.js").read_text("utf-8")
NOTHING_WRONG = f"""([fingers, known]) => {{
  window.wrong = ({MEASURE})(fingers).filter((one) => !known.some((it) => one.includes(it)));
  return !window.wrong.length;
}}"""
PATIENCE_MS = 4_000
NOW = datetime(2026, 3, 20, 2, tzinfo=UTC)
DAY, WEEK = date(2026, 3, 20), timedelta(days=7)
SCREENS = [(1920, 1080), (1366, 768), (1093, 614), (390, 844)]
LAPTOP, PHONE = SCREENS[1], SCREENS[3]
PROJECTORS = [(1920, 1080), (1366, 768), (1280, 720), (1024, 768)]
PAGES = [
    "",
    "indicators",
    "indicators?item=4",
    "projects",
    "projects?item=18",
    "milestones",
    "milestones?item=5",
    "duties",
    "duties?unit=区水利局",
    "policies",
    "item?id=task-24",
    "changes",
    "documents",
    "help?chapter=excel",
]
SERVED = [*(f"plain/{path}" for path in [*PAGES, "briefing"]), "login"]
KNOWN = (
    # the button of Streamlit's that opens the menu on a phone: no style of ours may name it
    "28px high: keyboard_double_arrow",
    # a ratio of two incomes has no unit
    "no unit: ● 城乡收入比",
)


@dataclass(frozen=True)
class Tabs:
    """A tab of the office on each store, in light and in dark; a new one costs as much as ten."""

    full: Desk
    pages: dict[tuple[str, str], tuple[str, Page]]

    def open(self, store: str, path: str, scheme: str = "light") -> Page:
        """Show a page of a store, whole."""
        address, page = self.pages[store, scheme]
        page.set_viewport_size({"width": SCREENS[0][0], "height": SCREENS[0][1]})
        page.goto(f"{address}/{path}{'&' if '?' in path else '?'}as_of={DAY}")
        if path not in SERVED:
            page.wait_for_function(SETTLED)
        return page


@pytest.fixture(scope="module")
def tabs(
    tmp_path_factory: pytest.TempPathFactory,
    seed_folder: Path,
    browser: Browser,
    shared_desk: Desk,
) -> Iterator[Tabs]:
    """The demonstration, in which everybody reports and some are in trouble; and no reports."""
    folder = tmp_path_factory.mktemp("demonstration")
    store = Store(config.sqlite_url(folder / "plan.db"))
    seed.init_store(store.url, seed_folder, NOW, demonstration=True)
    password = fill_demonstration(store, NOW)
    with serving.dashboard(store.url, folder / "log") as served, ExitStack() as opened:
        full = Desk(store, served)
        pages = {}
        for name, scheme, desk, account, secret in (
            ("full", "light", full, accounts.OFFICE, password),
            ("full", "dark", full, accounts.OFFICE, password),
            ("empty", "light", shared_desk, "li", PASSWORD),
        ):
            how: dict[str, Any] = {"color_scheme": scheme}
            context = opened.enter_context(browser.new_context(locale="zh-CN", **how))
            token = accounts.log_in(desk.store, account, secret, datetime.now(UTC))
            cookie = {"name": accounts.COOKIE, "value": token, "url": desk.address}
            context.add_cookies([cookie])
            pages[name, scheme] = desk.address, context.new_page()
        yield Tabs(full, pages)


def wrong(page: Page, screens: Sequence[tuple[int, int]]) -> list[str]:
    """What is wrong with a page on each of some screens."""
    found = []
    for width, height in screens:
        page.set_viewport_size({"width": width, "height": height})
        page.evaluate(DRAWN)
        page.wait_for_function(FITTED)
        # menu and charts take a while to follow the width
        with suppress(PlaywrightTimeoutError):
            page.wait_for_function(
                NOTHING_WRONG, arg=[width == PHONE[0], KNOWN], timeout=PATIENCE_MS
            )
        found += [f"{width}: {one}" for one in page.evaluate("window.wrong")]
    return found


@pytest.mark.parametrize("path", [*PAGES, "reporting"])
def test_a_page_full_of_reports_fits_every_screen(tabs: Tabs, path: str) -> None:
    assert wrong(tabs.open("full", path), SCREENS) == []


@pytest.mark.parametrize("path", [*PAGES, "reporting"])
def test_a_page_without_reports_fits_a_laptop_and_a_phone(tabs: Tabs, path: str) -> None:
    assert wrong(tabs.open("empty", path), [LAPTOP, PHONE]) == []


@pytest.mark.parametrize("path", SERVED)
def test_a_page_without_scripts_fits_every_screen(tabs: Tabs, path: str) -> None:
    assert wrong(tabs.open("full", path), SCREENS) == []
    assert wrong(tabs.open("empty", path), [LAPTOP, PHONE]) == []


# dark are the colours alone: three pages have all that draws with them
@pytest.mark.parametrize("path", ["", "indicators", "projects", "plain/"])
def test_a_dark_page_fits_a_laptop_and_a_phone(tabs: Tabs, path: str) -> None:
    assert wrong(tabs.open("full", path, "dark"), [LAPTOP, PHONE]) == []


@pytest.fixture(scope="module")
def kinds(tabs: Tabs) -> dict[str, int]:
    """The number of the first slide of each kind."""
    store = tabs.full.store
    before, after = (compute_board(store, day, entered=True) for day in (DAY - WEEK, DAY))
    slides = list_slides(compute_board(store, DAY), compare_boards(store, before, after))
    numbers: dict[str, int] = {}
    for number, slide in enumerate(slides, 1):
        numbers.setdefault(slide.name, number)
    return numbers


def test_a_slide_of_each_kind_fits_every_projector(
    browser: Browser, tabs: Tabs, kinds: dict[str, int]
) -> None:
    screen = project(browser, tabs.full.address, f"as_of={DAY}")
    found = {}
    for kind, number in kinds.items():
        screen.press(*str(number), "Enter")
        screen.rest(number)
        if problems := wrong(screen.page, PROJECTORS):
            found[kind] = problems

    assert found == {}


def test_what_is_wrong_is_found(tabs: Tabs) -> None:
    page = tabs.open("full", "login")
    page.set_content(
        "<!doctype html><style>div { width: 60px; overflow: hidden; white-space: nowrap }</style>"
        "<p style='font-size: 11px'>小字</p>"
        "<div>被切断的一行文字</div><div title='全文'>被切断的一行文字</div>"
        "<p style='position: absolute; top: 200px'>上面的字</p>"
        "<p style='position: absolute; top: 203px'>下面的字</p>"
        "<p style='position: absolute; top: 300px; left: 380px; width: 50px'>旁边</p>"
        "<p class='tile'><b>12</b></p><p class='tile'><b>12个</b></p>"
        "<button style='height: 30px'>太矮</button>"
    )

    assert sorted(one.split(": ")[1] for one in wrong(page, [PHONE])) == [
        "11.0px",
        "30px high",
        "beside the screen",
        "cut",
        "no unit",
        "over one another",
        "scrolls sideways",
    ]
