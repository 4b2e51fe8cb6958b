"""The url of a view: the one place that reads and writes which day it is about and what it shows.

The url is the truth: fields follow it, whatever changed it, and a change of a field is written to
it. So a link shows what its sender saw, and Back restores what was seen.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.runtime.scriptrunner_utils.script_run_context import ThreadState

from kzdash.documents.pages.links import OF_ITEMS
from kzdash.domain.parsing import parse_date
from kzdash.errors import ParseError
from kzdash.runtime import clock
from kzdash.ui.session.state import state_of

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Mapping

Value = TypeVar("Value")
Query = dict[str, str | list[str]]
DAY, ENTERED = "as_of", "entered"


@dataclass
class ViewState:
    """What a tab remembers of its view: its page, and the day that its url had last.

    `run` counts the runs of the whole page, `drawn` has the one in which each field was drawn last;
    `own_fragment` is the fragment that runs without anybody's asking.
    """

    page: str = ""
    day: Query = field(default_factory=dict)
    run: int = 0
    drawn: dict[str, int] = field(default_factory=dict)
    own_fragment: str | None = None


def follow_url(page: str) -> None:
    """Let the day stay from page to page, and the browser's url be that of the view.

    The menu's own links have no day, and a link from a page to itself leaves the browser's url as
    it was. Back, and a url that names a day, come before the day that was seen last.
    """
    state = state_of(ViewState)
    state.page = page
    state.run += 1
    run = get_script_run_ctx()
    back = run is not None and run.is_history_navigation
    names_day = any(name in st.query_params for name in (DAY, ENTERED))
    if not back:
        # written even where nothing is new: the browser passes over a query that it has
        st.query_params.update({} if names_day else state.day)
    state.day = _day_in_url()


def requested_day() -> tuple[dt.date, bool]:
    """Return the day that the view is about, and whether only reports entered by then count."""
    return day_in(DAY) or clock.today(), st.query_params.get(ENTERED, "").lower() in {"true", "1"}


def day_in(name: str) -> dt.date | None:
    """Return the day that the url has under a name, none where it has none or what is no day."""
    try:
        return parse_date(st.query_params.get(name, ""))
    except ParseError:
        return None


def query_of_view(asked: Mapping[str, str | list[str]]) -> Query:
    """Return the query of a view that is about the same day as this one."""
    return {**_day_in_url(), **asked}


def filters_of_view() -> Query:
    """Return all that the url has of this view but the item: the day, and the filters of a list."""
    here = {name: st.query_params.get_all(name) for name in st.query_params}
    return {name: kept for name, kept in here.items() if name not in OF_ITEMS}


def query_of_item(page: str, asked: Mapping[str, str | list[str]]) -> Query:
    """Return the query of an item's view, or of the list it stands in where nothing is asked.

    An item of this very page keeps the page's filters, for the list that it was opened from.
    """
    is_here = page == state_of(ViewState).page
    return {**filters_of_view(), **asked} if is_here else query_of_view(asked)


def in_url(
    name: str, default: Value, read: Callable[[list[str]], Value], write: Callable[[Value], Any]
) -> dict[str, Any]:
    """Return the options of a field that has its value in the url under its name.

    `read` takes what the url has; `write` returns what the url is to have, nothing for the default.
    """
    asked = st.query_params.get_all(name)
    wanted = read(asked) if asked else default
    state = state_of(ViewState)
    # a field that comes onto the page has to be told; in one that is there already somebody may
    # be typing, which stays where the url says nothing new
    is_new = name not in st.session_state or state.drawn.get(name, -1) < state.run - 1
    if is_new or st.session_state[name] != wanted:
        st.session_state[name] = wanted
    state.drawn[name] = state.run

    def changed() -> None:
        if not _is_nobody_s_change():
            value = st.session_state[name]
            put(**{name: "" if value == default else write(value)})

    return {"key": name, "on_change": changed}


def note_run_by_itself() -> None:
    """Note that the fragment that is drawn runs every few seconds without anybody's asking."""
    if get_script_run_ctx(suppress_warning=True) is not None:
        state_of(ViewState).own_fragment = ThreadState.get().fragment_id


def _is_nobody_s_change() -> bool:
    """Return whether a field differs from what the page knows though nobody changed it.

    With a run that nobody asked for, and with Back, the browser sends what its fields hold: old,
    where it has not yet drawn what the server wrote into them.
    """
    run = get_script_run_ctx()
    if run is None:
        return False
    runs_by_itself = run.fragment_ids_this_run == [state_of(ViewState).own_fragment]
    return run.is_history_navigation or runs_by_itself


def put(**values: str | list[str]) -> None:
    """Write values into the url, and take out those that are empty, in one step."""
    here: Query = {name: st.query_params.get_all(name) for name in st.query_params}
    written = {name: value for name, value in {**here, **values}.items() if value}
    st.query_params.from_dict(written)
    if {DAY, ENTERED} & set(values):
        state_of(ViewState).day = _day_in_url()


def _day_in_url() -> Query:
    return {name: st.query_params[name] for name in (DAY, ENTERED) if st.query_params.get(name, "")}
