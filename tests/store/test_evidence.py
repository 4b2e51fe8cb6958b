"""Photos and papers are kept with the report that they came with, whole, and only added."""

from __future__ import annotations

import os
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner
from PIL import Image

from kzdash import errors
from kzdash.board.audit_trail import AuditTrail, TrailFilter
from kzdash.board.board import compute_board
from kzdash.cli.main import cli
from kzdash.runtime.config import evidence_folder
from kzdash.store import (
    Store,
    admit_anybody,
    choose_photo,
    evidence_on,
    items_changed_since,
    keep_files,
    move_store,
)
from kzdash.store import evidence_folder as disk
from kzdash.store.backups import check_store, restore_backup, take_backup
from kzdash.store.evidence import sweep
from tests import evidence, people, raw_sql

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from kzdash.board.items import BoardItem, EvidenceEntry
    from kzdash.domain.models import Report
    from kzdash.domain.rules import NewFile
    from tests import postgres

    NewReport = Callable[..., Report]
    Send = Callable[..., int]

DAY = date(2025, 6, 30)
NOW = datetime(2026, 1, 1, 8, tzinfo=UTC)
FILES = (evidence.photo(), evidence.PAPER)


@pytest.fixture(autouse=True)
def folder(store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of the files of the test's own store."""
    monkeypatch.setenv("KZDASH_EVIDENCE", str(tmp_path / "kept"))
    return evidence_folder(store.url)


@pytest.fixture
def send(store: Store, new_report: NewReport) -> Send:
    """Report on an item, with files."""

    def report(
        kind: str = "task", number: int = 1, files: tuple[NewFile, ...] = FILES, **said: Any
    ) -> int:
        made = new_report(kind, number, DAY, **{"status": "in_progress", **said})
        made.evidence_files = keep_files(store, files, made.account, NOW)
        item_id = made.item_id
        store.append(made)
        return item_id

    return report


def item(store: Store, kind: str = "task", number: int = 1, day: date = DAY) -> BoardItem:
    found = compute_board(store, day).items
    return next(it for it in found if (it.kind, it.number) == (kind, number))


def names(files: Iterable[EvidenceEntry | NewFile]) -> list[str]:
    return [file.name for file in files]


def kept_in(folder: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in disk.files_in(folder)}


def test_files_are_kept_under_their_checksum_and_the_board_has_them_with_their_report(
    store: Store, send: Send, folder: Path
) -> None:
    send()
    send(files=())

    found = item(store)

    sent = [file.content for file in FILES]
    assert list(kept_in(folder).values()) in (sent, sent[::-1])
    assert all(file.parent.name == file.name[:2] for file in disk.files_in(folder))
    assert [(file.seq, file.name, file.is_photo) for file in found.evidence_files] == [
        (1, "现场.jpg", True),
        (1, "验收报告.pdf", False),
    ]
    # the report that counts brought none of its own
    assert found.latest_report is not None
    assert found.latest_report.evidence_files == ()


@pytest.mark.parametrize(
    "bad", [evidence.PAGE, evidence.bomb(), evidence.too_large()], ids=["page", "bomb", "20 MB + 1"]
)
def test_of_files_with_a_bad_one_none_is_kept(
    store: Store, send: Send, folder: Path, bad: bytes, kept: Callable[[], str]
) -> None:
    before = kept()

    with pytest.raises(errors.EvidenceError):
        send(files=(*FILES, evidence.NewFile("../../假.jpg", bad)))

    assert kept() == before
    # what came before the bad one was not written either
    assert kept_in(folder) == {}


def test_a_refused_report_leaves_files_that_nobody_sees_and_a_backup_takes_out_later(
    store: Store, send: Send, folder: Path, tmp_path: Path
) -> None:
    send(files=(evidence.PAPER,))
    with pytest.raises(errors.ConflictError):
        send(seq=1)
    (left,) = (file for file in disk.files_in(folder) if file.read_bytes() != evidence.PDF)
    disk.read_smaller(folder, left.name, disk.SMALL)
    take_backup(store.url, tmp_path / "copies" / "before")

    assert names(item(store).evidence_files) == ["验收报告.pdf"]
    assert sweep(store, datetime.now(UTC)) == 0
    assert sweep(store, datetime.now(UTC) + timedelta(days=2)) == 1
    assert list(kept_in(folder).values()) == [evidence.PDF]
    assert not list(folder.rglob("*.jpg"))
    assert len(kept_in(tmp_path / "copies" / "evidence")) == 2


def test_sending_a_file_again_keeps_it_from_being_swept(store: Store, folder: Path) -> None:
    keep_files(store, FILES, "tester", NOW)
    for file in disk.files_in(folder):
        os.utime(file, (0, 0))

    keep_files(store, FILES[:1], "tester", NOW)

    assert sweep(store, datetime.now(UTC)) == 1
    assert list(kept_in(folder).values()) == [FILES[0].content]


def test_an_undo_takes_the_files_of_its_report_from_view_and_repeats_no_other_s(
    store: Store, send: Send
) -> None:
    send(files=(evidence.photo("旧.jpg"),))
    task = send(files=(evidence.photo("新.jpg", "#a63"),), note="第二次")
    store.undo(task, 2, "tester", NOW)
    undone = item(store)
    store.undo(task, 3, "tester", NOW)
    given_back = item(store)

    assert [(file.name, file.taken_back) for file in undone.evidence_files] == [
        ("新.jpg", True),
        ("旧.jpg", False),
    ]
    assert undone.latest_report is not None
    assert undone.latest_report.evidence_files == ()
    assert not any(file.taken_back for file in given_back.evidence_files)


def test_a_part_and_a_year_have_files_of_their_own(store: Store, send: Send) -> None:
    send("indicator", 7, status=None, period=2024, value=Decimal(8), evidence="年报")
    number = next(it.number for it in compute_board(store, DAY).tasks if it.supporting_units)
    support = item(store, "task", number).supporting_units[0]
    unit = next(unit.id for unit in store.plan().units if unit.name == support)
    send("task", number, unit_id=unit)

    (part,) = item(store, "task", number).parts

    assert names(part.evidence_files) == names(FILES)
    figure = item(store, "indicator", 7).reports[-1]
    assert names(figure.evidence_files) == names(FILES)


def test_rows_of_files_are_only_added(store: Store, send: Send, engine: str) -> None:
    send()
    choose_photo(store, item(store).item_id, 1, "tester", NOW, admit_anybody)

    for table in ("evidence_files", "slide_photos"):
        for statement in (f"DELETE FROM {table}", f"UPDATE {table} SET account = 'x'"):
            with pytest.raises(Exception, match="added only"):
                raw_sql.ask(store.url, statement)


def test_the_office_chooses_a_photo_and_the_last_choice_counts(store: Store, send: Send) -> None:
    send(files=(evidence.photo(), evidence.photo("二.png", "#a63"), evidence.PAPER))
    found = item(store)
    before = store.version()
    first, second, paper = (file.file_id for file in found.evidence_files)

    for choice in (first, second):
        choose_photo(store, found.item_id, choice, "tester", NOW, admit_anybody)

    chosen = item(store).slide_photo
    assert chosen is not None
    assert chosen.name == "二.jpg"
    assert items_changed_since(store, before) == {found.item_id}
    choose_photo(store, found.item_id, None, "tester", NOW, admit_anybody)
    assert item(store).slide_photo is None
    for account, choice in (("tester", paper), ("tester", 99), ("nobody", first)):
        with pytest.raises(errors.RefusedError):
            choose_photo(store, found.item_id, choice, account, NOW, admit_anybody)
    with pytest.raises(errors.RefusedError):
        choose_photo(store, found.item_id + 1, first, "tester", NOW, admit_anybody)


def test_only_the_office_chooses(store: Store, send: Send) -> None:
    send()
    with people.watched():
        people.join(store, NOW, "zhang")

    with pytest.raises(errors.RefusedError) as caught:
        choose_photo(store, item(store).item_id, 1, "zhang", NOW, admit_anybody)

    assert caught.value.refusal is errors.Refusal.OFFICE_ONLY


def test_the_audit_trail_names_the_files_and_the_choice(store: Store, send: Send) -> None:
    send()
    found = item(store)
    choose_photo(store, found.item_id, 1, "tester", NOW, admit_anybody)
    choose_photo(store, found.item_id, None, "tester", NOW, admit_anybody)
    board = compute_board(store, date(2026, 1, 5), entered=True)

    page = AuditTrail(store, date(2025, 12, 31), board).page(TrailFilter(), 1)

    assert [(entry.kind, entry.new) for entry in page.entries[:3]] == [
        ("投屏照片", "不放照片"),
        ("投屏照片", "现场.jpg"),
        ("填报", "▲ 推进中；附件：现场.jpg、验收报告.pdf"),
    ]
    assert page.total == len(page.entries)


def test_a_smaller_picture_is_upright_says_nothing_else_and_is_made_once(
    store: Store, send: Send, folder: Path
) -> None:
    send()
    sha256 = evidence_on(store, DAY)[0].sha256

    small = disk.read_smaller(folder, sha256, disk.SMALL)

    assert small is not None
    assert evidence.CAMERA.encode() in FILES[0].content
    assert evidence.CAMERA.encode() not in small
    (made,) = folder.rglob("*.jpg")
    with Image.open(made) as picture:
        assert (picture.size, picture.getexif()) == ((240, 320), {})
    made.write_bytes(b"kept")
    assert disk.read_smaller(folder, sha256, disk.SMALL) == b"kept"


@pytest.fixture
def other(engine: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The URL of an empty place on the engine that the test's own store is not on."""
    if engine == "postgresql":
        yield f"sqlite:///{tmp_path / 'moved' / 'plan.db'}"
        return
    cluster: postgres.Cluster = request.getfixturevalue("cluster")
    with cluster.lent() as made:
        yield made


def test_a_move_brings_the_files_along(store: Store, send: Send, folder: Path, other: str) -> None:
    send()

    move_store(store, other)

    assert evidence_folder(other) != folder
    assert kept_in(evidence_folder(other)) == kept_in(folder)
    assert names(item(Store(other)).evidence_files) == names(FILES)


def test_a_restored_backup_brings_back_what_was_lost_and_altered(
    store: Store, send: Send, folder: Path, tmp_path: Path, seed_folder: Path
) -> None:
    send()
    backup = tmp_path / "backups" / "plan"
    take_backup(store.url, backup)
    whole = kept_in(folder)
    photo, paper = (row.sha256 for row in evidence_on(store, DAY))
    disk.path_of(folder, photo).unlink()
    disk.path_of(folder, paper).write_bytes(b"altered")
    send(number=2, files=(evidence.photo("后来.jpg", "#a63"),))

    missing, altered = check_store(store, seed_folder, NOW)
    restore_backup(backup, store.url, tmp_path / "backups" / "aside")

    task = item(store).item_id
    assert f"the file 现场.jpg of report 1 on item {task} is missing" in missing
    assert f"the file 验收报告.pdf of report 1 on item {task} was altered" in altered
    assert check_store(store, seed_folder, NOW) == []
    assert kept_in(folder).items() >= whole.items()
    # what only the old contents refer to is kept beside where those were set aside
    assert len(kept_in(tmp_path / "backups" / "evidence")) == 3


def test_a_restore_elsewhere_has_the_files_too(
    store: Store, send: Send, engine: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    send()
    take_backup(store.url, tmp_path / "backups" / "plan")
    if engine == "postgresql":
        with request.getfixturevalue("cluster").lent() as empty:
            restore_backup(tmp_path / "backups" / "plan", empty)
            assert len(kept_in(evidence_folder(empty))) == 2
        return
    empty = f"sqlite:///{tmp_path / 'elsewhere' / 'plan.db'}"

    restore_backup(tmp_path / "backups" / "plan", empty)

    assert len(kept_in(evidence_folder(empty))) == 2


def test_a_board_of_missing_files_is_as_before(store: Store, send: Send, folder: Path) -> None:
    send()
    before = compute_board(store, DAY)
    for file in disk.files_in(folder):
        file.unlink()

    assert compute_board(store, DAY) == before


def test_a_disk_that_takes_no_file_is_said_and_nothing_is_stored(
    store: Store, send: Send, folder: Path, kept: Callable[[], str]
) -> None:
    before = kept()
    folder.parent.mkdir()
    folder.write_text("in the way")

    with pytest.raises(errors.StoreReadOnlyError):
        send()

    assert kept() == before


def test_the_command_says_where_the_files_of_a_backup_are(
    store: Store, send: Send, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KZDASH_DATABASE_URL", store.url)
    send()

    result = CliRunner().invoke(cli, ["backup", str(tmp_path / "copies" / "plan")])

    assert result.exit_code == 0
    words = f"2 photos and PDFs of its reports are in {tmp_path / 'copies' / 'evidence'}"
    assert words in result.output
