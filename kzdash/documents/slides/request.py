"""What a briefing was asked for in its url; what makes no sense counts as not asked.

A day that makes no sense is told, too: who asked for it must not take today's figures for its.
"""

from __future__ import annotations

import datetime as dt
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kzdash.domain.parsing import parse_date
from kzdash.errors import ParseError

if TYPE_CHECKING:
    from collections.abc import Mapping

SHORTEST, LONGEST = 5, 3600
WEEK, DAY = dt.timedelta(days=7), dt.timedelta(days=1)
THEMES = {"light": "浅色", "dark": "深色"}


@dataclass(frozen=True, slots=True)
class BriefingRequest:
    """A slide counted from 1, a day (none: today's), seconds a slide (0: by hand), and the rest.

    With `entered`, only what had been entered by the day counts; `since` is where changes start.
    `unread` names what was to be a day and is none.
    """

    slide: int = 1
    as_of: dt.date | None = None
    since: dt.date | None = None
    auto: int = 0
    theme: str = "light"
    leave_out: bool = False
    entered: bool = False
    unread: tuple[str, ...] = ()

    def since_when(self, as_of: dt.date) -> dt.date:
        """Return the day from which changes are told: a week before the board's, if none."""
        return min(self.since or as_of - WEEK, as_of - DAY)

    def shown(self, count: int) -> int:
        """Return the slide to show of so many: the last one for a number beyond the end."""
        return min(max(self.slide, 1), count)


def read_request(query: Mapping[str, str]) -> BriefingRequest:
    """Read the settings of a url."""
    auto = _whole(query.get("auto", ""))
    theme = query.get("theme", "")
    unread: list[str] = []
    as_of, since = (_day(query, name, unread) for name in ("as_of", "since"))
    return BriefingRequest(
        slide=_whole(query.get("slide", "")) or 1,
        as_of=as_of,
        since=since,
        auto=min(max(auto, SHORTEST), LONGEST) if auto > 0 else 0,
        theme=theme if theme in THEMES else "light",
        leave_out=query.get("empty") == "hide",
        entered=query.get("entered") == "true",
        unread=tuple(unread),
    )


def day_query(asked: BriefingRequest) -> dict[str, str]:
    """Write as every page's query which day is looked from, and what counts on it."""
    return {
        **({"as_of": asked.as_of.isoformat()} if asked.as_of else {}),
        **({"entered": "true"} if asked.entered else {}),
    }


def to_query(asked: BriefingRequest) -> dict[str, str]:
    """Write settings as a url's query, without what is as usual."""
    return {
        "slide": str(asked.slide),
        **day_query(asked),
        **({"since": asked.since.isoformat()} if asked.since else {}),
        **({"auto": str(asked.auto)} if asked.auto else {}),
        **({"theme": asked.theme} if asked.theme != "light" else {}),
        **({"empty": "hide"} if asked.leave_out else {}),
    }


def _whole(text: str) -> int:
    with suppress(ValueError):
        return int(text[:9])
    return 0


def _day(query: Mapping[str, str], name: str, unread: list[str]) -> dt.date | None:
    try:
        return parse_date(query.get(name, ""))
    except ParseError:
        unread.append(name)
        return None
