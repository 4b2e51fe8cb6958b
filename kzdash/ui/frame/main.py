"""The main script: page settings, the current user, the header row, and the requested page."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from kzdash import ui
from kzdash.runtime import metrics

if TYPE_CHECKING:
    from streamlit.navigation.page import StreamlitPage

    from kzdash.accounts import User


def pages(me: User | None) -> list[StreamlitPage]:
    """Return all pages in the menu's order; only the office sees the one with the accounts."""
    return [
        st.Page(ui.page_path("overview"), title="总览", default=True),
        st.Page(ui.page_path("indicators"), title="指标", url_path="indicators"),
        st.Page(ui.page_path("projects"), title="项目投资", url_path="projects"),
        st.Page(ui.page_path("milestones"), title="时间节点", url_path="milestones"),
        st.Page(ui.page_path("duties"), title="任务分工", url_path="duties"),
        st.Page(ui.page_path("policies"), title="政策改革", url_path="policies"),
        st.Page(ui.page_path("changes"), title="动态", url_path="changes"),
        st.Page(ui.page_path("item"), title="事项", url_path="item", visibility="hidden"),
        st.Page(
            ui.page_path("briefing"), title="投屏汇报", url_path="briefing", visibility="hidden"
        ),
        st.Page(ui.page_path("reporting"), title="填报", url_path="reporting"),
        st.Page(ui.page_path("documents"), title="资料", url_path="documents"),
        st.Page(
            ui.page_path("accounts"),
            title="账号",
            url_path="accounts",
            visibility=ui.office_visibility(me),
        ),
    ]


st.set_page_config(page_title="计划看板", page_icon="📊", layout="wide")
with ui.remember_user():
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
