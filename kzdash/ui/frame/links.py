"""The ways from one page to another, and what a page was asked for in its url."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, TypeVar
from urllib.parse import urlencode

import streamlit as st

from kzdash.board.items import KIND_WORDS, BoardItem
from kzdash.domain.models import Kind
from kzdash.runtime import config
from kzdash.ui.widgets import selection
from kzdash.ui.widgets.plain_text import plain

if TYPE_CHECKING:
    from collections.abc import Sequence

L = TypeVar("L", bound=BoardItem)
PAGE_OF = {Kind.INDICATOR: "indicators", Kind.PROJECT: "projects", Kind.MILESTONE: "milestones"}


def page_path(name: str) -> str:
    """Return the path by which Streamlit knows a page."""
    return str(config.ROOT / "pages" / f"{name}.py")


def item_link(
    item: BoardItem, label: str, width: Literal["stretch", "content"] = "stretch"
) -> None:
    """Show a link to an item's own view; its label is text and no markup."""
    name, query = item_view(item)
    st.page_link(page_path(name), label=plain(label), query_params=query, width=width)


def briefing_link() -> None:
    """Show the way to the presentation, of the same day as this page's.

    It is a page load of its own: the presentation sets the browser up as no other page does.
    """
    query = {
        name: st.query_params[name] for name in ("as_of", "entered") if name in st.query_params
    }
    address = f"/briefing?{urlencode(query)}" if query else "/briefing"
    st.link_button("投屏汇报", address, icon=":material/slideshow:")


def open_item(item: BoardItem) -> None:
    """Go to an item's own view."""
    name, query = item_view(item)
    st.switch_page(page_path(name), query_params=query)


def unit_link(unit: str, label: str | None = None) -> None:
    """Show a link to all that a unit leads."""
    st.page_link(
        page_path("duties"),
        label=plain(label or unit),
        width="content",
        query_params={"unit": unit},
    )


def open_unit(unit: str) -> None:
    """Go to all that a unit leads."""
    st.switch_page(page_path("duties"), query_params={"unit": unit})


def item_view(item: BoardItem) -> tuple[str, dict[str, str]]:
    """Return the page and the query of an item's own view."""
    if item.kind in PAGE_OF:
        return PAGE_OF[item.kind], {"item": str(item.number)}
    return "item", {"id": f"{item.kind}-{item.number}"}


def clicked_tile(event: Any) -> str:  # noqa: ANN401 - Streamlit's selection state
    """Return the id of the treemap tile that was clicked, empty where none was."""
    points = event.selection.points
    return str(points[0].get("id", "")) if points else ""


def open_milestone(event: Any) -> None:  # noqa: ANN401 - Streamlit's selection state
    """Go to the milestone whose mark was clicked in a countdown line."""
    number = event.selection.points[0].get("customdata") if event.selection.points else None
    if number:
        selection.renew("countdown")
        st.switch_page(page_path("milestones"), query_params={"item": str(number)})


def requested_item(items: Sequence[L]) -> L | None:
    """Return the line that the url's `?item=` names; say so where there is no such line."""
    asked = st.query_params.get("item")
    if asked is None:
        return None
    st.query_params["item"] = asked  # a link from a page to itself leaves the browser's url
    found = next((item for item in items if str(item.number) == asked), None)
    if found is None and items:
        kind = KIND_WORDS[items[0].kind]
        first, last = items[0].number, items[-1].number
        st.warning(
            f"没有编号为“{plain(asked[:20])}”的{kind}。编号为{first}至{last}，下面是全部{kind}。"
        )
    return found
