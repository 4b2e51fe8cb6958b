"""项目投资: planned and completed investment, project by project."""

import streamlit as st

from kzdash import ui
from kzdash.board.verdict import projects_finding
from kzdash.charts import alt_text
from kzdash.charts.gantt import draw_gantt
from kzdash.charts.investment import draw_investment
from kzdash.documents import tables
from kzdash.documents.pages.figure_lists import projects_figures
from kzdash.ui.parts import projects

board = ui.current_board()
item = ui.requested_item(board.projects)
ui.refresh_only_for([item, *board.linked_with(item)] if item else board.projects)

if item:
    projects.show_project(board, item)
    st.stop()

ui.show_title("项目投资")
ui.show_finding(projects_finding(board))
ui.document_caption(board)
if not board.projects:
    ui.show_none_listed("项目")
    st.stop()


@ui.fragment
def explore() -> None:
    """Show treemap, charts and table; a click in the treemap narrows the rest."""
    chosen = projects.filtered_projects(board)
    if not chosen:
        st.info("没有符合条件的项目。请换一个搜索词，或取消筛选。")
        return
    ui.show_figures("projects-figures", projects_figures(chosen, board))
    projects.show_year(board, chosen)
    left, right = st.columns([3, 2], gap="medium")
    with left:
        ui.heading(
            "计划总投资分布",
            lambda: tables.categories(board.categories),
            "工程类别投资",
            "点色块看项目，点类别只看这一类；太小的画大些",
        )
        projects.show_treemap(board, projects.ask_colouring())
    with right:
        top = st.container()
        by = projects.ask_grouping()
        groups = projects.sum_groups(chosen, by)
        with top:
            ui.heading(f"按{by}", lambda: tables.groups(by, groups), "分组投资")
        with st.container(height=510, border=False):
            ui.chart(
                ui.figure(board, draw_investment, groups), "groups", alt_text.investment(by, groups)
            )
    with st.container(horizontal=True, vertical_alignment="center"):
        ui.heading(f"建设年限 · {len(chosen)} 个项目", lambda: tables.projects(chosen), "建设年限")
        ordered = projects.ask_order(chosen)
    alt = alt_text.gantt(chosen, board.as_of)
    ui.chart(ui.figure(board, draw_gantt, ordered, board.as_of), "gantt", alt)
    projects.show_table(chosen, board)


explore()
