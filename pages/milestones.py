"""时间节点: the countdown, each milestone with its days and status, and the steps to come."""

import streamlit as st

from kzdash import ui
from kzdash.board.verdict import milestones_finding
from kzdash.ui.parts import milestones, steps

board = ui.current_board()
item = ui.requested_item(board.milestones)
ui.refresh_only_for(
    [item, *board.steps_of(item), *board.linked_with(item)]
    if item
    else [*board.milestones, *board.steps]
)

if item:
    milestones.show_milestone(board, item)
    st.stop()

ui.show_title("时间节点")
ui.show_finding(milestones_finding(board))
ui.document_caption(board)
milestones.show_status_counts(board)
milestones.show_countdown(board, 220)
milestones.show_cards(board)
steps.show_coming_steps(board)
