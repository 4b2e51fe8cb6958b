"""The parts of 资料 that lead to files: to download, to print, to subscribe to."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode, urlsplit

import streamlit as st

from kzdash.board import take_snapshot
from kzdash.documents import CATALOGUE, DocumentRequest
from kzdash.documents.pages.file_list import (
    FileLink,
    compose_files,
    download_words,
    link_to_document,
)
from kzdash.domain.formatting import format_date
from kzdash.runtime import clock, config
from kzdash.ui.frame.board import show_none_listed, store
from kzdash.ui.session.identity import may_open_files
from kzdash.ui.widgets.filters import choice, units_of
from kzdash.ui.widgets.html_view import show_html
from kzdash.ui.widgets.plain_text import plain

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterable

    from kzdash.board.board import Board
    from kzdash.documents import Document


def offer_documents(
    board: Board, *kinds: str, unit: str = "", since: dt.date | None = None
) -> None:
    """Offer documents, each with a sentence on its use; a document is made on request only."""
    documents = [CATALOGUE[kind] for kind in kinds]
    if may_open_files():
        _show_files(
            link_to_document(document, _address(document, board, unit, since))
            for document in documents
        )
        return
    for document in documents:
        words, button = st.columns([3, 1], vertical_alignment="center")
        words.markdown(f"**{document.title}** {document.description}")
        with button:
            _offer_button(board, document, download_words(document), unit, since)


def offer_document(board: Board, document: Document, label: str, unit: str = "") -> None:
    """Offer a document at its url, or by a download button if urls are closed."""
    if may_open_files():
        st.link_button(label, _address(document, board, unit), width="stretch")
    else:
        _offer_button(board, document, label, unit)


def _address(document: Document, board: Board, unit: str, since: dt.date | None = None) -> str:
    query = {**_board_query(board), "unit": unit, "since": since.isoformat() if since else ""}
    return f"/files/{document.kind}?{urlencode({key: it for key, it in query.items() if it})}"


def _offer_button(
    board: Board, document: Document, label: str, unit: str, since: dt.date | None = None
) -> None:
    of = ("-of-unit" if unit else "") + ("-closed" if board.closing else "")
    st.download_button(
        label,
        _maker(document, board, unit, since),
        file_name=document.file_name(board, unit),
        mime=document.mime,
        on_click="ignore",
        key=f"document-{document.kind}{of}",
        width="stretch",
    )


def _show_files(links: Iterable[FileLink]) -> None:
    """Show a list of files; it goes by where the first of them is."""
    shown = tuple(links)
    show_html(f"files-{shown[0].address}", compose_files(shown))


def _maker(
    document: Document, board: Board, unit: str, since: dt.date | None
) -> Callable[[], bytes]:
    def make() -> bytes:
        snapshot = take_snapshot(
            store(), board.as_of, since, entered=board.entered, closing=board.closing
        )
        request = DocumentRequest(
            snapshot.changes,
            clock.now(),
            unit,
            unit,
            snapshot.seqs,
            reports=snapshot.reports,
        )
        return document.make(snapshot.board, request)

    return make


def offer_unit_documents(board: Board) -> None:
    """Ask for a unit, and offer the documents on that unit."""
    units = units_of(board.followed)
    if not units:
        show_none_listed("责任单位")
        return
    unit = choice("责任单位", "unit", units, "选择一个责任单位")
    if unit is None:
        st.caption("选一个责任单位，下载给它的函和通知，打印它的督办清单，订阅它的到期日历。")
        return
    offer_documents(board, "unit", "notice", "reminder", unit=unit)
    offer_unit_print(board, unit)
    offer_documents(board, "calendar", unit=unit)
    show_calendar_address(board, unit)


def offer_unit_print(board: Board, unit: str) -> None:
    """Offer a unit's list laid out for A4, unless urls are closed."""
    if may_open_files():
        sheet = _sheet(
            "督办清单打印页",
            "逐项列出，排成 A4 横页。",
            "unit",
            unit=unit,
            **_board_query(board),
        )
        _show_files([sheet])


def show_calendar_address(board: Board, unit: str = "") -> None:
    """Show the address at which calendar programs subscribe, unless readers must log in."""
    if config.current().login_to_read:
        st.caption("本系统设为登录后才能查看，日历软件不能登录，所以不能订阅；请下载后导入。")
        return
    here = urlsplit(st.context.url or "")
    what = f"{plain(unit)}牵头和配合的事项，" if unit else ""
    st.caption(
        "也可以在日历软件中订阅下面的地址，"
        f"{what}始终是当天的情况（今天是{format_date(clock.today())}）。"
    )
    site = f"{here.scheme}://{here.netloc}" if here.netloc else ""
    query = f"?{urlencode({'unit': unit})}" if unit else ""
    st.code(f"{site}/calendar.ics{query}", language=None, wrap_lines=True)
    st.caption(f"本页下载的日历为{board.as_of_words}的情况。")


PRINTED = {
    "overview": ("总览打印页", "总览的内容和项目清单，排成 A4 竖页。"),
    "indicators": ("指标打印页", "全部指标的目标、最新值、差距和推算，排成 A4 横页。"),
    "projects": ("项目投资打印页", "投资分布图和分类小计的项目清单，排成 A4 横页。"),
    "changes": ("动态打印页", "对比起点以来各单位的变化和操作记录，排成 A4 横页。"),
}


def offer_print_pages(board: Board, since: dt.date) -> None:
    """Offer the sheets of 总览, 指标, 项目投资 and 动态 laid out for A4, unless urls are closed."""
    if not may_open_files():
        return
    start = {"since": since.isoformat()}
    _show_files(
        _sheet(title, use, sheet, **_board_query(board), **(start if sheet == "changes" else {}))
        for sheet, (title, use) in PRINTED.items()
    )


def _sheet(title: str, use: str, sheet: str, **query: str) -> FileLink:
    """Return the link to a page for the browser to print or to save as PDF."""
    return FileLink(title, use, "打开打印页", f"/print/{sheet}?{urlencode(query)}")


def _board_query(board: Board) -> dict[str, str]:
    """Return the query by which a url asks for the board that the page shows."""
    if board.closing is not None:
        return {"closed": str(board.closing.number)}
    entered = {"entered": "true"} if board.entered else {}
    return {"as_of": board.as_of.isoformat(), **entered}
