"""The style sheet of drawings: colours by meaning, as CSS variables, on light and dark screens."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from kzdash.charts import palette
from kzdash.charts.theme import NIGHT, PAGE
from kzdash.domain.progress import Tone

if TYPE_CHECKING:
    from kzdash.charts.theme import ChartTheme

RULES = (Path(__file__).parent / "figures.css").read_text("utf-8")


def stylesheet(scope: str, *, on_paper: bool = False) -> str:
    """Return the style sheet of what stands inside a selector.

    It is dark where the reader's system says so, but never on a sheet to be printed.
    """
    light = _colours(scope, PAGE, palette.SHADES, palette.HATCH, palette.WARNING_TEXT)
    if on_paper:
        return f"{light}\n{RULES}"
    night = NIGHT.tones[Tone.WARNING]
    dark = _colours(scope, NIGHT, palette.NIGHT_SHADES, palette.NIGHT_HATCH, night)
    return f"{light}\n@media screen and (prefers-color-scheme: dark) {{\n{dark}\n}}\n{RULES}"


def slide_stylesheet(scope: str, theme: ChartTheme) -> str:
    """Return the style sheet of a slide inside a selector, in the theme that its url names."""
    warning = theme.tones[Tone.WARNING]
    shades, hatch = palette.SHADES, palette.HATCH
    return f"{_colours(scope, theme, shades, hatch, warning)}\n{RULES}"


def _colours(
    scope: str,
    theme: ChartTheme,
    shades: tuple[tuple[str, str], ...],
    hatch: str,
    warning_text: str,
) -> str:
    colours = {
        "ink": theme.ink,
        "muted": theme.muted,
        "ground": theme.ground,
        "track": theme.track,
        "grid": theme.grid,
        "stripe": theme.stripe,
        "accent": theme.accent,
        "rest": theme.elapsed,
        "hatch": hatch,
        "warning-text": warning_text,
        **{str(tone): colour for tone, colour in theme.tones.items()},
    }
    variables = " ".join(f"--{name}: {colour};" for name, colour in colours.items())
    steps = "\n".join(
        f"{scope} .shade{step} .stone {{ fill: {fill}; }}\n"
        f"{scope} .shade{step} text {{ fill: {ink}; }}"
        for step, (fill, ink) in enumerate(shades)
    )
    return f"{scope} {{ {variables} }}\n{steps}"
