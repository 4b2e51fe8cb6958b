"""The reporting calendar on 填报: what is due when, what was changed, and the office's form."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

import pandas as pd
import streamlit as st

from kzdash.board.calendar_entries import calendar_entries, rule_words
from kzdash.board.items import KIND_WORDS
from kzdash.documents import trail_tables
from kzdash.domain.formatting import format_date, format_day_of, format_moment
from kzdash.domain.models import CalendarChange, Kind
from kzdash.domain.models.drafts import CALENDAR
from kzdash.domain.parsing import parse_date, parse_text
from kzdash.domain.progress import Rhythm, first_of_month
from kzdash.domain.progress.reporting_calendar import MOST_GRACE, MOST_WORKDAYS
from kzdash.domain.rules import RULED_KINDS
from kzdash.errors import KzdashError, ParseError, RefusedError
from kzdash.runtime import clock
from kzdash.store import change_calendar
from kzdash.ui.frame.board import store
from kzdash.ui.reporting import draft_offer, drafts, refusals
from kzdash.ui.reporting.rate_limit import limit_rate
from kzdash.ui.session.identity import write_admission
from kzdash.ui.session.state import state_of
from kzdash.ui.widgets.day_field import typed_day
from kzdash.ui.widgets.html_view import show_words
from kzdash.ui.widgets.outcome import show_outcome
from kzdash.ui.widgets.plain_text import inline

if TYPE_CHECKING:
    from collections.abc import Sequence

    from streamlit.delta_generator import DeltaGenerator

    from kzdash.accounts import User
    from kzdash.board.board import Board
    from kzdash.domain.progress import Round
    from kzdash.store import FormPart

DUE_DAY, RULE, PUBLICATION = "一期的截止日", "一类事项的周期和截止日", "一项指标的发布日"
WHAT = "calendar-what"
NOT_CHOSEN = {DUE_DAY: "请选择哪一期。", PUBLICATION: "请选择指标。"}
FROM_END, FROM_START = "从月末倒数", "从月初数"
# a due day is moved of the month before, this one and some to come
FIRST_MONTH, LAST_MONTH, LAST_FOR_RULES = -1, 3, 12
LABELS = {
    "kind": "类别",
    "period": "期",
    "due_on": "日期",
    "as_of": "起始月",
    "workday": "工作日",
    "rhythm": "周期",
}
Said = dict[str, Any]


@dataclass(slots=True)
class CalendarForm:
    """The form of a session: `turn` counts what it has stored, so that it starts empty each time.

    `notice` is what came of it last.
    """

    turn: int = 0
    notice: tuple[Literal["error", "success"], str] | None = None


def show_calendar(board: Board, user: User) -> None:
    """Show the office when what is due, what it changed of that and why, and the form to change it.

    The board must be today's.
    """
    if not user.is_office:
        return
    form, what = drafts.about_no_item(CALENDAR), _begun_change(user)
    drafts.begin(form, f"{_form_key(what)}-", what)
    is_begun = bool(drafts.restored_words(form))
    with st.expander("填报日程", is_begun, key="calendar", on_change="rerun") as shown:
        if shown.open:
            show_words("calendar-rules", _rules(board), "类别")
            if entries := calendar_entries(store()):
                st.caption("改过的：")
                show_words("calendar-changes", trail_tables.calendar_changes(entries), "改了什么")
            _show_form(board, user, form, what)
    if notice := state_of(CalendarForm).notice:
        show_outcome(*notice)


def _rules(board: Board) -> pd.DataFrame:
    """Return a row a kind: its rule, what is asked for now, and until when."""
    rounds: dict[Kind, Round | None] = {
        kind: board.calendar.round_on(kind, board.as_of)
        for kind in RULED_KINDS
        if kind != Kind.INDICATOR
    }
    return pd.DataFrame(
        {
            "类别": KIND_WORDS[kind],
            "周期和截止日": rule_words(kind, board.calendar.rule(kind, board.as_of)),
            "现在报": asked.period.words if asked else "—",
            "截止日": format_date(asked.due_on) if asked else "—",
        }
        for kind in RULED_KINDS
        for asked in [rounds.get(kind)]
    )


def _begun_change(user: User) -> str:
    """Return what is to be changed: what is chosen, or what a draft is about."""
    draft = drafts.kept(drafts.about_no_item(CALENDAR), user)
    begun = draft.typed.get("act") if draft else None
    chosen = st.session_state.get(WHAT) or begun
    return str(chosen) if chosen in {DUE_DAY, RULE, PUBLICATION} else DUE_DAY


def _form_key(what: str) -> str:
    return f"calendar-{state_of(CalendarForm).turn}-{what}"


def _show_form(board: Board, user: User, form: FormPart, what: str) -> None:
    asking = {DUE_DAY: _ask_due_day, RULE: _ask_rule, PUBLICATION: _ask_publication}
    st.segmented_control("改什么", list(asking), default=what, required=True, key=WHAT)
    key = _form_key(what)
    with st.form(key, enter_to_submit=False, border=False):
        draft_offer.show_restored(form)
        said = asking[what](board, key, form)
        reason = st.text_input("调整原因", drafts.text_before(form, "reason"), key=f"{key}-reason")
        with st.container(horizontal=True):
            sent = st.form_submit_button("登记日程调整")
            draft_offer.offer_to_give_up(form, user, _renew)
    drafts.keep(form, 0, user, _renew)
    if sent:
        if said:
            _submit(user, said, board.as_of, reason)
        state_of(CalendarForm).notice = ("error", f"{NOT_CHOSEN[what]}{refusals.KEPT}")


def _renew() -> None:
    """Give the form empty fields: what was typed was stored, or is given up."""
    state_of(CalendarForm).turn += 1


def _ask_due_day(board: Board, key: str, form: FormPart) -> list[Said]:
    """Ask for the new due day of a round that a month asks for, of all kinds that share it."""
    months = (first_of_month(board.as_of, later) for later in range(FIRST_MONTH, LAST_MONTH + 1))
    rounds: dict[tuple[dt.date, Round], list[Kind]] = {}
    for month in months:
        for kind in RULED_KINDS:
            asked = board.calendar.round_in(kind, month)
            if asked and kind != Kind.INDICATOR:
                rounds.setdefault((month, asked), []).append(kind)
    options = {
        _round_words(asked, kinds, board.as_of): (month, kinds)
        for (month, asked), kinds in rounds.items()
    }
    left, right = st.columns([2, 1])
    chosen = left.selectbox(
        "哪一期",
        list(options),
        index=drafts.index_before(form, "round", list(options)),
        placeholder="请选择",
        key=f"{key}-round",
    )
    begun = drafts.typed_before(form, "day")
    day = typed_day("新截止日", f"{key}-day", None, right, begun)
    period, kinds = options[chosen] if chosen else (None, [])
    return [{"kind": kind, "period": period, "due_on": day} for kind in kinds]


def _round_words(asked: Round, kinds: Sequence[Kind], today: dt.date) -> str:
    """Return what a round is called: 2025年11月：项目、时间节点，11月25日前."""
    words = "、".join(KIND_WORDS[kind] for kind in kinds)
    return f"{asked.period.words}：{words}，{format_day_of(asked.due_on, today)}前"


def _ask_rule(board: Board, key: str, form: FormPart) -> list[Said]:
    """Ask for a kind's rhythm and the working day by which it is due, from a month on."""
    kinds = {KIND_WORDS[kind]: kind for kind in RULED_KINDS}
    months = {
        f"{month.year}年{month.month}月": month
        for month in (first_of_month(board.as_of, later) for later in range(LAST_FOR_RULES + 1))
    }
    rhythms = {rhythm.label: rhythm for rhythm in Rhythm}
    first, second, third = st.columns(3)
    usual = list(kinds)[1]
    kind = kinds[_ask(first, "类别", list(kinds), form, key, "kind", usual)]
    rhythm = rhythms[_ask(second, "周期", list(rhythms), form, key, "rhythm")]
    since = months[_ask(third, "从哪个月起", list(months), form, key, "from")]
    first, second, third = st.columns(3)
    end = _ask(first, "截止日", [FROM_END, FROM_START], form, key, "end")
    number = _ask_number(second, "第几个工作日", range(1, MOST_WORKDAYS + 1), form, key, "workday")
    grace = _ask_number(third, "宽限几个工作日", range(MOST_GRACE + 1), form, key, "grace")
    st.caption("“每月”的在当月数；其他的在期满的下个月数。指标只能每年报，从数据发布后数起。")
    counted = -number if end == FROM_END and kind != Kind.INDICATOR else number
    return [{"kind": kind, "rhythm": rhythm, "workday": counted, "grace": grace, "as_of": since}]


def _ask(
    place: DeltaGenerator,
    label: str,
    options: Sequence[str],
    form: FormPart,
    key: str,
    name: str,
    usual: str | None = None,
) -> str:
    """Ask for one of several options; it begins with a draft's, or what is usual, or the first."""
    first = drafts.choice_before(form, name, options) or usual or options[0]
    return place.selectbox(label, options, options.index(first), key=f"{key}-{name}")


def _ask_number(
    place: DeltaGenerator, label: str, numbers: range, form: FormPart, key: str, name: str
) -> int:
    """Ask for one of some whole numbers; it begins with a draft's, or the least."""
    first = drafts.choice_before(form, name, [str(number) for number in numbers])
    least, most = numbers[0], numbers[-1]
    return place.number_input(label, least, most, int(first or least), key=f"{key}-{name}")


def _ask_publication(board: Board, key: str, form: FormPart) -> list[Said]:
    """Ask for the day on which an indicator's figure of a year is published."""
    items = {item.titled: item for item in board.indicators}
    years = [str(year) for year in range(board.plan.baseline_year, board.plan.target_year + 1)]
    left, middle, right = st.columns([2, 1, 1])
    chosen = left.selectbox(
        "指标",
        list(items),
        index=drafts.index_before(form, "item", list(items)),
        placeholder="请选择",
        key=f"{key}-item",
    )
    year = _ask(middle, "年份", years, form, key, "year", years[-1])
    day = typed_day("发布日", f"{key}-day", None, right, drafts.typed_before(form, "day"))
    if chosen is None:
        return []
    period = dt.date(int(year), 1, 1)
    return [{"item_id": items[chosen].item_id, "period": period, "due_on": day}]


def _submit(user: User, said: Sequence[Said], as_of: dt.date, reason: str) -> None:
    """Store the changes and run the page again; the notice says what came of them."""
    state, now = state_of(CalendarForm), clock.now()
    try:
        changes = [_change(one, as_of, now, reason) for one in said]
        with limit_rate(user):
            change_calendar(store(), changes, user.name, write_admission())
    except ParseError as error:
        state.notice = ("error", refusals.unreadable_answer(error, **LABELS))
    except RefusedError as error:
        state.notice = ("error", refusals.sentence(error, **LABELS))
    except KzdashError as error:
        state.notice = ("error", refusals.store_refusal(error))
    else:
        made = reversed(calendar_entries(store())[: len(changes)])
        words = "；".join(f"{inline(one.what)}由{one.old}改为{one.new}" for one in made)
        done = f"已登记：{words}。{format_moment(now)}"
        drafts.close(drafts.about_no_item(CALENDAR), user)
        _renew()
        state.notice = ("success", done)
    st.rerun()


def _change(said: Said, as_of: dt.date, now: dt.datetime, reason: str) -> CalendarChange:
    days = {"due_on": parse_date(said["due_on"], "due_on")} if "due_on" in said else {}
    usual = {"as_of": as_of, "recorded_at": now, "reason": parse_text(reason)}
    return CalendarChange(**(usual | said | days))
