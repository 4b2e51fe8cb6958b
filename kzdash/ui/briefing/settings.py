"""A dialog with the settings of a presentation, which its url keeps."""

from __future__ import annotations

import streamlit as st

from kzdash.documents.slides import BriefingRequest
from kzdash.documents.slides.request import MAX_AUTO_S, MIN_AUTO_S, THEMES, to_query
from kzdash.domain.formatting import EARLIEST, LATEST
from kzdash.ui.briefing.place import forget_keys
from kzdash.ui.session.fragments import dialog
from kzdash.ui.widgets.theme import emphasis


@dialog("汇报设置")
def show_settings(request: BriefingRequest) -> None:
    """Ask for the settings, put them in the url, and run the page with them."""
    with st.form("briefing-settings", border=False, enter_to_submit=False):
        themes = list(THEMES)
        theme = st.radio("配色", themes, themes.index(request.theme), THEMES.get, horizontal=True)
        auto = st.number_input(
            f"自动翻页的间隔（秒，{MIN_AUTO_S}至{MAX_AUTO_S}；0 为手动翻页）",
            0,
            MAX_AUTO_S,
            request.auto,
        )
        as_of = st.date_input("截至日期（不选为当天）", request.as_of, EARLIEST, LATEST)
        entered = st.checkbox("只计当日已录入的填报", request.entered)
        since = st.date_input("变化从哪一天起（不选为上次会议）", request.since, EARLIEST, LATEST)
        sent = st.form_submit_button("确定", type=emphasis())
    if sent:
        chosen = BriefingRequest(request.slide, as_of, since, int(auto), str(theme), entered)
        forget_keys()
        st.query_params.from_dict(to_query(chosen))
        st.rerun()
