"""What the plan asks is changed by the office alone, from a day on, and only by adding."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from kzdash.board.board import compute_board
from kzdash.domain.models import Account, Role
from kzdash.errors import ConflictError, Refusal, RefusedError
from kzdash.store import seed
from tests import raw_sql

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from pathlib import Path

    from kzdash.domain.models import Adjustment
    from kzdash.store import Store

    NewAdjustment = Callable[..., Adjustment]
    ItemId = Callable[[str, int], int]
    Kept = Callable[[], str]
    Rows = Callable[[], int]

MAY, JUNE, JULY = date(2025, 5, 31), date(2025, 6, 30), date(2025, 7, 31)
DUE = date(2025, 9, 30)
PLANNED = "planned_investment_wan_yuan"

# the first adjustment to be written again: under its id, under its seq, under neither
COPIES = (
    "CREATE TEMP TABLE same_id AS SELECT * FROM adjustments WHERE id = 1",
    "CREATE TEMP TABLE same_seq AS SELECT * FROM adjustments WHERE id = 1",
    "CREATE TEMP TABLE another AS SELECT * FROM adjustments WHERE id = 1",
    "UPDATE same_id SET seq = 99",
    "UPDATE same_seq SET id = 99",
    "UPDATE another SET id = 99, seq = 99",
)
OF_SQLITE = {
    "UPDATE OR REPLACE": "UPDATE OR REPLACE adjustments SET reason = 'mended'",
    "REPLACE by id": "INSERT OR REPLACE INTO adjustments SELECT * FROM same_id",
    "REPLACE by seq": "REPLACE INTO adjustments SELECT * FROM same_seq",
}
FORBIDDEN = {
    "UPDATE": "UPDATE adjustments SET reason = 'mended'",
    "UPDATE of a key": "UPDATE adjustments SET id = id + 100, seq = seq + 100",
    "DELETE": "DELETE FROM adjustments WHERE id = 1",
    "DELETE of all": "DELETE FROM adjustments",
    "UPSERT by id": (
        "INSERT INTO adjustments SELECT * FROM same_id WHERE true"
        " ON CONFLICT (id) DO UPDATE SET reason = 'mended'"
    ),
    "UPSERT by seq": (
        "INSERT INTO adjustments SELECT * FROM same_seq WHERE true"
        " ON CONFLICT (item_id, seq) DO UPDATE SET reason = 'mended'"
    ),
}
WAYS = [
    *(("sqlite", sql) for sql in (FORBIDDEN | OF_SQLITE).values()),
    *(("postgresql", sql) for sql in (*FORBIDDEN.values(), "TRUNCATE adjustments")),
]


@pytest.fixture
def adjusted(store: Store, new_adjustment: NewAdjustment) -> Store:
    """A store with one adjustment."""
    store.adjust(new_adjustment("milestone", 5, JUNE, due_on=date(2025, 12, 31)))
    return store


@pytest.mark.parametrize(
    ("kind", "number", "change"),
    [
        ("indicator", 4, {"target": Decimal("57.50")}),
        ("milestone", 5, {"due_on": date(2025, 12, 31)}),
        ("project", 1, {"due_on": date(2027, 12, 31)}),
        ("project", 1, {PLANNED: Decimal("12345.6")}),
    ],
)
def test_an_adjustment_is_kept_as_it_was_given(
    store: Store,
    new_adjustment: NewAdjustment,
    item_id: ItemId,
    kind: str,
    number: int,
    change: dict[str, Any],
) -> None:
    given = {
        "reason": "市级下达新任务\n见附件",
        "document_number": "开州府办发〔2025〕8号",
        **change,
    }

    store.adjust(new_adjustment(kind, number, JUNE, **given))

    (kept,) = store.adjustments(JUNE)
    others = dict.fromkeys({"target", "due_on", PLANNED} - set(change))
    assert {name: getattr(kept, name) for name in given | others} == given | others
    assert (kept.item_id, kept.seq, kept.as_of) == (item_id(kind, number), 1, JUNE)
    assert (kept.account, kept.recorded_at.isoformat()) == ("tester", "2026-01-01T08:00:00+00:00")


@pytest.mark.parametrize(("engine", "sql"), WAYS, indirect=["engine"])
def test_raw_sql_cannot_change_or_remove_an_adjustment(
    adjusted: Store,  # the adjustment to be kept
    ask: raw_sql.Ask,
    kept: Kept,
    sql: str,
) -> None:
    before = kept()

    with pytest.raises(raw_sql.REFUSED, match="adjustments are added only"):
        ask(*COPIES, sql)

    assert kept() == before


def test_raw_sql_may_add_an_adjustment(ask: raw_sql.Ask, adjusted: Store) -> None:
    before = adjusted.version()

    ask(*COPIES, "INSERT INTO adjustments SELECT * FROM another")

    assert adjusted.version() != before


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE another SET due_on = NULL",
        "UPDATE another SET target = '1'",
        "UPDATE another SET planned_investment_wan_yuan = '1'",
        "UPDATE another SET due_on = NULL, target = '1', planned_investment_wan_yuan = '1'",
        "UPDATE another SET due_on = NULL, target = 'NaN'",
        "UPDATE another SET due_on = NULL, planned_investment_wan_yuan = 'Infinity'",
        "UPDATE another SET seq = 0",
        "UPDATE another SET seq = -1",
        "UPDATE another SET reason = NULL",
        "UPDATE another SET document_number = NULL",
        "UPDATE another SET account = NULL",
    ],
)
def test_database_constraints_refuse_invalid_adjustments(
    adjusted: Store,  # the adjustment that is copied
    ask: raw_sql.Ask,
    kept: Kept,
    sql: str,
) -> None:
    before = kept()

    with pytest.raises(raw_sql.REFUSED, match=r"(?i)check constraint|not.null constraint"):
        ask(*COPIES, sql, "INSERT INTO adjustments SELECT * FROM another")

    assert kept() == before


def test_a_unit_that_leads_an_item_may_not_adjust_it(
    store: Store, new_adjustment: NewAdjustment, item_id: ItemId, now: datetime, rows: Rows
) -> None:
    leads = next(i.leads for i in store.plan().items if i.id == item_id("milestone", 5))
    with store.writing() as session:
        person = {"name": "unit", "person": "某人", "must_change": False, "created_at": now}
        session.add(Account(role=Role.UNIT, unit_id=leads[0].unit_id, **person))
    adjustment = new_adjustment("milestone", 5, JUNE, due_on=JULY)
    adjustment.account = "unit"
    before = rows()

    with pytest.raises(RefusedError) as caught:
        store.adjust(adjustment)

    assert caught.value.refusal is Refusal.OFFICE_ONLY
    assert rows() == before


def test_an_adjustment_counts_from_its_day_on(store: Store, new_adjustment: NewAdjustment) -> None:
    store.adjust(new_adjustment("milestone", 5, JUNE, due_on=date(2025, 12, 31)))
    store.adjust(new_adjustment("milestone", 5, JULY, due_on=date(2025, 11, 30)))

    days = (JUNE - timedelta(days=1), JUNE, JULY - timedelta(days=1), JULY)
    dues = [compute_board(store, day).milestones[4].due_on for day in days]

    assert dues == [DUE, date(2025, 12, 31), date(2025, 12, 31), date(2025, 11, 30)]
    assert [len(store.adjustments(day)) for day in days] == [0, 1, 1, 2]


def test_adjustments_are_listed_by_item_and_day_oldest_first(
    store: Store, new_adjustment: NewAdjustment, item_id: ItemId
) -> None:
    for day, target in ((JULY, 58), (MAY, 57), (JULY, 59)):
        store.adjust(new_adjustment("indicator", 4, day, target=Decimal(target)))
    store.adjust(new_adjustment("indicator", 5, MAY, target=Decimal(6)))

    fourth, fifth = item_id("indicator", 4), item_id("indicator", 5)
    told = [(made.item_id, int(made.target or 0)) for made in store.adjustments(JULY)]
    assert told == [(fourth, 57), (fourth, 58), (fourth, 59), (fifth, 6)]


def test_the_last_adjustment_of_a_day_counts(store: Store, new_adjustment: NewAdjustment) -> None:
    for target in (58, 57):
        store.adjust(new_adjustment("indicator", 4, JUNE, target=Decimal(target)))

    assert compute_board(store, JUNE).indicators[3].target.target == 57


def test_an_adjustment_to_the_value_in_force_is_refused(
    store: Store, new_adjustment: NewAdjustment, rows: Rows
) -> None:
    store.adjust(new_adjustment("milestone", 5, MAY, due_on=date(2025, 12, 31)))
    store.adjust(new_adjustment("milestone", 5, JUNE, due_on=JULY))
    before = rows()

    with pytest.raises(RefusedError) as caught:
        store.adjust(new_adjustment("milestone", 5, JULY, due_on=JULY))

    assert (caught.value.refusal, caught.value.field) == (Refusal.SAME_AS_NOW, "due_on")
    assert rows() == before


def test_an_adjustment_may_restore_the_original_value(
    store: Store, new_adjustment: NewAdjustment
) -> None:
    store.adjust(new_adjustment("milestone", 5, JUNE, due_on=JULY))

    store.adjust(new_adjustment("milestone", 5, JULY, due_on=DUE))

    assert compute_board(store, JULY).milestones[4].due_on == DUE


def test_the_value_in_force_is_looked_up_by_item_and_field(
    store: Store, new_adjustment: NewAdjustment
) -> None:
    store.adjust(new_adjustment("project", 1, JUNE, due_on=date(2030, 12, 31)))
    store.adjust(new_adjustment("project", 2, JUNE, due_on=date(2030, 12, 31)))
    store.adjust(new_adjustment("project", 1, JUNE, planned_investment_wan_yuan=Decimal(9)))

    with pytest.raises(RefusedError, match="changes nothing"):
        store.adjust(new_adjustment("project", 1, JUNE, due_on=date(2030, 12, 31)))
    # before that day it was another
    store.adjust(new_adjustment("project", 1, MAY, due_on=date(2030, 12, 31)))


def test_the_same_seq_twice_is_a_conflict_and_writes_nothing(
    store: Store, new_adjustment: NewAdjustment, kept: Kept
) -> None:
    first, second = (
        new_adjustment("indicator", 4, JUNE, seq=1, target=Decimal(target)) for target in (57, 58)
    )
    store.adjust(first)
    before = kept()

    with pytest.raises(ConflictError, match="Nothing was written"):
        store.adjust(second)

    assert kept() == before


@pytest.mark.parametrize("seq", [-1, 2, 99])
def test_an_adjustment_that_is_not_the_next_is_a_conflict(
    store: Store, new_adjustment: NewAdjustment, rows: Rows, seq: int
) -> None:
    before = rows()

    with pytest.raises(ConflictError):
        store.adjust(new_adjustment("indicator", 4, JUNE, seq=seq, target=Decimal(57)))

    assert rows() == before


def test_reports_and_adjustments_of_an_item_are_counted_apart(
    store: Store, new_adjustment: NewAdjustment, new_report: Callable[..., Any], rows: Rows
) -> None:
    before = rows()

    store.append(new_report("milestone", 5, JUNE, status="in_progress"))
    store.adjust(new_adjustment("milestone", 5, JUNE, seq=1, due_on=JULY))
    store.append(new_report("milestone", 5, JULY, seq=2, status="in_progress"))

    assert rows() == before + 3


def test_every_adjustment_makes_another_version(
    store: Store, new_adjustment: NewAdjustment
) -> None:
    before = store.version()

    store.adjust(new_adjustment("indicator", 4, JUNE, target=Decimal(57)))

    assert store.version() != before


def test_the_plan_stays_as_the_seed_has_it(
    store: Store,
    new_adjustment: NewAdjustment,
    seed_folder: Path,
    now: datetime,
    kept: Kept,
) -> None:
    before = set(kept().splitlines())

    store.adjust(new_adjustment("indicator", 4, JUNE, target=Decimal(57)))
    store.adjust(new_adjustment("milestone", 5, JUNE, due_on=JULY))
    store.adjust(new_adjustment("project", 1, JUNE, planned_investment_wan_yuan=Decimal(9)))
    changed = seed.init_store(store.url, seed_folder, now)

    assert not changed
    after = set(kept().splitlines())
    assert before <= after
    assert all(line.startswith("adjustments ") for line in after - before)
    assert len(after - before) == 3
