"""What is wrong with the store or the url is said in a Chinese sentence, and nothing is touched."""

from __future__ import annotations

import hashlib
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from kzdash import errors
from kzdash.domain.formatting import format_date
from kzdash.errors.chinese import SENTENCES
from kzdash.runtime import clock
from kzdash.store.engines import sqlite
from kzdash.ui.widgets.plain_text import plain

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from kzdash.store import Store
    from tests.postgres import Cluster
    from tests.ui.conftest import Screen

    Visit = Callable[..., Screen]

WRITTEN = [
    "20250630",
    "2025-6-30",
    "2025/06/30",
    "2025.6.30",
    "2025年6月30日",
    " ２０２５－０６－３０",
]
PAGES = ["overview", "indicators", "projects", "milestones"]
COMMANDS_IN_SENTENCES = {"python", "kzdash", "init"}


def damage(file: Path) -> None:
    file.write_bytes("序号,名称\n1,这不是数据库\n".encode() * 500)


def cut(file: Path) -> None:
    file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])


def make_newer(file: Path) -> None:
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")


DAMAGES: dict[str, tuple[Callable[[Path], None], type[errors.KzdashError], str]] = {
    "text": (damage, errors.StoreCorruptError, "损坏"),
    "cut off": (cut, errors.StoreCorruptError, "损坏"),
    "newer": (make_newer, errors.StoreNewerError, "更新版本"),
}


def fingerprint(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


def the_sentence(screen: Screen) -> str:
    """The one thing said, with no chart, figure or table beside it."""
    (sentence,) = screen.said("error")
    assert screen.app.get("plotly_chart") == []
    assert len(screen.app.metric) == len(screen.frames) == len(screen.titles) == 0
    assert screen.foreign_words <= COMMANDS_IN_SENTENCES
    return sentence


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize(("harm", "error", "word"), DAMAGES.values(), ids=DAMAGES.keys())
def test_a_store_that_cannot_be_read_is_said_and_left_as_it_is(
    visit: Visit,
    own_store: Store,  # the pages read it
    file: Path,
    page: str,
    harm: Callable[[Path], None],
    error: type[errors.KzdashError],
    word: str,
) -> None:
    harm(file)
    before = fingerprint(file)

    sentence = the_sentence(visit(page))

    assert sentence == SENTENCES[error]
    assert word in sentence
    assert "原样保留" in sentence
    assert fingerprint(file) == before


@pytest.mark.parametrize("page", PAGES)
def test_a_store_that_is_not_there_is_said_and_not_made(
    visit: Visit,
    own_store: Store,  # the pages read it
    file: Path,
    page: str,
) -> None:
    file.unlink()

    sentence = the_sentence(visit(page))

    assert sentence == SENTENCES[errors.StoreMissingError]
    assert "没有找到数据库" in sentence
    assert not file.exists()


@pytest.mark.parametrize("page", PAGES)
def test_a_store_that_another_program_holds_is_said(
    visit: Visit,
    own_store: Store,  # the pages read it
    file: Path,
    page: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sqlite, "BUSY_TIMEOUT_MS", 50)
    before = fingerprint(file)
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("PRAGMA locking_mode = EXCLUSIVE")
        other.execute("BEGIN IMMEDIATE")

        sentence = the_sentence(visit(page))

    assert sentence == SENTENCES[errors.StoreLockedError]
    assert "占用" in sentence
    assert fingerprint(file) == before


@pytest.mark.parametrize("page", PAGES)
def test_a_database_server_that_is_not_there_is_said(
    visit: Visit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, page: str
) -> None:
    monkeypatch.setenv("KZDASH_DATABASE_URL", f"postgresql+psycopg://reader@/plan?host={tmp_path}")

    assert the_sentence(visit(page)) == SENTENCES[errors.StoreAwayError]


@pytest.mark.parametrize("engine", ["postgresql"], indirect=True)
def test_a_page_that_is_open_says_so_when_its_database_shuts_and_stands_again_when_it_opens(
    visit: Visit, own_store: Store, cluster: Cluster
) -> None:
    screen = visit("overview")

    cluster.let_in(own_store.url, allowed=False)
    shut = the_sentence(screen.run())
    cluster.let_in(own_store.url, allowed=True)

    assert shut == SENTENCES[errors.StoreAwayError]
    assert "/ 62.42亿元" in screen.run().text


def test_a_page_that_is_open_says_so_when_its_store_goes_and_stands_again_when_it_is_back(
    visit: Visit,
    own_store: Store,  # the pages read it
    file: Path,
) -> None:
    screen = visit("overview")
    moved = file.rename(file.with_suffix(".away"))

    assert the_sentence(screen.run()) == SENTENCES[errors.StoreMissingError]

    moved.rename(file)
    assert "/ 62.42亿元" in screen.run().text
    assert screen.said("error") == []


def test_a_history_that_cannot_be_read_is_said_too(
    visit: Visit,
    own_store: Store,  # the pages read it
    file: Path,
) -> None:
    file.unlink()

    assert the_sentence(visit("indicators", item="4")) == SENTENCES[errors.StoreMissingError]


def test_the_day_can_still_be_chosen_beside_the_sentence(
    visit: Visit,
    own_store: Store,  # the pages read it
    file: Path,
) -> None:
    file.unlink()

    assert visit("overview").app.text_input(key="as_of").label == "截至日期"


@pytest.mark.slow
@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize(
    "as_of", ["昨天", "2025-02-30", "1999-12-31", "2100-01-01", "1025-06-30", "2025-W26-1", "0"]
)
def test_a_wrong_day_in_the_url_is_named_and_today_is_shown(
    visit: Visit, page: str, as_of: str
) -> None:
    today = clock.today()

    screen = visit(page, as_of=as_of)

    (sentence,) = screen.said("warning")
    assert f"“{plain(as_of)}”" in sentence
    assert screen.app.text_input(key="as_of").value == as_of
    assert (
        f"截至{format_date(today)}" in screen.text
        or f"截至{format_date(clock.today())}" in screen.text
    )


@pytest.mark.parametrize("as_of", WRITTEN)
def test_a_day_in_the_url_is_read_however_it_is_written(visit: Visit, as_of: str) -> None:
    screen = visit("overview", as_of=as_of)

    assert screen.said("warning") == []
    assert "截至2025年6月30日" in screen.text


def test_no_day_in_the_url_shows_today(visit: Visit) -> None:
    today = clock.today()

    screen = visit("overview", as_of=[])

    assert screen.said("warning") == []
    assert screen.app.text_input(key="as_of").value == ""
    assert (
        f"截至{format_date(today)}" in screen.text
        or f"截至{format_date(clock.today())}" in screen.text
    )


def test_a_long_wrong_day_does_not_fill_the_page(visit: Visit) -> None:
    (sentence,) = visit("overview", as_of="年" * 5000).said("warning")

    assert len(sentence) < 120


def test_a_search_longer_than_its_box_does_not_break_the_page(visit: Visit) -> None:
    screen = visit("projects", q="长" * 100)

    assert "没有符合条件的项目" in screen.said("info")[0]
