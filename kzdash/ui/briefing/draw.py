"""Draw a slide."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from kzdash.documents.pages.slide_view import STYLES, compose_slide_body, corner_words
from kzdash.domain.progress import Tone
from kzdash.ui.briefing import decide
from kzdash.ui.widgets.plain_text import plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kzdash.board.board import Board
    from kzdash.charts.theme import ChartTheme
    from kzdash.documents.slides import Slide

# shown in the corner if the url has an invalid day
INVALID_DAY_WORDS = {
    "as_of": "网址中的截至日期无效，现按今天显示",
    "since": "网址中的变化起点无效，现从上次会议或一周前起",
}


def draw_slide(
    look: ChartTheme,
    theme: str,
    board: Board,
    slides: Sequence[Slide],
    number: int,
    invalid_days: Sequence[str] = (),
) -> None:
    """Draw one of the slides, counted from 1; the corner warns about invalid days in the url."""
    slide = slides[number - 1]
    body = compose_slide_body(slide)
    st.html(f"<style>{STYLES[theme]}</style>")
    st.html(f'<main class="slide {slide.name}">{body}</main>')
    if slide.name == "decided":
        with st.container(key="decide-form"):
            decide.show_form(board)
    with st.container(horizontal=True, horizontal_alignment="distribute", key="corner"):
        day, place = corner_words(board, number, len(slides))
        _small(day, look.muted)
        if invalid_days:
            words = " · ".join(INVALID_DAY_WORDS[name] for name in invalid_days)
            _small(words, look.tones[Tone.BAD])
        _small(place, look.muted)


def _small(words: str, colour: str) -> None:
    st.markdown(f':color[{plain(words)}]{{foreground="{colour}"}}', width="content")
