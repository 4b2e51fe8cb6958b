"""The main script: page settings, the sidebar, and the page asked for."""

import streamlit as st

from kzdash import ui

st.set_page_config(page_title="计划看板", page_icon="📊", layout="wide")
pages = [
    st.Page(ui.page("overview"), title="总览", default=True),
    st.Page(ui.page("indicators"), title="指标", url_path="indicators"),
    st.Page(ui.page("projects"), title="项目投资", url_path="projects"),
    st.Page(ui.page("milestones"), title="时间节点", url_path="milestones"),
]
chosen = st.navigation(pages)
with ui.shown_plainly():
    ui.sidebar()
    chosen.run()
