"""The search in every page's header row: results appear while typing, Enter opens the first."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from kzdash.board import search
from kzdash.board.cache import memoized
from kzdash.ui.frame.board import current_board
from kzdash.ui.frame.links import item_link, page_link, unit_link
from kzdash.ui.session.fragments import fragment

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
    """Show the search; it starts empty on each page and on each item's view."""
    place = (st.query_params.get(name, "") for name in ("item", "id", "unit"))
    with st.container(width="content"):
        _search("-".join(("find", url_path, *place)))


@fragment
def _search(key: str) -> None:
    # web/static/keys.js opens it by "/", and the first link in it by Enter
    with st.popover("搜索", key=f"search-{key}", help="按 / 键打开，按回车打开第一项"):
        _ask_and_show(key)


def _ask_and_show(key: str) -> None:
    typed = st.text_input(
        PLACEHOLDER,
        key=key,
        type="search",
        # a quarter of a second; to read a pause in words Streamlit imports pandas
        live=True,
        placeholder=PLACEHOLDER,
        label_visibility="collapsed",
        help=HELP,
    )
    words = (typed or "")[:MAX_CHARS].strip()
    if not words:
        return
    entries, count = search.find(_index(current_board()), words)
    codes = "-".join(f"{ord(letter):x}" for letter in words)
    with st.container(key=f"found-{codes}", gap="xsmall"):
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
        page_link("projects", label, {"q": entry.label})
