"""Closing a period: a checksum kept for good, of a board that later reports do not reach."""

from __future__ import annotations

import hashlib
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner

from kzdash.board import compute_board
from kzdash.board.closing import last_closings, read_closings
from kzdash.cli.main import cli
from kzdash.documents import CATALOGUE, DocumentRequest, board_json
from kzdash.documents.closed_board import check_closing, close_period
from kzdash.errors import RefusedError
from kzdash.store import Store, closed_periods, move_store, table_checksums
from tests import people, raw_sql

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from kzdash.domain.models import Report

DECEMBER, DAY = date(2025, 12, 1), date(2025, 12, 31)
NEXT_DAY = timedelta(days=1)


@pytest.fixture
def report(store: Store, new_report: Callable[..., Report]) -> Callable[[datetime, str], None]:
    """Say of a task, for the last day of the period, how it stands; recorded at a moment."""

    def append(moment: datetime, status: str) -> None:
        said = new_report("task", 1, DAY, status=status, note="推进")
        said.recorded_at = moment
        store.append(said)

    return append


def test_a_closed_board_is_the_one_entered_by_then(
    store: Store, now: datetime, report: Callable[[datetime, str], None]
) -> None:
    report(now - NEXT_DAY, "in_progress")
    row = close_period(store, DECEMBER, DAY, "tester", now)
    report(now + NEXT_DAY, "blocked")

    (closing,) = read_closings(store)
    closed = compute_board(store, DAY, closing=closing)

    assert (row.period, row.name) == ("2025-12", "2025年12月")
    assert closed.tasks[0].status.code == "in_progress"
    assert compute_board(store, DAY).tasks[0].status.code == "blocked"
    assert closing.sha256 == hashlib.sha256(board_json.dumps(closed).encode()).hexdigest()
    assert check_closing(store, closing).checksum == row.sha256


def test_the_file_of_the_board_has_the_checksum_that_is_kept(store: Store, now: datetime) -> None:
    close_period(store, DECEMBER, DAY, "tester", now)
    (closing,) = read_closings(store)
    board = compute_board(store, DAY, closing=closing)
    document = CATALOGUE["json"]

    def none() -> Any:
        raise AssertionError

    content = document.make(board, DocumentRequest(none, now))

    assert hashlib.sha256(content).hexdigest() == closing.sha256
    assert document.file_name(board, "") == f"看板数据-2025-12-31-定稿{closing.sha256[:8]}.json"
    assert document.file_name(compute_board(store, DAY), "") == "看板数据-2025-12-31.json"


def test_a_report_that_waited_for_the_closing_counts_as_recorded_after_it(
    store: Store, now: datetime, report: Callable[[datetime, str], None]
) -> None:
    close_period(store, DECEMBER, DAY, "tester", now)
    report(now - timedelta(seconds=2), "in_progress")

    (closing,) = read_closings(store)
    assert store.last_reports()[-1].recorded_at == closing.recorded_at
    assert check_closing(store, closing).checksum == closing.sha256


def test_a_closing_whose_clock_ran_ahead_moves_no_report(
    store: Store, now: datetime, report: Callable[[datetime, str], None]
) -> None:
    close_period(store, DECEMBER, DAY, "tester", now + timedelta(hours=1))
    report(now, "in_progress")

    assert store.last_reports()[-1].recorded_at == now


def test_a_period_is_closed_again_only_with_a_reason_and_the_older_closing_stays(
    store: Store, now: datetime, report: Callable[[datetime, str], None]
) -> None:
    close_period(store, DECEMBER, DAY, "tester", now)
    report(now + NEXT_DAY, "blocked")
    with pytest.raises(RefusedError, match="note: the text must give the reason"):
        close_period(store, DECEMBER, DAY, "tester", now + NEXT_DAY)
    close_period(store, DECEMBER, DAY, "tester", now + 2 * NEXT_DAY, "补报了一项")

    newest, oldest = read_closings(store)
    assert [newest.note, oldest.note] == ["补报了一项", ""]
    assert newest.sha256 != oldest.sha256
    assert last_closings((newest, oldest)) == {"2025-12": newest}
    assert check_closing(store, oldest).checksum == oldest.sha256


@pytest.mark.parametrize(
    ("who", "month", "as_of", "refusal"),
    [
        ("水利", DECEMBER, DAY, "OFFICE_ONLY"),
        ("nobody", DECEMBER, DAY, "NO_ACCOUNT"),
        ("tester", date(2026, 2, 1), DAY, "TO_COME"),
        ("tester", date(2026, 1, 1), date(2026, 1, 31), "TO_COME"),
    ],
)
def test_only_the_office_closes_and_only_what_has_begun(
    store: Store, now: datetime, who: str, month: date, as_of: date, refusal: str
) -> None:
    people.join(store, now, "水利", "区水利局")

    with pytest.raises(RefusedError) as refused:
        close_period(store, month, as_of, who, now)

    assert refused.value.refusal.name == refusal
    assert not closed_periods(store)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE closed_periods SET sha256 = 'other'",
        "DELETE FROM closed_periods",
        "INSERT INTO closed_periods SELECT * FROM closed_periods",
    ],
)
def test_a_closing_is_never_changed_or_removed(
    store: Store, now: datetime, ask: Callable[[str], Any], statement: str
) -> None:
    row = close_period(store, DECEMBER, DAY, "tester", now)

    with pytest.raises(raw_sql.REFUSED):
        ask(statement)

    assert [kept.sha256 for kept in closed_periods(store)] == [row.sha256]


def test_closings_move_with_the_store(
    file: Path, tmp_path: Path, store: Store, now: datetime
) -> None:
    close_period(store, DECEMBER, DAY, "tester", now)
    target = f"sqlite:///{tmp_path / 'moved.db'}"

    move_store(store, target)

    moved = Store(target)
    assert table_checksums(moved)["closed_periods"] == table_checksums(store)["closed_periods"]
    (closing,) = read_closings(moved)
    assert check_closing(moved, closing).checksum == closing.sha256


def test_the_check_finds_a_board_that_is_no_longer_the_one_that_was_closed(
    file: Path,
    store: Store,
    now: datetime,
    report: Callable[[datetime, str], None],
    ask: Callable[[str], Any],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("KZDASH_DATABASE_URL", store.url)
    report(now - NEXT_DAY, "in_progress")
    close_period(store, DECEMBER, DAY, "tester", now)

    assert "is sound" in CliRunner().invoke(cli, ["check"]).output

    ask("DROP TRIGGER reports_refuse_update")
    ask("UPDATE reports SET status = 'blocked' WHERE note = '推进'")
    found = CliRunner().invoke(cli, ["check"])
    assert found.exit_code == 1
    assert "the board of 2025-12, closed with the checksum" in found.output
