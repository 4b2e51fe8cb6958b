"""Report on several tasks, policies and reforms in one table, a row an item."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import streamlit as st

from kzdash.board import take_snapshot
from kzdash.board.items import KIND_WORDS, DutyItem
from kzdash.domain.formatting import NO_DATA, format_date
from kzdash.errors import (
    ConflictError,
    KzdashError,
    ParseError,
    RefusedError,
    TooFastError,
    chinese,
)
from kzdash.reporting.form_columns import STATUSES
from kzdash.runtime import clock
from kzdash.ui.frame.board import store
from kzdash.ui.reporting import confirmation, form_fields, refusals
from kzdash.ui.reporting.append import append_report
from kzdash.ui.reporting.form import close_sent_form
from kzdash.ui.reporting.rate_limit import PACE
from kzdash.ui.session.state import state_of
from kzdash.ui.widgets import theme
from kzdash.ui.widgets.plain_text import inline

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kzdash.accounts import User
    from kzdash.board.board import Board
    from kzdash.board.items import BoardItem

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
    """The table of a session, and the messages on its rows when it was last sent.

    `sent` is the name of the last table whose rows were all stored.
    """

    batch: Batch | None = None
    stored: tuple[str, ...] = ()
    failed: tuple[str, ...] = ()
    sent: str | None = None


def show_batch(board: Board, items: Sequence[BoardItem], me: User) -> None:
    """Show the button to report on the duties among `items` in one table, or the open table."""
    duties = [item for item in items if isinstance(item, DutyItem)]
    close_sent_form("batch", state_of(BatchState).sent)
    opened = st.query_params.get("batch")
    if not duties and opened is None:
        return
    st.subheader("批量填报", anchor=False)
    st.caption(f"任务、政策、改革的状态和说明，一次最多{MAX_ROWS}项。只提交有改动或勾选的行。")
    if opened is None:
        count = min(len(duties), MAX_ROWS)
        st.button(f"填报列表中的前 {count} 项", on_click=_open_batch, args=(duties[:MAX_ROWS],))
        _show_stored()
        return
    batch = state_of(BatchState).batch
    if batch is None or batch.name != opened:
        st.info(
            "页面重新载入或重新连接过：已提交的都已保存，没有提交的未保留。请重新打开批量填报。"
        )
        st.button("重新打开", on_click=_open_batch, args=(duties[:MAX_ROWS],))
        return
    _show_form([item for item in board.followed if item.item_id in batch.starts], batch, me)


def _open_batch(duties: Sequence[DutyItem]) -> None:
    snapshot = take_snapshot(store(), clock.today())
    ids = {item.item_id for item in duties}
    items = (item for item in snapshot.board.items if item.item_id in ids)
    starts = {item.item_id: _row_start(item, snapshot.seqs[item.item_id]) for item in items}
    _clear_messages()
    batch = state_of(BatchState).batch = Batch(secrets.token_hex(4), starts)
    st.query_params["batch"] = batch.name


def _row_start(item: BoardItem, seq: int) -> RowStart:
    """Return the values of the report that counts, which may be older than the last one, `seq`."""
    report = item.latest_report
    if report is None:
        return RowStart(seq)
    return RowStart(seq, report.status.label if report.status else None, report.note)


def _show_form(items: Sequence[BoardItem], batch: Batch, me: User) -> None:
    with st.form(f"batch-{batch.name}", enter_to_submit=False):
        rows = [_show_row(item, batch) for item in items]
        notice = st.container()
        with st.container(horizontal=True):
            sent = st.form_submit_button("全部提交", type=theme.emphasis())
            discarded = st.form_submit_button("放弃")
    if discarded:
        del st.query_params["batch"]
        _clear_messages()
        st.rerun()
    if sent and not PACE.take(me.name):
        notice.error(refusals.store_refusal(TooFastError(PACE.limit)))
    elif sent:
        _submit([answers for answers in rows if answers], batch, me)
    with notice:
        _show_stored()
        for problem in state_of(BatchState).failed:
            st.error(problem)


def _show_row(item: BoardItem, batch: Batch) -> form_fields.FormAnswers | None:
    """Show the fields of a row; return its answers, None if it is neither changed nor ticked."""
    tick, name, status, note = st.columns(WIDTHS, vertical_alignment="center")
    key = f"batch-{batch.name}-{item.item_id}"
    start = batch.starts[item.item_id]
    ticked = tick.checkbox("提交", key=f"{key}-tick", label_visibility="collapsed")
    when = f"最近填报{format_date(item.fresh_on)}" if item.fresh_on else NO_DATA
    name.markdown(f"{KIND_WORDS[item.kind]} {item.number}. {inline(item.short_name)}")
    name.caption(when)
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
    return form_fields.FormAnswers(item, values) if ticked or changed else None


def _submit(rows: Sequence[form_fields.FormAnswers], batch: Batch, me: User) -> None:
    """Store the rows one by one; close the table if all were stored, else keep the others in it."""
    _clear_messages()
    failed, stored = {}, {}
    for answers in rows:
        item, seq = answers.item, batch.starts[answers.item.item_id].seq
        name = f"{item.number}. {inline(item.short_name)}"
        if problem := _store_row(answers, seq, me):
            failed[item.item_id] = f"{name}：{problem}"
        else:
            report = answers.report(seq + 1, me.name, clock.now())
            words = confirmation.stored_text(item, report)
            stored[item.item_id] = f"{KIND_WORDS[item.kind]} {name}：{words}"
    _remove_stored_rows(batch, stored, failed)


def _store_row(answers: form_fields.FormAnswers, seq: int, me: User) -> str:
    """Store a row; return why it was refused, empty if it was stored."""
    try:
        append_report(answers, seq, me)
    except ParseError as error:
        return refusals.unreadable_answer(error)
    except RefusedError as error:
        return refusals.sentence(error)
    except ConflictError:
        return chinese.NOT_STORED[ConflictError]
    except KzdashError as error:
        return refusals.store_refusal(error)
    return ""


def _remove_stored_rows(batch: Batch, stored: dict[int, str], failed: dict[int, str]) -> None:
    """Remove the stored rows from the table, and close it if none has failed."""
    state = state_of(BatchState)
    state.stored, state.failed = tuple(stored.values()), tuple(failed.values())
    if failed:
        remaining = {
            item_id: start for item_id, start in batch.starts.items() if item_id not in stored
        }
        state.batch = replace(batch, starts=remaining)
        return
    state.sent = batch.name
    del st.query_params["batch"]
    st.rerun()


def _clear_messages() -> None:
    """Clear the messages of the last 提交; until then each run of the page shows them."""
    state = state_of(BatchState)
    state.stored, state.failed = (), ()


def _show_stored() -> None:
    if stored := state_of(BatchState).stored:
        rows = "\n".join(f"- {words}" for words in stored)
        st.success(f"已填报 {len(stored)} 项：\n\n{rows}", icon=":material/check_circle:")
