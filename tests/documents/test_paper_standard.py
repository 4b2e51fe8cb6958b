"""GB/T 9704—2012 measured on the pages that LibreOffice makes: lines, blanks and edges, in mm."""

from __future__ import annotations

import io
import os
import re
import subprocess
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

import pytest
from PIL import Image

from kzdash.documents.papers import annual_summary, supervision
from kzdash.domain.letterhead import Letterhead
from tests.documents import libreoffice

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from kzdash.board.board import Board
    from tests.documents.libreoffice import Word

pytestmark = pytest.mark.slow
DOTS_PER_INCH = 150
MM = 25.4 / DOTS_PER_INCH  # of a dot
BEFORE_LINE = 10.2  # 225 mm by 22 lines
CHARACTER, FOURTH = 5.6, 4.9  # 16 and 14 points
HEAD = Letterhead("", "某专班办", "张三", "市发展改革委", "区委办公室。")


class Rule(NamedTuple):
    """A line across a page, in mm from its top left."""

    top: float
    bottom: float
    left: float
    right: float


@pytest.fixture(scope="module")
def pdfs(
    board_in: Callable[[str], Board], tmp_path_factory: pytest.TempPathFactory
) -> Mapping[str, Path]:
    """A report, a letter, and a report without a head, all named by the seed."""
    if not libreoffice.found():
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(libreoffice.HOW_TO_GET)
    folder, board = tmp_path_factory.mktemp("standard"), board_in("some")
    headed = replace(board, plan=replace(board.plan, letterhead=HEAD))
    bare = replace(board, plan=replace(board.plan, letterhead=replace(HEAD, red_head=False)))
    made = {
        "report": annual_summary.make(headed),
        "letter": supervision.make(headed, "区发展改革委"),
        "plain": annual_summary.make(bare),
    }
    files = [folder / f"{name}.docx" for name in made]
    for file, content in zip(files, made.values(), strict=True):
        file.write_bytes(content)
    libreoffice.converted(files, folder)
    return {file.stem: file.with_suffix(".pdf") for file in files}


def rules(pdf: Path, page: int, *, red: bool, least: float = 140) -> list[Rule]:
    """The lines of a page that are red or black and at least so long, from the top."""
    drawn = subprocess.run(
        ["pdftoppm", "-r", str(DOTS_PER_INCH), "-f", str(page), "-l", str(page), "-png", pdf],
        capture_output=True,
        check=True,
    )
    picture = Image.open(io.BytesIO(drawn.stdout)).convert("RGB")
    parts = [channel.tobytes() for channel in picture.split()]
    found: list[Rule] = []
    for row in range(picture.height):
        span = slice(row * picture.width, (row + 1) * picture.width)
        dark = [bytes(1 if value < 120 else 0 for value in part[span]) for part in parts]
        if red:
            inked = bytes((not r) and g and b for r, g, b in zip(*dark, strict=True))
        else:
            inked = bytes(r and g and b for r, g, b in zip(*dark, strict=True))
        run = max(re.finditer(b"\x01+", inked), key=lambda one: len(one[0]), default=None)
        if run is None or len(run[0]) * MM < least:
            continue
        top, bottom = row * MM, (row + 1) * MM
        if found and top - found[-1].bottom < MM / 2:
            top = found.pop().top
        found.append(Rule(top, bottom, run.start() * MM, run.end() * MM))
    return found


def words_of(pdf: Path, page: int) -> list[Word]:
    return [word for word in libreoffice.words(pdf) if word.page == page]


def beginning(words: list[Word], text: str) -> Word:
    return next(word for word in words if word.text.startswith(text))


def test_a_report_has_a_red_line_as_wide_as_the_text_below_its_number(
    pdfs: Mapping[str, Path],
) -> None:
    words = words_of(pdfs["report"], 1)
    (line,) = rules(pdfs["report"], 1, red=True)

    number, title = beginning(words, "某专班办"), beginning(words, "关于")
    signer = beginning(words, "签发人：")
    assert (line.left, line.right) == (pytest.approx(28, abs=0.5), pytest.approx(184, abs=0.5))
    assert line.top - number.bottom == pytest.approx(4, abs=1)
    # one character from either edge
    assert number.left == pytest.approx(28 + CHARACTER, abs=1)
    assert signer.right == pytest.approx(184 - CHARACTER, abs=1)
    # two empty lines above the title, one below it
    assert title.top - line.bottom == pytest.approx(2 * BEFORE_LINE, abs=2)
    addressee = beginning(words, "市发展改革委：")
    last = max(word.bottom for word in words if word.bottom < addressee.top)
    assert addressee.top - last == pytest.approx(BEFORE_LINE, abs=3)
    assert addressee.left == pytest.approx(28, abs=0.5)


def test_a_letter_has_double_lines_of_170_mm_in_the_middle_of_its_page(
    pdfs: Mapping[str, Path],
) -> None:
    words = words_of(pdfs["letter"], 1)
    thick, thin, thin_below, thick_below = rules(pdfs["letter"], 1, red=True)

    for line in (thick, thin, thin_below, thick_below):
        assert (line.left, line.right) == (pytest.approx(20, abs=0.5), pytest.approx(190, abs=0.5))
    assert thick.bottom - thick.top > thin.bottom - thin.top
    assert thick_below.bottom - thick_below.top > thin_below.bottom - thin_below.top
    assert thick_below.bottom == pytest.approx(297 - 20, abs=0.5)
    mark, number = beginning(words, "专班办公室"), beginning(words, "某专班办")
    assert mark.top == pytest.approx(30, abs=1)
    assert mark.middle == pytest.approx(105, abs=0.5)
    # a font has some air below its characters
    assert thick.top - mark.bottom == pytest.approx(4, abs=2)
    assert number.top - thin.bottom == pytest.approx(CHARACTER * 7 / 8, abs=1)
    assert beginning(words, "关于").top - number.bottom == pytest.approx(2 * BEFORE_LINE, abs=2)


def test_the_foot_of_a_report_stands_between_thick_and_thin_lines(
    pdfs: Mapping[str, Path],
) -> None:
    page = libreoffice.pages(pdfs["report"])
    words = words_of(pdfs["report"], page)
    above, between, below = [
        line for line in rules(pdfs["report"], page, red=False, least=155) if line.top > 200
    ]

    for line in (above, between, below):
        assert line.right - line.left == pytest.approx(156, abs=0.5)
        # in the middle of the page, 1 mm off the middle of the text
        assert line.left == pytest.approx(27, abs=0.5)
    assert below.bottom == pytest.approx(297 - 35, abs=0.5)
    copies, printed = beginning(words, "抄送："), beginning(words, "年【月】")
    assert copies.left - above.left == pytest.approx(FOURTH, abs=0.5)
    assert above.right - printed.right == pytest.approx(FOURTH, abs=0.5)
    assert above.bottom < copies.top < between.top < printed.top < below.top


@pytest.mark.parametrize("kind", ["report", "letter", "plain"])
def test_a_page_s_number_is_7_mm_below_the_text_at_the_outer_edge(
    pdfs: Mapping[str, Path], kind: str
) -> None:
    words = libreoffice.words(pdfs[kind])
    first = 2 if kind == "letter" else 1

    for page in range(first, libreoffice.pages(pdfs[kind]) + 1):
        dashes = [word for word in words if word.page == page and word.text == "—"]
        assert len(dashes) == 2
        if page % 2:
            assert dashes[1].right == pytest.approx(210 - 26 - FOURTH, abs=0.5)
        else:
            assert dashes[0].left == pytest.approx(26 + FOURTH, abs=0.5)
    (line,) = [one for one in rules(pdfs[kind], 2, red=False, least=3) if one.top > 264]
    assert line.top - 262 == pytest.approx(7, abs=0.5)


def test_the_margin_at_the_back_is_the_wider_one_on_every_page(pdfs: Mapping[str, Path]) -> None:
    words = libreoffice.words(pdfs["report"])

    for page, left in ((2, 26), (3, 28), (4, 26)):
        edges = [word for word in words if word.page == page]
        assert min(word.left for word in edges) == pytest.approx(left, abs=0.5)
        assert max(word.right for word in edges) == pytest.approx(left + 156, abs=0.5)
        # 22 lines on 225 mm
        assert min(word.top for word in edges) == pytest.approx(37 + 2, abs=1)


def test_an_annex_begins_with_its_number_and_has_its_title_in_the_third_line(
    pdfs: Mapping[str, Path],
) -> None:
    words = libreoffice.words(pdfs["report"])
    marks = [word for word in words if re.fullmatch("附件[0-9]?", word.text)]

    for mark in marks:
        own = [word for word in words if word.page == mark.page]
        title = min((word for word in own if word.top > mark.bottom), key=lambda word: word.top)
        assert title.top - mark.top == pytest.approx(2 * BEFORE_LINE, abs=2)
        assert mark.left == pytest.approx(28 if mark.page % 2 else 26, abs=0.5)


def test_the_list_of_annexes_stands_an_empty_line_below_the_text(
    pdfs: Mapping[str, Path],
) -> None:
    words = libreoffice.words(pdfs["report"])
    first = beginning(words, "附件：1.")
    own = [word for word in words if word.page == first.page]

    text = max(word.top for word in own if word.bottom < first.top)
    assert first.top - text == pytest.approx(2 * BEFORE_LINE, abs=1)
    edge = 28 if first.page % 2 else 26
    assert first.left == pytest.approx(edge + 2 * CHARACTER, abs=1)
    # names have no mark at their end
    assert not [word for word in own if word.top == first.top and word.text.endswith("。")]


def test_without_a_head_the_title_is_the_first_line_and_nothing_is_red(
    pdfs: Mapping[str, Path],
) -> None:
    words = words_of(pdfs["plain"], 1)

    assert words[0].text.startswith("关于")
    assert words[0].top == pytest.approx(37 + 3, abs=3)
    assert rules(pdfs["plain"], 1, red=True, least=20) == []
    said = "".join(word.text for word in libreoffice.words(pdfs["plain"]))
    assert [name for name in ("抄送", "签发人", "】日印发", "〔2025〕") if name in said] == []
