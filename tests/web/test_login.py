"""The log-in page opens with the right password alone and says in Chinese why not."""

from __future__ import annotations

import asyncio
import re
import sqlite3
import threading
from contextlib import closing
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from kzdash import accounts
from kzdash.domain.models import Role
from kzdash.errors import StoreCorruptError, StoreLockedError, StoreMissingError, chinese
from kzdash.runtime import clock
from kzdash.store.engines import sqlite
from kzdash.web import client_address, login_limits
from tests.people import NEW, PASSWORD, UNIT, join

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable
    from pathlib import Path

    import httpx

    from kzdash.store import Store
    from tests.people import Watched
    from tests.web.conftest import Browser

    Browse = Callable[..., Browser]

MARKUP = re.compile(r"<style>.*?</style>|<!.*?>|<[^>]*>", re.DOTALL)
PROBLEM = re.compile(r'role="alert">([^<]*)<')
FORM_TYPE = {"content-type": "application/x-www-form-urlencoded"}


def problem(answer: httpx.Response) -> str:
    found = PROBLEM.search(answer.text)
    return found[1] if found else ""


def set_cookie(answer: httpx.Response, name: str) -> str:
    return next(line for line in answer.headers.get_list("set-cookie") if line.startswith(name))


@pytest.mark.parametrize("path", ["/login", "/password", "/logout"])
def test_login_and_password_pages_are_chinese_and_not_cached(
    browser: Browser, zhang: str, path: str
) -> None:
    browser.log_in(zhang) if path != "/login" else None

    answer = browser.get(path)

    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["content-security-policy"]
    assert 'lang="zh-CN"' in answer.text
    assert re.findall(r"[A-Za-z]+", MARKUP.sub(" ", answer.text).replace("zhang本人", "")) == []
    assert "小县大城" in answer.text


def test_the_login_page_names_the_office_s_telephone_if_the_settings_do(
    browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    without = browser.get("/login").text
    monkeypatch.setenv("KZDASH_OFFICE_PHONE", " 023-52238888转8012、52238889 ")

    assert "请联系专班办公室</span>" in without
    assert "请联系专班办公室：023-52238888转8012、52238889</span>" in browser.get("/login").text


def test_the_right_password_redirects_and_sets_a_session_cookie(
    browser: Browser, zhang: str, store: Store
) -> None:
    answer = browser.send("/login?next=/milestones?as_of=2025-06-30", name=zhang, password=PASSWORD)

    assert (answer.status_code, answer.headers["location"]) == (303, "/milestones?as_of=2025-06-30")
    cookie = set_cookie(answer, accounts.COOKIE)
    assert {part.strip().lower() for part in cookie.split(";")[1:]} == {
        "httponly",
        "path=/",
        "samesite=lax",
    }
    assert browser.login is not None
    me = accounts.user_of_token(store, browser.login, clock.now(), touch=False)
    assert me is not None
    assert me.name == zhang


@pytest.mark.parametrize(
    ("unit", "came_from", "leads"),
    [
        (UNIT, "/login", "/reporting"),
        (UNIT, "/login?next=/", "/reporting"),
        (UNIT, "/login?next=/projects?item=3", "/projects?item=3"),
        (None, "/login", "/reporting?view=office"),
        (None, "/login?next=/projects?item=3", "/projects?item=3"),
    ],
)
def test_a_login_leads_to_what_is_to_be_reported_or_back_to_its_page(
    browser: Browser, store: Store, unit: str | None, came_from: str, leads: str
) -> None:
    name = join(store, clock.now(), "wei", unit)

    answer = browser.send(came_from, name=name, password=PASSWORD)

    assert (answer.status_code, answer.headers["location"]) == (303, leads)


def test_cookies_are_secure_over_https(browse: Browse, zhang: str) -> None:
    browser = browse("https://board")

    given = browser.log_in(zhang).headers.get_list("set-cookie")

    assert len(given) == 2
    assert all("; secure" in cookie.lower() for cookie in given)


def test_showing_a_form_sets_no_cookie(browser: Browser) -> None:
    assert "set-cookie" not in browser.get("/login").headers


def test_a_logged_in_user_is_redirected_from_the_login_page(browser: Browser, zhang: str) -> None:
    browser.log_in(zhang)

    answer = browser.get("/login?next=/projects")

    assert (answer.status_code, answer.headers["location"]) == (303, "/projects")


def test_a_one_time_password_redirects_to_the_password_page(browser: Browser, store: Store) -> None:
    given = accounts.add_account(store, "new", "新", Role.UNIT, UNIT, None, clock.now(), by=None)

    answer = browser.send("/login?next=/projects", name="new", password=given)

    assert answer.status_code == 303
    assert answer.headers["location"] == "/password?next=%2Fprojects"
    assert "一次性密码" in browser.get(answer.headers["location"]).text


@pytest.mark.parametrize("name", ["zhang", "nobody", ""])
def test_login_failure_does_not_reveal_whether_the_account_exists(
    browser: Browser, zhang: str, name: str
) -> None:
    assert zhang
    answer = browser.send("/login", name=name, password="no such password")

    assert answer.status_code == 401
    assert problem(answer).startswith("账号或密码不对")
    assert f'value="{name}"' in answer.text
    assert "no such password" not in answer.text
    assert browser.login is None


def test_the_typed_name_is_escaped(browser: Browser) -> None:
    answer = browser.send("/login", name='"><script>alert(1)</script>', password="x")

    assert "<script>alert" not in answer.text
    assert "&lt;script&gt;alert(1)" in answer.text


def test_a_delayed_login_says_how_long_to_wait(browser: Browser, zhang: str) -> None:
    for _ in range(5):
        browser.log_in(zhang, "wrong")

    answer = browser.log_in(zhang)

    assert answer.status_code == 429
    assert "请1分钟后再试" in problem(answer)
    assert 50 <= int(answer.headers["retry-after"]) <= 60
    assert browser.login is None


@pytest.mark.parametrize("path", ["/login", "/password", "/logout"])
@pytest.mark.parametrize(
    "headers",
    [
        {"sec-fetch-site": "cross-site", "origin": "http://board"},
        {"origin": "http://evil.example"},
    ],
)
def test_a_cross_site_form_is_refused(
    browse: Browse, zhang: str, path: str, headers: dict[str, str]
) -> None:
    browser = browse()
    browser.log_in(zhang)
    before = browser.login
    fields = {"name": zhang, "password": PASSWORD, "old": PASSWORD, "new": NEW, "again": NEW}

    answer = browser.post(path, data=fields, headers=headers)

    assert answer.status_code == 403
    assert "没有提交" in problem(answer)
    assert browser.login == before
    assert browser.get("/password").status_code == 200


def test_password_fields_have_no_maximum_length(browser: Browser, zhang: str) -> None:
    browser.log_in(zhang)
    fields = re.findall(r"<input[^>]* type=\"password\"[^>]*>", browser.get("/password").text)

    assert len(fields) == 3
    assert not any("maxlength" in field for field in fields)
    answer = browser.send("/password", old=PASSWORD, new="长" * 129, again="长" * 129)
    assert "新密码太长" in answer.text


@pytest.mark.slow
@pytest.mark.parametrize(
    ("asked", "leads"),
    [
        ("/projects?item=3&as_of=2025-06-30", "/projects?item=3&as_of=2025-06-30"),
        (
            "/projects?programme=公共服务",
            "/projects?programme=%E5%85%AC%E5%85%B1%E6%9C%8D%E5%8A%A1",
        ),
        ("", "/"),
        ("projects", "/"),
        ("//elsewhere.example", "/"),
        ("/\\elsewhere.example", "/"),
        ("/projects\\..", "/"),
        ("https://elsewhere.example/", "/"),
        ("javascript:alert(1)", "/"),
        ("\\\\elsewhere.example", "/"),
        ("/\t/elsewhere.example", "/"),
        ("/\n/elsewhere.example", "/"),
        ("\t//elsewhere.example", "/"),
        (" //elsewhere.example", "/"),
        ("/x\r\nset-cookie: a=b", "/"),
        ("/" + "x" * 3000, "/"),
    ],
)
def test_login_never_redirects_to_another_server(
    browser: Browser, zhang: str, asked: str, leads: str
) -> None:
    browser.log_in(zhang)

    answer = browser.get_with("/login", next=asked)

    assert (answer.status_code, answer.headers["location"]) == (303, leads)


@pytest.mark.slow
@pytest.mark.parametrize("path", ["/login", "/password", "/logout"])
@pytest.mark.parametrize(
    ("content", "headers", "status"),
    [
        (b"name=" + b"x" * 20_000, FORM_TYPE, 413),
        (b"&".join(b"name=x" for _ in range(50)), FORM_TYPE, 400),
        (b'{"name": "zhang"}', {"content-type": "application/json"}, 400),
        (b"name=zhang", {}, 400),
        (b"--x\r\n\r\n\r\n--x--", {"content-type": "multipart/form-data; boundary=x"}, 400),
    ],
)
def test_a_malformed_form_is_refused_with_a_sentence(
    browser: Browser, zhang: str, path: str, content: bytes, headers: dict[str, str], status: int
) -> None:
    browser.log_in(zhang)

    answer = browser.post(path, content=content, headers=headers)

    assert answer.status_code == status
    assert problem(answer)
    assert browser.get("/password").status_code == 200


@pytest.mark.parametrize(
    "content", [b"", b"name&&=;password", b"name=%ff%fe&password=%", b"name=\xff\xfe&x=%"]
)
def test_incomplete_or_odd_forms_log_nobody_in(browser: Browser, content: bytes) -> None:
    answer = browser.post("/login", content=content, headers=FORM_TYPE)

    assert answer.status_code == 401
    assert problem(answer)


def test_a_form_that_is_too_long_is_not_read_to_its_end(
    browser: Browser, runner: asyncio.Runner
) -> None:
    sent = 0

    async def endless() -> AsyncIterator[bytes]:
        nonlocal sent
        while sent < 1_000_000:
            sent += 1000
            yield b"name=" + b"x" * 995

    login = browser.client.post("/login", content=endless(), headers=FORM_TYPE)
    answer = runner.run(login)

    assert answer.status_code == 413
    assert "太长" in problem(answer)
    assert sent < 20_000


def damage(file: Path) -> None:
    file.write_bytes("这不是数据库".encode() * 500)


@pytest.mark.parametrize("path", ["/login", "/password", "/logout"])
@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize(
    ("harm", "error"),
    [(damage, StoreCorruptError), (lambda file: file.unlink(), StoreMissingError)],
)
def test_a_failing_store_is_reported_in_a_sentence(
    browser: Browser,
    zhang: str,
    file: Path,
    path: str,
    method: str,
    harm: Callable[[Path], None],
    error: type,
) -> None:
    browser.log_in(zhang)
    fields = {"name": "x", "password": "x"}
    harm(file)

    answer = browser.post(path, data=fields) if method == "post" else browser.get(path)

    if (path, method) == ("/logout", "get"):
        assert answer.status_code == 405
    else:
        assert answer.status_code == 503
        assert problem(answer) == chinese.SENTENCES[error].replace("`", "")


def test_a_locked_store_is_reported(
    browser: Browser, zhang: str, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sqlite, "BUSY_TIMEOUT_MS", 50)
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")

        answer = browser.log_in(zhang)

    assert answer.status_code == 503
    assert problem(answer) == chinese.SENTENCES[StoreLockedError]
    assert f'value="{zhang}"' in answer.text


def test_verifying_a_password_does_not_block_other_requests(
    browser: Browser, zhang: str, hasher: Watched, runner: asyncio.Runner
) -> None:
    begun, go_on = threading.Event(), threading.Event()

    def hold() -> None:
        begun.set()
        go_on.wait(30)

    hasher.meanwhile = hold

    async def both() -> tuple[httpx.Response, httpx.Response]:
        fields = {"name": zhang, "password": PASSWORD}
        login = asyncio.ensure_future(browser.client.post("/login", data=fields))
        await asyncio.to_thread(begun.wait, 30)
        beside = await browser.client.get("/words.js")
        assert not login.done()
        go_on.set()
        return await login, beside

    login, beside = runner.run(both())

    assert (login.status_code, beside.status_code) == (303, 200)


def test_a_password_is_changed_and_the_other_logins_end(browse: Browse, zhang: str) -> None:
    desk, phone = browse(), browse()
    desk.log_in(zhang)
    phone.log_in(zhang)

    answer = desk.send("/password?next=/projects", old=PASSWORD, new=NEW, again=NEW)

    assert (answer.status_code, answer.headers["location"]) == (303, "/projects")
    assert desk.get("/password").status_code == 200
    assert phone.get("/password").headers["location"] == "/login?next=%2Fpassword"
    assert phone.log_in(zhang).status_code == 401
    assert phone.log_in(zhang, NEW).status_code == 303


@pytest.mark.parametrize(
    ("fields", "status", "words"),
    [
        ({"old": "wrong", "new": NEW, "again": NEW}, 401, "原密码不对"),
        ({"old": PASSWORD, "new": NEW, "again": "other"}, 400, "两次输入的新密码不一致"),
        ({"old": PASSWORD, "new": "short", "again": "short"}, 400, "至少10个字符"),
        ({"old": PASSWORD, "new": PASSWORD, "again": PASSWORD}, 400, "不能与原密码相同"),
        ({"old": PASSWORD, "new": "x" * 10, "again": "x" * 10}, 400, "同一个字符"),
        ({"old": PASSWORD, "new": "长" * 129, "again": "长" * 129}, 400, "最多128个字符"),
        ({}, 400, "至少10个字符"),
    ],
)
def test_an_unacceptable_new_password_is_refused_with_its_reason(
    browse: Browse, zhang: str, fields: dict[str, str], status: int, words: str
) -> None:
    browser = browse()
    browser.log_in(zhang)
    before = browser.login

    answer = browser.send("/password", **fields)

    assert answer.status_code == status
    assert words in problem(answer)
    assert browser.login == before
    assert browse().log_in(zhang).status_code == 303


def test_guesses_at_the_old_password_are_throttled_too(browser: Browser, zhang: str) -> None:
    browser.log_in(zhang)
    for _ in range(5):
        browser.send("/password", old="wrong", new=NEW, again=NEW)

    answer = browser.send("/password", old=PASSWORD, new=NEW, again=NEW)

    assert answer.status_code == 429


def test_the_password_page_asks_to_log_in_first_and_leads_back(browser: Browser) -> None:
    answer = browser.get("/password?next=/projects")

    assert answer.status_code == 303
    assert answer.headers["location"] == "/login?next=%2Fpassword%3Fnext%3D%252Fprojects"


def test_logging_out_ends_this_browser_s_login_alone_and_deletes_the_cookie(
    browse: Browse, zhang: str, store: Store
) -> None:
    desk, phone = browse(), browse()
    desk.log_in(zhang)
    phone.log_in(zhang)
    old = desk.login
    assert old is not None

    answer = desk.send("/logout")

    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    assert desk.login is None
    assert accounts.user_of_token(store, old, clock.now(), touch=False) is None
    assert phone.get("/password").status_code == 200


def test_a_cookie_from_before_the_log_out_logs_nobody_in(browse: Browse, zhang: str) -> None:
    browser = browse()
    browser.log_in(zhang)
    old = browser.login
    browser.send("/logout")

    thief = browse()
    thief.client.cookies.set(accounts.COOKIE, old or "", "board")

    assert thief.get("/password").status_code == 303


def test_a_get_request_logs_nobody_out(browser: Browser, zhang: str) -> None:
    browser.log_in(zhang)

    answer = browser.get("/logout")

    assert (answer.status_code, answer.headers["allow"]) == (405, "POST")
    assert browser.get("/password").status_code == 200


def test_an_idle_login_has_ended(browser: Browser, zhang: str, store: Store) -> None:
    long_ago = clock.now() - accounts.IDLE - timedelta(seconds=1)
    token = accounts.log_in(store, zhang, PASSWORD, long_ago)
    browser.client.cookies.set(accounts.COOKIE, token, "board")

    assert browser.get("/password").status_code == 303
    assert browser.get("/login").status_code == 200


def test_the_known_browser_cookie_is_sent_to_the_login_page_alone(
    browser: Browser, zhang: str, store: Store
) -> None:
    answer = browser.log_in(zhang)

    (told,) = [
        one for one in answer.headers.get_list("set-cookie") if one.startswith("kzdash_device_")
    ]
    assert "HttpOnly" in told
    assert "Path=/login;" in told
    assert "SameSite=strict" in told
    assert zhang not in told
    given = told.split("=", 1)[1].split(";")[0]
    assert accounts.is_known_browser(store, zhang, given)


@pytest.mark.slow
def test_guesses_from_one_address_are_limited_but_its_known_browsers_log_in(
    browse: Callable[..., Browser], zhang: str, hasher: Watched
) -> None:
    mine, stranger = browse(), browse()
    mine.log_in(zhang)
    for turn in range(login_limits.MAX_GUESSES):
        assert stranger.log_in(f"name{turn}", "wrong").status_code == 401
    before = hasher.verified

    refused = stranger.log_in(zhang)

    assert refused.status_code == 429
    assert refused.headers["retry-after"] == "60"
    assert "试错密码的次数太多" in refused.text
    assert hasher.verified == before
    mine.client.cookies.delete(accounts.COOKIE)
    assert mine.log_in(zhang).status_code == 303


@pytest.mark.parametrize(
    ("one", "another", "same"),
    [
        ("2001:db8::1", "2001:db8::ffff:2", True),
        ("2001:db8::1", "2001:db8:0:1::1", False),
        ("::ffff:10.0.0.1", "10.0.0.1", True),
        ("::ffff:10.0.0.1", "::ffff:10.0.0.2", False),
        ("fe80::1%eth0", "fe80::2%eth0", True),
        ("10.0.0.1", "10.0.0.2", False),
    ],
)
def test_ipv6_addresses_are_limited_by_subscriber(one: str, another: str, *, same: bool) -> None:
    assert (
        client_address.counted_address((one, 1)) == client_address.counted_address((another, 2))
    ) is same


def test_correct_logins_do_not_count_towards_the_address_limit(
    browse: Callable[..., Browser], zhang: str
) -> None:
    assert {browse().log_in(zhang).status_code for _ in range(login_limits.MAX_GUESSES + 2)} == {
        303
    }
