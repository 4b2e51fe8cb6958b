"""The first screen has each view's figures, as the url asks, and is kept from strangers."""

from __future__ import annotations

import html
import re
from datetime import date
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest

from kzdash.board import cache, cached_board
from kzdash.board.due_reports import count_due, reports_due
from kzdash.board.filters import projects_matching
from kzdash.board.monthly_round import round_of_unit
from kzdash.board.verdict import compose_verdict
from kzdash.charts.theme import DARK, LIGHT
from kzdash.documents.pages.work_list import ALL, FIRST_ROWS
from kzdash.runtime import clock
from kzdash.web import first_screen, identity
from tests import people
from tests.web.conftest import PAGES

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    import httpx

    from kzdash.charts.theme import ChartTheme
    from kzdash.store import Store
    from tests.web.conftest import Browser

DAY = date(2025, 6, 30)
AS_OF = f"as_of={DAY}"
UNIT = "区水利局"
SHOWING = {
    "/": "62.42亿元",
    "/indicators": "城区人口占比提高",
    "/projects": "计划总投资",
    "/milestones": "时间节点",
    "/duties": "推动重点区域进城集镇安居",
    "/policies": "政策 1.",
    "/changes": "以来没有填报，也没有状态变化",
    "/documents": "年度总结",
    "/help": "写给专班办公室",
    "/projects?item=3": "项目 3.",
    "/indicators?item=1": "与目标的差距",
    "/milestones?item=5": "到期日",
    f"/duties?unit={UNIT}": f"{UNIT} 督办清单",
    "/item?id=task-26": "任务 26.",
}


def screen(browser: Browser, path: str) -> str:
    """Return what stands before Streamlit's root, without tags that load Streamlit."""
    return screen_of(browser.get(path))


def screen_with(browser: Browser, path: str, **query: str) -> str:
    """Return the same of a page with a query that is encoded as a browser would."""
    return screen_of(browser.get_with(path, **query))


def screen_of(answer: httpx.Response) -> str:
    assert answer.status_code == 200
    assert answer.headers["cache-control"] == "no-store"
    return answer.text[
        answer.text.index('id="first-screen"') : answer.text.index('<template id="later">')
    ]


def text_of(markup: str) -> str:
    """Return the words of a piece of HTML."""
    return html.unescape(re.sub(r"<[^>]+>", "", markup))


@pytest.mark.parametrize("path", SHOWING)
def test_each_view_has_its_first_screen(browser: Browser, path: str) -> None:
    with_day = f"{path}{'&' if '?' in path else '?'}{AS_OF}"

    shown = text_of(screen(browser, with_day))

    assert SHOWING[path] in shown
    assert "正在看2025年6月30日的情况" in shown


def test_the_first_screen_says_the_verdict_of_the_day_in_the_url(
    browser: Browser, store: Store
) -> None:
    then, now = (compose_verdict(cached_board(store, day)).text for day in (DAY, clock.today()))

    assert then in text_of(screen(browser, f"/?{AS_OF}"))
    assert now in text_of(screen(browser, "/"))
    assert then != now


def test_every_link_of_a_first_screen_is_about_the_same_day(browser: Browser) -> None:
    for path in SHOWING:
        shown = screen(browser, f"{path}{'&' if '?' in path else '?'}{AS_OF}&entered=true")
        links = [html.unescape(link) for link in re.findall(r'href="([^"]+)"', shown)]
        back = [link for link in links if "as_of" not in link]

        assert {urlsplit(link).path for link in back} <= {urlsplit(path).path, "/login"}
        kept = [parse_qs(urlsplit(link).query) for link in links if link not in back]
        assert all(query["as_of"] == [str(DAY)] for query in kept)
        assert all(query["entered"] == ["true"] for query in kept)


@pytest.mark.parametrize(
    "path", ["/item?id=nothing", "/?as_of=soon", "/reporting?as_of=soon", "/briefing?since=soon"]
)
def test_what_has_no_first_screen_is_left_to_the_page(browser: Browser, path: str) -> None:
    shown = screen(browser, path)

    assert 'class="page" ' not in shown
    assert "<main" not in shown
    assert ("总览" in shown) == ("briefing" not in path)


def test_somebody_of_a_unit_sees_first_what_is_due_of_their_own(
    browser: Browser, store: Store, zhang: str
) -> None:
    browser.log_in(zhang)
    board = cached_board(store, clock.today())
    rows = reports_due(board.led_by(people.UNIT), board.as_of)

    shown = screen(browser, f"/reporting?{AS_OF}")

    counted = f"可填报 {len(rows)} 项，其中 {count_due(rows)} 项需要填报"
    assert f"zhang本人（{people.UNIT}） {counted}" in text_of(shown)
    assert shown.count('<td class="state"') == min(count_due(rows), FIRST_ROWS)
    heading = round_of_unit(board, people.UNIT).words
    assert heading.startswith(f"{clock.today().month}月应报{count_due(rows)}项，")
    assert f"{people.UNIT} {heading}" in text_of(shown)
    assert f"填报（{count_due(rows)}）" in shown
    assert "只用于其他页面，不影响填报" in shown
    assert ">登录<" not in shown


def test_the_office_sees_first_what_is_due_of_the_unit_and_kind_in_the_url(
    browser: Browser, store: Store, join: Callable[..., str]
) -> None:
    browser.log_in(join("li", unit=None))
    board = cached_board(store, clock.today())
    own = [item for item in board.led_by(UNIT) if item.kind == "task"]

    shown = screen_with(browser, "/reporting", unit=UNIT, kind="任务", scope=ALL)

    assert f"可填报 {len(board.led_by(UNIT))} 项" in text_of(shown)
    assert shown.count('<td class="state"') == len(own) > 0
    assert screen_with(browser, "/reporting", scope=ALL).count('<td class="state"') == FIRST_ROWS


def test_the_month_of_all_units_is_seen_first_by_the_office_and_a_unit_sees_its_own_row(
    browser: Browser, browse: Callable[..., Browser], join: Callable[..., str], zhang: str
) -> None:
    asked = {"view": "office", "as_of": "2025-11-30"}
    browser.log_in(join("li", unit=None))

    shown = screen_with(browser, "/reporting", **asked)

    assert "11月应报" in text_of(shown)
    assert shown.count('<td class="unit"') > 20
    browser.log_in(zhang)
    own = screen_with(browser, "/reporting", **asked)
    assert own.count('<td class="unit"') == 1
    assert people.UNIT in own
    stranger = screen_with(browse(), "/reporting", **asked)
    assert "data-table" not in stranger
    assert "请先登录" in stranger


def test_a_stranger_to_the_page_of_reports_is_asked_to_log_in_and_led_back(
    browse: Callable[..., Browser],
) -> None:
    shown = screen(browse(), f"/reporting?{AS_OF}")

    assert "请先登录" in shown
    assert html.escape(f"/login?{urlencode({'next': f'/reporting?{AS_OF}'})}") in shown
    assert "data-table" not in shown
    # who an identity provider has logged in only Streamlit knows
    assert "请先登录" not in screen(browse(by_provider=True), "/reporting")


def test_the_page_of_accounts_shows_none_before_streamlit_has_checked_who_asks(
    browser: Browser, join: Callable[..., str], zhang: str
) -> None:
    def shown() -> str:
        page = screen(browser, "/accounts")
        assert "<h1>账号</h1>" in page
        return page[page.index("</header>") :]

    to_a_stranger = shown()
    browser.log_in(join("li", unit=None))

    assert shown() == to_a_stranger
    assert zhang not in to_a_stranger


@pytest.mark.parametrize(("theme", "look"), [("light", LIGHT), ("dark", DARK)])
def test_a_briefing_shows_first_the_slide_in_its_url_alone_on_the_screen(
    browser: Browser, theme: str, look: ChartTheme
) -> None:
    shown = screen(browser, f"/briefing?slide=3&theme={theme}&{AS_OF}")
    last = screen(browser, f"/briefing?slide=99&{AS_OF}")

    assert 'class="menu"' not in shown
    assert 'class="head"' not in shown
    (count,) = re.findall(r"<span>3 / (\d+)</span>", shown)
    assert "62.42亿元" in text_of(shown)
    assert f".slide {{ --ink: {look.ink};" in browser.get(f"/briefing?theme={theme}").text
    assert f"<span>{count} / {count}</span>" in last


def test_the_speaker_s_window_shows_first_the_notes_of_the_slide_in_its_url(
    browser: Browser,
) -> None:
    shown = text_of(screen(browser, f"/briefing?slide=3&notes=true&{AS_OF}"))

    assert "第3页，共" in shown
    assert "下一页：" in shown
    assert "怎么算的" in shown
    assert "None" not in shown


def test_a_stranger_is_shown_nothing_where_reading_needs_an_account(
    browse: Callable[..., Browser], monkeypatch: pytest.MonkeyPatch, zhang: str
) -> None:
    monkeypatch.setenv("KZDASH_READ", "login")

    by_password, by_provider = browse(), browse(by_provider=True)
    assert by_password.get("/").status_code == 303
    assert "亿元" not in screen(by_provider, "/")
    for path in ("/briefing?slide=2", "/reporting", "/accounts"):
        assert by_password.get(path).status_code == 303
        assert "<h1" not in screen(by_provider, path)
    by_password.log_in(zhang)
    assert "62.42亿元" in screen(by_password, "/")


def test_without_a_store_the_page_comes_without_a_first_screen(
    browser: Browser, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KZDASH_DATABASE_URL", f"sqlite:///{tmp_path}/none/none.db")

    assert 'class="page" ' not in screen(browser, "/")


def test_a_page_does_not_wait_for_a_board_that_takes_long(
    browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(first_screen, "PATIENCE_S", 0)

    assert 'class="page" ' not in screen(browser, "/")


@pytest.mark.parametrize("folder", ["", "/plain"])
def test_a_list_is_narrowed_as_the_url_says_and_its_items_keep_that(
    browser: Browser, folder: str
) -> None:
    asked = {"programme": "公共服务扩面提质工程", "q": "新建", "as_of": str(DAY)}
    shown = browser.get_with(f"{folder}/projects", **asked).text
    board = cached_board(identity.store(), DAY)

    fitting = projects_matching(board, "公共服务扩面提质工程", "新建")
    assert 0 < len(fitting) < len(board.projects)
    rows = re.findall(r'data-column="项目"[^>]*><a href="([^"]+)"', shown)
    queries = [parse_qs(urlsplit(html.unescape(row)).query) for row in rows]
    assert [query["item"] for query in queries] == [[str(item.number)] for item in fitting]
    assert all(query["q"] == ["新建"] for query in queries)


def test_a_board_that_fails_in_an_unforeseen_way_leaves_it_to_the_page_to_say_so(
    browser: Browser, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(first_screen, "requested_view", fail)

    assert 'class="page" ' not in screen(browser, "/")
    assert "a first screen failed" in caplog.text


def test_the_first_reader_of_today_waits_for_no_board_once_it_was_composed(
    browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise ZeroDivisionError

    first_screen.compose_todays_overview()
    monkeypatch.setattr(cache, "compute_board", fail)

    assert "62.42亿元" in screen(browser, "/")


def test_a_server_without_a_store_starts_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO", "kzdash")
    monkeypatch.setenv("KZDASH_DATABASE_URL", f"sqlite:///{tmp_path}/none/none.db")

    first_screen.compose_todays_overview()

    assert "总览 is not composed yet" in caplog.text
    assert "Traceback" not in caplog.text


def test_what_the_url_says_is_shown_as_text(browser: Browser) -> None:
    shown = browser.get_with("/duties", unit="<script>alert(1)</script>").text

    assert "<script>alert" not in shown


@pytest.mark.parametrize("path", [path for path in SHOWING if path != "/"])
def test_plain_pages_show_the_same_and_lead_to_plain_pages(browser: Browser, path: str) -> None:
    answer = browser.get(f"/plain{path}{'&' if '?' in path else '?'}{AS_OF}")

    assert answer.status_code == 200
    assert answer.headers["cache-control"] == "no-store"
    assert SHOWING[path] in text_of(answer.text)
    assert "<script" not in answer.text
    views = re.findall(r'href="/(?!plain/|print/|files/|briefing|login)[^"]*"', answer.text)
    assert views == []


def test_the_plain_briefing_has_every_slide(browser: Browser) -> None:
    shown = browser.get(f"/plain/briefing?{AS_OF}").text

    assert shown.count("<section>") > 6


@pytest.mark.parametrize(
    ("path", "status"), [("reporting", 404), ("nothing", 404), ("?as_of=x", 400)]
)
def test_a_page_that_is_not_plain_says_so(browser: Browser, path: str, status: int) -> None:
    answer = browser.get(f"/plain/{path}")

    assert answer.status_code == status
    assert 'role="alert"' in answer.text


def test_narrow_rules_hold_in_browsers_that_know_no_containers(browser: Browser) -> None:
    style = browser.get("/plain/projects").text

    assert "@container (max-width: 560px) {" in style
    assert "@supports not (container-type: inline-size) {\n@media" in style
    assert "@media (max-width: 608px) {" in style


def test_the_test_knows_every_page() -> None:
    named = {urlsplit(path).path.strip("/") for path in SHOWING} | {
        "briefing",
        "reporting",
        "accounts",
    }

    assert named == {"", *PAGES}
