"""A dialog with the settings of a presentation, which its url keeps."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from kzdash.documents.slides import BriefingRequest
from kzdash.documents.slides.request import (
    ALL_UNITS,
    MAX_AUTO_S,
    MAX_MINUTES,
    MIN_AUTO_S,
    THEMES,
    to_query,
)
from kzdash.domain.formatting import EARLIEST, LATEST
from kzdash.ui.briefing.place import forget_keys
from kzdash.ui.session.fragments import dialog
from kzdash.ui.widgets.theme import emphasis

if TYPE_CHECKING:
    from kzdash.board.board import Board


@dialog("汇报设置")
def show_settings(request: BriefingRequest, board: Board) -> None:
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
        minutes = st.number_input("会议时长（分钟；0 为不计时）", 0, MAX_MINUTES, request.minutes)
        units: dict[str, str] = {
            "": "全部内容",
            ALL_UNITS: "逐个单位",
            **{unit: unit for unit in board.units},
        }
        chosen_unit = request.unit if request.unit in units else ""
        unit = st.selectbox(
            "放什么", list(units), list(units).index(chosen_unit), units.__getitem__
        )
        as_of = st.date_input("截至日期（不选为当天）", request.as_of, EARLIEST, LATEST)
        entered = st.checkbox("只计当日已录入的填报", request.entered)
        since = st.date_input("变化从哪一天起（不选为上次会议）", request.since, EARLIEST, LATEST)
        sent = st.form_submit_button("确定", type=emphasis())
    if sent:
        chosen = BriefingRequest(
            # another list of slides begins at its beginning
            request.slide if unit == chosen_unit else 1,
            as_of,
            since,
            int(auto),
            str(theme),
            entered,
            unit=str(unit),
            minutes=int(minutes),
        )
        forget_keys()
        st.query_params.from_dict(to_query(chosen))
        st.rerun()
