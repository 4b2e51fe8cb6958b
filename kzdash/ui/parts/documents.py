"""The parts of 资料: files to take, pages to print, where the figures are from."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode, urlsplit

import streamlit as st

from kzdash.board import take_snapshot
from kzdash.board.sources import text_corrections as corrections_of
from kzdash.board.sources import value_sources as sources_of
from kzdash.documents import CATALOGUE, DocumentRequest
from kzdash.domain.formatting import format_date
from kzdash.runtime import clock, config
from kzdash.ui.frame.board import show_none_listed, store
from kzdash.ui.session.identity import may_open_files
from kzdash.ui.widgets.charts import download
from kzdash.ui.widgets.filters import choice, units_of

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable

    from kzdash.board.board import Board
    from kzdash.documents import Document

TABLE_HEIGHT = 420


def offer_documents(
    board: Board, *kinds: str, unit: str = "", since: dt.date | None = None
) -> None:
    """Offer documents, each with what it is for; one is made when it is asked for, not before."""
    for kind in kinds:
        document = CATALOGUE[kind]
        words, button = st.columns([3, 1], vertical_alignment="center")
        words.markdown(f"**{document.title}** {document.description}")
        with button:
            offer_document(board, document, f"下载（.{document.suffix}）", unit, since)


def offer_document(
    board: Board, document: Document, label: str, unit: str = "", since: dt.date | None = None
) -> None:
    """Give a document: at its address, or by a button where no address may be opened."""
    if may_open_files():
        query = {**_asked(board), "unit": unit, "since": since.isoformat() if since else ""}
        given_ones = urlencode({name: value for name, value in query.items() if value})
        st.link_button(label, f"/files/{document.kind}?{given_ones}", width="stretch")
        return
    st.download_button(
        label,
        _making(document, board, unit, since),
        file_name=document.file_name(board, unit),
        mime=document.mime,
        on_click="ignore",
        key=f"document-{document.kind}",
        width="stretch",
    )


def _making(
    document: Document, board: Board, unit: str, since: dt.date | None
) -> Callable[[], bytes]:
    def make() -> bytes:
        shot = take_snapshot(store(), board.as_of, since, entered=board.entered)
        given = DocumentRequest(shot.changes, clock.now(), unit, unit, shot.seqs)
        return document.make(shot.board, given)

    return make


def offer_print_page(title: str, sentence: str, path: str, **query: str) -> None:
    """Offer a page that a browser prints or saves as PDF."""
    words, button = st.columns([3, 1], vertical_alignment="center")
    words.markdown(f"**{title}** {sentence}")
    button.link_button("打开打印页", f"{path}?{urlencode(query)}", width="stretch")


def offer_unit_documents(board: Board) -> None:
    """Ask for a unit, and offer what there is for it alone."""
    units = units_of(board.followed)
    if not units:
        show_none_listed("责任单位")
        return
    unit = choice("责任单位", "unit", units, "选择一个责任单位")
    if unit is None:
        st.caption("选一个责任单位，下载或打印它的督办清单。")
        return
    offer_documents(board, "unit", unit=unit)
    offer_unit_print(board, unit)


def offer_unit_print(board: Board, unit: str) -> None:
    """Offer a unit's list laid out for A4, where its address may be opened."""
    if may_open_files():
        offer_print_page(
            "督办清单打印页", "逐项列出，排成 A4 横页。", "/print/unit", unit=unit, **_asked(board)
        )


def show_calendar_address(board: Board) -> None:
    """Say at which address the calendar is kept up to date, where others may read it."""
    if config.current().login_to_read:
        st.caption("本系统设为登录后才能查看，日历软件不能登录，所以不能订阅；请下载后导入。")
        return
    here = urlsplit(st.context.url or "")
    st.caption(
        f"也可以在日历软件中订阅下面的地址，始终是当天的情况（今天是{format_date(clock.today())}）。"
    )
    address = f"{here.scheme}://{here.netloc}/calendar.ics" if here.netloc else "/calendar.ics"
    st.code(address, language=None, wrap_lines=True)
    st.caption(f"本页下载的日历为{board.as_of_words}的情况。")


def offer_overview_print(board: Board) -> None:
    """Offer 总览 laid out for A4, where its address may be opened."""
    if may_open_files():
        offer_print_page(
            "总览打印页", "总览的内容，排成 A4 竖页。", "/print/overview", **_asked(board)
        )


def _asked(board: Board) -> dict[str, str]:
    """The board that the page shows, as the address of a printed page asks for it."""
    entered = {"entered": "true"} if board.entered else {}
    return {"as_of": board.as_of.isoformat(), **entered}


def show_value_sources(board: Board) -> None:
    """Show for every figure of an indicator who gave it and from where."""
    frame = sources_of(board.indicators)
    if frame.empty:
        st.info("到所选日期还没有任何数值。可在左侧选一个较晚的截至日期。")
        return
    st.dataframe(frame, hide_index=True, height="content")
    download(frame, "数值来源")


def show_corrections(board: Board) -> None:
    """Show how the document's text was repaired or read, and on what grounds."""
    if not board.corrections:
        st.info("没有修补或存疑的地方。")
        return
    frame = corrections_of(board.corrections)
    st.dataframe(frame, hide_index=True, height=TABLE_HEIGHT)
    download(frame, "原文修补和存疑")
