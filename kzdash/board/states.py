"""The state of an item: one word, one shape and one tone for it, in order of seriousness.

A state tells apart what a status leaves together: a target missed by far or by a hair's breadth,
an item nobody has reported on before and after it was due. What nobody reported is never late.
"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from enum import Enum
from typing import TYPE_CHECKING

from kzdash.board.items import IndicatorItem, ProjectItem
from kzdash.domain.progress import Status, Tone

if TYPE_CHECKING:
    from kzdash.board.items import BoardItem

# a year's figure is published by the end of April of the year after
PUBLISHED_BY = (4, 30)


class State(Enum):
    """A state with its word, shape and tone, the most serious first."""

    OVERDUE = ("逾期", "◆", Tone.BAD)
    BLOCKED = ("受阻", "✕", Tone.BAD)
    MISSED = ("未达标", "✕", Tone.BAD)
    FAR_BEHIND = ("严重滞后", "▼", Tone.BAD)
    NEARLY_MET = ("差一点未达标", "✕", Tone.WARNING)
    BEHIND = ("滞后", "▼", Tone.WARNING)
    DUE_TODAY = ("今日到期", "▶", Tone.WARNING)
    DUE_SOON = ("临期", "▷", Tone.WARNING)
    DUE_UNREPORTED = ("到期未报", "◇", Tone.NONE)
    INCOMPLETE = ("缺数据", "○", Tone.NONE)
    UNJUDGED = ("无法评价", "?", Tone.NONE)
    UNREPORTED = ("未报", "○", Tone.NONE)
    UNPUBLISHED = ("待发布", "○", Tone.NONE)
    NOT_DUE = ("未到期", "◇", Tone.CALM)
    NOT_STARTED = ("未启动", "◇", Tone.CALM)
    IN_PROGRESS = ("推进中", "▲", Tone.FAIR)
    ON_TRACK = ("正常", "▲", Tone.FAIR)
    DONE_LATE = ("逾期完成", "◐", Tone.FAIR)
    DONE = ("完成", "●", Tone.GOOD)
    MET = ("达标", "●", Tone.GOOD)

    def __init__(self, word: str, shape: str, tone: Tone) -> None:
        self.word = word
        self.shape = shape
        self.tone = tone

    @property
    def seriousness(self) -> int:
        """Its place in the order, 0 for the most serious."""
        return _ORDER[self]


_ORDER = {state: place for place, state in enumerate(State)}
PROBLEMS = (State.OVERDUE, State.BLOCKED, State.MISSED, State.NEARLY_MET)
LAGGING = (State.FAR_BEHIND, State.BEHIND)
DONE = (State.MET, State.DONE, State.DONE_LATE)
# nobody has said what would settle it
SILENT = (State.DUE_UNREPORTED, State.INCOMPLETE, State.UNREPORTED, State.UNPUBLISHED)
_OF_STATUS = {
    **{status: State[status.name] for status in Status if status.name in State.__members__},
    Status.DONE_ON_TIME: State.DONE,
}


def state_of(item: BoardItem, as_of: dt.date) -> State:
    """Return the state of an item on a day."""
    status = item.status
    if status is Status.NO_DATA or (status is Status.OVERDUE and item.latest_report is None):
        return _silence(item, as_of)
    if status is Status.MISSED and isinstance(item, IndicatorItem):
        gap = item.assessment.gap or Decimal(0)
        return State.NEARLY_MET if -gap <= item.target.tolerance else State.MISSED
    return _OF_STATUS[status]


def days_late(item: BoardItem, as_of: dt.date) -> int:
    """Return the days since an item's due date, 0 before it and for an item without one."""
    return 0 if item.due_on is None else max((as_of - item.due_on).days, 0)


def shortfall(item: BoardItem, as_of: dt.date) -> Decimal:
    """Return how far an item is from where it should be, to sort those of one state by.

    Days for a due date, percentage points for a project, for an indicator what it lacks of its
    target as a share of the target.
    """
    if isinstance(item, IndicatorItem):
        gap = item.assessment.gap
        return Decimal(0) if gap is None else -gap / (abs(item.target.target) or 1)
    if isinstance(item, ProjectItem) and item.status is Status.BEHIND:
        return item.assessment.time_elapsed * 100 - (item.physical_progress_percent or 0)
    return Decimal(days_late(item, as_of))


def _silence(item: BoardItem, as_of: dt.date) -> State:
    """Why an item has no judgement, where nobody has said what would settle it."""
    if isinstance(item, IndicatorItem):
        missing = item.assessment.missing
        if any(_is_published(year, as_of) for year in missing):
            return State.DUE_UNREPORTED
        return State.UNPUBLISHED if missing else State.UNREPORTED
    if item.latest_report is not None:
        return State.INCOMPLETE
    return State.DUE_UNREPORTED if days_late(item, as_of) else State.UNREPORTED


def _is_published(year: int, as_of: dt.date) -> bool:
    """Whether the day has passed by which the figure of a year is published."""
    return as_of.year > year + 1 or (
        as_of.year == year + 1 and as_of > dt.date(year + 1, *PUBLISHED_BY)
    )
