"""Logging in and out in real browsers: in one tab, for every page, ended everywhere at once."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Page, expect

from kzdash import accounts
from kzdash.runtime import clock, config
from kzdash.store import Store
from tests import people, serving
from tests.browser import contexts
from tests.browser.reporting import unfold
from tests.browser.test_pages import KNOWN, LATIN
from tests.browser.waiting import SETTLED
from tests.provider import provider

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, BrowserContext, Locator

pytestmark = pytest.mark.browser
ONE_TIME = re.compile(r"one-time password (\S+)")
SIZES = [(1920, 1080), (1366, 768), (390, 844)]
LOG_OUT, EVERYWHERE = "退出登录", "在所有设备退出"
EXPANDER = {"keyboard", "arrow", "right"}  # its icon


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the server of this file keeps its store and its log."""
    return tmp_path_factory.mktemp("login")


@pytest.fixture(scope="module")
def board(browser: Browser, folder: Path) -> Iterator[str]:  # no server without a browser
    """The address of a server with its own store."""
    with serving.dashboard(config.sqlite_url(folder / "plan.db"), folder / "log") as served:
        yield served


@pytest.fixture(scope="module")
def store(board: str, folder: Path) -> Store:  # the server makes it
    """The store of that server."""
    return Store(config.sqlite_url(folder / "plan.db"))


@pytest.fixture
def open_context(browser: Browser) -> Callable[[], BrowserContext]:
    """Open a browser of somebody's own."""
    return partial(contexts.lend, browser)


@pytest.fixture
def page(open_context: Callable[[], BrowserContext]) -> Page:
    opened = open_context().new_page()
    opened.set_viewport_size({"width": 1366, "height": 768})
    return opened


def fill(page: Page, name: str, password: str) -> None:
    page.get_by_label("账号").fill(name)
    page.get_by_label("密码").fill(password)
    page.get_by_role("button", name="登录").click()


def log_in(page: Page, address: str, name: str, path: str = "/") -> None:
    page.goto(f"{address}/login?next={path}")
    fill(page, name, people.PASSWORD)
    expect(account(page)).to_be_visible()


def header(page: Page) -> Locator:
    """The row beneath the menu."""
    return page.locator(".st-key-header")


def account(page: Page) -> Locator:
    """What opens the menu of whoever is logged in."""
    return header(page).locator(".st-key-account").get_by_role("button")


def log_out(page: Page, button: str = LOG_OUT) -> None:
    account(page).click()
    page.get_by_role("button", name=button).click()


def heading(page: Page) -> str:
    return page.get_by_test_id("stMain").locator("h1").first.inner_text()


def test_a_log_in_leads_back_to_the_page_in_the_same_tab_and_survives_a_reload(
    page: Page, board: str, store: Store
) -> None:
    people.join(store, clock.now(), "chen")
    page.goto(f"{board}/milestones?as_of=2025-06-30")

    header(page).get_by_role("link", name="登录").click()
    expect(page).to_have_url(re.compile(r"/login\?next="))
    fill(page, "chen", people.PASSWORD)

    expect(page).to_have_url(re.compile(r"/milestones\?as_of=2025-06-30$"))
    expect(account(page)).to_have_text(re.compile("chen本人"))
    page.reload()
    account(page).click()
    expect(page.get_by_text("chen本人（区水利局）")).to_be_visible()
    assert len(page.context.pages) == 1


def test_logging_out_everywhere_is_seen_by_other_browsers_and_an_old_cookie_is_worth_nothing(
    open_context: Callable[[], BrowserContext], board: str, store: Store
) -> None:
    people.join(store, clock.now(), "deng")
    desk, phone = open_context(), open_context()
    here, there = desk.new_page(), phone.new_page()
    log_in(here, board, "deng")
    log_in(there, board, "deng", "/milestones")
    kept = desk.cookies()

    log_out(here, EVERYWHERE)

    login = header(there).get_by_role("link", name="登录")
    expect(login).to_be_visible()
    expect(header(here).get_by_role("link", name="登录")).to_be_visible()
    thief = open_context()
    thief.add_cookies(kept)
    stolen = thief.new_page()
    stolen.goto(board)
    expect(header(stolen).get_by_role("link", name="登录")).to_be_visible()
    expect(account(stolen)).to_have_count(0)


def test_the_first_account_s_password_is_on_the_terminal_alone_and_must_be_changed(
    page: Page, board: str, folder: Path
) -> None:
    (given,) = ONE_TIME.findall((folder / "log").read_text())
    assert all(given.encode() not in file.read_bytes() for file in folder.glob("plan.db*"))

    page.goto(f"{board}/login")
    fill(page, accounts.OFFICE, given)
    expect(page).to_have_url(re.compile(f"^{re.escape(board)}/password"))
    page.get_by_label("一次性密码").fill(given)
    page.get_by_label("新密码", exact=True).fill(people.PASSWORD)
    page.get_by_label("再次输入新密码").fill(people.PASSWORD)
    page.get_by_role("button", name="修改密码").click()

    expect(account(page)).to_be_visible()
    assert "一次性密码" not in page.get_by_test_id("stMain").inner_text()


def test_the_office_adds_an_account_resets_and_disables_it(
    page: Page, open_context: Callable[[], BrowserContext], board: str, store: Store
) -> None:
    people.join(store, clock.now(), "keeper", unit=None)
    log_in(page, board, "keeper", "/accounts")
    main = page.get_by_test_id("stMain")
    expect(main.get_by_role("heading", name="账号", exact=True)).to_be_visible()

    added = page.get_by_role("button", name="添加账号")
    form = page.get_by_test_id("stForm").filter(has=added)
    form.get_by_label("账号").fill("a b")
    form.get_by_label("姓名").fill("李四")
    form.get_by_label("单位").fill("水利")
    page.get_by_role("option", name="区水利局").click()
    form.get_by_role("button", name="添加账号").click()
    expect(main.get_by_text("账号名应为2至64个字")).to_be_visible()
    expect(form.get_by_label("姓名")).to_have_value("李四")
    form.get_by_label("账号").fill("lisi")
    form.get_by_role("button", name="添加账号").click()

    first = main.locator("code").inner_text()
    other = open_context().new_page()
    other.goto(f"{board}/login")
    fill(other, "lisi", first)
    expect(other).to_have_url(f"{board}/password?next=%2Freporting")

    page.get_by_role("button", name="已记下，不再显示").click()
    expect(main.locator("code")).to_have_count(0)
    # what is typed while the page still runs is gone with the list that it opened
    page.wait_for_function(SETTLED)
    main.get_by_test_id("stSelectbox").last.locator("input").fill("lisi")
    page.get_by_role("option", name="lisi（李四）").click()
    page.get_by_role("button", name="重置密码", exact=True).click()
    page.get_by_role("button", name="确认重置密码").click()
    expect(main.locator("code")).not_to_have_text(first)
    page.get_by_role("button", name="停用账号", exact=True).click()
    page.get_by_role("button", name="确认停用账号").click()
    expect(page.get_by_role("button", name="停用账号", exact=True)).to_be_disabled()
    assert {account.name: account.disabled for account in store.accounts()}["lisi"]
    password = main.locator("code").inner_text()
    words = set(LATIN.findall(main.inner_text().replace(password, "")))
    assert words - KNOWN == {"lisi", "keeper", *EXPANDER}


def test_a_pasted_list_becomes_slips_and_each_logs_in_as_it_is_typed_from_paper(
    page: Page, open_context: Callable[[], BrowserContext], board: str, store: Store
) -> None:
    # a second try finds the account of the first
    name = people.join(store, clock.now(), f"lister{len(store.accounts())}", unit=None)
    log_in(page, board, name, "/accounts")
    main = page.get_by_test_id("stMain")
    unfold(main.get_by_text("按名单开设账号"))
    main.get_by_label("每行一人").fill("单位\t姓名\t电话\n区水利局\t孙大\t138\n区财政局\t李四\t139")
    main.get_by_role("button", name="试算名单").click()
    main.get_by_role("button", name="开设2个账号").click()

    slips = main.locator(".account-slips section")
    expect(slips).to_have_count(2)
    expect(slips.first).to_contain_text(f"网址{board}")
    account_name, given = slips.first.locator("dd b").all_inner_texts()
    # what is printed is the slips alone
    page.evaluate("window.print = () => dispatchEvent(new Event('beforeprint'))")
    main.get_by_role("button", name="打印条子").click()
    page.emulate_media(media="print")
    expect(page.locator("body > .slips-sheet section").last).to_be_visible()
    expect(page.locator("#root")).to_be_hidden()
    page.emulate_media(media="screen")
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    expect(page.locator("body > .slips-sheet")).to_have_count(0)
    main.get_by_role("button", name="已打印，不再显示").click()
    expect(slips).to_have_count(0)
    page.reload()
    expect(main.get_by_role("button", name="添加账号")).to_be_visible()
    assert given not in page.content()

    typed = given.replace("-", "").lower()
    other = open_context().new_page()
    other.goto(f"{board}/login")
    fill(other, account_name, typed)
    expect(other).to_have_url(f"{board}/password?next=%2Freporting")
    other.get_by_label("一次性密码").fill(typed)
    other.get_by_label("新密码", exact=True).fill(people.PASSWORD)
    other.get_by_label("再次输入新密码").fill(people.PASSWORD)
    other.get_by_role("button", name="修改密码").click()
    expect(account(other)).to_have_text(re.compile("孙大"))


def test_accounts_are_kept_by_the_office_alone(page: Page, board: str, store: Store) -> None:
    people.join(store, clock.now(), "fang")

    log_in(page, board, "fang", "/accounts")

    main = page.get_by_test_id("stMain")
    expect(main.get_by_text("账号由专班办公室管理")).to_be_visible()
    expect(main.get_by_test_id("stForm")).to_have_count(0)
    expect(main.get_by_test_id("stDataFrame")).to_have_count(0)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("path", ["/login", "/password"])
def test_the_pages_before_the_pages_fit_every_screen(
    page: Page, board: str, store: Store, path: str, size: tuple[int, int]
) -> None:
    name = people.join(store, clock.now(), f"geng{size[0]}{path[1]}")
    page.set_viewport_size({"width": size[0], "height": size[1]})
    if path == "/password":
        log_in(page, board, name)

    page.goto(f"{board}{path}")

    expect(page.get_by_role("heading")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= size[0]
    assert page.evaluate("document.documentElement.scrollHeight") <= size[1]


def test_where_reading_needs_an_account_nothing_is_shown_before(
    page: Page, open_context: Callable[[], BrowserContext], tmp_path: Path
) -> None:
    url = config.sqlite_url(tmp_path / "plan.db")
    with serving.dashboard(url, tmp_path / "log", KZDASH_READ="login") as address:
        people.join(Store(url), clock.now(), "hong")
        page.goto(f"{address}/projects?as_of=2025-06-30")
        expect(page.get_by_text("查看本看板需要账号")).to_be_visible()
        assert "亿元" not in page.content()

        fill(page, "hong", people.PASSWORD)
        expect(page).to_have_url(re.compile(r"/projects\?as_of=2025-06-30$"))
        expect(page.get_by_test_id("stMain").locator("h1").first).to_have_text("项目投资")

        other = open_context().new_page()
        log_in(other, address, "hong")
        log_out(other, EVERYWHERE)
        expect(page.get_by_text("请先登录。")).to_be_visible()
        expect(page.get_by_test_id("stPlotlyChart")).to_have_count(0)
        assert "亿元" not in page.get_by_test_id("stApp").inner_text()
        with page.expect_navigation(url=re.compile(r"/login\?next=")):
            page.reload()


def test_an_identity_provider_logs_in_by_e_mail(page: Page, tmp_path: Path) -> None:
    url = config.sqlite_url(tmp_path / "plan.db")
    port = serving.free_port()
    command = ["-m", "kzdash", "serve", "--host", "127.0.0.1", "--port", str(port)]
    kept = tmp_path / ".streamlit" / "secrets.toml"
    kept.parent.mkdir()
    with provider() as given:
        kept.write_text(given.secrets(f"http://127.0.0.1:{port}"), "utf-8")
        environment = {"KZDASH_DATABASE_URL": url, "HOME": str(tmp_path)}
        with serving.server(command, port, tmp_path / "log", environment) as address:
            assert not ONE_TIME.search((tmp_path / "log").read_text())
            people.join(Store(url), clock.now(), "jiang", email="jiang@example.cn")

            enter(page, address, "Jiang@Example.cn")
            account(page).click()
            expect(page.get_by_text("jiang本人（区水利局）")).to_be_visible()
            expect(page.get_by_role("link", name="修改密码")).to_have_count(0)
            page.goto(f"{address}/login")
            expect(page).to_have_url(f"{address}/")
            log_out(page)
            expect(header(page).get_by_role("button", name="登录", exact=True)).to_be_visible()
            assert given.ended == 1

            for email, verified in (("nobody@example.cn", True), ("jiang@example.cn", False)):
                page.context.clear_cookies()  # somebody else comes
                enter(page, address, email, verified=verified)
                said = page.get_by_test_id("stAlert")
                expect(said).to_contain_text("没有对应的账号，不能填报")
                expect(page.get_by_test_id("stMain").locator("h1").first).to_be_visible()


def enter(page: Page, address: str, email: str, *, verified: bool = True) -> None:
    """Log in by the provider's form."""
    page.goto(address)
    header(page).get_by_role("button", name="登录", exact=True).click()
    page.locator("[name=email]").fill(email)
    page.locator("[name=verified]").set_checked(verified)
    page.get_by_role("button", name="确定").click()
    page.wait_for_url(f"{address}/**")
