"""The office changes the reporting calendar with a reason; it is kept for good, and moved along."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

import pytest

from kzdash.board.board import compute_board
from kzdash.domain.models import CalendarChange
from kzdash.errors import RefusedError, SeedError
from kzdash.store import (
    Store,
    calendar_changes,
    change_calendar,
    move_store,
    seed,
    table_checksums,
)
from tests import people
from tests.raw_sql import REFUSED

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Ask = Callable[..., list[tuple[Any, ...]]]

NOVEMBER = date(2025, 11, 1)
MOMENT = datetime(2025, 11, 3, 2, tzinfo=UTC)
RULE = {"kind": "task", "rhythm": "month_after", "workday": -1, "grace": 2}
DUE_DAY = {"kind": "project", "period": NOVEMBER, "due_on": date(2025, 11, 20)}
PUBLISHED = {"period": date(2025, 1, 1), "due_on": date(2026, 6, 1)}


def change(**said: Any) -> CalendarChange:
    """A change of the calendar that the office makes on 3 November 2025."""
    usual = {"as_of": MOMENT.date(), "recorded_at": MOMENT, "reason": "改期"}
    return CalendarChange(**(usual | said))


def test_all_three_sorts_of_changes_are_kept_in_their_order(
    store: Store, item_id: Callable[[str, int], int]
) -> None:
    change_calendar(store, [change(**RULE)], "tester")
    change_calendar(store, [change(**DUE_DAY)], "tester")
    change_calendar(store, [change(item_id=item_id("indicator", 7), **PUBLISHED)], "tester")

    kept = calendar_changes(store)

    assert [(one.kind, one.rhythm, one.due_on) for one in kept] == [
        ("task", "month_after", None),
        ("project", None, date(2025, 11, 20)),
        (None, None, date(2026, 6, 1)),
    ]
    assert all((one.account, one.recorded_at) == ("tester", MOMENT) for one in kept)


@pytest.mark.parametrize(
    ("who", "said", "refusal"),
    [
        ("水利", DUE_DAY, "OFFICE_ONLY"),
        ("nobody", DUE_DAY, "NO_ACCOUNT"),
        ("tester", DUE_DAY | {"reason": " "}, "NO_REASON"),
        ("tester", DUE_DAY | {"reason": "长" * 2001}, "TOO_LONG"),
        ("tester", DUE_DAY | {"kind": "matter"}, "NOT_OF_KIND"),
        ("tester", DUE_DAY | {"kind": "indicator"}, "NOT_OF_KIND"),
        ("tester", DUE_DAY | {"period": date(2025, 11, 2)}, "NOT_OF_KIND"),
        ("tester", DUE_DAY | {"due_on": None}, "NO_DUE_DATE"),
        ("tester", DUE_DAY | {"due_on": date(2025, 10, 31)}, "TOO_EARLY"),
        ("tester", DUE_DAY | {"due_on": date(2026, 2, 1)}, "TOO_LATE"),
        ("tester", DUE_DAY | {"as_of": date(2025, 11, 4)}, "TO_COME"),
        ("tester", RULE | {"rhythm": "week"}, "NOT_OF_KIND"),
        ("tester", RULE | {"workday": 0}, "NOT_OF_KIND"),
        ("tester", RULE | {"grace": 21}, "NOT_OF_KIND"),
        ("tester", RULE | {"as_of": date(2027, 1, 1)}, "TO_COME"),
        ("tester", PUBLISHED | {"item_id": 999_999}, "NO_ITEM"),
        ("tester", PUBLISHED | {"item_id": ("project", 1)}, "NOT_OF_KIND"),
        (
            "tester",
            PUBLISHED | {"item_id": ("indicator", 7), "period": date(2026, 1, 1)},
            "NO_YEAR",
        ),
        (
            "tester",
            PUBLISHED | {"item_id": ("indicator", 7), "due_on": date(2025, 12, 31)},
            "TOO_EARLY",
        ),
    ],
)
def test_what_may_not_be_changed_is_refused_and_nothing_is_written(
    store: Store,
    item_id: Callable[[str, int], int],
    who: str,
    said: dict[str, Any],
    refusal: str,
) -> None:
    people.join(store, MOMENT, "水利", "区水利局")
    about = said.get("item_id")
    named = {"item_id": item_id(*about)} if isinstance(about, tuple) else {}
    version = store.version()

    with pytest.raises(RefusedError) as caught:
        change_calendar(store, [change(**(said | named))], who)

    assert caught.value.refusal.name == refusal
    assert calendar_changes(store) == []
    assert store.version() == version


def test_a_change_makes_a_new_version_so_that_no_older_board_is_shown(store: Store) -> None:
    before = store.version()

    change_calendar(store, [change(**DUE_DAY)], "tester")

    assert store.version() != before
    assert compute_board(store, MOMENT.date()).version == store.version()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE calendar_changes SET reason = 'mended'",
        "DELETE FROM calendar_changes",
        (
            "INSERT INTO calendar_changes (id, as_of, recorded_at, account, reason, kind, rhythm,"
            " workday, grace, period, due_on) VALUES (9, '2025-11-03', '2025-11-03', 'x', 'x',"
            " 'task', 'month', 1, 0, '2025-11-01', '2025-11-20')"
        ),
        (
            "INSERT INTO calendar_changes (id, as_of, recorded_at, account, reason, kind)"
            " VALUES (9, '2025-11-03', '2025-11-03', 'x', 'x', 'task')"
        ),
    ],
)
def test_the_database_keeps_them_as_they_are_and_takes_only_what_says_one_thing(
    store: Store, ask: Ask, statement: str
) -> None:
    change_calendar(store, [change(**DUE_DAY)], "tester")

    with pytest.raises(REFUSED):
        ask(statement)

    assert ask("SELECT count(*), max(reason) FROM calendar_changes") == [(1, "改期")]


def test_they_move_with_the_store(store: Store, tmp_path: Path) -> None:
    change_calendar(store, [change(**RULE)], "tester")
    target = Store(f"sqlite:///{tmp_path}/moved.db")

    move_store(store, target.url)

    assert table_checksums(target) == table_checksums(store)
    assert [one.reason for one in calendar_changes(target)] == ["改期"]


def test_an_indicator_whose_publication_was_changed_stays_in_the_plan(
    store: Store,
    item_id: Callable[[str, int], int],
    draft_seed: Path,
    edit: Callable[[Path, str, str], None],
) -> None:
    change_calendar(store, [change(item_id=item_id("indicator", 15), **PUBLISHED)], "tester")
    table = draft_seed / "indicators.csv"
    lines = table.read_text("utf-8-sig").splitlines()
    table.write_text("\n".join(lines[:-1]), "utf-8")
    edit(draft_seed / "plan.toml", "indicators = 15", "indicators = 14")

    with pytest.raises(SeedError):
        seed.init_store(store.url, draft_seed, MOMENT)
