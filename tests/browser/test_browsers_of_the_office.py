"""What a browser does to a page: an old one, one that goes dark, one that prints."""

from __future__ import annotations

import re
import subprocess
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from kzdash.charts.theme import NIGHT, PAGE
from kzdash.domain.progress import Tone
from tests.browser import contexts

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser
# what Streamlit's program asks for as it starts, and no Chromium before 112 has
WITHOUT_FLAG_V = """
const Whole = RegExp;
const refuse = (flags) => {
  if (String(flags || "").includes("v")) throw new SyntaxError("Invalid flags");
};
window.RegExp = new Proxy(Whole, {
  construct: (_, [source, flags]) => { refuse(flags); return new Whole(source, flags); },
  apply: (_, self, [source, flags]) => { refuse(flags); return Whole(source, flags); },
});
"""
INKED = """ink => [...document.querySelectorAll('.js-plotly-plot .annotation-text')]
  .some(text => getComputedStyle(text).fill === ink)"""
# what each page's sheet says that its screen does not, or shows in part
SHEETS = {
    "/": ["打印于"],
    "/milestones": [
        *("2024年1月31日", "2024年3月31日", "2024年6月30日", "2024年12月31日", "2025年9月30日")
    ],
    "/projects": ["打印于", "第1页共", "市政设施提档升级工程小计"],
    "/projects?item=28": ["28.开州区水环境综合治理PPP项目", "第1页共1页"],
    "/indicators": ["打印于", "推算期末"],
    "/changes": ["打印于", "按录入时间计"],
    "/duties?unit=区水利局": ["区水利局督办清单", "打印于"],
}


def css(colour: str) -> str:
    """A colour as a browser says it."""
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return f"rgb({red}, {green}, {blue})"


def test_an_old_browser_keeps_the_first_screen_and_is_led_to_plain_pages(
    browser: Browser, address: str
) -> None:
    page = contexts.lend(browser).new_page()
    page.add_init_script(WITHOUT_FLAG_V)

    page.goto(f"{address}/?as_of=2025-06-30")

    expect(page.get_by_role("alert")).to_contain_text("您的浏览器太旧，只能看这样的普通页面")
    expect(page.get_by_text("62.42亿元").first).to_be_visible()
    page.get_by_role("navigation").get_by_role("link", name="项目投资").click()
    expect(page).to_have_url(f"{address}/plain/projects?as_of=2025-06-30")
    page.get_by_role("link", name="1. 环汉丰湖拆迁安置小区配套设施建设").click()
    expect(page).to_have_url(f"{address}/plain/projects?as_of=2025-06-30&item=1")
    expect(page.get_by_role("rowheader", name="建设年限")).to_be_visible()


def test_an_old_browser_keeps_one_slide_and_is_led_to_all_of_them(
    browser: Browser, address: str
) -> None:
    page = contexts.lend(browser).new_page()
    page.add_init_script(WITHOUT_FLAG_V)

    page.goto(f"{address}/briefing?slide=3&as_of=2025-06-30")

    expect(page.get_by_text("62.42亿元").first).to_be_visible()
    page.get_by_role("alert").get_by_role("link", name="看普通页面").click()
    expect(page).to_have_url(f"{address}/plain/briefing?as_of=2025-06-30")


def test_an_old_browser_is_led_to_what_needs_no_script_as_it_is(
    browser: Browser, address: str
) -> None:
    page = contexts.lend(browser).new_page()
    page.add_init_script(WITHOUT_FLAG_V)

    page.goto(f"{address}/reporting")

    expect(page.get_by_role("alert")).to_contain_text("您的浏览器太旧")
    head = page.locator("#first-screen .head")
    expect(head.get_by_role("link", name="打印")).to_have_attribute("href", "/print/overview")
    expect(head.get_by_role("link", name="登录")).to_have_attribute("href", "/login")


def test_figures_follow_when_the_system_goes_dark_and_light_again(
    browser: Browser, address: str
) -> None:
    page = contexts.lend(browser).new_page()
    page.goto(f"{address}/milestones?as_of=2025-06-30")

    for scheme, look in (("light", PAGE), ("dark", NIGHT), ("light", PAGE)):
        page.emulate_media(color_scheme=scheme)
        page.wait_for_function(INKED, arg=css(look.tones[Tone.FAIR]))


@pytest.mark.parametrize("path", SHEETS)
def test_a_page_on_paper_is_its_sheet(
    browser: Browser, address: str, tmp_path: Path, path: str
) -> None:
    page = contexts.lend(browser).new_page()
    page.goto(f"{address}{path}{'&' if '?' in path else '?'}as_of=2025-06-30")
    page.wait_for_function("() => performance.getEntriesByName('page-drawn').length")
    # until then it is the first screen that is printed
    page.wait_for_function("() => !document.getElementById('first-screen')")

    page.pdf(path=tmp_path / "page.pdf", format="A4", prefer_css_page_size=True)

    told = subprocess.run(
        ["pdftotext", "-layout", tmp_path / "page.pdf", "-"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    words = re.sub(r"\s+", "", told)
    assert [each for each in SHEETS[path] if each not in words] == []
    assert "搜索" not in words
    expect(page.locator("#sheet")).to_have_count(0)
    expect(page.get_by_test_id("stApp")).to_be_visible()


@pytest.mark.parametrize("path", ["/print/overview", "/print/unit?unit=区水利局"])
def test_a_page_to_be_printed_asks_for_nothing_that_is_not_there(
    browser: Browser, address: str, path: str
) -> None:
    page = contexts.lend(browser).new_page()
    asked: list[tuple[str, int]] = []
    page.on("response", lambda answer: asked.append((answer.url, answer.status)))

    page.goto(f"{address}{path}", wait_until="networkidle")

    assert [status for _, status in asked] == [200]
