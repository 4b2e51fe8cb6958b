"""Several routine reports at once: a row an item, sent together."""

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
from kzdash.ui.reporting.form import append, close_sent_form
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
class Start:
    """What a row starts from: what the last report on its item says, empty where there is none."""

    seq: int = 0
    status: str | None = None
    note: str = ""
    evidence: str = ""


@dataclass(frozen=True, slots=True)
class Batch:
    """Rows as they were when the table was opened, by item; others may have reported since."""

    name: str
    starts: dict[int, Start]


@dataclass(slots=True)
class BatchState:
    """The table of a session, and what came of its rows when it was last sent.

    `sent` is the name of the last table of which every row was stored.
    """

    batch: Batch | None = None
    stored: tuple[str, ...] = ()
    failed: tuple[str, ...] = ()
    sent: str | None = None


def show_batch(board: Board, items: Sequence[BoardItem], me: User) -> None:
    """Offer the tasks, policies and reforms among the lines to be reported on together."""
    duties = [item for item in items if isinstance(item, DutyItem)]
    close_sent_form("batch", state_of(BatchState).sent)
    opened = st.query_params.get("batch")
    if not duties and opened is None:
        return
    st.subheader("批量填报", anchor=False)
    st.caption(f"任务、政策、改革的状态和说明，一次最多{MAX_ROWS}项。只提交有改动或勾选的行。")
    if opened is None:
        count = min(len(duties), MAX_ROWS)
        st.button(f"填报列表中的前 {count} 项", on_click=_open, args=(duties[:MAX_ROWS],))
        _confirm()
        return
    batch = state_of(BatchState).batch
    if batch is None or batch.name != opened:
        st.info(
            "页面重新载入或重新连接过：已提交的都已保存，没有提交的未保留。请重新打开批量填报。"
        )
        st.button("重新打开", on_click=_open, args=(duties[:MAX_ROWS],))
        return
    _form([item for item in board.followed if item.item_id in batch.starts], batch, me)


def _open(duties: Sequence[DutyItem]) -> None:
    shot = take_snapshot(store(), clock.today())
    ids = {item.item_id for item in duties}
    own = (item for item in shot.board.items if item.item_id in ids)
    starts = {item.item_id: _start(item, shot.seqs[item.item_id]) for item in own}
    _forget()
    batch = state_of(BatchState).batch = Batch(secrets.token_hex(4), starts)
    st.query_params["batch"] = batch.name


def _start(item: BoardItem, seq: int) -> Start:
    """Start after the last report from what counts; the last may be for an earlier day."""
    report = item.latest_report
    if report is None:
        return Start(seq)
    return Start(seq, report.status.label if report.status else None, report.note, report.evidence)


def _form(items: Sequence[BoardItem], batch: Batch, me: User) -> None:
    with st.form(f"batch-{batch.name}", enter_to_submit=False):
        rows = {item.item_id: _row(item, batch) for item in items}
        notice = st.container()
        with st.container(horizontal=True):
            sent = st.form_submit_button("全部提交", type=theme.emphasis())
            dropped = st.form_submit_button("放弃")
    if dropped:
        del st.query_params["batch"]
        _forget()
        st.rerun()
    if sent and not PACE.take(me.name):
        notice.error(refusals.store_refusal(TooFastError(PACE.limit)))
    elif sent:
        _forget()
        failed, stored = {}, {}
        for item in items:
            asked, seq = rows[item.item_id], batch.starts[item.item_id].seq
            if asked is None:
                continue
            name = f"{item.number}. {inline(item.short_name)}"
            if why := _send(asked, seq, me):
                failed[item.item_id] = f"{name}：{why}"
            else:
                report = asked.report(seq + 1, me.name, clock.now())
                words = confirmation.stored_text(item, report)
                stored[item.item_id] = f"{KIND_WORDS[item.kind]} {name}：{words}"
        _settle(batch, stored, failed)
    with notice:
        _confirm()
        for why in state_of(BatchState).failed:
            st.error(why)


def _row(item: BoardItem, batch: Batch) -> form_fields.FormAnswers | None:
    """Ask for status and note of an item; none where nothing was changed nor ticked."""
    tick, name, status, note = st.columns(WIDTHS, vertical_alignment="center")
    key = f"batch-{batch.name}-{item.item_id}"
    start = batch.starts[item.item_id]
    ticked = tick.checkbox("提交", key=f"{key}-tick", label_visibility="collapsed")
    when = f"最近填报{format_date(item.fresh_on)}" if item.fresh_on else NO_DATA
    name.markdown(f"{KIND_WORDS[item.kind]} {item.number}. {inline(item.short_name)}")
    name.caption(when)
    labels = list(STATUSES)
    chosen = status.selectbox(
        "状态",
        labels,
        index=labels.index(start.status) if start.status else None,
        placeholder="选择状态",
        key=f"{key}-status",
        label_visibility="collapsed",
    )
    words = note.text_input(
        "说明",
        value=start.note,
        placeholder="说明",
        key=f"{key}-note",
        label_visibility="collapsed",
    )
    changed = (chosen, words) != (start.status, start.note)
    # what proved the report before proves no other
    evidence = "" if changed else start.evidence
    answers = {"status": chosen, "note": words, "evidence": evidence}
    return form_fields.FormAnswers(item, answers) if ticked or changed else None


def _send(asked: form_fields.FormAnswers, seq: int, me: User) -> str:
    """Store one row; return why it was not stored, empty where it was."""
    try:
        append(asked, seq, me)
    except ParseError as error:
        return refusals.unreadable_answer(error)
    except RefusedError as error:
        return refusals.sentence(error)
    except ConflictError:
        return chinese.NOT_STORED[ConflictError]
    except KzdashError as error:
        return refusals.store_refusal(error)
    return ""


def _settle(batch: Batch, stored: dict[int, str], failed: dict[int, str]) -> None:
    """Take the rows that were stored off the table; close it where all were."""
    state = state_of(BatchState)
    state.stored, state.failed = tuple(stored.values()), tuple(failed.values())
    if failed:
        left = {item: start for item, start in batch.starts.items() if item not in stored}
        state.batch = replace(batch, starts=left)
        return
    state.sent = batch.name
    del st.query_params["batch"]
    st.rerun()


def _forget() -> None:
    """Forget what came of the last 提交; until then it is said whenever the page runs again."""
    state = state_of(BatchState)
    state.stored, state.failed = (), ()


def _confirm() -> None:
    if stored := state_of(BatchState).stored:
        rows = "\n".join(f"- {words}" for words in stored)
        st.success(f"已填报 {len(stored)} 项：\n\n{rows}", icon=":material/check_circle:")
