"""The form that adds steps to an item: lines typed or pasted, tried out, all stored or none."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from kzdash.board.items import ProjectItem
from kzdash.domain.formatting import format_date
from kzdash.domain.models.drafts import STEPS
from kzdash.errors import KzdashError, ParseError, RefusedError
from kzdash.reporting.new_steps import MAX_LINES, Desk, TriedStep, read_lines, spread_days, try_out
from kzdash.runtime import clock, config
from kzdash.store import FormPart
from kzdash.store.seed import read_step_template
from kzdash.ui.frame.board import store, today_board
from kzdash.ui.reporting import draft_offer, drafts, refusals
from kzdash.ui.reporting.rate_limit import limit_rate
from kzdash.ui.session.identity import current_user, write_admission
from kzdash.ui.session.state import Notice, state_of
from kzdash.ui.widgets import theme
from kzdash.ui.widgets.html_view import show_words
from kzdash.ui.widgets.plain_text import plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kzdash.accounts import User
    from kzdash.board.items import BoardItem

EXAMPLE = "报送实施方案\t2025-11-30\n开工 2025-12-31"
LABELS = {"name": "名称", "due_on": "到期日", "units": "单位", "document_number": "依据文号"}


@dataclass(frozen=True, slots=True)
class StepDraft:
    """Lines that were tried out, and the number of the document that asks for them."""

    text: str
    document_number: str


@dataclass(slots=True)
class StepFormState:
    """The step forms of a session: what was tried out by item id, and what came of the last.

    `sent` counts the forms that were stored: each gets fields of its own, which are empty.
    """

    drafts: dict[int, StepDraft] = field(default_factory=dict)
    notice: Notice | None = None
    sent: int = 0


def offer_steps(item: BoardItem) -> None:
    """Show the form to the office, and to the unit that leads an item, whose steps are proposals.

    Steps are added as of today, whatever day the page shows.
    """
    me = current_user(touch=False)
    if me is None or me.must_change or not (me.is_office or me.unit == item.lead_unit):
        return
    state = state_of(StepFormState)
    if state.notice and (state.notice.item_id, state.notice.kind) == (item.item_id, "success"):
        st.success(state.notice.words, icon=":material/check_circle:")
    label = "增加工作节点" if me.is_office else "建议工作节点"
    name, form = f"steps-{item.item_id}-{state.sent}", _draft_form(item)
    drafts.begin(form, f"{name}-")
    with draft_offer.expander(label, form, key=f"steps-{item.item_id}"):
        _offer_template(item, name)
        _show_form(item, me, name)
        if draft := state.drafts.get(item.item_id):
            _show_trial(item, me, draft)


def _draft_form(item: BoardItem) -> FormPart:
    return FormPart(item.item_id, STEPS)


def _renew(item: BoardItem) -> None:
    """Give the form on an item empty fields: what was typed was stored, or is given up."""
    state = state_of(StepFormState)
    state.sent += 1
    state.drafts.pop(item.item_id, None)


def _offer_template(item: BoardItem, name: str) -> None:
    """Show the button that fills a project's form with the steps of the seed's template."""
    if not isinstance(item, ProjectItem):
        return
    template = read_step_template(config.current().seed_folder)
    if not template:
        return

    def fill() -> None:
        days = spread_days(len(template), item.start_year, item.end_year)
        lines = (f"{step}\t{day.isoformat()}" for step, day in zip(template, days, strict=True))
        st.session_state[f"{name}-lines"] = "\n".join(lines)

    years = f"{item.start_year}—{item.end_year}年"
    help_words = f"填入{'、'.join(template)}，日期在{years}间均匀排开，请逐个改定。"
    st.button("套用模板", key=f"{name}-template", on_click=fill, help=help_words)


def _show_form(item: BoardItem, me: User, name: str) -> None:
    hints = ["可从Excel中复制几行粘贴。"]
    if item.lead_unit:
        hints.append(f"不写单位的由{plain(item.lead_unit)}牵头。")
    if not me.is_office:
        hints.append("您加入的节点是建议，专班办公室确认后生效。")
    form, renew = _draft_form(item), partial(_renew, item)
    # 套用模板 sets the lines, too
    st.session_state.setdefault(f"{name}-lines", drafts.typed_before(form, "lines") or "")
    with st.form(name, border=False, enter_to_submit=False):
        draft_offer.show_restored(form)
        text = st.text_area(
            "每行一个节点：名称、到期日，单位可不写",
            key=f"{name}-lines",
            height=140,
            placeholder=EXAMPLE,
        )
        st.caption("".join(hints))
        document = st.text_input(
            "依据文号",
            drafts.typed_before(form, "grounds") or "",
            key=f"{name}-grounds",
            placeholder="可不填",
        )
        with st.container(horizontal=True):
            sent = st.form_submit_button("试算", key=f"{name}-try")
            draft_offer.offer_to_give_up(form, me, renew)
    drafts.keep(form, 0, me, renew)
    if sent:
        state = state_of(StepFormState)
        state.notice = None
        state.drafts[item.item_id] = StepDraft(text, document)


def _show_trial(item: BoardItem, me: User, draft: StepDraft) -> None:
    """Show what the lines would add and what is wrong with each; write them where nothing is."""
    lines = read_lines(draft.text)
    if not lines:
        st.warning("还没有填写节点。请每行写一个：名称，空格，到期日。")
        return
    if len(lines) > MAX_LINES:
        st.error(f"一次最多{MAX_LINES}行，现有{len(lines)}行。请分几次写入。")
        return
    steps = _try_out(item, me, draft)
    show_words(f"tried-{item.item_id}", _frame(steps, me), "名称")
    faulty, new = sum(bool(step.fault) for step in steps), [step for step in steps if step.new]
    if faulty:
        st.error(f"{faulty}行有问题，什么都还没有写入。请在上面改好后再点“试算”。")
    elif not new:
        st.info("这些节点都已经有了，没有要写入的。")
    else:
        verb = "写入" if me.is_office else "报送"
        if st.button(f"{verb}{len(new)}个节点", key=f"write-{item.item_id}", type=theme.emphasis()):
            _write(item, me, steps)
    notice = state_of(StepFormState).notice
    if notice and (notice.item_id, notice.kind) == (item.item_id, "error"):
        st.error(notice.words)


def _try_out(item: BoardItem, me: User, draft: StepDraft) -> list[TriedStep]:
    board = today_board()
    today = next(own for own in board.items if own.item_id == item.item_id)
    account = next((own for own in store().accounts() if own.name == me.name), None)
    desk = Desk(board, store().plan(), account, clock.now())
    lines = read_lines(draft.text, draft.document_number)
    return list(try_out([(line, today) for line in lines], desk))


def _frame(steps: Sequence[TriedStep], me: User) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "行": step.line.number,
            "名称": step.line.name or "—",
            "到期日": format_date(step.new.due_on) if step.new else step.line.day or "—",
            "单位": step.line.unit or step.parent.lead_unit or "—",
            "试算": _outcome(step, me),
        }
        for step in steps
    )


def _outcome(step: TriedStep, me: User) -> str:
    """Say what a line would add, or what is wrong with it and what to do."""
    if isinstance(step.fault, ParseError):
        return refusals.unreadable_cell(step.fault, LABELS["due_on"])
    if isinstance(step.fault, RefusedError):
        return refusals.field_refusal(step.fault, **LABELS)
    if step.new is None:
        return "已有，不再写入"
    words = "将加入" if me.is_office else "将作为建议"
    is_past = step.new.due_on is not None and step.new.due_on < clock.today()
    return f"{words}；到期日已过，请核对" if is_past else words


def _write(item: BoardItem, me: User, steps: Sequence[TriedStep]) -> None:
    """Store the steps, all of them or none, and give the form empty fields."""
    state = state_of(StepFormState)
    new = [step.new for step in steps if step.new]
    try:
        with limit_rate(me):
            store().add(new, me.name, clock.now(), write_admission())
    except RefusedError as error:
        words = refusals.sentence(error, **LABELS)
        state.notice = Notice(item.item_id, "error", words)
    except KzdashError as error:
        state.notice = Notice(item.item_id, "error", refusals.store_refusal(error))
    else:
        done = f"已加入{len(new)}个工作节点。"
        asked = f"已报送{len(new)}个工作节点，待专班办公室确认。"
        words = done if me.is_office else asked
        state.notice = Notice(item.item_id, "success", words)
        drafts.close(_draft_form(item), me)
        _renew(item)
        st.rerun()
