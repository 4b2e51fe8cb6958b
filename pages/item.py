"""One task, policy, reform, direction, aim or safeguard, chosen by `?id=`."""

import streamlit as st

from kzdash import ui
from kzdash.ui.parts import duties

board = ui.current_board()
item = duties.requested_item(board)
if item:
    duties.show_item(board, item)
else:
    st.title("没有这一事项", anchor=False)
    st.warning("网址中的事项编号有误。请从下面的页面查找。")
    st.page_link(ui.page_path("duties"), label="任务分工")
    st.page_link(ui.page_path("policies"), label="政策改革")
