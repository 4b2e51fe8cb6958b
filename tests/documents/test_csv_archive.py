"""The archive has every table as CSV, which says what the board says and runs nothing."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from typing import TYPE_CHECKING

from kzdash.documents import board_json, csv_archive

if TYPE_CHECKING:
    from collections.abc import Callable

    from kzdash.board.board import Board


def read(board: Board) -> dict[str, list[dict[str, str]]]:
    with zipfile.ZipFile(io.BytesIO(csv_archive.make(board))) as packed:
        assert packed.testzip() is None
        content = {name: packed.read(name) for name in packed.namelist()}
    assert all(part.startswith(b"\xef\xbb\xbf") for part in content.values())
    return {
        name.removesuffix(".csv"): list(csv.DictReader(io.StringIO(part.decode("utf-8-sig"))))
        for name, part in content.items()
        if name.endswith(".csv")
    }


def test_every_table_has_every_line(board: Board) -> None:
    found = {name: len(rows) for name, rows in read(board).items()}
    # a table of what was published is there where there is any
    published = {
        "公开资料": sum(len(item.facts) for item in board.items),
        "对照数": sum(len(item.comparisons) for item in board.items),
        "支撑关系": len(board.links),
    }

    assert found == {name: count for name, count in published.items() if count} | {
        "指标": 15,
        "项目": 35,
        "工程类别": 5,
        # a line a project, the sums of each category and of all
        "项目投资调度表": 35 + 5 + 1,
        "时间节点": 5,
        "任务": 27,
        "政策": 25,
        "改革": 19,
        "改革方向": 5,
        "定性目标和保障措施": 12,
        "需要关注": len(board.concerns),
        "牵头单位": len({one.item.lead_unit for one in board.concerns} - {None}),
        "督办清单": len(board.followed),
        "督办事项": len(board.matters),
        "原文修补和存疑": len(board.corrections),
    }


def test_figures_are_the_board_s(board: Board) -> None:
    found = read(board)

    assert [row["最新值"] for row in found["指标"]] == [
        line.format_value(line.assessment.value) for line in board.indicators
    ]
    planned = sum(float(row["计划总投资(万元)"]) for row in found["项目"])
    assert planned == float(board.planned_investment_wan_yuan)


def test_the_same_board_makes_the_same_archive(board_in: Callable[[str], Board]) -> None:
    assert csv_archive.make(board_in("some")) == csv_archive.make(board_in("some"))


def test_the_json_of_the_board_is_read_back(board: Board) -> None:
    assert json.loads(board_json.dumps(board))["as_of"] == board.as_of.isoformat()


def test_a_text_says_of_what_plan_and_day_the_tables_are(board: Board) -> None:
    with zipfile.ZipFile(io.BytesIO(csv_archive.make(board))) as packed:
        lines = packed.read("说明.txt").decode("utf-8-sig").splitlines()

    assert lines[0] == board.plan.title
    assert lines[-2:] == [board.as_of_words, "未定稿"]
