"""任务分工: tasks by programme, reform directions, and who leads what."""

import streamlit as st

from kzdash import ui
from kzdash.ui import duty, unit
from kzdash.ui.plain import inline

board = ui.board()
asked = unit.asked(board)
if asked:
    unit.view(board, asked)
    st.stop()

st.title("任务分工", anchor=False)
ui.document_line(board)
for category in board.categories:
    tasks = [line for line in board.tasks if line.programme == category.number]
    st.subheader(f"{category.number}. {inline(category.name)}", anchor=False)
    st.caption(f"{len(tasks)} 项任务 · {duty.counts(tasks)} · 出处 {inline(category.citation)}")
    duty.listing(tasks, f"tasks-{category.number}")
st.subheader("改革方向", anchor=False)
duty.listing(board.directions, "directions")
duty.unit_matrix(board)
st.subheader("定性目标和保障措施", anchor=False)
duty.listing([*board.aims, *board.safeguards], "aims")
