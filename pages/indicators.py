"""指标: every indicator's gauge, or one indicator with its trend, formula and sources."""

import streamlit as st

from kzdash import ui
from kzdash.board.status_counts import count_reported
from kzdash.board.verdict import indicators_finding
from kzdash.documents import tables
from kzdash.documents.pages.indicator_cards import in_order
from kzdash.ui.parts import indicators
from kzdash.ui.widgets import gauges

board = ui.current_board()
item = ui.requested_item(board.indicators)
# where an indicator stands in the list it was opened from is up to all of them
ui.refresh_only_for([*board.indicators, *(board.linked_with(item) if item else ())])

if item:
    indicators.show_indicator(board, item)
    st.stop()

ui.show_title("主要指标")
ui.show_finding(indicators_finding(board))
ui.document_caption(board)
shown = ui.filtered(board.indicators)
reported = count_reported(board.indicators)
with st.container(horizontal=True, vertical_alignment="center"):
    ui.heading(
        f"{len(shown)} 项指标",
        lambda: tables.indicators(shown),
        "指标",
        f"{len(board.indicators)} 项中 {reported} 项已有填报数据",
    )
    gauges.ask_order()
gauges.gauge_cards(board, in_order(shown, st.query_params.get("sort")))
gauges.gauge_legend()
