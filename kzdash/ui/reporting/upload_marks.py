"""Give a file back with what is wrong marked in it, as a download."""

from __future__ import annotations

from functools import lru_cache
from pathlib import PurePath
from typing import TYPE_CHECKING

import streamlit as st

from kzdash.documents.document import WORKBOOK
from kzdash.errors import CellPlace, UnreadableFileError
from kzdash.reporting import is_workbook
from kzdash.ui.reporting import upload_errors

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kzdash.reporting import DryRun

REPORTED_SINCE = "下载填报表之后有人填报过这一行。仍以您填的为准的，请在“填报”页勾选。"
NOT_READ = "填报表没有这一列，没有读取。请改回填报表的表头，或在“填报”页勾选“不是填报内容”。"


def offer_marked(number: int, name: str, content: bytes, outcome: DryRun) -> None:
    """Offer the download of a workbook in which each bad cell is marked; a text cannot be."""
    if not is_workbook(content):
        return
    try:
        marked = _marked(content, tuple(_marks(outcome)))
    except UnreadableFileError:
        st.caption("这份文件的格式有缺损，不能做出标注的文件。请看上面的表。")
        return
    st.download_button(
        "下载标出问题的文件",
        marked,
        file_name=f"{PurePath(name).stem}-标出问题.xlsx",
        mime=WORKBOOK,
        on_click="ignore",
        key=f"upload-marked-{number}",
        help=_about(name),
    )


def _about(name: str) -> str:
    """Say what the marked file is; of .xls and .ods it has the cells, and is .xlsx."""
    is_xlsx = PurePath(name).suffix.lower() == ".xlsx"
    what = "就是您传的文件" if is_xlsx else "您传的文件转成的 .xlsx，内容照旧，字体和颜色从简"
    return f"{what}：有问题的格标了颜色，批注里写着原因。改好后可以直接再传。"


@lru_cache(8)
def _marked(content: bytes, marks: tuple[tuple[CellPlace, str], ...]) -> bytes:
    from kzdash.documents import marked_form  # noqa: PLC0415 - with openpyxl, which few runs need

    return marked_form.make(content, marks)


def _marks(outcome: DryRun) -> Iterator[tuple[CellPlace, str]]:
    for fault in outcome.faults:
        yield fault.place, upload_errors.row_fault(fault.error, fault.place.column)
    for conflict in outcome.conflicts:
        yield conflict.place, REPORTED_SINCE
    for column in outcome.unread_columns:
        for row in column.rows:
            yield CellPlace(column.sheet, row, column.column), NOT_READ
