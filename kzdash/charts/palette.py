"""Colours by meaning, the same in charts, slides and documents.

Tones keep their order of lightness under the common kinds of colour blindness, and a shape and a
word always accompany them.
"""

from kzdash.domain.progress import Tone

INK = "#1F2933"
MUTED = "#5B6670"
GRID = "#E3E7EB"
GROUND = "#FFFFFF"
TRACK = "#E9EDF1"
ACCENT = "#1B4F7A"

TONES = {
    Tone.GOOD: "#0B6E4F",
    Tone.FAIR: "#2B6CB0",
    Tone.WARNING: "#B86E00",
    Tone.BAD: "#A61B1B",
    Tone.NONE: "#7B8794",
    Tone.CALM: "#52606D",
}
# the tone of a warning is too light for small text on white
WARNING_TEXT = "#8F5600"
# the background of a status in tables, light enough for text in its tone
TINTS = {
    Tone.GOOD: "#E3F2EC",
    Tone.FAIR: "#E4EEF8",
    Tone.WARNING: "#FBF0DE",
    Tone.BAD: "#FAE6E6",
    Tone.NONE: "#EEF0F2",
    Tone.CALM: "#EEF1F4",
}
# no red and no ochre, which mean late and behind
CATEGORIES = ("#1F5A8C", "#2C7A6B", "#8C4A7A", "#5E4E9C", "#4B5F73", "#3E7CB1", "#6B6F2A")
# a project's progress, from under a quarter to done, each with the ink that is read on it
SHADES = (
    ("#D3DEE8", INK),
    ("#AABFD2", INK),
    ("#4E7799", GROUND),
    ("#2F5F87", GROUND),
    ("#174C78", GROUND),
)
NIGHT_SHADES = (
    ("#22374C", "#F4F7FA"),
    ("#2C4A66", "#F4F7FA"),
    ("#38658C", "#F4F7FA"),
    ("#6FA6D4", "#101C28"),
    ("#9CCBF2", "#101C28"),
)
# the lines of what nobody reported, faint enough that text is read across them
HATCH, NIGHT_HATCH = "#DAE1E7", "#2A4158"
FONT = "Source Han Sans SC, Noto Sans CJK SC, Microsoft YaHei, PingFang SC, WenQuanYi Micro Hei"


def category(number: int) -> str:
    """Return the colour of a programme by its number, from 1 on."""
    return CATEGORIES[(number - 1) % len(CATEGORIES)]
