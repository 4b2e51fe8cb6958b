"""The forms for new matters and meetings: the office's, a unit's problem, a query on a report."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

import streamlit as st

from kzdash.board.items import KIND_WORDS
from kzdash.board.meetings import meeting_words
from kzdash.domain.models import Kind
from kzdash.domain.parsing import parse_date, parse_text
from kzdash.domain.progress import Level, MatterKind
from kzdash.domain.rules import NewItem
from kzdash.domain.rules.additions import LONGEST_RAISED_BY, LONGEST_TEXT
from kzdash.runtime import clock
from kzdash.store.add import name_of
from kzdash.ui.frame.board import store, today_board
from kzdash.ui.reporting import new_items
from kzdash.ui.session.identity import current_user, office_user
from kzdash.ui.widgets import theme
from kzdash.ui.widgets.day_field import typed_day
from kzdash.ui.widgets.plain_text import plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from streamlit.delta_generator import DeltaGenerator

    from kzdash.board.added_items import MeetingItem
    from kzdash.board.board import Board
    from kzdash.board.items import BoardItem

ANSWER_WITHIN = dt.timedelta(days=7)
# what the office puts down by itself; it asks about a report on the item's own page
OFFICE_KINDS = (MatterKind.DECISION, MatterKind.INSTRUCTION, MatterKind.PROBLEM)


@dataclass(frozen=True, slots=True, kw_only=True)
class TypedMatter:
    """What was typed of a new matter; units by name, the one that leads first; ids of items."""

    text: str
    kind: MatterKind
    level: Level
    units: Sequence[str]
    due_on: str = ""
    about: tuple[tuple[int, int | None], ...] = ()
    meeting: MeetingItem | None = None
    raised_by: str = ""
    document_number: str = ""

    def new_item(self) -> NewItem:
        """Return the matter to store, from its meeting's day on; ParseError if a day is none."""
        ids = {unit.name: unit.id for unit in store().plan().units}
        text, meeting, today = parse_text(self.text), self.meeting, clock.today()
        held = meeting.due_on if meeting and meeting.due_on else today
        return NewItem(
            kind=Kind.MATTER,
            name=name_of(text),
            summary=text,
            as_of=min(held, today),
            due_on=parse_date(self.due_on, "due_on"),
            units=tuple(ids[name] for name in dict.fromkeys(self.units)),
            parent_id=meeting.item_id if meeting else None,
            document_number=parse_text(self.document_number),
            matter_kind=self.kind,
            level=self.level,
            raised_by=parse_text(self.raised_by),
            about=self.about,
        )


def offer_new_matter() -> None:
    """Offer the office the form for a matter."""
    me, board, name = office_user(), today_board(), "new-matter"
    if me is None:
        return
    new_items.show_notice(name)
    with st.expander("立项", key="open-new-matter", icon=":material/add:"):
        key = new_items.form_key(name)
        with st.form(key, enter_to_submit=False, border=False):
            typed = _ask_matter(board, key)
            sent = st.form_submit_button("立项", type=theme.emphasis())
    if sent:
        new_items.submit(name, me, lambda: [typed.new_item()], "已立项，牵头单位登录后先看到它")


def _ask_matter(board: Board, key: str) -> TypedMatter:
    kinds = {kind.label: kind for kind in OFFICE_KINDS}
    kind = st.segmented_control(
        "类别", list(kinds), default=next(iter(kinds)), required=True, key=f"{key}-kind"
    )
    text = st.text_area("内容", height=68, max_chars=LONGEST_TEXT, key=f"{key}-text")
    left, middle, right = st.columns([2, 2, 1])
    lead = _ask_unit(board, key, "牵头单位", left)
    others = middle.multiselect("配合单位", board.units, placeholder="可不选", key=f"{key}-others")
    due_on = typed_day("办结期限", f"{key}-due", None, place=right)
    about = _ask_items(board, key)
    left, middle, right = st.columns([2, 2, 1])
    raised_by = left.text_input(
        "来源",
        max_chars=LONGEST_RAISED_BY,
        placeholder="如：区政府常务会议、区长批示",
        key=f"{key}-from",
    )
    meetings = {meeting_words(it): it for it in reversed(board.meetings)}
    meeting = middle.selectbox(
        "会议", list(meetings), index=None, placeholder="可不选", key=f"{key}-meeting"
    )
    level = _ask_level(key, Level.UNIT, right)
    document = st.text_input("文号（可不填）", key=f"{key}-document")
    return TypedMatter(
        text=text or "",
        kind=kinds[str(kind)],
        level=level,
        units=(*([lead] if lead else []), *others) if lead else (),
        due_on=due_on,
        about=tuple((item_id, None) for item_id in about),
        meeting=meetings.get(meeting or ""),
        raised_by=raised_by or "",
        document_number=document or "",
    )


def _ask_unit(board: Board, key: str, label: str, place: DeltaGenerator) -> str:
    chosen = place.selectbox(
        label, board.units, index=None, placeholder="输入几个字查找", key=f"{key}-unit"
    )
    return chosen or ""


def item_choices(board: Board) -> dict[int, str]:
    """Return the items that a matter may be about in words, by their ids."""
    return {
        item.item_id: f"{KIND_WORDS[item.kind]} {item.number}. {item.short_name}"
        for item in board.followed
        if item.kind != Kind.MATTER
    }


def _ask_items(board: Board, key: str) -> list[int]:
    words = item_choices(board)
    return st.multiselect(
        "涉及事项",
        list(words),
        format_func=words.__getitem__,
        placeholder="可不选，可选几项；输入几个字查找",
        key=f"{key}-about",
    )


def _ask_level(key: str, first: Level, place: DeltaGenerator) -> Level:
    levels = {level.label: level for level in Level}
    at = list(levels).index(first.label)
    return levels[place.selectbox("解决层级", list(levels), at, key=f"{key}-level")]


def offer_problem(item: BoardItem) -> None:
    """Offer a unit to ask others to solve a problem of an item that it leads or supports."""
    me = current_user(touch=False)
    if me is None or me.must_change or me.unit is None or me.unit not in item.units:
        return
    name = f"problem-{item.item_id}"
    new_items.show_notice(name)
    with st.expander("提出需协调问题", key=f"open-{name}", icon=":material/flag:"):
        key = new_items.form_key(name)
        with st.form(key, enter_to_submit=False, border=False):
            st.caption("提出后专班办公室会看到；解决以前，以后的填报不会盖掉它。")
            text = st.text_area("问题", height=68, max_chars=LONGEST_TEXT, key=f"{key}-problem")
            left, _ = st.columns([1, 2])
            level = _ask_level(key, Level.OFFICE, left)
            sent = st.form_submit_button("提出", type=theme.emphasis())
    if sent:
        typed = TypedMatter(
            text=text or "",
            kind=MatterKind.PROBLEM,
            level=level,
            units=(me.unit,),
            about=((item.item_id, None),),
            raised_by=me.unit,
        )
        new_items.submit(
            name, me, lambda: [typed.new_item()], "已提出需协调问题", name="问题", summary="问题"
        )


def offer_query(item: BoardItem) -> None:
    """Offer the office to ask the lead unit about the last report on an item."""
    me, report = office_user(), item.latest_report
    if me is None or report is None or item.lead_unit is None:
        return
    name = f"query-{item.item_id}"
    new_items.show_notice(name)
    with st.expander("请核实", key=f"open-{name}", icon=":material/help:"):
        key = new_items.form_key(name)
        with st.form(key, enter_to_submit=False, border=False):
            st.caption(
                f"问第{report.seq}次填报（{plain(report.reporter)}）。"
                f"{plain(item.lead_unit)}答复以前，这一项标“待核实”。"
            )
            left, right = st.columns([3, 1])
            text = left.text_area(
                "要核实什么", height=68, max_chars=LONGEST_TEXT, key=f"{key}-question"
            )
            soon = clock.today() + ANSWER_WITHIN
            due_on = typed_day("答复期限", f"{key}-due", soon, place=right)
            sent = st.form_submit_button("发出", type=theme.emphasis())
    if sent:
        typed = TypedMatter(
            text=text or "",
            kind=MatterKind.QUERY,
            level=Level.UNIT,
            units=(item.lead_unit,),
            due_on=due_on,
            about=((item.item_id, report.seq),),
            raised_by="专班办公室",
        )
        labels = {"name": "要核实什么", "summary": "要核实什么", "due_on": "答复期限"}
        new_items.submit(name, me, lambda: [typed.new_item()], "已请单位核实", **labels)


def offer_new_meeting() -> None:
    """Offer the office the form for a meeting."""
    me, name = office_user(), "new-meeting"
    if me is None:
        return
    new_items.show_notice(name)
    key = new_items.form_key(name)
    with st.form(key, enter_to_submit=False, border=False):
        left, right = st.columns([1, 2])
        day = typed_day("会议日期", f"{key}-day", clock.today(), place=left)
        title = right.text_input("会议名称", "专班例会", key=f"{key}-name")
        sent = st.form_submit_button("登记会议")
    if sent:
        labels = {"name": "会议名称", "due_on": "会议日期"}
        made = "已登记。“上次会议以来”从这次会议算起"
        new_items.submit(name, me, lambda: [new_meeting(day, title or "")], made, **labels)


def new_meeting(day: str, name: str) -> NewItem:
    """Return the meeting to store, on boards from its day on; ParseError if the day is none."""
    held, today = parse_date(day, "due_on"), clock.today()
    return NewItem(
        kind=Kind.MEETING, name=parse_text(name), as_of=min(held or today, today), due_on=held
    )
