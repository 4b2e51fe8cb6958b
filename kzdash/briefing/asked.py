"""What a briefing was asked for in its url; what makes no sense counts as not asked."""

from __future__ import annotations

import datetime as dt
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kzdash.words import EARLIEST, LATEST

if TYPE_CHECKING:
    from collections.abc import Mapping

SHORTEST, LONGEST = 5, 3600
WEEK, DAY = dt.timedelta(days=7), dt.timedelta(days=1)
THEMES = {"light": "浅色", "dark": "深色"}


@dataclass(frozen=True, slots=True)
class Asked:
    """A slide counted from 1, a day (none: today's), seconds a slide (0: by hand), and the rest.

    With `entered`, only what had been entered by the day counts; `since` is where changes start.
    """

    slide: int = 1
    as_of: dt.date | None = None
    since: dt.date | None = None
    auto: int = 0
    theme: str = "light"
    leave_out: bool = False
    entered: bool = False

    def since_when(self, as_of: dt.date) -> dt.date:
        """Return the day from which changes are told: a week before the board's, if none."""
        return min(self.since or as_of - WEEK, as_of - DAY)

    def shown(self, count: int) -> int:
        """Return the slide to show of so many: the last one for a number beyond the end."""
        return min(max(self.slide, 1), count)


def read(query: Mapping[str, str]) -> Asked:
    """Read the settings of a url."""
    auto = _whole(query.get("auto", ""))
    theme = query.get("theme", "")
    return Asked(
        slide=_whole(query.get("slide", "")) or 1,
        as_of=_day(query.get("as_of", "")),
        since=_day(query.get("since", "")),
        auto=min(max(auto, SHORTEST), LONGEST) if auto > 0 else 0,
        theme=theme if theme in THEMES else "light",
        leave_out=query.get("empty") == "hide",
        entered=query.get("entered") == "true",
    )


def day_asked(asked: Asked) -> dict[str, str]:
    """Write as every page's query which day is looked from, and what counts on it."""
    return {
        **({"as_of": asked.as_of.isoformat()} if asked.as_of else {}),
        **({"entered": "true"} if asked.entered else {}),
    }


def written(asked: Asked) -> dict[str, str]:
    """Write settings as a url's query, without what is as usual."""
    return {
        "slide": str(asked.slide),
        **day_asked(asked),
        **({"since": asked.since.isoformat()} if asked.since else {}),
        **({"auto": str(asked.auto)} if asked.auto else {}),
        **({"theme": asked.theme} if asked.theme != "light" else {}),
        **({"empty": "hide"} if asked.leave_out else {}),
    }


def _whole(text: str) -> int:
    with suppress(ValueError):
        return int(text[:9])
    return 0


def _day(text: str) -> dt.date | None:
    with suppress(ValueError):
        day = dt.date.fromisoformat(text)
        return day if EARLIEST <= day <= LATEST else None
    return None
