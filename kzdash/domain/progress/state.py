"""The state of an item: one word, one shape and one tone for it, in order of seriousness.

A state tells apart what a status leaves together: a target missed by far or by a hair's breadth,
an item nobody has reported on before and after it was due. What nobody reported is never late.
"""

from __future__ import annotations

from enum import Enum, StrEnum


class Tone(StrEnum):
    """What a state means to the eye; colours are chosen by it, never by the word."""

    GOOD = "good"
    FAIR = "fair"
    WARNING = "warning"
    BAD = "bad"
    NONE = "none"
    CALM = "calm"


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
    UNPUBLISHED = ("待发布", "◌", Tone.NONE)
    NOT_DUE = ("未到期", "△", Tone.CALM)
    NOT_STARTED = ("未启动", "△", Tone.CALM)
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
    def code(self) -> str:
        """What files for programs call it: due_unreported."""
        return self.name.lower()

    @property
    def edge(self) -> Tone:
        """The tone of its outline: red for what was due and not reported, else its own."""
        return Tone.BAD if self is State.DUE_UNREPORTED else self.tone

    @property
    def marked(self) -> str:
        """Shape and word together: a state is never told by colour alone."""
        return f"{self.shape} {self.word}"

    @property
    def seriousness(self) -> int:
        """Its place in the order, 0 for the most serious."""
        return _ORDER[self]


_ORDER = {state: place for place, state in enumerate(State)}
# 问题: counted apart and named so, because only a date can be 逾期
PROBLEMS = (State.OVERDUE, State.BLOCKED, State.MISSED, State.NEARLY_MET)
LAGGING = (State.FAR_BEHIND, State.BEHIND)
DONE = (State.MET, State.DONE, State.DONE_LATE)
# nobody has said what would settle it
SILENT = (State.DUE_UNREPORTED, State.INCOMPLETE, State.UNREPORTED, State.UNPUBLISHED)
