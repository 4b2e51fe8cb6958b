"""The main script: page settings, the current user, the header row, and the requested page."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from kzdash import ui
from kzdash.documents.pages.menu import menu_with
from kzdash.runtime import metrics
from kzdash.ui.session.run_drafts import remember_drafts

if TYPE_CHECKING:
    from streamlit.navigation.page import StreamlitPage

    from kzdash.accounts import User


def pages(me: User | None) -> list[StreamlitPage]:
    """Return all pages in the menu's order; only the office sees the one with the accounts."""
    listed = [
        st.Page(
            ui.page_path(name or "overview"), title=title, url_path=name or None, default=not name
        )
        for title, name in menu_with(ui.count_reports_due(me))
    ]
    hidden = [
        st.Page(ui.page_path(name), title=title, url_path=name, visibility="hidden")
        for title, name in (("事项", "item"), ("投屏汇报", "briefing"))
    ]
    accounts = st.Page(
        ui.page_path("accounts"),
        title="账号",
        url_path="accounts",
        visibility=ui.office_visibility(me),
    )
    return [*listed, *hidden, accounts]


st.set_page_config(page_title="计划看板", page_icon="📊", layout="wide")
with ui.remember_user(), ui.remember_board(), remember_drafts():
    me = ui.logged_in_user()
    chosen = st.navigation(pages(me), position="top")
    on_projector = chosen.url_path == "briefing"
    if on_projector:
        st.navigation(pages(me), position="hidden")
    ui.follow_url(chosen.url_path)
    place = st.container() if on_projector else ui.page_container()
    with place, ui.count_drawing(), metrics.time_page(chosen.url_path), ui.failures_in_words():
        may_read = ui.may_read(me)
        unseen = st if on_projector else ui.show_header(chosen.url_path, search=may_read)
        if not may_read:
            ui.ask_for_access(me)
            st.stop()
        ui.refresh_on_news(unseen.container())
        chosen.run()
