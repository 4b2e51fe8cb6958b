"""Reports are only ever added, never the same one twice, and the latest by a day counts."""

from __future__ import annotations

import sqlite3
import threading
from contextlib import closing
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import Engine, event

from kzdash.errors import ConflictError, RefusedError
from kzdash.store import Store
from tests import raw_sql

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from kzdash.domain.models import Report

    NewReport = Callable[..., Report]
    ItemId = Callable[[str, int], int]
    Kept = Callable[[], str]

MAY = date(2025, 5, 31)
JUNE = date(2025, 6, 30)
JULY = date(2025, 7, 31)

# the first report to be written again: under its id, under its seq, under neither
COPIES = (
    "CREATE TEMP TABLE same_id AS SELECT * FROM reports WHERE id = 1",
    "CREATE TEMP TABLE same_seq AS SELECT * FROM reports WHERE id = 1",
    "CREATE TEMP TABLE another AS SELECT * FROM reports WHERE id = 1",
    "UPDATE same_id SET seq = 99",
    "UPDATE same_seq SET id = 99",
    "UPDATE another SET id = 99, seq = 99",
)
OF_SQLITE = {
    "UPDATE OR REPLACE": "UPDATE OR REPLACE reports SET note = 'mended'",
    "REPLACE by id": "INSERT OR REPLACE INTO reports SELECT * FROM same_id",
    "REPLACE by seq": "REPLACE INTO reports SELECT * FROM same_seq",
}
FORBIDDEN = {
    "UPDATE": "UPDATE reports SET note = 'mended'",
    "UPDATE of a key": "UPDATE reports SET id = id + 100, seq = seq + 100",
    "DELETE": "DELETE FROM reports WHERE id = 1",
    "DELETE of all": "DELETE FROM reports",
    "UPSERT by id": (
        "INSERT INTO reports SELECT * FROM same_id WHERE true"
        " ON CONFLICT (id) DO UPDATE SET note = 'mended'"
    ),
    "UPSERT by seq": (
        "INSERT INTO reports SELECT * FROM same_seq WHERE true"
        " ON CONFLICT (item_id, seq) DO UPDATE SET note = 'mended'"
    ),
}
WAYS = [
    *(("sqlite", sql) for sql in (FORBIDDEN | OF_SQLITE).values()),
    *(("postgresql", sql) for sql in (*FORBIDDEN.values(), "TRUNCATE reports CASCADE")),
]


def test_a_report_is_kept_as_it_was_given(
    store: Store, new_report: NewReport, item_id: ItemId
) -> None:
    given: dict[str, Any] = {
        "stage": "construction",
        "physical_progress_percent": Decimal("33.30"),
        "completed_investment_wan_yuan": Decimal("1234567.89"),
        "funds_received_wan_yuan": Decimal("1000000.10"),
        "note": "说明",
        "evidence": "文号",
        "problems": "缺口",
    }

    store.append(new_report("project", 1, JUNE, **given))

    (kept,) = store.history(item_id("project", 1), JUNE)
    assert {name: getattr(kept, name) for name in given} == given
    assert str(kept.physical_progress_percent) == "33.30"
    assert kept.recorded_at.isoformat() == "2026-01-01T08:00:00+00:00"


@pytest.mark.parametrize(("engine", "sql"), WAYS, indirect=["engine"])
def test_raw_sql_cannot_change_or_remove_a_report(ask: raw_sql.Ask, kept: Kept, sql: str) -> None:
    before = kept()

    with pytest.raises(raw_sql.REFUSED, match="reports are added only"):
        ask(*COPIES, sql)

    assert kept() == before


def test_raw_sql_may_add_a_report(ask: raw_sql.Ask, store: Store) -> None:
    before = store.version()

    ask(*COPIES, "INSERT INTO reports SELECT * FROM another")

    assert store.version() != before


def test_a_seq_used_twice_is_a_conflict_and_writes_nothing(
    store: Store, new_report: NewReport, kept: Kept
) -> None:
    first, second = (
        new_report("task", 1, JUNE, seq=1, status=status) for status in ("done", "in_progress")
    )
    store.append(first)
    before = kept()

    with pytest.raises(ConflictError, match="Nothing was written"):
        store.append(second)

    assert kept() == before


@pytest.mark.parametrize("seq", [-1, 2, 99])
def test_a_report_that_is_not_the_next_is_a_conflict_and_leaves_no_gap(
    store: Store, new_report: NewReport, kept: Kept, seq: int
) -> None:
    before = kept()

    with pytest.raises(ConflictError):
        store.append(new_report("task", 1, JUNE, seq=seq, status="done"))

    assert kept() == before


def test_of_those_who_write_the_same_seq_at_once_one_wins(
    store: Store, new_report: NewReport, item_id: ItemId
) -> None:
    people = 4
    reports = [
        new_report("task", 1, JUNE, seq=1, status="done", note=f"person {n}") for n in range(people)
    ]
    start = threading.Barrier(people)
    outcomes: list[str] = []

    def write(report: Report) -> None:
        own = Store(store.url)
        start.wait()
        try:
            own.append(report)
        except Exception as error:  # noqa: BLE001 - whatever it is, the test shows it
            outcomes.append(type(error).__name__)
        else:
            outcomes.append("written")

    threads = [threading.Thread(target=write, args=(report,)) for report in reports]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(outcomes) == ["ConflictError"] * (people - 1) + ["written"]
    assert len(store.history(item_id("task", 1), JUNE)) == 1


def test_those_who_write_on_different_items_at_once_all_succeed(
    store: Store, new_report: NewReport
) -> None:
    reports = [new_report("task", number, JUNE, status="done") for number in range(1, 7)]
    before = len(store.latest(JUNE))
    start = threading.Barrier(len(reports))
    failures: list[Exception] = []

    def write(report: Report) -> None:
        own = Store(store.url)
        start.wait()
        try:
            own.append(report)
        except Exception as error:  # noqa: BLE001 - whatever it is, the test shows it
            failures.append(error)

    threads = [threading.Thread(target=write, args=(report,)) for report in reports]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert failures == []
    assert len(store.latest(JUNE)) == before + len(reports)


def test_the_latest_as_of_date_counts_whatever_the_order_of_writing(
    store: Store, new_report: NewReport, item_id: ItemId
) -> None:
    store.append(new_report("task", 1, JUNE, status="done"))
    store.append(new_report("task", 1, MAY, status="in_progress"))

    assert latest_of(store, item_id("task", 1), JULY) == [("done", 1)]


def test_of_one_day_the_report_with_the_highest_seq_counts(
    store: Store, new_report: NewReport, item_id: ItemId
) -> None:
    store.append(new_report("task", 1, JUNE, status="done"))
    store.append(new_report("task", 1, JUNE, status="in_progress"))

    assert latest_of(store, item_id("task", 1), JULY) == [("in_progress", 2)]


@pytest.mark.parametrize(
    ("as_of", "expected"),
    [
        (MAY - timedelta(days=1), []),
        (MAY, [("in_progress", 1)]),
        (JUNE - timedelta(days=1), [("in_progress", 1)]),
        (JUNE, [("done", 2)]),
    ],
)
def test_a_report_counts_from_its_day_on(
    store: Store,
    new_report: NewReport,
    item_id: ItemId,
    as_of: date,
    expected: list[tuple[str, int]],
) -> None:
    store.append(new_report("task", 1, MAY, status="in_progress"))
    store.append(new_report("task", 1, JUNE, status="done"))

    assert latest_of(store, item_id("task", 1), as_of) == expected
    assert len(store.history(item_id("task", 1), as_of)) == (expected[0][1] if expected else 0)


def test_of_an_indicator_the_latest_report_of_each_year_counts(
    store: Store, new_report: NewReport, item_id: ItemId
) -> None:
    for day, year, value in (
        (MAY, 2022, "12"),
        (MAY, 2024, "11"),
        (JUNE, 2024, "10.5"),
        (JULY, 2022, "13"),
    ):
        said = {"period": year, "value": Decimal(value), "evidence": "年报"}
        store.append(new_report("indicator", 7, day, **said))

    item = item_id("indicator", 7)
    latest = {r.period: r.value for r in store.latest(JUNE) if r.item_id == item}
    assert latest == {2022: Decimal(12), 2024: Decimal("10.5")}


def test_history_is_newest_first(store: Store, new_report: NewReport, item_id: ItemId) -> None:
    for day in (MAY, JULY, JUNE, JUNE):
        store.append(new_report("task", 1, day, status="done"))

    told = store.history(item_id("task", 1), JULY)

    assert [(r.as_of, r.seq) for r in told] == [(JULY, 2), (JUNE, 4), (JUNE, 3), (MAY, 1)]


def test_every_report_makes_another_version(store: Store, new_report: NewReport) -> None:
    before = store.version()

    store.append(new_report("task", 1, JUNE, status="done"))

    assert store.version() != before


def test_the_latest_reports_are_found_by_the_index(
    file: Path, store: Store, new_report: NewReport
) -> None:
    store.append(new_report("task", 1, JUNE, status="done"))
    asked: list[tuple[str, Any]] = []

    def listen(_c: Any, _k: Any, statement: str, values: Any, *_rest: Any) -> None:
        asked.append((statement, values))

    event.listen(Engine, "before_cursor_execute", listen)
    store.latest(JUNE)
    event.remove(Engine, "before_cursor_execute", listen)

    statement, values = next(pair for pair in asked if "reports" in pair[0])
    with closing(sqlite3.connect(file)) as connection:
        steps = [row[3] for row in connection.execute(f"EXPLAIN QUERY PLAN {statement}", values)]
    assert any(
        step.startswith("SEARCH")
        and "ix_reports_latest (item_id=? AND period=? AND as_of<?)" in step
        for step in steps
    ), steps
    assert not any(step.startswith("SCAN reports") for step in steps), steps


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE another SET physical_progress_percent = '101'",
        "UPDATE another SET physical_progress_percent = '100.00000001'",
        "UPDATE another SET physical_progress_percent = '-0.01'",
        "UPDATE another SET completed_investment_wan_yuan = '-1'",
        "UPDATE another SET funds_received_wan_yuan = '-0.01'",
        "UPDATE another SET stage = 'finished'",
        "UPDATE another SET status = 'overdue'",
        "UPDATE another SET as_of = '2025-06-30', completed_on = '2025-07-01'",
        "UPDATE another SET value = '5', period = 0",
        "UPDATE another SET value = NULL, period = 2024, restores = 98",
        "UPDATE another SET restores = 99",
        "UPDATE another SET restores = 100",
        "UPDATE another SET seq = 0",
        "UPDATE another SET seq = -1",
        "UPDATE another SET value = 'NaN', period = 2024",
        "UPDATE another SET physical_progress_percent = 'Infinity'",
        "UPDATE another SET completed_investment_wan_yuan = '-Infinity'",
        "UPDATE another SET funds_received_wan_yuan = 'NaN'",
    ],
)
def test_database_constraints_refuse_invalid_reports(
    ask: raw_sql.Ask, kept: Kept, sql: str
) -> None:
    before = kept()

    with pytest.raises(raw_sql.REFUSED, match=r"(?i)check constraint"):
        ask(*COPIES, sql, "INSERT INTO reports SELECT * FROM another")

    assert kept() == before


def test_an_unknown_item_cannot_be_reported_on(
    store: Store, new_report: NewReport, kept: Kept
) -> None:
    before = kept()
    report = new_report("task", 1, JUNE, status="done")
    report.item_id = 99_999

    with pytest.raises(RefusedError, match="no such item"):
        store.append(report)

    assert kept() == before


def latest_of(store: Store, item: int, as_of: date) -> list[tuple[str | None, int]]:
    return [(r.status, r.seq) for r in store.latest(as_of) if r.item_id == item]


def test_several_reports_are_stored_in_their_order(
    store: Store, new_report: NewReport, item_id: ItemId
) -> None:
    first = new_report("task", 1, MAY, status="in_progress")
    second = new_report("task", 1, MAY, seq=first.seq + 1, status="done")

    store.append_all([first, second])

    assert [report.status for report in store.history(item_id("task", 1), MAY)] == [
        "done",
        "in_progress",
    ]


@pytest.mark.parametrize(
    ("said", "error"),
    [({"seq": 2}, ConflictError), ({"note": "长" * 3000}, RefusedError)],
)
def test_a_batch_with_one_refused_report_stores_none(
    store: Store, new_report: NewReport, kept: Kept, said: dict[str, Any], error: type[Exception]
) -> None:
    before = kept()
    good = new_report("task", 1, MAY, status="done")
    bad = new_report("task", 2, MAY, status="done", **said)

    with pytest.raises(error):
        store.append_all([good, bad])

    assert kept() == before


def test_the_last_seq_of_every_item_is_known(
    store: Store, new_report: NewReport, item_id: ItemId
) -> None:
    for status in ("in_progress", "done"):
        store.append(new_report("task", 1, MAY, status=status))

    seqs = store.seqs()

    assert seqs[item_id("task", 1)] == 2
    assert seqs[item_id("task", 2)] == 0
    assert len(seqs) == len(store.plan().items)
