"""What the colours of the treemap stand for."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

from kzdash.domain.formatting import NO_DATA
from kzdash.domain.progress import Stage, Tone

if TYPE_CHECKING:
    from kzdash.board.items import ProjectItem
    from kzdash.charts.theme import ChartTheme

# the number of the category whose colour each value takes
STAGE_COLOURS = {Stage.PREPARATION: 3, Stage.CONSTRUCTION: 1, Stage.BUILT: 2, Stage.IN_USE: 4}
FUNDING_COLOURS = {"政府": 1, "市场": 3}


class TreemapColouring(Enum):
    """What a project's colour stands for; the value is the word on screen."""

    # the first is what a page shows unless asked: how things stand, not what they are
    PROGRESS = "进度"
    CATEGORY = "工程类别"
    STAGE = "阶段"
    FUNDING = "投资类别"


def colour_meaning(item: ProjectItem, colouring: TreemapColouring) -> str:
    """Return the meaning of a project's colour in a word, unless it is its category."""
    if colouring is TreemapColouring.FUNDING:
        return item.funding
    if colouring is TreemapColouring.STAGE:
        return item.stage.label if item.stage else NO_DATA
    return item.state.word


def colour_of(
    item: ProjectItem, colouring: TreemapColouring, theme: ChartTheme
) -> tuple[str, bool]:
    """Return a project's colour, and whether it is hatched for lack of a report."""
    unreported = theme.track, True
    match colouring:
        case TreemapColouring.CATEGORY:
            return theme.category(item.programme or 1), False
        case TreemapColouring.FUNDING:
            return theme.category(FUNDING_COLOURS[item.funding]), False
        case TreemapColouring.STAGE:
            return (theme.category(STAGE_COLOURS[item.stage]), False) if item.stage else unreported
        case TreemapColouring.PROGRESS:
            tone = item.state.tone
            return unreported if tone is Tone.NONE else (theme.tones[tone], False)
