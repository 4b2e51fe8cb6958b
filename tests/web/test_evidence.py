"""Files of reports are downloads for whoever logged in; all others see pictures made anew."""

from __future__ import annotations

import io
import re
from datetime import date
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest
from PIL import Image

from kzdash.runtime.config import evidence_folder
from kzdash.store import choose_photo, keep_files
from kzdash.store import evidence_folder as disk
from kzdash.store.store import admit_anybody
from tests import evidence

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from kzdash.domain.models import Report
    from kzdash.store import Store
    from tests.web.conftest import Browser

PHOTO, PAPER = 1, 2


@pytest.fixture
def sent(store: Store, new_report: Callable[..., Report], now: datetime) -> Store:
    """A store with a report that brought a photo and a paper."""
    report = new_report("task", 2, date(2025, 6, 30), status="done")
    files = [evidence.photo("现场 <b>.jpg"), evidence.PAPER]
    report.evidence_files = keep_files(store, files, "tester", now)
    store.append(report)
    return store


@pytest.mark.parametrize(
    ("number", "name", "mime", "content"),
    [
        (PHOTO, "现场 b.jpg", "image/jpeg", evidence.photo().content),
        (PAPER, "验收报告.pdf", "application/pdf", evidence.PDF),
    ],
)
def test_whoever_logged_in_downloads_the_very_file_and_no_browser_shows_it(
    browser: Browser, sent: Store, zhang: str, number: int, name: str, mime: str, content: bytes
) -> None:
    browser.log_in(zhang)

    answer = browser.get(f"/evidence/{number}")

    assert (answer.status_code, answer.content) == (200, content)
    assert answer.headers["content-type"] == mime
    ascii_name = f"kzdash-{number}.{name.rpartition('.')[2]}"
    named = f"attachment; filename=\"{ascii_name}\"; filename*=UTF-8''{quote(name)}"
    assert answer.headers["content-disposition"] == named
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["cache-control"] == "no-store"


@pytest.mark.parametrize("number", [PHOTO, PAPER])
def test_without_a_log_in_no_file_is_given(browser: Browser, sent: Store, number: int) -> None:
    answer = browser.get(f"/evidence/{number}")

    assert answer.status_code == 401
    assert "登录后才能下载" in answer.text
    assert "content-disposition" not in answer.headers


@pytest.mark.parametrize(("size", "edge"), [("small", 320), ("large", 640)])
def test_everybody_sees_a_picture_that_says_nothing_but_itself(
    browser: Browser, sent: Store, size: str, edge: int
) -> None:
    answer = browser.get(f"/evidence/{PHOTO}/{size}.jpg")

    assert (answer.status_code, answer.headers["content-type"]) == (200, "image/jpeg")
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert evidence.CAMERA.encode() not in answer.content
    with Image.open(io.BytesIO(answer.content)) as picture:
        assert (max(picture.size), picture.format, picture.getexif()) == (edge, "JPEG", {})


@pytest.mark.parametrize(
    "path",
    [
        "3",
        "0",
        "99999999999999999999",
        f"{PHOTO}/huge.jpg",
        f"{PHOTO}/..%2f..%2fstore.db.jpg",
        f"{PAPER}/small.jpg",
    ],
)
def test_what_there_is_not_is_said(browser: Browser, sent: Store, zhang: str, path: str) -> None:
    browser.log_in(zhang)

    answer = browser.get(f"/evidence/{path}")

    # what is no number is no address of ours
    assert answer.status_code == 404 or answer.text.startswith("rest of")
    assert "Traceback" not in answer.text


@pytest.mark.parametrize("damage", ["missing", "altered"])
def test_a_missing_or_altered_file_is_told_in_words_and_not_given(
    browser: Browser, sent: Store, zhang: str, damage: str
) -> None:
    for file in disk.files_in(evidence_folder(sent.url)):
        file.unlink() if damage == "missing" else file.write_bytes(evidence.PAGE)
    browser.log_in(zhang)

    for path in (PHOTO, PAPER, f"{PHOTO}/small.jpg"):
        answer = browser.get(f"/evidence/{path}")
        assert answer.status_code == 410
        assert "缺失，或已被改动" in answer.text
        assert "alert(1)" not in answer.text
    assert browser.get("/plain/item?id=task-2").status_code == 200


def test_where_readers_log_in_nobody_else_sees_a_picture(
    browser: Browser, sent: Store, zhang: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KZDASH_READ", "login")

    assert browser.get(f"/evidence/{PHOTO}/small.jpg", accept="image/*").status_code == 401
    browser.log_in(zhang)
    answer = browser.get(f"/evidence/{PHOTO}/small.jpg")
    assert (answer.status_code, answer.headers["cache-control"]) == (200, "no-store")


def test_a_briefing_shows_the_photo_that_the_office_chose(
    browser: Browser, sent: Store, item_id: Callable[[str, int], int], now: datetime
) -> None:
    before = browser.get("/briefing?slide=99&as_of=2025-06-30").text
    choose_photo(sent, item_id("task", 2), PHOTO, "tester", now, admit_anybody)

    slides = [browser.get(f"/briefing?slide={n}&as_of=2025-06-30").text for n in range(1, 30)]

    assert "现场照片" not in before
    (shown,) = {text for text in slides if 'class="picture"' in text}
    assert re.search(f'<img class="picture" src="/evidence/{PHOTO}/large.jpg"', shown)
