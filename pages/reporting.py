"""填报: the items the user's unit leads, which are due for a report, what it supports, forms."""

import streamlit as st

from kzdash import ui
from kzdash.board.due_reports import count_due
from kzdash.board.monthly_round import wanted_reports
from kzdash.documents.pages.work_list import supported_words
from kzdash.domain.models import Kind
from kzdash.ui.frame.board import today_board_of_run
from kzdash.ui.parts import (
    calendar,
    handbook,
    matters,
    periods,
    reminder,
    reminding,
    steps,
    worklist,
)
from kzdash.ui.reporting import batch, goal_list, upload
from kzdash.ui.reporting.form import opened_item
from kzdash.ui.widgets.plain_text import plain

board = today_board_of_run()
user = ui.logged_in_user()

ui.show_title("填报")
ui.document_caption(board)
worklist.explain_today(board)
if user is None:
    ui.refresh_only_for([item for item in board.followed if item.item_id == opened_item()])
    ui.ask_to_log_in()
    worklist.show_unsent_form(board)
    batch.explain_log_out()
    st.stop()
if periods.show_if_asked(user):
    st.stop()
if not user.is_office:
    ui.refresh_only_for([item for item in board.followed if user.unit in item.units])

if user.is_office:
    steps.show_proposals(board)
worklist.show_heading(board, user)
matters.show_own(board, user)
unit = worklist.chosen_unit(board, user)
own = worklist.items_led(board, unit)
rows = wanted_reports([item for item in own if item.kind != Kind.MATTER], board.as_of)
due, beside = count_due(rows), supported_words(board, unit)
st.markdown(f"**{plain(user.words)}** 可填报 {len(rows)} 项，其中 **{due} 项需要填报**。{beside}")
with st.container(horizontal=True):
    reminder.offer_reminder(user, unit)
    handbook.help_link("month" if user.is_office else "ten-minutes")
reminding.offer_sending(user)
worklist.show_drafts(board, user)
left, right = st.columns([3, 2], gap="medium")
with left:
    shown = worklist.filtered_items(rows, board.as_of)
    worklist.show_work_list(shown, rows, board.as_of)
    worklist.show_supported(board, unit)
with right:
    worklist.show_chosen_form(board, rows)
if user.is_office:
    steps.show_items_without_steps(board)
    calendar.show_calendar(board, user)
    goal_list.show_goal_list(user)
batch.show_batch(board, [row.item for row in shown], user)
upload.show_upload(own, user)
