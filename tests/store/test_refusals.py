"""What the rules refuse is not written, and what they let through is kept as it was given.

The rules have their own table, of which a case a reason is enough here.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

import pytest

from kzdash.domain.models import ADDED_KINDS, Adjustment, Report
from kzdash.errors import Refusal, RefusedError
from kzdash.store import Store
from tests import people, raw_sql
from tests.domain.test_rules import (
    ADJUSTMENTS,
    CHANGES,
    EDGES,
    GROUNDS,
    JULY,
    JUNE,
    MILESTONE,
    REPORTS,
    TASK,
    named,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from tests.domain.test_rules import Case, Said

    NewReport = Callable[..., Report]
    NewAdjustment = Callable[..., Adjustment]
    ItemId = Callable[[str, int], int]
    Rows = Callable[[], int]


# only an undo restores, which the store itself sees to
RESTORING: Case = (TASK, JUNE, {"status": "done", "restores": 0}, Refusal.NOT_OF_KIND, "restores")


def of_the_plan(case: tuple[Any, ...]) -> bool:
    """Whether a case is about the whole of an item of the seed; others have their own tests."""
    (kind, _), _, said, *_ = case
    return kind not in ADDED_KINDS and "unit_id" not in said


def one_a_reason(cases: Sequence[Case]) -> list[Case]:
    """The first case of each refusal."""
    return list({case[3]: case for case in reversed(cases) if of_the_plan(case)}.values())


class Shared:
    """A store that all cases of an engine share, each on what the one before it left."""

    def __init__(self, url: str, item_id: ItemId, now: datetime) -> None:
        self.store, self.item_id, self.now = Store(url), item_id, now

    def row(
        self, table: type[Report | Adjustment], item: tuple[str, int], as_of: date, said: Said
    ) -> Any:
        """A new row of a table, that is the next one on its item."""
        item_id = self.item_id(*item)
        last = f"SELECT coalesce(max(seq), 0) FROM {table.__tablename__} WHERE item_id = {item_id}"
        made = {"as_of": as_of, "recorded_at": self.now, "account": "tester"}
        return table(item_id=item_id, seq=self.look(last) + 1, **made | said)

    def refusal(self, write: Callable[[], None]) -> tuple[Refusal, str]:
        """Why a row was refused, and of which field, when it was not written."""
        before = self.rows()
        with pytest.raises(RefusedError) as caught:
            write()
        assert self.rows() == before
        return caught.value.refusal, caught.value.field

    def rows(self) -> int:
        both = "SELECT (SELECT count(*) FROM reports) + (SELECT count(*) FROM adjustments)"
        return self.look(both)

    def look(self, sql: str) -> int:
        return int(raw_sql.ask(self.store.url, sql)[0][0])


@pytest.fixture(scope="module")
def shared(shared_url: str, item_id: ItemId, now: datetime) -> Shared:
    found = Shared(shared_url, item_id, now)
    people.office_account(found.store, now)
    return found


@pytest.mark.parametrize("case", [*one_a_reason(REPORTS), RESTORING], ids=named)
def test_a_report_that_the_rules_refuse_is_not_written(shared: Shared, case: Case) -> None:
    item, as_of, said, refusal, field = case
    report = shared.row(Report, item, as_of, said)

    assert shared.refusal(lambda: shared.store.append(report)) == (refusal, field)


@pytest.mark.parametrize("case", one_a_reason(ADJUSTMENTS), ids=named)
def test_an_adjustment_that_the_rules_refuse_is_not_written(shared: Shared, case: Case) -> None:
    item, as_of, said, refusal, field = case
    adjustment = shared.row(Adjustment, item, as_of, GROUNDS | said)

    assert shared.refusal(lambda: shared.store.adjust(adjustment)) == (refusal, field)


@pytest.mark.parametrize("case", list(filter(of_the_plan, EDGES)), ids=named)
def test_a_report_at_the_limits_is_stored_as_given(
    shared: Shared, case: tuple[tuple[str, int], date, Said]
) -> None:
    item, as_of, said = case
    before = shared.rows()

    shared.store.append(shared.row(Report, item, as_of, said))

    kept = shared.store.last(shared.item_id(*item))
    assert kept is not None
    assert {name: getattr(kept, name) for name in said} == said
    assert kept.as_of == as_of
    assert shared.rows() == before + 1


@pytest.mark.parametrize("case", list(filter(of_the_plan, CHANGES)), ids=named)
def test_an_adjustment_at_the_limits_is_stored_as_given(
    shared: Shared, case: tuple[tuple[str, int], date, Said]
) -> None:
    item, as_of, said = case
    adjustment = shared.row(Adjustment, item, as_of, GROUNDS | said)
    place = adjustment.item_id, adjustment.seq

    shared.store.adjust(adjustment)

    (kept,) = [one for one in shared.store.adjustments(as_of) if (one.item_id, one.seq) == place]
    assert {name: getattr(kept, name) for name in said} == said


@pytest.mark.parametrize(
    ("recorded_at", "day"),
    [
        (datetime(2025, 6, 29, 16, 0, tzinfo=UTC), date(2025, 6, 30)),
        (datetime(2025, 6, 29, 15, 59, 59, tzinfo=UTC), date(2025, 6, 29)),
        (datetime(2025, 6, 30, 15, 59, 59, tzinfo=UTC), date(2025, 6, 30)),
    ],
)
def test_the_future_begins_by_the_clock_of_shanghai(
    store: Store, new_report: NewReport, recorded_at: datetime, day: date
) -> None:
    today, tomorrow = (
        new_report("task", 1, as_of, status="done")
        for as_of in (day, date.fromordinal(day.toordinal() + 1))
    )
    today.recorded_at = tomorrow.recorded_at = recorded_at

    with pytest.raises(RefusedError, match="in the future"):
        store.append(tomorrow)
    store.append(today)


def test_an_unknown_item_cannot_be_adjusted(
    store: Store, new_adjustment: NewAdjustment, rows: Rows
) -> None:
    before = rows()
    adjustment = new_adjustment(*MILESTONE, JUNE, due_on=JULY)
    adjustment.item_id = 99_999

    with pytest.raises(RefusedError, match="no such item"):
        store.adjust(adjustment)

    assert rows() == before
