"""任务分工: tasks by programme, reform directions, and the items each unit leads."""

import streamlit as st

from kzdash import ui
from kzdash.board.verdict import duties_finding
from kzdash.ui.parts import duties, unit

board = ui.current_board()
unit_name = unit.requested_unit(board)
if unit_name:
    ui.refresh_only_for([item for item in board.items if unit_name in item.units])
    unit.show_unit(board, unit_name)
    st.stop()

ui.show_title("任务分工")
ui.show_finding(duties_finding(board))
ui.document_caption(board)
duties.show_unit_board(board)
if not board.categories:
    ui.show_none_listed("任务")
duties.show_tasks(board)
qualitative = [*board.aims, *board.safeguards]
duties.show_items(qualitative, board, "aims", "定性目标和保障措施", "定性目标和保障措施")
