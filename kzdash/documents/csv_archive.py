"""Every table of the board as a CSV file, in one ZIP archive."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

from kzdash.board import sources
from kzdash.board.attention import group_by_unit
from kzdash.board.due_reports import reports_due
from kzdash.documents import added_tables, tables, unit_tables

if TYPE_CHECKING:
    import pandas as pd

    from kzdash.board.board import Board


def make(board: Board) -> bytes:
    """Return the archive with a CSV file for each table, encoded as Chinese Excel expects."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, frame in frames(board).items():
            # dated by the board, so that the same board makes the same file
            member = zipfile.ZipInfo(f"{name}.csv", (*board.as_of.timetuple()[:3], 0, 0, 0))
            content = tables.to_csv(frame, demonstration=board.plan.demonstration)
            archive.writestr(member, content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def frames(board: Board) -> dict[str, pd.DataFrame]:
    """Return every table by the name of its file."""
    return {
        "指标": tables.indicators(board.indicators),
        "项目": tables.projects(board.projects),
        "工程类别": tables.categories(board.categories),
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
        "原文修补和存疑": sources.text_corrections(board.corrections),
    }
