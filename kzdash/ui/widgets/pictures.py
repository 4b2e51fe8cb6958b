"""The pictures of photos on a page: by their addresses, or within it where a browser opens none."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING

from kzdash.documents.pages import evidence_view
from kzdash.runtime.config import evidence_folder
from kzdash.store import evidence_folder as disk
from kzdash.ui.frame.board import store
from kzdash.ui.session.identity import may_open_files

if TYPE_CHECKING:
    from kzdash.board.items import EvidenceEntry


def small_picture(file: EvidenceEntry) -> str:
    """Return where a page finds the picture of a photo that is small enough for a list."""
    if may_open_files():
        return evidence_view.small_picture_of(file)
    return _within_the_page(file, disk.SMALL)


def large_picture(file: EvidenceEntry) -> str:
    """Return where a page finds the picture of a photo that is large enough for a slide."""
    if may_open_files():
        return evidence_view.picture_of(file)
    return _within_the_page(file, disk.LARGE)


def _within_the_page(file: EvidenceEntry, edge: int) -> str:
    """Return a picture itself as an address; of one that is missing the page shows its name."""
    picture = disk.read_smaller(evidence_folder(store().url), file.sha256, edge)
    if picture is None:
        return ""
    return f"data:image/jpeg;base64,{base64.b64encode(picture).decode()}"
