"""The archive is data: ids that join, codes, ISO days, exact figures, and a text on each column."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import re
import zipfile
from typing import TYPE_CHECKING

import pytest

from kzdash.board.board import compute_board
from kzdash.documents import board_json, csv_archive
from kzdash.documents.data_tables import Type, data_tables
from kzdash.domain.formatting import EARLIEST, LATEST
from kzdash.domain.progress import State, Status
from kzdash.store import Store, seed
from kzdash.store.seed.files import TABLES
from tests.documents.conftest import DAY, NOW
from tests.law.seeds import cut
from tests.matters import Office

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from kzdash.board.board import Board
    from kzdash.domain.models import Report

Rows = list[dict[str, str]]
WRITTEN = {
    Type.ID: r"[a-z]+-[1-9][0-9]*(\.[1-9][0-9]*)?",
    Type.CODE: r"[a-z_]+",
    Type.TEXT: r"(?s).+",
    Type.WHOLE: r"-?[0-9]+",
    Type.FIGURE: r"-?[0-9]+(\.[0-9]+)?",
    Type.DAY: r"[0-9]{4}-[0-9]{2}-[0-9]{2}",
    Type.MOMENT: r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\+08:00",
    Type.FLAG: "true|false",
}


def says(written: Type, cell: str) -> bool:
    """Whether a cell is what its column says, a day that there is."""
    if re.fullmatch(WRITTEN[written], cell) is None:
        return False
    if written in {Type.DAY, Type.MOMENT}:
        dt.datetime.fromisoformat(cell)
    return True


def unpacked(board: Board) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(csv_archive.make(board))) as packed:
        assert packed.testzip() is None
        content = {name: packed.read(name) for name in packed.namelist()}
    assert all(part.startswith(b"\xef\xbb\xbf") for part in content.values())
    return {name: part.decode("utf-8-sig") for name, part in content.items()}


def read(board: Board) -> dict[str, Rows]:
    return {
        name.removesuffix(".csv"): list(csv.DictReader(io.StringIO(text, newline="")))
        for name, text in unpacked(board).items()
        if name.endswith(".csv")
    }


def check(board: Board) -> None:
    """Read every cell as its column says, and follow every id to its row."""
    found = read(board)
    known = {
        *(row["事项编号"] for row in found["事项"]),
        *(row["会议编号"] for row in found["会议"]),
    }
    assert len(known) == len(found["事项"]) + len(found["会议"])
    for table in data_tables(board):
        for row in found[table.name]:
            for column in table.columns:
                if cell := row[column.header]:
                    assert says(column.type, cell), (table.name, column.header, cell)
                    assert column.type is not Type.ID or cell in known, (table.name, cell)


def test_every_table_has_every_row(board: Board) -> None:
    found = {name: len(rows) for name, rows in read(board).items()}
    paragraphs = sum(len(item.paragraphs) for item in board.directions)

    assert {name: count for name, count in found.items() if name in EXPECTED} == EXPECTED
    assert found["事项"] == len(board.matters) + 15 + 35 + 5 + 27 + 25 + 19 + 5 + paragraphs + 5 + 7
    assert found["需要关注"] == len(board.concerns)
    assert found["公开资料"] == sum(len(item.facts) for item in board.items)
    assert found["对照数"] == sum(len(item.comparisons) for item in board.items)
    assert found["支撑关系"] == len(board.links)
    assert found["原文修补和存疑"] == len(board.corrections)
    assert found["填报"] == sum(len(item.reports) + len(item.parts) for item in board.items)


EXPECTED = {"指标": 15, "项目": 35, "工程类别": 5, "节点": 5}


def test_every_cell_is_what_its_column_says_and_every_id_is_an_item_s(board: Board) -> None:
    check(board)


def test_a_unit_of_an_item_is_a_row_beside_the_joined_list(board: Board) -> None:
    found = read(board)

    for row in found["事项"]:
        own = [one for one in found["事项单位"] if one["事项编号"] == row["事项编号"]]
        assert [one["次序"] for one in own] == [str(place + 1) for place in range(len(own))]
        lead = [one["单位"] for one in own if one["角色码"] == "lead"]
        assert lead == ([row["牵头单位"]] if row["牵头单位"] else [])
        supporting = [one["单位"] for one in own if one["角色码"] == "support"]
        assert "、".join(supporting) == row["配合单位"]


def test_figures_and_codes_are_those_of_the_json(board: Board) -> None:
    found, written = read(board), json.loads(board_json.dumps(board))

    items = {row["事项编号"]: row for row in found["事项"]}
    for part in ("indicators", "projects", "milestones", "tasks", "policies", "reforms", "aims"):
        for item in written[part]:
            row = items[item["id"]]
            assert (row["判断码"], row["状态码"]) == (item["status"], item["state"])
            assert row["最近填报日"] == (item["reported_on"] or "")
    for table, part, columns in (
        ("指标", "indicators", {"目标": "target", "最新值": "value", "差距": "gap"}),
        (
            "项目",
            "projects",
            {
                "计划总投资（万元）": "planned_investment_wan_yuan",
                "完成投资（万元）": "completed_investment_wan_yuan",
                "形象进度（%）": "physical_progress",
                "阶段码": "stage",
            },
        ),
    ):
        by_id = {row["事项编号"]: row for row in found[table]}
        for item in written[part]:
            for header, key in columns.items():
                assert by_id[item["id"]][header] == (item[key] or "")


def test_the_readme_is_of_the_plan_and_day_and_names_every_file_column_and_code(
    board: Board,
) -> None:
    lines = unpacked(board)[csv_archive.README].splitlines()

    assert lines[0] == board.plan.title
    assert board.as_of_words in lines
    assert "未定稿" in lines
    for name, rows in read(board).items():
        start = next(at for at, line in enumerate(lines) if line.startswith(f"【{name}.csv】"))
        assert lines[start].endswith(f"（{len(rows)}行）")
        header = unpacked(board)[f"{name}.csv"].splitlines()[0].split(",")
        for column, line in zip(header, lines[start + 1 :], strict=False):
            assert line.startswith(f"  {column}：")
    codes = "\n".join(lines)
    for choice in (*Status, *State):
        assert f"{choice.code} " in codes


def test_the_same_board_makes_the_same_archive(board_in: Callable[[str], Board]) -> None:
    assert csv_archive.make(board_in("some")) == csv_archive.make(board_in("some"))


def test_a_report_has_its_words_reporter_and_moment(
    store: Store, new_report: Callable[..., Report]
) -> None:
    said = {"status": "blocked", "note": "待用地批复", "evidence": "会议纪要"}
    store.append(new_report("task", 2, DAY, **said))

    board = compute_board(store, DAY)

    (row,) = [one for one in read(board)["填报"] if one["事项编号"] == "task-2"]
    assert (row["说明"], row["依据"], row["状态码"]) == ("待用地批复", "会议纪要", "blocked")
    assert (row["填报人"], row["填报时间"]) == ("测试员（专班办公室）", "2026-01-01T16:00:00+08:00")


def test_a_matter_names_its_meeting_and_the_items_that_it_is_about(
    store: Store, item_id: Callable[[str, int], int]
) -> None:
    office = Office(store)
    meeting = office.meet(DAY)
    office.assign(DAY, about=((item_id("task", 2), None),), parent_id=meeting, due_on=DAY)

    board = compute_board(store, DAY)

    check(board)
    found = read(board)
    assert [(row["事项编号"], row["会议编号"]) for row in found["督办事项"]] == [
        ("matter-1", "meeting-1")
    ]
    assert [(row["督办事项编号"], row["事项编号"]) for row in found["督办事项所涉"]] == [
        ("matter-1", "task-2")
    ]


@pytest.mark.parametrize("as_of", [EARLIEST, LATEST])
def test_an_empty_plan_gives_the_same_files_without_rows(
    county_folder: Path, tmp_path: Path, board_in: Callable[[str], Board], as_of: dt.date
) -> None:
    cut(county_folder, *TABLES).write(tmp_path / "empty")
    url = f"sqlite:///{tmp_path}/empty.db"
    seed.init_store(url, tmp_path / "empty", NOW)

    empty, full = unpacked(compute_board(Store(url), as_of)), unpacked(board_in("some"))

    assert list(empty) == list(full)
    for name in empty.keys() - {csv_archive.README}:
        assert empty[name].splitlines()[0] == full[name].splitlines()[0]
    assert len(empty["事项.csv"].splitlines()) == 1


@pytest.mark.parametrize("typed", ["=1+1", "-2+3", "@SUM(A1)", "＝1", '甲\n乙，"丙"', "长" * 2000])
def test_a_hostile_or_long_text_runs_nothing_and_is_read_back(
    store: Store, new_report: Callable[..., Report], typed: str
) -> None:
    store.append(new_report("task", 2, DAY, status="blocked", note=typed))

    board = compute_board(store, DAY)

    check(board)
    (row,) = [one for one in read(board)["填报"] if one["事项编号"] == "task-2"]
    guard = "'" if typed[0] in "=-@＝" else ""
    assert row["说明"] == f"{guard}{typed}"
