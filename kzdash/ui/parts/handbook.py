"""The handbook on the page 帮助, and the links that lead there from where the work is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import streamlit as st

from kzdash.documents.handbook import page as handbook_page
from kzdash.documents.handbook import read_handbook
from kzdash.ui.frame.links import page_link, view_links
from kzdash.ui.widgets.html_view import show_html
from kzdash.ui.widgets.plain_text import plain

if TYPE_CHECKING:
    ChapterKey = Literal[
        "ten-minutes", "month", "excel", "day", "shared", "matters", "meetings", "goals"
    ]

FILES = {"整本（一页看完，可打印）": "", "整本 Word 文档": "handbook.docx", "填报一页纸": "sheet"}


def show_chapter(key: str | None) -> None:
    """Show the contents and a chapter; say so if there is no chapter of that key."""
    if key is not None and key not in read_handbook().by_key:
        st.warning(f"没有名为“{plain(key[:40])}”的章，下面是目录。")
    show_html("help", handbook_page.compose_help(key, view_links()))


def offer_files() -> None:
    """Show the links to the whole handbook and to its files for paper."""
    with st.container(horizontal=True):
        for label, name in FILES.items():
            st.link_button(label, f"/handbook/{name}".removesuffix("/"))


def help_link(key: ChapterKey) -> None:
    """Show a link to a chapter, named by its heading up to the colon: a phone has room for that."""
    name = read_handbook().by_key[key].name.partition("：")[0]
    page_link("help", f"帮助：{name}", {handbook_page.CHAPTER: key}, "content")
