"""时间节点: the countdown, each milestone with its days, status and evidence."""

import streamlit as st

from kzdash import ui
from kzdash.ui.parts import milestones

board = ui.board()
line = ui.asked_item(board.milestones)

if line:
    milestones.view(board, line)
    st.stop()

st.title("时间节点", anchor=False)
ui.document_line(board)
milestones.summary(board)
milestones.countdown_line(board, 220)
for line in board.milestones:
    milestones.card(board, line)
