"""督办: what was decided, instructed, raised or asked, whose it is, and whether it is closed."""

import streamlit as st

from kzdash import ui
from kzdash.board.verdict import matters_finding
from kzdash.ui.parts import handbook, matters, new_matters

board = ui.current_board()
item = ui.requested_item(matters.requested_matters(board))
if item:
    ui.refresh_only_for([item])
    matters.show_matter(board, item)
    st.stop()

ui.show_title("督办")
ui.show_finding(matters_finding(board.matters))
ui.document_caption(board)
new_matters.offer_new_matter()
matters.show_matters(board)
matters.show_meetings(board)
user = ui.logged_in_user()
handbook.help_link("meetings" if user and user.is_office else "matters")
