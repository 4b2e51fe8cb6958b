"""A photo that the office chose has a slide, and a page of the deck; all others have none."""

from __future__ import annotations

import io
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from pptx import Presentation

from kzdash.board.board import compute_board
from kzdash.board.cache import cached_changes
from kzdash.documents import deck
from kzdash.documents.slides import list_slides
from kzdash.store import admit_anybody, choose_photo, keep_files, read_photo
from tests import evidence

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from kzdash.domain.models import Report
    from kzdash.store import Store

DAY = date(2025, 6, 30)


def send(store: Store, new_report: Callable[..., Report], now: datetime) -> int:
    report = new_report("project", 1, DAY, stage="construction")
    item = report.item_id
    report.evidence_files = keep_files(store, [evidence.photo(), evidence.PAPER], "tester", now)
    store.append(report)
    return item


def test_only_a_photo_that_was_chosen_has_a_slide_with_how_its_item_stands(
    store: Store, new_report: Callable[..., Report], now: datetime
) -> None:
    item = send(store, new_report, now)
    changes = cached_changes(store, date(2025, 6, 23), DAY)
    before = list_slides(compute_board(store, DAY), changes)
    choose_photo(store, item, 1, "tester", now, admit_anybody)

    board = compute_board(store, DAY)
    (slide,) = [slide for slide in list_slides(board, changes) if slide.name == "photo"]

    assert "photo" not in {slide.name for slide in before}
    assert slide.photo is not None
    assert (slide.topic, slide.photo.name) == ("现场照片", "现场.jpg")
    assert slide.message == f"{board.projects[0].titled}：{board.projects[0].state_words}"
    assert slide.notes == ("2025年6月30日，测试员（专班办公室）",)
    store.undo(item, 1, "tester", now)
    assert "photo" not in {it.name for it in list_slides(compute_board(store, DAY), changes)}


def test_the_deck_has_the_picture_or_says_that_it_is_missing(
    store: Store, new_report: Callable[..., Report], now: datetime
) -> None:
    item = send(store, new_report, now)
    choose_photo(store, item, 1, "tester", now, admit_anybody)
    board, changes = compute_board(store, DAY), cached_changes(store, date(2025, 6, 23), DAY)

    shown, missing = (
        Presentation(io.BytesIO(deck.make(board, changes, read)))
        for read in (partial(read_photo, store), lambda _sha256: None)
    )

    (picture,) = [
        shape for slide in shown.slides for shape in slide.shapes if shape.shape_type == 13
    ]
    assert picture.name == "现场.jpg"
    assert evidence.CAMERA.encode() not in picture.image.blob
    assert abs(picture.width * 4 - picture.height * 3) < 10  # upright, and not stretched
    assert picture.top + picture.height <= shown.slide_height
    words = [
        shape.text_frame.text
        for slide in missing.slides
        for shape in slide.shapes
        if shape.has_text_frame
    ]
    assert "照片在服务器上缺失" in words
