"""The forms for new matters: the office's, a unit's problem, a query on a report."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from kzdash.board.items import KIND_WORDS
from kzdash.board.meetings import meeting_words
from kzdash.domain.models import Kind
from kzdash.domain.models.drafts import NEW_MATTER, PROBLEM, QUERY
from kzdash.domain.parsing import parse_date, parse_text
from kzdash.domain.progress import Level, MatterKind
from kzdash.domain.rules import NewItem
from kzdash.domain.rules.additions import LONGEST_RAISED_BY, LONGEST_TEXT
from kzdash.runtime import clock
from kzdash.store import FormPart
from kzdash.store.add import name_of
from kzdash.ui.frame.board import store, today_board
from kzdash.ui.reporting import draft_offer, drafts, new_items
from kzdash.ui.session.identity import current_user, office_user
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
    form, key = drafts.about_no_item(NEW_MATTER), new_items.form_key(name)
    drafts.begin(form, f"{key}-")
    with draft_offer.expander("立项", form, key="open-new-matter", icon=":material/add:"):
        with st.form(key, enter_to_submit=False, border=False):
            draft_offer.show_restored(form)
            typed = _ask_matter(board, key, form)
            sent = draft_offer.buttons("立项", form, me, partial(new_items.renew, name))
        drafts.keep(form, 0, me, partial(new_items.renew, name))
    if sent:
        new_items.submit(
            name, me, lambda: [typed.new_item()], "已立项，牵头单位登录后先看到它", form
        )


def _ask_matter(board: Board, key: str, form: FormPart) -> TypedMatter:
    kinds = {kind.label: kind for kind in OFFICE_KINDS}
    kind = st.segmented_control(
        "类别",
        list(kinds),
        default=drafts.choice_before(form, "kind", list(kinds)) or next(iter(kinds)),
        required=True,
        key=f"{key}-kind",
    )
    text = _ask_text("内容", f"{key}-text", form, "text")
    left, middle, right = st.columns([2, 2, 1])
    lead = ask_unit(board, key, "牵头单位", left, form)
    others = middle.multiselect(
        "配合单位",
        board.units,
        drafts.choices_before(form, "others", board.units),
        placeholder="可不选",
        key=f"{key}-others",
    )
    due_on = typed_day("办结期限", f"{key}-due", None, right, drafts.typed_before(form, "due"))
    about = _ask_items(board, key, form)
    left, middle, right = st.columns([2, 2, 1])
    raised_by = left.text_input(
        "来源",
        drafts.text_before(form, "from"),
        max_chars=LONGEST_RAISED_BY,
        placeholder="如：区政府常务会议、区长批示",
        key=f"{key}-from",
    )
    meetings = {meeting_words(it): it for it in reversed(board.meetings)}
    meeting = middle.selectbox(
        "会议",
        list(meetings),
        index=drafts.index_before(form, "meeting", list(meetings)),
        placeholder="可不选",
        key=f"{key}-meeting",
    )
    level = _ask_level(key, Level.UNIT, right, form)
    document = st.text_input(
        "文号（可不填）", drafts.text_before(form, "document"), key=f"{key}-document"
    )
    return TypedMatter(
        text=text,
        kind=kinds[str(kind)],
        level=level,
        units=(*([lead] if lead else []), *others) if lead else (),
        due_on=due_on,
        about=tuple((item_id, None) for item_id in about),
        meeting=meetings.get(meeting or ""),
        raised_by=raised_by or "",
        document_number=document or "",
    )


def _ask_text(
    label: str, key: str, form: FormPart, name: str, place: DeltaGenerator | None = None
) -> str:
    field = st.text_area if place is None else place.text_area
    begun = drafts.text_before(form, name)
    return field(label, begun, height=68, max_chars=LONGEST_TEXT, key=key) or ""


def ask_unit(board: Board, key: str, label: str, place: DeltaGenerator, form: FormPart) -> str:
    """Ask in a form for the unit that leads a matter; empty where none is chosen."""
    chosen = place.selectbox(
        label,
        board.units,
        index=drafts.index_before(form, "unit", board.units),
        placeholder="输入几个字查找",
        key=f"{key}-unit",
    )
    return chosen or ""


def item_choices(board: Board) -> dict[int, str]:
    """Return the items that a matter may be about in words, by their ids."""
    return {
        item.item_id: f"{KIND_WORDS[item.kind]} {item.number}. {item.short_name}"
        for item in board.followed
        if item.kind != Kind.MATTER
    }


def _ask_items(board: Board, key: str, form: FormPart) -> list[int]:
    ids = {words: item_id for item_id, words in item_choices(board).items()}
    chosen = st.multiselect(
        "涉及事项",
        list(ids),
        drafts.choices_before(form, "about", list(ids)),
        placeholder="可不选，可选几项；输入几个字查找",
        key=f"{key}-about",
    )
    return [ids[words] for words in chosen]


def _ask_level(key: str, first: Level, place: DeltaGenerator, form: FormPart) -> Level:
    levels = {level.label: level for level in Level}
    at = list(levels).index(drafts.choice_before(form, "level", list(levels)) or first.label)
    return levels[place.selectbox("解决层级", list(levels), at, key=f"{key}-level")]


def offer_problem(item: BoardItem) -> None:
    """Offer a unit to ask others to solve a problem of an item that it leads or supports."""
    me = current_user(touch=False)
    if me is None or me.must_change or me.unit is None or me.unit not in item.units:
        return
    name = f"problem-{item.item_id}"
    new_items.show_notice(name)
    form, key = FormPart(item.item_id, PROBLEM), new_items.form_key(name)
    drafts.begin(form, f"{key}-")
    with draft_offer.expander("提出需协调问题", form, key=f"open-{name}", icon=":material/flag:"):
        with st.form(key, enter_to_submit=False, border=False):
            draft_offer.show_restored(form)
            st.caption("提出后专班办公室会看到；解决以前，以后的填报不会盖掉它。")
            text = _ask_text("问题", f"{key}-problem", form, "problem")
            left, _ = st.columns([1, 2])
            level = _ask_level(key, Level.OFFICE, left, form)
            sent = draft_offer.buttons("提出", form, me, partial(new_items.renew, name))
        drafts.keep(form, 0, me, partial(new_items.renew, name))
    if sent:
        typed = TypedMatter(
            text=text,
            kind=MatterKind.PROBLEM,
            level=level,
            units=(me.unit,),
            about=((item.item_id, None),),
            raised_by=me.unit,
        )
        labels = {"name": "问题", "summary": "问题"}
        new_items.submit(
            name, me, lambda: [typed.new_item()], "已提出需协调问题", form, labels=labels
        )


def offer_query(item: BoardItem) -> None:
    """Offer the office to ask the lead unit about the last report on an item."""
    me, report = office_user(), item.latest_report
    if me is None or report is None or item.lead_unit is None:
        return
    name = f"query-{item.item_id}"
    new_items.show_notice(name)
    form, key = FormPart(item.item_id, QUERY), new_items.form_key(name)
    drafts.begin(form, f"{key}-")
    with draft_offer.expander("请核实", form, key=f"open-{name}", icon=":material/help:"):
        with st.form(key, enter_to_submit=False, border=False):
            draft_offer.show_restored(form)
            st.caption(
                f"问第{report.seq}次填报（{plain(report.reporter)}）。"
                f"{plain(item.lead_unit)}答复以前，这一项标“待核实”。"
            )
            left, right = st.columns([3, 1])
            text = _ask_text("要核实什么", f"{key}-question", form, "question", left)
            soon, begun = clock.today() + ANSWER_WITHIN, drafts.typed_before(form, "due")
            due_on = typed_day("答复期限", f"{key}-due", soon, right, begun)
            sent = draft_offer.buttons("发出", form, me, partial(new_items.renew, name))
        drafts.keep(form, 0, me, partial(new_items.renew, name))
    if sent:
        typed = TypedMatter(
            text=text,
            kind=MatterKind.QUERY,
            level=Level.UNIT,
            units=(item.lead_unit,),
            due_on=due_on,
            about=((item.item_id, report.seq),),
            raised_by="专班办公室",
        )
        labels = {"name": "要核实什么", "summary": "要核实什么", "due_on": "答复期限"}
        new_items.submit(name, me, lambda: [typed.new_item()], "已请单位核实", form, labels=labels)
