"""The handbook: its links lead to chapters, its pictures are there, and its files say the same."""

from __future__ import annotations

import io
import re

import pytest
from docx import Document

from kzdash.documents.handbook import (
    PICTURES,
    one_page_sheet,
    paper,
    picture_names,
    read_handbook,
)
from kzdash.documents.handbook.chapters import parse_handbook
from kzdash.documents.handbook.html import IN_FILE, IN_PAGE, Addresses, compose_whole, to_html

KEYS = [chapter.key for chapter in read_handbook().chapters]


def paragraphs(made: bytes) -> list[tuple[str, str]]:
    """The style and the words of each paragraph of a Word document."""
    return [(str(part.style.name), part.text) for part in Document(io.BytesIO(made)).paragraphs]


def test_each_chapter_has_a_key_and_a_number_of_its_own() -> None:
    numbers = [chapter.heading.partition(".")[0] for chapter in read_handbook().chapters]

    assert len(set(KEYS)) == len(KEYS)
    assert len(set(numbers)) == len(numbers)
    assert all(number.isdigit() for number in numbers)


def test_every_link_leads_to_a_chapter() -> None:
    links = [
        str(token.attrs["href"])
        for token in read_handbook().all_tokens()
        if token.type == "link_open"
    ]

    assert links
    assert {link.removeprefix("#") for link in links} <= set(KEYS)


def test_a_chapter_that_is_named_by_its_number_is_there() -> None:
    numbers = {chapter.heading.partition(".")[0] for chapter in read_handbook().chapters}
    words = "".join(token.content for token in read_handbook().all_tokens())

    assert set(re.findall(r"第(\d+)章", words)) <= numbers


def test_every_picture_is_there_and_none_is_left_over() -> None:
    assert picture_names() == {file.name for file in PICTURES.iterdir()}


def test_the_word_document_has_the_same_headings_and_pictures() -> None:
    made = paper.make(read_handbook())

    found = paragraphs(made)
    headings = [words for style, words in found if style == "Heading 1"]
    assert ("Title", read_handbook().title) in found
    assert headings == [chapter.heading for chapter in read_handbook().chapters]
    shown = [token for token in read_handbook().all_tokens() if token.type == "image"]
    assert len(Document(io.BytesIO(made)).inline_shapes) == len(shown)


def test_the_word_document_has_lists_tables_and_bold_words_and_numbers_each_list_anew() -> None:
    text = (
        "# 手册\n\n## 1. 一\n\n1. 甲**乙**\n2. 丙\n丁\n\n- 戊\n\n1. 己\n\n| 庚 |\n| --- |\n| 辛 |\n"
    )

    made = Document(io.BytesIO(paper.make(parse_handbook(text))))

    words = [part.text for part in made.paragraphs]
    assert words == ["手册", "1. 一", "1. 甲乙", "2. 丙丁", "戊", "1. 己"]
    assert [run.text for part in made.paragraphs for run in part.runs if run.bold] == ["乙"]
    assert [cell.text for row in made.tables[0].rows for cell in row.cells] == ["庚", "辛"]


def test_the_sheet_is_the_chapter_of_a_unit_with_blanks_to_fill_in() -> None:
    sheet = one_page_sheet()
    html = compose_whole(sheet, IN_FILE)
    words = "".join(text for _, text in paragraphs(paper.make(sheet)))

    for said in ("网址：____", "专班办公室电话：____", "看到“已填报", "撤销上次填报"):
        assert said in re.sub("<[^>]+>", "", html)
        assert said in words
    assert "目录" not in html


@pytest.mark.parametrize("addresses", [IN_FILE, IN_PAGE], ids=["file", "page"])
def test_the_whole_has_every_chapter_and_leads_nowhere_else(addresses: Addresses) -> None:
    html = compose_whole(read_handbook(), addresses)

    assert re.findall(r'<section id="([^"]+)"', html) == KEYS
    asked = re.findall(r'(?:href|src)="([^"]+)"', html)
    assert all(one.startswith(("#", "data:", "/handbook/")) for one in asked)
    assert {one[1:] for one in asked if one.startswith("#")} <= set(KEYS)


def test_a_file_is_complete_by_itself() -> None:
    html = compose_whole(read_handbook(), IN_FILE)

    assert html.count("data:image/png;base64,") == len(picture_names())
    assert "/handbook/" not in html


def test_a_chapter_without_a_key_is_known_by_its_name_and_raw_html_is_text() -> None:
    handbook = parse_handbook(
        '# 手册\n\n前言\n- 末项\n<a id="one"></a>\n\n## 1. 甲\n\n<b>乙</b>\n\n## 2. 丙\n'
    )

    assert list(handbook.by_key) == ["one", "丙"]
    assert "&lt;b&gt;" in to_html(handbook.chapters[0].tokens, IN_PAGE)
    assert to_html(handbook.opening, IN_PAGE) == "<p>前言</p>\n<ul>\n<li>末项</li>\n</ul>\n"
