"""A form of another plan is told from one of this, as a whole, row by row and as text."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest

from kzdash import reporting
from kzdash.board.board import compute_board
from kzdash.documents import report_form
from kzdash.errors import CellError, CellProblem, FileProblem, UnreadableFileError
from kzdash.store import Store
from kzdash.store import seed as seeds
from tests import people
from tests.reporting.conftest import DAY, NOW, Form

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from kzdash.reporting import DryRun

    Take = Callable[..., Form]
    Bring = Callable[..., DryRun]

MARK = "方案"


def as_text(form: Form, sheet: str) -> bytes:
    """A sheet as CSV, as a spreadsheet saves it, hidden columns too."""
    out = io.StringIO(newline="")
    csv.writer(out).writerows(form.book[sheet].iter_rows(values_only=True))
    return out.getvalue().encode("utf-8-sig")


def unmarked(form: Form) -> Form:
    """A form as earlier versions made it: without the mark of its plan."""
    for sheet in form.book.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.value == MARK:
                    cell.value = sheet.cell(cell.row, cell.column + 1).value = None
                    for below in range(2, sheet.max_row + 1) if cell.row == 1 else ():
                        sheet.cell(below, cell.column).value = None
    return form


def flaws(trial: DryRun) -> set[tuple[str, CellProblem]]:
    found = set()
    for fault in trial.faults:
        assert isinstance(fault.error, CellError)
        found.add((fault.place.column, fault.error.problem))
    return found


@pytest.fixture
def other(tmp_path: Path, county_folder: Path) -> Form:
    """A form on everything of another county's plan, with a task filled in."""
    url = f"sqlite:///{tmp_path / 'other.db'}"
    seeds.init_store(url, county_folder, NOW)
    store = Store(url)
    people.office_account(store, NOW)
    board = compute_board(store, DAY)
    found = Form(report_form.make(board, board.followed, store.seqs(), "测试员"))
    return found.fill("任务1", 状态="已完成").fill("项目1", 阶段="在建")


def test_a_form_of_another_plan_is_refused_as_one(other: Form, bring: Bring) -> None:
    with pytest.raises(UnreadableFileError) as caught:
        bring(other)

    assert caught.value.problem is FileProblem.OTHER_PLAN
    assert caught.value.detail == "岚府发〔2026〕3号"
    assert "Nothing was written" in str(caught.value)


def test_a_sheet_of_another_plan_is_told_by_each_of_its_rows(
    other: Form, take: Take, bring: Bring
) -> None:
    form = take().fill("政策5", 状态="推进中")
    sheet = form.book["任务"]
    sheet.delete_rows(1, sheet.max_row)
    for row in other.book["任务"].iter_rows(values_only=True):
        sheet.append(row)

    trial = bring(form)

    assert flaws(trial) == {(MARK, CellProblem.OTHER_PLAN)}
    assert len(trial.faults) == sheet.max_row - 1
    assert [change.item.number for change in trial.changes] == [5]


def test_so_is_its_text(other: Form, bring: Bring) -> None:
    for sheet in ("任务", "项目", "指标"):
        trial = bring(as_text(other, sheet))

        assert flaws(trial) == {(MARK, CellProblem.OTHER_PLAN)}
        assert (trial.changes, trial.unchanged) == ([], 0)


def test_a_form_without_a_mark_is_told_by_the_names_of_its_items(other: Form, bring: Bring) -> None:
    without = unmarked(other)
    assert reporting.read_upload(without.content).cover.plan == ""

    for content in (without.content, as_text(without, "任务"), as_text(without, "项目")):
        trial = bring(content)

        assert ("事项", CellProblem.OTHER_NAME) in flaws(trial)
        assert {column for column, _ in flaws(trial)} <= {"事项", "编号"}
        assert (trial.changes, trial.unchanged) == ([], 0)


def test_a_form_that_an_earlier_version_made_is_read(take: Take, bring: Bring) -> None:
    form = unmarked(take()).fill("任务2", 状态="已完成")

    (change,) = bring(form).changes
    assert change.report.status == "done"
    (change,) = bring(as_text(form, "任务")).changes
    assert change.report.status == "done"


@pytest.mark.slow
@pytest.mark.parametrize(
    "name",
    ["{} ", "\n{}", "　{}", "{}\u200b"],
)
def test_a_name_that_differs_by_blanks_is_the_same(take: Take, bring: Bring, name: str) -> None:
    form = take().fill("任务2", 状态="已完成")
    cell = form.cell("任务2", "事项")
    cell.value = name.format(cell.value)

    assert (bring(form).faults, len(bring(form).changes)) == ([], 1)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("unit", "good"), [("万元", False), ("亿元", False), ("％", True), ("", True)]
)
def test_a_figure_in_another_unit_is_named(take: Take, bring: Bring, unit: str, good: bool) -> None:
    form = take().fill("指标7", 2023, 数值=11, 依据="年报", 单位=unit)

    trial = bring(form)

    assert flaws(trial) == (set() if good else {("单位", CellProblem.UNIT)})
    assert len(trial.changes) == good


OBSERVED = "指标序号,{}年份,数值,单位,资料名称,发布单位\n4,{}2023,53.3,{},公报,统计局\n"


@pytest.mark.parametrize(
    ("more", "said", "unit", "found"),
    [
        ("", "", "%", set()),
        ("", "", "万亩", {("单位", CellProblem.UNIT)}),
        ("指标,", "粮食产量,", "%", {("事项", CellProblem.OTHER_NAME)}),
        ("方案,", "岚府发〔2026〕3号,", "%", {(MARK, CellProblem.OTHER_PLAN)}),
        ("方案,", "开州府办发 〔2024〕55号,", "%", set()),
    ],
)
def test_observations_of_another_plan_are_told_by_plan_name_or_unit(
    bring: Bring, more: str, said: str, unit: str, found: set[Any]
) -> None:
    assert flaws(bring(OBSERVED.format(more, said, unit).encode())) == found


def test_the_mark_is_out_of_the_way(take: Take) -> None:
    book = take().book

    assert [book["说明"].cell(7, at).value for at in (1, 2)] == [MARK, "开州府办发〔2024〕55号"]
    # the last sheet, of new steps, has rows of no plan
    for sheet in book.worksheets[1:-1]:
        letter = openpyxl.utils.get_column_letter(sheet.max_column)
        assert sheet.cell(1, sheet.max_column).value == MARK
        assert sheet.column_dimensions[letter].hidden
