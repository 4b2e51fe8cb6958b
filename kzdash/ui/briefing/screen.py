"""The screen that slides are drawn on: its size, its ground, and how large type is on it.

A slide is laid out on 540 lines, where the type of the pages is right, and drawn as many times
larger as the screen has more lines. Text follows by itself, since its size counts in the root's;
figures, whose type Plotly wants in pixels, are drawn for the size that the screen tells.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import streamlit as st

from kzdash.charts.theme import DARK, LIGHT, ChartTheme

if TYPE_CHECKING:
    from collections.abc import Mapping

    from streamlit.delta_generator import DeltaGenerator

LINES = 540
WIDE = 1.5
MIN_PIXELS, MAX_PIXELS = 200, 8000
THEMES = {"light": LIGHT, "dark": DARK}
# the one place with style of its own: the size of the root's type, a ground that covers the
# screen, and large figures; all on keys of this page's own
STYLE = """<style>
html {{ font-size: calc(100vh * 14 / 540); scrollbar-width: none; }}
.st-key-briefing {{ position: fixed; inset: 0; z-index: 999992; width: 100vw; height: 100vh;
  padding: 4vh 4vw 7.6vh; overflow: hidden; border-radius: 0; line-height: 1.4;
  background: {look.ground}; color: {look.ink}; }}
.st-key-corner {{ position: absolute; bottom: 2.4vh; left: 4vw; width: 92vw; }}
[class*="st-key-huge-"] {{ zoom: 4.2; line-height: 1.15; }}
[class*="st-key-large-"] {{ zoom: 2.8; line-height: 1.15; }}
[class*="st-key-medium-"] {{ zoom: 2; line-height: 1.15; }}
[class*="st-key-title-"] {{ zoom: 1.5; line-height: 1.3; }}
[class*="st-key-row-"] {{ zoom: 1.45; }}
[class*="st-key-narrow-"] {{ zoom: 1.16; }}
[class*="st-key-small-"] {{ zoom: 1.14; }}
</style>"""


@dataclass(frozen=True, slots=True)
class Screen:
    """A screen of so many pixels, and the look of what is drawn on it."""

    width: int
    height: int
    look: ChartTheme

    @property
    def is_wide(self) -> bool:
        """Whether it is nearer to 16:9 than to 4:3."""
        return self.width / self.height > WIDE

    def lines(self, count: float) -> int:
        """Return the pixels that so many of the 540 lines take."""
        return round(count * self.height / LINES)


def screen_of(size: Mapping[str, int] | None, theme: str) -> Screen:
    """Return the screen of a size told by the browser, as usual before it has told one."""
    told = size or {}
    width, height = told.get("width", 1920), told.get("height", 1080)
    width, height = (min(max(int(pixels), MIN_PIXELS), MAX_PIXELS) for pixels in (width, height))
    return Screen(width, height, THEMES[theme].scaled(height / LINES))


def cover_screen(look: ChartTheme) -> DeltaGenerator:
    """Cover the whole screen, and return what covers it."""
    st.html(STYLE.format(look=look))
    return st.container(key="briefing", height="stretch", gap=None)
