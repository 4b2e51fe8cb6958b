"""A form that comes back makes the reports that were filled in: all or none, and no other."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from kzdash.board.board import compute_board
from kzdash.errors import CellError, CellProblem, ConflictError, ParseError, RefusedError
from tests.reporting.conftest import DAY

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from kzdash.domain.models import Report
    from kzdash.reporting import DryRun
    from kzdash.store import Store
    from tests.reporting.conftest import Form

    Take = Callable[..., Form]
    Bring = Callable[..., DryRun]
    NewReport = Callable[..., Report]

MAY = date(2025, 5, 31)
LONG = Decimal("123456789012345.654321")


PHYSICAL, FUNDS = "physical_progress_percent", "funds_received_wan_yuan"
TOLD: list[tuple[str, int, dict[str, Any]]] = [
    ("indicator", 7, {"period": 2024, "value": Decimal("10.50")}),
    ("project", 1, {"stage": "built", PHYSICAL: Decimal("1.234567")}),
    ("project", 2, {"completed_investment_wan_yuan": LONG, "problems": "=征地\n未完"}),
    ("project", 4, {"stage": "built", FUNDS: LONG}),
    ("project", 3, {"stage": "preparation", PHYSICAL: Decimal(0)}),
    ("milestone", 1, {"status": "done", "completed_on": date(2024, 1, 30)}),
    ("task", 2, {"status": "blocked", "note": "'+待批"}),
    ("policy", 3, {"status": "in_progress"}),
    ("reform", 2, {"status": "not_started"}),
]


@pytest.fixture
def told(store: Store, new_report: NewReport) -> Store:
    """A store with a report of every kind."""
    store.append_all(
        [new_report(*item, MAY, **{"evidence": "  年报 \t ", **said}) for *item, said in TOLD]
    )
    return store


def test_an_untouched_form_makes_no_report(told: Store, take: Take, bring: Bring) -> None:
    trial = bring(take())

    assert (trial.changes, trial.faults, trial.conflicts) == ([], [], [])
    assert trial.unchanged == sum(len(sheet["A"]) - 1 for sheet in take().book.worksheets[1:-1])
    assert not trial.may_be_stored
    assert told.last(1)


@pytest.mark.slow
@pytest.mark.parametrize("as_of", [date(2024, 1, 1), date(2025, 5, 30), date(2025, 6, 1)])
def test_an_untouched_form_of_an_earlier_day_makes_none(
    told: Store,  # has been reported to
    take: Take,
    bring: Bring,
    as_of: date,
) -> None:
    trial = bring(take(as_of))

    assert (trial.changes, trial.faults, trial.conflicts) == ([], [], [])


FILLED: list[tuple[str, dict[str, Any], dict[str, Any]]] = [
    (
        "指标7",
        {"year": 2023, "数值": 11.25, "依据": "年报", "数据截至": date(2025, 6, 1)},
        {"period": 2023, "value": Decimal("11.25"), "evidence": "年报", "as_of": date(2025, 6, 1)},
    ),
    (
        "项目1",
        {
            "阶段": "投用",
            "形象进度(%)": "99.5%",
            "完成投资(万元)": "1.2亿元",
            "到位资金(万元)": "11,000.50万元",
        },
        {
            "stage": "in_use",
            "physical_progress_percent": Decimal("99.5"),
            "completed_investment_wan_yuan": Decimal(12000),
            FUNDS: Decimal("11000.50"),
            "as_of": DAY,
        },
    ),
    (
        "时间节点4",
        {"状态": "已完成", "完成日期": "2024年12月20日", "说明": "已验收"},
        {"status": "done", "completed_on": date(2024, 12, 20), "note": "已验收"},
    ),
    ("任务2", {"状态": "已完成"}, {"status": "done", "note": "'+待批"}),
    ("政策5", {"状态": "受阻", "说明": "待批"}, {"status": "blocked", "note": "待批"}),
    ("改革2", {"数据截至": date(2025, 6, 2)}, {"status": "not_started", "as_of": date(2025, 6, 2)}),
]


@pytest.mark.slow
@pytest.mark.parametrize(("key", "cells", "said"), FILLED, ids=[key for key, *_ in FILLED])
def test_a_filled_cell_makes_one_report_that_says_it(
    told: Store, take: Take, bring: Bring, key: str, cells: dict[str, Any], said: dict[str, Any]
) -> None:
    before = told.seqs()

    trial = bring(take().fill(key, **cells))
    told.append_all(trial.reports)

    (change,) = trial.changes
    made = told.last(change.item.item_id)
    assert made
    assert made.seq == before[change.item.item_id] + 1
    assert {name: getattr(made, name) for name in said} == said
    after = told.seqs()
    assert {item for item, seq in after.items() if before[item] != seq} == {change.item.item_id}


def test_a_form_of_before_a_column_came_is_read_and_what_it_does_not_ask_stays(
    told: Store, take: Take, bring: Bring
) -> None:
    form = take()
    sheet = form.book["项目"]
    column = next(cell.column for cell in sheet[1] if cell.value == "到位资金(万元)")
    sheet.delete_cols(column)

    untouched = bring(form)
    trial = bring(form.fill("项目4", 阶段="投用"))
    told.append_all(trial.reports)

    assert (untouched.changes, untouched.has_problems) == ([], False)
    (change,) = trial.changes
    assert change.fields == (("stage", "built", "in_use"), ("evidence", "年报", ""))
    made = told.last(change.item.item_id)
    assert made
    assert (made.stage, made.funds_received_wan_yuan) == ("in_use", LONG)


def test_the_dry_run_says_what_was_and_what_will_be(told: Store, take: Take, bring: Bring) -> None:
    (change,) = bring(take().fill("项目3", 阶段="在建", 需协调问题="征地")).changes

    assert set(change.fields) == {
        ("stage", "preparation", "construction"),
        ("problems", "", "征地"),
        ("evidence", "年报", ""),
    }
    assert (change.place.sheet, change.place.row) == ("项目", 4)
    assert told.seqs()[change.item.item_id] == 1


def test_a_form_brought_twice_makes_its_reports_once(told: Store, take: Take, bring: Bring) -> None:
    form = take().fill("任务2", 状态="已完成")
    told.append_all(bring(form).reports)

    again = bring(form)

    assert (again.changes, again.conflicts) == ([], [])


def test_two_years_of_an_indicator_make_two_reports(told: Store, take: Take, bring: Bring) -> None:
    form = take()
    for year, value in ((2022, 12), (2023, 11)):
        form.fill("指标7", year, 数值=value, 依据="年报")

    told.append_all(bring(form).reports)

    line = compute_board(told, DAY).indicators[6]
    assert {said.period: said.value for said in line.reports} == {
        2022: Decimal(12),
        2023: Decimal(11),
        2024: Decimal("10.50"),
    }


def test_who_reported_meanwhile_is_shown_and_not_overwritten(
    told: Store, take: Take, bring: Bring, new_report: NewReport
) -> None:
    form = take().fill("任务2", 状态="已完成").fill("政策5", 状态="推进中")
    told.append(new_report("task", 2, DAY, status="in_progress", note="另一人所填"))

    trial = bring(form)

    (conflict,) = trial.conflicts
    assert (conflict.place.sheet, conflict.place.row) == ("任务", 3)
    assert [said.note for said in conflict.others] == ["另一人所填"]
    assert [change.item.number for change in trial.changes] == [5]
    assert not trial.may_be_stored


def test_what_others_reported_on_rows_left_alone_is_no_conflict(
    told: Store, take: Take, bring: Bring, new_report: NewReport
) -> None:
    form = take().fill("政策5", 状态="推进中")
    told.append(new_report("task", 2, DAY, status="in_progress", note="另一人所填"))
    told.append(new_report("indicator", 7, DAY, period=2023, value=Decimal(11), evidence="年报"))

    trial = bring(form)

    assert trial.conflicts == []
    assert [change.item.number for change in trial.changes] == [5]


def test_a_report_taken_back_meanwhile_is_a_conflict_too(
    told: Store, take: Take, bring: Bring, item_id: Callable[[str, int], int]
) -> None:
    form = take().fill("任务2", 状态="已完成")
    told.undo(item_id("task", 2), 1, "tester", datetime(2025, 6, 30, tzinfo=UTC))

    assert len(bring(form).conflicts) == 1


def test_what_was_reported_meanwhile_and_taken_back_is_no_conflict(
    told: Store, take: Take, bring: Bring, new_report: NewReport, item_id: Callable[[str, int], int]
) -> None:
    form = take().fill("任务2", 状态="已完成").fill("任务1", 状态="推进中")
    for number in (1, 2):
        report = new_report("task", number, DAY, status="in_progress", note="另一人所填")
        seq = report.seq
        told.append(report)
        told.undo(item_id("task", number), seq, "tester", datetime(2025, 7, 1, tzinfo=UTC))

    trial = bring(form)

    assert trial.conflicts == []
    assert [change.item.number for change in trial.changes] == [1, 2]


def test_what_was_taken_back_and_then_brought_back_is_a_conflict(
    told: Store, take: Take, bring: Bring, new_report: NewReport, item_id: Callable[[str, int], int]
) -> None:
    form = take().fill("任务2", 状态="已完成")
    report = new_report("task", 2, DAY, status="in_progress", note="另一人所填")
    last = report.seq
    told.append(report)
    for seq in (last, last + 1):
        told.undo(item_id("task", 2), seq, "tester", datetime(2025, 7, 1, tzinfo=UTC))

    assert len(bring(form).conflicts) == 1


def test_reports_are_stored_all_or_none(
    told: Store,
    file: Path,
    take: Take,
    bring: Bring,
    new_report: NewReport,
    dump: Callable[[Path], str],
) -> None:
    trial = bring(take().fill("任务1", 状态="已完成").fill("任务2", 状态="已完成"))
    told.append(new_report("task", 2, DAY, status="in_progress"))
    before = dump(file)

    with pytest.raises(ConflictError):
        told.append_all(trial.reports)

    assert dump(file) == before


BAD: list[tuple[str, str, Any, str]] = [
    ("指标7", "数值", "较高", "NOT_A_FIGURE"),
    ("指标7", "数值", 101, "NOT_A_SHARE"),
    ("指标7", "数值", "12家", "OTHER_UNIT"),
    ("指标7", "数值", True, "NOT_A_FIGURE"),
    ("指标7", "依据", None, "NO_SOURCE"),
    ("指标7", "数值", None, "NO_VALUE"),
    ("项目1", "形象进度(%)", -1, "NOT_A_SHARE"),
    ("项目1", "阶段", "完成", "NO_CHOICE"),
    ("项目1", "完成投资(万元)", "1,2", "SEPARATORS"),
    ("项目1", "数据截至", "2025-02-30", "NO_SUCH_DAY"),
    ("项目1", "数据截至", date(2025, 7, 1), "TO_COME"),
    ("项目1", "数据截至", "1999-12-31", "TOO_EARLY"),
    ("时间节点1", "完成日期", None, "NO_COMPLETION_DAY"),
    ("时间节点1", "完成日期", date(2025, 7, 1), "TO_COME"),
    ("任务2", "状态", "进行", "NO_CHOICE"),
    ("任务2", "说明", "长" * 2001, "TOO_LONG"),
    ("任务2", "说明", None, "NO_REASON"),
    ("任务2", "编号", "任务99", "NO_ITEM"),
    ("任务2", "编号", "任务1", "OTHER_NAME"),
    ("任务2", "填报次数", None, "NO_SEQ"),
    ("任务2", "填报次数", "一", "NO_SEQ"),
    ("任务2", "状态", "=1+1", "FORMULA"),
]


@pytest.mark.slow
@pytest.mark.parametrize(("key", "column", "value", "why"), BAD)
def test_a_bad_cell_is_named_and_keeps_all_from_being_stored(
    told: Store, take: Take, bring: Bring, key: str, column: str, value: Any, why: str
) -> None:
    form = take().fill("政策5", 状态="推进中")
    cell = form.cell(key, column, 2024 if key == "指标7" else None)
    if column in {"依据", "填报次数"}:
        form.fill(key, 2024 if key == "指标7" else None, 说明="另写")
    cell.value = value

    trial = bring(form)

    (fault,) = trial.faults
    assert _why(fault.error) == why
    assert (fault.place.sheet, fault.place.row) == (cell.parent.title, cell.row)
    assert fault.place.column in {column, "", "事项", "完成日期", "数据截至"}
    assert not trial.may_be_stored
    assert told.seqs()


def _why(error: Exception) -> str:
    match error:
        case RefusedError():
            return error.refusal.name
        case ParseError():
            return error.problem.name
        case CellError():
            return error.problem.name
    raise AssertionError(error)


def test_every_bad_cell_is_named_at_once(told: Store, take: Take, bring: Bring) -> None:
    form = take().fill("项目1", 阶段="完成", **{"形象进度(%)": "很高", "数据截至": "昨天"})
    form.fill("任务2", 状态="进行")

    faults = bring(form).faults

    assert [(fault.place.row, fault.place.column) for fault in faults] == [
        (2, "阶段"),
        (2, "形象进度(%)"),
        (2, "数据截至"),
        (3, "状态"),
    ]


def test_a_unit_may_fill_in_what_it_leads_and_nothing_else(
    told: Store, take: Take, bring: Bring, join_unit: Callable[[str], str]
) -> None:
    form = take().fill("任务2", 状态="已完成").fill("政策3", 状态="已完成")

    trial = bring(form, join_unit("区水利局"))

    assert [change.item.number for change in trial.changes] == [2]
    (fault,) = trial.faults
    assert isinstance(fault.error, CellError)
    assert (fault.error.problem, fault.error.value) == (CellProblem.NOT_LED, "高新区管委会")
    assert fault.place.sheet == "政策"
    assert told


def test_a_unit_is_told_where_to_report_its_part_of_what_it_supports(
    told: Store, take: Take, bring: Bring, join_unit: Callable[[str], str]
) -> None:
    trial = bring(take().fill("任务1", 状态="受阻", 说明="待批"), join_unit("区水利局"))

    (fault,) = trial.faults
    assert isinstance(fault.error, CellError)
    assert (fault.error.problem, fault.error.value) == (CellProblem.PART, "区农业农村委")
    assert told.last_reports()


def test_nobody_brings_a_form_without_an_account(take: Take, bring: Bring) -> None:
    with pytest.raises(RefusedError, match="no such account"):
        bring(take(), "nobody")


@pytest.fixture
def join_unit(store: Store) -> Callable[[str], str]:
    """Give somebody of a unit an account that may report."""

    def join(unit: str) -> str:
        from sqlalchemy import select

        from kzdash.domain.models import Account, Role, Unit

        with store.writing() as session:
            led = session.scalar(select(Unit).where(Unit.name == unit))
            account = Account(name="zhang", person="张三", role=Role.UNIT, must_change=False)
            account.unit, account.created_at = led, datetime(2025, 1, 1, tzinfo=UTC)
            session.add(account)
        return "zhang"

    return join


def test_columns_may_stand_in_any_order_and_sheets_be_added(
    told: Store,  # has been reported to
    take: Take,
    bring: Bring,
) -> None:
    form = take().fill("任务2", 状态="已完成")
    sheet = form.book["任务"]
    rows = [list(reversed(row)) for row in sheet.iter_rows(values_only=True)]
    sheet.delete_rows(1, sheet.max_row)
    sheet.append(["区水利局填报"])
    for row in rows:
        sheet.append(row)
    form.book.create_sheet("草稿")["A1"] = "自己的计算"

    trial = bring(form)

    (change,) = trial.changes
    assert change.fields[0] == ("status", "blocked", "done")
    assert trial.unread_sheets == ("草稿",)


def test_merged_cells_are_named_for_every_row_of_the_merge(
    told: Store,  # has been reported to
    take: Take,
    bring: Bring,
) -> None:
    form = take()
    form.book["任务"].merge_cells("E3:E5")
    form.book["任务"].merge_cells("F7:G7")

    trial = bring(form)

    found = [(fault.place.row, fault.place.column, fault.error) for fault in trial.faults]
    assert [(row, column) for row, column, _ in found] == [
        (3, "状态"),
        (4, "状态"),
        (5, "状态"),
        (7, "依据"),
    ]
    assert all(
        isinstance(error, CellError) and error.problem is CellProblem.MERGED for *_, error in found
    )
    assert trial.changes == []


def test_grounds_merged_over_rows_are_those_of_each_row(
    told: Store, take: Take, bring: Bring
) -> None:
    form = take().fill("任务2", 说明="同上一并说明", 数据截至=date(2025, 6, 2))
    form.fill("任务3", 状态="推进中").fill("任务4", 状态="推进中")
    for column in ("G", "H"):
        form.book["任务"].merge_cells(f"{column}3:{column}5")

    trial = bring(form)

    assert trial.faults == []
    assert [
        (change.report.note, change.report.as_of, change.item.number) for change in trial.changes
    ] == [("同上一并说明", date(2025, 6, 2), number) for number in (2, 3, 4)]
    assert told.seqs()


def test_grounds_merged_over_a_row_in_which_nothing_else_stands_make_no_report_of_it(
    told: Store,  # has been reported to
    take: Take,
    bring: Bring,
) -> None:
    form = take().fill("指标7", 2022, 数值=12.5, 依据="年报")
    cell = form.cell("指标7", "依据", 2022)
    form.book["指标"].merge_cells(None, cell.row, cell.column, cell.row + 1, cell.column)

    trial = bring(form)

    assert [(it.report.period, it.report.evidence) for it in trial.changes] == [(2022, "年报")]
    assert trial.faults == []


def test_a_share_that_excel_shows_as_a_percentage_is_one(
    told: Store,  # has been reported to
    take: Take,
    bring: Bring,
) -> None:
    form = take()
    cell = form.cell("项目4", "形象进度(%)")
    cell.value, cell.number_format = 0.285, "0.00%"

    (change,) = bring(form).changes

    assert change.report.physical_progress_percent == Decimal("28.5")


def test_what_looks_odd_is_asked(told: Store, take: Take, bring: Bring) -> None:
    (change,) = bring(take().fill("指标7", 2023, 数值=55, 依据="年报")).changes

    assert "相差较大" in change.hints[0]


def test_evidence_of_an_earlier_report_is_not_carried_into_the_next(
    told: Store, take: Take, bring: Bring
) -> None:
    form = take()
    assert form.cell("任务2", "依据").value is None

    trial = bring(form.fill("任务2", 状态="已完成"))
    told.append_all(trial.reports)

    (change,) = trial.changes
    assert ("evidence", "年报", "") in change.fields
    made = told.last(change.item.item_id)
    assert made
    assert made.evidence == ""


def test_a_row_that_is_only_of_a_later_day_keeps_its_evidence(
    told: Store, take: Take, bring: Bring
) -> None:
    (change,) = bring(take().fill("指标7", 2024, 数据截至=date(2025, 6, 2))).changes

    assert [name for name, *_ in change.fields] == ["as_of"]
    assert change.report.evidence.strip() == "年报"
    assert told.seqs()
