"""The parts of 动态: the two days compared, what changed by unit, and the audit trail."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import streamlit as st

from kzdash import changes, tables
from kzdash.lines import KIND_WORDS
from kzdash.ui.charts import download
from kzdash.ui.filters import choice
from kzdash.ui.kept import kept
from kzdash.ui.links import open_item
from kzdash.ui.rows import clickable
from kzdash.ui.sidebar import say_wrong_day
from kzdash.ui.source import board_of, store
from kzdash.words import EARLIEST, day

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kzdash.board import Board
    from kzdash.changes import Act, Changes, Moved
    from kzdash.store import Version

WEEK = dt.timedelta(days=7)
SHOWN_ACTS = 1000
# acts, each with what was said and what had been said before: some 5 kB where all is said at length
KEPT_ACTS, OF_ITSELF = 10_000, 500
WIDTHS = {
    "事项": st.column_config.TextColumn(width=260),
    "填报内容": st.column_config.TextColumn(width=420),
}


def since(board: Board) -> dt.date:
    """Ask from which day on to compare, a week before the board's where none is said."""
    say_wrong_day("since", "对比起点", "现从截至日期前7天起对比")
    latest = board.as_of - dt.timedelta(days=1)
    chosen = st.date_input(
        "对比起点（上次会议日期）",
        value=board.as_of - WEEK,
        min_value=EARLIEST,
        format="YYYY-MM-DD",
        key="since",
        bind="query-params",
        help="从这一天结束时起，到左侧截至日期为止。网址会记住这一天，可存为书签。",
        width=280,
    )
    if chosen is not None and chosen > latest:
        st.warning(f"对比起点应早于截至日期。现从{day(latest)}起对比。")
    return min(chosen or board.as_of - WEEK, latest)


def between(start: dt.date, end: dt.date) -> Changes:
    """Return what changed after a day and until the end of another."""
    return _between(store().url, store().version(), start, end)


def _room(found: Changes) -> int:
    return OF_ITSELF + sum(len(moved.acts) for moved in found.moved)


@kept(KEPT_ACTS, size=_room)
def _between(
    url: str,  # noqa: ARG001 - part of the key, as is the version
    version: Version,  # noqa: ARG001
    start: dt.date,
    end: dt.date,
) -> Changes:
    before, after = (board_of(on, entered=True) for on in (start, end))
    return changes.changes(store(), before, after)


def tiles(found: Changes) -> None:
    """Show how much was said, how many judgements moved, and how many became late."""
    adjusted = sum(act.kind == changes.ADJUSTED for act in found.acts)
    figures = (
        ("填报和撤销", len(found.acts) - adjusted, "条"),
        ("状态变化", len(found.judged_anew), "项"),
        ("其中新逾期或受阻", len(found.became_late), "项"),
        ("方案调整", adjusted, "条"),
    )
    for column, (label, figure, unit) in zip(st.columns(4), figures, strict=True):
        column.metric(label, f"{figure} {unit}", border=True)


def of_units(board: Board, found: Changes) -> None:
    """List what changed under each lead unit; a click on a row opens the item."""
    groups = changes.by_unit(found.moved, board.units)
    st.subheader("各单位的变化", anchor=False)
    unit = choice("责任单位", "unit", list(groups), "全部责任单位", "collapsed")
    rows = [
        (name, one)
        for name, own in groups.items()
        if unit is None or name == unit
        for one in _most_telling(own)
    ]
    frame = tables.moved(rows)
    row = clickable(frame, "moved", column_config=WIDTHS)
    download(frame, "各单位变化")
    if row is not None:
        open_item(rows[row][1].line)


def _most_telling(own: Sequence[Moved]) -> list[Moved]:
    return sorted(own, key=lambda one: (not one.became_late, not one.judged_anew))


def trail(found: Changes) -> None:
    """Show who said what and when, with what had been said before; to filter and to download."""
    st.subheader("操作记录", anchor=False)
    left, middle, right = st.columns([1, 1, 2])
    with left:
        kinds = list(dict.fromkeys(KIND_WORDS[act.line.kind] for act in found.acts))
        kind = choice("类别", "kind", kinds, "全部类别")
    with middle:
        people = list(dict.fromkeys(act.reporter for act in found.acts))
        person = choice("填报人", "who", people, "全部填报人")
    with right:
        words = st.text_input(
            "搜索",
            key="q",
            bind="query-params",
            placeholder="事项、内容、责任单位的任意几个字",
            max_chars=60,
        )
    shown = [act for act in found.acts if _fits(act, kind, person, words or "")]
    if not shown:
        st.info("没有符合条件的记录。请取消一个筛选条件，或把对比起点提前。")
        return
    if len(shown) > SHOWN_ACTS:
        st.caption(f"共 {len(shown)} 条，表中为最近 {SHOWN_ACTS} 条，下载的文件包含全部。")
    frame = tables.acts(shown)
    row = clickable(frame.head(SHOWN_ACTS), "acts")
    download(frame, "操作记录")
    if row is not None:
        open_item(shown[row].line)


def _fits(act: Act, kind: str | None, person: str | None, words: str) -> bool:
    line = act.line
    text = f"{line.name} {line.short_name} {line.units_words} {act.old} {act.new}"
    return (
        (kind is None or KIND_WORDS[line.kind] == kind)
        and (person is None or act.reporter == person)
        and all(word in text for word in words.split())
    )
