"""The staff handbook: one Markdown file, shown as a page, and made into files for paper."""

from kzdash.documents.handbook.chapters import (
    PICTURES,
    Chapter,
    Handbook,
    one_page_sheet,
    picture_names,
    read_handbook,
)

__all__ = [
    "PICTURES",
    "Chapter",
    "Handbook",
    "one_page_sheet",
    "picture_names",
    "read_handbook",
]
