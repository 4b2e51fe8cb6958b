"""The office's form for one indicator's goal of a year, or of a part of one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import streamlit as st

from kzdash.domain.models.drafts import GOAL
from kzdash.domain.progress import Measure
from kzdash.domain.progress.figure_period import offered_words, period_words, provisional_periods
from kzdash.reporting import goal_lines
from kzdash.reporting.goal_lines import GoalLine
from kzdash.runtime import clock
from kzdash.store import FormPart
from kzdash.ui.reporting import draft_offer, drafts
from kzdash.ui.reporting.goal_desk import outcome, try_lines, write_goals
from kzdash.ui.session.identity import office_user
from kzdash.ui.session.state import Notice, state_of
from kzdash.ui.widgets.day_field import typed_day
from kzdash.ui.widgets.plain_text import inline, plain

if TYPE_CHECKING:
    from kzdash.accounts import User
    from kzdash.board.items import IndicatorItem


@dataclass(slots=True)
class GoalFormState:
    """The goal forms of a session: what came of the last; `sent` counts those that were stored."""

    notice: Notice | None = None
    sent: int = 0


def goal_periods(item: IndicatorItem) -> list[int]:
    """Return the periods for which an indicator may have a goal, this year's parts first."""
    target = item.target
    first, last = target.baseline_year + 1, target.target_year
    years = range(first, last + (target.measure is Measure.GROWTH))
    parts = [part for year in range(first, last + 1) for part in provisional_periods(year)]
    return [*years, *parts]


def offer_goals(item: IndicatorItem) -> None:
    """Show the form to the office; a goal counts from its day on, whatever day the page shows."""
    me = office_user()
    if me is None or not goal_periods(item):
        return
    state = state_of(GoalFormState)
    notice = state.notice if state.notice and state.notice.item_id == item.item_id else None
    if notice and notice.kind == "success":
        st.success(notice.words, icon=":material/check_circle:")
    form, name = FormPart(item.item_id, GOAL), f"goal-{item.item_id}-{state.sent}"
    drafts.begin(form, f"{name}-")
    with draft_offer.expander("登记年度目标或快报目标", form, key=f"goal-{item.item_id}"):
        _show_form(item, me, name, form)
        if notice and notice.kind == "error":
            st.error(notice.words)


def _renew() -> None:
    """Give the form empty fields: what was typed was stored, or is given up."""
    state_of(GoalFormState).sent += 1


def _show_form(item: IndicatorItem, me: User, name: str, form: FormPart) -> None:
    periods, year = goal_periods(item), clock.today().year
    words = [offered_words(period) for period in periods]
    now = max(sum(period <= year for period in periods) - 1, 0)
    unit = f"（{item.reported_unit}）" if item.reported_unit else ""
    with st.form(name, border=False, enter_to_submit=False):
        draft_offer.show_restored(form)
        st.caption("目标的口径与填报的数相同。没有下达年度目标的不用填：仍按时间进度判断。")
        left, right = st.columns([1, 2])
        period = left.selectbox(
            "时期",
            periods,
            index=words.index(drafts.choice_before(form, "goal_period", words) or words[now]),
            format_func=offered_words,
            key=f"{name}-goal_period",
        )
        value = right.text_input(
            inline(f"{item.reported_name}目标{unit}"),
            drafts.text_before(form, "goal_value"),
            key=f"{name}-goal_value",
            placeholder="填数字",
        )
        left, right = st.columns(2)
        document = left.text_input(
            "依据文号",
            drafts.text_before(form, "document"),
            placeholder="下达目标的文件文号",
            key=f"{name}-document",
        )
        begun = drafts.typed_before(form, "from")
        as_of = typed_day("起始日", f"{name}-from", clock.today(), right, begun)
        text = drafts.text_before(form, "goal_reason")
        reason = st.text_area("说明", text, height=68, key=f"{name}-goal_reason")
        with st.container(horizontal=True):
            sent = st.form_submit_button("登记目标")
            draft_offer.offer_to_give_up(form, me, _renew)
    drafts.keep(form, 0, me, _renew)
    if sent:
        texts = {
            goal_lines.KIND: "指标",
            goal_lines.NUMBER: str(item.number),
            goal_lines.FIELD: "指标目标",
            goal_lines.PERIOD: period_words(period),
            goal_lines.VALUE: value or "",
        }
        _submit(item, me, GoalLine(1, texts), document or "", as_of, reason or "")


def _submit(
    item: IndicatorItem, me: User, line: GoalLine, document: str, as_of: str, reason: str
) -> None:
    """Store the goal, or leave a notice that says why not, and run the page again."""
    state = state_of(GoalFormState)
    tried = try_lines([line], me, document_number=document, as_of=as_of, reason=reason)
    kept = "您填写的内容还在，尚未登记。"
    if not tried:
        words = f"请填目标的数值。{kept}"
    elif tried[0].adjustment is None:
        words = f"{plain(outcome(tried[0]))}{'' if tried[0].fault is None else kept}"
    else:
        words = write_goals(tried, me)
    if words:
        state.notice = Notice(item.item_id, "error", words)
    else:
        done = f"已登记：{tried[0].what} {plain(outcome(tried[0]))}。"
        state.notice = Notice(item.item_id, "success", done)
        drafts.close(FormPart(item.item_id, GOAL), me)
        _renew()
    st.rerun()
