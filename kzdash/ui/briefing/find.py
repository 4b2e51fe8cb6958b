"""A dialog that finds the backup slide of an item or unit, for a question from the room."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from kzdash.board import search
from kzdash.board.cache import memoized
from kzdash.documents.slides.backup import item_key
from kzdash.documents.slides.request import place_query
from kzdash.ui.briefing import place
from kzdash.ui.session.fragments import dialog
from kzdash.ui.widgets.plain_text import plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kzdash.board.board import Board
    from kzdash.board.search import SearchEntry
    from kzdash.documents.slides import BriefingRequest

# as in every page's search, whose script web/static/keys.js opens the first thing found by Enter
KEY = "find-backup"
MAX_CHARS = 40
LABEL = "指标、项目、任务、单位等的名称、拼音首字母或编号"


@dialog("查找备用页")
def show_search(request: BriefingRequest, board: Board, typed: str) -> None:
    """Ask for a name or number, and offer the backup slides it fits; `typed` is where it begins."""
    asked = st.text_input(LABEL, typed, key=KEY, type="search", live=True)
    words = (asked or "")[:MAX_CHARS].strip()
    if not words:
        return
    entries = find_backup(_index(board), words)
    codes = "-".join(f"{ord(letter):x}" for letter in words)
    with st.container(key=f"found-{codes}", gap="xsmall"):
        if not entries:
            st.caption("没有找到。可换几个字，或输入拼音首字母、编号。")
        for entry in entries:
            label = plain(f"{entry.kind} {entry.label}")
            if st.button(label, key=f"backup-{backup_key(entry)}", width="stretch"):
                # the slide behind the dialog stays where Escape leads back to
                place.turn_to(place_query(request.opening(backup_key(entry))))
                st.rerun()


@memoized(4, key=lambda board: board.key)
def _index(board: Board) -> tuple[SearchEntry, ...]:
    return tuple(entry for entry in search.build_index(board) if entry.kind != search.OWNER)


def find_backup(entries: Sequence[SearchEntry], words: str) -> list[SearchEntry]:
    """Return what fits; a number finds what bears it in the plan, before what mentions it."""
    found = search.find(entries, words)[0]
    if not words.isdecimal():
        return found
    numbered = [entry for entry in entries if entry.item and str(entry.item.number) == words]
    return [*numbered, *(entry for entry in found if entry not in numbered)][: search.MAX_RESULTS]


def backup_key(entry: SearchEntry) -> str:
    """Return the key of the backup slide of what was found."""
    return entry.label if entry.item is None else item_key(entry.item)
