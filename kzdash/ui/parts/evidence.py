"""The files that came with the reports on an item, and the photo that a slide shows of it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from kzdash.documents.pages.evidence_view import compose_evidence
from kzdash.domain.formatting import format_date
from kzdash.errors import KzdashError, RefusedError
from kzdash.runtime import clock
from kzdash.runtime.config import evidence_folder
from kzdash.store import choose_photo
from kzdash.store import evidence_folder as disk
from kzdash.ui.frame.board import store
from kzdash.ui.reporting import refusals
from kzdash.ui.session.identity import by_provider, current_user, office_user, write_admission
from kzdash.ui.widgets import pictures
from kzdash.ui.widgets.html_view import show_html
from kzdash.ui.widgets.plain_text import plain

if TYPE_CHECKING:
    from pathlib import Path

    from kzdash.board.board import Board
    from kzdash.board.items import BoardItem, EvidenceEntry

NO_PHOTO = 0


def show_evidence(board: Board, item: BoardItem) -> None:
    """Show the files of an item's reports; whoever is logged in may download them."""
    me = current_user(touch=False)
    may_download = me is not None and me.may_read
    page = compose_evidence(
        item, downloads=may_download and not by_provider(), picture=pictures.small_picture
    )
    if not page.html:
        return
    show_html(f"evidence-{item.item_id}", page)
    standing = [file for file in item.evidence_files if not file.taken_back]
    if may_download and by_provider():
        _offer_downloads(standing)
    photos = [file for file in standing if file.is_photo]
    if photos and office_user() is not None:
        _offer_slide(item, photos, board.version.photo)


def _offer_downloads(files: list[EvidenceEntry]) -> None:
    """Offer each file by Streamlit, which alone knows the log-ins of an identity provider."""
    folder = evidence_folder(store().url)
    with st.container(horizontal=True):
        for file in files:
            if not disk.path_of(folder, file.sha256).exists():
                st.caption(f"{plain(file.name)}在服务器上缺失，请告诉管理员。", width="content")
                continue
            st.download_button(
                f"下载 {plain(file.name)}",
                partial(_read, folder, file.sha256),
                file.name,
                file.media_type,
                key=f"evidence-{file.file_id}",
                on_click="ignore",
            )


def _read(folder: Path, sha256: str) -> bytes:
    return disk.read(folder, sha256) or b""


def _offer_slide(item: BoardItem, photos: list[EvidenceEntry], turn: int) -> None:
    """Let the office choose which photo a slide shows; a choice begins another `turn`."""
    names = {NO_PHOTO: "不放照片"} | {
        photo.file_id: f"{photo.name}（{format_date(photo.as_of)}）" for photo in photos
    }
    now = item.slide_photo.file_id if item.slide_photo else NO_PHOTO
    options = list(names)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        chosen = st.selectbox(
            "投屏时放的照片",
            options,
            index=options.index(now),
            format_func=lambda file_id: names[file_id],
            key=f"slide-photo-{item.item_id}-{turn}",
            width=420,
        )
        if chosen != now and st.button("确定", key=f"choose-photo-{item.item_id}"):
            _choose(item, chosen)


def _choose(item: BoardItem, file_id: int) -> None:
    me = office_user()
    try:
        name = me.name if me else ""
        choose_photo(store(), item.item_id, file_id or None, name, clock.now(), write_admission())
    except RefusedError as error:
        st.error(refusals.field_refusal(error))
    except KzdashError as error:
        st.error(refusals.store_refusal(error))
    else:
        st.rerun()
