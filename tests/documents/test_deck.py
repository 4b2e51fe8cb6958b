"""The deck has the presentation's slides in their order, native in every part and editable."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import pytest
from pptx import Presentation
from pptx.enum.shapes import MSO_SHAPE_TYPE
from pptx.oxml.ns import qn
from pptx.util import Inches

from kzdash.documents import deck
from kzdash.documents import slides as presentation
from kzdash.documents.deck.charts import number_format
from kzdash.domain.formatting import format_date
from tests.documents.conftest import once

if TYPE_CHECKING:
    from collections.abc import Callable

    from kzdash.board.board import Board
    from kzdash.board.changes import Changes

    News = Callable[[Board], Changes]
    Read = Callable[[Board], Any]
    Named = Callable[[Board, str], list[Any]]


@pytest.fixture(scope="module")
def read(news_in: News) -> Callable[[Board], Any]:
    """Make the deck of a board and open it, once."""
    return once(lambda board: Presentation(io.BytesIO(deck.make(board, news_in(board)))))


def texts(slide: Any) -> str:
    found = [shape.text_frame.text for shape in slide.shapes if shape.has_text_frame]
    found += [
        cell.text
        for shape in slide.shapes
        if shape.has_table
        for row in shape.table.rows
        for cell in row.cells
    ]
    return "\n".join(found)


def charts(slide: Any) -> list[Any]:
    return [shape.chart for shape in slide.shapes if shape.has_chart]


@pytest.fixture
def named(read: Callable[[Board], Any], news_in: News) -> Callable[[Board, str], list[Any]]:
    """Return the pages of a board's deck that are drawn as slides of a name."""

    def find(board: Board, name: str) -> list[Any]:
        slides = presentation.list_slides(board, news_in(board))
        drawn = zip(read(board).slides, slides, strict=True)
        return [page for page, slide in drawn if slide.name == name]

    return find


@pytest.mark.slow
def test_the_slides_are_the_presentation_s_in_its_order(
    board: Board, read: Read, news_in: News
) -> None:
    pages = read(board).slides

    slides = presentation.list_slides(board, news_in(board))
    assert [page.shapes.title.text_frame.text for page in pages] == [one.message for one in slides]
    for page, slide in zip(pages, slides, strict=True):
        text = texts(page)
        for figure in slide.figures:
            assert figure.value in text
            assert figure.note in text
        if slide.table:
            cells = (cell.words for row in slide.table.rows for cell in row)
            assert [words for words in cells if words not in text] == []


def test_every_slide_says_its_day_and_number(board: Board, read: Read) -> None:
    presentation = read(board)

    for page in presentation.slides:
        assert f"截至{format_date(board.as_of)}" in texts(page)
        assert 'type="slidenum"' in page._element.xml  # noqa: SLF001 - python-pptx has no fields


def test_each_topic_of_the_agenda_opens_its_slide_by_a_click(
    board: Board, read: Read, named: Named, news_in: News
) -> None:
    pages, slides = list(read(board).slides), presentation.list_slides(board, news_in(board))
    agenda = named(board, "agenda")[0]
    (table,) = (shape.table for shape in agenda.shapes if shape.has_table)

    cells = [cell for row in table.rows for cell in row.cells if cell.text]
    for topic, page in zip(cells[::2], cells[1::2], strict=True):
        slide = slides[int(page.text[1:-1]) - 1]
        assert slide.topic.partition(" · ")[0] == topic.text
        for cell in (topic, page):
            (link,) = cell._tc.iter(qn("a:hlinkClick"))  # noqa: SLF001 - it knows links of shapes
            assert link.get("action") == "ppaction://hlinksldjump"
            target = agenda.part.related_part(link.get(qn("r:id"))).slide
            assert target == pages[slides.index(slide)]


def test_nothing_is_a_picture(board: Board, read: Read) -> None:
    kinds = {shape.shape_type for page in read(board).slides for shape in page.shapes}

    assert MSO_SHAPE_TYPE.PICTURE not in kinds
    assert MSO_SHAPE_TYPE.CHART in kinds


def test_the_money_is_drawn_where_it_is_known(board: Board, named: Named) -> None:
    (page,) = named(board, "money")
    (chart,) = charts(page)

    planned, *spent = chart.series
    assert planned.values == pytest.approx(
        [float(one.planned_investment_wan_yuan / 10_000) for one in board.categories]
    )
    known = [one.completed_investment_wan_yuan for one in board.categories]
    assert bool(spent) is any(one is not None for one in known)
    for series in spent:
        expected = [None if one is None else float(one / 10_000) for one in known]
        assert list(series.values) == [
            None if one is None else pytest.approx(one) for one in expected
        ]


def test_nothing_stands_outside_its_slide_or_over_the_corner(board: Board, read: Read) -> None:
    presentation = read(board)

    for page in presentation.slides:
        for shape in page.shapes:
            assert shape.left >= 0
            assert shape.top >= 0
            assert shape.left + shape.width <= presentation.slide_width
            assert shape.top + shape.height <= presentation.slide_height
            if shape.has_table or shape.has_chart:
                assert shape.top + shape.height <= Inches(6.95)


def test_charts_carry_the_figures_of_the_slide_s_indicators(
    board: Board, named: Named, news_in: News
) -> None:
    slides = [
        one for one in presentation.list_slides(board, news_in(board)) if one.name == "indicators"
    ]

    for page, slide in zip(named(board, "indicators"), slides, strict=True):
        found = {one.number: one.assessment.progress for one in board.indicators}
        known = [found[item.number] for item in slide.items if found[item.number] is not None]
        drawn = [value for chart in charts(page) for value in chart.series[0].values]
        assert drawn == pytest.approx([float(one * 100) for one in known if one is not None])


def test_a_bar_below_nought_keeps_its_colour_and_a_figure_has_no_stray_point(
    board: Board, read: Read
) -> None:
    for page in read(board).slides:
        for chart in charts(page):
            drawn = chart.part._element  # noqa: SLF001 - python-pptx has no such settings
            bars = [*drawn.iter(qn("c:ser")), *drawn.iter(qn("c:dPt"))]
            assert {one.find(qn("c:invertIfNegative")).get("val") for one in bars} <= {"0"}
            names = drawn.find(f".//{qn('c:catAx')}")
            assert names.find(qn("c:tickLblPos")).get("val") == "low"
            codes = [one.text for one in drawn.iter(qn("c:formatCode"))]
            formats = [one.get("formatCode") for one in drawn.iter(qn("c:numFmt"))]
            assert not [one for one in codes + formats if "#" in one.partition(".")[2]]


@pytest.mark.parametrize(
    ("values", "pattern"),
    [([75, 100], "#,##0"), ([75, 62.5], "#,##0.0"), ([624202.0, None], "#,##0"), ([], "#,##0")],
)
def test_a_format_has_the_decimals_that_the_figures_have(
    values: list[float | None], pattern: str
) -> None:
    assert number_format(values, 2) == pattern


def test_the_properties_name_the_plan_its_office_and_day(board: Board, read: Read) -> None:
    core = read(board).core_properties

    office = board.plan.office
    assert (core.title, core.author) == (board.plan.title, office)
    assert core.last_modified_by == office
    assert core.created.date() == core.modified.date() == board.as_of
