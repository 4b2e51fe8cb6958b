"""A month's reports by unit, counted by hand: complete and timely, late, corrected, taken back."""

from __future__ import annotations

from datetime import UTC, date, datetime
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest

from kzdash.board.board import compute_board
from kzdash.board.reporting_period import is_on_time, read_reporting_period
from kzdash.board.verdict import period_finding
from kzdash.domain import rules
from kzdash.domain.models import Adjustment, Kind, Report
from kzdash.domain.progress import Level, MatterKind
from kzdash.store import unit_names

if TYPE_CHECKING:
    from collections.abc import Callable

    from kzdash.board import Board
    from kzdash.board.reporting_period import ReportingPeriod, UnitPeriod
    from kzdash.store import Store

# of the seed: projects by the fourth last working day of the month, 25 November 2025
DUE, LATE = datetime(2025, 11, 25, 9, tzinfo=UTC), datetime(2025, 11, 26, 9, tzinfo=UTC)
NOVEMBER = date(2025, 11, 30)
UNIT = "区水利局"
SAID = {"stage": "construction", "note": "按计划推进"}


@pytest.fixture
def say(store: Store, item_id: Callable[[str, int], int]) -> Callable[..., None]:
    """Report on a project, recorded at a moment, for the day of that moment unless told."""

    def append(number: int, moment: datetime, as_of: date | None = None, **said: Any) -> None:
        one = item_id("project", number)
        last = store.last(one)
        store.append(
            Report(
                item_id=one,
                seq=(last.seq if last else 0) + 1,
                as_of=as_of or moment.date(),
                recorded_at=moment,
                account="tester",
                **(SAID | said),
            )
        )

    return append


def projects_of(board: Board) -> tuple[str, list[int]]:
    """The unit that leads most projects, and their numbers."""
    units = [item.lead_unit for item in board.projects]
    unit = max(board.units, key=units.count)
    return unit, [item.number for item in board.projects if item.lead_unit == unit]


def month(store: Store, day: date = NOVEMBER) -> ReportingPeriod:
    return read_reporting_period(store, compute_board(store, day))


def row_of(period: ReportingPeriod, unit: str) -> UnitPeriod:
    (row,) = [row for row in period.units if row.unit == unit]
    return row


def projects_in(row: UnitPeriod) -> tuple[int, int]:
    """How many projects a unit still owes, and has reported on."""
    due = sum(one.item.kind == Kind.PROJECT for one in row.round.due)
    return due, sum(item.kind == Kind.PROJECT for item in row.round.reported)


def test_a_report_in_time_counts_twice_a_late_one_once_and_none_is_named(
    store: Store, say: Callable[..., None]
) -> None:
    unit, (first, second, *others) = projects_of(compute_board(store, NOVEMBER))
    before = row_of(month(store), unit)
    say(first, DUE)
    say(second, LATE)

    row = row_of(month(store), unit)

    assert projects_in(before) == (2 + len(others), 0)
    assert projects_in(row) == (len(others), 2)
    assert row.count.wanted == before.count.wanted
    assert (row.count.reported, row.on_time) == (2, 1)
    assert row.is_late
    missing = {one.item.number for one in row.round.due if one.item.kind == Kind.PROJECT}
    assert missing == set(others)


def test_a_correction_makes_nothing_late(store: Store, say: Callable[..., None]) -> None:
    unit, (first, *_) = projects_of(compute_board(store, NOVEMBER))
    say(first, DUE)
    say(first, LATE, note="更正")

    assert row_of(month(store), unit).on_time == 1


def test_a_report_recorded_the_month_after_about_this_month_is_made_and_late(
    store: Store, say: Callable[..., None]
) -> None:
    unit, (first, *_) = projects_of(compute_board(store, NOVEMBER))
    say(first, datetime(2025, 12, 3, 9, tzinfo=UTC), NOVEMBER)

    row = row_of(month(store), unit)
    assert (row.count.reported, row.on_time) == (1, 0)


def test_what_was_taken_back_is_missing_again(
    store: Store, say: Callable[..., None], item_id: Callable[[str, int], int]
) -> None:
    unit, (first, *_) = projects_of(compute_board(store, NOVEMBER))
    say(first, DUE)
    store.undo(item_id("project", first), 1, "tester", DUE)

    row = row_of(month(store), unit)
    assert (row.count.reported, row.on_time) == (0, 0)


def test_a_step_that_was_withdrawn_is_not_wanted(
    store: Store, item_id: Callable[[str, int], int]
) -> None:
    unit, (first, *_) = projects_of(compute_board(store, NOVEMBER))
    ids = {name: unit_id for unit_id, name in unit_names(store).items()}
    before = row_of(month(store), unit).count.wanted
    step = rules.NewItem(
        kind=Kind.STEP,
        name="完成招标",
        as_of=date(2025, 11, 3),
        due_on=date(2025, 12, 20),
        units=(ids[unit],),
        parent_id=item_id("project", first),
    )
    (added,) = store.add([step], "tester", datetime(2025, 11, 3, 9, tzinfo=UTC))
    assert row_of(month(store), unit).count.wanted == before + 1

    store.adjust(
        Adjustment(
            item_id=added,
            seq=1,
            as_of=date(2025, 11, 4),
            recorded_at=datetime(2025, 11, 4, 9, tzinfo=UTC),
            account="tester",
            reason="重复登记",
            document_number="",
            decision=rules.WITHDRAWN,
        )
    )

    assert row_of(month(store), unit).count.wanted == before


def test_the_finding_says_both_rates_and_how_many_units_and_queries(
    store: Store, say: Callable[..., None], item_id: Callable[[str, int], int]
) -> None:
    board = compute_board(store, NOVEMBER)
    unit, (first, *_) = projects_of(board)
    say(first, DUE)
    ids = {name: unit_id for unit_id, name in unit_names(store).items()}
    query = rules.NewItem(
        kind=Kind.MATTER,
        name="形象进度请核实",
        summary="形象进度请核实",
        as_of=date(2025, 11, 26),
        units=(ids[unit],),
        matter_kind=MatterKind.QUERY,
        level=Level.UNIT,
        raised_by="专班办公室",
        about=((item_id("project", first), 1),),
        due_on=date(2025, 12, 1),
    )
    store.add([query], "tester", LATE)
    period = month(store)
    wanted, units = period.count.wanted, len(period.incomplete)

    words = "".join(part.words for part in period_finding(period, NOVEMBER))
    own = period_finding(period.of_unit(unit), date(2026, 1, 5), unit)

    share = f"{100 / wanted:.1f}".removesuffix(".0")
    assert words == (
        f"11月应报{wanted}项，已报1项（{share}%），其中按时1项（{share}%）；"
        f"{units}家单位没有报齐，1项请核实。"
    )
    count = row_of(period, unit).count
    assert "".join(part.words for part in own).startswith(
        f"{unit} 2025年11月应报{count.wanted}项，已报1项"
    )


@pytest.mark.parametrize(
    ("rows", "answer"),
    [
        # seq, day recorded, restores
        ([(1, 25, None)], True),
        ([(1, 26, None)], False),
        ([(1, 25, None), (2, 26, 0)], False),
        ([(1, 24, None), (2, 25, 0), (3, 26, 1)], True),
        ([(1, 24, None), (2, 25, 0), (3, 26, None)], False),
        ([(1, 24, None), (2, 25, None), (3, 26, 1)], True),
        ([], False),
    ],
    ids=["in time", "late", "undone", "undo undone", "made anew", "correction undone", "none"],
)
def test_the_first_report_that_stands_settles_whether_it_was_in_time(
    board_at: Callable[[date], Board], rows: list[tuple[int, int, int | None]], answer: bool
) -> None:
    item = board_at(NOVEMBER).projects[0]
    times: Any = [
        SimpleNamespace(
            seq=seq,
            period=0,
            as_of=date(2025, 11, 20),
            recorded_at=datetime(2025, 11, day, 9, tzinfo=UTC),
            restores=restores,
        )
        for seq, day, restores in rows
    ]

    assert is_on_time(item, times) is answer
