"""政策改革: policies and reforms with their status, by lead unit."""

import streamlit as st

from kzdash import ui
from kzdash.board.verdict import policies_finding
from kzdash.documents import tables
from kzdash.documents.pages.item_lists import state_counts
from kzdash.ui.parts import duties

board = ui.current_board()
ui.show_title("政策改革")
ui.show_finding(policies_finding(board))
ui.document_caption(board)
if not (board.policies or board.reforms):
    ui.show_none_listed("政策和改革")
    st.stop()
shown = duties.filtered_items(board)
st.subheader(f"{len(shown)} 项", anchor=False)
if not shown:
    st.info("没有符合条件的事项。请取消一个筛选条件。")
    st.stop()
st.caption(f"{state_counts(shown)}。点一行看一项的全部情况。")
duties.show_items(shown, board, "policies")
ui.download(tables.duties(shown), "政策改革")
