"""指标: every indicator's gauge, or one indicator with its path, formula and sources."""

import streamlit as st

from kzdash import ui
from kzdash.documents import tables
from kzdash.ui.parts import indicators

board = ui.board()
line = ui.asked_item(board.indicators)

if line:
    indicators.view(board, line)
    st.stop()

st.title("主要指标", anchor=False)
ui.document_line(board)
shown = ui.filtered(board.indicators)
reported = sum(line.said is not None for line in board.indicators)
ui.heading(
    f"{len(shown)} 项指标",
    lambda: tables.indicators(shown),
    "指标",
    f"{len(board.indicators)} 项中 {reported} 项已有填报数据",
)
ui.gauge_legend()
ui.gauge_cards(board, shown, 272, 190)
