"""Report on several tasks, policies and reforms, or parts of them, in one table, a row an item."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Literal, NamedTuple

import streamlit as st

from kzdash.board import take_snapshot
from kzdash.board.items import KIND_WORDS, DutyItem
from kzdash.board.records import report_entry, reporter_names
from kzdash.errors import ConflictError, KzdashError, ParseError, RefusedError, TooFastError
from kzdash.reporting.form_columns import STATUSES
from kzdash.runtime import clock
from kzdash.store import unit_names
from kzdash.ui.frame.board import store
from kzdash.ui.reporting import batch_parts, confirmation, form_fields, outlook_fields, refusals
from kzdash.ui.reporting.append import append_report, newer_on_part
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
    from kzdash.ui.reporting.part_fields import PartUnit

MAX_ROWS = 20
WIDTHS = [1, 8, 4, 8]


@dataclass(frozen=True, slots=True)
class RowStart:
    """The initial values of a row: those of the last report on its item, empty without one."""

    seq: int = 0
    status: str | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Batch:
    """The open table: the start of each row by item id. Others may have reported since."""

    name: str
    starts: dict[int, RowStart]


@dataclass(slots=True)
class BatchState:
    """The table of a session, and by item id what came of its rows when they were last sent.

    `newer` is the `seq` of the report that somebody else made on a row's item meanwhile, and which
    is shown beside it; `sent` is the name of the last table with nothing left to send.
    """

    batch: Batch | None = None
    messages: dict[int, tuple[Literal["stored", "kept", "refused"], str]] = field(
        default_factory=dict
    )
    newer: dict[int, int] = field(default_factory=dict)
    sent: str | None = None


def show_batch(board: Board, items: Sequence[BoardItem], me: User) -> None:
    """Show the button to report on the duties among `items` in one table, or the open table.

    A unit has a table of its own for its parts of the duties that it supports.
    """
    duties = [item for item in items if isinstance(item, DutyItem)]
    parts = batch_parts.supported_duties(board, me)
    close_sent_form("batch", state_of(BatchState).sent)
    opened = st.query_params.get("batch")
    if not (duties or parts) and opened is None:
        return
    st.subheader("批量填报", anchor=False)
    st.caption(f"任务、政策、改革的状态和说明，一次最多{MAX_ROWS}项。只提交有改动或勾选的行。")
    if opened is None:
        _offer_batch("填报列表中的{count}项任务、政策、改革", duties, me)
        _offer_batch("填报配合的{count}项（本单位的部分）", parts, me)
        _show_messages()
        return
    batch = state_of(BatchState).batch
    if batch is None or batch.name != opened:
        st.info(
            "页面重新载入或重新连接过：已提交的都已保存，没有提交的未保留。请重新打开批量填报。"
        )
        st.button("重新打开", on_click=_open_batch, args=((duties or parts)[:MAX_ROWS], me))
        return
    shown = {*batch.starts, *state_of(BatchState).messages}
    _show_form([item for item in board.followed if item.item_id in shown], batch, me)


def _offer_batch(label: str, duties: Sequence[DutyItem], me: User) -> None:
    if duties:
        shown = duties[:MAX_ROWS]
        count = f"{'前' if len(shown) < len(duties) else ''} {len(shown)} "
        st.button(label.format(count=count), on_click=_open_batch, args=(shown, me))


def _open_batch(duties: Sequence[DutyItem], me: User) -> None:
    snapshot = take_snapshot(store(), clock.today())
    ids = {item.item_id for item in duties}
    items = (item for item in snapshot.board.items if item.item_id in ids)
    starts = {
        it.item_id: _row_start(it, snapshot.seqs[it.item_id], batch_parts.part_of_row(it, me))
        for it in items
    }
    state = state_of(BatchState)
    state.messages, state.newer = {}, {}
    batch = state.batch = Batch(secrets.token_hex(4), starts)
    st.query_params["batch"] = batch.name


def _row_start(item: BoardItem, seq: int, part: PartUnit | None) -> RowStart:
    """Return the values of the report that counts, which may be older than the last one, `seq`."""
    report = item.latest_report if part is None else item.part_of(part.name)
    if report is None:
        return RowStart(seq)
    return RowStart(seq, report.status.label if report.status else None, report.note)


def _show_form(items: Sequence[BoardItem], batch: Batch, me: User) -> None:
    state = state_of(BatchState)
    rows, alone = [], None
    with st.form(f"batch-{batch.name}", enter_to_submit=False):
        for item in items:
            if item.item_id in batch.starts:
                rows.append(_show_row(item, batch, batch_parts.part_of_row(item, me)))
            alone = _show_message(item, batch) or alone
        notice = st.container()
        with st.container(horizontal=True):
            sent = st.form_submit_button("全部提交", type=theme.emphasis())
            discarded = st.form_submit_button("放弃")
    if discarded:
        del st.query_params["batch"]
        state.messages, state.newer = {}, {}
        st.rerun()
    changed = [answers for answers in rows if answers]
    if alone is not None and not alone.mine:
        _leave_to_the_other(alone.item, batch, changed)
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
    key = f"batch-{batch.name}-{item.item_id}"
    start = batch.starts[item.item_id]
    ticked = tick.checkbox("提交", key=f"{key}-tick", label_visibility="collapsed")
    name.markdown(f"{KIND_WORDS[item.kind]} {item.number}. {inline(item.short_name)}")
    name.caption(batch_parts.when_words(item, part))
    labels = list(STATUSES)
    status_label = status.selectbox(
        "状态",
        labels,
        index=labels.index(start.status) if start.status else None,
        placeholder="选择状态",
        key=f"{key}-status",
        label_visibility="collapsed",
    )
    note_text = note.text_input(
        "说明",
        value=start.note,
        placeholder="说明",
        key=f"{key}-note",
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
    _remove_settled_rows(batch, changed)


def _leave_to_the_other(
    item: BoardItem, batch: Batch, changed: Sequence[form_fields.FormAnswers]
) -> None:
    """Take a row out of the table, whose item somebody else reported on."""
    state = state_of(BatchState)
    del state.newer[item.item_id]
    name = f"{KIND_WORDS[item.kind]} {item.number}. {inline(item.short_name)}"
    state.messages[item.item_id] = ("kept", f"{name}：保留了对方的填报，您的没有提交。")
    _remove_settled_rows(batch, changed)


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


def _remove_settled_rows(batch: Batch, changed: Sequence[form_fields.FormAnswers]) -> None:
    """Take out of the table the rows that are settled; close it if nothing typed is left in it."""
    state = state_of(BatchState)
    settled = {item_id for item_id, (kind, _) in state.messages.items() if kind != "refused"}
    if all(answers.item.item_id in settled for answers in changed):
        state.sent = batch.name
        del st.query_params["batch"]
    else:
        starts = {it: start for it, start in batch.starts.items() if it not in settled}
        state.batch = replace(batch, starts=starts)
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
