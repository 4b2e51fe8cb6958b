"""填报: what one leads, what of it wants a report, and the forms."""

import streamlit as st

from kzdash import ui
from kzdash.board.due_reports import wanted
from kzdash.ui.frame.board import today_board
from kzdash.ui.parts import worklist
from kzdash.ui.reporting import batch, upload
from kzdash.ui.widgets.plain_text import plain

board = today_board()
me = ui.reader()

st.title("填报", anchor=False)
ui.document_line(board)
worklist.about_today(board)
if me is None:
    ui.ask_to_log_in()
    worklist.form_left_open(board)
    st.stop()

found = wanted(worklist.own_lines(board, me), board.as_of)
due = sum(bool(row.reasons) for row in found)
st.markdown(f"**{plain(me.words)}** 可填报 {len(found)} 项，其中 **{due} 项需要填报**。")
listed, form = st.columns([3, 2], gap="medium")
with listed:
    shown = worklist.narrowed(found)
    worklist.work_list(shown)
with form:
    worklist.chosen_form(board)
batch.table(board, [row.line for row in shown], me)
upload.part([row.line for row in found], me)
