"""Tables say in Chinese what the board says, and as CSV they come back with the same figures."""

from __future__ import annotations

import csv
import io
import re
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pandas as pd
import pytest

from kzdash.board.attention import group_by_unit
from kzdash.board.board import compute_board
from kzdash.board.records import report_entry, reporter_names
from kzdash.documents import tables, unit_tables

if TYPE_CHECKING:
    from collections.abc import Callable

    from kzdash.board.board import Board
    from kzdash.board.items import ReportEntry
    from kzdash.domain.models import Report
    from kzdash.store import Store

    BoardAt = Callable[[date], Board]
    NewReport = Callable[..., Report]
    ItemId = Callable[[str, int], int]

JUNE = date(2025, 6, 30)
BOM = b"\xef\xbb\xbf"
NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
LATIN = re.compile(r"[A-Za-z]")
NOTHING = re.compile(r"\b(?:None|nan|NaN|NaT|NULL)\b", re.IGNORECASE)
MONEY = [("甲公司", 2, Decimal("1234.5"), Decimal("0.25")), ("乙公司", 1, Decimal(7), None)]

MAKERS: dict[str, Callable[[Board], pd.DataFrame]] = {
    "indicators": lambda board: tables.indicators(board.indicators),
    "projects": lambda board: tables.projects(board.projects),
    "milestones": lambda board: tables.milestones(board.milestones),
    "categories": lambda board: tables.categories(board.categories),
    "groups": lambda _board: tables.groups("项目业主", MONEY),
    "unit concerns": lambda board: unit_tables.unit_concerns(group_by_unit(board.concerns)),
}
ROWS = {
    "indicators": 15,
    "projects": 35,
    "milestones": 5,
    "categories": 5,
    "groups": 2,
    "unit concerns": 26,
    "concerns": 3 + 1 + 119,
}
every_table = pytest.mark.parametrize("make", MAKERS.values(), ids=MAKERS.keys())


@pytest.fixture
def history(store: Store, item_id: ItemId) -> Callable[[str, int], list[ReportEntry]]:
    """Return what was said on an item of the test's own store."""

    def read(kind: str, number: int) -> list[ReportEntry]:
        told = store.history(item_id(kind, number), date.max)
        return [report_entry(report, reporter_names(store.accounts())) for report in told]

    return read


def opened(data: bytes) -> list[list[str]]:
    """What a spreadsheet finds in a CSV file."""
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def opened_by_name(data: bytes) -> list[dict[str, str]]:
    """What a spreadsheet finds in a CSV file, each row by its headers."""
    headers, *rows = opened(data)
    return [dict(zip(headers, row, strict=True)) for row in rows]


def as_meant(cell: object) -> object:
    """A cell as a file or a frame has it: a number as such, nothing where there is nothing."""
    text = "" if cell is None or cell is pd.NA or cell != cell else str(cell)  # noqa: PLR0124 - not a number
    return Decimal(text) if NUMBER.fullmatch(text) else text


@every_table
def test_headers_are_chinese_and_differ(
    make: Callable[[Board], pd.DataFrame], board_at: BoardAt
) -> None:
    headers = list(make(board_at(JUNE)).columns)

    assert [header for header in headers if LATIN.search(header)] == []
    assert len(set(headers)) == len(headers)


@pytest.mark.parametrize("name", MAKERS)
def test_a_table_has_a_row_for_each_line(name: str, board_at: BoardAt) -> None:
    assert len(MAKERS[name](board_at(JUNE))) == ROWS[name]


@every_table
def test_csv_begins_with_the_mark_by_which_excel_knows_utf8(
    make: Callable[[Board], pd.DataFrame], board_at: BoardAt
) -> None:
    data = tables.to_csv(make(board_at(JUNE)))

    assert data.startswith(BOM)
    assert data.count(BOM) == 1


@every_table
def test_csv_comes_back_with_the_same_headers_and_cells(
    make: Callable[[Board], pd.DataFrame], board_at: BoardAt
) -> None:
    frame = make(board_at(JUNE))

    rows = opened(tables.to_csv(frame))

    cells = frame.astype(object).to_numpy()
    assert rows[0] == list(frame.columns)
    assert [[as_meant(cell) for cell in row] for row in rows[1:]] == [
        [as_meant(cell) for cell in row] for row in cells
    ]


@every_table
@pytest.mark.parametrize("day", [date(2000, 1, 1), JUNE, date(2099, 12, 31)], ids=str)
def test_what_is_missing_is_never_a_word_of_the_program(
    make: Callable[[Board], pd.DataFrame], board_at: BoardAt, day: date
) -> None:
    cells = [cell for row in opened(tables.to_csv(make(board_at(day)))) for cell in row]

    assert [cell for cell in cells if NOTHING.search(cell)] == []


def test_csv_keeps_commas_quotes_and_line_breaks_in_their_cell() -> None:
    typed = '征地,"难"\n第二行'

    assert opened(tables.to_csv(pd.DataFrame({"说明": [typed]}))) == [["说明"], [typed]]


def test_projects_as_csv_add_up_to_the_plan(board_at: BoardAt) -> None:
    header, *rows = opened(tables.to_csv(tables.projects(board_at(JUNE).projects)))

    at = header.index("计划总投资(万元)")
    assert sum(Decimal(row[at]) for row in rows) == 624202
    assert rows[0][at] == "30000"


def test_projects_nobody_reported_have_empty_figures_and_say_so_in_words(
    board_at: BoardAt,
) -> None:
    header, first, *_ = opened(tables.to_csv(tables.projects(board_at(JUNE).projects)))

    row = dict(zip(header, first, strict=True))
    assert (row["完成投资(万元)"], row["形象进度(%)"]) == ("", "")
    assert (row["阶段"], row["状态"]) == ("待填报", "○ 未报")


def test_projects_show_what_was_reported_whole_where_it_is_whole(
    store: Store, new_report: NewReport
) -> None:
    for number, spent, physical in ((1, "15000", "62.5"), (2, "0", "0"), (3, "0.1", "100")):
        store.append(
            new_report(
                "project",
                number,
                JUNE,
                stage="construction",
                completed_investment_wan_yuan=Decimal(spent),
                funds_received_wan_yuan=Decimal(spent) + 1,
                physical_progress_percent=Decimal(physical),
            )
        )

    frame = tables.projects(compute_board(store, JUNE).projects)

    assert frame["完成投资(万元)"].to_list()[:3] == [15000, 0, 0.1]
    assert frame["到位资金(万元)"].to_list()[:3] == [15001, 1, 1.1]
    assert frame["形象进度(%)"].to_list()[:3] == [62.5, 0, 100]


def test_a_column_of_whole_figures_with_gaps_stays_whole_in_csv(
    store: Store, new_report: NewReport
) -> None:
    store.append(new_report("project", 1, JUNE, completed_investment_wan_yuan=Decimal(15000)))

    header, *rows = opened(tables.to_csv(tables.projects(compute_board(store, JUNE).projects)))

    at = header.index("完成投资(万元)")
    assert [row[at] for row in rows[:2]] == ["15000", ""]


def test_indicators_show_figures_as_the_screen_does(board_at: BoardAt) -> None:
    frame = tables.indicators(board_at(JUNE).indicators)

    row = frame.loc[3]
    assert row["目标"] == "≥56%"
    assert row["最新值"] == "53.94%"
    assert row["数据年份"] == "2024年"
    assert row["差距"] == "-2.06个百分点"
    assert row["完成率"] == "38.69%"
    assert row["应达到"] == "54.88%"
    assert row["推算期末"] == "54.59%"
    assert row["状态"] == "▼ 滞后"
    assert row["出处"] == "附件1-4"


def test_indicators_nobody_reported_say_so_and_have_dashes_for_what_follows(
    board_at: BoardAt,
) -> None:
    row = tables.indicators(board_at(JUNE).indicators).loc[6]

    assert row["最新值"] == "待填报"
    assert (row["差距"], row["完成率"], row["应达到"], row["推算期末"]) == ("—", "—", "—", "—")


def test_milestones_tell_the_judgement_from_what_was_reported(board_at: BoardAt) -> None:
    frame = tables.milestones(board_at(JUNE).milestones)

    assert frame.loc[1, "状态"] == "◇ 到期未报"
    assert frame.loc[2, "状态"].startswith("◐ 逾期完成 30 天")
    assert frame["填报状态"].to_list()[1:3] == ["待填报", "已完成"]
    assert frame["完成日期"].to_list()[1:3] == ["待填报", "2024年7月30日"]
    assert frame["依据"].to_list()[1:3] == ["—", "开州府办发〔2024〕55号"]


def test_categories_add_up_and_say_of_how_many_they_speak(
    store: Store, new_report: NewReport
) -> None:
    for number, percent in ((1, 50), (4, 100)):
        store.append(
            new_report("project", number, JUNE, physical_progress_percent=Decimal(percent))
        )

    frame = tables.categories(compute_board(store, JUNE).categories)

    assert frame["计划总投资(万元)"].sum() == 624202
    assert frame["项目数"].to_list() == [5, 7, 2, 10, 11]
    assert frame["形象进度"].to_list()[:2] == ["75%", "待填报"]
    assert frame["填报情况"].to_list()[:2] == ["5 个中 2 个已填报", "7 个中 0 个已填报"]


def test_groups_keep_their_order_and_leave_the_unknown_empty() -> None:
    rows = opened(tables.to_csv(tables.groups("项目业主", MONEY)))

    assert rows == [
        ["项目业主", "项目数", "计划总投资(万元)", "完成投资(万元)"],
        ["甲公司", "2", "1234.5", "0.25"],
        ["乙公司", "1", "7", ""],
    ]


def test_units_are_counted_with_their_most_urgent_item(board_at: BoardAt) -> None:
    first = unit_tables.unit_concerns(group_by_unit(board_at(JUNE).concerns)).loc[0]

    assert first["牵头单位"] == "区住房城乡建委"
    assert first[["逾期", "滞后", "到期未报", "未报"]].to_list() == [0, 1, 4, 10]
    assert first["最急事项"].startswith("▼ 滞后")


def test_a_history_leaves_out_the_columns_nobody_filled(
    history: Callable[[str, int], list[ReportEntry]],
) -> None:
    frame = tables.history(history("indicator", 4), 2, "%")

    filled = {"次", "截至", "年份", "数值", "说明", "依据", "填报", "填报时间"}
    assert set(frame.columns) == filled
    assert frame["数值"].to_list() == ["53.94%", "53.34%", "52.64%"]


def test_a_history_shows_nought_as_a_figure(
    store: Store, new_report: NewReport, history: Callable[[str, int], list[ReportEntry]]
) -> None:
    value = {"period": 2024, "value": Decimal(0), "evidence": "年报"}
    store.append(new_report("indicator", 13, JUNE, **value))
    store.append(
        new_report(
            "project",
            1,
            JUNE,
            stage="preparation",
            physical_progress_percent=Decimal(0),
            completed_investment_wan_yuan=Decimal(0),
            funds_received_wan_yuan=Decimal(0),
        )
    )

    assert tables.history(history("indicator", 13), 0, "家")["数值"].to_list() == ["0家"]
    project = tables.history(history("project", 1)).loc[0]
    assert (project["形象进度"], project["完成投资"]) == ("0%", "0万元")
    assert project["到位资金"] == "0万元"


def test_a_history_keeps_what_people_typed(
    store: Store, new_report: NewReport, history: Callable[[str, int], list[ReportEntry]]
) -> None:
    typed = "<b>粗</b>, =1+1 “引号”\n第二行"
    store.append(new_report("project", 1, JUNE, problems=typed, note="nan"))

    frame = tables.history(history("project", 1))

    (row,) = opened_by_name(tables.to_csv(frame))
    assert (row["需协调问题"], row["说明"]) == (typed, "nan")


@pytest.mark.parametrize(
    "typed",
    [
        '=HYPERLINK("http://a.b","点我")',
        "=1+1",
        "+1+1",
        "-1+1",
        "-2+cmd|' /C calc'!A0",
        "-5%+A1",
        "+A1",
        "@SUM(1)",
        "\t=1+1",
        "\r=1+1",
        "\n=1+1",
        "＝1+1",
        "－1+1",
        "＋1+1",
        "＠SUM(1)",
        "-",
        "-0.04个百分点-1",
        "+1.2%\n=1+1",
        "-1.2.3",
    ],
)
def test_no_text_of_a_file_is_run_by_a_spreadsheet(typed: str) -> None:
    frame = pd.DataFrame({"说明": [typed], "数": [1]})

    assert opened(tables.to_csv(frame))[1] == [f"'{typed}", "1"]


@pytest.mark.parametrize(
    "shown",
    [
        "-0.04个百分点",
        "+1.2%",
        "-1,234.5万元",
        "-5",
        "说明=1+1",
        "53.94%",
        "≥56%",
        "—",
        "a-b@c.d",
        "'=1+1",
        " =1+1",
        "",
    ],
)
def test_a_text_of_a_file_that_nothing_would_run_stays_as_it_is(shown: str) -> None:
    frame = pd.DataFrame({"说明": [shown], "数": [1]})

    assert opened(tables.to_csv(frame))[1] == [shown, "1"]


def test_figures_under_0_stay_figures_in_a_file() -> None:
    frame = pd.DataFrame({"甲": [-1, -2], "乙": [-0.5, None], "丙": [-3, "=1"], "丁": [None, -4]})

    assert opened(tables.to_csv(frame))[1:] == [["-1", "-0.5", "-3", ""], ["-2", "", "'=1", "-4"]]


def test_what_people_typed_into_a_report_is_not_run_from_its_file(
    store: Store, new_report: NewReport, history: Callable[[str, int], list[ReportEntry]]
) -> None:
    formula = '=HYPERLINK("http://a.b","点我")'
    said = {"problems": formula, "note": "@SUM(A1)", "evidence": "-文号"}
    store.append(new_report("project", 1, JUNE, **said))

    shown = tables.history(history("project", 1))
    (row,) = opened_by_name(tables.to_csv(shown))

    assert shown.loc[0, "需协调问题"] == formula
    assert (row["需协调问题"], row["说明"], row["依据"]) == (f"'{formula}", "'@SUM(A1)", "'-文号")


def test_tables_of_nothing_are_empty() -> None:
    assert len(tables.history([])) == 0
    assert len(tables.projects([])) == 0


@pytest.mark.parametrize("name", ["indicators", "projects", "milestones"])
def test_a_table_of_items_leads_with_their_state(
    board_at: Callable[[date], Board], name: str
) -> None:
    assert MAKERS[name](board_at(JUNE)).columns[0] == "状态"
