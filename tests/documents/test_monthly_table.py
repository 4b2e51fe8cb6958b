"""The monthly table of investment agrees with the board's JSON in every cell."""

from __future__ import annotations

import io
import json
import zipfile
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, Any

import openpyxl
import pandas as pd
import pytest

from kzdash.board.board import compute_board
from kzdash.documents import board_json, csv_archive, monthly_table
from kzdash.domain.formatting import NO_DATA

if TYPE_CHECKING:
    from collections.abc import Callable

    from openpyxl.worksheet.worksheet import Worksheet

    from kzdash.board.board import Board
    from kzdash.domain.models import Adjustment, Report
    from kzdash.store import Store

    NewAdjustment = Callable[..., Adjustment]
    NewReport = Callable[..., Report]
    Line = dict[str, Any]

LAST_YEAR, MAY, JUNE = date(2024, 12, 31), date(2025, 5, 31), date(2025, 6, 30)
# 万元: planned for 2025, completed by the end of 2024, of May, and of June; None was not reported
CASES: dict[int, tuple[int | None, int | None, int | None, int | None]] = {
    1: (1000, 100, 300, 418),
    2: (500, None, 200, 250),  # 2024 is not known, so nor is 2025
    3: (800, 50, None, None),  # nothing was reported this year
    6: (None, 70, 90, 95),  # no plan for the year
    7: (0, 10, 20, 30),  # nothing is planned this year
    13: (600, 90, 80, 85),  # fell in May
    20: (None, None, None, 12),
    28: (90000, 1000, 5000, 95000),  # more than is planned in all
}


@pytest.fixture
def board(store: Store, new_adjustment: NewAdjustment, new_report: NewReport) -> Board:
    """Projects with plans for the year and without, reported on at every end and at none."""
    for number, (plan, *amounts) in CASES.items():
        if plan is not None:
            asked = {"period": 2025, "year_investment_wan_yuan": Decimal(plan)}
            store.adjust(new_adjustment("project", number, MAY, **asked))
        for day, amount in zip((LAST_YEAR, MAY, JUNE), amounts, strict=True):
            if amount is not None:
                said: dict[str, Any] = {"completed_investment_wan_yuan": Decimal(amount)}
                if number % 2 == 0:
                    said["funds_received_wan_yuan"] = Decimal(amount + 5)
                    said["physical_progress_percent"] = Decimal(number)
                if number == 6:
                    said |= {"funds_paid_wan_yuan": Decimal("3.25"), "stage": "construction"}
                    said["problems"] = "征地未完"
                store.append(new_report("project", number, day, **said))
    return compute_board(store, JUNE)


@pytest.fixture(params=["told", "nothing", "some", "late", "all"])
def any_board(request: pytest.FixtureRequest, board_in: Callable[[str], Board]) -> Board:
    """A board with plans for the year, and those in every state of the other documents."""
    state: str = request.param
    return request.getfixturevalue("board") if state == "told" else board_in(state)


def exact(figure: str | None) -> Decimal | None:
    return None if figure is None else Decimal(figure)


def total(lines: list[Line], name: str) -> Decimal | None:
    known = [Decimal(line[name]) for line in lines if line[name] is not None]
    return sum(known, Decimal(0)) if known else None


def rounded(figure: Decimal, places: str) -> Decimal:
    return figure.quantize(Decimal(places), ROUND_HALF_UP)


def elapsed(day: date) -> Decimal:
    """The share of the year gone by, as it is shown."""
    whole = (date(day.year, 12, 31) - date(day.year, 1, 1)).days + 1
    return rounded(Decimal(day.timetuple().tm_yday) / whole, "0.001")


def expected_project(line: Line) -> list[Any]:
    """What the cells of a project must say, from the JSON alone."""
    plan, spent = exact(line["year_plan_wan_yuan"]), exact(line["completed_investment_wan_yuan"])
    completion, gone = exact(line["year_completion"]), exact(line["year_elapsed"])
    planned = Decimal(line["planned_investment_wan_yuan"])
    return [
        *(line["number"], line["name"], line["lead_unit"] or "—", years_of(line), planned),
        *(exact(line["this_month_wan_yuan"]), exact(line["this_year_wan_yuan"])),
        "—" if plan is None else plan,
        "—" if completion is None else completion,
        "—" if completion is None or gone is None else (completion - gone) * 100,
        *(spent, None if spent is None else spent / planned),
        *(exact(line["funds_received_wan_yuan"]), exact(line["funds_paid_wan_yuan"])),
        *(exact(line["physical_progress"]), STAGES[line["stage"]], line["status_words"]),
        *(line["problems"] or "—", line["this_year_how"]),
    ]


def years_of(line: Line) -> str:
    first, last = line["start_year"], line["end_year"]
    return f"{first}年" if first == last else f"{first}—{last}年"


STAGES = {
    None: None,
    "preparation": "前期",
    "construction": "在建",
    "built": "完工",
    "in_use": "投用",
}


def expected_sums(name: str, lines: list[Line], day: date) -> list[Any]:
    """What the cells of sums must say, added up from the JSON of the projects."""
    both = [
        line
        for line in lines
        if line["year_plan_wan_yuan"] is not None and line["this_year_wan_yuan"] is not None
    ]
    done, plan = total(both, "this_year_wan_yuan"), total(both, "year_plan_wan_yuan")
    completion = rounded(done / plan, "0.001") if plan and done is not None else None
    planned, spent = (
        total(lines, f"{it}_investment_wan_yuan") or Decimal(0) for it in ("planned", "completed")
    )
    reported = [line for line in lines if line["completed_investment_wan_yuan"] is not None]
    weighed = [line for line in lines if line["physical_progress"] is not None]
    weight = total(weighed, "planned_investment_wan_yuan")
    progress = sum(
        Decimal(it["planned_investment_wan_yuan"]) * Decimal(it["physical_progress"])
        for it in weighed
    )
    plans = total(lines, "year_plan_wan_yuan")
    counts = [
        sum(line[f"{it}_wan_yuan"] is not None for line in lines)
        for it in ("this_month", "this_year", "year_plan")
    ]
    return [
        *(None, name, None, None, planned),
        *(total(lines, "this_month_wan_yuan"), total(lines, "this_year_wan_yuan")),
        "—" if plans is None else plans,
        "—" if completion is None else completion,
        "—" if completion is None else (completion - elapsed(day)) * 100,
        *(spent if reported else None, spent / planned if reported else None),
        *(total(lines, "funds_received_wan_yuan"), total(lines, "funds_paid_wan_yuan")),
        rounded(progress / weight, "0.01") if weight else None,
        *(None, None, None),
        (
            f"{len(lines)}个项目：{len(reported)}个填报完成投资，本月{counts[0]}个可算，"
            f"本年{counts[1]}个可算；{counts[2]}个有年度计划，{len(both)}个可算"
        ),
    ]


def expected(board: Board) -> list[list[Any]]:
    told = json.loads(board_json.dumps(board))["projects"]
    rows = []
    for category in board.categories:
        own = [line for line in told if line["programme"] == category.number]
        rows.append(expected_sums(f"{category.category_name}小计", own, board.as_of))
        rows += [expected_project(line) for line in own]
    return [*rows, expected_sums("合计", told, board.as_of)]


def sheet_of(board: Board) -> Worksheet:
    return openpyxl.load_workbook(io.BytesIO(monthly_table.make(board))).worksheets[0]


def same(cell: Any, value: Any) -> bool:
    """Whether a cell holds a value; a spreadsheet keeps fifteen digits of a figure."""
    if isinstance(value, Decimal):
        near = abs(Decimal(str(cell)) - value)
        return not isinstance(cell, str) and near <= abs(value) * Decimal("1e-14")
    if isinstance(cell, str) and isinstance(value, str):
        return cell == value or cell.endswith(f" {value}")  # a state has its shape before it
    return (cell in {None, "", NO_DATA}) if value is None else cell == value


@pytest.mark.slow
def test_every_cell_is_what_the_board_s_json_says(any_board: Board) -> None:
    sheet = sheet_of(any_board)
    rows = list(sheet.iter_rows(min_row=5, values_only=True))
    wanted = expected(any_board)

    assert len(rows) == len(wanted)
    for row, line in zip(rows, wanted, strict=True):
        assert len(row) == len(line)
        for at, (cell, value) in enumerate(zip(row, line, strict=True)):
            assert same(cell, value), (line[1], monthly_table.COLUMNS[at].title, cell, value)


def test_the_figures_worked_by_hand(board: Board) -> None:
    rows = {row[1]: row for row in sheet_of(board).iter_rows(min_row=5, values_only=True)}
    first = rows[board.projects[0].name]
    fell = rows[board.projects[12].name]
    whole = rows["合计"]

    # 418 - 300 in June, 418 - 100 this year, 31.8 % of 1000 where 49.6 % of the days are gone
    assert [float(it) for it in first[5:11]] == [118, 318, 1000, 0.318, -17.8, 418]
    # 85 - 80 in June, 85 - 90 this year
    assert [float(it) for it in fell[5:7]] == [5, -5]
    assert "累计数减少，请核实" in fell[-1]
    # four have both: 318 + 20 - 5 + 94000 of 1000 + 0 + 600 + 90000; 6 has no plan for its 25
    assert float(whole[6]) == 318 + 25 + 20 - 5 + 94000
    assert float(whole[7]) == 1000 + 500 + 800 + 0 + 600 + 90000
    assert float(whole[8]) == pytest.approx(1.030)  # 94333 of 91600
    assert "6个有年度计划，4个可算" in whole[-1]


def test_what_nobody_reported_is_no_zero(board: Board) -> None:
    rows = {row[1]: row for row in sheet_of(board).iter_rows(min_row=5, values_only=True)}
    silent = rows[board.projects[3].name]

    assert silent[5:7] == (NO_DATA, NO_DATA)
    assert silent[7:10] == ("—", "—", "—")
    assert silent[10:15] == (NO_DATA,) * 5


def test_the_archive_s_projects_have_the_same_figures(board: Board) -> None:
    with zipfile.ZipFile(io.BytesIO(csv_archive.make(board))) as archive:
        found = pd.read_csv(archive.open("项目.csv"), dtype=str, keep_default_na=False)
    rows = {row[1]: row for row in sheet_of(board).iter_rows(min_row=5, values_only=True)}

    shared = {
        4: "计划总投资（万元）",
        5: "本月完成投资（万元）",
        6: "本年完成投资（万元）",
        7: "本年计划投资（万元）",
        10: "完成投资（万元）",
        12: "到位资金（万元）",
        13: "支付资金（万元）",
        14: "形象进度（%）",
    }
    for _, line in found.iterrows():
        row = rows[line["名称"]]
        for at, header in shared.items():
            known = isinstance(row[at], int | float)
            assert (float(line[header]) == pytest.approx(row[at])) if known else line[header] == ""


def test_the_heads_name_the_unit_the_day_and_what_stands_together(board: Board) -> None:
    sheet = sheet_of(board)

    assert "项目投资调度表" in sheet["A1"].value
    assert "截至2025年6月30日" in sheet["A2"].value
    assert "金额单位：万元" in sheet["A2"].value
    assert {str(merged) for merged in sheet.merged_cells.ranges} >= {"G3:J3", "K3:L3", "M3:N3"}
    assert [sheet.cell(3, at).value for at in (7, 11, 13)] == ["本年", "开工以来", "资金"]
