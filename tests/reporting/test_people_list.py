"""A list of people is read as offices write it: pasted, a workbook, a text file."""

from __future__ import annotations

import io

import openpyxl
import pytest

from kzdash.accounts import ListedPerson
from kzdash.errors import FileProblem, UnreadableFileError
from kzdash.reporting import people_list

SUN = ListedPerson(1, "区水利局", "孙大", "023-52238888")
LI = ListedPerson(2, "区财政局", "李 四", "")


@pytest.mark.parametrize(
    "text",
    [
        "区水利局\t孙大\t023-52238888\n区财政局\t李 四",
        "区水利局,孙大,023-52238888\n区财政局, 李 四,",
        "区水利局，孙大，023-52238888\n区财政局， 李 四",
        '"区水利局","孙大","023-52238888"\n"区财政局","李 四",""',
        "区水利局  孙大 023-52238888\n区财政局,李 四\n\n  \n",
    ],
)
def test_a_line_is_a_unit_a_person_and_a_telephone_between_tabs_commas_or_blanks(
    text: str,
) -> None:
    assert people_list.read_pasted(text) == [SUN, LI]


def test_a_header_says_which_column_is_which_and_what_stands_above_it_is_a_title() -> None:
    text = "各单位联络员名单\n\n序号\t姓 名\t职务\t单位\t手机\n1\t孙大\t科长\t区水利局\t138\n"

    assert people_list.read_pasted(text) == [ListedPerson(4, "区水利局", "孙大", "138")]
    without = people_list.read_pasted("姓名，单位\n孙大，区水利局")
    assert without == [ListedPerson(2, "区水利局", "孙大", "")]


def workbook() -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (
        ["名单"],
        ["单位", "姓名", "电话"],
        ["区水利局", "孙大", 13800000001],
        [None, "李四", "'023-1"],
        ["区财政局", "=B3", None],
    ):
        sheet.append(row)
    sheet.merge_cells("A3:A4")
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def test_a_workbook_is_read_with_numbers_as_shown_merged_units_and_no_formulas() -> None:
    assert people_list.read_file(workbook()) == [
        ListedPerson(3, "区水利局", "孙大", "13800000001"),
        ListedPerson(4, "区水利局", "李四", "'023-1"),
        ListedPerson(5, "区财政局", "", ""),
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_text_file_is_read_in_every_encoding_that_spreadsheets_write(encoding: str) -> None:
    assert people_list.read_file("区水利局,孙大,023-52238888".encode(encoding)) == [SUN]


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"PK\x03\x04broken", FileProblem.DAMAGED),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", FileProblem.DAMAGED),
        (b"\xff\xff\xff", FileProblem.NO_TEXT),
        (b"\x89PNG\0\0", FileProblem.NO_TEXT),
    ],
)
def test_a_file_that_is_no_list_is_refused(content: bytes, problem: FileProblem) -> None:
    with pytest.raises(UnreadableFileError) as caught:
        people_list.read_file(content)

    assert caught.value.problem is problem
