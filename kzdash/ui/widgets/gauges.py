"""Gauges as cards that fall into as many columns as the screen is wide."""

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

# more take a browser longer to draw than anybody looks
MOST_GAUGES = 60


def gauge_cards(board: Board, items: Sequence[IndicatorItem], width: int, height: int) -> None:
    """Show a gauge an indicator, each under its name, which leads to the indicator's own view."""
    if not board.indicators:
        show_none_listed("指标")
    with st.container(horizontal=True, horizontal_alignment="center", gap="small"):
        for item in items[:MOST_GAUGES]:
            with st.container(width=width, gap="xxsmall"):
                item_link(item, f"{item.number}. {item.short_name}")
                chart(
                    figure(board, draw_gauge, item, height),
                    f"gauge-{item.number}",
                    alt_text.gauge(item),
                )
    if len(items) > MOST_GAUGES:
        st.info(
            f"共 {len(items)} 项，画出前 {MOST_GAUGES} 项。用筛选缩小范围，或打开数据表看全部。"
        )


def gauge_legend() -> None:
    """Say how to read a gauge."""
    st.caption(
        "弧长为完成程度（增速类和缺基期的指标按数值与目标之比），细线为目标，方块为数据年份按时间进度应达到的位置，"
        "斑马纹为待填报。点名称看详情。"
    )
