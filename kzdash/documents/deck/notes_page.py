"""The page of notes of a slide as it prints: where there is much, it is smaller, then cut by sense.

What is cut is whole in the window of the speaker, which the page says.
"""

from __future__ import annotations

from math import floor
from typing import TYPE_CHECKING, Any

from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.util import Emu

from kzdash.documents.deck.master import NOTES_PLACE, POINTS
from kzdash.documents.deck.page import add_slide_number, write_lines
from kzdash.documents.slides import SpeakerNote, notes_as_text
from kzdash.documents.slides.fitting import count_lines
from kzdash.domain.formatting import cut_by_sense, text_width

if TYPE_CHECKING:
    from collections.abc import Sequence

SIZES = (12, 10.5, 9)  # in points, the least as legible on paper as the workbook
LINE_SHARE = 1.2
MOST = (1000, 800, 600, 450, 350, 270, 210, 160, 120, 90, 70, 50, 40)  # characters of a text
MORE = "有省略，全文在投屏汇报的讲稿窗口里（放到这一页时按 N）。"


def write_notes(slide: Any, notes: Sequence[SpeakerNote]) -> None:
    """Add to a slide of python-pptx the page with its notes; nothing where there are none.

    A master of an office's own may have no place for them.
    """
    if not notes:
        return
    page = slide.notes_slide
    for shape in page.placeholders:
        if shape.placeholder_format.type == PP_PLACEHOLDER.SLIDE_NUMBER:
            shape.name = "页码"
            add_slide_number(shape)
    if (body := page.notes_placeholder) is None:
        return
    width, height = (
        Emu(side).pt if side else own * POINTS
        for side, own in ((body.width, NOTES_PLACE.width), (body.height, NOTES_PLACE.height))
    )
    words, size = fit(notes, width, height)
    frame = body.text_frame
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    write_lines(frame, words, size, LINE_SHARE)
    for paragraph in frame.paragraphs:
        # a program's own style of notes may indent
        properties = paragraph._p.get_or_add_pPr()
        properties.set("marL", "0")
        properties.set("indent", "0")


def fit(notes: Sequence[SpeakerNote], width: float, height: float) -> tuple[str, float]:
    """Return what has room on a page, and the size of its type, all in points."""
    whole = notes_as_text(notes)
    for size in SIZES:
        if _has_room(whole, width, height, size):
            return whole, size
    least = SIZES[-1]
    joined = _joined(notes, width / least)
    if _has_room(joined, width, height, least):
        return joined, least
    for most in MOST:
        joined = _joined([_cut(note, most) for note in notes], width / least)
        if _has_room(f"{joined}\n{MORE}", width, height, least):
            break
    lines = joined.split("\n")
    while lines and not _has_room("\n".join((*lines, MORE)), width, height, least):
        lines.pop()
    return "\n".join((*lines, MORE)), least


def _joined(notes: Sequence[SpeakerNote], across: float) -> str:
    """Return notes as a text in which words that are short stand beside each other on a line."""
    return notes_as_text([SpeakerNote(note.heading, _side_by_side(note, across)) for note in notes])


def _side_by_side(note: SpeakerNote, across: float) -> tuple[tuple[str, str], ...]:
    lines: list[tuple[str, str]] = []
    for label, words in note.lines:
        before = "：".join(lines[-1]) if lines else ""
        if lines and text_width(f"{before}　{label}：{words}") < across - 1:
            lines[-1] = (lines[-1][0], f"{lines[-1][1]}　{label}：{words}")
        else:
            lines.append((label, words))
    return tuple(lines)


def _cut(note: SpeakerNote, most: int) -> SpeakerNote:
    lines = tuple((label, cut_by_sense(words, most)) for label, words in note.lines)
    return SpeakerNote(cut_by_sense(note.heading, most), lines)


def _has_room(words: str, width: float, height: float, size: float) -> bool:
    lines = sum(count_lines(line, width / size) for line in words.split("\n"))
    return lines <= floor(height / (size * LINE_SHARE))
