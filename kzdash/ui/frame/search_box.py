"""The search in the sidebar of every page: results appear while typing, each with a link."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from kzdash.board import search
from kzdash.board.cache import memoized
from kzdash.ui.frame.board import current_board
from kzdash.ui.frame.links import item_link, page_path, unit_link
from kzdash.ui.session.fragments import fragment
from kzdash.ui.widgets.plain_text import plain

if TYPE_CHECKING:
    from kzdash.board.board import Board
    from kzdash.board.search import SearchEntry

PLACEHOLDER = "搜索事项、单位、业主"
MAX_CHARS = 40
HELP = "名称的任意几个字、每个字拼音的首字母，或方案中的位置（如“附件2-5”）。"


@memoized(4, key=lambda board: (board.store_url, board.version[0]))
def _index(board: Board) -> tuple[SearchEntry, ...]:
    return search.build_index(board)


def show_search(url_path: str) -> None:
    """Show the search in the sidebar; it starts empty on each page and on each item's view."""
    place = (st.query_params.get(name, "") for name in ("item", "id", "unit"))
    with st.sidebar:
        _search("-".join(("find", url_path, *place)))


@fragment
def _search(key: str) -> None:
    typed = st.text_input(
        PLACEHOLDER,
        key=key,
        type="search",
        live="200ms",
        placeholder=PLACEHOLDER,
        label_visibility="collapsed",
        help=HELP,
    )
    words = (typed or "")[:MAX_CHARS].strip()
    if not words:
        return
    entries, count = search.find(_index(current_board()), words)
    if not entries:
        st.caption("没有找到。可换几个字，或输入拼音首字母、方案中的位置。")
    for entry in entries:
        _link(entry)
    if count > len(entries):
        st.caption(f"共 {count} 项，再输入几个字可缩小范围。")


def _link(entry: SearchEntry) -> None:
    label = f"{entry.kind} {entry.label}"
    if entry.item is not None:
        item_link(entry.item, label)
    elif entry.kind == search.UNIT:
        unit_link(entry.label, label)
    else:
        st.page_link(page_path("projects"), label=plain(label), query_params={"q": entry.label})
