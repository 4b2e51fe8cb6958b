"""The parts of 项目投资."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

import streamlit as st

from kzdash.board.attention import most_urgent_first
from kzdash.board.categories import sum_of_known
from kzdash.board.filters import projects_matching
from kzdash.board.project_money import LAGS
from kzdash.charts import alt_text
from kzdash.charts.treemap import draw_treemap
from kzdash.charts.treemap_colouring import TreemapColouring
from kzdash.documents import tables
from kzdash.documents.pages import compose_tables
from kzdash.documents.pages.figure_lists import project_figures
from kzdash.documents.pages.project_list import projects_table
from kzdash.documents.pages.project_view import (
    compose_bullets,
    compose_curve,
    funds_table,
    year_facts,
)
from kzdash.documents.pages.year_view import compose_year, year_figures
from kzdash.domain.formatting import (
    NO_DATA,
)
from kzdash.domain.rules import measures_of
from kzdash.ui.frame.board import history
from kzdash.ui.frame.links import clicked_tile, open_item, view_links
from kzdash.ui.frame.view import put
from kzdash.ui.parts import item_details
from kzdash.ui.parts.adjustments import show_adjustments
from kzdash.ui.parts.evidence import show_evidence
from kzdash.ui.parts.matters_of_item import show_matters_of
from kzdash.ui.parts.steps import show_steps
from kzdash.ui.parts.supports import show_supports_and_facts
from kzdash.ui.reporting.form import offer_report
from kzdash.ui.widgets import selection
from kzdash.ui.widgets.charts import chart, download, figure
from kzdash.ui.widgets.filters import (
    choice,
    filter_row,
    one_of,
    warn_of_unknown,
    words_field,
)
from kzdash.ui.widgets.html_view import show_figures, show_html

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from kzdash.board.board import Board
    from kzdash.board.items import ProjectItem
    from kzdash.domain.rules import ReportField

# what a project's own view shows large; all else that is reported stands among its facts
WITH_TILES = {"completed_investment_wan_yuan", "physical_progress_percent", "stage"}
TREEMAP_HEIGHT = 600
BY_NUMBER, LATE_FIRST = "按序号", "逾期在前"
GROUPINGS: dict[str, Callable[[ProjectItem], Iterable[str]]] = {
    "牵头单位": lambda item: item.units,
    "项目业主": lambda item: (item.owner,),
    "投资类别": lambda item: (item.funding,),
}


def ask_colouring() -> TreemapColouring:
    """Ask what the colours of the treemap mean."""
    return TreemapColouring(_ask("配色", "colour", [option.value for option in TreemapColouring]))


def show_treemap(board: Board, colouring: TreemapColouring) -> None:
    """Show the treemap, of one category if the url names one; a click on a tile leads on."""
    asked = st.query_params.get("programme")
    part = [one for one in board.categories if one.category_name == asked]
    numbers = {one.number for one in part}
    projects = [item for item in board.projects if not part or item.programme in numbers]
    # a new key, so that the drawing is as the url says, whatever the browser zoomed into
    key = "-".join(["treemap", colouring.name, *(str(number) for number in numbers)])
    inputs = (part or board.categories, projects, colouring, TREEMAP_HEIGHT, bool(part))
    clicked = chart(
        figure(board, draw_treemap, *inputs),
        key,
        alt_text.treemap(board, colouring),
        on_select=_narrow_to_clicked(board, key),
    )
    _open_clicked(clicked, key, board.projects)


def _narrow_to_clicked(board: Board, key: str) -> Callable[[], None]:
    """Return the callback of a click: it shows a category alone, or all where that one is shown.

    The tile of a category's small projects does as its category.
    """
    names = {str(item.number): item.category_name for item in board.categories}
    shown = st.query_params.get("programme")

    def choose() -> None:
        # until a browser has drawn what followed a click, all that it sends says of that click anew
        if st.query_params.get("programme") != shown:
            return
        tile = clicked_tile(st.session_state[selection.key(key)])
        if not tile.startswith("p"):
            name = names.get(tile[1:], "")
            put(programme="" if name == shown else name)

    return choose


def _open_clicked(
    event: Any,  # noqa: ANN401 - Streamlit's selection state
    key: str,
    items: Sequence[ProjectItem],
) -> None:
    """Go to the project whose tile in the treemap was clicked."""
    tile = clicked_tile(event)
    if tile.startswith("p"):
        selection.renew(key)
        open_item(next(item for item in items if item.number == int(tile[1:])))


def filtered_projects(board: Board) -> list[ProjectItem]:
    """Ask for category, funding and words, and return the projects that fit."""
    names = [category.category_name for category in board.categories]
    with filter_row():
        name = choice("工程类别", "programme", names, "全部工程类别")
        lag = choice("开工完工", "lag", list(LAGS), "全部开工完工情况")
        words = words_field("项目名称、内容、业主、牵头单位的任意几个字")
    return projects_matching(board, name, words, lag)


def show_year(board: Board, items: list[ProjectItem]) -> None:
    """Show this year's investment against its plan, where any of it is known."""
    tiles = year_figures(items, board, view_links())
    if not tiles:
        return
    show_figures("year-figures", tiles)
    page = compose_year(items, board)
    if page.html:
        show_html("year", page)


def ask_grouping() -> str:
    """Ask what to group the investment by."""
    return _ask("分组", "by", list(GROUPINGS))


def ask_order(items: list[ProjectItem]) -> list[ProjectItem]:
    """Ask whether late projects stand first in the Gantt, and return the projects in that order."""
    chosen = _ask("排序", "order", [BY_NUMBER, LATE_FIRST])
    return items if chosen == BY_NUMBER else most_urgent_first(items)


def _ask(label: str, name: str, words: list[str]) -> str:
    """Ask for one of some words, the first unless the url's parameter `name` says another."""
    warn_of_unknown(label, name, words)
    chosen = st.segmented_control(
        label,
        words,
        required=True,
        label_visibility="collapsed",
        **one_of(name, words, words[0]),
    )
    return str(chosen)


def sum_groups(items: list[ProjectItem], by: str) -> list[tuple[str, int, Decimal, Decimal | None]]:
    """Sum investment by a grouping: name, count, planned and completed 万元, the largest first."""
    members: dict[str, list[ProjectItem]] = {}
    for item in items:
        for name in GROUPINGS[by](item):
            members.setdefault(name, []).append(item)
    rows = []
    for name, own in members.items():
        planned = sum((item.planned_investment_wan_yuan for item in own), Decimal(0))
        completed = sum_of_known(item.completed_investment_wan_yuan for item in own)
        rows.append((name, len(own), planned, completed))
    return sorted(rows, key=lambda row: -row[2])


def show_table(items: list[ProjectItem], board: Board) -> None:
    """Show projects as a table to sort and download; a click on a row opens the project."""
    st.subheader("项目清单", anchor=False)
    st.caption("点一行看一个项目的全部情况；点列名排序。")
    links = view_links()
    table = projects_table(items, board.as_of, links)
    show_html("projects-table", compose_tables([table], links))
    download(tables.projects(items), "项目清单")


def show_project(board: Board, item: ProjectItem) -> None:
    """Show everything about one project."""
    asked = st.query_params
    listed = projects_matching(board, asked.get("programme"), asked.get("q", ""), asked.get("lag"))
    item_details.show_head(board, item, "全部项目", listed)
    item_details.show_parts(item)
    offer_report(board, item)
    show_matters_of(board, item)
    show_figures("project-figures", project_figures(item))
    show_html("project-bullets", compose_bullets(item))
    _show_money(board, item)
    show_evidence(board, item)
    show_steps(board, item)
    programme = next(c.category_name for c in board.categories if c.number == item.programme)
    item_details.show_facts(
        item,
        {
            "判断": item.assessment.reason,
            "工程类别": programme,
            "项目业主": item.owner,
            "建设年限": item.years_words,
            **year_facts(item),
            **{
                field.label: _last_reported(item, field)
                for field in measures_of(item.kind)
                if field.name not in WITH_TILES
            },
        },
    )
    show_supports_and_facts(board, item)
    show_adjustments(item)
    item_details.show_corrections(board, item)
    item_details.show_history(board, item)


def _show_money(board: Board, item: ProjectItem) -> None:
    """Show the curve of its reports and its funds by source, where anything is known of them."""
    curve = compose_curve(item, history(board, item.item_id))
    if curve.html:
        show_html("project-curve", curve)
    if (funds := funds_table(item)) is not None:
        show_html("project-funds", compose_tables([funds], view_links()))


def _last_reported(item: ProjectItem, field: ReportField) -> str:
    value = item.reported(field.name)
    return NO_DATA if value is None else field.words(value)
