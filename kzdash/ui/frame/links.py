"""Links from one page to another, and the item that a page's url names."""

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

Item = TypeVar("Item", bound=BoardItem)
PAGE_OF = {Kind.INDICATOR: "indicators", Kind.PROJECT: "projects", Kind.MILESTONE: "milestones"}


def page_path(name: str) -> str:
    """Return the path of a page's script, which Streamlit knows it by."""
    return str(config.ROOT / "pages" / f"{name}.py")


def item_link(
    item: BoardItem, label: str, width: Literal["stretch", "content"] = "stretch"
) -> None:
    """Show a link to an item's own view; the label is plain text, not Markdown."""
    name, query = item_view(item)
    st.page_link(page_path(name), label=plain(label), query_params=query, width=width)


def briefing_link() -> None:
    """Show the link to the briefing of this page's day.

    It loads the page anew, because the briefing sets up the browser as no other page does.
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
    """Show a link to the items that a unit leads."""
    st.page_link(
        page_path("duties"),
        label=plain(label or unit),
        width="content",
        query_params={"unit": unit},
    )


def open_unit(unit: str) -> None:
    """Go to the items that a unit leads."""
    st.switch_page(page_path("duties"), query_params={"unit": unit})


def item_view(item: BoardItem) -> tuple[str, dict[str, str]]:
    """Return the name of the page with an item's own view, and its query."""
    if item.kind in PAGE_OF:
        return PAGE_OF[item.kind], {"item": str(item.number)}
    return "item", {"id": f"{item.kind}-{item.number}"}


def clicked_tile(event: Any) -> str:  # noqa: ANN401 - Streamlit's selection state
    """Return the id of the clicked treemap tile, empty if no tile was clicked."""
    points = event.selection.points
    return str(points[0].get("id", "")) if points else ""


def open_milestone(event: Any) -> None:  # noqa: ANN401 - Streamlit's selection state
    """Go to the milestone whose mark was clicked in a countdown chart."""
    number = event.selection.points[0].get("customdata") if event.selection.points else None
    if number:
        selection.renew("countdown")
        st.switch_page(page_path("milestones"), query_params={"item": str(number)})


def requested_item(items: Sequence[Item]) -> Item | None:
    """Return the item whose number is in the url's `?item=`; warn if there is no such item."""
    number = st.query_params.get("item")
    if number is None:
        return None
    # a link from a page to itself leaves the browser's url as it was
    st.query_params["item"] = number
    requested = next((item for item in items if str(item.number) == number), None)
    if requested is None and items:
        kind = KIND_WORDS[items[0].kind]
        first, last = items[0].number, items[-1].number
        st.warning(
            f"没有编号为“{plain(number[:20])}”的{kind}。编号为{first}至{last}，下面是全部{kind}。"
        )
    return requested
