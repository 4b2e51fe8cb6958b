"""How each kind of slide is drawn."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from kzdash.charts import alt_text
from kzdash.charts.countdown import draw_countdown
from kzdash.charts.gauge import draw_gauge
from kzdash.charts.treemap import TreemapColouring, draw_treemap
from kzdash.domain.formatting import format_date
from kzdash.domain.progress import Tone
from kzdash.ui.widgets.charts import chart, figure
from kzdash.ui.widgets.plain_text import plain

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from kzdash.board.board import Board
    from kzdash.board.items import IndicatorItem
    from kzdash.charts.theme import ChartTheme
    from kzdash.documents.slides import Cell, Slide
    from kzdash.ui.briefing.screen import Screen

# what is shown where the url asks for a day that is none
INSTEAD = {
    "as_of": "网址中的截至日期无效，现按今天显示",
    "since": "网址中的变化起点无效，现从一周前起",
}
GAUGE_COLUMNS = 4
# nothing to point at: what hovers is small, and nobody in the room asked for it
STILL = {"staticPlot": True}
GAUGES_HEIGHT, TREEMAP_HEIGHT, COUNTDOWN_HEIGHT = 356, 392, 172


def draw_slide(
    on: Screen, board: Board, slides: Sequence[Slide], number: int, unread: Sequence[str] = ()
) -> None:
    """Draw one of the slides, counted from 1, and the corner with what its url asks for in vain.

    Each has a place of its own: in the place of another, what that one drew would stay until the
    whole of this one is drawn.
    """
    for place, shown in enumerate(slides, 1):
        if place == number:
            _slide(on, board, shown)
        else:
            st.empty()
    with st.container(horizontal=True, horizontal_alignment="distribute", key="corner"):
        _small(f"{board.plan.short_title} · 截至{format_date(board.as_of)}", on.look.muted)
        if unread:
            _small(" · ".join(INSTEAD[name] for name in unread), on.look.tones[Tone.BAD])
        _small(f"{number} / {len(slides)}", on.look.muted)


def _slide(on: Screen, board: Board, shown: Slide) -> None:
    with st.container(height="stretch", gap="small", key=f"slide-{shown.name}"):
        if shown.name == "cover":
            _cover(on, shown)
            return
        _small(shown.topic, on.look.accent)
        with st.container(key="title-message"):
            st.markdown(f"**{plain(shown.message)}**")
        if not shown.is_empty:
            PARTS[shown.name](on, board, shown)


def _small(words: str, colour: str) -> None:
    st.markdown(f":small[{_coloured(plain(words), colour)}]", width="content")


def _coloured(markdown: str, colour: str) -> str:
    return f':color[{markdown}]{{foreground="{colour}"}}'


def _toned(words: str, tone: Tone | None, look: ChartTheme) -> str:
    return _coloured(f"**{plain(words)}**", look.tones[tone]) if tone else plain(words)


def _cover(on: Screen, shown: Slide) -> None:
    with st.container(height="stretch", vertical_alignment="center", gap="medium"):
        _small(shown.topic, on.look.accent)
        with st.container(key="large-title"):
            st.markdown(f"**{plain(shown.message)}**")
        with st.container(key="title-notes"):
            for note in shown.notes:
                st.markdown(_coloured(plain(note), on.look.muted))


def _overview(on: Screen, _board: Board, shown: Slide) -> None:
    with st.container(height="stretch", vertical_alignment="center", gap="large"):
        _figures(on, shown, 2, "huge")


def _figures(on: Screen, shown: Slide, across: int, size: str) -> None:
    for start in range(0, len(shown.figures), across):
        row = shown.figures[start : start + across]
        for place, (column, one) in enumerate(zip(st.columns(across), row, strict=False), start):
            with column, st.container(gap="xxsmall"):
                st.markdown(plain(one.label))
                with st.container(key=f"{size}-{place}"):
                    st.markdown(f"**{plain(one.value)}**")
                if one.note:
                    st.markdown(_toned(one.note, one.tone, on.look))


def slide_indicators(board: Board, shown: Slide) -> list[IndicatorItem]:
    """Return the indicators that a slide shows."""
    numbers = {item.number for item in shown.items}
    return [item for item in board.indicators if item.number in numbers]


def _gauges(on: Screen, board: Board, shown: Slide) -> None:
    items = slide_indicators(board, shown)
    rows = -(-len(items) // GAUGE_COLUMNS)
    height = on.lines(GAUGES_HEIGHT / rows - 22)
    for start in range(0, len(items), GAUGE_COLUMNS):
        part = items[start : start + GAUGE_COLUMNS]
        for column, item in zip(st.columns(GAUGE_COLUMNS), part, strict=False):
            with column, st.container(gap=None):
                st.markdown(f"**{item.number}. {plain(item.short_name)}**", text_alignment="center")
                drawn = figure(board, draw_gauge, item, height, look=on.look)
                chart(drawn, f"gauge-{item.number}", alt_text.gauge(item), config=STILL)


def _treemap(on: Screen, board: Board, shown: Slide) -> None:
    inputs = (board.categories, board.projects, TreemapColouring.CATEGORY)
    height = on.lines(TREEMAP_HEIGHT)
    chart(
        figure(board, draw_treemap, *inputs, height, look=on.look),
        "treemap",
        shown.message,
        config=STILL,
    )


def _milestones(on: Screen, board: Board, shown: Slide) -> None:
    height = on.lines(COUNTDOWN_HEIGHT)
    drawn = figure(board, draw_countdown, board.milestones, board.as_of, height, look=on.look)
    chart(drawn, "countdown", shown.message, config=STILL)
    _table(on, board, shown)


def _behind(on: Screen, board: Board, shown: Slide) -> None:
    if shown.table:
        _table(on, board, shown)
    with st.container(height="stretch", vertical_alignment="center"):
        _figures(on, shown, max(len(shown.figures), 1), "large" if on.is_wide else "medium")


def _table(on: Screen, _board: Board, shown: Slide) -> None:
    if not shown.table:
        return
    look = on.look
    heads = [_coloured(plain(head), look.muted) for head in shown.table.heads]
    rows = [[_cell(cell, look) for cell in row] for row in shown.table.rows]
    size = "small" if shown.items else "row" if on.is_wide else "narrow"
    with st.container(key=f"{size}-table"):
        # one element: a column and a text a cell took twice the time of a slide with figures
        st.table(pd.DataFrame(rows, columns=heads), border="horizontal", hide_index=True)


def _cell(cell: Cell, look: ChartTheme) -> str:
    return (
        _toned(cell.words, cell.tone, look) if cell.tone else _coloured(plain(cell.words), look.ink)
    )


PARTS: dict[str, Callable[[Screen, Board, Slide], None]] = {
    "overview": _overview,
    "indicators": _gauges,
    "behind": _behind,
    "treemap": _treemap,
    "categories": _table,
    "milestones": _milestones,
    "decisions": _table,
    "news": _table,
}
