"""The pages in a real browser: whole, Chinese, self-contained, and leading where they say."""

from __future__ import annotations

import csv
import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Page, expect

from kzdash.runtime import config
from tests import serving
from tests.browser import contexts
from tests.browser.slow_answers import SlowAnswers
from tests.browser.waiting import DRAWN, FITTED, GROWN, SETTLED

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Error, Request, WebSocket

pytestmark = pytest.mark.browser
PATHS = [
    "/",
    "/indicators",
    "/projects",
    "/milestones",
    "/duties",
    "/duties?unit=区水利局",
    "/policies",
    "/changes",
]
ITEMS = ["/indicators?item=4", "/projects?item=18", "/milestones?item=3", "/item?id=task-24"]
SIZES = [(1920, 1080), (1366, 768), (390, 844)]
# width and height of each tile of the treemap, by its id
TILES = """() => Object.fromEntries([...document.querySelectorAll('g.slice')].map(slice => {
  const { width, height } = slice.querySelector('path.surface').getBoundingClientRect();
  return [slice.__data__.data.data.id, [width, height]];
}))"""
LEAST_TILE = 8
# what the plan itself and its citations write in Latin letters
LATIN = re.compile(r"[A-Za-z]{2,}")
KNOWN = {"EOD", "PPP", "CSV", "REITs", "DN", "km"} | {"expand", "more", "history"}  # icons


@pytest.fixture(scope="module")
def tab(browser: Browser) -> Iterator[Page]:
    """The one tab of this file: what pages are made of need not come anew each time."""
    with browser.new_context(locale="zh-CN") as context:
        yield context.new_page()


@pytest.fixture
def page(tab: Page) -> Page:
    tab.set_viewport_size({"width": 1366, "height": 768})
    return tab


@pytest.fixture
def errors(page: Page) -> Iterator[list[str]]:
    """What went wrong in the page's own scripts."""
    seen: list[str] = []

    def note(error: Error) -> None:
        seen.append(str(error))

    page.on("pageerror", note)
    yield seen
    page.remove_listener("pageerror", note)


@pytest.fixture
def requested(page: Page) -> Iterator[list[str]]:
    """Every address that the page asked for, its websockets' too."""
    seen: list[str] = []

    def note(what: Request | WebSocket) -> None:
        seen.append(what.url.replace("ws://", "http://", 1))

    page.on("request", note)
    page.on("websocket", note)
    yield seen
    page.remove_listener("request", note)
    page.remove_listener("websocket", note)


def visit(page: Page, address: str, path: str) -> None:
    mark = "&" if "?" in path else "?"
    page.goto(f"{address}{path}{mark}as_of=2025-06-30")
    page.wait_for_function(SETTLED)


# a window is made narrower while a page is open, a telephone opens it
@pytest.mark.parametrize("sizes", [SIZES[:2], SIZES[2:]], ids=["window", "telephone"])
@pytest.mark.parametrize("path", PATHS + ITEMS)
def test_a_page_is_whole_and_chinese_and_asks_nothing_of_another_server(
    page: Page,
    address: str,
    path: str,
    sizes: list[tuple[int, int]],
    errors: list[str],
    requested: list[str],
) -> None:
    page.set_viewport_size({"width": sizes[0][0], "height": sizes[0][1]})
    visit(page, address, path)

    for width, height in sizes:
        page.set_viewport_size({"width": width, "height": height})
        page.evaluate(DRAWN)
        page.wait_for_function(FITTED)
        text = page.get_by_test_id("stMain").inner_text()
        address_free = re.sub(r"https?://\S+", "", text)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert set(LATIN.findall(address_free)) <= KNOWN
    assert errors == []
    own = (address, "data:", "blob:")
    assert [url for url in requested if not url.startswith(own)] == []
    assert any("_stcore/stream" in url for url in requested)


@pytest.mark.parametrize(
    ("link", "heading", "url"),
    [
        ("城镇化率", "4. 常住人口城镇化率", r"/indicators\?as_of=2025-06-30&item=4$"),
        (
            "水环境综合治理",
            "28. 开州区水环境综合治理PPP项目",
            r"/projects\?as_of=2025-06-30&item=28$",
        ),
        ("公共服务 10.49亿元", "项目投资", r"/projects\?as_of=2025-06-30&programme=.+$"),
        ("6个项目，计划", "项目投资", r"/projects\?as_of=2025-06-30&programme=.+$"),
        ("标志性成果", "5. 在开州区率先形成", r"/milestones\?as_of=2025-06-30&item=5$"),
        ("以来", "动态", r"/changes\?as_of=2025-06-30(&since=2025-06-23)?$"),
        ("按单位看", "开州区", r"/\?as_of=2025-06-30&group=unit$"),
    ],
)
def test_a_click_on_the_overview_opens_what_it_is_about_without_loading_anew(
    page: Page, address: str, link: str, heading: str, url: str
) -> None:
    visit(page, address, "/")
    page.evaluate("() => { window.stayed = true; }")

    page.get_by_role("link", name=link).first.click()

    expect(page.get_by_test_id("stMain").locator("h1").first).to_contain_text(heading)
    expect(page).to_have_url(re.compile(url))
    assert page.evaluate("window.stayed")
    assert page.get_by_text("截至2025年6月30日").count() >= 1


def test_a_link_of_the_overview_is_reached_by_keys_and_opened_in_a_new_tab_too(
    page: Page, address: str
) -> None:
    visit(page, address, "/")
    link = page.get_by_role("link", name="城镇化率").first

    with page.context.expect_page() as opened:
        link.click(modifiers=["ControlOrMeta"])
    expect(opened.value.get_by_test_id("stMain").locator("h1").first).to_contain_text("城镇化率")
    opened.value.close()

    link.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_test_id("stMain").locator("h1").first).to_contain_text("常住人口城镇化率")


@pytest.mark.parametrize("size", [*SIZES, (1280, 720)])
@pytest.mark.parametrize("path", ["/projects"])
def test_every_project_has_a_tile_or_a_part_of_one_that_can_be_seen_and_clicked(
    page: Page, address: str, path: str, size: tuple[int, int]
) -> None:
    page.set_viewport_size({"width": size[0], "height": size[1]})

    visit(page, address, path)

    expect(page.locator("g.slice").first).to_be_visible()
    drawn = page.evaluate(TILES)
    assert len([tile for tile in drawn if tile.startswith(("p", "r"))]) == 25
    assert {tile: box for tile, box in drawn.items() if min(box) < LEAST_TILE} == {}
    page.locator("g.slice", has_text="2个项目").click()
    expect(page.locator("g.slice", has_text="公共实训基地")).to_be_visible()
    page.wait_for_function(GROWN)
    page.locator("g.slice", has_text="公共实训基地").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("公共实训基地")


def test_a_tile_is_opened_that_is_clicked_before_its_category_is_drawn_to_the_end(
    browser: Browser, address: str
) -> None:
    page = contexts.lend(browser).new_page()
    page.set_viewport_size({"width": 1366, "height": 768})
    answers = SlowAnswers(page)
    visit(page, address, "/projects")

    answers.drops_ends = True
    page.locator("g.slice", has_text="2个项目").click()
    expect(page).to_have_url(re.compile("programme="))
    # the run of the click, and one with which the page asks for news
    answers.wait_until(lambda passed: passed.ends > 1)
    page.wait_for_function(GROWN)
    answers.drops_ends = False
    page.locator("g.slice", has_text="公共实训基地").click()

    expect(page.get_by_role("heading", level=1)).to_contain_text("公共实训基地")


def test_a_typed_day_counts_from_enter_on(page: Page, address: str) -> None:
    visit(page, address, "/indicators")
    opener = page.locator(".st-key-day").get_by_role("button")
    opener.click()
    field = page.get_by_role("textbox", name="截至日期")

    for typed in ("2025-1-8", "2025/1/8", "2025年1月8日", "2025.1.8", "20250108"):
        field.fill(typed)
        page.keyboard.press("Enter")
        expect(opener).to_have_text(re.compile("截至2025年1月8日"))
        expect(page).to_have_url(re.compile(r"/indicators\?as_of=2025-01-08$"))
        page.get_by_role("button", name="今天", exact=True).click()
        expect(opener).to_have_text(re.compile("截至今天"))

    field.fill("10250630")
    page.keyboard.press("Enter")
    expect(page.get_by_test_id("stAlert")).to_contain_text("截至日期“10250630”无效")


def test_a_click_right_after_a_typed_day_counts(page: Page, address: str) -> None:
    visit(page, address, "/indicators")
    page.locator(".st-key-day").get_by_role("button").click()

    page.get_by_role("textbox", name="截至日期").fill("2025-1-8")
    # as long as a hand takes from pressing to letting go
    page.get_by_test_id("stTopNav").get_by_text("时间节点").click(delay=100)

    expect(page.get_by_test_id("stMain").locator("h1").first).to_have_text("时间节点")
    expect(page).to_have_url(re.compile(r"/milestones\?as_of=2025-01-08$"))


@pytest.mark.parametrize("starter", ["serve", "streamlit run"])
def test_a_deep_link_is_right_as_the_very_first_request(
    page: Page, tmp_path: Path, starter: str
) -> None:
    url = config.sqlite_url(tmp_path / "plan.db")
    port = serving.free_port()
    commands = {
        "serve": ["-m", "kzdash", "serve", "--host", "127.0.0.1", "--port", str(port)],
        "streamlit run": ["-m", "streamlit", "run", "app.py", "--server.port", str(port)],
    }
    environment = {"KZDASH_DATABASE_URL": url}

    with serving.server(commands[starter], port, tmp_path / "log", environment) as address:
        visit(page, address, "/projects")

        expect(page.get_by_test_id("stMain").locator("h1").first).to_have_text("项目投资")
        menu = page.get_by_test_id("stTopNav")
        for title in ("总览", "指标", "项目投资", "时间节点"):
            expect(menu.get_by_text(title, exact=True)).to_be_visible()
        expect(page.locator("html")).to_have_attribute("lang", "zh-CN")


def test_the_day_travels_through_the_menu(page: Page, address: str) -> None:
    visit(page, address, "/")

    page.get_by_test_id("stTopNav").get_by_text("时间节点").click()

    expect(page.get_by_test_id("stMain").locator("h1").first).to_have_text("时间节点")
    expect(page).to_have_url(re.compile(r"/milestones\?as_of=2025-06-30$"))
    expect(page.get_by_text("到期未报").first).to_be_visible()


def test_a_gauge_leads_to_its_indicator_and_back(page: Page, address: str) -> None:
    visit(page, address, "/indicators")

    page.get_by_role("link", name="4. 城镇化率").click()
    expect(page.get_by_test_id("stMain").locator("h1").first).to_have_text("4. 常住人口城镇化率")
    expect(page.get_by_text("(53.94 - 52.64)/(56 - 52.64)").first).to_be_visible()
    expect(page).to_have_url(re.compile(r"item=4"))

    page.get_by_role("link", name="← 全部指标").click()
    expect(page.get_by_test_id("stMain").locator("h1").first).to_have_text("主要指标")
    expect(page).not_to_have_url(re.compile(r"item="))


def test_a_category_clicked_in_the_treemap_narrows_the_page(page: Page, address: str) -> None:
    visit(page, address, "/projects")

    page.locator(".js-plotly-plot .slice", has_text="公共服务").first.locator("text").first.click(
        force=True
    )

    expect(page.get_by_text("建设年限 · 10 个项目")).to_be_visible()
    expect(page.get_by_text("10.49亿元").first).to_be_visible()
    expect(page).to_have_url(re.compile(r"programme="))


def test_a_project_clicked_in_the_treemap_opens(page: Page, address: str) -> None:
    visit(page, address, "/projects")

    page.locator(".js-plotly-plot .slice", has_text="凤凰梁大桥").first.locator("text").first.click(
        force=True
    )

    expect(page.get_by_test_id("stMain").locator("h1").first).to_contain_text(
        "25. 开州区环汉丰湖体娱文旅"
    )


def test_the_list_of_projects_opens_in_a_chinese_spreadsheet(
    page: Page, address: str, tmp_path: Path
) -> None:
    visit(page, address, "/projects")

    with page.expect_download() as download:
        page.get_by_role("button", name="下载 CSV").click()
    file = tmp_path / "list.csv"
    download.value.save_as(file)

    assert file.read_bytes().startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(file.read_text("utf-8-sig").splitlines()))
    assert len(rows) == 35
    assert sum(int(row["计划总投资(万元)"]) for row in rows) == 624202


def test_the_words_of_the_widgets_are_chinese_too(page: Page, address: str) -> None:
    visit(page, address, "/policies")

    box = page.get_by_test_id("stSelectbox").locator("input").first
    box.click()
    box.fill("没有这样的单位")

    expect(page.get_by_text("没有符合的选项")).to_be_visible()
    expect(page.get_by_text("No results")).to_have_count(0)


def test_a_damaged_store_is_a_sentence_and_no_traceback(page: Page, tmp_path: Path) -> None:
    file = tmp_path / "plan.db"
    file.write_bytes(b"no database at all" * 400)
    before = file.read_bytes()

    with serving.dashboard(config.sqlite_url(file), tmp_path / "log") as address:
        page.goto(f"{address}/?as_of=2025-06-30")
        alert = page.get_by_test_id("stAlert")
        expect(alert).to_contain_text("数据库文件已损坏")
        expect(page.get_by_test_id("stException")).to_have_count(0)

    assert "Traceback" not in page.content()
    assert file.read_bytes() == before


def test_a_first_visit_takes_less_than_2_7_megabytes(browser: Browser, address: str) -> None:
    received: list[int] = []
    with browser.new_context(locale="zh-CN") as stranger:
        page = stranger.new_page()
        wire = stranger.new_cdp_session(page)
        wire.send("Network.enable")
        wire.on(
            "Network.loadingFinished", lambda event: received.append(event["encodedDataLength"])
        )

        visit(page, address, "/")
        page.wait_for_load_state("networkidle")

    assert 1_000_000 < sum(received) < 2_700_000


def test_a_phone_s_menu_closes_on_choice_and_is_closed_at_the_next_visit(
    browser: Browser, address: str
) -> None:
    size = {"width": 390, "height": 844}
    with browser.new_context(viewport=size, has_touch=True, locale="zh-CN") as context:
        page = context.new_page()
        visit(page, address, "/indicators")
        opener = page.get_by_test_id("stExpandSidebarButton")
        opener.tap()
        page.get_by_test_id("stSidebarNav").get_by_text("时间节点").tap()

        expect(page.get_by_test_id("stMain").locator("h1").first).to_have_text("时间节点")
        expect(opener).to_be_visible()
        opener.tap()
        expect(page.get_by_test_id("stSidebarNav")).to_be_visible()
        page.reload()

        expect(opener).to_be_visible()


@pytest.mark.parametrize(("width", "height", "least"), [(1366, 768, 1318), (1093, 614, 1045)])
def test_menu_and_header_row_take_at_most_110_pixels_and_margins_24(
    page: Page, address: str, width: int, height: int, least: int
) -> None:
    page.set_viewport_size({"width": width, "height": height})
    for path in PATHS + ITEMS:
        visit(page, address, path)

        row = page.locator(".st-key-header").bounding_box()
        assert row
        assert row["y"] + row["height"] <= 110, path
        assert (row["x"], row["width"]) == (24, least), path
        expect(page.get_by_test_id("stSidebar")).to_have_count(0)


def test_a_link_is_copied_with_its_day(browser: Browser, address: str) -> None:
    with browser.new_context(
        locale="zh-CN", permissions=["clipboard-read", "clipboard-write"]
    ) as context:
        page = context.new_page()
        page.goto(f"{address}/indicators?item=4")
        page.get_by_role("button", name="复制链接").click()

        expect(page.get_by_role("button", name="已复制")).to_be_visible()
        copied = page.evaluate("navigator.clipboard.readText()")

    assert re.fullmatch(rf"{address}/indicators\?item=4&as_of=20\d\d-\d\d-\d\d", copied)


@pytest.mark.parametrize(
    ("view", "sheet"),
    [
        ("/duties?unit=区水利局", r"/print/unit\?unit=.*&as_of=2025-06-30$"),
        ("/indicators?sort=按序号", r"/print/indicators\?sort=.*&as_of=2025-06-30$"),
        ("/projects", r"/print/projects\?as_of=2025-06-30$"),
        ("/changes?since=2025-05-01", r"/print/changes\?since=2025-05-01&as_of=2025-06-30$"),
    ],
)
def test_a_view_with_a_sheet_for_paper_is_printed_from_it(
    page: Page, address: str, view: str, sheet: str
) -> None:
    visit(page, address, view)

    page.get_by_role("button", name="打印").click()

    expect(page).to_have_url(re.compile(sheet))
