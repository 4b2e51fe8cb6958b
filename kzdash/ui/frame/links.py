"""Links from one page to another, and the item that a page's url names."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, TypeVar
from urllib.parse import urlencode

import streamlit as st

from kzdash.board.items import KIND_WORDS, BoardItem
from kzdash.documents.item_views import item_view
from kzdash.documents.pages.links import FROM, UNITS_PAGE, links_of_view
from kzdash.runtime import config
from kzdash.ui.frame.view import Query, ViewState, filters_of_view, query_of_item, query_of_view
from kzdash.ui.session.state import state_of
from kzdash.ui.widgets import selection
from kzdash.ui.widgets.plain_text import plain

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kzdash.board.board import Board
    from kzdash.documents.pages import PageLinks

Item = TypeVar("Item", bound=BoardItem)


def page_path(name: str) -> str:
    """Return the path of a page's script, which Streamlit knows it by."""
    return str(config.ROOT / "pages" / f"{name}.py")


def page_link(
    page: str,
    label: str,
    query: Mapping[str, str] | None = None,
    width: Literal["stretch", "content"] = "stretch",
) -> None:
    """Show a link to a view on this view's day; the label is plain text, not Markdown."""
    _link(page, label, query_of_view(query or {}), width)


def view_links() -> PageLinks:
    """Return what makes the links of HTML on this view: of its day, to items of the list it is."""
    return links_of_view(state_of(ViewState).page, filters_of_view(), query_of_view({}))


def unit_opened_from(board: Board) -> str | None:
    """Return the unit from whose list the item of this view was opened, if it was."""
    unit = st.query_params.get("unit", "")
    is_from_unit = st.query_params.get(FROM) == UNITS_PAGE and unit in board.units
    return unit if is_from_unit else None


def go_to(page: str, query: Mapping[str, str | list[str]] | None = None) -> None:
    """Go to a view on this view's day."""
    st.switch_page(page_path(page), query_params=query_of_view(query or {}))


def item_link(
    item: BoardItem, label: str, width: Literal["stretch", "content"] = "stretch"
) -> None:
    """Show a link to an item's own view; the label is plain text, not Markdown."""
    page, query = item_view(item)
    _link(page, label, query_of_item(page, query), width)


def neighbour_link(item: BoardItem, label: str) -> None:
    """Show a link to an item of the list that this view's item was opened from."""
    page, query = item_view(item)
    _link(page, label, {**filters_of_view(), **query}, "content")


def list_link(page: str, label: str) -> None:
    """Show a link from an item's own view to the list that it was opened from."""
    _link(page, label, filters_of_view(), "content")


def open_item(item: BoardItem) -> None:
    """Go to an item's own view."""
    page, query = item_view(item)
    st.switch_page(page_path(page), query_params=query_of_item(page, query))


def _link(page: str, label: str, query: Query, width: Literal["stretch", "content"]) -> None:
    st.page_link(page_path(page), label=plain(label), query_params=query, width=width)


def unit_link(unit: str, label: str | None = None) -> None:
    """Show a link to the items that a unit leads."""
    page_link("duties", label or unit, {"unit": unit}, "content")


def briefing_link() -> None:
    """Show the link to the briefing of this page's day.

    It loads the page anew, because the briefing sets up the browser as no other page does.
    """
    query = query_of_view({})
    address = f"/briefing?{urlencode(query)}" if query else "/briefing"
    st.link_button("投屏", address, help="投屏汇报")


def unit_briefing_link(unit: str) -> None:
    """Show the link to the slides of a unit, on this page's day."""
    address = f"/briefing?{urlencode(query_of_view({'unit': unit}))}"
    st.link_button(
        "投屏本单位", address, help="只放这个单位的几页：牵头事项，卡在哪里，请会议研究什么"
    )


def clicked_tile(event: Any) -> str:  # noqa: ANN401 - Streamlit's selection state
    """Return the id of the clicked treemap tile, empty if no tile was clicked."""
    points = event.selection.points
    return str(points[0].get("id", "")) if points else ""


def open_milestone(event: Any) -> None:  # noqa: ANN401 - Streamlit's selection state
    """Go to the milestone whose mark was clicked in a countdown chart."""
    number = event.selection.points[0].get("customdata") if event.selection.points else None
    if number:
        selection.renew("countdown")
        query = query_of_item("milestones", {"item": str(number)})
        st.switch_page(page_path("milestones"), query_params=query)


def requested_item(items: Sequence[Item]) -> Item | None:
    """Return the item whose number is in the url's `?item=`; warn if there is no such item."""
    number = st.query_params.get("item")
    if number is None:
        return None
    requested = next((item for item in items if str(item.number) == number), None)
    if requested is None and items:
        kind = KIND_WORDS[items[0].kind]
        first, last = items[0].number, items[-1].number
        st.warning(
            f"没有编号为“{plain(number[:20])}”的{kind}。编号为{first}至{last}，下面是全部{kind}。"
        )
    return requested
