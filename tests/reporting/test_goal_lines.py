"""Goals and yearly plans written line by line: read, tried out, and stored all or none."""

from __future__ import annotations

import datetime as dt
import io
from decimal import Decimal
from typing import TYPE_CHECKING

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from kzdash.board.board import compute_board
from kzdash.documents import goals_form
from kzdash.domain.models import Account, Role
from kzdash.domain.progress import FundSource
from kzdash.domain.rules import GOAL_FIELDS
from kzdash.errors import ParseError, ParseProblem, Refusal, RefusedError
from kzdash.reporting.goal_lines import COLUMNS, read_file, read_pasted
from kzdash.reporting.goal_trial import GoalDesk, TriedGoal, try_out
from kzdash.store import Store
from tests.hypothesis_settings import USUAL

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from kzdash.board.board import Board

NOW = dt.datetime(2025, 6, 30, 8, tzinfo=dt.UTC)
TODAY = dt.date(2025, 6, 30)
GOOD = """\
类别\t事项序号\t内容\t时期\t资金来源\t数值\t日期\t依据文号\t起始日\t说明
指标\t4\t指标目标\t2024年\t\t54.5\t\t开州府发〔2024〕3号\t2024-03-01\t年度分解
指标\t4\t指标目标\t2025年上半年\t\t55%\t\t\t\t
项目\t28\t计划投资\t2025\t\t3亿元\t\t\t\t
项目\t28\t计划开工\t\t\t\t2023年1月3日\t\t\t
项目\t28\t计划资金\t\t专项债\t5,000\t\t\t\t
"""


def desk(store: Store, account: str = "tester", **usual: str) -> GoalDesk:
    """Return the desk of an account on the day of the tests."""
    known = {one.name: one for one in store.accounts()}
    return GoalDesk(
        compute_board(store, TODAY),
        store.plan(),
        store.adjustments(TODAY),
        known.get(account),
        NOW,
        **{"document_number": "开州府发〔2025〕1号", "reason": "年度计划"} | usual,
    )


def tried(store: Store, text: str, **usual: str) -> list[TriedGoal]:
    """Try a pasted list out."""
    return list(try_out(read_pasted(text), desk(store, **usual)))


def faults(found: list[TriedGoal]) -> list[Refusal | ParseProblem | None]:
    """What is wrong with each line."""
    return [
        one.fault.refusal
        if isinstance(one.fault, RefusedError)
        else one.fault.problem
        if isinstance(one.fault, ParseError)
        else None
        for one in found
    ]


def test_a_list_is_stored_whole_and_stands_on_the_board(store: Store) -> None:
    found = tried(store, GOOD)

    assert faults(found) == [None] * 5
    store.adjust_all([one.adjustment for one in found if one.adjustment])
    board = compute_board(store, TODAY)
    project = board.projects[27]
    assert dict(board.indicators[3].target.goals) == {2024: Decimal("54.5"), 20252: Decimal(55)}
    assert dict(project.year_plans) == {2025: Decimal(30000)}
    assert dict(project.planned_funds) == {FundSource.SPECIAL_BOND: Decimal(5000)}
    assert project.starts_on == dt.date(2023, 1, 3)
    first, second = board.indicators[3].adjustments
    assert (first.document_number, first.as_of) == ("开州府发〔2024〕3号", dt.date(2024, 3, 1))
    # what a line leaves open is what the form says for all
    assert (second.document_number, second.as_of) == ("开州府发〔2025〕1号", TODAY)
    assert second.reason == "年度计划"


def test_each_line_says_what_it_changes_from_what_to_what(store: Store) -> None:
    words = [(one.what, one.old, one.new) for one in tried(store, GOOD)]

    assert words[:2] == [("2024年目标", "", "54.5%"), ("2025年上半年目标", "", "55%")]
    assert words[2][0] == "2025年计划投资"
    assert words[3] == ("计划开工", "", "2023年1月3日")
    assert words[4][0] == "专项债计划资金"
    store.adjust_all([one.adjustment for one in tried(store, GOOD) if one.adjustment])
    again = tried(store, "指标,4,指标目标,2024年,,54.8")
    assert [(one.what, one.old, one.new) for one in again] == [("2024年目标", "54.5%", "54.8%")]


def test_what_is_asked_already_is_no_fault_and_nothing_to_write(store: Store) -> None:
    store.adjust_all([one.adjustment for one in tried(store, GOOD) if one.adjustment])

    again = tried(store, GOOD)

    assert faults(again) == [None] * 5
    assert [one.adjustment for one in again] == [None] * 5


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("指标,99,指标目标,2024年,,5", Refusal.NO_ITEM),
        ("任务,1,指标目标,2024年,,5", Refusal.NO_ITEM),
        ("指标,4,年度目标,2024年,,5", Refusal.NO_SUCH_GOAL),
        ("指标,4,计划投资,2024年,,5", Refusal.NOT_OF_KIND),
        ("指标,4,指标目标,2024年四季度,,5", ParseProblem.NOT_A_PERIOD),
        ("指标,4,指标目标,,,5", Refusal.NO_GOAL_YEAR),
        ("指标,4,指标目标,2025年,,57", Refusal.NO_GOAL_YEAR),
        ("指标,4,指标目标,2024年,,101", Refusal.NOT_A_SHARE),
        ("指标,4,指标目标,2024年,,五十", ParseProblem.NOT_A_FIGURE),
        ("指标,4,指标目标,2024年,,54,2024-01-01", Refusal.NOT_OF_KIND),
        ("指标,4,指标目标,2024年,专项债,54", Refusal.NOT_OF_KIND),
        ("指标,4,指标目标,2024年,,54,,,2025-07-01", Refusal.TO_COME),
        ("指标,4,指标目标,2024年,,54,,,六月", ParseProblem.NOT_A_DAY),
        ("项目,28,计划资金,,彩票,5", Refusal.NO_SUCH_SOURCE),
        ("项目,28,计划资金,,,5", Refusal.NOT_OF_KIND),
        ("项目,28,计划开工,,,5", Refusal.NOT_OF_KIND),
        ("项目,28,计划开工,,,,2025-02-30", ParseProblem.NO_SUCH_DAY),
        ("项目,28,计划投资,2022年,,5", Refusal.NO_GOAL_YEAR),
        ("项目,28,计划投资,2025年,,-5", Refusal.NEGATIVE),
    ],
)
def test_what_is_wrong_with_a_line_is_named_in_the_trial(
    store: Store, line: str, fault: Refusal | ParseProblem
) -> None:
    assert faults(tried(store, line)) == [fault]
    assert store.adjustments(TODAY) == []


@pytest.mark.parametrize(
    ("usual", "refusal"),
    [
        ({"document_number": ""}, Refusal.NO_DOCUMENT),
        ({"reason": ""}, Refusal.NO_REASON),
        ({"account": "nobody"}, Refusal.NO_ACCOUNT),
    ],
)
def test_whoever_adjusts_says_who_by_which_document_and_why(
    store: Store, usual: dict[str, str], refusal: Refusal
) -> None:
    assert faults(tried(store, "指标,4,指标目标,2024年,,54", **usual)) == [refusal]


def test_two_lines_that_ask_for_the_same_are_a_mistake(store: Store) -> None:
    found = tried(store, "指标,4,指标目标,2024年,,54\n指标,4,指标目标,2024年,,55")

    assert faults(found) == [None, Refusal.GOAL_TWICE]


def test_one_line_that_no_rule_allows_keeps_all_out(store: Store) -> None:
    good, other = (
        one.adjustment
        for one in tried(store, "指标,4,指标目标,2024年,,54\n指标,4,指标目标,2023年,,53")
    )
    assert good is not None
    assert other is not None
    other.goal = Decimal(101)

    with pytest.raises(RefusedError) as caught:
        store.adjust_all([good, other])

    assert caught.value.refusal is Refusal.NOT_A_SHARE
    assert store.adjustments(TODAY) == []


def test_the_form_to_fill_in_is_read_back_and_asks_nothing_new(store: Store) -> None:
    store.adjust_all([one.adjustment for one in tried(store, GOOD) if one.adjustment])
    form = goals_form.make(compute_board(store, TODAY))

    found = list(try_out(read_file(form), desk(store)))

    assert len(found) == 5
    assert faults(found) == [None] * 5
    assert [one.adjustment for one in found] == [None] * 5


def test_what_is_filled_into_the_form_is_asked(store: Store) -> None:
    book = openpyxl.load_workbook(io.BytesIO(goals_form.make(compute_board(store, TODAY))))
    sheet = book.worksheets[0]
    headers = {cell.value: cell.column for cell in sheet[1]}
    empty = next(
        row
        for row in range(2, sheet.max_row)
        if (sheet.cell(row, headers["类别"]).value, sheet.cell(row, headers["事项序号"]).value)
        == ("指标", 4)
    )
    sheet.cell(empty, headers["数值"]).value = 53.5
    file = io.BytesIO()
    book.save(file)

    (one,) = try_out(read_file(file.getvalue()), desk(store))

    assert (one.what, one.new) == ("2023年目标", "53.5%")


USUAL_CELLS = [
    *COLUMNS,
    *GOAL_FIELDS,
    "指标",
    "项目",
    "4",
    "28",
    "2024年",
    "2025年上半年",
    "专项债",
]
ODD_CELLS = ["54.5", "3亿元", "2025-01-01", "", "\r", '"', "'=1", "\x00", "1E+99", "-0", "9" * 40]
MORE_CELLS = ["长" * 3000, "２０２４", "²", "\u2028", "NaN", "2025-02-30", "0000-00-00", "99999999"]
CELLS = some.sampled_from([*USUAL_CELLS, *ODD_CELLS, *MORE_CELLS]) | some.text(max_size=5)
ROWS = some.lists(
    some.tuples(
        some.sampled_from(["指标", "项目"]),
        some.sampled_from(["4", "28", "1"]),
        some.sampled_from(list(GOAL_FIELDS)),
        *([CELLS] * 7),
    )
    | some.lists(CELLS, max_size=12),
    max_size=6,
)


@settings(USUAL, max_examples=60)
@given(rows=ROWS, mark=some.sampled_from(["\t", ",", "，"]))
def test_whatever_is_pasted_is_read_or_named(
    made_once: Path, board_at: Callable[[dt.date], Board], rows: list[Sequence[str]], mark: str
) -> None:
    plan = Store(f"sqlite:///{made_once}").plan()
    office = Account(name="tester", person="李明", role=Role.OFFICE, must_change=False)
    at = GoalDesk(board_at(TODAY), plan, [], office, NOW, "1号", "2025-01-01", "分解")

    for one in try_out(read_pasted("\n".join(map(mark.join, rows))), at):
        assert (one.fault is None) == (one.new != "")


def test_a_text_file_of_the_seed_is_read_as_well(store: Store) -> None:
    text = GOOD.replace("\t", ",").replace("5,000", "5000")

    found = list(try_out(read_file(text.encode("gb18030")), desk(store)))

    assert faults(found) == [None] * 5
