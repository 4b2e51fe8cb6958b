"""时间节点: the countdown, each milestone with its days, status and evidence."""

import streamlit as st

from kzdash import tables, ui
from kzdash.figures.countdown import countdown
from kzdash.ui import alts, milestone

board = ui.board()
line = ui.asked_item(board.milestones)

if line:
    milestone.view(board, line)
    st.stop()

st.title("时间节点", anchor=False)
ui.document_line(board)
milestone.summary(board)
ui.heading("倒计时", lambda: tables.milestones(board.milestones), "时间节点")
clicked = ui.chart(
    ui.figure(board, countdown, board.milestones, board.as_of, 220),
    "countdown",
    alts.countdown(board.milestones),
    on_select="rerun",
    selection_mode="points",
)
ui.open_milestone(clicked)
for line in board.milestones:
    milestone.card(board, line)
