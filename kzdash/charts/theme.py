"""How a figure is drawn where it is shown: its colours, and how large its type is."""

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
    """Colours keyed by meaning, and how many times larger than on a page all is drawn.

    `band` lies behind a group, `edge` bounds what is as pale as the ground, `gone` is time gone
    by and money planned, `on_colour` is type on a category's colour, `stripe` hatches what nobody
    reported. Where `smallest` is set, type that would have to be smaller to fit is left out.
    """

    ink: str
    muted: str
    ground: str
    track: str
    band: str
    grid: str
    edge: str
    gone: str
    accent: str
    on_colour: str
    stripe: str
    tones: Mapping[Tone, str]
    categories: tuple[str, ...]
    scale: float = 1
    smallest: float = 0

    def px(self, size: float) -> float:
        """Return a size of the page's, as large as it is drawn here."""
        return round(size * self.scale, 1)

    def category(self, number: int) -> str:
        """Return the colour of a programme by its number, from 1 on."""
        return self.categories[(number - 1) % len(self.categories)]

    def at(self, scale: float) -> ChartTheme:
        """Return the same colours at another size."""
        return replace(self, scale=scale)


PAGE = ChartTheme(
    ink=palette.INK,
    muted=palette.MUTED,
    ground=palette.GROUND,
    track=palette.TRACK,
    band=palette.GRID,
    grid=palette.GRID,
    edge=palette.TRACK,
    gone="#9FB3C8",
    accent=palette.ACCENT,
    on_colour=palette.GROUND,
    stripe="#B8C4CE",
    tones=palette.TONES,
    categories=palette.CATEGORIES,
)
# on a projector, which pales every colour: text at least 7:1 against the ground, marks 3:1
LIGHT = ChartTheme(
    ink="#14202B",
    muted="#45525E",
    ground="#FFFFFF",
    track="#E3E9EF",
    band="#E3E9EF",
    grid="#7F8C99",
    edge="#6B7A88",
    gone="#45525E",
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
    smallest=12,
)
DARK = ChartTheme(
    ink="#F4F7FA",
    muted="#C3CFDA",
    ground="#0B1B2B",
    track="#22374C",
    band="#22374C",
    grid="#6F8497",
    edge="#8FA3B5",
    gone="#C3CFDA",
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
    smallest=12,
)
# a page in the dark theme of .streamlit/config.toml
NIGHT = replace(
    DARK,
    ground="#101C28",
    track="#22374C",
    grid="#2C4258",
    edge="#22374C",
    gone="#4F667C",
    on_colour="#101C28",
    smallest=0,
)


def escape_markup(words: str) -> str:
    """Words as a chart shows them: Plotly takes tags, entities and %{…} for its own."""
    return html.escape(words, quote=False).replace("{", "&#123;")
