"""Every table of the board as a CSV file, in one ZIP archive."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

from kzdash.board import sources
from kzdash.board.attention import group_by_unit
from kzdash.board.due_reports import reports_due
from kzdash.documents import added_tables, monthly_table, tables, unit_tables

if TYPE_CHECKING:
    import pandas as pd

    from kzdash.board.board import Board


def make(board: Board) -> bytes:
    """Return the archive: a text on what it is of, and for each table a CSV file for Excel."""
    files = {"说明.txt": _about(board).encode("utf-8-sig")}
    for name, frame in frames(board).items():
        files[f"{name}.csv"] = tables.to_csv(frame, demonstration=board.plan.demonstration)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for file, content in files.items():
            # dated by the board, so that the same board makes the same file
            member = zipfile.ZipInfo(file, (*board.as_of.timetuple()[:3], 0, 0, 0))
            archive.writestr(member, content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _about(board: Board) -> str:
    """Say of which plan and which day the tables are, and whether the period is closed."""
    about = (board.plan.title, board.plan.document_number, board.as_of_words, board.closing_words)
    return "".join(f"{line}\r\n" for line in about if line)


def frames(board: Board) -> dict[str, pd.DataFrame]:
    """Return every table by the name of its file."""
    return {
        "指标": tables.indicators(board.indicators),
        "项目": tables.projects(board.projects),
        "工程类别": tables.categories(board.categories),
        **({monthly_table.TITLE: monthly_table.frame(board)} if board.projects else {}),
        "时间节点": tables.milestones(board.milestones),
        **({"工作节点": added_tables.steps(board.steps)} if board.steps else {}),
        "任务": tables.duties(board.tasks),
        "政策": tables.duties(board.policies),
        "改革": tables.duties(board.reforms),
        "改革方向": tables.duties(board.directions),
        "定性目标和保障措施": tables.duties((*board.aims, *board.safeguards)),
        "需要关注": tables.concerns(board.concerns),
        "牵头单位": unit_tables.unit_concerns(group_by_unit(board.concerns)),
        "督办清单": unit_tables.supervision(reports_due(board.followed, board.as_of)),
        "督办事项": added_tables.matters(board.matters),
        **{name: frame for name, frame in _published(board).items() if len(frame)},
        "原文修补和存疑": sources.text_corrections(board.corrections),
    }


def _published(board: Board) -> dict[str, pd.DataFrame]:
    return {
        "支撑关系": sources.support_links(board),
        "公开资料": sources.published_facts(board.items),
        "对照数": sources.figures_beside(board.items),
    }
