"""The presentation on a projector: legible, whole, turned by keys, true to the store, tireless."""

from __future__ import annotations

import os
import re
import statistics
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from kzdash.charts.theme import DARK, LIGHT, ChartTheme
from tests import serving
from tests.browser import contexts, reporting
from tests.browser.projector import JUNE, Projector, project, report, show
from tests.browser.reporting import PASSWORD, WITHIN_5_S
from tests.browser.slow_answers import SlowAnswers
from tests.browser.test_pages import KNOWN, LATIN

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from tests.browser.reporting import Desk

pytestmark = pytest.mark.browser
SIZES = [(1920, 1080), (1366, 768), (1024, 768), (3840, 2160)]
LEAST_PX, LEAST_TEXT, LEAST_MARK = 24, 7, 3
LOOKS = {"light": LIGHT, "dark": DARK}
JUNE_FIRST = date(2025, 6, 1)
DAYS = ["2000-01-01", "2024-01-15", "2026-11-25"]
AWAY = "与服务器的连接中断，正在重连"
# while a report comes in, how much text and how many figures were in view at the barest
WATCH = """() => {
  const fullness = () => {
    const slide = [...document.querySelectorAll('.st-key-briefing')].pop();
    return [slide.innerText.length, slide.querySelectorAll('.main-svg .annotation-text').length];
  };
  window.barest = fullness();
  const look = () => {
    window.barest = fullness().map((part, at) => Math.min(part, window.barest[at]));
    requestAnimationFrame(look);
  };
  look();
}"""
# the browser's own clock of the bar, wound on: twenty seconds are long for a test
TO_ITS_END = "bar => bar.getAnimations().forEach(animation => animation.finish())"
# presses the key for the last slide until it is on
PRESSED = """last => {
  window.dispatchEvent(new KeyboardEvent('keydown', { key: 'End', cancelable: true }));
  return [...document.querySelectorAll('.st-key-corner')].pop().innerText.includes(last);
}"""
TURN = """async (turns) => {
  const said = () => [...document.querySelectorAll('.st-key-corner')].pop()?.innerText;
  for (let turn = 0; turn < turns; turn += 1) {
    const before = said();
    const last = /(\\d+) \\/ (\\d+)/.exec(before);
    const key = last[1] === last[2] ? 'Home' : 'ArrowRight';
    window.dispatchEvent(new KeyboardEvent('keydown', { key, cancelable: true }));
    await new Promise((turned) => {
      const look = () => (said() && said() !== before ? turned() : requestAnimationFrame(look));
      look();
    });
  }
}"""


@pytest.fixture
def screen(full: Desk, browser: Browser) -> Projector:
    return project(browser, full.address)


def rgb(colour: str) -> str:
    parts = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return f"rgb({', '.join(map(str, parts))})"


def decoration(look: ChartTheme) -> list[str]:
    """Colours of grounds and tracks, which lie behind what says something."""
    return [rgb(colour) for colour in (look.ground, look.track, look.band)]


def faults(measured: dict[str, Any], height: int) -> dict[str, Any]:
    """What is wrong with a slide, by name; empty where nothing is."""
    least = LEAST_PX * height / 1080
    wrong = {
        "small": measured["smallest"] if measured["smallest"] < least - 0.1 else None,
        "pale": measured["palest"] if measured["palest"] < LEAST_TEXT else None,
        "pale marks": [mark for mark in measured["marks"] if mark < LEAST_MARK],
        "cut": measured["cut"],
        "overlapping": measured["overlaps"],
        "scrolling": measured["scrolling"],
        "on the corner": measured["low"],
        "not covered": not measured["covered"],
        "foreign": set(LATIN.findall(measured["words"])) - KNOWN,
    }
    return {name: found for name, found in wrong.items() if found}


def check_slides(shown: Projector, theme: str, height: int) -> None:
    found = {
        number: wrong
        for number in shown.slides()
        if (wrong := faults(shown.measure(decoration(LOOKS[theme])), height))
    }
    assert found == {}


# dark are the colours alone, which are the same at every size
@pytest.mark.parametrize(
    ("size", "theme"), [*((size, "light") for size in SIZES), (SIZES[0], "dark")]
)
def test_every_slide_is_legible_and_whole(
    browser: Browser, full: Desk, size: tuple[int, int], theme: str
) -> None:
    shown = project(browser, full.address, f"{JUNE}&theme={theme}", size)

    check_slides(shown, theme, size[1])


# 1024×768 has the least room beside its height; on a wide screen the same lines are shorter
@pytest.mark.parametrize(("size", "day"), [*((SIZES[2], day) for day in DAYS), (SIZES[0], DAYS[1])])
def test_slides_without_data_are_legible_and_whole_too(
    browser: Browser, address: str, size: tuple[int, int], day: str
) -> None:
    shown = project(browser, address, f"as_of={day}", size)

    check_slides(shown, "light", size[1])


def test_there_is_nothing_of_the_app_around_a_slide(screen: Projector) -> None:
    page = screen.page

    expect(page.get_by_test_id("stSidebar")).to_have_count(0)
    expect(page.get_by_test_id("stToolbar")).to_have_count(0)
    box = page.locator(".st-key-briefing").bounding_box()
    assert box == {"x": 0, "y": 0, "width": 1920, "height": 1080}


@pytest.mark.parametrize("key", ["ArrowRight", "ArrowDown", "Space", "PageDown"])
def test_a_key_turns_forward(screen: Projector, key: str) -> None:
    screen.press(key)

    screen.rest(2)
    expect(screen.page).to_have_url(re.compile(r"slide=2"))


@pytest.mark.parametrize("key", ["ArrowLeft", "ArrowUp", "PageUp"])
def test_a_key_turns_back(screen: Projector, key: str) -> None:
    screen.press("3", "Enter")
    screen.rest(3)

    screen.press(key)

    screen.rest(2)


def test_keys_lead_to_the_ends_and_to_a_number(screen: Projector) -> None:
    count = screen.number[1]

    screen.press("End")
    screen.rest(count)
    screen.press("ArrowRight")  # there is nothing beyond
    screen.press("Home")
    screen.rest(1)
    screen.press("1", "0", "Enter")
    screen.rest(10)
    screen.press("9", "9", "Enter")
    screen.rest(count)


def test_keys_pressed_fast_all_count(screen: Projector) -> None:
    screen.press(*["ArrowRight"] * 5)

    screen.rest(6)


def test_no_turn_is_lost_to_a_check_for_news(browser: Browser, full: Desk) -> None:
    page = contexts.lend(browser).new_page()
    answers = SlowAnswers(page)
    shown = show(page, full.address, JUNE)
    item = next(it for it in full.store.plan().items if (it.kind, it.number) == ("task", 1))

    for slide in (2, 3, 4):
        answers.hold()
        shown.press("ArrowRight")
        # the page's check leaves before it has the answer to the key, and there is news
        report(full.store, item.id, "li", status="in_progress", note=f"第{slide}页时填报")
        answers.wait_until(lambda passed: passed.checks != [] and passed.whole_runs > 0)
        assert f"slide={slide}" not in answers.checks[0]
        answers.release()

    # a turn that was lost would be missing in the end
    shown.press("ArrowRight")
    shown.rest(5)


@pytest.mark.parametrize("keys_too", [True, False])
def test_a_key_is_heard_while_streamlit_has_taken_the_slide_off_the_page(
    browser: Browser, full: Desk, *, keys_too: bool
) -> None:
    page = contexts.lend(browser).new_page()
    answers = SlowAnswers(page)
    shown = show(page, full.address, JUNE)
    item = next(it for it in full.store.plan().items if (it.kind, it.number) == ("task", 1))

    # a busy server clears what a run drew and was not sent yet when the next run begins
    answers.hold()
    answers.release()
    answers.drops_drawings, answers.drops_components = True, keys_too
    report(full.store, item.id, "li", status="in_progress", note="此时填报")
    answers.wait_until(lambda passed: passed.whole_runs > 0)
    expect(page.locator(".st-key-remote")).to_have_count(0 if keys_too else 1)
    # a copy of the slide stands where it was
    expect(page.locator("body > .st-key-briefing")).to_contain_text(re.compile(r"1 / \d"))
    answers.drops_drawings = answers.drops_components = False
    shown.press("ArrowRight")

    expect(page.locator(".st-key-corner").last).to_contain_text("2 / ")
    expect(page.locator(".st-key-briefing")).to_have_count(1)
    shown.press("ArrowRight")
    shown.rest(3)


def test_what_a_lost_server_did_not_hear_is_asked_again(browser: Browser, full: Desk) -> None:
    page = contexts.lend(browser).new_page()
    answers = SlowAnswers(page)
    shown = show(page, full.address, JUNE)

    answers.is_deaf = True
    shown.press("ArrowRight", "ArrowRight")
    answers.wait_until(lambda passed: passed.lost > 0)
    answers.is_deaf = False

    shown.rest(3)


def test_a_name_leads_to_its_backup_slide_and_escape_back(screen: Projector) -> None:
    page = screen.page
    corner = page.locator(".st-key-corner").last
    screen.press("5", "Enter")
    screen.rest(5)

    page.locator(".st-key-briefing .slide td a").first.click()
    expect(corner).to_contain_text("备用页")
    first = page.url
    page.locator(".st-key-briefing .slide td a").last.click()
    expect(page).to_have_url(re.compile(r"show=[^&]+%2C"))
    screen.press("Escape")
    expect(page).to_have_url(first)
    expect(corner).to_contain_text("备用页")
    screen.press("Escape")

    expect(corner).to_contain_text("5 / ")
    screen.rest(5)
    expect(page.get_by_text("再按一次退出键结束汇报")).to_be_hidden()


def test_a_page_number_on_the_agenda_leads_to_its_slide(screen: Projector) -> None:
    page = screen.page
    screen.press("2", "Enter")
    screen.rest(2)

    page.locator(".st-key-briefing .slide td a").last.click()

    expect(page).to_have_url(re.compile(r"slide=([3-9]|\d\d)"))
    number = int(re.search(r"slide=(\d+)", page.url)[1])
    screen.rest(number)
    expect(page.locator(".st-key-corner").last).to_contain_text(f"{number} / ")


@pytest.mark.parametrize(
    ("keys", "typed", "title"), [("/", "shj", "水环境综合治理"), ("28/", "", "水环境综合治理")]
)
def test_a_search_opens_a_backup_slide_and_a_turn_beyond_its_end_leads_back(
    screen: Projector, keys: str, typed: str, title: str
) -> None:
    page = screen.page
    screen.press("4", "Enter")
    screen.rest(4)

    screen.press(*keys)
    field = page.get_by_role("dialog").locator("input")
    expect(field).to_be_focused()
    page.keyboard.type(typed)
    expect(page.get_by_role("dialog").get_by_role("button", name=title)).to_be_visible()
    page.keyboard.press("Enter")

    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page.locator(".st-key-briefing h1").last).to_contain_text(title)
    expect(page.locator(".st-key-corner").last).to_contain_text("备用页")
    screen.press("PageDown")
    expect(page.locator(".st-key-corner").last).to_contain_text("4 / ")


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize(
    "query",
    ["show=project-3", "show=indicator-6", "unit=all&minutes=90&slide=2", "unit=区发展改革委"],
)
def test_backup_slides_and_those_of_units_are_legible_and_whole(
    browser: Browser, full: Desk, query: str, size: tuple[int, int]
) -> None:
    page = contexts.lend(browser).new_page()
    page.set_viewport_size({"width": size[0], "height": size[1]})
    page.goto(f"{full.address}/briefing?{JUNE}&{query}")
    page.wait_for_function("() => document.documentElement.dataset.remote === 'ready'")

    assert faults(Projector(page).rest().measure(decoration(LIGHT)), size[1]) == {}


def test_the_slide_on_survives_a_reload(screen: Projector) -> None:
    screen.press("7", "Enter")
    screen.rest(7)
    expect(screen.page).to_have_url(re.compile(r"slide=7"))

    screen.page.reload()
    expect(screen.page.locator(".st-key-corner").last).to_be_visible()

    screen.rest(7)


@pytest.mark.parametrize("key", [".", "b"])
def test_a_clicker_s_third_button_darkens_the_screen_and_any_key_brings_the_slide_back(
    screen: Projector, key: str
) -> None:
    dark = screen.page.locator(".over.dark")
    screen.press("3")
    screen.press("Enter")
    screen.rest(3)

    screen.press(key)
    expect(dark).to_be_visible()
    assert dark.bounding_box() == {"x": 0, "y": 0, "width": 1920, "height": 1080}
    screen.press(key)
    expect(dark).to_be_hidden()
    screen.press(key, "ArrowRight")
    expect(dark).to_be_hidden()

    assert screen.number[0] == 3
    screen.press("?")
    expect(screen.page.get_by_text("黑屏，再按恢复")).to_be_visible()
    screen.press("?")


def test_a_held_key_is_a_pointer(screen: Projector) -> None:
    page = screen.page
    dot = page.locator(".over.pointer")
    page.mouse.move(600, 400)
    expect(dot).to_be_hidden()

    page.keyboard.down("l")
    page.mouse.move(960, 540)

    expect(dot).to_be_visible()
    box = dot.bounding_box()
    assert box is not None
    assert (box["x"] + box["width"] / 2, box["y"] + box["height"] / 2) == pytest.approx((960, 540))
    assert page.evaluate("document.documentElement.style.cursor") == "none"
    page.keyboard.up("l")
    expect(dot).to_be_hidden()
    assert screen.number[0] == 1


def test_a_quiet_timer_runs_on_while_it_is_hidden(browser: Browser, full: Desk) -> None:
    page = browser.new_context(locale="zh-CN").new_page()
    page.clock.install(time=datetime(2025, 6, 30, 8, tzinfo=UTC))
    shown = show(page, full.address, f"{JUNE}&minutes=60")
    timer = page.locator(".over.timer")
    expect(timer).to_be_hidden()

    shown.press("t")
    expect(timer).to_have_text("0:00 / 60分钟")
    shown.press("t")
    expect(timer).to_be_hidden()
    page.clock.fast_forward("12:34")
    shown.press("t")
    expect(timer).to_have_text(re.compile("12:3[4-9] / 60分钟"))
    shown.press("r")

    expect(timer).to_have_text(re.compile("0:0[0-9] / 60分钟"))


def test_a_clicker_s_start_and_stop_button_does_not_end_the_show(screen: Projector) -> None:
    screen.press("F5", "Escape", "F5", "Escape")

    expect(screen.page.get_by_text("再按一次退出键结束汇报")).to_be_visible()
    assert "/briefing" in screen.page.url
    screen.press("F5")
    expect(screen.page.get_by_text("再按一次退出键结束汇报")).to_be_hidden()


def test_full_screen_the_keys_and_the_end(screen: Projector, full: Desk) -> None:
    page = screen.page

    screen.press("f")
    page.wait_for_function("() => document.fullscreenElement !== null")
    screen.press("?")
    expect(page.get_by_text("暂停或继续自动翻页")).to_be_visible()
    screen.press("Escape")
    expect(page.get_by_text("暂停或继续自动翻页")).to_be_hidden()
    page.evaluate("document.exitFullscreen()")
    page.wait_for_function("() => document.fullscreenElement === null")
    screen.press("Escape", "Escape")

    expect(page).to_have_url(f"{full.address}/?as_of=2025-06-30")
    expect(page.get_by_test_id("stMain").locator("h1").first).to_be_visible()
    page.get_by_role("link", name="投屏").click()
    expect(page.locator(".st-key-corner").last).to_contain_text("截至2025年6月30日")


def test_slides_turn_by_themselves_until_paused(browser: Browser, full: Desk) -> None:
    shown = project(browser, full.address, f"{JUNE}&auto=20")
    bar = shown.page.locator(".bar")
    expect(bar).to_have_css("animation-duration", "20s")

    bar.evaluate(TO_ITS_END)
    shown.rest(2)
    shown.press("p")

    expect(shown.page.get_by_text("已暂停")).to_be_visible()
    expect(bar).not_to_have_class(re.compile("runs"))
    shown.press("p")
    expect(bar).to_have_class(re.compile("runs"))
    bar.evaluate(TO_ITS_END)
    shown.rest(3)


def test_settings_are_kept_in_the_url(screen: Projector) -> None:
    page = screen.page
    screen.press("4", "Enter")
    screen.rest(4)

    screen.press("s")
    page.get_by_role("dialog").get_by_text("深色").click()
    page.get_by_role("spinbutton").first.fill("30")
    page.get_by_role("button", name="确定").click()

    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page).to_have_url(re.compile(r"slide=4&as_of=2025-06-30&auto=30&theme=dark"))
    expect(page.locator(".st-key-briefing").last).to_have_css("background-color", rgb(DARK.ground))
    screen.rest(4)


@pytest.mark.parametrize(
    ("query", "number"),
    [
        ("slide=99", -1),
        ("slide=abc", 1),
        ("slide=-3", 1),
        ("slide=0", 1),
        ("as_of=gestern&auto=nan&theme=pink&since=2025-13-40&empty=?", 1),
        ("slide=2&slide=3&auto=-5", 3),
    ],
)
def test_nonsense_in_the_url_is_still_a_decent_slide(
    browser: Browser, address: str, query: str, number: int
) -> None:
    shown = project(browser, address, query)

    on, count = shown.number
    assert on == (count if number < 0 else number)
    assert faults(shown.measure(decoration(LIGHT)), 1080) == {}


def test_a_report_shows_on_the_running_slide_without_a_flash(browser: Browser, full: Desk) -> None:
    plan = full.store.plan()
    item = next(it for it in plan.items if (it.kind, it.number) == ("milestone", 5))
    shown = project(browser, full.address)
    titles = shown.page.locator(".st-key-briefing h1")
    number = next(at for at in shown.slides() if "时间节点" in titles.last.inner_text()[:8])
    words = shown.page.get_by_text("按期完成")
    expect(words).to_have_count(0)
    shown.page.evaluate(WATCH)
    whole = shown.page.evaluate("window.barest")

    report(full.store, item.id, "li", status="done", completed_on=JUNE_FIRST, evidence="会议纪要")

    expect(words.first).to_be_visible(timeout=WITHIN_5_S)
    text, _ = shown.page.evaluate("window.barest")
    assert shown.number[0] == number
    assert text > whole[0] * 0.9


def test_the_last_slide_stays_while_the_server_is_away(
    browser: Browser, tmp_path: Path, seed_folder: Path
) -> None:
    store = reporting.make(tmp_path, seed_folder)
    port = serving.free_port()
    environment = {"KZDASH_DATABASE_URL": store.url}
    with serving.process(serving.command(port), port, tmp_path / "log", environment) as server:
        shown = project(browser, f"http://127.0.0.1:{port}", f"{JUNE}&slide=5")
        other = shown.page.context.new_page()
        other.goto(f"http://127.0.0.1:{port}/milestones")
        expect(other.get_by_test_id("stMain").locator("h1").first).to_be_visible()
        server.kill()
        expect(shown.page.get_by_text(AWAY)).to_be_visible()
        shown.press("ArrowRight", "Escape")
        # of which Streamlit tells other pages in a dialog
        expect(other.get_by_role("dialog")).to_contain_text("与服务器的连接中断", timeout=60_000)
        expect(shown.page.get_by_role("dialog")).to_have_count(0)
        assert shown.number[0] == 5
        last = shown.number[1]
        assert faults(shown.measure(decoration(LIGHT)), 1080) == {}

    with serving.dashboard(store.url, tmp_path / "log2", port=port):
        expect(shown.page.get_by_text(AWAY)).to_be_hidden(timeout=60_000)
        shown.page.wait_for_function(PRESSED, arg=f"{last} / {last}", polling=500, timeout=60_000)


def test_where_reading_needs_a_login_the_presentation_does(
    browser: Browser, tmp_path: Path, seed_folder: Path
) -> None:
    store = reporting.make(tmp_path, seed_folder)
    with serving.dashboard(store.url, tmp_path / "log", KZDASH_READ="login") as served:
        page = contexts.lend(browser).new_page()
        page.goto(f"{served}/briefing?slide=2&{JUNE}")
        expect(page).to_have_url(re.compile("/login"))
        page.get_by_label("账号").fill("li")
        page.get_by_label("密码").fill(PASSWORD)
        page.get_by_role("button", name="登录", exact=True).click()

        expect(page.locator(".st-key-corner").last).to_contain_text(re.compile(r"2 / \d+"))


@pytest.mark.soak
def test_a_thousand_slides_leave_nothing_behind(
    browser: Browser, tmp_path: Path, full: Desk
) -> None:
    port = serving.free_port()
    environment = {"KZDASH_DATABASE_URL": full.store.url}
    with serving.process(serving.command(port), port, tmp_path / "log", environment) as server:
        shown = project(browser, f"http://127.0.0.1:{port}", size=(1366, 768))
        devtools = shown.page.context.new_cdp_session(shown.page)
        samples: list[list[tuple[float, float]]] = []
        for unmeasured in (100, 700):
            shown.page.evaluate(TURN, unmeasured)
            samples.append([])
            for _ in range(10):
                shown.page.evaluate(TURN, 10)
                devtools.send("HeapProfiler.collectGarbage")
                used = devtools.send("Runtime.getHeapUsage")["usedSize"]
                samples[-1].append((used / 2**20, resident_mb(server.pid)))

    second, last = samples
    for what, at in (("page", 0), ("server", 1)):
        early, late = (statistics.median(one[at] for one in part) for part in (second, last))
        print(f"{what}: {early:.1f} MB in the second hundred slides, {late:.1f} MB in the last")  # noqa: T201 - what was measured
        assert late <= early * 1.1


def resident_mb(pid: int) -> float:
    pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20
