"""The slides with a photo: one for each item of which the office chose one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kzdash.board.verdict.slides import fit_title
from kzdash.documents.slides.slide import Slide
from kzdash.domain.formatting import format_date

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kzdash.board.board import Board

TOPIC, MAX_PHOTOS = "现场照片", 12


def photo_slides(board: Board) -> tuple[Slide, ...]:
    """Return a slide for each chosen photo, in the order of the items."""
    return tuple(_slides(board))[:MAX_PHOTOS]


def _slides(board: Board) -> Iterator[Slide]:
    for item in board.items:
        photo = item.slide_photo
        if photo is not None:
            yield Slide(
                name="photo",
                topic=TOPIC,
                message=fit_title(f"{item.titled}：{item.state_words}"),
                items=(item,),
                photo=photo,
                notes=(f"{format_date(photo.as_of)}，{photo.reporter}",),
            )
