"""Dials as cards, in as many columns as fit the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from kzdash.charts import alt_text
from kzdash.charts.gauge import draw_dials
from kzdash.documents.pages.indicator_cards import BY_NUMBER, BY_STATE, TOGETHER, compose_cards
from kzdash.ui.frame.board import show_none_listed
from kzdash.ui.frame.links import view_links
from kzdash.ui.widgets import cards
from kzdash.ui.widgets.charts import chart, figure
from kzdash.ui.widgets.filters import one_of, warn_of_unknown
from kzdash.ui.widgets.html_view import show_html

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kzdash.board.board import Board
    from kzdash.board.items import IndicatorItem

CARD_WIDTH, CARD_HEIGHT = 156, 142
# where a card says how others stand
BESIDE_HEIGHT = 36


def ask_order() -> None:
    """Ask in what order the indicators stand; the url keeps it."""
    words = [BY_STATE, BY_NUMBER]
    warn_of_unknown("排序", "sort", words)
    st.segmented_control(
        "排序",
        words,
        required=True,
        label_visibility="collapsed",
        **one_of("sort", words, BY_STATE),
    )


def gauge_cards(board: Board, items: Sequence[IndicatorItem]) -> None:
    """Show a dial for each indicator over a card that leads to the indicator's own view."""
    if not board.indicators:
        show_none_listed("指标")
    drawn = items[: cards.MOST_CARDS]
    with st.container(horizontal=True, horizontal_alignment="center", gap="small"):
        for start in range(0, len(drawn), TOGETHER):
            with st.container(width=CARD_WIDTH * TOGETHER, gap=None):
                show_cards(board, drawn[start : start + TOGETHER], f"gauge-{start}", TOGETHER)
    cards.say_not_all_drawn(len(items), "前", "用筛选缩小范围，或打开数据表看全部。")


def show_cards(board: Board, items: Sequence[IndicatorItem], key: str, across: int = 1) -> None:
    """Show the dials of some indicators side by side, and beneath each its card."""
    alt = "；".join(alt_text.gauge(item) for item in items)
    chart(figure(board, draw_dials, tuple(items), across), key, alt)
    height = CARD_HEIGHT + BESIDE_HEIGHT * any(item.beside for item in items)
    show_html(f"{key}-cards", compose_cards(items, view_links(), across), height=height)


def gauge_legend() -> None:
    """Show how to read a dial."""
    st.caption(
        "弧从基期到目标，粗线为目标，右侧为好；细块为数据年份按时间进度或年度目标应达到的位置。"
        "虚线：增速类和缺基期的指标不折算完成率；斑马纹：未报。点卡片看详情。"
    )
