"""The part of 填报 for whole tables: download the form, upload it, preview it, store it."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Any, Literal

import pandas as pd
import streamlit as st

from kzdash import reporting
from kzdash.documents import CATALOGUE
from kzdash.domain.formatting import format_date, format_moment, format_number
from kzdash.errors import ConflictError, KzdashError, RefusedError, UnreadableFileError, chinese
from kzdash.reporting import Answers, DryRun
from kzdash.reporting.form_columns import CHOICES, FIELDS, item_key
from kzdash.runtime import clock
from kzdash.ui.frame.board import store, today_board
from kzdash.ui.parts.documents import offer_document
from kzdash.ui.parts.handbook import help_link
from kzdash.ui.reporting import refusals, upload_cache, upload_errors, upload_pages, upload_steps
from kzdash.ui.reporting.form import report_with_author
from kzdash.ui.session.identity import write_admission
from kzdash.ui.session.state import state_of
from kzdash.ui.widgets import theme
from kzdash.ui.widgets.plain_text import inline, plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kzdash.accounts import User
    from kzdash.board.items import BoardItem
    from kzdash.errors import CellPlace
    from kzdash.reporting import RowConflict, UnreadColumn

LABELS = {code: label for choices in CHOICES.values() for label, code in choices.items()}
MAX_SHOWN_CHARACTERS, FEW, TABLE_HEIGHT = 60, 12, 420
FILE_LOST = "页面重新载入或重新连接过：已写入的都已保存，没有写入的文件未保留。请重新选择文件。"
MAX_SHOWN_REPORTS = 3
_new_turn = partial(secrets.token_hex, 4)


@dataclass(slots=True)
class UploadState:
    """The upload of a session: `turn` is part of the uploader's key, `message` the last one.

    Each stored table gives the uploader a new turn. It is random, since with a key that it knows a
    browser would go on naming a file that a restarted server does not have.
    """

    turn: str = field(default_factory=_new_turn)
    message: tuple[Literal["stored", "failed"], str] | None = None


def show_upload(items: Sequence[BoardItem], me: User) -> None:
    """Show the button to download the form on these items, and the uploader for filled ones."""
    st.subheader("表格填报", anchor=False)
    st.caption("下载填报表，在 Excel 中填好浅黄色的格，再传回来。先看会改动什么，确认后一次写入。")
    help_link("excel")
    today = today_board()
    unit = st.session_state.get("unit") or "" if me.is_office else me.unit or ""
    offer_document(today, CATALOGUE["form"], f"下载填报表（{len(items)} 项）", unit)
    upload_pages.offer_upload()
    state = state_of(UploadState)
    turn = state.turn
    file = st.file_uploader(
        "上传填好的表格",
        key=f"upload-{turn}",
        on_change=_on_file_change,
        args=(turn,),
        max_upload_size=reporting.MAX_UPLOAD_MB,
    )
    if state.message is not None:
        kind, words = state.message
        (st.success if kind == "stored" else st.error)(words)
    if file is not None:
        _preview(file.getvalue(), me, turn)
    elif "upload" in st.query_params:
        st.warning(FILE_LOST)


def _on_file_change(turn: str) -> None:
    state_of(UploadState).message = None
    # a new session after a reload sees in the url that it lost the file
    if st.session_state[f"upload-{turn}"] is None:
        st.query_params.pop("upload", None)
    else:
        st.query_params["upload"] = turn


def _preview(content: bytes, me: User, turn: str) -> None:
    try:
        form = upload_cache.read_once(content)
        outcome = reporting.preview(store(), form, me.name, clock.now())
        answers = _ask_about_columns_and_rows(outcome)
        if answers != Answers():
            outcome = reporting.preview(store(), form, me.name, clock.now(), answers)
    except UnreadableFileError as error:
        st.error(upload_errors.file_problem(error))
        return
    except RefusedError as error:
        st.error(f"{refusals.field_refusal(error)}{upload_errors.NOTHING_STORED}")
        return
    _show_outcome(outcome)
    if outcome.has_news:
        _show_store_button(outcome, content, me, answers, turn)


def _ask_about_columns_and_rows(outcome: DryRun) -> Answers:
    """Ask about each column that the form does not have, and each row others have reported on."""
    ignored = frozenset(
        column.key for column in outcome.unread_columns if _ask_about_column(column)
    )
    if outcome.conflicts:
        st.warning(
            f"有 {len(outcome.conflicts)} 行在您下载填报表之后有人填报过。"
            f"{upload_errors.NOTHING_STORED}请看对方的填报：仍以您填的为准的，勾选该行；不勾选的不会写入。"
        )
    accepted = frozenset(conflict.key for conflict in outcome.conflicts if _ask_about_row(conflict))
    return Answers(ignored, accepted)


def _ask_about_column(column: UnreadColumn) -> bool:
    rows = "、".join(map(str, column.rows[:FEW])) + ("等" if len(column.rows) > FEW else "")
    sheet = f"工作表“{plain(column.sheet)}”的" if column.sheet else ""
    name = plain(column.column)
    st.warning(
        f"{sheet}“{name}”列有内容，但填报表没有这一列，没有读取（第 {rows} 行），"
        "这些行都不会写入。请改回填报表的表头，再上传；不是填报内容的，勾选下面一项。"
    )
    key = f"upload-without-{column.sheet}-{column.column}"
    return st.checkbox(f"“{name}”列不是填报内容，不用读取", key=key)


def _ask_about_row(conflict: RowConflict) -> bool:
    st.markdown(_conflict_as_markdown(conflict))
    place, seq = conflict.key
    key = f"upload-over-{place.sheet}-{place.row}-{seq}"
    return st.checkbox(f"{_place_as_markdown(place)}以我填的为准", key=key)


def _show_store_button(
    outcome: DryRun, content: bytes, me: User, answers: Answers, turn: str
) -> None:
    """Show the button to store all rows, or only the valid ones if some are not."""
    label = f"全部写入（{upload_steps.counted(outcome)}）"
    if outcome.has_problems:
        st.info("有上面的问题的行不会写入。可以改好后重新上传，一次写入；也可以先写入其余的行。")
        label = f"只写入没有问题的 {upload_steps.counted(outcome)}"
    st.button(
        label,
        type=theme.emphasis(),
        on_click=_store,
        args=(content, me, turn, answers),
        kwargs={"valid_rows_only": outcome.has_problems},
        key="upload-store",
    )


def _show_outcome(outcome: DryRun) -> None:
    if outcome.unread_sheets:
        st.info(f"没有读取这些工作表，它们不是填报表：{plain('、'.join(outcome.unread_sheets))}。")
    if outcome.faults:
        st.error(f"有 {len(outcome.faults)} 处需要改正。{upload_errors.NOTHING_STORED}")
        _show_table(_fault_table(outcome))
    if older := [change for change in outcome.changes if change.older_hint]:
        first = "".join(
            f"\n- {_item_as_markdown(change.item)}：{change.older_hint}" for change in older[:FEW]
        )
        st.warning(
            f"有 {len(older)} 项的数据截至早于看板上现有的填报。写入后，看板今天的内容不变，"
            f"只改变更早日期的看板：{first}"
        )
    if outcome.changes:
        st.markdown(f"将有 **{len(outcome.changes)}** 项填报：")
        _show_table(_change_table(outcome))
    if outcome.steps:
        st.markdown(f"将加入 **{len(outcome.steps)}** 个工作节点（各单位写的待专班办公室确认）：")
        _show_table(upload_steps.step_table(outcome))
    if not (outcome.has_news or outcome.has_problems):
        st.info(f"读了 {outcome.unchanged} 行，与现有填报相同，没有需要写入的。")


def _item_as_markdown(item: BoardItem) -> str:
    return plain(f"{item_key(item)} {item.short_name}")


def _show_table(frame: pd.DataFrame) -> None:
    st.dataframe(frame, hide_index=True, height="content" if len(frame) <= FEW else TABLE_HEIGHT)


def _place_cells(place: CellPlace) -> dict[str, Any]:
    return {"工作表": place.sheet or "—", "行": place.row}


def _fault_table(outcome: DryRun) -> pd.DataFrame:
    return pd.DataFrame(
        {
            **_place_cells(fault.place),
            "事项": f"{fault.key} {fault.name}" if fault.key else "—",
            "列": fault.place.column or "—",
            "原因": upload_errors.row_fault(fault.error, fault.place.column),
        }
        for fault in outcome.faults
    )


def _conflict_as_markdown(conflict: RowConflict) -> str:
    place, item = conflict.place, conflict.item
    more = len(conflict.others[:-MAX_SHOWN_REPORTS])
    theirs = "；".join(
        report_with_author(item, report) for report in conflict.others[-MAX_SHOWN_REPORTS:]
    )
    theirs = f"先有 {more} 次，最近的：{theirs}" if more else theirs
    return f"- {_place_as_markdown(place)} {item_key(item)} {inline(item.short_name)}：{theirs}"


def _place_as_markdown(place: CellPlace) -> str:
    sheet = f"{plain(place.sheet)} " if place.sheet else ""
    return f"{sheet}第 {place.row} 行"


def _change_table(outcome: DryRun) -> pd.DataFrame:
    return pd.DataFrame(
        {
            **_place_cells(change.place),
            "事项": f"{item_key(change.item)} {change.item.short_name}",
            "年份": f"{change.report.period}年" if change.report.period else "—",
            "栏": FIELDS[field],
            "原来": _value_as_text(old),
            "改为": _value_as_text(new),
            "数据截至": format_date(change.report.as_of)
            + ("" if change.dated else "（未填，按今天）"),
            "请核对": "；".join(filter(None, (change.older_hint, *change.hints))) or "—",
        }
        for change in outcome.changes
        for field, old, new in change.fields
    )


def _value_as_text(value: Any) -> str:  # noqa: ANN401 - a field may hold any type
    """Return a value as text; a long one is cut off."""
    if value is None or value == "":
        return "（空）"
    if isinstance(value, str):
        text = LABELS.get(value, value)
        return text if len(text) <= MAX_SHOWN_CHARACTERS else f"{text[:MAX_SHOWN_CHARACTERS]}…"
    return format_date(value) if hasattr(value, "isoformat") else format_number(value, 6)


def _store(content: bytes, me: User, turn: str, answers: Answers, *, valid_rows_only: bool) -> None:
    """Preview a file once more and store it, or leave a message that says why that failed.

    With `valid_rows_only` other rows are skipped; otherwise all rows must be valid.
    """
    if turn != state_of(UploadState).turn:
        return  # a second click; the first one has stored the file
    try:
        outcome = reporting.preview(
            store(), upload_cache.read_once(content), me.name, clock.now(), answers
        )
        if valid_rows_only and not outcome.has_news:
            return  # a second click; the first one has stored these rows
        if not valid_rows_only and not outcome.may_be_stored:
            _set_message(
                "failed", f"{upload_errors.NOTHING_STORED}就在刚才情况有了变化，请看下面。"
            )
            return
        reporting.store_outcome(store(), outcome, me.name, clock.now(), write_admission())
    except ConflictError:
        _set_message(
            "failed", f"{upload_errors.NOTHING_STORED}就在刚才有人填报了其中的事项，请看下面。"
        )
    except RefusedError as error:
        _set_message("failed", f"{refusals.field_refusal(error)}{upload_errors.NOTHING_STORED}")
    except KzdashError as error:
        words = chinese.NOT_STORED.get(type(error), chinese.NOT_STORED_OTHERWISE)
        _set_message("failed", f"{upload_errors.NOTHING_STORED}{words}")
    else:
        stored = f"已写入 {upload_steps.counted(outcome)}。{format_moment(clock.now())}"
        if outcome.has_problems:
            _set_message("stored", f"{stored}。其余的没有写入，请看下面。")
            return
        _set_message("stored", stored)
        st.query_params.pop("upload", None)
        state_of(UploadState).turn = _new_turn()


def _set_message(kind: Literal["stored", "failed"], words: str) -> None:
    state_of(UploadState).message = (kind, words)
