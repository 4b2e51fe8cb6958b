"""The matters about an item on the item's own page, and what may be raised there."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from kzdash.board.matters import open_first
from kzdash.ui.parts.matters import show_table
from kzdash.ui.parts.new_matters import offer_problem, offer_query

if TYPE_CHECKING:
    from kzdash.board.board import Board
    from kzdash.board.items import BoardItem


def show_matters_of(board: Board, item: BoardItem) -> None:
    """Show the matters about an item, those still open first; offer to raise one."""
    matters = open_first(board.matters_of(item))
    if matters:
        st.subheader("督办事项", anchor=False)
        show_table(board, "of-item", matters)
    offer_problem(item)
    offer_query(item)
