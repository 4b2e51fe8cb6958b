"""The master of a deck: the product's own, and whatever an office sets in its place."""

# ruff: noqa: SLF001 - python-pptx has no other way to layouts and themes
from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING, Any

import pytest
from pptx import Presentation
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.util import Inches

from kzdash.documents import deck
from kzdash.documents.catalogue import CATALOGUE, DocumentRequest
from kzdash.documents.deck import make_master, master
from kzdash.documents.slides import list_slides
from kzdash.errors import UnfitMasterError, UnreadableMasterError
from tests.documents.conftest import NOW
from tests.documents.test_deck_fit import overlapping, too_tall

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from kzdash.board.board import Board
    from kzdash.board.changes import Changes

    News = Callable[[Board], Changes]

PROMPTS = ("单击此处", "Click to", "编辑")
TEMPLATE = b"presentationml.template.main+xml"
PLAIN = b"presentationml.presentation.main+xml"


@pytest.fixture(scope="module")
def board(board_in: Callable[[str], Board]) -> Board:
    return board_in("some")


def parts(file: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(file) as packed:
        return {name: packed.read(name) for name in packed.namelist()}


def made(board: Board, news_in: News, file: Path | None = None) -> Any:
    written = deck.make(board, news_in(board), master_file=file)
    return Presentation(io.BytesIO(written))


def placed(office: Any) -> list[Any]:
    """The placeholders of the master, and those of layouts that stand elsewhere."""
    found = [shape for layout in office.slide_layouts for shape in layout.placeholders]
    own = [shape for shape in found if shape._element.spPr.find(qn("a:xfrm")) is not None]
    return [*office.slide_master.placeholders, *own]


def wide(office: Any) -> None:
    """As PowerPoint's own 16:9 pages: the title is lower, the content has less room."""
    office.slide_width = Inches(13.333)
    for shape in placed(office):
        shape.left, shape.width = int(shape.left * 4 / 3), int(shape.width * 4 / 3)


def without_foot(office: Any) -> None:
    for layout in office.slide_layouts:
        for shape in list(layout.placeholders):
            if shape.placeholder_format.idx >= 10:
                shape._element.getparent().remove(shape._element)


def without_title_page(office: Any) -> None:
    office.slide_layouts.remove(office.slide_layouts[0])


def untyped(office: Any) -> None:
    """As layouts that somebody drew anew: none says what it is for, and names are others."""
    for layout in office.slide_layouts:
        del layout._element.attrib["type"]
        layout._element.cSld.set("name", "自定义版式")


def content_only(office: Any) -> None:
    """As a template whose every page has two contents or a picture beside the title."""
    for number, layout in reversed(list(enumerate(office.slide_layouts))):
        if number not in {3, 8}:
            office.slide_layouts.remove(layout)


def crooked(office: Any) -> None:
    """As nobody should: a title off the page, a number across its middle, lines over a title."""
    title, _, _, _, number = office.slide_master.placeholders
    title.left = title.top = Inches(-0.2)
    number.left, number.width = Inches(3), Inches(5)
    cover = office.slide_layouts[0].placeholders
    cover[1].top = cover[0].top


def with_slides(office: Any) -> None:
    """As a deck of last year, with a section and a show of two of its slides."""
    for _ in range(2):
        office.slides.add_slide(office.slide_layouts[1]).shapes.title.text = "去年的一页"
    one = office.slides._sldIdLst[0].rId
    office._element.append(
        parse_xml(
            f"<p:custShowLst {nsdecls('p', 'r')}><p:custShow name='a' id='0'><p:sldLst>"
            f"<p:sld r:id='{one}'/></p:sldLst></p:custShow></p:custShowLst>"
        )
    )
    office.slides[0].notes_slide.notes_text_frame.text = "去年的话"


def small(office: Any) -> None:
    """As a page of 16:9 that is ten inches wide."""
    office.slide_height = Inches(5.625)
    for shape in placed(office):
        shape.top, shape.height = int(shape.top * 0.75), int(shape.height * 0.75)


CHANGES = {
    "4:3": lambda _office: None,
    "wide": wide,
    "small": small,
    "no foot": without_foot,
    "no title page": without_title_page,
    "untyped": untyped,
    "content only": content_only,
    "crooked": crooked,
    "with slides": with_slides,
}


@pytest.fixture
def office_file(tmp_path: Path) -> Callable[..., Path]:
    """Save a template of an office's own, made from that of python-pptx."""

    def save(change: Callable[[Any], None], suffix: str = "pptx") -> Path:
        office, file = Presentation(), tmp_path / f"office.{suffix}"
        change(office)
        office.save(file)
        return file

    return save


def test_the_file_is_the_one_that_its_script_makes(tmp_path: Path) -> None:
    make_master.make(tmp_path / "master.pptx")

    assert parts(tmp_path / "master.pptx") == parts(master.OWN)


def test_pages_are_16_9_and_type_has_its_own_size() -> None:
    own = master.open_master()

    sides = own.presentation.slide_width, own.presentation.slide_height
    assert sides == (Inches(13.333), Inches(7.5))
    assert (own.scale, own.title_size) == (1, 32)
    assert [one.name for one in own.presentation.slide_layouts] == ["封面", "标题和内容", "仅标题"]


def test_titles_and_feet_stand_in_placeholders_and_none_is_left_empty(
    board: Board, news_in: News
) -> None:
    slides = list_slides(board, news_in(board))

    for page, slide in zip(made(board, news_in).slides, slides, strict=True):
        kinds = {one.placeholder_format.type: one for one in page.placeholders}
        (title,) = (kinds[kind] for kind in master.TITLES if kind in kinds)
        assert title.text_frame.text == slide.message
        assert board.as_of_words in kinds[PP_PLACEHOLDER.FOOTER].text_frame.text
        assert 'type="slidenum"' in kinds[PP_PLACEHOLDER.SLIDE_NUMBER]._element.xml
        assert [one.name for one in page.placeholders if not one._element.xpath(".//a:t")] == []
        assert [words for words in PROMPTS if words in page._element.xml] == []


def test_fonts_and_colours_are_the_theme_s(board: Board, news_in: News) -> None:
    whole = made(board, news_in)

    named = {
        font.get("typeface")
        for page in whole.slides
        for font in page._element.iter(qn("a:latin"), qn("a:ea"))
    }
    assert {name for name in named if not name.startswith("+")} == set()
    themes = [
        part.blob.decode()
        for part in whole.part.package.iter_parts()
        if "/theme/" in str(part.partname)
    ]
    assert themes
    for theme in themes:
        assert theme.count('<a:ea typeface="微软雅黑"') == 2
        assert '<a:accent1><a:srgbClr val="1B4F7A"/>' in theme
    assert 'schemeClr val="tx1"' in whole.slides[2]._element.xml


@pytest.mark.slow
@pytest.mark.parametrize("kind", CHANGES)
def test_a_deck_fits_into_the_master_of_an_office(
    office_file: Callable[..., Path],
    board_in: Callable[[str], Board],
    news_in: News,
    kind: str,
) -> None:
    file, board = office_file(CHANGES[kind]), board_in("all")
    slides = list_slides(board, news_in(board))

    whole = made(board, news_in, file)

    assert [page.shapes.title.text_frame.text for page in whole.slides] == [
        one.message for one in slides
    ]
    found = {}
    for number, page in enumerate(whole.slides, 1):
        outside = [
            shape.name
            for shape in page.shapes
            if min(shape.left, shape.top) < 0
            or shape.left + shape.width > whole.slide_width
            or shape.top + shape.height > whole.slide_height
        ]
        empty = [one.name for one in page.placeholders if not one._element.xpath(".//a:t")]
        if wrong := [*outside, *empty, *overlapping(page), *too_tall(page)]:
            found[number] = wrong
        assert board.as_of_words in page._element.xml
        assert 'type="slidenum"' in page._element.xml
    assert found == {}


def test_what_stood_on_the_slides_of_an_office_s_file_is_in_no_deck(
    office_file: Callable[..., Path], board: Board, news_in: News
) -> None:
    written = deck.make(board, news_in(board), master_file=office_file(with_slides))

    with zipfile.ZipFile(io.BytesIO(written)) as packed:
        assert len(set(packed.namelist())) == len(packed.namelist())
        assert b"custShow" not in packed.read("ppt/presentation.xml")
        texts = b"".join(packed.read(name) for name in packed.namelist())
    assert "去年".encode() not in texts


def test_the_template_that_is_set_is_used_one_for_new_presentations_too(
    office_file: Callable[..., Path],
    tmp_path: Path,
    board: Board,
    news_in: News,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    template = tmp_path / "office.potx"
    with zipfile.ZipFile(template, "w") as packed:
        for name, content in parts(office_file(CHANGES["4:3"])).items():
            packed.writestr(name, content.replace(PLAIN, TEMPLATE))
    monkeypatch.setenv("KZDASH_DECK_MASTER", str(template))

    written = CATALOGUE["deck"].make(board, DocumentRequest(lambda: news_in(board), NOW))

    whole = Presentation(io.BytesIO(written))
    assert whole.slide_width == Inches(10)
    assert whole.slide_layouts[0].name == "Title Slide"


def cramped(office: Any) -> None:
    content = office.slide_layouts[1].placeholders[1]
    content.left, content.top, content.width, content.height = map(Inches, (0.5, 2, 9, 1.5))


def untitled(office: Any) -> None:
    for layout in office.slide_layouts:
        for shape in list(layout.placeholders):
            if shape.placeholder_format.type in master.TITLES:
                shape._element.getparent().remove(shape._element)


def portrait(office: Any) -> None:
    office.slide_width, office.slide_height = Inches(7.5), Inches(13.333)


@pytest.mark.parametrize("change", [cramped, untitled, portrait])
def test_a_master_without_room_is_refused(
    office_file: Callable[..., Path], change: Callable[[Any], None]
) -> None:
    with pytest.raises(UnfitMasterError, match="Enlarge the placeholders"):
        master.open_master(office_file(change))


def test_what_is_no_presentation_is_refused(
    tmp_path: Path, office_file: Callable[..., Path]
) -> None:
    whole = parts(office_file(CHANGES["4:3"]))
    damaged = {
        "gone": None,
        "words": b"PK",
        "empty": {},
        "macros": {
            name: content.replace(PLAIN, b"vnd.ms-powerpoint.presentation.macroEnabled.main+xml")
            for name, content in whole.items()
        },
        "no master": {name: part for name, part in whole.items() if "slideMaster1" not in name},
        "cut": {**whole, "ppt/presentation.xml": whole["ppt/presentation.xml"][:500]},
        "no layouts": {**whole, "ppt/slideMasters/slideMaster1.xml": b"<a/>"},
    }
    for name, content in damaged.items():
        file = tmp_path / f"{name}.pptx"
        if isinstance(content, bytes):
            file.write_bytes(content)
        elif content is not None:
            with zipfile.ZipFile(file, "w") as packed:
                for part, blob in content.items():
                    packed.writestr(part, blob)
        with pytest.raises(UnreadableMasterError, match="No deck was made"):
            master.open_master(file)
