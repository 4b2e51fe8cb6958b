"""The master of a deck: the product's own file, or one that an office has set in its place.

From its layouts come where title, content and footer stand, and by how much all type is scaled to
have its room there.
"""

from __future__ import annotations

import io
from dataclasses import dataclass, replace
from itertools import combinations
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.exc import PythonPptxError
from pptx.opc.constants import CONTENT_TYPE
from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.oxml.ns import qn
from pptx.package import Package
from pptx.util import Emu, Inches

from kzdash.documents.slides.fitting import count_lines
from kzdash.errors import UnfitMasterError, UnreadableMasterError

OWN = Path(__file__).parent / "master.pptx"
POINTS = 72  # of an inch
# of the product's own master, in inches and points: 32 points are 64 pixels of 1080
WIDTH, HEIGHT = 13.333, 7.5
TITLE, TEXT, SMALL, COVER_TITLE = 32, 22, 16, 44
LINE_SHARE = 1.3  # of a line, in sizes of its type: fonts differ in what they take by themselves
TITLE_LINE_SHARE = 1.2
LEAST_SHARE = 0.6  # of the size of type on a page of that height, or nobody could read it
LEAST_POINTS = 8
COVER_LINES = 4
PAGE_TYPES = (CONTENT_TYPE.PML_PRESENTATION_MAIN, CONTENT_TYPE.PML_TEMPLATE_MAIN)
TITLES = (PP_PLACEHOLDER.TITLE, PP_PLACEHOLDER.CENTER_TITLE)
CONTENTS = (PP_PLACEHOLDER.OBJECT, PP_PLACEHOLDER.BODY)
# by python-pptx, zipfile and lxml, of a file that is no presentation or is damaged
UNREADABLE = (
    OSError,
    BadZipFile,
    SyntaxError,
    PythonPptxError,
    AttributeError,
    LookupError,
    ValueError,
    RuntimeError,
    NotImplementedError,
)


@dataclass(frozen=True, slots=True)
class Place:
    """A position from the upper left corner and a size, in inches."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """The right edge."""
        return self.x + self.width

    @property
    def bottom(self) -> float:
        """The lower edge."""
        return self.y + self.height

    def overlaps(self, other: Place) -> bool:
        """Whether a part of it is a part of the other, too."""
        across = min(self.right, other.right) - max(self.x, other.x)
        return min(across, min(self.bottom, other.bottom) - max(self.y, other.y)) > 0


def inches(where: Place) -> tuple[Any, Any, Any, Any]:
    """Return a place as python-pptx takes it."""
    return Inches(where.x), Inches(where.y), Inches(where.width), Inches(where.height)


TITLE_PLACE = Place(0.53, 0.26, 12.273, 1.2)
BODY_PLACE = Place(0.53, 1.55, 12.273, 5.3)
FOOTER_PLACE = Place(0.53, 6.95, 10.5, 0.4)
NUMBER_PLACE = Place(11.803, 6.95, 1, 0.4)
# on a page of notes, which is 7.5 inches wide and 10 high
PICTURE_PLACE, NOTES_PLACE = Place(2.15, 0.4, 3.2, 1.8), Place(0.5, 2.4, 6.5, 7.05)


@dataclass(frozen=True, slots=True)
class Master:
    """An open presentation without slides, its layouts for the cover and the others, and places.

    `scale` is of type, 1 in the product's own master. `cover` is None where no layout suits one.
    """

    presentation: Any
    cover: Any
    inside: Any
    title: Place
    body: Place
    footer: Place
    number: Place
    scale: float

    @property
    def title_size(self) -> float:
        """The size of a title on two lines, in points."""
        across = self.title.width / TITLE_PLACE.width
        down = self.title.height / TITLE_PLACE.height
        return round(TITLE * min(across, down, self.scale * 1.25), 1)


def open_master(file: Path | None = None) -> Master:
    """Open a master, the product's own if no file is named, and take its slides out.

    UnreadableMasterError if the file is none, UnfitMasterError if a deck has no room in it.
    """
    chosen = file or OWN
    try:
        presentation = _open(chosen)
        master = _measure(presentation)
    except UNREADABLE as error:
        raise UnreadableMasterError(str(chosen), str(error) or type(error).__name__) from error
    if master is None:
        raise UnfitMasterError(str(chosen))
    return master


def placeholder(holder: Any, *kinds: Any) -> Any:
    """Return the first placeholder of some kinds that a layout, master or slide has, or None."""
    return next((one for one in holder.placeholders if one.placeholder_format.type in kinds), None)


def fitting_size(words: str, where: Place, most: float) -> float:
    """Return the size in points, `most` at most, in which a text has room in a place."""
    size = most
    while size > LEAST_POINTS:
        width, height = where.width * POINTS / size, where.height * POINTS / size
        lines = sum(count_lines(line, width - 0.5) for line in words.split("\n"))
        if lines * LINE_SHARE <= height:
            break
        size -= 1
    return size


def _open(file: Path) -> Any:
    part = Package.open(io.BytesIO(file.read_bytes())).main_document_part
    # python-pptx keeps the type that it was first asked for
    if part._content_type not in PAGE_TYPES:
        raise ValueError(part._content_type)
    part._content_type = CONTENT_TYPE.PML_PRESENTATION_MAIN
    presentation = part.presentation
    _take_slides_out(presentation)
    _drop_unfit_notes_master(presentation)
    return presentation


def _take_slides_out(presentation: Any) -> None:
    """Take out the slides, and the sections and shows that name them."""
    whole = presentation._element
    for tag in ("p:custShowLst", "p:extLst"):
        for old in whole.findall(qn(tag)):
            whole.remove(old)
    listed = presentation.slides._sldIdLst
    for one in list(listed):
        presentation.part.drop_rel(one.rId)
        listed.remove(one)


def _drop_unfit_notes_master(presentation: Any) -> None:
    """Drop a notes master that has nowhere for notes: python-pptx then makes one that has."""
    part = presentation.part
    found = [rel for rel in part.rels.values() if rel.reltype == RT.NOTES_MASTER]
    if not found or placeholder(presentation.notes_master, PP_PLACEHOLDER.BODY) is not None:
        return
    for listed in presentation._element.findall(qn("p:notesMasterIdLst")):
        presentation._element.remove(listed)
    part.rels.pop(found[0].rId)


def _measure(presentation: Any) -> Master | None:
    """Find layouts and places; None where a page has no title or too little room beneath it."""
    width, height = presentation.slide_width, presentation.slide_height
    page = Place(0, 0, Emu(width).inches, Emu(height).inches)
    inside = _inside_layout(presentation)
    if inside is None:
        return None
    title = _place(placeholder(inside, *TITLES), page)
    footer, number = _foot(inside, page)
    body = _body(presentation, inside, page)
    if title is None:
        return None
    top = max(body.y, title.bottom) if title.y < body.y + body.height / 2 else body.y
    end = min([body.bottom, *(one.y for one in (title, footer, number) if one.y > top)])
    body = replace(body, y=top, height=end - top)
    scale = round(min(body.width / BODY_PLACE.width, body.height / BODY_PLACE.height), 3)
    cover = _cover_layout(presentation, page, (footer, number))
    master = Master(presentation, cover, inside, title, body, footer, number, scale)
    share = min(scale, master.title_size / TITLE) * HEIGHT / page.height
    return master if share >= LEAST_SHARE else None


def _place(shape: Any, page: Place) -> Place | None:
    """Return the place of a shape, which is cut to what is on the page; None if nothing is."""
    sides = [] if shape is None else [shape.left, shape.top, shape.width, shape.height]
    if not sides or None in sides:
        return None
    x, y, width, height = (Emu(side).inches for side in sides)
    left, top = max(x, 0), max(y, 0)
    right, bottom = min(x + width, page.width), min(y + height, page.height)
    if right <= left or bottom <= top:
        return None
    place = Place(left, top, right - left, bottom - top)
    if place != Place(x, y, width, height):
        shape.left, shape.top, shape.width, shape.height = inches(place)
    return place


def _inside_layout(presentation: Any) -> Any:
    """Return the layout with a title and nothing else, or else the one with the least else."""
    titled = [one for one in presentation.slide_layouts if placeholder(one, *TITLES) is not None]
    order = {"titleOnly": 0, "obj": 1, "title": 3}
    return min(
        titled,
        key=lambda one: (order.get(one._element.get("type"), 2), len(one.placeholders)),
        default=None,
    )


def _cover_layout(presentation: Any, page: Place, foot: tuple[Place, ...]) -> Any:
    """Return the layout of a title page if it has a title and room for the lines beneath it."""
    for layout in presentation.slide_layouts:
        kinds = (TITLES, (PP_PLACEHOLDER.SUBTITLE,), (PP_PLACEHOLDER.BODY,))
        title, beneath, above = (_place(placeholder(layout, *kind), page) for kind in kinds)
        if title and beneath and layout._element.get("type") == "title":
            least = LEAST_SHARE * TEXT * LINE_SHARE / POINTS * page.height / HEIGHT
            is_high = beneath.height > COVER_LINES * least and title.height > 2 * least
            places = [title, beneath, *([above] if above else []), *foot]
            apart = not any(one.overlaps(other) for one, other in combinations(places, 2))
            if is_high and apart and min(one.width for one in places[:-2]) > page.width / 2:
                return layout
    return None


def _body(presentation: Any, inside: Any, page: Place) -> Place:
    """Return where content stands: as in a layout with content, or else in the master itself."""
    layouts = [one for one in presentation.slide_layouts if one._element.get("type") == "obj"]
    for holder in (*layouts, inside.slide_master):
        found = _place(placeholder(holder, *CONTENTS), page)
        if found is not None:
            return found
    title = _place(placeholder(inside, *TITLES), page) or page
    return Place(title.x, title.bottom, title.width, page.height - title.bottom)


def _foot(inside: Any, page: Place) -> tuple[Place, Place]:
    """Return where footer and number stand: as in the layout, or else at the page's lower edge."""
    share = page.height / HEIGHT
    strip = Place(0.53 * share, page.height - 0.55 * share, page.width - 2.1 * share, 0.4 * share)
    footer = _place(placeholder(inside, PP_PLACEHOLDER.FOOTER), page)
    number = _place(placeholder(inside, PP_PLACEHOLDER.SLIDE_NUMBER), page)
    if footer is None:
        level = number or strip
        footer = replace(strip, y=level.y, height=level.height)
    if number is None:
        number = Place(page.width - 1.53 * share, footer.y, share, footer.height)
    number = _narrowed(number, page)
    return _beside(footer, number, page), number


def _narrowed(number: Place, page: Place) -> Place:
    """Return the place of a number, no wider than it needs, on the side where it stands."""
    width = min(number.width, page.width * 0.15)
    is_right = number.x + number.right > page.width
    return replace(number, x=number.right - width if is_right else number.x, width=width)


def _beside(footer: Place, number: Place, page: Place) -> Place:
    """Return the footer in all the width that the page's lower edge has beside the number."""
    if footer.y < page.height * 0.8:
        return footer
    margin, gap = 0.53 * page.width / WIDTH, number.height / 4
    left = Place(margin, footer.y, number.x - gap - margin, footer.height)
    start = number.right + gap
    right = Place(start, footer.y, page.width - margin - start, footer.height)
    return max(left, right, key=lambda place: place.width)
