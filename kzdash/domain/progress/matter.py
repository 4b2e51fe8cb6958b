"""Matters: their kinds, the level that can solve one, how one is answered, and how it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kzdash.domain.progress.choices import Choice
from kzdash.domain.progress.due import judge_due_date
from kzdash.domain.progress.status import Status

if TYPE_CHECKING:
    from datetime import date


class MatterKind(Choice):
    """Where a matter comes from."""

    DECISION = ("decision", "议定事项")
    INSTRUCTION = ("instruction", "领导批示")
    PROBLEM = ("problem", "需协调问题")
    QUERY = ("query", "请核实")


class Level(Choice):
    """Who can solve a matter, the lowest first."""

    UNIT = ("unit", "单位")
    OFFICE = ("office", "专班办公室")
    TASK_FORCE = ("task_force", "区专班")
    CITY = ("city", "市级")


class Answer(Choice):
    """What a report on a matter says: the first five a unit, the last two the office."""

    RECEIVED = ("received", "已签收")
    IN_PROGRESS = ("in_progress", "推进中")
    BLOCKED = ("blocked", "受阻")
    ASKS_TO_CLOSE = ("asks_to_close", "申请办结")
    ASKS_FOR_TIME = ("asks_for_time", "申请延期")
    CLOSED = ("closed", "销号")
    RETURNED = ("returned", "退回")


# what the office alone says
OF_OFFICE = frozenset({Answer.CLOSED, Answer.RETURNED})


def judge_matter(
    answer: Answer | None, due_on: date | None, completed_on: date | None, as_of: date
) -> Status:
    """Judge a matter on a day by its last answer, None where nobody has signed for it.

    It is done when the office has closed it, in time if it was completed by its due date, not if
    it was closed by then. One whose unit asks to close it waits for the office and is not late.
    """
    if answer is Answer.CLOSED:
        if due_on is None or completed_on is None:
            return Status.DONE
        return judge_due_date(due_on, completed_on, as_of).status
    due = judge_due_date(due_on, None, as_of).status if due_on else Status.NOT_DUE
    if answer is not Answer.ASKS_TO_CLOSE:
        if answer is Answer.BLOCKED and due is not Status.OVERDUE:
            return Status.BLOCKED
        if due is not Status.NOT_DUE:
            return due
    return Status.IN_PROGRESS if answer else Status.NOT_STARTED
