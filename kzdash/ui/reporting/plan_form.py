"""The office's form for what is planned of a project: a year's investment, its start, its funds."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Any

import streamlit as st

from kzdash.domain import parsing
from kzdash.domain.formatting import format_date, format_moment, format_money
from kzdash.domain.models import Adjustment
from kzdash.domain.models.drafts import YEARLY_PLAN
from kzdash.domain.progress import FundSource
from kzdash.errors import ConflictError, KzdashError, ParseError, RefusedError
from kzdash.runtime import clock
from kzdash.store import FormPart
from kzdash.ui.reporting import adjustment_form, draft_offer, drafts, refusals
from kzdash.ui.reporting.adjustment_form import AdjustmentFormState, FormStart
from kzdash.ui.session.state import Notice, state_of
from kzdash.ui.widgets.day_field import typed_day
from kzdash.ui.widgets.outcome import show_outcome
from kzdash.ui.widgets.plain_text import plain

if TYPE_CHECKING:
    from typing import Literal

    from kzdash.accounts import User
    from kzdash.board.items import ProjectItem

YEAR_MONEY, START, FUNDS = "year_investment_wan_yuan", "starts_on", "planned_funds_wan_yuan"
YEARS_BACK = 5
LABELS = {"as_of": "生效日", "reason": "登记说明", "document_number": "依据文号"}


@dataclass(frozen=True, slots=True)
class Planned:
    """Something planned of a project: its words, the field, what it is of, and what counts now."""

    label: str
    field: str
    of: dict[str, Any]
    now: str

    @property
    def choice(self) -> str:
        """What the form offers: 2026年计划投资（现为8,000万元）."""
        return f"{self.label}（现为{self.now}）" if self.now else self.label


def plannable(item: ProjectItem, today: dt.date) -> list[Planned]:
    """Return what may be planned of a project: this year first, then the other years and funds."""
    last = max(item.end_year, today.year + 1)
    first = max(item.start_year, today.year - YEARS_BACK)
    years = sorted(range(first, last + 1), key=lambda year: abs(year - today.year))
    start = format_date(item.starts_on) if item.starts_on else ""
    return [
        *(
            Planned(
                f"{year}年计划投资", YEAR_MONEY, {"period": year}, _money(item.year_plans, year)
            )
            for year in years
        ),
        Planned("计划开工", START, {}, start),
        *(
            Planned(
                f"{source.label}计划资金",
                FUNDS,
                {"source": source.code},
                _money(item.planned_funds, source),
            )
            for source in FundSource
        ),
    ]


def _money(planned: Any, of: object) -> str:  # noqa: ANN401 - amounts by year or by source
    return format_money(planned[of]) if of in planned else ""


def show_plan_form(item: ProjectItem, me: User) -> None:
    """Show the form, one thing at a time; it keeps what was typed until it is stored."""
    form = FormPart(item.item_id, YEARLY_PLAN)
    start, renew = _form_start(item, form), partial(_begin_anew, item)
    name = start.name
    confirmation = st.container()
    label = "登记年度计划投资、计划开工、计划资金"
    with draft_offer.expander(label, form, key=f"plan-{item.item_id}"):
        with st.form(name, enter_to_submit=False, border=False):
            draft_offer.show_restored(form)
            st.caption("一次登记一项，自生效日起算。没有的不登记，不要填0。")
            left, right = st.columns(2)
            offered = {it.choice: it for it in plannable(item, clock.today())}
            begun = drafts.index_before(form, "what", list(offered)) or 0
            what = left.selectbox("登记什么", list(offered), begun, key=f"{name}-what")
            typed = right.text_input(
                "金额（万元）或日期",
                drafts.text_before(form, "amount"),
                placeholder="金额如 8000；开工日如 2026-3-1",
                key=f"{name}-amount",
            )
            document = left.text_input(
                "依据文号",
                drafts.text_before(form, "basis"),
                placeholder="下达计划的文件文号",
                key=f"{name}-basis",
            )
            begun_day = drafts.typed_before(form, "since")
            as_of = typed_day("生效日", f"{name}-since", clock.today(), right, begun_day)
            reason = st.text_input(
                "登记说明",
                drafts.text_before(form, "why"),
                placeholder="如：下达年度计划",
                key=f"{name}-why",
            )
            notice = st.container()
            with st.container(horizontal=True):
                sent = st.form_submit_button("登记计划")
                draft_offer.offer_to_give_up(form, me, renew)
        drafts.keep(form, start.seq, me, renew)
        if sent:
            answers = {"as_of": as_of, "reason": reason, "document_number": document}
            _submit(item, me, start, offered[what], {"asked": typed, **answers})
        with notice:
            _show("error", item)
    with confirmation:
        _show("success", item)


def _form_start(item: ProjectItem, form: FormPart) -> FormStart:
    """Return the start of the form, as of the run that first showed its fields."""
    state = state_of(AdjustmentFormState)
    start = state.plan_starts.get(item.item_id)
    if start is None or f"{start.name}-why" not in st.session_state:
        seq = adjustment_form.last_seq(item)
        name = f"planning-{item.item_id}-{seq}-{state.turns}"
        draft = drafts.begin(form, f"{name}-")
        # based on an older one, it is told first what others adjusted meanwhile
        start = FormStart(name, min(draft.seq, seq) if draft else seq, {})
        state.plan_starts[item.item_id] = start
    return start


def _begin_anew(item: ProjectItem) -> None:
    """Let the form begin again, with fields of other names."""
    state = state_of(AdjustmentFormState)
    state.plan_starts.pop(item.item_id, None)
    state.turns += 1


def _submit(
    item: ProjectItem, me: User, start: FormStart, chosen: Planned, answers: dict[str, str]
) -> None:
    labels = {**LABELS, chosen.field: chosen.label}
    try:
        value, words = _parse(chosen, answers["asked"])
        if value is None:
            _notify("error", item, f"{chosen.label}不能为空。{refusals.KEPT}")
            return
        adjustment = Adjustment(
            item_id=item.item_id,
            seq=start.seq + 1,
            account=me.name,
            recorded_at=clock.now(),
            as_of=parsing.parse_date(answers["as_of"], "as_of") or clock.today(),
            reason=parsing.parse_text(answers["reason"]),
            document_number=parsing.parse_text(answers["document_number"]),
            **{chosen.field: value},
            **chosen.of,
        )
        done = (
            f"已登记：自{format_date(adjustment.as_of)}起，{chosen.label}{words}"
            f"（{plain(adjustment.document_number)}）。{format_moment(adjustment.recorded_at)}"
        )
        adjustment_form.append(adjustment)
    except ParseError as error:
        _notify("error", item, refusals.unreadable_answer(error, **labels))
    except RefusedError as error:
        _notify("error", item, refusals.sentence(error, **labels))
    except ConflictError:
        _notify("error", item, adjustment_form.NEWER)
        starts = state_of(AdjustmentFormState).plan_starts
        starts[item.item_id] = replace(start, seq=adjustment_form.last_seq(item))
    except KzdashError as error:
        _notify("error", item, refusals.store_refusal(error))
    else:
        _notify("success", item, done)
        adjustment_form.forget(item)
        drafts.close(FormPart(item.item_id, YEARLY_PLAN), me)
        st.rerun()


def _parse(chosen: Planned, typed: str) -> tuple[Any, str]:
    if chosen.field == START:
        day = parsing.parse_date(typed, START, dt.date.min, dt.date.max)
        return day, format_date(day)
    amount = parsing.parse_figure(typed, "万元", chosen.field)
    return amount, format_money(amount)


def _notify(kind: Literal["error", "success"], item: ProjectItem, words: str) -> None:
    state_of(AdjustmentFormState).plan_notice = Notice(item.item_id, kind, words)


def _show(kind: Literal["error", "success"], item: ProjectItem) -> None:
    notice = state_of(AdjustmentFormState).plan_notice
    if notice is not None and (notice.kind, notice.item_id) == (kind, item.item_id):
        show_outcome(kind, notice.words)
