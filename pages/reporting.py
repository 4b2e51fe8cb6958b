"""填报: what one leads, what of it wants a report, and the forms."""

import streamlit as st

from kzdash import ui
from kzdash.board.due_reports import count_due, reports_due
from kzdash.ui.frame.board import today_board
from kzdash.ui.parts import worklist
from kzdash.ui.reporting import batch, upload
from kzdash.ui.widgets.plain_text import plain

board = today_board()
me = ui.logged_in_user()

st.title("填报", anchor=False)
ui.document_caption(board)
worklist.about_today(board)
if me is None:
    ui.ask_to_log_in()
    worklist.show_unsent_form(board)
    st.stop()

found = reports_due(worklist.own_items(board, me), board.as_of)
due = count_due(found)
st.markdown(f"**{plain(me.words)}** 可填报 {len(found)} 项，其中 **{due} 项需要填报**。")
listed, form = st.columns([3, 2], gap="medium")
with listed:
    shown = worklist.filtered_items(found)
    worklist.work_list(shown)
with form:
    worklist.show_chosen_form(board)
batch.table(board, [row.item for row in shown], me)
upload.show_upload([row.item for row in found], me)
