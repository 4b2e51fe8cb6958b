"""帮助: the staff handbook, a chapter at a time, and the files of it for paper."""

import streamlit as st

from kzdash import ui
from kzdash.ui.parts import handbook

board = ui.current_board()
ui.refresh_only_for([])
ui.show_title("帮助")
ui.document_caption(board)
handbook.show_chapter(st.query_params.get("chapter"))
handbook.offer_files()
