"""总览: whether the plan is on track, what is late and which unit leads it, and the investment."""

import streamlit as st

from kzdash import ui
from kzdash.board import kpis
from kzdash.documents import tables
from kzdash.ui.parts import milestones, overview

board = ui.current_board()

heading, next_due = st.columns([3, 2], vertical_alignment="center")
with heading:
    ui.show_title(board.plan.short_title)
    ui.document_caption(board)
with next_due:
    overview.show_next_due(board)

overview.show_tiles(board)

left, right = st.columns([11, 10], gap="medium")
with left:
    ui.heading(
        "重点指标",
        lambda: tables.indicators(board.indicators),
        "指标",
        "细线为目标，方块为数据年份应达到",
    )
    ui.gauge_cards(board, kpis.headline_indicators(board), 196, 150)
    milestones.show_countdown(board, 186)
    overview.show_milestone_names(board)
with right:
    ui.heading(
        "投资分布",
        lambda: tables.categories(board.categories),
        "工程类别投资",
        "数字为项目序号，太小的画大些",
    )
    overview.show_treemap(board)
    overview.show_concerns(board)
