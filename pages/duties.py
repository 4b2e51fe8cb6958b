"""任务分工: tasks by programme, reform directions, and the items each unit leads."""

import streamlit as st

from kzdash import ui
from kzdash.ui.parts import duties, unit
from kzdash.ui.widgets.plain_text import inline

board = ui.current_board()
unit_name = unit.requested_unit(board)
if unit_name:
    ui.refresh_only_for([item for item in board.items if unit_name in item.lead_units])
    unit.show_unit(board, unit_name)
    st.stop()

ui.show_title("任务分工")
ui.document_caption(board)
if not board.categories:
    ui.show_none_listed("任务")
for category in board.categories:
    tasks = [item for item in board.tasks if item.programme == category.number]
    st.subheader(f"{category.number}. {inline(category.name)}", anchor=False)
    counts = f"{duties.status_counts(tasks)} · " if tasks else ""
    st.caption(f"{len(tasks)} 项任务 · {counts}出处 {inline(category.citation)}")
    duties.show_items(tasks, f"tasks-{category.number}", none="任务")
st.subheader("改革方向", anchor=False)
duties.show_items(board.directions, "directions", none="改革方向")
duties.show_unit_matrix(board)
st.subheader("定性目标和保障措施", anchor=False)
duties.show_items([*board.aims, *board.safeguards], "aims", none="定性目标和保障措施")
