"""A supporting unit reports on its parts by the form as well, on a sheet of their own."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from kzdash.board.board import compute_board
from kzdash.documents import report_form
from kzdash.domain.models import Report
from kzdash.errors import CellError, CellProblem
from kzdash.store import admit_anybody, undo_file, unit_names
from tests import people
from tests.reporting.conftest import DAY, NOW, Form

if TYPE_CHECKING:
    from collections.abc import Callable

    from kzdash.reporting import DryRun
    from kzdash.store import Store

    Bring = Callable[..., DryRun]

WATER, STUCK = "区水利局", "管网改造用地未批"


@pytest.fixture
def unit(store: Store) -> Store:
    """A store with the accounts of a supporting unit and of one that leads."""
    for name in (WATER, "区农业农村委"):
        people.join(store, NOW, name, name)
    return store


def form_of(store: Store, name: str = WATER) -> Form:
    board = compute_board(store, DAY)
    return Form(report_form.make(board, board.led_by(name), store.seqs(), name, name))


def of_part(form: Form, column: str, key: str = "任务1") -> Any:
    """The cell of an item on the sheet of parts."""
    sheet = form.book["配合事项"]
    header = [cell.value for cell in sheet[1]]
    rows = (row for row in sheet.iter_rows(min_row=2) if row[0].value == key)
    return next(rows)[header.index(column)]


def fill_part(form: Form, **cells: Any) -> Form:
    for column, value in cells.items():
        of_part(form, column).value = value
    return form


def problems(trial: DryRun) -> list[CellProblem]:
    return [it.error.problem for it in trial.faults if isinstance(it.error, CellError)]


def say(store: Store, item_id: int, account: str, **said: Any) -> None:
    last = store.last(item_id)
    report = Report(item_id=item_id, seq=last.seq + 1 if last else 1, as_of=DAY)
    report.account, report.recorded_at = account, NOW
    for name, value in said.items():
        setattr(report, name, value)
    store.append(report)


def test_the_form_of_a_unit_has_its_parts_by_themselves_and_says_so(unit: Store) -> None:
    form = form_of(unit)

    sheet = form.book["配合事项"]
    assert [cell.value for cell in sheet[1]] == [
        *("编号", "填报次数", "事项", "牵头单位", "配合单位"),
        *("上次填报", "状态", "依据", "说明", "数据截至", "方案"),
    ]
    assert {row[4].value for row in sheet.iter_rows(min_row=2)} == {WATER}
    assert of_part(form, "牵头单位").value == "区农业农村委"
    assert not of_part(form, "状态").protection.locked
    assert of_part(form, "配合单位").protection.locked
    assert "互不覆盖" in "".join(str(row[1].value) for row in form.book["说明"])
    assert "配合事项" not in form_of(unit, "区农业农村委").book.sheetnames or sheet.max_row > 1


def test_what_is_filled_in_is_a_report_on_the_part_and_leaves_the_whole(
    unit: Store, bring: Bring, item_id: Callable[[str, int], int]
) -> None:
    task = item_id("task", 1)
    say(unit, task, "区农业农村委", status="in_progress", note="整体")
    form = fill_part(form_of(unit), 状态="受阻", 说明=STUCK, 依据="水利〔2026〕1号")

    trial = bring(form, WATER)
    unit.append_all(trial.reports)

    (change,) = trial.changes
    assert trial.faults == []
    assert change.titled.endswith("（区水利局的部分）")
    assert unit_names(unit)[change.report.unit_id or 0] == WATER
    item = compute_board(unit, DAY).tasks[0]
    part = item.part_of(WATER)
    assert part
    assert (part.note, part.evidence) == (STUCK, "水利〔2026〕1号")
    assert item.latest_report
    assert item.latest_report.note == "整体"
    # once more: nothing new
    again = bring(form, WATER)
    assert (again.changes, again.conflicts, again.unchanged > 0) == ([], [], True)


def test_an_untouched_sheet_of_parts_reports_nothing(
    unit: Store, bring: Bring, item_id: Callable[[str, int], int]
) -> None:
    say(unit, item_id("task", 1), WATER, status="in_progress", note="管网", evidence="旧文")
    form = form_of(unit)
    assert of_part(form, "状态").value == "推进中"
    assert of_part(form, "依据").value is None

    trial = bring(form, WATER)

    assert (trial.changes, trial.faults, trial.conflicts) == ([], [], [])


def test_what_the_unit_said_meanwhile_is_a_conflict_and_what_others_said_is_none(
    unit: Store, bring: Bring, item_id: Callable[[str, int], int]
) -> None:
    form, task = fill_part(form_of(unit), 状态="已完成"), item_id("task", 1)
    say(unit, task, "区农业农村委", status="in_progress")
    assert [it.part for it in bring(form, WATER).changes] == [WATER]

    say(unit, task, WATER, status="blocked", note=STUCK)
    trial = bring(form, WATER)

    (conflict,) = trial.conflicts
    assert conflict.others[-1].unit == WATER
    assert trial.changes == []


def test_an_older_day_of_a_part_is_told(
    unit: Store, bring: Bring, item_id: Callable[[str, int], int]
) -> None:
    say(unit, item_id("task", 1), WATER, status="in_progress")
    form = fill_part(form_of(unit), 状态="已完成", 数据截至=date(2025, 5, 1))

    (change,) = bring(form, WATER).changes

    assert "早于这一部分已有的2025年6月30日" in change.older_hint


@pytest.mark.parametrize(
    ("cells", "account", "problem"),
    [
        ({"状态": "已完成", "配合单位": "区财政局们"}, WATER, CellProblem.NOT_SUPPORTING),
        ({"状态": "已完成", "配合单位": None}, "tester", CellProblem.NOT_SUPPORTING),
        ({"状态": "已完成"}, "区农业农村委", CellProblem.OTHER_PART),
        ({"状态": "进行"}, WATER, CellProblem.NO_CHOICE),
    ],
)
def test_a_row_of_a_part_that_cannot_be_is_told_why(
    unit: Store, bring: Bring, cells: dict[str, Any], account: str, problem: CellProblem
) -> None:
    trial = bring(fill_part(form_of(unit), **cells), account)

    assert problems(trial) == [problem]
    assert trial.changes == []


def test_a_blocked_part_wants_its_reason(unit: Store, bring: Bring) -> None:
    (fault,) = bring(fill_part(form_of(unit), 状态="受阻"), WATER).faults

    assert fault.place.column == "说明"


def test_the_office_brings_a_unit_s_form_and_a_unit_may_leave_out_its_name(
    unit: Store, bring: Bring
) -> None:
    by_office = bring(fill_part(form_of(unit), 状态="已完成"))
    unnamed = bring(fill_part(form_of(unit), 状态="已完成", 配合单位=None), WATER)

    assert [it.part for it in (*by_office.changes, *unnamed.changes)] == [WATER, WATER]


def test_an_upload_of_parts_is_taken_back(unit: Store, bring: Bring) -> None:
    trial = bring(fill_part(form_of(unit), 状态="已完成"), WATER)
    unit.append_all(trial.reports)
    made = {it.item.item_id: [it.report.seq] for it in trial.changes}

    assert undo_file(unit, made, WATER, NOW, admit_anybody) == []
    assert compute_board(unit, DAY).tasks[0].part_of(WATER) is None
