"""Goals and yearly plans as the office enters them: tried out at its desk, and stored at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kzdash.domain.rules import GOAL_FIELDS
from kzdash.errors import ConflictError, KzdashError, ParseError, RefusedError
from kzdash.reporting import goal_lines
from kzdash.reporting.goal_trial import GoalDesk, TriedGoal, try_out
from kzdash.runtime import clock
from kzdash.ui.frame.board import store, today_board
from kzdash.ui.reporting import refusals
from kzdash.ui.reporting.rate_limit import limit_rate
from kzdash.ui.session.identity import write_admission

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kzdash.accounts import User
    from kzdash.reporting.goal_lines import GoalLine

# the columns of a line by their own words, and what an adjustment calls them
LABELS = {column: column for column in goal_lines.COLUMNS} | {
    **dict.fromkeys(GOAL_FIELDS.values(), goal_lines.VALUE),
    "starts_on": goal_lines.DAY,
    "period": goal_lines.PERIOD,
    "source": goal_lines.SOURCE,
    "document_number": goal_lines.DOCUMENT,
    "as_of": goal_lines.AS_OF,
    "reason": goal_lines.REASON,
}
MEANWHILE = "没有写入：就在刚才有人登记了其中的事项。请再点“试算”，看过后再写入。"


def try_lines(
    lines: Sequence[GoalLine], me: User, *, document_number: str, as_of: str, reason: str
) -> list[TriedGoal]:
    """Try lines out for today; `document_number` and the rest hold for lines without their own."""
    board = today_board()
    account = next((own for own in store().accounts() if own.name == me.name), None)
    made = store().adjustments(board.as_of)
    usual = {"document_number": document_number, "as_of": as_of, "reason": reason}
    return list(
        try_out(lines, GoalDesk(board, store().plan(), made, account, clock.now(), **usual))
    )


def write_goals(tried: Sequence[TriedGoal], me: User) -> str:
    """Store what was tried out, all of it or nothing; return why nothing was, empty if it was."""
    new = [one.adjustment for one in tried if one.adjustment is not None]
    try:
        with limit_rate(me):
            store().adjust_all(new, write_admission())
    except ConflictError:
        return MEANWHILE
    except RefusedError as error:
        return refusals.sentence(error, **LABELS)
    except KzdashError as error:
        return refusals.store_refusal(error)
    return ""


def outcome(one: TriedGoal) -> str:
    """Say what a line would change, or what is wrong with it and what to do."""
    if isinstance(one.fault, ParseError):
        return refusals.unreadable_cell(one.fault, LABELS.get(one.fault.field, one.fault.field))
    if isinstance(one.fault, RefusedError):
        return refusals.field_refusal(one.fault, **LABELS)
    if one.adjustment is None:
        return f"现在就是{one.new}，不再写入"
    return f"{one.old} → {one.new}" if one.old else f"新增 {one.new}"
