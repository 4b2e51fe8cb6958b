"""The part of 填报 for whole tables: take the form, bring it back, see what it does, store it."""

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
from kzdash.ui.reporting import refusals, upload_cache, upload_errors, upload_pages
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
SHOWN, FEW, HEIGHT = 60, 12, 420
LOST = "页面重新载入或重新连接过：已写入的都已保存，没有写入的文件未保留。请重新选择文件。"
FEW_OTHERS = 3
_new_turn = partial(secrets.token_hex, 4)


@dataclass(slots=True)
class UploadState:
    """The upload of a session: `turn` names the uploader on the page, `outcome` is the last one.

    Each table that was stored takes another turn. No two sessions share one, or the browser would
    go on naming a file that a restarted server does not have.
    """

    turn: str = field(default_factory=_new_turn)
    outcome: tuple[Literal["stored", "failed"], str] | None = None


def show_upload(items: Sequence[BoardItem], me: User) -> None:
    """Offer the form on these lines, and take filled ones back."""
    st.subheader("表格填报", anchor=False)
    st.caption("下载填报表，在 Excel 中填好浅黄色的格，再传回来。先看会改动什么，确认后一次写入。")
    today = today_board()
    unit = st.session_state.get("unit") or "" if me.is_office else me.unit or ""
    offer_document(today, CATALOGUE["form"], f"下载填报表（{len(items)} 项）", unit)
    upload_pages.offer_upload()
    state = state_of(UploadState)
    turn = state.turn
    brought = st.file_uploader(
        "上传填好的表格",
        key=f"upload-{turn}",
        on_change=_chosen,
        args=(turn,),
        max_upload_size=reporting.MAX_UPLOAD_MB,
    )
    if state.outcome is not None:
        kind, words = state.outcome
        (st.success if kind == "stored" else st.error)(words)
    if brought is not None:
        _try_out(brought.getvalue(), me, turn)
    elif "upload" in st.query_params:
        st.warning(LOST)


def _chosen(turn: str) -> None:
    state_of(UploadState).outcome = None
    # in the url, so that a session after this one knows what was lost
    if st.session_state[f"upload-{turn}"] is None:
        st.query_params.pop("upload", None)
    else:
        st.query_params["upload"] = turn


def _try_out(content: bytes, me: User, turn: str) -> None:
    try:
        filled = upload_cache.read_once(content)
        asked = reporting.preview(store(), filled, me.name, clock.now())
        answers = _ask(asked)
        found = asked
        if answers != Answers():
            found = reporting.preview(store(), filled, me.name, clock.now(), answers)
    except UnreadableFileError as error:
        st.error(upload_errors.file_problem(error))
        return
    except RefusedError as error:
        st.error(f"{refusals.field_refusal(error)}{upload_errors.NOTHING}")
        return
    _show(found)
    if found.changes:
        _offer(found, content, me, answers, turn)


def _ask(found: DryRun) -> Answers:
    """Ask of each column that is none of the form's, and each row others have reported on."""
    without = frozenset(one.name for one in found.columns if _ask_of_column(one))
    if found.conflicts:
        st.warning(
            f"有 {len(found.conflicts)} 行在您下载填报表之后有人填报过。{upload_errors.NOTHING}"
            "请看对方的填报：仍以您填的为准的，勾选该行；不勾选的不会写入。"
        )
    return Answers(without, frozenset(one.name for one in found.conflicts if _ask_of_row(one)))


def _ask_of_column(column: UnreadColumn) -> bool:
    rows = "、".join(map(str, column.rows[:FEW])) + ("等" if len(column.rows) > FEW else "")
    sheet = f"工作表“{plain(column.sheet)}”的" if column.sheet else ""
    name = plain(column.column)
    st.warning(
        f"{sheet}“{name}”列有内容，但填报表没有这一列，没有读取（第 {rows} 行），"
        "这些行都不会写入。请改回填报表的表头，再上传；不是填报内容的，勾选下面一项。"
    )
    key = f"upload-without-{column.sheet}-{column.column}"
    return st.checkbox(f"“{name}”列不是填报内容，不用读取", key=key)


def _ask_of_row(conflict: RowConflict) -> bool:
    st.markdown(_conflict(conflict))
    place, seq = conflict.name
    key = f"upload-over-{place.sheet}-{place.row}-{seq}"
    return st.checkbox(f"{_row(place)}以我填的为准", key=key)


def _offer(found: DryRun, content: bytes, me: User, answers: Answers, turn: str) -> None:
    """Offer to store all, or where rows are amiss those that are not."""
    label = f"全部写入（{len(found.changes)} 项填报）"
    if found.amiss:
        st.info("有上面的问题的行不会写入。可以改好后重新上传，一次写入；也可以先写入其余的行。")
        label = f"只写入没有问题的 {len(found.changes)} 项填报"
    st.button(
        label,
        type=theme.emphasis(),
        on_click=_store,
        args=(content, me, turn, answers),
        kwargs={"part": found.amiss},
        key="upload-store",
    )


def _show(found: DryRun) -> None:
    if found.unread:
        st.info(f"没有读取这些工作表，它们不是填报表：{plain('、'.join(found.unread))}。")
    if found.faults:
        st.error(f"有 {len(found.faults)} 处需要改正。{upload_errors.NOTHING}")
        _table(_faults(found))
    if older := [change for change in found.changes if change.older]:
        first = "".join(f"\n- {_item(change.item)}：{change.older}" for change in older[:FEW])
        st.warning(
            f"有 {len(older)} 项的数据截至早于看板上现有的填报。写入后，看板今天的内容不变，"
            f"只改变更早日期的看板：{first}"
        )
    if found.changes:
        st.markdown(f"将有 **{len(found.changes)}** 项填报：")
        _table(_changes(found))
    elif not found.amiss:
        st.info(f"读了 {found.unchanged} 行，与现有填报相同，没有需要写入的。")


def _item(item: BoardItem) -> str:
    return plain(f"{item_key(item)} {item.short_name}")


def _table(frame: pd.DataFrame) -> None:
    st.dataframe(frame, hide_index=True, height="content" if len(frame) <= FEW else HEIGHT)


def _where(place: CellPlace) -> dict[str, Any]:
    return {"工作表": place.sheet or "—", "行": place.row}


def _faults(found: DryRun) -> pd.DataFrame:
    return pd.DataFrame(
        {
            **_where(fault.place),
            "事项": f"{fault.key} {fault.name}" if fault.key else "—",
            "列": fault.place.column or "—",
            "原因": upload_errors.row_fault(fault.error, fault.place.column),
        }
        for fault in found.faults
    )


def _conflict(conflict: RowConflict) -> str:
    place, item = conflict.place, conflict.item
    more = len(conflict.others[:-FEW_OTHERS])
    theirs = "；".join(report_with_author(item, report) for report in conflict.others[-FEW_OTHERS:])
    theirs = f"先有 {more} 次，最近的：{theirs}" if more else theirs
    return f"- {_row(place)} {item_key(item)} {inline(item.short_name)}：{theirs}"


def _row(place: CellPlace) -> str:
    sheet = f"{plain(place.sheet)} " if place.sheet else ""
    return f"{sheet}第 {place.row} 行"


def _changes(found: DryRun) -> pd.DataFrame:
    return pd.DataFrame(
        {
            **_where(change.place),
            "事项": f"{item_key(change.item)} {change.item.short_name}",
            "年份": f"{change.report.period}年" if change.report.period else "—",
            "栏": FIELDS[field],
            "原来": _said(old),
            "改为": _said(new),
            "数据截至": format_date(change.report.as_of)
            + ("" if change.dated else "（未填，按今天）"),
            "请核对": "；".join(filter(None, (change.older, *change.hints))) or "—",
        }
        for change in found.changes
        for field, old, new in change.fields
    )


def _said(value: Any) -> str:  # noqa: ANN401 - whatever a field holds
    """A value as people read it, a long text by how it begins."""
    if value is None or value == "":
        return "（空）"
    if isinstance(value, str):
        text = LABELS.get(value, value)
        return text if len(text) <= SHOWN else f"{text[:SHOWN]}…"
    return format_date(value) if hasattr(value, "isoformat") else format_number(value, 6)


def _store(content: bytes, me: User, turn: str, answers: Answers, *, part: bool) -> None:
    """Store what a file says, as it is tried out once more; else say why nothing was stored.

    A part of it only where that was seen before: all of it, unless a row was amiss then.
    """
    if turn != state_of(UploadState).turn:
        return  # a second click on what the first one stored
    try:
        found = reporting.preview(
            store(), upload_cache.read_once(content), me.name, clock.now(), answers
        )
        if part and not found.changes:
            return  # a second click on what the first one stored
        if not part and not found.may_be_stored:
            _tell("failed", f"{upload_errors.NOTHING}就在刚才情况有了变化，请看下面。")
            return
        store().append_all(found.reports, write_admission())
    except ConflictError:
        _tell("failed", f"{upload_errors.NOTHING}就在刚才有人填报了其中的事项，请看下面。")
    except RefusedError as error:
        _tell("failed", f"{refusals.field_refusal(error)}{upload_errors.NOTHING}")
    except KzdashError as error:
        words = chinese.NOT_STORED.get(type(error), chinese.NOT_STORED_OTHERWISE)
        _tell("failed", f"{upload_errors.NOTHING}{words}")
    else:
        stored = f"已写入 {len(found.changes)} 项填报。{format_moment(clock.now())}"
        if found.amiss:
            _tell("stored", f"{stored}。其余的没有写入，请看下面。")
            return
        _tell("stored", stored)
        st.query_params.pop("upload", None)
        state_of(UploadState).turn = _new_turn()


def _tell(kind: Literal["stored", "failed"], words: str) -> None:
    state_of(UploadState).outcome = (kind, words)
