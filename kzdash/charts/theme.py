"""Chart themes: colours and type size for a page, a projector and the dark mode."""

from __future__ import annotations

import html
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kzdash.charts import palette
from kzdash.domain.progress import Tone

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class ChartTheme:
    """Colours by meaning, and the scale of a figure relative to a page (1).

    `band` is the background of a group, `edge` outlines shapes as pale as the ground, `elapsed` is
    time elapsed and money planned, `on_colour` is text on a category's colour, `stripe` hatches
    what has no report. Text that would need to be smaller than `min_type_px` to fit is left out.
    """

    ink: str
    muted: str
    ground: str
    track: str
    band: str
    grid: str
    edge: str
    elapsed: str
    accent: str
    on_colour: str
    stripe: str
    tones: Mapping[Tone, str]
    categories: tuple[str, ...]
    scale: float = 1
    min_type_px: float = 0

    def px(self, size: float) -> float:
        """Return the size, at this scale, of something that has `size` pixels on a page."""
        return round(size * self.scale, 1)

    def category(self, number: int) -> str:
        """Return the colour of a programme by its number, from 1 on."""
        return self.categories[(number - 1) % len(self.categories)]


PAGE = ChartTheme(
    ink=palette.INK,
    muted=palette.MUTED,
    ground=palette.GROUND,
    track=palette.TRACK,
    band=palette.GRID,
    grid=palette.GRID,
    edge=palette.TRACK,
    elapsed="#9FB3C8",
    accent=palette.ACCENT,
    on_colour=palette.GROUND,
    stripe="#B8C4CE",
    tones=palette.TONES,
    categories=palette.CATEGORIES,
)
# for projectors, which wash out colours: text contrasts with the ground 7:1 or more, marks 3:1
LIGHT = ChartTheme(
    ink="#14202B",
    muted="#45525E",
    ground="#FFFFFF",
    track="#E3E9EF",
    band="#E3E9EF",
    grid="#7F8C99",
    edge="#6B7A88",
    elapsed="#45525E",
    accent="#123F66",
    on_colour="#FFFFFF",
    stripe="#B8C4CE",
    tones={
        Tone.GOOD: "#07543B",
        Tone.FAIR: "#1D4F87",
        Tone.WARNING: "#7A4600",
        Tone.BAD: "#8F1414",
        Tone.NONE: "#4A5560",
        Tone.CALM: "#3F4B57",
    },
    categories=("#174A75", "#1B574B", "#713862", "#4B3D85", "#3C4C5C", "#2A5A86", "#50531F"),
    min_type_px=12,
)
DARK = ChartTheme(
    ink="#F4F7FA",
    muted="#C3CFDA",
    ground="#0B1B2B",
    track="#22374C",
    band="#22374C",
    grid="#6F8497",
    edge="#8FA3B5",
    elapsed="#C3CFDA",
    accent="#9CCBF2",
    on_colour="#0B1B2B",
    stripe="#4F667C",
    tones={
        Tone.GOOD: "#7FDDB3",
        Tone.FAIR: "#9CCBF2",
        Tone.WARNING: "#FFC66B",
        Tone.BAD: "#FFA8A0",
        Tone.NONE: "#C3CFDA",
        Tone.CALM: "#D5DEE7",
    },
    categories=("#9CCBF2", "#8AD6C2", "#E7B0D8", "#C3B7F5", "#BCCAD8", "#AFC9E2", "#D5D794"),
    min_type_px=12,
)
# for a page in the dark theme of .streamlit/config.toml
NIGHT = replace(
    DARK,
    ground="#101C28",
    track="#22374C",
    grid="#2C4258",
    edge="#22374C",
    elapsed="#4F667C",
    on_colour="#101C28",
    min_type_px=0,
)


def escape_markup(words: str) -> str:
    """Escape text for a chart: Plotly interprets tags, entities and %{…}."""
    return html.escape(words, quote=False).replace("{", "&#123;")
