"""Adjustments of the plan: those made to an item, and the office's form to make one."""

from __future__ import annotations

import datetime as dt
from functools import partial
from typing import TYPE_CHECKING, Any

import streamlit as st

from kzdash.board import report_text
from kzdash.board.items import BoardItem, IndicatorItem, MilestoneItem, ProjectItem
from kzdash.domain.formatting import LATEST, format_date, format_moment, format_number
from kzdash.domain.models import ADDED_KINDS
from kzdash.runtime import clock
from kzdash.ui.reporting import adjustment_form, draft_offer, drafts, plan_form
from kzdash.ui.reporting.adjustment_form import DUE, LEAD, MONEY, TARGET
from kzdash.ui.session.identity import office_user
from kzdash.ui.widgets.day_field import typed_day
from kzdash.ui.widgets.plain_text import inline, plain

if TYPE_CHECKING:
    from kzdash.accounts import User
    from kzdash.board.items import AdjustmentEntry
    from kzdash.store import FormPart
    from kzdash.ui.reporting.adjustment_form import FormStart


def show_adjustments(item: BoardItem) -> None:
    """Show the adjustments of an item, and to the office the form to make another."""
    me = office_user() if adjustment_form.adjustable(item) else None
    if not item.adjustments and me is None:
        return
    st.subheader("调整" if item.kind in ADDED_KINDS else "方案调整", anchor=False)
    for adjustment in item.adjustments:
        st.markdown(_adjustment_as_markdown(item, adjustment))
        st.caption(f"{plain(adjustment.reporter)} {format_moment(adjustment.recorded_at)}登记")
    if me is not None:
        # filled after the form below has been sent
        confirmation = st.container()
        labels = "或".join(adjustment_form.adjustable(item).values())
        start, form = adjustment_form.form_start(item), adjustment_form.draft_form(item)
        with draft_offer.expander(f"调整{labels}", form, key=f"adjust-{item.item_id}"):
            _form(item, me, start, form)
        with confirmation:
            adjustment_form.show_notice("success", item)
        if isinstance(item, ProjectItem):
            plan_form.show_plan_form(item, me)


def _adjustment_as_markdown(item: BoardItem, adjustment: AdjustmentEntry) -> str:
    label, value = report_text.adjustment_as_text(item, adjustment)
    since = f"自{format_date(adjustment.as_of)}起"
    document, reason = plain(adjustment.document_number), plain(adjustment.reason)
    if adjustment.decision is not None:
        return f"{since}**{inline(value)}**：{reason}"
    grounds = f"（{document}）" if document else ""
    verb = "定为" if adjustment.goal is not None else "调整为"
    return f"{since}{label}{verb} **{inline(value)}**{grounds}：{reason}"


def _form(item: BoardItem, me: User, start: FormStart, form: FormPart) -> None:
    renew = partial(adjustment_form.begin_anew, item)
    with st.form(start.name, enter_to_submit=False, border=False):
        draft_offer.show_restored(form)
        original = "" if item.kind in ADDED_KINDS else "方案原文保持不变；"
        st.caption(f"{original}自生效日起，各页显示新值并注明原值。只改需要调整的一项。")
        answers = _show_value_fields(item, start) | _ask_lead(item, start)
        left, right = st.columns(2)
        hint = "没有可不填" if item.kind in ADDED_KINDS else "作出调整的文件文号"
        document = left.text_input(
            "文号", _typed(item, "document"), placeholder=hint, key=f"{start.name}-document"
        )
        begun = drafts.typed_before(form, "from")
        as_of = typed_day("生效日期", f"{start.name}-from", clock.today(), right, begun)
        reason = st.text_area(
            "调整原因", _typed(item, "reason"), height=68, key=f"{start.name}-reason"
        )
        notice = st.container()
        with st.container(horizontal=True):
            sent = st.form_submit_button("登记调整")
            draft_offer.offer_to_give_up(form, me, renew)
    drafts.keep(form, start.seq, me, renew)
    if sent:
        other_answers = {"document_number": document, "as_of": as_of, "reason": reason}
        adjustment_form.submit(item, me, start, answers | other_answers)
    with notice:
        adjustment_form.show_notice("error", item)


def _typed(item: BoardItem, name: str, otherwise: str = "") -> str:
    """Return what the draft that the form began with has in a field, or else something."""
    typed = drafts.typed_before(adjustment_form.draft_form(item), name)
    return otherwise if typed is None else typed


def _show_value_fields(item: BoardItem, start: FormStart) -> dict[str, Any]:
    """Ask for the new figures or days; each field starts with the value that counts now."""
    form = adjustment_form.draft_form(item)
    match item:
        case IndicatorItem():
            target = st.text_input(
                f"新目标值（{inline(item.target.unit)}）" if item.target.unit else "新目标值",
                value=_typed(item, "target", format_number(start.values[TARGET], 6)),
                key=f"{start.name}-target",
            )
            return {TARGET: target}
        case ProjectItem():
            left, right = st.columns(2)
            amount = left.text_input(
                "新计划总投资（万元）",
                value=_typed(item, "money", format_number(start.values[MONEY], 6)),
                key=f"{start.name}-money",
            )
            # the plan may have a project end after the last day a board can be asked for
            years = range(item.start_year, max(LATEST.year, start.values[DUE].year) + 1)
            ends = str(start.values[DUE].year)
            begun = drafts.choice_before(form, "year", [str(year) for year in years])
            year = right.number_input(
                "新完工年",
                min_value=years[0],
                max_value=years[-1],
                value=int(begun or ends),
                key=f"{start.name}-year",
            )
            return {MONEY: amount, DUE: dt.date(year, 12, 31)}
        case MilestoneItem():
            begun = drafts.typed_before(form, "due")
            return {DUE: typed_day("新到期日", f"{start.name}-due", start.values[DUE], typed=begun)}
        case _:
            return {}


def _ask_lead(item: BoardItem, start: FormStart) -> dict[str, Any]:
    """Ask which of its units leads an item, where several share it."""
    if LEAD not in start.values:
        return {}
    form = adjustment_form.draft_form(item)
    led_by = drafts.choice_before(form, "lead", item.units) or item.units[0]
    at = item.units.index(led_by)
    unit = st.selectbox("新牵头单位", item.units, at, key=f"{start.name}-lead")
    return {LEAD: unit}
