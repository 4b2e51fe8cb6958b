"""Undoing is a report more, that says again what was said before the one it undoes."""

from __future__ import annotations

import threading
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from kzdash.board.board import compute_board
from kzdash.domain.progress import Status
from kzdash.domain.rules import REPORT_FIELDS
from kzdash.errors import ConflictError, Refusal, RefusedError
from kzdash.store import RestoredReport, Store, restored_reports, seed

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from kzdash.domain.models import Report

    NewReport = Callable[..., Report]
    ItemId = Callable[[str, int], int]
    Kept = Callable[[], str]
    Rows = Callable[[], int]

MAY, JUNE, JULY = date(2025, 5, 31), date(2025, 6, 30), date(2025, 7, 31)
WORDS = tuple(field.name for field in REPORT_FIELDS)
NOTHING = {field.name: field.empty for field in REPORT_FIELDS}
FULL: dict[str, dict[str, Any]] = {
    "indicator": {
        "period": 2024,
        "value": Decimal("53.900"),
        "evidence": "公报",
        "note": "初步数",
    },
    "project": {
        "stage": "construction",
        "physical_progress_percent": Decimal("33.30"),
        "completed_investment_wan_yuan": Decimal("1234.5"),
        "funds_received_wan_yuan": Decimal("1200.50"),
        "problems": "用地未批",
        "note": "说明",
        "evidence": "文号",
    },
    "milestone": {"status": "done", "completed_on": MAY, "note": "说明", "evidence": "文号"},
    "task": {"status": "blocked", "note": "用地未批", "evidence": "文号"},
}
OTHER: dict[str, dict[str, Any]] = {
    "indicator": {"period": 2024, "value": Decimal(50), "evidence": "年报"},
    "project": {"stage": "built"},
    "milestone": {"status": "in_progress"},
    "task": {"status": "done"},
}


def words(report: Report | None) -> dict[str, Any]:
    assert report is not None
    return {name: getattr(report, name) for name in WORDS}


def latest(store: Store, item: int, as_of: date, period: int = 0) -> Report | None:
    found = (r for r in store.latest(as_of) if (r.item_id, r.period) == (item, period))
    return next(found, None)


def status_at(store: Store, item: int, as_of: date) -> str | None:
    found = latest(store, item, as_of)
    return found.status if found else None


@pytest.mark.parametrize("kind", FULL)
def test_an_undo_restores_every_field_of_the_previous_report(
    store: Store, new_report: NewReport, item_id: ItemId, now: datetime, kind: str
) -> None:
    item = item_id(kind, 2)
    store.append(new_report(kind, 2, MAY, **FULL[kind]))
    store.append(new_report(kind, 2, JUNE, **OTHER[kind]))
    later = now + timedelta(hours=1)

    store.undo(item, 2, "tester", later)

    undone = store.last(item)
    assert undone is not None
    assert words(undone) | {"period": undone.period} == NOTHING | {"period": 0} | FULL[kind]
    assert (undone.seq, undone.restores, undone.as_of) == (3, 1, JUNE)
    assert (undone.account, undone.recorded_at) == ("tester", later)


@pytest.mark.parametrize("kind", FULL)
def test_an_undo_of_the_first_report_leaves_the_item_unreported(
    store: Store, new_report: NewReport, item_id: ItemId, now: datetime, kind: str
) -> None:
    item = item_id(kind, 2)
    store.append(new_report(kind, 2, JUNE, **FULL[kind]))

    store.undo(item, 1, "tester", now)

    undone = store.last(item)
    assert words(undone) == NOTHING
    assert undone is not None
    assert (undone.seq, undone.restores, undone.as_of) == (2, 0, JUNE)


def test_an_item_undone_to_nothing_is_shown_as_unreported(
    store: Store, new_report: NewReport, item_id: ItemId, now: datetime
) -> None:
    before = compute_board(store, JULY)
    for kind in ("project", "milestone", "task"):
        store.append(new_report(kind, 1, JUNE, **FULL[kind]))
        store.undo(item_id(kind, 1), 1, "tester", now)
    store.append(new_report("indicator", 13, JUNE, **FULL["indicator"] | {"value": Decimal(9)}))
    store.undo(item_id("indicator", 13), 1, "tester", now)

    after = compute_board(store, JULY)

    assert after.tasks[0].status is Status.NO_DATA
    assert after.indicators[12].assessment == before.indicators[12].assessment
    assert after.projects[0].status is before.projects[0].status
    assert after.milestones[0].state_words == before.milestones[0].state_words
    assert after.completed_investment_wan_yuan is None


def test_the_undo_of_an_undo_brings_the_report_back(
    store: Store, new_report: NewReport, item_id: ItemId, now: datetime
) -> None:
    item = item_id("task", 1)
    store.append(new_report("task", 1, MAY, **FULL["task"]))

    told = []
    for seq in range(1, 5):
        told.append(words(store.last(item)))
        store.undo(item, seq, "tester", now)

    said = NOTHING | FULL["task"]
    assert told == [said, NOTHING, said, NOTHING]
    assert [report.restores for report in store.since(item, 0)] == [None, 0, 1, 0, 1]


def test_repeated_undos_alternate_between_two_reports(
    store: Store, new_report: NewReport, item_id: ItemId, now: datetime
) -> None:
    item = item_id("task", 1)
    store.append(new_report("task", 1, JUNE, status="in_progress"))
    store.append(new_report("task", 1, JUNE, status="done"))

    for seq in range(2, 5):
        store.undo(item, seq, "tester", now)

    told = [(report.status, report.restores) for report in store.since(item, 0)]
    assert told == [
        ("in_progress", None),
        ("done", None),
        ("in_progress", 1),
        ("done", 2),
        ("in_progress", 1),
    ]


def test_an_undo_of_a_figure_touches_no_other_year(
    store: Store, new_report: NewReport, item_id: ItemId, now: datetime
) -> None:
    item = item_id("indicator", 7)
    for year, value in ((2023, 11), (2024, 10), (2023, 12)):
        said = {"period": year, "value": Decimal(value), "evidence": "年报"}
        store.append(new_report("indicator", 7, JUNE, **said))

    store.undo(item, 3, "tester", now)

    figures = {r.period: r.value for r in store.latest(JUNE) if r.item_id == item}
    assert figures == {2023: Decimal(11), 2024: Decimal(10)}
    undone = store.last(item)
    assert undone is not None
    assert (undone.period, undone.restores) == (2023, 1)


def test_an_undo_of_a_figure_brings_back_the_one_it_corrected_whatever_its_day(
    store: Store, new_report: NewReport, item_id: ItemId, now: datetime
) -> None:
    item = item_id("indicator", 7)
    for day, value in ((JUNE, 11), (MAY, 12)):
        said = {"period": 2024, "value": Decimal(value), "evidence": "年报"}
        store.append(new_report("indicator", 7, day, **said))

    store.undo(item, 2, "tester", now)

    assert [r.value for r in store.latest(JUNE) if r.item_id == item] == [Decimal(11)]


def test_an_undo_of_the_first_figure_of_a_year_leaves_that_year_without(
    store: Store, new_report: NewReport, item_id: ItemId, now: datetime
) -> None:
    item = item_id("indicator", 7)
    for year, value in ((2023, 11), (2024, 10)):
        said = {"period": year, "value": Decimal(value), "evidence": "年报"}
        store.append(new_report("indicator", 7, JUNE, **said))

    store.undo(item, 2, "tester", now)

    figures = {r.period: r.value for r in store.latest(JUNE) if r.item_id == item}
    assert figures == {2023: Decimal(11), 2024: None}
    assert dict(compute_board(store, JUNE).indicators[6].assessment.levels) == {2023: Decimal(11)}


def test_what_was_undone_counts_on_no_day(
    store: Store, new_report: NewReport, item_id: ItemId, now: datetime
) -> None:
    item = item_id("task", 1)
    store.append(new_report("task", 1, MAY, status="not_started"))
    store.append(new_report("task", 1, JUNE, status="done"))

    store.undo(item, 2, "tester", now)

    days = (MAY - timedelta(days=1), MAY, JUNE - timedelta(days=1), JUNE, JULY)
    assert [status_at(store, item, day) for day in days] == [None, *["not_started"] * 4]


def test_an_undo_of_a_report_for_an_earlier_day_leaves_the_later_day_s(
    store: Store, new_report: NewReport, item_id: ItemId, now: datetime
) -> None:
    item = item_id("task", 1)
    store.append(new_report("task", 1, JUNE, status="done"))
    store.append(new_report("task", 1, MAY, status="in_progress"))

    store.undo(item, 2, "tester", now)

    undone = store.last(item)
    assert undone is not None
    assert (undone.as_of, undone.restores) == (MAY, 0)
    assert [status_at(store, item, day) for day in (MAY, JUNE)] == [None, "done"]


def test_an_undo_restores_the_report_in_force_on_its_day_not_the_last_recorded(
    store: Store, new_report: NewReport, item_id: ItemId, now: datetime
) -> None:
    item = item_id("task", 1)
    store.append(new_report("task", 1, JUNE, status="in_progress"))
    store.append(new_report("task", 1, MAY, status="not_started"))
    store.append(new_report("task", 1, JUNE, status="done"))

    store.undo(item, 3, "tester", now)

    assert status_at(store, item, JUNE) == "in_progress"
    assert status_at(store, item, MAY) == "not_started"


def test_a_report_after_an_undo_is_the_next_and_can_be_undone_to_it(
    store: Store, new_report: NewReport, item_id: ItemId, now: datetime
) -> None:
    item = item_id("task", 1)
    store.append(new_report("task", 1, JUNE, status="in_progress"))
    store.undo(item, 1, "tester", now)
    store.append(new_report("task", 1, JUNE, status="done"))

    store.undo(item, 3, "tester", now)

    undone = store.last(item)
    assert words(undone) == NOTHING
    assert undone is not None
    assert (undone.seq, undone.restores) == (4, 0)


def test_a_report_from_the_seed_can_be_undone_and_stays_undone(
    store: Store, seed_folder: Path, item_id: ItemId, now: datetime
) -> None:
    item = item_id("milestone", 3)

    store.undo(item, 1, "tester", now)
    changed = seed.init_store(store.url, seed_folder, now)

    assert not changed
    assert words(store.last(item)) == NOTHING


def test_an_undo_is_a_conflict_where_somebody_has_reported_since(
    store: Store, new_report: NewReport, item_id: ItemId, now: datetime, kept: Kept
) -> None:
    store.append(new_report("task", 1, JUNE, status="in_progress"))
    store.append(new_report("task", 1, JUNE, status="done"))
    before = kept()

    with pytest.raises(ConflictError, match="Nothing was written"):
        store.undo(item_id("task", 1), 1, "tester", now)

    assert kept() == before


def test_the_same_undo_sent_twice_is_done_once(
    store: Store, new_report: NewReport, item_id: ItemId, now: datetime, rows: Rows
) -> None:
    item = item_id("task", 1)
    store.append(new_report("task", 1, JUNE, status="in_progress"))
    store.append(new_report("task", 1, JUNE, status="done"))
    before = rows()

    store.undo(item, 2, "tester", now)
    with pytest.raises(ConflictError):
        store.undo(item, 2, "tester", now)

    assert rows() == before + 1
    assert status_at(store, item, JUNE) == "in_progress"


def test_of_concurrent_undos_one_succeeds(
    store: Store, new_report: NewReport, item_id: ItemId, now: datetime, rows: Rows
) -> None:
    item = item_id("task", 1)
    store.append(new_report("task", 1, JUNE, status="done"))
    before, people = rows(), 4
    start = threading.Barrier(people)
    outcomes: list[str] = []

    def undo() -> None:
        own = Store(store.url)
        start.wait()
        try:
            own.undo(item, 1, "tester", now)
        except Exception as error:  # noqa: BLE001 - whatever it is, the test shows it
            outcomes.append(type(error).__name__)
        else:
            outcomes.append("undone")

    threads = [threading.Thread(target=undo) for _ in range(people)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(outcomes) == ["ConflictError"] * (people - 1) + ["undone"]
    assert rows() == before + 1


@pytest.mark.parametrize("seq", [-1, 0, 1, 99])
def test_an_unreported_item_has_nothing_to_undo(
    store: Store, item_id: ItemId, now: datetime, rows: Rows, seq: int
) -> None:
    before = rows()

    with pytest.raises(RefusedError) as caught:
        store.undo(item_id("task", 1), seq, "tester", now)

    assert caught.value.refusal is Refusal.NOTHING_TO_UNDO
    assert rows() == before


def test_an_unknown_item_has_nothing_to_undo(store: Store, now: datetime, rows: Rows) -> None:
    before = rows()

    with pytest.raises(RefusedError) as caught:
        store.undo(99_999, 1, "tester", now)

    assert caught.value.refusal is Refusal.NO_ITEM
    assert rows() == before


def test_an_undo_names_the_original_report_through_any_chain_of_undos(
    store: Store, new_report: NewReport, item_id: ItemId, now: datetime
) -> None:
    item = item_id("task", 1)
    store.append(new_report("task", 1, MAY, status="not_started"))
    store.append(new_report("task", 1, JUNE, status="in_progress"))
    store.undo(item, 2, "tester", now)  # 3: as in May
    store.append(new_report("task", 1, JULY, status="done"))
    store.undo(item, 4, "tester", now)  # 5: as 3, which is as in May
    for seq in range(5, 25):
        store.undo(item, seq, "tester", now)  # July's and May's words in turn

    found = restored_reports(store, store.since(item, 0))

    made = {report.id: report.seq for report in store.since(item, 0)}
    told = {made[of]: (left.as_of, left.takes_back) for of, left in found.items()}
    assert told[3] == (MAY, True)
    assert {told[seq] for seq in range(5, 26, 2)} == {(MAY, True)}
    assert {told[seq] for seq in range(6, 26, 2)} == {(JULY, False)}


def test_an_undo_of_the_only_report_names_no_original(
    store: Store, new_report: NewReport, item_id: ItemId, now: datetime
) -> None:
    store.append(new_report("task", 1, MAY, status="done"))
    store.undo(item_id("task", 1), 1, "tester", now)

    last = store.last(item_id("task", 1))

    assert last is not None
    assert restored_reports(store, [last]) == {last.id: RestoredReport(None, takes_back=True)}


def test_without_undos_no_original_is_looked_up(
    store: Store, new_report: NewReport, tmp_path: Path
) -> None:
    store.append(new_report("task", 1, MAY, status="done"))
    unreadable = Store(f"sqlite:///{tmp_path / 'there is none.db'}")

    assert restored_reports(unreadable, store.latest(JUNE)) == {}
