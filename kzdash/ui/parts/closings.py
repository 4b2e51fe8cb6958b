"""The periods that the office has closed: their documents, for everybody."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from kzdash.board import cached_closed_board
from kzdash.board.closing import closings_between, last_closings, read_closings
from kzdash.documents.closed_board import check_board
from kzdash.ui.frame.board import store
from kzdash.ui.parts.documents import offer_documents
from kzdash.ui.widgets.filters import choice
from kzdash.ui.widgets.html_view import show_words
from kzdash.ui.widgets.plain_text import plain

if TYPE_CHECKING:
    import datetime as dt

OFFERED = ("deck", "summary", "workbook", "monthly", "tables", "json")


def offer_closed_documents() -> None:
    """Offer the documents of a period that was closed, once one is chosen; nothing without any."""
    closed = {one.name: one for one in last_closings(read_closings(store())).values()}
    if not closed:
        return
    st.subheader("定稿", anchor=False)
    name = choice("已定稿的月份", "closed", list(closed), "选一个月份，下载它定稿时的文件")
    if name is None:
        return
    closing = closed[name]
    st.markdown(
        f"{plain(closing.words)}，由{plain(closing.closed_by)}定稿。定稿以后的填报不在这些文件里。"
    )
    board = cached_closed_board(store(), closing)
    offer_documents(board, *OFFERED)
    st.caption(
        f"看板数据（.json）的 SHA-256 就是校验码，全码：{closing.sha256}。"
        "任何时候重新下载，算出来都应相同。"
    )
    found = check_board(board, closing)
    if found.is_earlier:
        st.caption(
            f"这一期用较早版本的程序定稿：看板数据按当时的格式（第{found.form}版）给出，"
            "没有后来增加的说明、依据等内容。"
        )


def show_closings_between(since: dt.date, until: dt.date) -> None:
    """List the closings made after a day until the end of another, if there are any."""
    from kzdash.documents import trail_tables  # noqa: PLC0415 - with pandas, which a start need not await

    made = closings_between(store(), since, until)
    if made:
        st.subheader("定稿", anchor=False)
        show_words("closings", trail_tables.closings(made), "时间")
