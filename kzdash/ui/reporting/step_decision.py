"""What the office decides on a step: to confirm a proposal, to send it back, to withdraw one."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from kzdash.domain.models import Adjustment
from kzdash.domain.models.drafts import DECISION, WITHDRAWAL
from kzdash.domain.parsing import parse_text
from kzdash.domain.rules import CONFIRMED, WITHDRAWN
from kzdash.errors import ConflictError, KzdashError, RefusedError
from kzdash.runtime import clock
from kzdash.store import FormPart
from kzdash.ui.frame.board import store, today_board
from kzdash.ui.reporting import draft_offer, drafts, refusals
from kzdash.ui.session.identity import office_user, write_admission
from kzdash.ui.session.state import Notice, state_of
from kzdash.ui.widgets.outcome import show_outcome
from kzdash.ui.widgets.plain_text import inline

if TYPE_CHECKING:
    from kzdash.accounts import User
    from kzdash.board.added_items import StepItem

CONFIRMING = "确认"


@dataclass(slots=True)
class StepDecisionState:
    """What came of a session's last decision on a step, and how often each form was given up."""

    notice: Notice | None = None
    turns: dict[FormPart, int] = field(default_factory=dict)


def stands_today(step: StepItem) -> bool:
    """Whether a step stands today, whatever day the page shows."""
    return any(today.item_id == step.item_id for today in today_board().steps)


def show_notice(item_id: int | None = None) -> None:
    """Show what came of the last decision: that it was stored, or why one on this step was not."""
    notice = state_of(StepDecisionState).notice
    if notice is None:
        return
    # one that was stored is said on the page that shows its step no more
    if item_id == (None if notice.kind == "success" else notice.item_id):
        show_outcome(notice.kind, notice.words)


def offer_decision(step: StepItem) -> None:
    """Show the office the form to confirm a proposal or to send it back."""
    me = office_user()
    if me is None or not _waits_today(step):
        return
    form, prefix = _begin(step, DECISION)
    with st.form(f"decide-{step.item_id}", border=False, enter_to_submit=False):
        draft_offer.show_restored(form)
        words = st.text_input(
            "意见",
            drafts.text_before(form, "words"),
            key=f"{prefix}words",
            placeholder="退回时写明原因，确认时可不填",
        )
        notice = st.container()
        with st.container(horizontal=True):
            confirmed = st.form_submit_button("确认", key=f"confirm-{step.item_id}")
            sent_back = st.form_submit_button("退回", key=f"send-back-{step.item_id}")
            draft_offer.offer_to_give_up(form, me, partial(_renew, form))
    drafts.keep(form, 0, me, partial(_renew, form))
    if confirmed:
        reason = words.strip() or CONFIRMING
        _decide(step, me, CONFIRMED, reason, f"已确认“{step.name}”。", form)
    if sent_back:
        _decide(step, me, WITHDRAWN, words, f"已退回“{step.name}”。", form)
    with notice:
        show_notice(step.item_id)


def offer_withdrawal(step: StepItem) -> None:
    """Show the office the form to withdraw a step that stands today."""
    me = office_user()
    if me is None or not stands_today(step):
        return
    form, prefix = _begin(step, WITHDRAWAL)
    with (
        draft_offer.expander("撤回这个节点", form, key=f"withdraw-{step.item_id}"),
        st.form(f"withdraw-{step.item_id}-form", border=False, enter_to_submit=False),
    ):
        st.caption("撤回后自今天起各页不再显示；此前各日的看板和记录不变。")
        draft_offer.show_restored(form)
        words = st.text_input("撤回原因", drafts.text_before(form, "words"), key=f"{prefix}words")
        notice = st.container()
        with st.container(horizontal=True):
            sent = st.form_submit_button("撤回", key=f"withdraw-{step.item_id}-send")
            draft_offer.offer_to_give_up(form, me, partial(_renew, form))
    drafts.keep(form, 0, me, partial(_renew, form))
    if sent:
        _decide(step, me, WITHDRAWN, words, f"已撤回“{step.name}”。", form)
    with notice:
        show_notice(step.item_id)


def _begin(step: StepItem, part: int) -> tuple[FormPart, str]:
    """Begin a form on a step; return what its draft is kept by, and how its keys begin."""
    form = FormPart(step.item_id, part)
    turn = state_of(StepDecisionState).turns.get(form, 0)
    prefix = f"decide-{step.item_id}{part}-{turn}-"
    drafts.begin(form, prefix)
    return form, prefix


def _renew(form: FormPart) -> None:
    """Give a form an empty field: what was typed is given up."""
    turns = state_of(StepDecisionState).turns
    turns[form] = turns.get(form, 0) + 1


def _waits_today(step: StepItem) -> bool:
    return any(today.item_id == step.item_id for today in today_board().proposals)


def _decide(
    step: StepItem, me: User, decision: str, words: str, confirmation: str, form: FormPart
) -> None:
    """Store a decision, and say so on the page that shows the step no more."""
    state = state_of(StepDecisionState)
    try:
        store().adjust(
            Adjustment(
                item_id=step.item_id,
                seq=_last_seq(step) + 1,
                account=me.name,
                recorded_at=clock.now(),
                as_of=clock.today(),
                reason=parse_text(words),
                document_number="",
                decision=decision,
            ),
            write_admission(),
        )
    except RefusedError as error:
        state.notice = Notice(step.item_id, "error", refusals.sentence(error, reason="意见"))
    except ConflictError:
        words = f"没有写入：有人刚处理过这个节点。请看过后再定。{refusals.KEPT}"
        state.notice = Notice(step.item_id, "error", words)
    except KzdashError as error:
        state.notice = Notice(step.item_id, "error", refusals.store_refusal(error))
    else:
        state.notice = Notice(step.item_id, "success", inline(confirmation))
        drafts.close(form, me)
        st.rerun()


def _last_seq(step: StepItem) -> int:
    made = store().adjustments_of(step.item_id)
    return made[-1].seq if made else 0
