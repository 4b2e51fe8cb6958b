"""Where the store takes nothing, the form says so, keeps what was typed and takes it later."""

from __future__ import annotations

import resource
import sqlite3
from contextlib import closing, contextmanager
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import delete

from kzdash.domain.models import Login
from kzdash.store.engines import sqlite
from tests.ui.forms import KEPT, OF_EACH_SORT, PLACES, TODAY, Place, of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager
    from pathlib import Path

    from kzdash.store import Store
    from tests.ui.conftest import Screen

    Visit = Callable[..., Screen]
    LogIn = Callable[..., str]
    ItemId = Callable[[str, int], int]
    Rows = Callable[[], list[dict[str, Any]]]
    Trouble = Callable[[Path], AbstractContextManager[None]]

ROOM = 2 * 4096  # bytes: for less than any report needs
MILESTONE = PLACES["milestone"]


@contextmanager
def held(file: Path) -> Iterator[None]:
    """Another program writes and does not end."""
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield


@contextmanager
def full(file: Path) -> Iterator[None]:
    """No file may grow any more; another program has the store open, so that it can be read."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    with closing(sqlite3.connect(file)) as other:
        other.execute("SELECT count(*) FROM reports").fetchone()
        resource.setrlimit(resource.RLIMIT_FSIZE, (ROOM, before[1]))
        try:
            yield
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, before)


@contextmanager
def read_only(file: Path) -> Iterator[None]:
    """The file asks for a later version of whoever writes it, which SQLite heeds, root or not."""
    _ask_for_version(3, file)
    yield
    _ask_for_version(2, file)


def _ask_for_version(version: int, file: Path) -> None:
    with file.open("r+b") as opened:
        opened.seek(18)
        opened.write(bytes([version]))


TROUBLES = {
    "held": (held, "数据库正被其他程序占用。请稍候再提交。"),
    "full": (full, "服务器的磁盘已满或有故障。"),
    "read-only": (read_only, "数据库没有写权限。"),
}
IN_TROUBLE = pytest.mark.parametrize(("trouble", "words"), TROUBLES.values(), ids=TROUBLES.keys())


@pytest.fixture(autouse=True)
def short_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite, "BUSY_TIMEOUT_MS", 50)


@pytest.mark.slow
@IN_TROUBLE
@OF_EACH_SORT
def test_a_report_the_store_does_not_take_stays_in_its_form_until_it_does(  # noqa: PLR0913, PLR0917 - what is reported, where, and what is in its way
    visit: Visit,
    log_in: LogIn,
    item_id: ItemId,
    file: Path,
    reports: Rows,
    place: Place,
    trouble: Trouble,
    words: str,
) -> None:
    log_in(place.unit)
    screen = place.open(visit, item_id(place.kind, place.number))

    with trouble(file):
        screen.fill(**place.typed).press("提交")

    (said,) = screen.said("error")
    assert said.startswith("没有写入：")
    assert words in said
    assert said.endswith(KEPT)
    assert screen.filled(*place.typed) == place.typed
    assert reports() == []

    screen.press("提交")
    (row,) = reports()
    assert of(row, place.stored) == place.stored
    assert screen.said("error") == []


@pytest.mark.slow
@IN_TROUBLE
def test_undoing_what_the_store_does_not_take_is_said_and_can_be_done_later(
    visit: Visit,
    log_in: LogIn,
    item_id: ItemId,
    file: Path,
    reports: Rows,
    trouble: Trouble,
    words: str,
) -> None:
    log_in()
    screen = MILESTONE.open(visit, item_id("milestone", 4))
    screen.fill(**MILESTONE.typed).press("提交")

    with trouble(file):
        screen.press("撤销上次填报")

    (said,) = screen.said("error")
    assert said.startswith("没有撤销。")
    assert words.split("。", maxsplit=1)[0] in said
    assert len(reports()) == 1

    screen.press("撤销上次填报")
    assert [row["restores"] for row in reports()] == [None, 0]


@IN_TROUBLE
def test_routine_reports_the_store_does_not_take_stay_in_their_table_until_it_does(
    visit: Visit,
    log_in: LogIn,
    item_id: ItemId,
    file: Path,
    reports: Rows,
    trouble: Trouble,
    words: str,
) -> None:
    log_in()
    items = [item_id("task", number) for number in (1, 2)]
    screen = visit("reporting", as_of=TODAY, kind="任务").press(
        "填报列表中的前 20 项任务、政策、改革"
    )
    typed = {f"{item}-status": "推进中" for item in items}

    with trouble(file):
        screen.fill(**typed).press("全部提交")

    assert [words in said for said in screen.said("error")] == [True, True]
    assert screen.filled(*typed) == typed
    assert reports() == []

    screen.press("全部提交")
    assert [row["item_id"] for row in reports()] == items


@IN_TROUBLE
def test_an_adjustment_the_store_does_not_take_stays_in_its_form_until_it_does(
    visit: Visit, log_in: LogIn, file: Path, store: Store, trouble: Trouble, words: str
) -> None:
    log_in()
    screen = visit("indicators", as_of=TODAY, item="4")
    typed = {"target": "57", "文号": "开州府办发〔2026〕18号", "调整原因": "市级下达新任务"}

    with trouble(file):
        screen.fill(**typed).press("登记调整")

    (said,) = screen.said("error")
    assert words in said
    assert said.endswith(KEPT)
    assert screen.filled(*typed) == typed
    assert store.adjustments(date.max) == []

    screen.press("登记调整")
    assert [made.target for made in store.adjustments(date.max)] == [57]


@IN_TROUBLE
def test_nothing_is_half_written(
    visit: Visit,
    log_in: LogIn,
    item_id: ItemId,
    file: Path,
    dump: Callable[[Path], str],
    trouble: Trouble,
    words: str,
) -> None:
    log_in()
    screen = MILESTONE.open(visit, item_id("milestone", 4))
    before = dump(file)

    with trouble(file):
        screen.fill(**MILESTONE.typed | {"note": "长" * 2_000}).press("提交")

    assert words in screen.said("error")[0]
    assert dump(file) == before
    with closing(sqlite3.connect(file)) as other:
        assert other.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_what_is_sent_after_the_log_in_has_ended_is_kept_and_not_stored(
    visit: Visit, log_in: LogIn, item_id: ItemId, store: Store, reports: Rows
) -> None:
    log_in()
    screen = MILESTONE.open(visit, item_id("milestone", 4))
    screen.fill(**MILESTONE.typed)
    _log_everybody_out(store)

    screen.press("提交")

    assert reports() == []
    assert any("登录已失效" in said for said in screen.said("error"))
    assert screen.filled(*MILESTONE.typed) == MILESTONE.typed


def test_nothing_is_undone_after_the_log_in_has_ended(
    visit: Visit, log_in: LogIn, item_id: ItemId, store: Store, reports: Rows
) -> None:
    log_in()
    screen = MILESTONE.open(visit, item_id("milestone", 4))
    screen.fill(**MILESTONE.typed).press("提交")
    _log_everybody_out(store)

    screen.press("撤销上次填报")

    assert len(reports()) == 1
    assert any("登录已失效" in said for said in screen.said("error"))


def _log_everybody_out(store: Store) -> None:
    with store.writing() as session:
        session.execute(delete(Login))
