"""The screen of a presentation: its size, its colours, and the scale of its type.

A slide is laid out for a height of 540 lines, on which the type of the pages has the right size,
and is scaled up to the height of the screen. Text scales by itself, since its size is relative to
the root's. Plotly wants type in pixels, so charts are drawn for the size that the browser reports.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import streamlit as st

from kzdash.documents.pages.slide_view import LINES, LOOKS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from streamlit.delta_generator import DeltaGenerator

    from kzdash.charts.theme import ChartTheme

WIDE = 1.5
MIN_PIXELS, MAX_PIXELS = 200, 8000
# the only CSS in the program: the size of the root's type, a background that covers the screen, and
# large figures; it selects only the keys that this page gives its own elements
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
    """The size of a screen in pixels, and the theme of its slides, scaled to it."""

    width: int
    height: int
    look: ChartTheme

    @property
    def is_wide(self) -> bool:
        """Whether the screen is nearer to 16:9 than to 4:3."""
        return self.width / self.height > WIDE

    def lines(self, count: float) -> int:
        """Convert a number of the 540 lines to pixels."""
        return round(count * self.height / LINES)


def screen_of(size: Mapping[str, int] | None, theme: str) -> Screen:
    """Return the screen of the size that the browser reports, until then of 1920 × 1080 pixels."""
    reported = size or {}
    width, height = reported.get("width", 1920), reported.get("height", 1080)
    width, height = (min(max(int(pixels), MIN_PIXELS), MAX_PIXELS) for pixels in (width, height))
    return Screen(width, height, LOOKS[theme].scaled(height / LINES))


def cover_screen(look: ChartTheme) -> DeltaGenerator:
    """Cover the whole screen with a container, and return the container."""
    st.html(STYLE.format(look=look))
    return st.container(key="briefing", height="stretch", gap=None)
