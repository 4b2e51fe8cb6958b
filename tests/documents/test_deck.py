"""The deck has the presentation's slides in their order, native in every part and editable."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from pptx import Presentation
from pptx.enum.shapes import MSO_SHAPE_TYPE
from pptx.util import Inches

from kzdash.documents import deck
from kzdash.documents import slides as presentation
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
        assert slide.topic in text
        for figure in slide.figures:
            assert figure.value in text
            assert figure.note in text
        if slide.table:
            cells = (cell.words for row in slide.table.rows for cell in row)
            assert [words for words in cells if words not in text] == []


def test_every_slide_says_its_day_and_number(board: Board, read: Read) -> None:
    presentation = read(board)

    assert (presentation.slide_width, presentation.slide_height) == (Inches(13.333), Inches(7.5))
    for page in presentation.slides:
        assert f"截至{format_date(board.as_of)}" in texts(page)
        assert 'type="slidenum"' in page._element.xml  # noqa: SLF001 - python-pptx has no fields


def test_nothing_is_a_picture(board: Board, read: Read) -> None:
    kinds = {shape.shape_type for page in read(board).slides for shape in page.shapes}

    assert MSO_SHAPE_TYPE.PICTURE not in kinds
    assert MSO_SHAPE_TYPE.CHART in kinds


def test_every_indicator_stands_in_a_table_with_its_figure(board: Board, named: Named) -> None:
    text = "\n".join(map(texts, named(board, "indicators")))

    for line in board.indicators:
        assert f"{line.number}. {line.short_name}" in text
        assert line.format_value(line.assessment.value) in text
        assert line.marked in text


def test_charts_carry_the_board_s_figures(board: Board, named: Named) -> None:
    pages = named(board, "indicators")

    drawn = [value for page in pages for chart in charts(page) for value in chart.series[0].values]
    known = [line.assessment.progress for line in board.indicators]
    assert drawn == pytest.approx([float(one * 100) for one in known if one is not None])


def test_the_money_is_drawn_where_it_is_known(board: Board, named: Named) -> None:
    (page,) = named(board, "categories")
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


def test_days_left_are_drawn_late_ones_below_nought(board: Board, named: Named) -> None:
    (page,) = named(board, "milestones")
    (chart,) = charts(page)

    assert list(chart.series[0].values) == [line.due.days for line in board.milestones]


@pytest.mark.slow
@pytest.mark.parametrize("factor", [0, 2, 1000])
def test_the_deck_is_drawn_however_many_times_larger_a_project_is(
    board: Board, news_in: News, factor: int
) -> None:
    """As an adjustment may make it: 28 twice as large left no room for the least category."""
    by_number = {one.number: one for one in board.categories}
    large = board.projects[27]
    planned = large.planned_investment_wan_yuan * factor
    category = by_number[large.programme or 1]
    by_number[category.number] = replace(
        category,
        planned_investment_wan_yuan=category.planned_investment_wan_yuan
        - large.planned_investment_wan_yuan
        + planned,
    )
    adjusted = replace(
        board,
        categories=tuple(by_number.values()),
        projects=tuple(
            replace(line, planned_investment_wan_yuan=planned) if line is large else line
            for line in board.projects
        ),
    )

    made = Presentation(io.BytesIO(deck.make(adjusted, news_in(board))))

    names = [slide.name for slide in presentation.list_slides(adjusted, news_in(board))]
    page = made.slides[names.index("treemap")]
    rectangles = [one for one in page.shapes if one.shape_type == MSO_SHAPE_TYPE.AUTO_SHAPE]
    assert min(min(one.width, one.height) for one in rectangles) > 0
    assert len(rectangles) >= len(board.categories) + len(board.projects)


def test_the_treemap_is_of_shapes_one_a_project(
    board_in: Callable[[str], Board], named: Named
) -> None:
    board = board_in("some")
    (page,) = named(board, "treemap")

    shapes = [one for one in page.shapes if one.shape_type == MSO_SHAPE_TYPE.AUTO_SHAPE]
    numbers = {one.text_frame.text.split(".")[0] for one in shapes} - {""}
    assert numbers == {str(line.number) for line in board.projects}


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


def test_the_font_is_named_for_the_chinese(board_in: Callable[[str], Board], read: Read) -> None:
    presentation = read(board_in("some"))

    xml = presentation.slides[1]._element.xml  # noqa: SLF001 - python-pptx names no Chinese font
    assert 'a:ea typeface="微软雅黑"' in xml
    themes = [
        part.blob.decode()
        for part in presentation.part.package.iter_parts()
        if "/theme/" in str(part.partname)
    ]
    assert all('<a:ea typeface="微软雅黑"' in theme for theme in themes)
