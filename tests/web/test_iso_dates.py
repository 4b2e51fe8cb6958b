"""A page asked for with a day is the page of that day, in whichever way the day is written."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest

if TYPE_CHECKING:
    from tests.web.conftest import Browser


@pytest.mark.parametrize("written", ["20250630", "2025/06/30", "2025年6月30日", "２０２５-６-３０"])
def test_a_date_in_another_format_redirects_to_the_iso_date(browser: Browser, written: str) -> None:
    answer = browser.get(
        f"/projects?q={quote('桥 &')}&as_of={quote(written)}&since={quote(written)}"
    )

    assert answer.status_code == 307
    assert answer.headers["location"] == ("?q=%E6%A1%A5+%26&as_of=2025-06-30&since=2025-06-30")
    assert answer.headers["content-security-policy"]


@pytest.mark.parametrize(
    "query",
    [
        "",
        "as_of=2025-06-30",
        "as_of=",
        "as_of=soon",
        "as_of=1025-06-30",
        "q=20250630",
        "as_of=%FF%00",
    ],
)
def test_other_requests_are_not_redirected(browser: Browser, query: str) -> None:
    assert browser.get(f"/projects?{query}").status_code == 200


def test_a_redirect_never_leaves_this_server(browser: Browser) -> None:
    location = browser.get("//elsewhere.example/?as_of=20250630").headers["location"]

    assert location == "?as_of=2025-06-30"
