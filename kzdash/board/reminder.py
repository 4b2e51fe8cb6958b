"""The text by which the office asks the units for the reports that are due."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from kzdash.board.items import KIND_WORDS
from kzdash.board.lead_units import group_by_lead_unit
from kzdash.board.monthly_round import deadline_words, due_from_unit, wanted_reports
from kzdash.domain.formatting import DEMONSTRATION, format_date

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kzdash.board.board import Board
    from kzdash.board.due_reports import DueReport


def compose_reminder(board: Board, address: str) -> str:
    """Return a message for a group of people: whose, how many, until when, and where to report.

    It is empty where no report is due. `address` is that of the page to report on.
    """
    due = [row for row in wanted_reports(board.followed, board.as_of) if row.reasons]
    if not due:
        return ""
    units = sorted(group_by_lead_unit(due).items(), key=lambda pair: -len(pair[1]))
    day = format_date(board.as_of)
    counted = f"{len(units)}个单位共{len(due)}项需要填报"
    said = "，".join(filter(None, (counted, deadline_words(due, board.as_of))))
    lines = [
        f"【催报】{board.plan.short_title}：截至{day}，{said}。",
        *(f"{place}. {unit}{_counted(own)}" for place, (unit, own) in enumerate(units, 1)),
    ]
    return _sent(board, lines, address)


def compose_unit_reminder(board: Board, unit: str, address: str) -> str:
    """Return a message for one unit: each item to report on, and why; empty where none is due."""
    due = due_from_unit(board, unit)
    if not due:
        return ""
    whose = f"{unit}截至{format_date(board.as_of)}，还有{len(due)}项需要填报："
    lines = [f"【催报】{board.plan.short_title}：{whose}"]
    for place, row in enumerate(due, 1):
        said = "，".join(filter(None, (*row.reasons, row.until_words)))
        lines.append(f"{place}. {row.item.titled}：{said}")
    return _sent(board, lines, address)


def _sent(board: Board, lines: Sequence[str], address: str) -> str:
    """Return the lines of a message with where to report; that of a demonstration says so first."""
    first = [f"（{DEMONSTRATION}，不要发出）"] if board.plan.demonstration else []
    return "\n".join([*first, *lines, f"请登录填报：{address}"])


def _counted(rows: Sequence[DueReport]) -> str:
    kinds = Counter(KIND_WORDS[row.item.kind] for row in rows)
    return f" {len(rows)}项：" + "、".join(f"{kind}{count}" for kind, count in kinds.items())
