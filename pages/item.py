"""One task, policy, reform, direction, aim or safeguard, named by `?id=`."""

import streamlit as st

from kzdash import ui
from kzdash.ui.parts import duties

board = ui.board()
line = duties.asked(board)
if line:
    duties.view(board, line)
else:
    st.title("没有这一事项", anchor=False)
    st.warning("网址中的事项编号有误。请从下面的页面查找。")
    st.page_link(ui.page("duties"), label="任务分工")
    st.page_link(ui.page("policies"), label="政策改革")
