"""Whatever a report or an adjustment says, it is refused with a reason or kept to the letter."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kzdash.domain import rules
from kzdash.domain.models import Adjustment, Item, Plan, Report
from kzdash.errors import Refusal, RefusedError
from kzdash.store import Store
from tests import people, raw_sql

repeatable = settings(derandomize=True, deadline=None, max_examples=200)

Said = dict[str, Any]
NOW = datetime(2026, 1, 1, 8, tzinfo=UTC)
JUNE = date(2025, 6, 30)
# what may be said of each, before anything of it is changed
REPORTS: dict[tuple[str, int], Said] = {
    **{
        ("indicator", number): {"period": 2024, "value": Decimal(50), "evidence": "公报"}
        for number in (1, 3, 4, 9, 13)
    },
    ("project", 1): {"stage": "construction", "physical_progress_percent": Decimal(50)},
    ("milestone", 5): {"status": "done", "completed_on": date(2025, 6, 1)},
    **{
        (kind, 1): {"status": "in_progress"}
        for kind in ("task", "policy", "reform", "direction", "aim", "safeguard")
    },
}
GROUNDS = {"reason": "新任务", "document_number": "1号"}
ADJUSTMENTS: dict[tuple[str, int], Said] = {
    ("indicator", 4): {"target": st.decimals(1, 100, places=2), **GROUNDS},
    ("indicator", 13): {"target": st.integers(1, 10**9).map(Decimal), **GROUNDS},
    ("project", 1): {"planned_investment_wan_yuan": st.decimals(1, 10**9, places=6), **GROUNDS},
    ("milestone", 5): {"due_on": st.dates(date(2022, 1, 1), date(2035, 1, 1)), **GROUNDS},
    ("task", 1): {"due_on": JUNE, **GROUNDS},
}

days = st.dates() | st.dates(date(2021, 12, 1), date(2026, 2, 1)) | st.just(JUNE)
moments = st.datetimes(
    datetime(1990, 1, 1),  # noqa: DTZ001 - the zone is drawn beside it
    datetime(2090, 1, 1),  # noqa: DTZ001 - likewise
    timezones=st.sampled_from([UTC, timezone(timedelta(hours=14)), timezone(timedelta(hours=-12))]),
)
figures = st.one_of(
    st.decimals(allow_nan=True, allow_infinity=True),
    st.decimals(-200, 200, places=2),
    st.sampled_from(["sNaN", "-0", "1E+14", "1E-6", "999999999999999.999999", "0E+20"]).map(
        Decimal
    ),
)
texts = st.one_of(
    st.text(st.characters(exclude_categories=())),
    st.text(),
    st.sampled_from(
        ["", " ", "\n", "原因", "长" * 500, "长" * 2000, "长" * 2001, "\ud800", "\x00"]
    ),
)
statuses = st.sampled_from(["not_started", "in_progress", "done", "blocked"]) | texts
stages = st.sampled_from(["preparation", "construction", "built", "in_use"]) | texts
periods = st.integers() | st.integers(2020, 2027)
ANY_REPORT: dict[str, st.SearchStrategy[Any]] = {
    "as_of": days,
    "recorded_at": moments,
    "period": periods,
    "status": st.none() | statuses,
    "completed_on": st.none() | days,
    "value": st.none() | figures,
    "stage": st.none() | stages,
    "physical_progress_percent": st.none() | figures,
    "completed_investment_wan_yuan": st.none() | figures,
    "funds_received_wan_yuan": st.none() | figures,
    "problems": texts,
    "note": texts,
    "evidence": texts,
}
ANY_ADJUSTMENT: dict[str, st.SearchStrategy[Any]] = {
    "as_of": days,
    "recorded_at": moments,
    "target": st.none() | figures,
    "due_on": st.none() | days,
    "planned_investment_wan_yuan": st.none() | figures,
    "reason": texts,
    "document_number": texts,
}


@st.composite
def sayings(
    draw: st.DrawFn,
    sensible: dict[tuple[str, int], Said],
    anything: dict[str, st.SearchStrategy[Any]],
) -> tuple[tuple[str, int], Said]:
    """What is sensibly said of an item, with a few fields changed to anything at all."""
    item = draw(st.sampled_from(list(sensible)))
    changed = draw(st.lists(st.sampled_from(list(anything)), max_size=3).map(dict.fromkeys))
    said = {"as_of": JUNE, "recorded_at": NOW, **sensible[item]}
    said |= {name: draw(anything[name]) for name in changed}
    # what varies from one example to the next is given as a strategy
    return item, {
        name: draw(value) if isinstance(value, st.SearchStrategy) else value
        for name, value in said.items()
    }


@dataclass(frozen=True)
class Shared:
    """A store that is added to by every example, and what its plan asks."""

    store: Store
    plan: Plan
    items: dict[tuple[str, int], Item]

    def following(self, table: str, item: Item) -> int:
        count = f"SELECT count(*) FROM {table} WHERE item_id = {item.id}"
        return int(raw_sql.ask(self.store.url, count)[0][0]) + 1


@pytest.fixture(scope="module")
def shared(shared_url: str) -> Shared:
    store = Store(shared_url)
    people.office_account(store, NOW)
    rows = store.plan()
    items = {(item.kind, item.number): item for item in rows.items if not item.paragraph}
    return Shared(store, rows.plan, items)


@pytest.mark.slow
@repeatable
@given(sayings(REPORTS, ANY_REPORT))
def test_any_report_is_refused_by_the_rules_or_accepted_by_the_database(
    shared: Shared, saying: tuple[tuple[str, int], Said]
) -> None:
    number, said = saying
    item = shared.items[number]
    seq = shared.following("reports", item)
    report = Report(item_id=item.id, seq=seq, account="tester", **said)
    try:
        rules.check_report(report, item, shared.plan)
    except RefusedError as error:
        assert error.refusal is not Refusal.AGAINST_THE_STORE  # noqa: PT017 - it may be accepted
        return

    shared.store.append(report)

    assert shared.following("reports", item) == seq + 1
    kept = shared.store.last(item.id)
    assert kept is not None
    assert {name: getattr(kept, name) for name in said} == said


@pytest.mark.slow
@repeatable
@given(sayings(ADJUSTMENTS, ANY_ADJUSTMENT))
def test_any_adjustment_is_refused_by_the_rules_or_accepted_by_the_database(
    shared: Shared, saying: tuple[tuple[str, int], Said]
) -> None:
    number, said = saying
    item = shared.items[number]
    seq = shared.following("adjustments", item)
    adjustment = Adjustment(item_id=item.id, seq=seq, account="tester", **said)
    earlier = [made for made in shared.store.adjustments(said["as_of"]) if made.item_id == item.id]
    try:
        rules.check_adjustment(adjustment, item, shared.plan, earlier)
    except RefusedError as error:
        assert error.refusal is not Refusal.AGAINST_THE_STORE  # noqa: PT017 - it may be accepted
        return

    shared.store.adjust(adjustment)

    assert shared.following("adjustments", item) == seq + 1
    made = shared.store.adjustments(date.max)
    (kept,) = (one for one in made if (one.item_id, one.seq) == (item.id, seq))
    assert {name: getattr(kept, name) for name in said} == said
