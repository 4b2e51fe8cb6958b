"""动态: the reports, changes of status and newly late items between two days, with the trail."""

import streamlit as st

from kzdash import ui
from kzdash.board.verdict import changes_finding
from kzdash.domain.formatting import format_date
from kzdash.ui.parts import changes, closings, reminding

board = ui.current_board()

ui.show_title("动态")
place = st.container()
start = changes.ask_start_day(board)
since_start = changes.changes_since(start, board)
with place:
    ui.show_finding(changes_finding(since_start, board))
    ui.document_caption(board)
st.caption(
    f"{format_date(start)}结束时与{format_date(board.as_of)}结束时相比，按录入时间计：补报的数据在录入时才算变化。"
)
changes.show_counts(since_start)
changes.show_calendar_changes(board, start)
closings.show_closings_between(start, board.as_of)
reminding.show_sent_between(start, board.as_of)
if not since_start.items:
    st.info("这段时间没有填报，也没有状态变化。可把对比起点提前。")
    st.stop()
changes.show_changes_by_unit(board, since_start)
changes.show_audit_trail(board, start)
