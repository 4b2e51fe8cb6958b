"""The judgements there are: what is reported in forms, and what the arithmetic comes to."""

from __future__ import annotations

from enum import Enum

from kzdash.domain.progress.state import State


class Status(Enum):
    """A judgement: `code` is for JSON and store, `label` for forms; `state` gives the look.

    An item's own state can say more than that of its status: see `BoardItem.state`.
    """

    MET = ("met", State.MET)
    ON_TRACK = ("on_track", State.ON_TRACK)
    BEHIND = ("behind", State.BEHIND)
    FAR_BEHIND = ("far_behind", State.FAR_BEHIND)
    MISSED = ("missed", State.MISSED)
    UNJUDGED = ("unjudged", State.UNJUDGED)
    NO_DATA = ("no_data", State.UNREPORTED)
    NOT_DUE = ("not_due", State.NOT_DUE)
    DUE_SOON = ("due_soon", State.DUE_SOON)
    DUE_TODAY = ("due_today", State.DUE_TODAY)
    OVERDUE = ("overdue", State.OVERDUE)
    DONE_ON_TIME = ("done_on_time", State.DONE, "按期完成")
    DONE_LATE = ("done_late", State.DONE_LATE)
    NOT_STARTED = ("not_started", State.NOT_STARTED)
    IN_PROGRESS = ("in_progress", State.IN_PROGRESS)
    DONE = ("done", State.DONE, "已完成")
    BLOCKED = ("blocked", State.BLOCKED)

    def __init__(self, code: str, state: State, label: str = "") -> None:
        self.code = code
        self.state = state
        self.label = label or state.word

    @property
    def marked(self) -> str:
        """Shape and label together: a status is never told by colour alone."""
        return f"{self.state.shape} {self.label}"

    @classmethod
    def of(cls, code: str) -> Status:
        """Return the status of a JSON or store code; KeyError where there is none."""
        return _BY_CODE[code]


_BY_CODE = {status.code: status for status in Status}
REPORTABLE = (Status.NOT_STARTED, Status.IN_PROGRESS, Status.DONE, Status.BLOCKED)
