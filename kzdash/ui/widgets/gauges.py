"""Gauges as cards, in as many columns as fit the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from kzdash.charts import alt_text
from kzdash.charts.gauge import draw_gauge
from kzdash.ui.frame.board import show_none_listed
from kzdash.ui.frame.links import item_link
from kzdash.ui.widgets.charts import chart, figure

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kzdash.board.board import Board
    from kzdash.board.items import IndicatorItem

# a browser takes too long to draw more
MAX_GAUGES = 60


def gauge_cards(board: Board, items: Sequence[IndicatorItem], width: int, height: int) -> None:
    """Show a gauge for each indicator, under a link to the indicator's own view."""
    if not board.indicators:
        show_none_listed("指标")
    with st.container(horizontal=True, horizontal_alignment="center", gap="small"):
        for item in items[:MAX_GAUGES]:
            with st.container(width=width, gap="xxsmall"):
                item_link(item, f"{item.number}. {item.short_name}")
                chart(
                    figure(board, draw_gauge, item, height),
                    f"gauge-{item.number}",
                    alt_text.gauge(item),
                )
    if len(items) > MAX_GAUGES:
        st.info(f"共 {len(items)} 项，画出前 {MAX_GAUGES} 项。用筛选缩小范围，或打开数据表看全部。")


def gauge_legend() -> None:
    """Show how to read a gauge."""
    st.caption(
        "弧长为完成程度（增速类和缺基期的指标按数值与目标之比），细线为目标，方块为数据年份按时间进度应达到的位置，"
        "斑马纹为未报。点名称看详情。"
    )
