"""时间节点: the countdown, each milestone with its days, status and evidence."""

import streamlit as st

from kzdash import ui
from kzdash.ui import milestone

board = ui.board()
line = ui.asked_item(board.milestones)

if line:
    milestone.view(board, line)
    st.stop()

st.title("时间节点", anchor=False)
ui.document_line(board)
milestone.summary(board)
milestone.countdown_line(board, 220)
for line in board.milestones:
    milestone.card(board, line)
