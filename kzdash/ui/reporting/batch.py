"""Report on several tasks, policies and reforms, or parts of them, in one table, a row an item."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

import streamlit as st

from kzdash.board.items import KIND_WORDS, DutyItem
from kzdash.board.records import report_entry, reporter_names
from kzdash.domain.models.drafts import TABLE, TABLE_OF_PARTS
from kzdash.errors import ConflictError, KzdashError, ParseError, RefusedError, TooFastError
from kzdash.reporting.form_columns import STATUSES
from kzdash.runtime import clock
from kzdash.store import unit_names
from kzdash.ui.frame.board import store
from kzdash.ui.reporting import (
    batch_parts,
    batch_table,
    confirmation,
    draft_offer,
    drafts,
    form_fields,
    outlook_fields,
    refusals,
)
from kzdash.ui.reporting.append import append_report, newer_on_part
from kzdash.ui.reporting.batch_table import MAX_ROWS, Batch, BatchState
from kzdash.ui.reporting.batch_table import open_table as _open
from kzdash.ui.reporting.form_state import close_sent_form
from kzdash.ui.reporting.newer_reports import report_with_author
from kzdash.ui.reporting.rate_limit import PACE
from kzdash.ui.session.state import state_of
from kzdash.ui.widgets import theme
from kzdash.ui.widgets.plain_text import inline

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kzdash.accounts import User
    from kzdash.board.board import Board
    from kzdash.board.items import BoardItem
    from kzdash.store import KeptDraft
    from kzdash.ui.reporting.part_fields import PartUnit

WIDTHS = [1, 8, 4, 8]
RELOADED = "页面重新载入或重新连接过：已提交的都已保存，"


def show_batch(board: Board, items: Sequence[BoardItem], me: User) -> None:
    """Show the button to report on the duties among `items` in one table, or the open table.

    A unit has a table of its own for its parts of the duties that it supports.
    """
    duties = [item for item in items if isinstance(item, DutyItem)]
    parts = batch_parts.supported_duties(board, me)
    close_sent_form("batch", state_of(BatchState).sent)
    opened = st.query_params.get("batch")
    if not (duties or parts or batch_table.newest_draft(me)) and opened is None:
        return
    st.subheader("批量填报", anchor=False)
    st.caption(f"任务、政策、改革的状态和说明，一次最多{MAX_ROWS}项。只提交有改动或勾选的行。")
    if opened is None:
        _offer_batch("填报列表中的{count}项任务、政策、改革", TABLE, duties, me)
        _offer_batch("填报配合的{count}项（本单位的部分）", TABLE_OF_PARTS, parts, me)
        _show_messages()
        return
    batch = state_of(BatchState).batch
    if batch is None or batch.name != opened:
        draft = batch_table.newest_draft(me)
        if draft is None:
            st.info(f"{RELOADED}没有未提交的草稿。请重新打开批量填报。")
            part = TABLE if duties else TABLE_OF_PARTS
            st.button("重新打开", on_click=_open, args=(part, duties or parts, me))
            return
        of_parts = draft.form.part == TABLE_OF_PARTS
        _open(draft.form.part, parts if of_parts else duties, me)
        st.info(f"{RELOADED}填了一半的在下面。")
        batch = state_of(BatchState).batch
    if batch is not None:
        shown = {*batch.starts, *state_of(BatchState).messages}
        _show_form([item for item in board.followed if item.item_id in shown], batch, me)


def explain_log_out() -> None:
    """Say where the table is that was open when the login ended."""
    if "batch" in st.query_params:
        st.warning("登录已失效。批量填报填了一半的已留作草稿，重新登录后打开本页即可恢复。")


def _offer_batch(label: str, part: int, duties: Sequence[DutyItem], me: User) -> None:
    """Show the button that opens a table, or those that open or drop the draft of it."""
    draft = batch_table.draft_of(part, me)
    if draft is not None:
        whose = "，是配合事项中本单位的部分" if part == TABLE_OF_PARTS else ""
        count = len(batch_table.typed_rows(draft.typed))
        words = f"{drafts.unsent_words(draft, None)}共{count}项{whose}。"
        st.info(words, icon=":material/edit_note:")
        with st.container(horizontal=True):
            st.button("恢复", key=f"open-batch-{-part}", on_click=_open, args=(part, duties, me))
            st.button("丢弃", key=f"drop-batch-{-part}", on_click=_drop, args=(draft, me))
    elif duties:
        shown = duties[:MAX_ROWS]
        first = f"{'前' if len(shown) < len(duties) else ''} {len(shown)} "
        st.button(label.format(count=first), on_click=_open, args=(part, shown, me))


def open_draft(part: int, board: Board, me: User) -> None:
    """Open the table that a user's draft is of."""
    _open(part, batch_parts.supported_duties(board, me) if part == TABLE_OF_PARTS else (), me)


def _drop(draft: KeptDraft, me: User) -> None:
    drafts.close(draft.form, me)


def _show_form(items: Sequence[BoardItem], batch: Batch, me: User) -> None:
    state = state_of(BatchState)
    rows, alone = [], None
    table = [item.item_id for item in items if item.item_id in batch.starts]
    batch_table.begin_draft(batch, table, me)
    with st.form(f"batch-{batch.name}", enter_to_submit=False):
        draft_offer.show_restored(batch.form)
        for item in items:
            if item.item_id in batch.starts:
                rows.append(_show_row(item, batch, batch_parts.part_of_row(item, me)))
            alone = _show_message(item, batch) or alone
        notice = st.container()
        with st.container(horizontal=True):
            sent = st.form_submit_button("全部提交", type=theme.emphasis())
            # drafts.js knows the button by its key
            discarded = st.form_submit_button("放弃", key=drafts.discard_key(batch.form))
    drafts.keep(batch.form, 0, me, partial(_open, batch.form.part, items, me))
    if discarded:
        drafts.close(batch.form, me)
        del st.query_params["batch"]
        state.messages, state.newer = {}, {}
        st.rerun()
    changed = [answers for answers in rows if answers]
    if alone is not None and not alone.mine:
        _leave_to_the_other(alone.item, batch, me, changed)
    elif (sent or alone) and not PACE.take(me.name):
        notice.error(refusals.store_refusal(TooFastError(PACE.limit)))
    elif alone:
        _submit([it for it in rows if it and it.item is alone.item], batch, me, changed)
    elif sent:
        _submit([it for it in changed if it.item.item_id not in state.newer], batch, me, changed)


class Decision(NamedTuple):
    """Whose words stand in a row in conflict, which was decided alone."""

    item: BoardItem
    mine: bool


def _show_message(item: BoardItem, batch: Batch) -> Decision | None:
    """Show what came of a row when it was sent, beneath it; return how its conflict is decided."""
    state, message = state_of(BatchState), state_of(BatchState).messages.get(item.item_id)
    if message is None:
        return None
    kind, words = message
    {"stored": st.success, "kept": st.info, "refused": st.error}[kind](words)
    if item.item_id not in state.newer:
        return None
    key = f"batch-{batch.name}-{item.item_id}"
    with st.container(horizontal=True):
        mine = st.form_submit_button("以我的为准", key=f"{key}-mine")
        theirs = st.form_submit_button("保留对方的", key=f"{key}-theirs")
    return Decision(item, mine) if mine or theirs else None


def _show_row(
    item: BoardItem, batch: Batch, part: PartUnit | None
) -> form_fields.FormAnswers | None:
    """Show the fields of a row; return its answers, None if it is neither changed nor ticked."""
    tick, name, status, note = st.columns(WIDTHS, vertical_alignment="center")
    key, start = partial(batch.key, item.item_id), batch.starts[item.item_id]
    begun = start.begun
    ticked = tick.checkbox("提交", begun.is_ticked, key=key("tick"), label_visibility="collapsed")
    name.markdown(f"{KIND_WORDS[item.kind]} {item.number}. {inline(item.short_name)}")
    name.caption(batch_parts.when_words(item, part))
    labels = list(STATUSES)
    status_label = status.selectbox(
        "状态",
        labels,
        index=labels.index(begun.status) if begun.status else None,
        placeholder="选择状态",
        key=key("status"),
        label_visibility="collapsed",
    )
    note_text = note.text_input(
        "说明",
        value=begun.note,
        placeholder="说明",
        key=key("note"),
        label_visibility="collapsed",
    )
    changed = (status_label, note_text) != (start.status, start.note)
    # the evidence of the last report does not support this one
    values = {"status": status_label, "note": note_text}
    if part is None:
        values |= outlook_fields.carried_in_row(item, status_label)
    unit_id = part.unit_id if part else None
    return form_fields.FormAnswers(item, values, unit_id) if ticked or changed else None


def _submit(
    rows: Sequence[form_fields.FormAnswers],
    batch: Batch,
    me: User,
    changed: Sequence[form_fields.FormAnswers],
) -> None:
    """Store rows one by one, and say beside each what came of it."""
    state = state_of(BatchState)
    state.messages = {item_id: state.messages[item_id] for item_id in state.newer}
    for answers in rows:
        item = answers.item
        seq = state.newer.pop(item.item_id, batch.starts[item.item_id].seq)
        name = f"{item.number}. {inline(item.short_name)}"
        if problem := _store_row(answers, seq, me):
            state.messages[item.item_id] = ("refused", f"{name}：{problem}")
        else:
            report = answers.report(seq + 1, me.name, clock.now())
            words = confirmation.stored_text(item, report)
            state.messages[item.item_id] = ("stored", f"{KIND_WORDS[item.kind]} {name}：{words}")
    _remove_settled_rows(batch, me, changed)


def _leave_to_the_other(
    item: BoardItem, batch: Batch, me: User, changed: Sequence[form_fields.FormAnswers]
) -> None:
    """Take a row out of the table, whose item somebody else reported on."""
    state = state_of(BatchState)
    del state.newer[item.item_id]
    name = f"{KIND_WORDS[item.kind]} {item.number}. {inline(item.short_name)}"
    state.messages[item.item_id] = ("kept", f"{name}：保留了对方的填报，您的没有提交。")
    _remove_settled_rows(batch, me, changed)


def _store_row(answers: form_fields.FormAnswers, seq: int, me: User) -> str:
    """Store a row; return why it was refused, empty if it was stored."""
    try:
        append_report(answers, seq, me)
    except ParseError as error:
        return refusals.unreadable_answer(error)
    except RefusedError as error:
        return refusals.sentence(error)
    except ConflictError:
        return _newer_words(answers, seq, me)
    except KzdashError as error:
        return refusals.store_refusal(error)
    return ""


def _newer_words(answers: form_fields.FormAnswers, seq: int, me: User) -> str:
    """Return what somebody else said of a row's item meanwhile, and let it be decided alone."""
    item = answers.item
    last = newer_on_part(answers.report(seq + 1, me.name, clock.now()), seq)[-1]
    state_of(BatchState).newer[item.item_id] = last.seq
    unit = unit_names(store()).get(last.unit_id or 0)
    entry = report_entry(last, reporter_names(store().accounts()), unit=unit)
    return (
        f"未提交，您打开本表后有人填报了这一项：{report_with_author(item, entry)}。请选以谁的为准。"
    )


def _remove_settled_rows(
    batch: Batch, me: User, changed: Sequence[form_fields.FormAnswers]
) -> None:
    """Take out of the table the rows that are settled; close it if nothing typed is left in it."""
    state = state_of(BatchState)
    settled = {item_id for item_id, (kind, _) in state.messages.items() if kind != "refused"}
    if all(answers.item.item_id in settled for answers in changed):
        drafts.close(batch.form, me)
        state.sent = batch.name
        del st.query_params["batch"]
    else:
        starts = {it: start for it, start in batch.starts.items() if it not in settled}
        state.batch = replace(batch, starts=starts)
        batch_table.keep_rest(state.batch, me)
    st.rerun()


def _show_messages() -> None:
    """Show what came of the last table, once it is closed."""
    messages = state_of(BatchState).messages.values()
    stored = [words for kind, words in messages if kind == "stored"]
    if stored:
        rows = "\n".join(f"- {words}" for words in stored)
        st.success(f"已填报 {len(stored)} 项：\n\n{rows}", icon=":material/check_circle:")
    for kind, words in messages:
        if kind == "kept":
            st.info(words)
