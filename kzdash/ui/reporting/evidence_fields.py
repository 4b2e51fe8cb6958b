"""The field for photos and PDFs in a form: voluntary, several at once, kept with the report."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import streamlit as st

from kzdash.domain import rules
from kzdash.store import keep_files
from kzdash.ui.frame.board import store
from kzdash.ui.reporting import upload_pages
from kzdash.ui.session.state import state_of

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from streamlit.runtime.uploaded_file_manager import UploadedFile

    from kzdash.domain.models import EvidenceFile

# by these an iPhone hands its photos over as JPEG
SUFFIXES = ["jpg", "jpeg", "png", "pdf"]


@dataclass(slots=True)
class EvidenceState:
    """What the fields of a session are known by: another one after a restart of the server.

    A browser would go on naming a file that a restarted server does not have.
    """

    turn: str = field(default_factory=lambda: secrets.token_hex(4))


def ask(key: str) -> Sequence[UploadedFile]:
    """Show the field in a form, and return the files chosen; `key` is the form's."""
    upload_pages.offer_upload()
    with st.expander("附照片或 PDF（自愿，不作要求）"):
        files: list[UploadedFile] = st.file_uploader(
            "照片或 PDF",
            type=SUFFIXES,
            accept_multiple_files=True,
            max_upload_size=rules.MAX_FILE_MB,
            key=f"{key}-files-{state_of(EvidenceState).turn}",
            label_visibility="collapsed",
        )
        st.caption(
            f"JPEG、PNG 照片或 PDF，每个不超过{rules.MAX_FILE_MB} MB，最多{rules.MAX_FILES}个。"
            "能看到填报的人都能看到照片（不含拍摄地点等信息）；原件登录后才能下载。涉密、敏感的不要上传。"
        )
    return files


def keep(files: Sequence[UploadedFile], account: str, now: dt.datetime) -> list[EvidenceFile]:
    """Keep the files on the disk, and return their rows, to be stored with the report."""
    sent = [rules.NewFile(file.name, file.getvalue()) for file in files]
    return keep_files(store(), sent, account, now)


def count_words(files: Sequence[UploadedFile]) -> str:
    """Say how many files were stored with a report, nothing where none."""
    return f"附件{len(files)}个。" if files else ""
