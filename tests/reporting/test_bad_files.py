"""What is no filled form is said to be none in a sentence, whatever it is, and reads nothing."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl.styles import Border, Side

from kzdash import reporting
from kzdash.errors import FileProblem, UnreadableFileError
from kzdash.reporting import MAX_UPLOAD_BYTES

if TYPE_CHECKING:
    from collections.abc import Callable

    from openpyxl.worksheet.worksheet import Worksheet

    from tests.reporting.conftest import Form

    Take = Callable[..., Form]

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
LAUGHS = (
    b'<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY lol "lol">'
    + b"".join(f'<!ENTITY lol{n} "{f"&lol{n - 1 or str()};" * 10}">'.encode() for n in range(1, 10))
    + b"]><worksheet>&lol9;</worksheet>"
)


def unfit(content: bytes) -> FileProblem:
    with pytest.raises(UnreadableFileError) as caught:
        reporting.read_upload(content)
    assert "Nothing was written" in str(caught.value)
    return caught.value.problem


def workbook(fill: Callable[[Worksheet], None]) -> bytes:
    book = openpyxl.Workbook()
    fill(book.worksheets[0])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def replaced(content: bytes, part: str, by: bytes) -> bytes:
    """A workbook with one of its parts replaced."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            new.writestr(name, by if name == part else old.read(name))
    return out.getvalue()


def zipped(size: int) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/workbook.xml", b"0" * size)
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", FileProblem.EMPTY),
        (b" \r\n ", FileProblem.EMPTY),
        (b"a" * (MAX_UPLOAD_BYTES + 1), FileProblem.TOO_LARGE),
        (OLE + b"Workbook", FileProblem.DAMAGED),
        (OLE + "EncryptedPackage".encode("utf-16-le"), FileProblem.LOCKED),
        (b"PK\x03\x04 and then nothing", FileProblem.DAMAGED),
        (zipped(40_000_000), FileProblem.UNPACKS_TOO_LARGE),
        (zipped(10), FileProblem.DAMAGED),
        (b"\x89PNG\r\n\x1a\n\xff\xfe\xfd", FileProblem.NO_TEXT),
        (b"\0" * 20, FileProblem.NO_TEXT),
        (b"%PDF-1.7 1 0 obj", FileProblem.NO_TABLE),
        ("姓名,年龄\n张三,30\n".encode(), FileProblem.NO_TABLE),
        ("编号,填报次数,状态,状态\n任务2,0,已完成,推进中\n".encode(), FileProblem.TWO_COLUMNS),
        (("编号,填报次数\n" + "任务2,0\n" * 3000).encode(), FileProblem.TOO_MANY_ROWS),
        ('编号,填报次数\n"任务2'.encode() + b"x" * 200_000, FileProblem.DAMAGED),
    ],
    ids=lambda given: given.name if isinstance(given, FileProblem) else "",
)
def test_a_file_that_is_no_form_is_said_to_be_none(content: bytes, why: FileProblem) -> None:
    assert unfit(content) is why


def test_fifty_megabytes_are_refused_unread() -> None:
    assert unfit(b"PK\x03\x04" + b"\0" * 50_000_000) is FileProblem.TOO_LARGE


def test_a_bomb_of_entities_is_not_blown_up(take: Take) -> None:
    content = replaced(take().content, "xl/worksheets/sheet2.xml", LAUGHS)

    assert unfit(content) is FileProblem.DAMAGED


@pytest.mark.parametrize(
    "part",
    ["xl/workbook.xml", "xl/worksheets/sheet2.xml", "[Content_Types].xml"],
)
def test_a_workbook_with_a_broken_part_is_said_to_be_damaged(take: Take, part: str) -> None:
    assert unfit(replaced(take().content, part, b"<broken")) is FileProblem.DAMAGED


def test_a_workbook_without_the_columns_of_a_form_is_none() -> None:
    assert unfit(workbook(lambda sheet: sheet.append(["姓名", "年龄"]))) is FileProblem.NO_TABLE


def test_formats_that_cannot_be_read_are_named_as_such(take: Take) -> None:
    assert unfit(replaced(take().content, "xl/styles.xml", b"<broken")) is FileProblem.ODD_FORMATS


ODD = [
    ("xl/styles.xml", b"</fills>", b"<fill/></fills>"),
    ("xl/styles.xml", b"</fonts>", b'<font><family val="34"/></font></fonts>'),
    ("xl/styles.xml", b'vertical="top"', b'vertical="middle"'),
    ("xl/worksheets/sheet2.xml", b'orientation="landscape"', b'orientation="askew"'),
    ("xl/worksheets/sheet2.xml", b"<autoFilter ref=", b"<autoFilter wrong="),
    ("xl/workbook.xml", b"<definedName name=", b"<definedName wrong="),
    ("docProps/core.xml", b"dcterms:created", b"torn"),
    ("docProps/app.xml", b"<Properties", b"<<"),
]


@pytest.mark.slow
@pytest.mark.parametrize(("part", "old", "new"), ODD)
def test_a_flaw_in_decoration_keeps_no_cell_from_being_read(
    take: Take, part: str, old: bytes, new: bytes
) -> None:
    content = take().fill("指标7", 2023, 数值=11.25).content
    with zipfile.ZipFile(io.BytesIO(content)) as whole:
        was = whole.read(part)
    assert old in was

    filled = reporting.read_upload(replaced(content, part, was.replace(old, new)))
    assert "11.25" in [row.texts["数值"] for row in filled.sheets[0].rows]


def test_rows_that_hold_only_borders_or_blanks_do_not_count(take: Take) -> None:
    form = take()
    before = len(reporting.read_upload(form.content).sheets[3].rows)
    sheet = form.book["任务"]
    for row in range(sheet.max_row + 1, 4_000):
        sheet.cell(row, 1).border = Border(left=Side("thin"))
    sheet.cell(1_048_576, 3).value = " \n"

    assert len(reporting.read_upload(form.content).sheets[3].rows) == before


def packed(*names: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        for name in names:
            made.writestr(name, "<office/>")
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (packed("mimetype", "content.xml", "styles.xml"), FileProblem.NO_WORKBOOK),
        (packed("[Content_Types].xml", "xl/workbook.bin"), FileProblem.BINARY),
        (packed("[Content_Types].xml", "word/document.xml"), FileProblem.NO_WORKBOOK),
        ("<html><table><tr><td>编号</td></tr></table></html>".encode(), FileProblem.WEB_PAGE),
        ("\ufeff\n<!DOCTYPE html>\n<HTML>".encode("utf-16-le"), FileProblem.WEB_PAGE),
        ("<meta charset=gbk><table>编号</table>".encode("gb18030"), FileProblem.WEB_PAGE),
        (b'MIME-Version: 1.0\r\nContent-Type: multipart/related; type="x"', FileProblem.WEB_PAGE),
        (b'<?xml version="1.0"?>\n<Workbook xmlns="urn:schemas">', FileProblem.XML_TABLE),
    ],
)
def test_what_only_looks_like_a_workbook_is_called_what_it_is(
    content: bytes, why: FileProblem
) -> None:
    assert unfit(content) is why
    assert why is FileProblem.NO_WORKBOOK or "as .xlsx" in why.value


def test_a_form_with_a_column_twice_is_none(take: Take) -> None:
    form = take()
    form.book["任务"].cell(1, 20).value = "状态"

    assert unfit(form.content) is FileProblem.TWO_COLUMNS


def test_a_sheet_that_never_ends_is_refused(take: Take) -> None:
    form = take()
    form.book["任务"].cell(1_048_576, 4).value = "已完成"

    assert unfit(form.content) is FileProblem.TOO_MANY_ROWS


def test_a_cell_far_to_the_right_is_not_looked_for(take: Take) -> None:
    form = take()
    form.book["任务"].cell(3, 16_384).value = "远"

    assert [sheet.name for sheet in reporting.read_upload(form.content).sheets][-2] == "改革"


def test_a_form_whose_day_was_typed_over_is_refused(take: Take) -> None:
    form = take()
    form.book["说明"]["B2"].value = "上周"

    assert unfit(form.content) is FileProblem.NO_DAY


def read_or_refused(content: bytes) -> bool:
    """Whether a file was read; if not it was refused in the one way there is."""
    try:
        return bool(reporting.read_upload(content).sheets)
    except UnreadableFileError:
        return False


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.binary(max_size=400))
def test_whatever_bytes_come_are_read_or_refused(content: bytes) -> None:
    assert not read_or_refused(content)
    assert not read_or_refused(b"PK\x03\x04" + content)
    read_or_refused("编号,填报次数\n".encode() + content)


@pytest.fixture(scope="module")
def small_form() -> bytes:
    """A workbook with one row of a form."""

    def fill(sheet: Worksheet) -> None:
        sheet.append(["编号", "填报次数", "状态"])
        sheet.append(["任务2", 0, "推进中"])

    return workbook(fill)


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(at=st.floats(0, 1, exclude_max=True), by=st.binary(min_size=1, max_size=8))
def test_a_workbook_damaged_anywhere_is_read_or_refused(
    small_form: bytes, at: float, by: bytes
) -> None:
    where = int(at * len(small_form))

    assert read_or_refused(small_form)
    read_or_refused(small_form[:where] + by + small_form[where + len(by) :])
