"""A write is told from another site's by what the browser says of the page that sent it."""

from __future__ import annotations

import pytest
from starlette.datastructures import Headers

from kzdash.web.same_origin import is_allowed_to_write


@pytest.mark.parametrize(
    "said",
    [
        {"sec-fetch-site": "same-origin", "origin": "https://board"},
        {"sec-fetch-site": "none"},
        # Firefox hides the origin where a reader wants it so
        {"sec-fetch-site": "same-origin", "origin": "null"},
        {"origin": "http://board"},
        # TLS ends before this server
        {"origin": "https://board"},
        {},
    ],
)
def test_same_origin_pages_and_programs_may_write(said: dict[str, str]) -> None:
    assert is_allowed_to_write(Headers({"host": "board", **said}))


@pytest.mark.parametrize(
    "said",
    [
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site", "origin": "https://board"},
        {"sec-fetch-site": "cross-site", "origin": "https://board"},
        {"sec-fetch-site": "anything new"},
        {"sec-fetch-site": ""},
        {"origin": "http://evil.example"},
        {"origin": "http://board.evil.example"},
        {"origin": "http://evil.example/board"},
        {"origin": "http://board:8501"},
        {"origin": "null"},
        {"origin": ""},
        {"origin": "http://[board"},
    ],
)
def test_cross_site_pages_may_not_write(said: dict[str, str]) -> None:
    assert not is_allowed_to_write(Headers({"host": "board", **said}))
