"""A provisional figure comes by the same forms as the year's, and never stands for it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from kzdash import reporting
from kzdash.board.board import compute_board
from kzdash.board.due_reports import reports_due
from kzdash.board.monthly_round import monthly_round
from kzdash.board.reporting_period import is_on_time, read_reporting_period
from kzdash.board.status_counts import count_reported
from kzdash.domain.models import Adjustment
from kzdash.errors import Refusal, RefusedError
from kzdash.store.report_times import report_times
from tests.reporting.conftest import DAY, NOW

if TYPE_CHECKING:
    from collections.abc import Callable

    from kzdash.domain.models import Report
    from kzdash.reporting import DryRun
    from kzdash.store import Store
    from tests.reporting.conftest import Form

    Take = Callable[..., Form]
    Bring = Callable[..., DryRun]
    NewReport = Callable[..., Report]
    ItemId = Callable[[str, int], int]

HALF = 20252
ROW = "编号,年份,数值,依据,数据截至,填报次数\n指标4,{period},54.2,统计月报,2025-06-30,{seq}\n"


def set_goal(store: Store, item_id: ItemId) -> None:
    """Ask for a goal of the first half of 2025."""
    goal = Adjustment(
        item_id=item_id("indicator", 4),
        seq=1,
        as_of=date(2025, 1, 10),
        recorded_at=NOW,
        account="tester",
        reason="年度分解",
        document_number="1号",
        period=HALF,
        goal=Decimal(55),
    )
    store.adjust(goal)


def provisional(new_report: NewReport, number: int = 4) -> Report:
    report = new_report(
        "indicator", number, DAY, period=HALF, value=Decimal("5.2"), evidence="月报"
    )
    report.recorded_at = NOW
    return report


def due(store: Store, number: int, as_of: date = DAY) -> tuple[str, ...]:
    """Return why a report on an indicator is due."""
    item = compute_board(store, as_of).indicators[number - 1]
    (row,) = reports_due([item], as_of)
    return row.reasons


def test_a_row_of_a_form_may_be_of_a_part_of_a_year(
    store: Store, bring: Bring, item_id: ItemId
) -> None:
    seq = store.seqs()[item_id("indicator", 4)]
    for words in ("2025年上半年", "2025上半年快报", "2025年半年"):
        (change,) = bring(ROW.format(period=words, seq=seq).encode()).changes
        assert change.report.period == HALF


def test_what_a_form_says_of_half_a_year_is_stored_beside_the_years(
    store: Store, bring: Bring, item_id: ItemId
) -> None:
    before = compute_board(store, DAY).indicators[3].assessment
    seq = store.seqs()[item_id("indicator", 4)]
    outcome = bring(ROW.format(period="2025年上半年", seq=seq).encode())

    reporting.store_outcome(store, outcome, "tester", NOW)

    after = compute_board(store, DAY).indicators[3].assessment
    assert (after.levels, after.value, after.status) == (
        before.levels,
        before.value,
        before.status,
    )
    assert after.provisional is not None
    assert after.provisional.value == Decimal("54.2")


def test_a_part_of_a_year_that_is_not_over_is_refused(
    bring: Bring, store: Store, item_id: ItemId
) -> None:
    seq = store.seqs()[item_id("indicator", 4)]

    (fault,) = bring(ROW.format(period="2025年前三季度", seq=seq).encode()).faults

    assert isinstance(fault.error, RefusedError)
    assert fault.error.refusal is Refusal.NO_YEAR


def test_the_form_has_a_row_for_a_part_that_has_a_goal_and_no_other(
    store: Store, take: Take, bring: Bring, item_id: ItemId
) -> None:
    def years(form: Form) -> list[Any]:
        rows = form.book["指标"].iter_rows(min_row=2, values_only=True)
        header = [cell.value for cell in form.book["指标"][1]]
        return [row[header.index("年份")] for row in rows if row[0] == "指标4"]

    assert years(take()) == [2022, 2023, 2024, 2025]
    set_goal(store, item_id)
    form = take()
    assert years(form) == [2022, 2023, 2024, 2025, "2025年上半年"]
    assert bring(form).changes == []

    written: Any = "2025年上半年"
    form.cell("指标4", "数值", written).value = 54.2
    form.fill("指标4", written, 依据="月报")
    (change,) = bring(form).changes
    assert (change.report.period, change.report.value) == (HALF, Decimal("54.2"))


def test_a_provisional_figure_leaves_the_year_asked_for(
    store: Store, new_report: NewReport
) -> None:
    before = due(store, 7)
    assert any(reason.startswith("缺") or reason == "从未填报" for reason in before)

    store.append(provisional(new_report, 7))

    board = compute_board(store, DAY)
    item = board.indicators[6]
    assert item.assessment.missing
    assert not item.answers_round
    assert any("缺" in reason for reason in due(store, 7))
    assert item.item_id in {row.item.item_id for row in monthly_round(board.indicators, DAY).due}
    assert count_reported([item]) == 0


def test_a_provisional_figure_is_no_report_that_a_month_asked_for(
    store: Store, new_report: NewReport
) -> None:
    before = monthly_round(compute_board(store, DAY).indicators, DAY)
    assert 4 not in {item.number for item in before.reported}

    store.append(provisional(new_report, 4))

    after = monthly_round(compute_board(store, DAY).indicators, DAY)
    assert after.words == before.words


def test_a_provisional_figure_is_not_what_comes_in_time_for_a_year(
    store: Store, new_report: NewReport
) -> None:
    store.append(provisional(new_report, 7))
    board = compute_board(store, DAY)
    item = board.indicators[6]
    assert item.asked_year is not None

    times = report_times(store, date(2025, 1, 1), {item.asked_year}, DAY)

    assert item.round is None or not is_on_time(
        item, [row for row in times if row.item_id == item.item_id]
    )
    assert read_reporting_period(store, board) is not None


def test_the_final_figure_of_a_year_needs_no_provisional_one(
    store: Store, new_report: NewReport
) -> None:
    final = new_report(
        "indicator", 4, date(2026, 1, 1), period=2025, value=Decimal(57), evidence="公报"
    )
    store.append(provisional(new_report, 4))
    final.seq += 1
    store.append(final)

    item = compute_board(store, date(2026, 1, 2)).indicators[3]

    assert item.assessment.provisional is None
    assert item.assessment.levels[2025] == 57
    assert HALF in {report.period for report in item.figures}
