"""The part of 填报 for whole tables: take the form, bring it back, see what it does, store it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd
import streamlit as st

from kzdash import clock, intake
from kzdash.documents import CATALOGUE
from kzdash.errors import ConflictError, KzdashError, RefusedError
from kzdash.intake import Trial, UnfitError
from kzdash.intake.columns import CHOICES, FIELDS, key
from kzdash.ui import offered, reading, refusals, theme, uploads
from kzdash.ui.documents import take
from kzdash.ui.plain import inline, plain
from kzdash.ui.reporting import words_of
from kzdash.ui.source import board_of, store
from kzdash.ui.who import admission
from kzdash.words import day, moment, number

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kzdash.accounts import Who
    from kzdash.intake import Conflict, Place
    from kzdash.lines import Line

LABELS = {code: label for choices in CHOICES.values() for label, code in choices.items()}
SHOWN, FEW, HEIGHT = 60, 12, 420


def part(lines: Sequence[Line], me: Who) -> None:
    """Offer the form on these lines, and take filled ones back."""
    st.subheader("表格填报", anchor=False)
    st.caption("下载填报表，在 Excel 中填好浅黄色的格，再传回来。先看会改动什么，确认后一次写入。")
    today = board_of(clock.today(), entered=False)
    unit = st.session_state.get("unit") or "" if me.is_office else me.unit or ""
    take(today, CATALOGUE["form"], f"下载填报表（{len(lines)} 项）", unit)
    turn = st.session_state.get("upload-turn", 0)
    offered.offer()
    brought = st.file_uploader("上传填好的表格", key=f"upload-{turn}", on_change=_forget)
    if told := st.session_state.get("upload-told"):
        (st.success if told[0] == "done" else st.error)(told[1])
    if brought is not None:
        _try_out(brought.getvalue(), me)


def _try_out(content: bytes, me: Who) -> None:
    try:
        found = intake.trial(store(), reading.read(content), me.name, clock.now())
    except UnfitError as error:
        st.error(uploads.unfit(error))
        return
    except RefusedError as error:
        st.error(f"{refusals.refused(error)}{uploads.NOTHING}")
        return
    _show(found)
    if found.may_be_stored:
        st.button(
            f"全部写入（{len(found.changes)} 项填报）",
            type=theme.emphasis(),
            on_click=_store,
            args=(content, me),
            key="upload-store",
        )
    elif found.changes:
        st.info("有上面的问题，暂时不能写入。改好后重新上传；没有问题的行会一起写入。")


def _show(found: Trial) -> None:
    if found.unread:
        st.info(f"没有读取这些工作表，它们不是填报表：{plain('、'.join(found.unread))}。")
    if found.faults:
        st.error(f"有 {len(found.faults)} 处需要改正。{uploads.NOTHING}")
        _table(_faults(found))
    if found.conflicts:
        st.warning(
            f"有 {len(found.conflicts)} 行在您下载填报表之后有人填报过。{uploads.NOTHING}"
            "请重新下载填报表，看过对方的填报，再填这些行。"
        )
        for conflict in found.conflicts:
            st.markdown(_conflict(conflict))
    if found.changes:
        st.markdown(f"将有 **{len(found.changes)}** 项填报：")
        _table(_changes(found))
    elif not found.faults and not found.conflicts:
        st.info(f"读了 {found.unchanged} 行，与现有填报相同，没有需要写入的。")


def _table(frame: pd.DataFrame) -> None:
    st.dataframe(frame, hide_index=True, height="content" if len(frame) <= FEW else HEIGHT)


def _where(place: Place) -> dict[str, Any]:
    return {"工作表": place.sheet or "—", "行": place.row}


def _faults(found: Trial) -> pd.DataFrame:
    return pd.DataFrame(
        {
            **_where(fault.place),
            "列": fault.place.column or "—",
            "原因": uploads.fault(fault.error, fault.place.column),
        }
        for fault in found.faults
    )


def _conflict(conflict: Conflict) -> str:
    place, line = conflict.place, conflict.line
    theirs = "；".join(words_of(line, said) for said in conflict.others)
    sheet = f"{plain(place.sheet)} " if place.sheet else ""
    return f"- {sheet}第 {place.row} 行 {key(line)} {inline(line.short_name)}：{theirs}"


def _changes(found: Trial) -> pd.DataFrame:
    return pd.DataFrame(
        {
            **_where(change.place),
            "事项": f"{key(change.line)} {change.line.short_name}",
            "年份": f"{change.report.period}年" if change.report.period else "—",
            "栏": FIELDS[field],
            "原来": _said(old),
            "改为": _said(new),
            "请核对": "；".join(change.doubts) or "—",
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
    return day(value) if hasattr(value, "isoformat") else number(value, 6)


def _store(content: bytes, me: Who) -> None:
    """Store what a file says, as it is tried out once more; else say why nothing was stored."""
    try:
        found = intake.trial(store(), reading.read(content), me.name, clock.now())
        if not found.may_be_stored:
            _tell("failed", f"{uploads.NOTHING}就在刚才情况有了变化，请看下面。")
            return
        store().append_all(found.reports, admission())
    except ConflictError:
        _tell("failed", f"{uploads.NOTHING}就在刚才有人填报了其中的事项，请看下面。")
    except RefusedError as error:
        _tell("failed", f"{refusals.refused(error)}{uploads.NOTHING}")
    except KzdashError as error:
        words = refusals.STORE.get(type(error), refusals.STORE_OTHERWISE)
        _tell("failed", f"{uploads.NOTHING}{words}")
    else:
        _tell("done", f"已写入 {len(found.changes)} 项填报。{moment(clock.now())}")
        st.session_state["upload-turn"] = st.session_state.get("upload-turn", 0) + 1


def _forget() -> None:
    st.session_state.pop("upload-told", None)


def _tell(kind: str, words: str) -> None:
    st.session_state["upload-told"] = (kind, words)
