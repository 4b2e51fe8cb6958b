"""Draw a slide."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from kzdash.documents.pages.slide_links import slide_links
from kzdash.documents.pages.slide_view import STYLES, compose_slide_body, corner_words
from kzdash.domain.progress import Tone
from kzdash.ui.briefing import decide
from kzdash.ui.widgets import pictures
from kzdash.ui.widgets.plain_text import plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kzdash.board.board import Board
    from kzdash.charts.theme import ChartTheme
    from kzdash.documents.pages.slide_view import SlideOn
    from kzdash.documents.slides import BriefingRequest

# shown in the corner if the url names what there is not
INVALID_WORDS = {
    "as_of": "网址中的截至日期无效，现按今天显示",
    "since": "网址中的变化起点无效，现从上次会议或一周前起",
    "unit": "网址中的单位不存在，现放全部内容",
    "show": "没有网址中的备用页",
}


def draw_slide(
    look: ChartTheme, request: BriefingRequest, board: Board, on: SlideOn, invalid: Sequence[str]
) -> None:
    """Draw the slide that is on; the corner warns about what is `invalid` in the url."""
    body = compose_slide_body(on.slide, slide_links(board, request), picture=pictures.large_picture)
    st.html(f"<style>{STYLES[request.theme]}</style>")
    st.html(f'<main class="slide {on.slide.name}">{body}</main>')
    if on.slide.name == "decided":
        with st.container(key="decide-form"):
            decide.show_form(board)
    with st.container(horizontal=True, horizontal_alignment="distribute", key="corner"):
        _small(corner_words(board), look.muted)
        if invalid:
            words = " · ".join(INVALID_WORDS[name] for name in invalid)
            _small(words, look.tones[Tone.BAD])
        _small(on.place_words, look.muted)


def _small(words: str, colour: str) -> None:
    st.markdown(f':color[{plain(words)}]{{foreground="{colour}"}}', width="content")
