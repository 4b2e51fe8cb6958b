"""What docs/deploy.md sets up: nginx, two replicas and PostgreSQL, in real browsers."""

from __future__ import annotations

import os
import re
import time
from typing import TYPE_CHECKING

import httpx
import psutil
import pytest
from playwright.sync_api import expect

from kzdash import accounts
from kzdash.store import Store
from tests import deployed
from tests.browser import reporting
from tests.browser.reporting import PASSWORD, REPORTED, WITHIN_5_S, Desk, choose, open_form, send
from tests.browser.waiting import SETTLED

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, BrowserContext, Page

    from tests.postgres import Cluster

DRAWN = 'kzdash_page_seconds_count{page="milestones"}'
pytestmark = pytest.mark.browser
SIGNATURE = re.compile(r"张三（区发展改革委） \d{4}年\d+月\d+日 \d\d:\d\d填报")
RECONNECTS_IN_S = 30


@pytest.fixture(scope="module")
def desk(
    cluster: Cluster,
    made_once_in_cluster: str,
    browser: Browser,  # none without a browser
) -> Iterator[Desk]:
    """A store in PostgreSQL with its people."""
    if deployed.nginx() is None:
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(deployed.HOW_TO_GET)
    with cluster.lent(like=made_once_in_cluster) as url:
        yield Desk(reporting.let_in(Store(url)), "")


@pytest.fixture(scope="module")
def site(desk: Desk, tmp_path_factory: pytest.TempPathFactory) -> Iterator[deployed.Site]:
    """Everything in deploy/, running."""
    with deployed.site(tmp_path_factory.mktemp("deployed"), desk.store.url) as running:
        yield running


def on_replica(browser: Browser, site: deployed.Site, port: int) -> BrowserContext:
    """A browser whose route leads to a replica."""
    context = browser.new_context(viewport=reporting.SIZE, locale="zh-CN", ignore_https_errors=True)
    route = {"name": "kzdash_route", "value": site.route_to(port), "url": site.address}
    context.add_cookies([route])
    return context


def log_in(page: Page, site: deployed.Site, name: str, path: str) -> None:
    page.goto(f"{site.address}/login?next={path}")
    page.get_by_label("账号").fill(name)
    page.get_by_label("密码").fill(PASSWORD)
    page.get_by_role("button", name="登录", exact=True).click()
    expect(page.get_by_test_id("stMain").locator("h1").first).to_be_visible()


def wait_until_measured(site: deployed.Site, port: int, name: str, least: float) -> None:
    end = time.monotonic() + RECONNECTS_IN_S
    while site.measured(port, name) < least:
        assert time.monotonic() < end, f"{name} of {port} is {site.measured(port, name)}"
        time.sleep(0.1)


@pytest.fixture
def own_site(desk: Desk, tmp_path: Path) -> Iterator[deployed.Site]:
    """Everything in deploy/, running, for a test that breaks some of it."""
    with deployed.site(tmp_path, desk.store.url) as running:
        yield running


def test_what_is_reported_through_one_replica_is_seen_on_the_other_which_takes_over_when_it_dies(
    browser: Browser, own_site: deployed.Site, desk: Desk
) -> None:
    site = own_site
    one, other = site.replicas
    staff, leader = (on_replica(browser, site, port).new_page() for port in (one, other))
    log_in(staff, site, "zhang", "/milestones")
    leader.goto(f"{site.address}/milestones")
    expect(leader.get_by_test_id("stMain").locator("h1").first).to_be_visible()
    assert [site.measured(port, "kzdash_sessions") for port in (one, other)] == [1, 1]

    form = open_form(staff, 4)
    choose(form, "推进中")
    send(form)

    expect(staff.get_by_text(REPORTED)).to_be_visible()
    expect(leader.get_by_text(SIGNATURE)).to_be_visible(timeout=WITHIN_5_S)

    leader.wait_for_function(SETTLED)
    drawn = site.measured(other, DRAWN)
    site.replicas[one].kill()
    # the browser goes to the other by itself, and is known there
    wait_until_measured(site, other, "kzdash_sessions", 2)
    wait_until_measured(site, other, DRAWN, drawn + 1)
    staff.wait_for_function(SETTLED)
    expect(staff.locator(".st-key-account")).to_be_visible()
    form = open_form(staff, 5)
    choose(form, "推进中")
    form.get_by_label("说明").fill("另一台上填的")
    send(form)

    expect(staff.get_by_text(REPORTED)).to_be_visible()
    assert desk.reports("milestone", 5) == [(1, "zhang", "in_progress", "另一台上填的")]
    accepted = 'kzdash_appends_total{outcome="accepted",what="reports"}'
    assert site.measured(other, accepted) == 1


def test_a_login_is_kept_from_whoever_listens_and_from_scripts(
    browser: Browser, site: deployed.Site
) -> None:
    context = browser.new_context(locale="zh-CN", ignore_https_errors=True)
    log_in(context.new_page(), site, "li", "/")

    flags = {
        cookie["name"]: (cookie["secure"], cookie["httpOnly"])
        for cookie in context.cookies()
        if cookie["name"].startswith("kzdash")
    }
    names = (accounts.COOKIE, accounts.device_cookie("li"), "kzdash_route")
    assert flags == dict.fromkeys(names, (True, True))


def test_every_cookie_stays_on_tls(site: deployed.Site) -> None:
    given = site.get("/_stcore/health").headers.get_list("set-cookie")

    assert len(given) > 1
    assert all("; secure" in cookie.lower() for cookie in given)


def test_a_browser_keeps_its_route(site: deployed.Site) -> None:
    first = site.get("/ready")
    route = first.cookies["kzdash_route"]

    again = site.get("/ready", cookie=f"kzdash_route={route}")

    assert re.fullmatch("[0-9a-f]{32}", route)
    assert "set-cookie" not in again.headers


def test_without_tls_there_is_only_the_way_to_it(site: deployed.Site) -> None:
    answer = httpx.get(f"{site.plain}/milestones?as_of=2025-06-30")

    assert answer.status_code == 308
    assert answer.headers["location"] == "https://localhost/milestones?as_of=2025-06-30"
    assert "max-age" in site.get("/").headers["strict-transport-security"]


@pytest.mark.parametrize("path", ["/_stcore/metrics", "/_stcore/agent/openapi.json"])
def test_what_nobody_outside_has_to_know_is_not_told(site: deployed.Site, path: str) -> None:
    assert site.get(path).status_code == 404


def test_an_answer_asks_for_tls_from_then_on_and_tells_no_version(site: deployed.Site) -> None:
    answer = site.get("/login")

    assert answer.headers["strict-transport-security"] == "max-age=31536000; includeSubDomains"
    assert answer.headers["server"] == "nginx"


def test_scripts_come_compressed(site: deployed.Site) -> None:
    scripts = re.findall(r'src="\./(static/js/[^"]+\.js)"', site.get("/").text)
    answer = site.get(f"/{scripts[0]}", accept_encoding="gzip")

    assert answer.headers["content-encoding"] == "gzip"


def test_replicas_listen_to_this_machine_alone(site: deployed.Site) -> None:
    listening = {
        connection.laddr.ip
        for process in site.replicas.values()
        for connection in psutil.Process(process.pid).net_connections()
        if connection.status == psutil.CONN_LISTEN
    }

    assert listening == {"127.0.0.1"}


def test_what_a_visitor_claims_of_themselves_does_not_count(site: deployed.Site) -> None:
    port = next(iter(site.replicas))
    claim = {"x-forwarded-proto": "https"}

    li = {"name": "li", "password": PASSWORD}
    url = f"http://127.0.0.1:{port}/login"

    direct, trusted = httpx.post(url, data=li), httpx.post(url, data=li, headers=claim)
    through = site.log_in("li", PASSWORD, x_forwarded_proto="http")

    assert "secure" not in direct.headers["set-cookie"].lower()
    assert "secure" in trusted.headers["set-cookie"].lower()
    (login,) = [
        cookie
        for cookie in through.headers.get_list("set-cookie")
        if cookie.startswith(accounts.COOKIE)
    ]
    assert "secure" in login.lower()
