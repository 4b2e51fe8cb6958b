"""LibreOffice reads every document without complaint, and its pages show the board's figures."""

from __future__ import annotations

import os
import re
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

import pytest

from kzdash.documents import CATALOGUE, DocumentRequest
from kzdash.documents import slides as presentation
from kzdash.domain.formatting import format_number
from tests.documents import libreoffice
from tests.documents.conftest import NOW

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from kzdash.board.board import Board
    from kzdash.board.changes import Changes

pytestmark = pytest.mark.slow
UNIT = "区发展改革委"
KINDS = ("deck", "summary", "unit", "workbook", "form")
STATES = ("before", "some", "all")
MISSING = re.compile("[\ufffd\u25a1\ue000-\uf8ff]")


@pytest.fixture(scope="module")
def pdfs(
    board_in: Callable[[str], Board],
    news_in: Callable[[Board], Changes],
    tmp_path_factory: pytest.TempPathFactory,
) -> Mapping[tuple[str, str], Path]:
    """Every document in several states as PDF, all made by one start of LibreOffice."""
    if not libreoffice.found():
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(libreoffice.HOW_TO_GET)
    folder = tmp_path_factory.mktemp("office")
    files = {}
    for state in STATES:
        for kind in KINDS:
            document = CATALOGUE[kind]
            file = folder / f"{kind}-{state}.{document.suffix}"
            given = DocumentRequest(partial(news_in, board_in(state)), NOW, UNIT)
            file.write_bytes(document.make(board_in(state), given))
            files[kind, state] = file
    said = libreoffice.converted(list(files.values()), folder)
    assert "Error" not in said
    return {key: file.with_suffix(".pdf") for key, file in files.items()}


@pytest.fixture(params=STATES)
def state(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def seen(pdf: Path) -> str:
    """What the pages say, without blanks, which each program sets as it likes."""
    return re.sub(r"\s", "", libreoffice.text(pdf))


def bare(words: str) -> str:
    return re.sub(r"\s", "", words)


@pytest.mark.parametrize("kind", KINDS)
def test_every_document_opens_and_has_no_missing_glyph(
    pdfs: Mapping[tuple[str, str], Path], state: str, kind: str
) -> None:
    pdf = pdfs[kind, state]

    assert pdf.exists()
    text = libreoffice.text(pdf)
    assert len(text) > 500
    assert MISSING.findall(text) == []
    assert re.findall(r"\b(?:None|nan|NaT|Err:\d+|#REF!|#NAME\?|#VALUE!)\b", text) == []


def test_the_deck_s_pages_are_the_slides_and_show_their_figures(
    pdfs: Mapping[tuple[str, str], Path],
    board_in: Callable[[str], Board],
    news_in: Callable[[Board], Changes],
    state: str,
) -> None:
    board, pdf = board_in(state), pdfs["deck", state]

    slides, text = presentation.list_slides(board, news_in(board)), seen(pdf)
    assert libreoffice.pages(pdf) == len(slides)
    for slide in slides:
        assert bare(slide.message) in text
        for figure in slide.figures:
            assert bare(figure.value) in text


def test_the_summary_s_pages_show_every_indicator_and_sum(
    pdfs: Mapping[tuple[str, str], Path], board_in: Callable[[str], Board], state: str
) -> None:
    board, text = board_in(state), seen(pdfs["summary", state])

    assert f"截至{board.as_of.year}年{board.as_of.month}月{board.as_of.day}日" in text
    assert "35个项目计划总投资62.42亿元" in text
    for line in board.indicators:
        # words in a narrow column are broken over lines, among those of its neighbours
        if line.assessment.value is not None:
            assert bare(line.format_value(line.assessment.value)) in text
    assert "—1—" in text
    assert "—2—" in text


def test_a_page_holds_twenty_two_lines(pdfs: Mapping[tuple[str, str], Path]) -> None:
    first = libreoffice.text(pdfs["summary", "some"]).split("\f")[1]

    lines = [line for line in first.splitlines() if line.strip()]
    assert 20 <= len(lines) - 1 <= 22
    longest = max(len(re.sub(r"[ -~]", "", line)) for line in lines)
    assert longest <= 28


def test_a_unit_s_pages_show_what_it_leads(
    pdfs: Mapping[tuple[str, str], Path], board_in: Callable[[str], Board], state: str
) -> None:
    board, text = board_in(state), seen(pdfs["unit", state])

    led, supported = len(board.led_by(UNIT)), len(board.supported_by(UNIT))
    assert f"{UNIT}牵头{led}项事项，另配合{supported}项" in text
    assert "督办清单" in text


def test_the_workbook_s_pages_show_money_and_days(
    pdfs: Mapping[tuple[str, str], Path], board_in: Callable[[str], Board], state: str
) -> None:
    board, text = board_in(state), seen(pdfs["workbook", state])

    for line in board.projects:
        assert format_number(line.planned_investment_wan_yuan) in text
    assert "2024-06-30" in text
    assert date(2024, 6, 30) in {line.due_on for line in board.milestones}


def test_the_form_s_pages_ask_for_every_item_that_the_unit_leads(
    pdfs: Mapping[tuple[str, str], Path], board_in: Callable[[str], Board], state: str
) -> None:
    board, text = board_in(state), seen(pdfs["form", state])

    for line in board.indicators:
        if line.lead_unit == UNIT:
            assert f"指标{line.number}" in text
    assert "填报表" in text
