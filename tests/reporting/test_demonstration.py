"""A demonstration store: full of invented reports, marked everywhere, and never a real store."""

from __future__ import annotations

import asyncio
import html
import io
import zipfile
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import httpx
import pytest
from click.testing import CliRunner
from starlette.applications import Starlette

from kzdash import accounts, web
from kzdash.board import compute_board, take_snapshot
from kzdash.cli.main import cli
from kzdash.documents import CATALOGUE, DocumentRequest, csv_archive
from kzdash.domain.formatting import DEMONSTRATION
from kzdash.domain.models import Kind
from kzdash.domain.progress import State, Status
from kzdash.errors import DemonstrationError, UnreadableFileError
from kzdash.reporting import preview, read_upload
from kzdash.reporting.demonstration import fill_demonstration
from kzdash.runtime import config
from kzdash.store import Store, backups, move_store, seed
from tests import people

if TYPE_CHECKING:
    from pathlib import Path

    from kzdash.board.board import Board

NOW = datetime(2026, 3, 20, 2, tzinfo=UTC)
TODAY = date(2026, 3, 20)
UNIT = "区发展改革委"


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory, seed_folder: Path) -> Store:
    store = Store(config.sqlite_url(tmp_path_factory.mktemp("demo") / "demo.db"))
    seed.init_store(store.url, seed_folder, NOW, demonstration=True)
    fill_demonstration(store, NOW)
    return store


@pytest.fixture(scope="module")
def board(demo: Store) -> Board:
    return compute_board(demo, TODAY)


@pytest.mark.slow
def test_the_reports_are_of_every_kind_and_state(board: Board) -> None:
    statuses = {
        kind: {item.status for item in board.followed if item.kind is kind}
        for kind in (Kind.INDICATOR, Kind.PROJECT, Kind.MILESTONE, Kind.TASK, Kind.POLICY)
    }

    assert statuses[Kind.INDICATOR] >= {Status.MET, Status.MISSED}
    assert statuses[Kind.PROJECT] >= {Status.DONE, Status.OVERDUE, Status.NO_DATA}
    assert statuses[Kind.MILESTONE] >= {Status.DONE_ON_TIME, Status.OVERDUE}
    assert statuses[Kind.TASK] >= {Status.DONE, Status.BLOCKED, Status.IN_PROGRESS, Status.NO_DATA}
    assert statuses[Kind.POLICY] >= {Status.DONE, Status.BLOCKED, Status.NO_DATA}
    assert any(item.assessment.missing for item in board.indicators)


def test_meetings_have_decided_what_is_closed_late_blocked_and_not_signed_for(board: Board) -> None:
    decided = [matter for matter in board.matters if matter.meeting_id is not None]
    words = [matter.state_words for matter in decided]

    assert [meeting.name for meeting in board.meetings] == ["专班第5次例会", "专班第6次例会"]
    assert {"已销号", "逾期办结", "推进中"} <= set(words)
    assert any(word.endswith("待签收") for word in words)
    assert any(matter.waits_for_office for matter in decided)
    assert {step.state for step in board.steps} >= {State.DONE, State.OVERDUE, State.DUE_SOON}
    assert [part.unit for item in board.followed for part in item.blocked_parts] != []


def test_whoever_is_stuck_says_why_what_is_next_and_by_when(board: Board) -> None:
    stuck = [item for item in board.followed if item.state is State.BLOCKED and item.latest_report]

    told = [item.latest_report for item in stuck if item.kind is Kind.TASK]
    assert told
    for report in told:
        assert report is not None
        assert report.cause
        assert report.next_step
        assert report.expected_on is not None


def test_units_report_from_2023_to_today_and_nobody_ahead_of_time(demo: Store) -> None:
    reports = [row for item in demo.plan().items for row in demo.since(item.id, 0)]
    invented = [row for row in reports if row.account != "seed"]

    assert min(row.recorded_at for row in invented).year == 2023
    assert max(row.recorded_at for row in invented) <= NOW
    assert {row.account[:4] for row in invented} == {"unit", accounts.OFFICE[:4]}
    assert any(row.restores is not None for row in invented)
    made = demo.adjustments(TODAY)
    assert len([it for it in made if it.due_on is not None]) == 1
    assert {it.period for it in made if it.year_investment_wan_yuan is not None} == {TODAY.year}


@pytest.mark.slow
def test_the_same_day_makes_the_same_reports(
    demo: Store, tmp_path: Path, seed_folder: Path
) -> None:
    again = Store(config.sqlite_url(tmp_path / "again.db"))
    seed.init_store(again.url, seed_folder, NOW, demonstration=True)
    fill_demonstration(again, NOW)

    assert again.seqs() == demo.seqs()
    assert compute_board(again, TODAY).indicators == compute_board(demo, TODAY).indicators


def unpacked(content: bytes) -> bytes:
    """What a file holds, an archive of workbooks down to their parts."""
    if not zipfile.is_zipfile(io.BytesIO(content)):
        return content
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return b"".join(unpacked(archive.read(name)) for name in archive.namelist())


@pytest.mark.slow
@pytest.mark.parametrize("kind", CATALOGUE)
def test_every_document_says_that_it_is_a_demonstration(demo: Store, kind: str) -> None:
    shot = take_snapshot(demo, TODAY, date(2026, 2, 20))
    document = CATALOGUE[kind]
    request = DocumentRequest(shot.changes, NOW, UNIT, UNIT, shot.seqs)

    content = document.make(shot.board, request)

    assert DEMONSTRATION in document.file_name(shot.board, UNIT)
    content = unpacked(content)
    # workbooks write Chinese as character references; a calendar breaks its lines
    text = html.unescape(content.decode("utf-8", "replace")).replace("\r\n ", "")
    assert DEMONSTRATION in text


def test_every_table_of_the_archive_says_so_in_each_row(board: Board) -> None:
    with zipfile.ZipFile(io.BytesIO(csv_archive.make(board))) as archive:
        tables = {name: archive.read(name).decode("utf-8-sig") for name in archive.namelist()}

    # a text on what they are of, with the plan's title
    assert DEMONSTRATION in tables.pop(csv_archive.README)
    assert tables
    for name, table in tables.items():
        assert table.splitlines()[0].endswith(DEMONSTRATION), name


@pytest.mark.parametrize("path", ["/print/overview", "/login"])
def test_what_is_printed_and_the_login_say_so(
    demo: Store, monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    monkeypatch.setenv("KZDASH_DATABASE_URL", demo.url)

    async def get() -> str:
        transport = httpx.ASGITransport(Starlette(routes=web.routes(lambda: True)))
        async with httpx.AsyncClient(transport=transport, base_url="http://board") as client:
            return (await client.get(path)).text

    assert DEMONSTRATION in asyncio.run(get())


def test_a_real_store_says_nothing_of_it(store: Store, now: datetime) -> None:
    assert not compute_board(store, now.date()).plan.demonstration
    assert DEMONSTRATION not in compute_board(store, now.date()).plan.title


def test_a_demonstration_cannot_be_moved(demo: Store, tmp_path: Path) -> None:
    target = tmp_path / "real.db"

    with pytest.raises(DemonstrationError):
        move_store(demo, config.sqlite_url(target))

    assert not target.exists()


def test_a_demonstration_is_put_back_over_a_demonstration_alone(
    demo: Store, store: Store, tmp_path: Path, now: datetime
) -> None:
    copy, missing = tmp_path / "copy.db", tmp_path / "missing.db"
    backups.take_backup(demo.url, copy)
    before = store.version()

    for url in (store.url, config.sqlite_url(missing)):
        if store.file is not None:
            with pytest.raises(DemonstrationError):
                backups.restore_backup(copy, url, tmp_path / "aside.db")
    backups.restore_backup(copy, demo.url, tmp_path / "aside.db")

    assert store.version() == before
    assert not missing.exists()
    assert demo.plan().plan.demonstration


def test_a_form_of_a_demonstration_is_of_another_plan(
    demo: Store, store: Store, now: datetime
) -> None:
    people.office_account(store, now, "office2")
    shot = take_snapshot(demo, TODAY, TODAY)
    form = CATALOGUE["form"].make(shot.board, DocumentRequest(shot.changes, NOW, "", "", shot.seqs))

    with pytest.raises(UnreadableFileError, match=DEMONSTRATION):
        preview(store, read_upload(form), "office2", NOW)


def test_the_mark_stays_where_the_seed_is_mended(demo: Store, draft_seed: Path) -> None:
    title = draft_seed / "plan.toml"
    title.write_text(title.read_text("utf-8").replace("”试点", "”试点县"), "utf-8")

    assert seed.init_store(demo.url, draft_seed, NOW)

    assert demo.plan().plan.demonstration


@pytest.mark.slow
def test_the_command_makes_one_once_and_no_file_in_its_place_is_touched(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KZDASH_DATA", str(tmp_path))
    monkeypatch.delenv("KZDASH_DATABASE_URL", raising=False)

    made = CliRunner().invoke(cli, ["demo"])
    file = tmp_path / "demo.db"
    again = CliRunner().invoke(cli, ["demo"])

    assert made.exit_code == again.exit_code == 0, made.output + again.output
    assert "unit01" in made.output
    assert "already" in again.output
    assert [path.name for path in tmp_path.iterdir()] == [file.name]
    assert Store(config.sqlite_url(file)).plan().plan.demonstration
