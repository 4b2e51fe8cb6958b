"""The treemap of planned investment: categories and their projects.

Tiles too small for their words are drawn larger; the amounts written on them stay exact.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING

import plotly.graph_objects as go

from kzdash.charts import base
from kzdash.charts.svg.text import wrap
from kzdash.charts.theme import PAGE, ChartTheme, escape_markup
from kzdash.charts.treemap_colouring import TreemapColouring, colour_meaning, colour_of
from kzdash.charts.treemap_layout import (
    NAMED_SHARE,
    category_shares,
    name_of_rest,
    shares,
    split_by_size,
)
from kzdash.domain.formatting import (
    NO_DATA,
    format_money,
    format_percent,
    format_quantity,
    format_years,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kzdash.board.items import Category, ProjectItem

ROOT = "all"
# words in a line of the legend: a phone has room for no more
LEGEND_WORDS = 3
LEGEND_LINE, LEGEND_GAP = 19, 11
# characters of a name in a line: on a phone a tile of 4 % is no wider
LINE = 4
LARGE_SHARE, TITLED_SHARE = Decimal("0.04"), 0.12
LARGE_TYPE, SMALL_TYPE = 15, 12
# of the whole: room for a name on a screen 390 px wide
LEAST_TILE_SHARE = 0.018


@dataclass(frozen=True, slots=True)
class Tile:
    """One rectangle with its text, text size and hover text.

    `share` is its share of the whole area, without the tiles inside it.
    """

    id: str
    parent: str
    share: float
    text: str
    hover: str
    colour: str
    size: int = LARGE_TYPE
    hatched: bool = False


def draw_treemap(
    categories: Sequence[Category],
    projects: Sequence[ProjectItem],
    colouring: TreemapColouring = TreemapColouring.CATEGORY,
    height: int = 372,
    is_part: bool = False,
    theme: ChartTheme = PAGE,
) -> go.Figure:
    """Draw the treemap, or one category of it where `is_part`; `height` is in pixels.

    Ids are `all`, `c<category number>`, `p<project number>`, and `r<category number>` for what the
    small projects of a category share.
    """
    pale = {theme.band, theme.track}
    tiles = _tiles(categories, projects, colouring, theme)
    if is_part:
        tiles[0] = replace(tiles[0], text="← 回到全部项目", hover="回到全部项目")
    figure = base.blank_figure(height, theme)
    figure.add_trace(
        go.Treemap(
            ids=[tile.id for tile in tiles],
            parents=[tile.parent for tile in tiles],
            labels=[tile.text for tile in tiles],
            values=[tile.share for tile in tiles],
            customdata=[tile.hover for tile in tiles],
            branchvalues="remainder",
            texttemplate="%{label}",
            textfont={
                "size": [theme.px(tile.size) for tile in tiles],
                # dark type on pale tiles
                "color": [theme.ink if tile.colour in pale else theme.on_colour for tile in tiles],
            },
            hovertemplate="%{customdata}<extra></extra>",
            marker={
                "colors": [tile.colour for tile in tiles],
                "line": {"color": theme.ground, "width": theme.px(1.5)},
                "pattern": {
                    "shape": ["/" if tile.hatched else "" for tile in tiles],
                    "fgcolor": theme.stripe,
                },
                "pad": {"t": theme.px(24), "l": 3, "r": 3, "b": 3},
            },
            tiling={"packing": "squarify", "pad": 2},
            pathbar={"visible": False},
        )
    )
    # one size for all, and what has no room in its tile is left to the pointer and the list beneath
    least = theme.px(theme.min_type_px or SMALL_TYPE)
    figure.update_layout(uniformtext={"minsize": least, "mode": "hide"})
    if colouring is not TreemapColouring.CATEGORY:
        _add_legend(figure, _legend(projects, colouring, theme))
    return figure


def _add_legend(figure: go.Figure, words: str) -> None:
    figure.update_layout(margin={"b": LEGEND_LINE * (words.count("<br>") + 1) + LEGEND_GAP})
    figure.add_annotation(
        text=words,
        align="left",
        x=0,
        y=0,
        xref="paper",
        yref="paper",
        xanchor="left",
        yanchor="top",
        showarrow=False,
        font={"size": 14},
    )


def _tiles(
    categories: Sequence[Category],
    projects: Sequence[ProjectItem],
    colouring: TreemapColouring,
    theme: ChartTheme,
) -> list[Tile]:
    total = sum((category.planned_investment_wan_yuan for category in categories), Decimal(0))
    words = f"全部项目 {len(projects)}个 {format_money(total)}"
    tiles = [Tile(ROOT, "", 0, words, words, theme.band)]
    for category, share in zip(categories, category_shares(categories), strict=True):
        own = [item for item in projects if item.programme == category.number]
        tiles.append(_category_tile(category, share, bool(own), total, colouring, theme))
        large, small = split_by_size(own, total)
        amounts = [item.planned_investment_wan_yuan for item in large]
        if small:
            amounts.append(_sum_of(small))
        parts = shares(amounts, LEAST_TILE_SHARE / share)
        for item, part in zip(large, parts, strict=False):
            tiles.append(_project_tile(item, share * part, total, colouring, theme))
        if small:
            tiles.append(_rest_tile(category, small, share * parts[-1], colouring, theme))
    return tiles


def _sum_of(items: Iterable[ProjectItem]) -> Decimal:
    return sum((item.planned_investment_wan_yuan for item in items), Decimal(0))


def _legend(projects: Sequence[ProjectItem], colouring: TreemapColouring, theme: ChartTheme) -> str:
    """Return the meaning of each colour, with its number of projects."""
    counts: dict[tuple[str, str], int] = {}
    for item in projects:
        colour, hatched = colour_of(item, colouring, theme)
        sign, ink = ("▨", theme.muted) if hatched else ("■", colour)
        word = f"<span style='color:{ink}'>{sign}</span> {colour_meaning(item, colouring)}"
        counts[word, colour] = counts.get((word, colour), 0) + 1
    words = [f"{word} {count}个" for (word, _), count in counts.items()]
    lines = (words[at : at + LEGEND_WORDS] for at in range(0, len(words), LEGEND_WORDS))
    return "<br>".join("　".join(line) for line in lines)


def _category_tile(
    category: Category,
    share: float,
    has_projects: bool,
    total: Decimal,
    colouring: TreemapColouring,
    theme: ChartTheme,
) -> Tile:
    planned = category.planned_investment_wan_yuan
    by_category = colouring is TreemapColouring.CATEGORY
    name = escape_markup(category.short_name)
    return Tile(
        f"c{category.number}",
        ROOT,
        0 if has_projects else share,
        # one as narrow as its name has no room for its money, and says it when pointed at
        f"{name} {format_money(planned)}" if share >= TITLED_SHARE else name,
        f"<b>{escape_markup(category.category_name)}</b><br>"
        f"{format_money(planned)} · {category.physical.count}个 · "
        f"占全部 {format_percent(planned / total if total else Decimal(0))}",
        theme.category(category.number) if by_category else theme.band,
        SMALL_TYPE + 1,
    )


def _rest_tile(
    category: Category,
    items: Sequence[ProjectItem],
    share: float,
    colouring: TreemapColouring,
    theme: ChartTheme,
) -> Tile:
    """Return the tile that small projects share, in the colour of the most serious of them."""
    worst = min(items, key=lambda item: item.state.seriousness)
    colours = {colour_of(item, colouring, theme) for item in items}
    by_progress = colouring is TreemapColouring.PROGRESS
    is_one = by_progress or len(colours) == 1
    colour, hatched = colour_of(worst, colouring, theme) if is_one else (theme.band, False)
    names = "<br>".join(
        f"{item.number}. {escape_markup(item.short_name)} "
        f"{format_money(item.planned_investment_wan_yuan)}"
        for item in items
    )
    return Tile(
        f"r{category.number}",
        f"c{category.number}",
        share,
        name_of_rest(len(items), category.physical.count),
        f"<b>{len(items)}个项目，{format_money(_sum_of(items))}</b><br>{names}<br>点开逐个看",
        colour,
        SMALL_TYPE,
        hatched,
    )


def _project_tile(
    item: ProjectItem, share: float, total: Decimal, colouring: TreemapColouring, theme: ChartTheme
) -> Tile:
    colour, hatched = colour_of(item, colouring, theme)
    stage = item.stage.label if item.stage else NO_DATA
    planned = item.planned_investment_wan_yuan
    of_all = planned / total if total else Decimal(0)
    is_small = of_all < NAMED_SHARE * 2
    text = _wrapped(item.short_name)
    size = SMALL_TYPE
    # on a slide, where the type is large, the smaller ones have their number
    if theme.min_type_px and is_small:
        text = str(item.number)
    if of_all >= LARGE_SHARE:
        text, size = f"{text}<br>{format_money(planned)}", LARGE_TYPE
    return Tile(
        f"p{item.number}",
        f"c{item.programme}",
        share,
        text,
        f"<b>{item.number}. {escape_markup(item.name)}</b><br>"
        f"{format_money(planned)} · {escape_markup(item.funding)} · "
        f"{format_years(item.start_year, item.end_year)}<br>业主：{escape_markup(item.owner)}<br>"
        f"牵头：{escape_markup(item.lead_words)}<br>"
        f"阶段：{stage} · 形象进度：{format_quantity(item.physical_progress_percent, '%')}",
        colour,
        size,
        hatched,
    )


def _wrapped(name: str) -> str:
    """Break a name into lines, because Plotly does not wrap text."""
    return "<br>".join(map(escape_markup, wrap(name, LINE, 1, len(name))))
