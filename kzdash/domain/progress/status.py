"""The judgements there are, each with its word, its shape and its tone."""

from __future__ import annotations

from enum import Enum, StrEnum


class Tone(StrEnum):
    """What a judgement means to the eye; colours are chosen by it, never by the word."""

    GOOD = "good"
    FAIR = "fair"
    WARNING = "warning"
    BAD = "bad"
    NONE = "none"
    CALM = "calm"


class Status(Enum):
    """A judgement: `code` is for JSON and store, `label`, `shape` and `tone` for the screen."""

    MET = ("met", "已达标", "●", Tone.GOOD)
    ON_TRACK = ("on_track", "进度正常", "▲", Tone.FAIR)
    BEHIND = ("behind", "进度滞后", "▼", Tone.WARNING)
    FAR_BEHIND = ("far_behind", "严重滞后", "◆", Tone.BAD)
    MISSED = ("missed", "未达标", "✕", Tone.BAD)
    UNJUDGED = ("unjudged", "无法评价", "?", Tone.NONE)
    NO_DATA = ("no_data", "待填报", "○", Tone.NONE)
    NOT_DUE = ("not_due", "未到期", "◇", Tone.CALM)
    DUE_SOON = ("due_soon", "临期", "▷", Tone.WARNING)
    DUE_TODAY = ("due_today", "今日到期", "▶", Tone.WARNING)
    OVERDUE = ("overdue", "逾期", "◆", Tone.BAD)
    DONE_ON_TIME = ("done_on_time", "按期完成", "●", Tone.GOOD)
    DONE_LATE = ("done_late", "逾期完成", "◐", Tone.FAIR)
    NOT_STARTED = ("not_started", "未启动", "◇", Tone.CALM)
    IN_PROGRESS = ("in_progress", "推进中", "▲", Tone.FAIR)
    DONE = ("done", "已完成", "●", Tone.GOOD)
    BLOCKED = ("blocked", "受阻", "✕", Tone.BAD)

    def __init__(self, code: str, label: str, shape: str, tone: Tone) -> None:
        self.code = code
        self.label = label
        self.shape = shape
        self.tone = tone

    @property
    def marked(self) -> str:
        """Shape and word together: a status is never told by colour alone."""
        return f"{self.shape} {self.label}"

    @classmethod
    def of(cls, code: str) -> Status:
        """Return the status of a JSON or store code; KeyError where there is none."""
        return _BY_CODE[code]


_BY_CODE = {status.code: status for status in Status}
REPORTABLE = (Status.NOT_STARTED, Status.IN_PROGRESS, Status.DONE, Status.BLOCKED)
