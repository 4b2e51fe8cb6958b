"""Whatever is said and on whichever day, what stands on a page of the deck has room there."""

from __future__ import annotations

import io
import itertools
import json
import os
import re
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
from pptx import Presentation
from pptx.util import Emu, Pt

from kzdash.board.board import compute_board
from kzdash.board.changes import compare_boards
from kzdash.documents import deck
from kzdash.documents.deck.notes_page import MORE
from kzdash.documents.slides import list_slides
from kzdash.domain.formatting import text_width
from kzdash.store import Store
from tests import people
from tests.documents import libreoffice
from tests.documents.conftest import NOW, SOME, everything, tell

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

LONG = "三里河段二点一公里征地涉及三十七户，尚有九户未签订协议，影响截污干管闭合。" * 54
DAYS = (date(2024, 1, 1), date(2025, 6, 30), date(2026, 11, 20))
FILLED = ("nothing", "some", "all", "long")
NOTES_PAGES = "pdf:impress_pdf_Export:" + json.dumps(
    {
        name: {"type": "boolean", "value": "true"}
        for name in ("ExportNotesPages", "ExportOnlyNotesPages")
    }
)
LEAST_POINTS, TITLE_POINTS, TEXT_POINTS = 16, 32, 22


def long(store: Store) -> list[tuple[str, int, dict[str, Any]]]:
    """A report with 2,000 characters on everything, nothing of it done or met."""
    found: list[tuple[str, int, dict[str, Any]]] = []
    for item in store.plan().items:
        if item.paragraph or item.kind in {"direction", "aim", "safeguard"}:
            continue
        said: dict[str, Any] = {"note": LONG[:2000]}
        if item.indicator:
            said |= {"period": 2024, "value": item.indicator.target * Decimal("0.5")}
            said["evidence"] = "年报"
        elif item.project:
            said |= {"stage": "construction", "physical_progress_percent": Decimal(3)}
            said |= {"completed_investment_wan_yuan": Decimal("6242.02"), "problems": LONG[:2000]}
        else:
            said["status"] = "in_progress" if item.kind == "milestone" else "blocked"
        found.append((item.kind, item.number, said))
    return found


@pytest.fixture(scope="module")
def made(made_once: Path, tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Any]:
    """The deck of a day and of what was reported, and its slides."""
    stores: dict[str, Store] = {}

    def make(filled: str, day: date) -> Any:
        if filled not in stores:
            file = tmp_path_factory.mktemp(filled) / "store.db"
            file.write_bytes(made_once.read_bytes())
            stores[filled] = store = Store(f"sqlite:///{file}")
            people.office_account(store, NOW)
            reports = {"nothing": [], "some": list(SOME)}
            made = {"all": everything, "long": long}
            tell(store, reports[filled] if filled in reports else made[filled](store))
        store = stores[filled]
        boards = (compute_board(store, one, entered=True) for one in (day - timedelta(30), day))
        board, changes = compute_board(store, day), compare_boards(store, *boards)
        written = io.BytesIO(deck.make(board, changes))
        return board, list_slides(board, changes), Presentation(written)

    return make


def boxes(page: Any) -> list[Any]:
    return [
        (shape.left, shape.top, shape.left + shape.width, shape.top + shape.height)
        for shape in page.shapes
    ]


def overlapping(page: Any) -> Iterator[str]:
    for one, other in itertools.combinations(page.shapes, 2):
        across = min(one.left + one.width, other.left + other.width) - max(one.left, other.left)
        down = min(one.top + one.height, other.top + other.height) - max(one.top, other.top)
        if min(across, down) > Pt(1):
            yield f"{one.name} / {other.name}"


def height_of(frame: Any, width: float) -> float:
    """The height of a text in points, as a typesetter breaks it that wastes half a character."""
    total = 0.0
    for paragraph in frame.paragraphs:
        runs = [run for run in paragraph.runs if run.text]
        if runs:
            size = runs[0].font.size.pt
            assert paragraph.line_spacing is not None
            lines = -(-text_width("".join(run.text for run in runs)) * size // (width - size / 2))
            total += max(lines, 1) * paragraph.line_spacing.pt
    return total


def too_tall(page: Any) -> Iterator[str]:
    for shape in page.shapes:
        if shape.has_text_frame:
            need = height_of(shape.text_frame, Emu(shape.width).pt)
            if need > Emu(shape.height).pt + 1:
                yield f"{shape.text_frame.text[:20]}: {need} of {Emu(shape.height).pt}"
        if shape.has_table:
            for row in shape.table.rows:
                for cell, column in zip(row.cells, shape.table.columns, strict=True):
                    margins = Emu(cell.margin_left + cell.margin_right).pt
                    need = height_of(cell.text_frame, Emu(column.width).pt - margins)
                    if need + Emu(cell.margin_top + cell.margin_bottom).pt > Emu(row.height).pt + 1:
                        yield f"{cell.text[:20]}: {need} of {Emu(row.height).pt}"


def sizes(page: Any) -> Iterator[float]:
    for shape in page.shapes:
        frames = [shape.text_frame] if shape.has_text_frame else []
        if shape.has_table:
            frames += [cell.text_frame for row in shape.table.rows for cell in row.cells]
        for frame in frames:
            yield from (run.font.size.pt for part in frame.paragraphs for run in part.runs)


@pytest.mark.slow
@pytest.mark.parametrize("day", DAYS)
@pytest.mark.parametrize("filled", FILLED)
def test_nothing_leaves_its_page_or_box_or_lies_over_another(
    made: Callable[..., Any], filled: str, day: date
) -> None:
    _, slides, presentation = made(filled, day)

    found = {}
    for number, page in enumerate(presentation.slides, 1):
        outside = [
            shape.name
            for shape in page.shapes
            if shape.left < 0
            or shape.top < 0
            or shape.left + shape.width > presentation.slide_width
            or shape.top + shape.height > presentation.slide_height
        ]
        if wrong := [*outside, *overlapping(page), *too_tall(page)]:
            found[number, slides[number - 1].name] = wrong
    assert found == {}
    assert {
        size for page in presentation.slides for size in sizes(page) if size < LEAST_POINTS
    } == set()


@pytest.mark.slow
@pytest.mark.parametrize("day", DAYS)
@pytest.mark.parametrize("filled", FILLED)
def test_the_notes_of_each_slide_have_room_on_their_page(
    made: Callable[..., Any], filled: str, day: date
) -> None:
    _, _, presentation = made(filled, day)

    pages = [page.notes_slide for page in presentation.slides if page.has_notes_slide]
    bodies = [page.notes_placeholder for page in pages]
    assert bodies
    for body in bodies:
        need = height_of(body.text_frame, Emu(body.width).pt)
        assert need <= Emu(body.height).pt + 1, body.text_frame.text[:20]


@pytest.mark.slow
def test_a_printed_page_of_notes_shows_them_to_the_last_word(
    made: Callable[..., Any], tmp_path: Path
) -> None:
    if not libreoffice.found():
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(libreoffice.HOW_TO_GET)
    _, _, presentation = made("long", DAYS[-1])
    presentation.save(tmp_path / "long.pptx")

    libreoffice.converted([tmp_path / "long.pptx"], tmp_path, NOTES_PAGES)

    words = libreoffice.words(tmp_path / "long.pdf")
    cut = 0
    for number, page in enumerate(presentation.slides, 1):
        if page.has_notes_slide:
            text = page.notes_slide.notes_text_frame.text
            # the page's number stands below
            own = [word for word in words if word.page == number and word.text != str(number)]
            said = re.sub(r"\s", "", "".join(word.text for word in own))
            assert re.sub(r"\s", "", text)[-20:] in said
            assert max(word.bottom for word in own) < 9.5 * 25.4
            cut += text.endswith(MORE)
    assert cut


@pytest.mark.slow
@pytest.mark.parametrize("day", DAYS)
@pytest.mark.parametrize("filled", FILLED)
def test_no_slide_is_blank(made: Callable[..., Any], filled: str, day: date) -> None:
    _, slides, _ = made(filled, day)

    empty = [one.name for one in slides if not (one.table or one.figures or one.photo or one.notes)]
    assert empty == []
    assert [one.name for one in slides if one.table and not one.table.rows] == []


@pytest.mark.slow
def test_the_figure_of_a_bar_below_nought_has_room_between_it_and_the_names(
    made: Callable[..., Any],
) -> None:
    _, _, presentation = made("long", DAYS[1])

    charts = [
        shape.chart for page in presentation.slides for shape in page.shapes if shape.has_chart
    ]
    lowest = {
        min(value for one in chart.plots[0].series for value in one.values): chart
        for chart in charts
    }
    below = {value: chart for value, chart in lowest.items() if value < 0}
    assert below
    for value, chart in below.items():
        assert chart.value_axis.minimum_scale < value * 1.3
