"""The part of 填报 for whole tables: download the form, upload filled ones, preview, store them."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Literal

import pandas as pd
import streamlit as st

from kzdash import reporting
from kzdash.documents import CATALOGUE
from kzdash.documents.pages.item_view import items_with_part
from kzdash.domain.formatting import format_moment
from kzdash.errors import ConflictError, KzdashError, RefusedError, chinese
from kzdash.runtime import clock
from kzdash.ui.frame.board import store, today_board_of_run
from kzdash.ui.parts.documents import offer_document
from kzdash.ui.parts.handbook import help_link
from kzdash.ui.reporting import (
    refusals,
    upload_errors,
    upload_files,
    upload_pages,
    upload_steps,
    upload_undo,
)
from kzdash.ui.session.identity import write_admission
from kzdash.ui.session.state import state_of
from kzdash.ui.widgets import theme

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kzdash.accounts import User
    from kzdash.board.items import BoardItem
    from kzdash.reporting import DryRun
    from kzdash.ui.reporting.upload_files import BroughtFile

FILE_LOST = "页面重新载入或重新连接过：已写入的都已保存，没有写入的文件未保留。请重新选择文件。"
WHAT_UNDO_DOES = (
    "追加恢复之前内容的记录，原记录保留在填报记录中。之后又有人填报过的事项不动，会列出来；"
    "新增的工作节点不在内。"
)
JUST_CHANGED = f"{upload_errors.NOTHING_STORED}就在刚才情况有了变化，请看下面。"
JUST_REPORTED = f"{upload_errors.NOTHING_STORED}就在刚才有人填报了其中的事项，请看下面。"
_new_turn = partial(secrets.token_hex, 4)


@dataclass(slots=True)
class UploadState:
    """The upload of a session: `turn` is part of the uploader's key, `message` the last one.

    `made` are the reports that the last upload has made, which can be taken back; `written` says of
    several files how much of each was.

    Each stored table gives the uploader a new turn. It is random, since with a key that it knows a
    browser would go on naming a file that a restarted server does not have.
    """

    turn: str = field(default_factory=_new_turn)
    message: tuple[Literal["stored", "failed"], str] | None = None
    made: dict[int, list[int]] = field(default_factory=dict)
    written: list[upload_files.TableRow] = field(default_factory=list)


def show_upload(items: Sequence[BoardItem], me: User) -> None:
    """Show the button to download the form on these items, and the uploader for filled ones."""
    st.subheader("表格填报", anchor=False)
    st.caption(
        "下载填报表，在 Excel 中填好浅黄色的格，再传回来，可以一次选几份。"
        "先看会改动什么，确认后才写入。"
    )
    help_link("excel")
    today = today_board_of_run()
    unit = st.session_state.get("unit") or "" if me.is_office else me.unit or ""
    parts = len(items_with_part(today, unit))
    beside = f"，另配合 {parts} 项" if parts else ""
    offer_document(today, CATALOGUE["form"], f"下载填报表（{len(items)} 项{beside}）", unit)
    upload_pages.offer_upload()
    state = state_of(UploadState)
    turn = state.turn
    files = st.file_uploader(
        "上传填好的表格",
        key=f"upload-{turn}",
        on_change=_on_file_change,
        args=(turn,),
        max_upload_size=reporting.MAX_UPLOAD_MB,
        accept_multiple_files=True,
    )
    if state.message is not None:
        kind, words = state.message
        (st.success if kind == "stored" else st.error)(words)
    if len(state.written) > 1:
        st.dataframe(pd.DataFrame(state.written), hide_index=True)
    if state.made:
        count = sum(map(len, state.made.values()))
        label = f"撤销这次写入的 {count} 项填报"
        st.button(label, on_click=_undo, args=(me,), help=WHAT_UNDO_DOES, key="upload-undo")
    if files:
        brought = upload_files.show_files([(it.name, it.getvalue()) for it in files], me)
        if any(it.outcome.has_news for it in brought):
            _show_store_buttons(brought, me, turn)
    elif "upload" in st.query_params:
        st.warning(FILE_LOST)


def _undo(me: User) -> None:
    state = state_of(UploadState)
    if state.made:
        is_done, words = upload_undo.undo_upload(state.made, me)
        _set_message("stored" if is_done else "failed", words)
        state.made = {} if is_done else state.made
        state.written = []


def _on_file_change(turn: str) -> None:
    state_of(UploadState).message = None
    state_of(UploadState).made = {}
    state_of(UploadState).written = []
    # a new session after a reload sees in the url that it lost the file
    if st.session_state[f"upload-{turn}"]:
        st.query_params["upload"] = turn
    else:
        st.query_params.pop("upload", None)


def _show_store_buttons(files: Sequence[BroughtFile], me: User, turn: str) -> None:
    """Show the button to store all rows, or those for storing the valid ones first and for not."""
    has_problems = any(it.has_problems for it in files)
    counted = upload_steps.counted([it.outcome for it in files])
    label = f"先写入没有问题的 {counted}" if has_problems else f"全部写入（{counted}）"
    if has_problems:
        st.info("有上面的问题的行不会写入。可以先写入其余的行，也可以都改好后重新上传，一次写入。")
    with st.container(horizontal=True):
        st.button(
            label,
            type=theme.emphasis(),
            on_click=_store,
            args=(files, me, turn),
            kwargs={"valid_rows_only": has_problems},
            key="upload-store",
        )
        if has_problems:
            st.button("全部改好再写", on_click=_put_aside, args=(turn,), key="upload-aside")


def _put_aside(turn: str) -> None:
    """Take the files away without storing anything, so that corrected ones can be chosen."""
    if turn == state_of(UploadState).turn:
        _begin_anew()
        _set_message("stored", f"{upload_errors.NOTHING_STORED}改好后请重新选择文件。")


def _store(files: Sequence[BroughtFile], me: User, turn: str, *, valid_rows_only: bool) -> None:
    """Preview the files once more and store each, or leave a message that says why that failed.

    With `valid_rows_only` other rows are skipped; otherwise all rows must be valid.
    """
    if turn != state_of(UploadState).turn:
        return  # a second click; the first one has stored the files
    outcomes: list[DryRun] = []
    try:
        if not valid_rows_only and not _may_all_be_stored(files, me):
            _set_message("failed", JUST_CHANGED)
            return
        for file in files:
            # what an earlier one of the files reported on an item is a conflict for a later one
            outcome = upload_files.try_out(file, me)
            if outcome.has_news:
                reporting.store_outcome(store(), outcome, me.name, clock.now(), write_admission())
            outcomes.append(outcome)
    except KzdashError as error:
        _keep_what_was_written(files[: len(outcomes)], outcomes, me)
        _set_message("failed", f"{_stored_before(outcomes)}{_failure(error)}")
        return
    if not any(outcome.has_news for outcome in outcomes):
        return  # a second click; the first one has stored these rows
    _keep_what_was_written(files, outcomes, me)
    _set_message("stored", f"{_counted(outcomes)}{_beside(outcomes, files)}")
    if not any(outcome.has_problems for outcome in outcomes) and not _unread(files):
        _begin_anew()


def _keep_what_was_written(
    files: Sequence[BroughtFile], outcomes: Sequence[DryRun], me: User
) -> None:
    state = state_of(UploadState)
    state.made = upload_undo.reports_made(outcomes)
    state.written = upload_files.written(files, outcomes, me)


def _may_all_be_stored(files: Sequence[BroughtFile], me: User) -> bool:
    outcomes = [upload_files.try_out(file, me) for file in files]
    return any(it.has_news for it in outcomes) and not any(it.has_problems for it in outcomes)


def _counted(outcomes: Sequence[DryRun]) -> str:
    return f"已写入 {upload_steps.counted(outcomes)}。{format_moment(clock.now())}"


def _beside(outcomes: Sequence[DryRun], files: Sequence[BroughtFile]) -> str:
    is_left = any(outcome.has_problems for outcome in outcomes) or _unread(files)
    return "。其余的没有写入，请看下面。" if is_left else ""


def _unread(files: Sequence[BroughtFile]) -> bool:
    return any(file.problem for file in files)


def _stored_before(outcomes: Sequence[DryRun]) -> str:
    """Say what earlier files have stored, before why the next one has not."""
    is_some = any(outcome.has_news for outcome in outcomes)
    return f"{_counted(outcomes)}。第 {len(outcomes) + 1} 份：" if is_some else ""


def _failure(error: KzdashError) -> str:
    if isinstance(error, ConflictError):
        return JUST_REPORTED
    if isinstance(error, RefusedError):
        return f"{refusals.field_refusal(error)}{upload_errors.NOTHING_STORED}"
    words = chinese.NOT_STORED.get(type(error), chinese.NOT_STORED_OTHERWISE)
    return f"{upload_errors.NOTHING_STORED}{words}"


def _begin_anew() -> None:
    st.query_params.pop("upload", None)
    state_of(UploadState).turn = _new_turn()


def _set_message(kind: Literal["stored", "failed"], words: str) -> None:
    state_of(UploadState).message = (kind, words)
