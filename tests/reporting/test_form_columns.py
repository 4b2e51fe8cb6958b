"""No typed cell is dropped in silence: its column is known, or named before anything is stored."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from kzdash import reporting
from kzdash.board.board import compute_board
from kzdash.errors import CellError, CellProblem
from kzdash.reporting import Answers, Dated
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

WEEK = timedelta(days=7)
MAY, JUNE = date(2025, 5, 31), date(2025, 6, 1)


def head(form: Form, sheet: str, column: str, by: str) -> Form:
    """Give a column of a form another header."""
    cell = next(cell for cell in form.book[sheet][1] if cell.value == column)
    cell.value = by
    return form


@pytest.mark.slow
@pytest.mark.parametrize(
    ("column", "by"),
    [
        ("完成投资(万元)", "完成投资（万元）"),
        ("完成投资(万元)", "完成投资\n(万元)"),
        ("完成投资(万元)", "　完成 投资_x000D_\n(万元) "),
        ("形象进度(%)", "形象进度（％）"),
        ("编号", "编 号"),
        ("填报次数", "填报\n次数"),
        ("数据截至", "数据截至\u200b"),
        ("依据", "数据来源"),
    ],
)
def test_a_header_that_differs_by_width_blanks_or_breaks_is_its_column(
    take: Take, bring: Bring, column: str, by: str
) -> None:
    cells = {"完成投资(万元)": 1300, "形象进度(%)": 50, "数据截至": JUNE, "依据": "月报"}
    form = head(take().fill("项目1", **cells), "项目", column, by)

    (change,) = bring(form).changes

    report = change.report
    assert (report.completed_investment_wan_yuan, report.physical_progress_percent) == (1300, 50)
    assert (report.as_of, report.evidence) == (JUNE, "月报")


def test_a_column_that_is_none_of_the_forms_is_named_and_its_rows_held_back(
    take: Take, bring: Bring
) -> None:
    form = take().fill("任务1", 状态="已完成", 数据截至=JUNE).fill("任务2", 状态="已完成")
    head(form, "任务", "数据截至", "截至日期").fill("政策5", 状态="推进中")

    trial = bring(form)

    (column,) = trial.unread_columns
    assert (column.sheet, column.column, column.rows) == ("任务", "截至日期", (2,))
    assert [change.item.number for change in trial.changes] == [2, 5]
    assert trial.has_problems
    assert not trial.may_be_stored


@pytest.mark.parametrize("header", ["备注", None])
def test_rows_with_unread_cells_are_never_said_to_be_the_same(
    take: Take, bring: Bring, header: str | None
) -> None:
    untouched = bring(take()).unchanged
    form = take()
    sheet = form.book["任务"]
    sheet.cell(1, 10).value = header
    sheet.cell(3, 10).value = "=A1"
    sheet.cell(4, 10).value = 12

    trial = bring(form)

    assert [(one.column, one.rows) for one in trial.unread_columns] == [(header or "J列", (3, 4))]
    assert trial.unchanged == untouched - 2


def test_what_stands_far_to_the_right_is_named_too(take: Take, bring: Bring) -> None:
    form = take()
    form.book["任务"].cell(3, 16_384).value = "远"

    assert [(one.column, one.rows) for one in bring(form).unread_columns] == [("CV…列", (3,))]
    text = "编号,填报次数,状态\n任务2,0,已完成,等待批复\n"
    assert [(one.column, one.rows) for one in bring(text.encode()).unread_columns] == [
        ("D列", (2,))
    ]


def test_a_column_that_is_said_to_be_no_reports_is_left_out(store: Store, take: Take) -> None:
    form = take().fill("任务2", 状态="已完成")
    sheet = form.book["任务"]
    sheet.cell(1, 10).value, sheet.cell(3, 10).value = "经办人", "=A1"

    answers = Answers(ignored_columns=frozenset({("任务", "经办人")}))
    trial = reporting.preview(store, reporting.read_upload(form.content), "tester", NOW, answers)

    assert (trial.unread_columns, trial.faults, len(trial.changes)) == ([], [], 1)
    assert trial.may_be_stored


@pytest.mark.parametrize(
    ("header", "cells"),
    [("编号,填报次数,状态,数值", "任务2,0,已完成,12"), ("编号,填报次数,阶段", "任务2,0,在建")],
)
def test_a_cell_that_is_of_another_kind_is_named(bring: Bring, header: str, cells: str) -> None:
    (fault,) = bring(f"{header}\n{cells}\n".encode()).faults

    assert isinstance(fault.error, CellError)
    assert fault.error.problem is CellProblem.NOT_OF_KIND
    assert fault.key == "任务2"


@pytest.mark.slow
@pytest.mark.parametrize("key", ["任务 2", "任务２", "\n任务2", "任务02"])
def test_a_key_that_differs_by_blanks_or_width_is_read(take: Take, bring: Bring, key: str) -> None:
    form = take().fill("任务2", 状态="已完成")
    form.cell("任务2", "编号").value = key

    assert [change.item.number for change in bring(form).changes] == [2]


# the day of the form


@pytest.mark.slow
@pytest.mark.parametrize(
    ("sheet", "label", "row"),
    [
        ("封面", "数据截至", 2),
        ("说明", "截至日期", 2),
        ("第一页", "数据 截至", 2),
        ("封面", "数据截至", 7),
    ],
)
def test_the_day_of_a_form_is_found_by_whatever_name_it_comes_back(
    take: Take, sheet: str, label: str, row: int
) -> None:
    form = take(MAY)
    about = form.book["说明"]
    about.title = sheet
    if row != 2:
        about.insert_rows(1, row - 2)
    about.cell(row, 1).value = label

    filled = reporting.read_upload(form.content)
    assert (filled.cover.as_of, filled.cover.made_on, filled.unread_sheets) == (MAY, MAY, ())


def test_a_form_that_lost_its_day_asks_about_rows_that_say_what_was_said_before(
    store: Store, take: Take, bring: Bring, new_report: NewReport
) -> None:
    store.append(new_report("task", 2, date(2025, 3, 1), status="in_progress"))
    store.append(new_report("task", 2, MAY, status="done"))
    form = take(date(2025, 4, 1))
    assert bring(form).changes == []
    form.book.remove(form.book["说明"])

    (change,) = bring(form).changes
    assert "请核对" in change.hints[-1]


def test_the_day_that_a_row_does_not_give_is_told(take: Take, bring: Bring) -> None:
    form = take().fill("任务2", 状态="已完成").fill("任务3", 状态="已完成", 数据截至=JUNE)
    form.book["说明"]["B2"].value = None

    changes = bring(form).changes

    assert [(change.dated, change.report.as_of) for change in changes] == [
        (Dated.BY_UPLOAD, DAY),
        (Dated.BY_ROW, JUNE),
    ]


# the number of reports


@pytest.fixture
def without(take: Take) -> Callable[..., Form]:
    """Take a form on tasks and delete the numbers of reports."""

    def make(**cells: Any) -> Form:
        form = take().fill("任务2", **cells)
        form.book["任务"].delete_cols(2)
        return form

    return make


def recorded(report: Report, at: datetime) -> Report:
    report.recorded_at = at
    return report


def test_a_form_without_its_numbers_of_reports_is_read(
    store: Store, without: Callable[..., Form], bring: Bring, new_report: NewReport
) -> None:
    store.append(recorded(new_report("task", 2, MAY, status="in_progress"), NOW - WEEK))

    trial = bring(without(状态="已完成"))

    assert (trial.faults, trial.conflicts) == ([], [])
    assert [change.item.number for change in trial.changes] == [2]


def test_each_of_its_rows_is_asked_about_where_somebody_reported_meanwhile(
    store: Store, without: Callable[..., Form], bring: Bring, new_report: NewReport
) -> None:
    form = without(状态="已完成")
    store.append(recorded(new_report("task", 2, DAY, status="in_progress"), NOW))
    store.append(recorded(new_report("task", 3, DAY, status="in_progress"), NOW))

    trial = bring(form)

    # a row that was left alone says nothing
    (conflict,) = trial.conflicts
    assert (conflict.item.number, [said.seq for said in conflict.others]) == (2, [1])
    assert trial.changes == []


def test_as_text_it_is_asked_about_whatever_was_reported_on(
    store: Store, bring: Bring, new_report: NewReport
) -> None:
    store.append(new_report("task", 2, MAY, status="in_progress"))
    store.append(new_report("task", 3, MAY, status="done"))

    trial = bring("编号,状态\n任务2,已完成\n任务3,已完成\n任务4,已完成\n".encode())

    assert [one.item.number for one in trial.conflicts] == [2]
    assert (trial.unchanged, [change.item.number for change in trial.changes]) == (1, [4])


def test_a_row_that_is_to_count_all_the_same_is_stored_until_somebody_reports_again(
    store: Store, take: Take, new_report: NewReport
) -> None:
    content = take().fill("任务2", 状态="已完成").content
    store.append(new_report("task", 2, DAY, status="in_progress"))

    def bring(answers: Answers) -> DryRun:
        return reporting.preview(store, reporting.read_upload(content), "tester", NOW, answers)

    (conflict,) = bring(Answers()).conflicts
    answers = Answers(accepted_conflicts=frozenset({conflict.key}))
    (change,) = bring(answers).changes
    assert (change.report.seq, change.report.status) == (2, "done")

    store.append(new_report("task", 2, DAY, status="blocked", note="待批"))
    assert bring(answers).changes == []
    assert [said.seq for said in bring(answers).conflicts[0].others] == [1, 2]


def test_a_number_that_no_report_has_is_named(take: Take, bring: Bring) -> None:
    (fault,) = bring(take().fill("任务2", 状态="已完成", 填报次数=4)).faults

    assert isinstance(fault.error, CellError)
    assert (fault.error.problem, fault.place.column) == (CellProblem.SEQ_AHEAD, "填报次数")


def test_the_good_rows_are_stored_by_themselves_and_the_others_later(
    store: Store, take: Take, bring: Bring
) -> None:
    form = (
        take()
        .fill("指标7", 2023, 数值=11, 依据="年报")
        .fill("指标7", 2022, 数值="较高", 依据="年报")
    )
    form.fill("任务2", 状态="已完成").fill("任务3", 状态="完")

    first = bring(form)
    store.append_all(first.reports)

    assert len(first.faults) == 2
    assert [change.item.number for change in first.changes] == [7, 2]
    second = bring(form.fill("指标7", 2022, 数值=12).fill("任务3", 状态="已完成"))
    assert (second.faults, second.conflicts) == ([], [])
    assert [change.item.number for change in second.changes] == [7, 3]


# what the board will show


def test_a_trial_says_that_an_earlier_day_is_older_news(
    store: Store, take: Take, bring: Bring, new_report: NewReport
) -> None:
    store.append(new_report("task", 2, JUNE, status="in_progress"))
    form = take().fill("任务2", 状态="已完成", 数据截至=MAY)
    form.fill("任务3", 状态="已完成", 数据截至=MAY)

    trial = bring(form)
    store.append_all(trial.reports)

    assert [(change.item.number, bool(change.older_hint)) for change in trial.changes] == [
        (2, True),
        (3, False),
    ]
    assert "2025年5月31日" in trial.changes[0].older_hint
    assert "2025年6月1日" in trial.changes[0].older_hint
    tasks = {line.number: line.status.code for line in compute_board(store, DAY).tasks}
    assert (tasks[2], tasks[3]) == ("in_progress", "done")
    again = bring(form)
    assert (again.changes, again.conflicts) == ([], [])


def test_a_correction_of_a_year_counts_whatever_its_day_and_the_trial_says_so(
    store: Store, take: Take, bring: Bring, new_report: NewReport
) -> None:
    later = datetime(2025, 6, 30, 9, tzinfo=UTC)
    store.append(new_report("indicator", 7, JUNE, period=2024, value=Decimal(9), evidence="快报"))
    form = take().fill("指标7", 2024, 数值=8, 依据="年报", 数据截至=date(2024, 12, 31))

    trial = bring(form, now=later)
    store.append_all(trial.reports)

    (change,) = trial.changes
    assert change.older_hint == ""
    (line,) = [one for one in compute_board(store, DAY).indicators if one.number == 7]
    assert [said.value for said in line.reports if said.period == 2024] == [8]


@pytest.mark.slow
def test_a_form_made_before_a_year_was_corrected_says_what_was_corrected_then(
    store: Store, take: Take, bring: Bring, new_report: NewReport
) -> None:
    for value, day in ((9, JUNE), (8, date(2024, 12, 31))):
        said = {"period": 2024, "value": Decimal(value), "evidence": "年报"}
        store.append(new_report("indicator", 7, day, **said))
    form = take()
    said = {"period": 2024, "value": Decimal(7), "evidence": "年报"}
    store.append(new_report("indicator", 7, JUNE, **said))

    # nobody touched it: what it says is what counted when it was made
    assert (bring(form).changes, bring(form).conflicts) == ([], [])
