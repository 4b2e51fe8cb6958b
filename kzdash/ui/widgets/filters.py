"""Filters that are kept in the url, so that a link shows what its sender saw."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, TypeVar

import streamlit as st

from kzdash.board.filters import in_state_of_unit
from kzdash.board.items import BoardItem
from kzdash.board.status_counts import states_by_word
from kzdash.ui.frame.view import in_url
from kzdash.ui.widgets.plain_text import plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from streamlit.delta_generator import DeltaGenerator

Item = TypeVar("Item", bound=BoardItem)
Default = TypeVar("Default", str, None)
MAX_CHARS = 60


def filter_row() -> DeltaGenerator:
    """Return what holds the filters of a list: one row, on a phone two by two."""
    # the header's style gives each half the width of a phone
    return st.container(horizontal=True, key="filters")


def filtered(items: Sequence[Item]) -> list[Item]:
    """Ask for status and lead unit, and return the items that fit both."""
    by_status, by_unit = st.columns([2, 1], vertical_alignment="bottom")
    with by_status:
        statuses = choices("状态", "status", states_of(items))
    with by_unit:
        unit = choice("责任单位", "unit", units_of(items), "全部责任单位")
    shown = in_state_of_unit(items, statuses, unit)
    if items and not shown:
        st.info("没有符合条件的事项。请取消一个筛选条件。")
    return shown


def states_of(items: Sequence[BoardItem]) -> list[str]:
    """Return the word for every state that the items are in, the most serious first."""
    return list(states_by_word(items))


def units_of(items: Sequence[BoardItem]) -> list[str]:
    """Return every lead unit of the items, in the order of the items."""
    return list(dict.fromkeys(unit for item in items for unit in item.units))


def choices(label: str, key: str, options: list[str]) -> list[str]:
    """Ask for any number of options; the url keeps them under `key`."""
    warn_of_unknown(label, key, options)
    none: list[str] = []
    asked = in_url(key, none, lambda asked: [it for it in options if it in asked], list)
    return st.pills(label, options, selection_mode="multi", **asked)


def choice(
    label: str,
    key: str,
    options: list[str],
    placeholder: str,
    label_visibility: Literal["visible", "collapsed"] = "visible",
) -> str | None:
    """Ask for one option or none; the url keeps it under `key`."""
    warn_of_unknown(label, key, options)
    return st.selectbox(
        label,
        options,
        index=None,
        placeholder=placeholder,
        label_visibility=label_visibility,
        **one_of(key, options, None),
    )


def words_field(placeholder: str) -> str:
    """Ask for words to search a list by, kept in the url as `?q=`."""
    read = in_url("q", "", lambda asked: asked[-1], str)
    typed = st.text_input("搜索", placeholder=placeholder, max_chars=MAX_CHARS, **read)
    return typed or ""


def one_of(key: str, options: Sequence[str], default: Default) -> dict[str, Any]:
    """Return the options of a field for one of several words, kept in the url under `key`."""
    return in_url(
        key, default, lambda asked: asked[-1] if asked[-1] in options else default, lambda it: it
    )


def warn_of_unknown(label: str, key: str, options: list[str]) -> None:
    """Warn if the url has an option that does not exist; Streamlit silently ignores it."""
    unknown = [value for value in st.query_params.get_all(key) if value not in options]
    if unknown:
        st.warning(f"网址中的{label}“{plain(unknown[0][:40])}”不在可选范围内，已忽略。")
