"""The handbook is open to whoever has no account yet, and where the store is not there."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from kzdash.documents.handbook import picture_names, read_handbook
from kzdash.web.views.handbook import NO_SUCH_FILE

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.web.conftest import Browser


@pytest.fixture
def closed(browser: Browser, monkeypatch: pytest.MonkeyPatch) -> Browser:
    """A browser of nobody, where reading needs a login."""
    monkeypatch.setenv("KZDASH_READ", "login")
    return browser


@pytest.fixture
def without_store(closed: Browser, file: Path) -> Browser:
    file.unlink()
    return closed


def test_the_whole_and_its_pictures_need_neither_login_nor_store(without_store: Browser) -> None:
    answer = without_store.get("/handbook")

    assert answer.status_code == 200
    shown = set(re.findall(r'src="(/handbook/[^"]+)"', answer.text))
    assert shown == {f"/handbook/{name}" for name in picture_names()}
    for address in shown:
        picture = without_store.get(address)
        assert (picture.status_code, picture.headers["content-type"]) == (200, "image/png")


def test_the_sheet_and_the_word_document_are_there_too(closed: Browser) -> None:
    assert "填报一页纸" in closed.get("/handbook/sheet").text
    assert closed.get("/handbook/handbook.docx").content.startswith(b"PK")


@pytest.mark.parametrize("name", ["none.png", "handbook.zh-CN.md", "board.md"])
def test_nothing_but_its_pictures_is_given_out(browser: Browser, name: str) -> None:
    assert browser.get(f"/handbook/{name}").text == NO_SUCH_FILE


def test_the_log_in_leads_to_the_chapter_about_it(closed: Browser) -> None:
    found = re.search(r'href="/handbook#([^"]+)"', closed.get("/login").text)

    assert found
    assert found[1] in read_handbook().by_key


@pytest.mark.parametrize("chapter", list(read_handbook().by_key))
def test_each_chapter_is_a_first_screen_and_a_plain_page(browser: Browser, chapter: str) -> None:
    heading = f"<h2>{read_handbook().by_key[chapter].heading}</h2>"

    assert heading in browser.get_with("/help", chapter=chapter).text
    assert heading in browser.get_with("/plain/help", chapter=chapter).text


def test_its_page_needs_a_login_where_reading_does(
    closed: Browser, join: Callable[..., str]
) -> None:
    assert closed.get("/help").headers["location"] == "/login?next=%2Fhelp"

    closed.log_in(join("zhang"))
    assert "用 Excel 填报" in closed.get("/help").text
