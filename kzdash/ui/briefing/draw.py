"""Draw each kind of slide."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from kzdash.charts import alt_text
from kzdash.charts.countdown import draw_countdown
from kzdash.charts.gauge import draw_gauge
from kzdash.charts.treemap import draw_treemap
from kzdash.charts.treemap_colouring import TreemapColouring
from kzdash.documents.pages.evidence_view import compose_slide_photo
from kzdash.documents.pages.slide_view import (
    COUNTDOWN_HEIGHT,
    GAUGE_COLUMNS,
    TREEMAP_HEIGHT,
    gauge_lines,
)
from kzdash.domain.formatting import format_date
from kzdash.domain.progress import Tone
from kzdash.ui.briefing import decide
from kzdash.ui.widgets.charts import chart, figure
from kzdash.ui.widgets.html_view import show_html
from kzdash.ui.widgets.plain_text import plain

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from kzdash.board.board import Board
    from kzdash.board.items import IndicatorItem
    from kzdash.charts.theme import ChartTheme
    from kzdash.documents.slides import Cell, Slide
    from kzdash.ui.briefing.screen import Screen

# shown in the corner if the url has an invalid day
INVALID_DAY_WORDS = {
    "as_of": "网址中的截至日期无效，现按今天显示",
    "since": "网址中的变化起点无效，现从上次会议或一周前起",
}
# no tooltips on a projector: they are too small, and the audience cannot use them
STATIC = {"staticPlot": True}


def draw_slide(
    screen: Screen,
    board: Board,
    slides: Sequence[Slide],
    number: int,
    invalid_days: Sequence[str] = (),
) -> None:
    """Draw one of the slides, counted from 1; the corner warns about invalid days in the url.

    Each slide has its own place on the page: in the place of another slide, Streamlit would leave
    the elements of that one until this one is complete.
    """
    for place, slide in enumerate(slides, 1):
        if place == number:
            _draw_content(screen, board, slide)
        else:
            st.empty()
    with st.container(horizontal=True, horizontal_alignment="distribute", key="corner"):
        _small(f"{board.plan.short_title} · 截至{format_date(board.as_of)}", screen.look.muted)
        if invalid_days:
            _small(
                " · ".join(INVALID_DAY_WORDS[name] for name in invalid_days),
                screen.look.tones[Tone.BAD],
            )
        _small(f"{number} / {len(slides)}", screen.look.muted)


def _draw_content(screen: Screen, board: Board, slide: Slide) -> None:
    with st.container(height="stretch", gap="small", key=f"slide-{slide.name}"):
        if slide.name == "cover":
            _cover(screen, slide)
            return
        _small(slide.topic, screen.look.accent)
        with st.container(key="title-message"):
            st.markdown(f"**{plain(slide.message)}**")
        if not slide.is_empty:
            PARTS[slide.name](screen, board, slide)


def _small(words: str, colour: str) -> None:
    st.markdown(f":small[{_coloured(plain(words), colour)}]", width="content")


def _coloured(markdown: str, colour: str) -> str:
    return f':color[{markdown}]{{foreground="{colour}"}}'


def _toned(words: str, tone: Tone | None, look: ChartTheme) -> str:
    return _coloured(f"**{plain(words)}**", look.tones[tone]) if tone else plain(words)


def _cover(screen: Screen, slide: Slide) -> None:
    with st.container(height="stretch", vertical_alignment="center", gap="medium"):
        _small(slide.topic, screen.look.accent)
        with st.container(key="large-title"):
            st.markdown(f"**{plain(slide.message)}**")
        with st.container(key="title-notes"):
            for note in slide.notes:
                st.markdown(_coloured(plain(note), screen.look.muted))


def _overview(screen: Screen, _board: Board, slide: Slide) -> None:
    with st.container(height="stretch", vertical_alignment="center", gap="large"):
        _figures(screen, slide, 2, "huge")


def _figures(screen: Screen, slide: Slide, across: int, size: str) -> None:
    for start in range(0, len(slide.figures), across):
        row = slide.figures[start : start + across]
        for place, (column, number) in enumerate(zip(st.columns(across), row, strict=False), start):
            with column, st.container(gap="xxsmall"):
                st.markdown(plain(number.label))
                with st.container(key=f"{size}-{place}"):
                    st.markdown(f"**{plain(number.value)}**")
                if number.note:
                    st.markdown(_toned(number.note, number.tone, screen.look))


def slide_indicators(board: Board, slide: Slide) -> list[IndicatorItem]:
    """Return the indicators that a slide shows."""
    numbers = {item.number for item in slide.items}
    return [item for item in board.indicators if item.number in numbers]


def _gauges(screen: Screen, board: Board, slide: Slide) -> None:
    items = slide_indicators(board, slide)
    height = screen.lines(gauge_lines(len(items)))
    for start in range(0, len(items), GAUGE_COLUMNS):
        part = items[start : start + GAUGE_COLUMNS]
        for column, item in zip(st.columns(GAUGE_COLUMNS), part, strict=False):
            with column, st.container(gap=None):
                st.markdown(f"**{item.number}. {plain(item.short_name)}**", text_alignment="center")
                drawn = figure(board, draw_gauge, item, height, look=screen.look)
                chart(drawn, f"gauge-{item.number}", alt_text.gauge(item), config=STATIC)


def _treemap(screen: Screen, board: Board, slide: Slide) -> None:
    inputs = (board.categories, board.projects, TreemapColouring.CATEGORY)
    height = screen.lines(TREEMAP_HEIGHT)
    chart(
        figure(board, draw_treemap, *inputs, height, look=screen.look),
        "treemap",
        slide.message,
        config=STATIC,
    )


def _milestones(screen: Screen, board: Board, slide: Slide) -> None:
    height = screen.lines(COUNTDOWN_HEIGHT)
    drawn = figure(board, draw_countdown, board.milestones, board.as_of, height, look=screen.look)
    chart(drawn, "countdown", slide.message, config=STATIC)
    _table(screen, board, slide)


def _behind(screen: Screen, board: Board, slide: Slide) -> None:
    if slide.table:
        _table(screen, board, slide)
    with st.container(height="stretch", vertical_alignment="center"):
        _figures(screen, slide, max(len(slide.figures), 1), "large" if screen.is_wide else "medium")


def _table(screen: Screen, _board: Board, slide: Slide) -> None:
    if not slide.table:
        return
    look = screen.look
    heads = [_coloured(plain(head), look.muted) for head in slide.table.heads]
    rows = [[_cell(cell, look) for cell in row] for row in slide.table.rows]
    size = "small" if slide.items else "row" if screen.is_wide else "narrow"
    with st.container(key=f"{size}-table"):
        # a single element: columns with a text for each cell took twice as long as a chart
        st.table(pd.DataFrame(rows, columns=heads), border="horizontal", hide_index=True)


def _cell(cell: Cell, look: ChartTheme) -> str:
    return (
        _toned(cell.words, cell.tone, look) if cell.tone else _coloured(plain(cell.words), look.ink)
    )


def _photo(screen: Screen, _board: Board, slide: Slide) -> None:
    if slide.photo:
        show_html(f"photo-{slide.photo.file_id}", compose_slide_photo(slide.photo))
    for note in slide.notes:
        st.markdown(_coloured(plain(note), screen.look.muted))


def _decided(screen: Screen, board: Board, slide: Slide) -> None:
    _table(screen, board, slide)
    decide.show_form(board)


PARTS: dict[str, Callable[[Screen, Board, Slide], None]] = {
    "overview": _overview,
    "indicators": _gauges,
    "behind": _behind,
    "treemap": _treemap,
    "categories": _table,
    "milestones": _milestones,
    "meeting": _table,
    "steps": _table,
    "decisions": _table,
    "photo": _photo,
    "news": _table,
    "decided": _decided,
}
