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
from tests.documents.conftest import NOW, PAPERS, UNIT

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from kzdash.board.board import Board
    from kzdash.board.changes import Changes

pytestmark = pytest.mark.slow
SHEETS = ("workbook", "monthly", "form", "goals")
KINDS = ("deck", *PAPERS, *SHEETS)
REPORTS, NOTICES = ("summary", "special"), ("notice", "bulletin", "decisions")
LETTERS = ("unit", "reminder")
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
    # a word joiner keeps words whole, and is no character of theirs
    return re.sub(r"[\s\u2060]", "", words)


@pytest.mark.parametrize("kind", KINDS)
def test_every_document_opens_and_has_no_missing_glyph(
    pdfs: Mapping[tuple[str, str], Path], state: str, kind: str
) -> None:
    pdf = pdfs[kind, state]

    assert pdf.exists()
    text = libreoffice.text(pdf)
    # a paper on nothing says little
    assert len(text) > (200 if kind in PAPERS else 500)
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
    pages = libreoffice.text(pdfs["summary", "some"]).split("\f")

    counts = [
        len([line for line in page.splitlines() if line.strip()]) - 1
        for page in pages
        if "附件" not in page
    ]
    assert max(counts) == 22
    lines = [line for page in pages[1:3] for line in page.splitlines()]
    assert max(len(re.sub(r"[ -~]", "", line)) for line in lines) <= 28


@pytest.mark.parametrize("kind", [*REPORTS, *NOTICES])
def test_a_paper_with_a_foot_stands_by_the_standard_on_its_pages(
    pdfs: Mapping[tuple[str, str], Path], state: str, kind: str
) -> None:
    words = libreoffice.words(pdfs[kind, state])
    pages = max(word.page for word in words)

    (mark,) = [word for word in words if word.text.endswith("办公室文件")]
    # 35 mm below the edge of the text; a font has some air above its characters
    assert (mark.page, round(mark.top)) == (1, pytest.approx(37 + 35, abs=4))
    number = next(word for word in words if "【发文机关代字】" in word.text)
    signers = [word for word in words if word.text.startswith("签发人：")]
    if kind in REPORTS:
        (signer,) = signers
        assert (number.page, number.top) == (1, pytest.approx(signer.top, abs=1))
        assert number.left == pytest.approx(28 + 5.6, abs=1)
    else:
        assert (number.page, signers) == (1, [])
        assert number.middle == pytest.approx(210 / 2, abs=2)
    # each annex begins a page, in its first line
    marks = [word for word in words if re.fullmatch("附件[0-9]?", word.text)]
    assert len({word.page for word in marks}) == len(marks) >= (2 if kind == "summary" else 0)
    assert all(word.top == pytest.approx(37, abs=4) for word in marks)
    # the foot is the last of the last page
    foot = next(word for word in words if word.text.startswith("抄送："))
    printed = next(word for word in words if word.text.endswith("日印发"))
    assert foot.page == printed.page == pages
    assert printed.bottom == pytest.approx(297 - 35, abs=4)
    # the issuer stands over the middle of the day, with text on the same page
    day = next(word for word in words if "年【月】月【日】日" in word.text)
    (name,) = [
        word
        for word in words
        if (word.text, word.page) == ("专班办公室", day.page) and word.top < day.top
    ]
    line = [word for word in words if word.page == day.page and abs(word.top - day.top) < 3]
    middle = (min(word.left for word in line) + max(word.right for word in line)) / 2
    assert name.middle == pytest.approx(middle, abs=1.5)
    assert [word for word in words if word.page == day.page and word.top < name.top]


@pytest.mark.parametrize("kind", LETTERS)
def test_a_letter_stands_by_the_standard_on_its_pages(
    pdfs: Mapping[tuple[str, str], Path], state: str, kind: str
) -> None:
    words = libreoffice.words(pdfs[kind, state])

    mark = next(word for word in words if word.text == "专班办公室")
    assert (mark.page, mark.top) == (1, pytest.approx(30, abs=4))
    number = next(word for word in words if "【序号】号" in word.text)
    assert (number.page, number.right) == (1, pytest.approx(210 - 26, abs=1))
    # the number between dashes stands on every page but the first
    pages = max(word.page for word in words)
    assert {word.page for word in words if word.text == "—"} == set(range(2, pages + 1))


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


@pytest.mark.parametrize("kind", SHEETS)
def test_sheets_are_printed_in_letters_of_nine_points_and_more(
    pdfs: Mapping[tuple[str, str], Path], state: str, kind: str
) -> None:
    sizes = libreoffice.font_sizes(pdfs[kind, state])

    # of the sheets, and of the heads and feet of pages, which LibreOffice scales with them
    assert min(sizes) >= 9


def test_the_form_s_pages_have_every_column_to_fill_in(
    pdfs: Mapping[tuple[str, str], Path], state: str
) -> None:
    text = seen(pdfs["form", state])

    # words in a narrow column are broken over lines, among those of its neighbours
    for header in ("状态", "完成日期", "依据", "说明", "数据截至", "滞后原因", "下一步措施"):
        assert header in text or state == "all"
    assert "预计完成" in text


def test_the_form_s_pages_ask_for_every_item_that_the_unit_leads(
    pdfs: Mapping[tuple[str, str], Path], board_in: Callable[[str], Board], state: str
) -> None:
    board, text = board_in(state), seen(pdfs["form", state])

    for line in board.indicators:
        if line.lead_unit == UNIT:
            assert f"指标{line.number}" in text
    assert "填报表" in text
