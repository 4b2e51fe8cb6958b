"""总览: whether the plan is on track, what is late and which unit leads it, and the investment."""

import streamlit as st

from kzdash import ui
from kzdash.ui.parts import overview
from kzdash.ui.widgets.plain_text import plain

board = ui.current_board()

st.title(plain(board.plan.short_title), anchor=False)
overview.show_overview(board)
