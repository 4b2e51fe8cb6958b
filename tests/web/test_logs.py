"""What happens before the pages is in the log, and no password is; an error has its number."""

from __future__ import annotations

import logging
import re
from typing import TYPE_CHECKING

from kzdash.runtime import logs
from kzdash.web.views import login
from tests.people import NEW, PASSWORD

if TYPE_CHECKING:
    import pytest

    from tests.web.conftest import Browser


def written(caplog: pytest.LogCaptureFixture) -> list[str]:
    lines = logs.JsonFormatter()
    return [lines.format(record) for record in caplog.records if record.name == "kzdash"]


def test_login_and_logout_are_logged_with_one_session_number_and_no_password(
    browser: Browser, zhang: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "kzdash")
    browser.log_in(zhang, "no such password")
    browser.log_in(PASSWORD, zhang)  # the one in the other's place
    browser.log_in(zhang)
    token = browser.login or ""
    browser.send("/logout")

    lines = written(caplog)
    assert [re.findall(r'"event": "([^"]*)"', line)[0] for line in lines] == [
        "log-in refused",
        "log-in refused",
        "logged in",
        "logged out",
    ]
    assert all(f'"session": "{logs.log_number(token)}"' in line for line in lines[2:])
    assert not [line for line in lines for secret in (PASSWORD, "no such", token) if secret in line]


def test_a_password_change_is_logged_without_either_password(
    browser: Browser, zhang: str, caplog: pytest.LogCaptureFixture
) -> None:
    browser.log_in(zhang)
    caplog.set_level(logging.INFO, "kzdash")

    browser.send("/password", old="wrong one, this", new=NEW, again=NEW)
    browser.send("/password", old=PASSWORD, new=NEW, again=NEW)

    lines = written(caplog)
    assert ['"password not changed"' in lines[0], '"password changed"' in lines[1]] == [True, True]
    assert not [line for line in lines for secret in (PASSWORD, NEW, "wrong") if secret in line]


def test_an_unexpected_error_page_shows_the_number_in_the_log(
    browser: Browser, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    def breaks() -> str:
        raise ZeroDivisionError(PASSWORD)

    monkeypatch.setattr(login, "_plan_title", breaks)

    answer = browser.get("/login")

    assert answer.status_code == 500
    assert answer.headers["content-security-policy"]
    assert PASSWORD not in answer.text
    number = re.findall(r"编号 ([0-9]{8}) ", answer.text)[0]
    (line,) = written(caplog)
    assert f'"number": "{number}"' in line
    assert "ZeroDivisionError" in line
    assert PASSWORD not in line
