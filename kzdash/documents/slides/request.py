"""The request for a briefing in its URL; settings that make no sense fall back to the usual ones.

A day that makes no sense is also reported to the viewer, who must not mistake today's figures for
those of that day.
"""

from __future__ import annotations

import datetime as dt
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from urllib.parse import unquote

from kzdash.domain.formatting import EARLIEST
from kzdash.domain.parsing import parse_date
from kzdash.errors import ParseError

if TYPE_CHECKING:
    from collections.abc import Mapping

MIN_AUTO_S, MAX_AUTO_S = 5, 3600
WEEK, DAY = dt.timedelta(days=7), dt.timedelta(days=1)
# the parameters that say where in the briefing somebody is, and that keys change
PLACE = ("slide", "show", "part")
# what stands for a unit's name where all units are shown, one after the other
ALL_UNITS = "all"
MOST_KEYS, MAX_MINUTES = 8, 600
THEMES = {"light": "浅色", "dark": "深色"}


@dataclass(frozen=True, slots=True)
class BriefingRequest:
    """The settings of a briefing.

    `slide` counts from 1. `as_of` is None for today. `since` is the day from which changes are
    shown. `auto` is seconds per slide, 0 to turn by hand. With `entered`, only reports recorded by
    the day count. With `notes`, the speaker's notes are shown in place of the slide. `invalid_days`
    names the parameters of the URL that are no valid day. `unit` is the unit that the briefing is
    about, or `ALL_UNITS`. `show` are the keys of the backup slides that were opened one from the
    other, `part` which of the last one's slides is on. `minutes` is how long the meeting may take,
    0 where nobody set it.
    """

    slide: int = 1
    as_of: dt.date | None = None
    since: dt.date | None = None
    auto: int = 0
    theme: str = "light"
    entered: bool = False
    notes: bool = False
    invalid_days: tuple[str, ...] = ()
    unit: str = ""
    show: tuple[str, ...] = ()
    part: int = 1
    minutes: int = 0

    def changes_since(self, as_of: dt.date, meeting: dt.date | None = None) -> dt.date:
        """Return the day from which changes are shown, never after the day before `as_of`.

        By default that is the day of the last `meeting`, or else a week before.
        """
        start = self.since or meeting or as_of - WEEK
        return max(min(start, as_of - DAY), EARLIEST)

    def slide_within(self, count: int) -> int:
        """Return the number of the slide to show out of `count`, never beyond the last."""
        return min(max(self.slide, 1), count)

    def opening(self, key: str) -> BriefingRequest:
        """Return the request that opens a backup slide from here; one that is open comes back."""
        before = self.show[: self.show.index(key)] if key in self.show else self.show
        return replace(self, show=(*before, key)[-MOST_KEYS:], part=1)


def read_request(query: Mapping[str, str]) -> BriefingRequest:
    """Read the settings from a URL's query."""
    auto = _number(query.get("auto", ""))
    theme = query.get("theme", "")
    invalid_days: list[str] = []
    as_of, since = (_day(query, name, invalid_days) for name in ("as_of", "since"))
    return BriefingRequest(
        slide=_number(query.get("slide", "")) or 1,
        as_of=as_of,
        since=since,
        auto=min(max(auto, MIN_AUTO_S), MAX_AUTO_S) if auto > 0 else 0,
        theme=theme if theme in THEMES else "light",
        entered=query.get("entered") == "true",
        notes=query.get("notes") == "true",
        invalid_days=tuple(invalid_days),
        unit=query.get("unit", ""),
        show=tuple(unquote(key) for key in query.get("show", "").split(",") if key)[-MOST_KEYS:],
        part=max(_number(query.get("part", "")), 1),
        minutes=min(max(_number(query.get("minutes", "")), 0), MAX_MINUTES),
    )


def day_query(request: BriefingRequest) -> dict[str, str]:
    """Return the parameters that every page shares: the as-of date, and what counts on it."""
    return {
        **({"as_of": request.as_of.isoformat()} if request.as_of else {}),
        **({"entered": "true"} if request.entered else {}),
    }


def to_query(request: BriefingRequest) -> dict[str, str]:
    """Return the settings as parameters of a URL, without those at their defaults."""
    return {
        "slide": str(request.slide),
        **day_query(request),
        **({"since": request.since.isoformat()} if request.since else {}),
        **({"auto": str(request.auto)} if request.auto else {}),
        **({"theme": request.theme} if request.theme != "light" else {}),
        **({"notes": "true"} if request.notes else {}),
        **({"unit": request.unit} if request.unit else {}),
        **({"minutes": str(request.minutes)} if request.minutes else {}),
        **place_query(request),
    }


def place_query(request: BriefingRequest) -> dict[str, str]:
    """Return where in the briefing a request is as parameters of a URL."""
    keys = (key.replace("%", "%25").replace(",", "%2C") for key in request.show)
    return {
        "slide": str(request.slide),
        **({"show": ",".join(keys)} if request.show else {}),
        **({"part": str(request.part)} if request.part > 1 else {}),
    }


def _number(text: str) -> int:
    with suppress(ValueError):
        return int(text[:9])
    return 0


def _day(query: Mapping[str, str], name: str, invalid_days: list[str]) -> dt.date | None:
    try:
        return parse_date(query.get(name, ""))
    except ParseError:
        invalid_days.append(name)
        return None
