"""One task, policy, reform, direction, aim, safeguard or step, chosen by `?id=`."""

import streamlit as st

from kzdash import ui
from kzdash.ui.parts import duties, steps

board = ui.current_board()
item = duties.requested_item(board)
step = steps.requested_step(board)
if item:
    shown = (*item.paragraphs, *board.steps_of(item), *board.linked_with(item))
    ui.refresh_only_for([item, *shown])
    duties.show_item(board, item)
elif step:
    ui.refresh_only_for([step])
    steps.show_step(board, step)
else:
    ui.refresh_only_for([])
    ui.show_title("没有这一事项")
    st.warning("网址中的事项编号有误。请从下面的页面查找。")
    ui.page_link("duties", "任务分工")
    ui.page_link("policies", "政策改革")
