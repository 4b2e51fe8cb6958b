"""A few letters cannot make the server work for minutes or fill its memory."""

from __future__ import annotations

import io
import time
import zipfile
from typing import TYPE_CHECKING

import openpyxl
import pytest
from openpyxl.chart import BarChart
from openpyxl.comments import Comment
from openpyxl.worksheet.formula import ArrayFormula

from kzdash import reporting
from kzdash.errors import CellError, FileProblem, UnreadableFileError
from kzdash.reporting.sheets import MAX_ROWS
from kzdash.reporting.workbook_limits import MAX_ELEMENTS, MAX_OTHER_ELEMENTS, MAX_RANGE_CELLS

if TYPE_CHECKING:
    from collections.abc import Callable

    from kzdash.reporting import DryRun
    from tests.reporting.conftest import Form

    Take = Callable[..., Form]
    Bring = Callable[..., DryRun]

SHEET = "xl/worksheets/sheet1.xml"
END = b"</sheetData>"
MANY = f"A1:Z{MAX_RANGE_CELLS // 26 + 1}".encode()
HEADER = ["编号", "填报次数", "状态"]


def book_of(*rows: list[object]) -> openpyxl.Workbook:
    book = openpyxl.Workbook()
    for row in (HEADER, *rows):
        book.worksheets[0].append(row)
    return book


def saved(book: openpyxl.Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def edited(content: bytes, part: str, old: bytes, new: bytes) -> bytes:
    """A workbook with the first of a passage in one of its parts replaced; it must be there."""
    out = io.BytesIO()
    packing = zipfile.ZIP_DEFLATED
    with (
        zipfile.ZipFile(io.BytesIO(content)) as whole,
        zipfile.ZipFile(out, "w", packing, compresslevel=1) as made,
    ):
        assert old in whole.read(part)
        for name in whole.namelist():
            read = whole.read(name)
            made.writestr(name, read.replace(old, new, 1) if name == part else read)
    return out.getvalue()


def unfit(content: bytes) -> FileProblem:
    with pytest.raises(UnreadableFileError) as caught:
        reporting.read_upload(content)
    return caught.value.problem


@pytest.mark.parametrize(
    "more",
    [
        b'<mergeCells><mergeCell ref="%s"/></mergeCells>' % MANY,
        b'<hyperlinks><hyperlink ref="%s" location="A1"/></hyperlinks>' % MANY,
        b'<hyperlinks><hyperlink ref="A:B" location="A1"/></hyperlinks>',
        b'<mergeCells><mergeCell ref="A:XFD"/></mergeCells>',
    ],
)
def test_what_names_more_cells_than_a_form_has_is_refused_before_they_are_made(more: bytes) -> None:
    content = saved(book_of(["任务2", 0, "推进中"]))

    assert unfit(edited(content, SHEET, END, END + more)) is FileProblem.UNPACKS_TOO_LARGE


def test_a_note_on_a_whole_sheet_is_refused() -> None:
    book = book_of(["任务2", 0, "推进中"])
    book.worksheets[0]["A2"].comment = Comment("请核对", "某人")
    content = saved(book)

    noted = edited(content, "xl/comments/comment1.xml", b'ref="A2"', b'ref="%s"' % MANY)
    assert unfit(noted) is FileProblem.UNPACKS_TOO_LARGE
    assert reporting.read_upload(content).sheets


@pytest.mark.slow
def test_more_cells_than_any_form_has_are_refused() -> None:
    content = saved(book_of(["任务2", 0, "推进中"]))

    cells = b"<row>" + b"<c/>" * MAX_ELEMENTS + b"</row>"
    assert unfit(edited(content, SHEET, END, cells + END)) is FileProblem.UNPACKS_TOO_LARGE


def test_a_long_formula_that_many_cells_share_is_not_worked_out() -> None:
    content = saved(book_of(["任务2", 0, "推进中"]))

    first = b'<c r="J2"><f t="shared" si="0">%s</f></c>' % b"+".join([b"A1"] * 2_000)
    shared = b"".join(b'<c r="J%d"><f t="shared" si="0"/></c>' % row for row in range(3, 300))
    asked = edited(content, SHEET, END, b"<row>" + first + shared + b"</row>" + END)
    assert unfit(asked) is FileProblem.UNPACKS_TOO_LARGE


def test_a_format_longer_than_any_is_not_searched() -> None:
    book = book_of(["任务2", 0, "推进中"])
    book.worksheets[0]["B2"].number_format = "[" * 300

    assert unfit(saved(book)) is FileProblem.UNPACKS_TOO_LARGE


@pytest.mark.slow
def test_the_rows_of_all_sheets_together_are_bounded() -> None:
    book = book_of(*([f"任务{row}", 0, ""] for row in range(MAX_ROWS // 2)))
    assert reporting.read_upload(saved(book)).sheets

    for _ in range(2):
        book.copy_worksheet(book.worksheets[0])
    assert unfit(saved(book)) is FileProblem.TOO_MANY_ROWS


LONG = b"1" * 4_000_000
LONG_TAGS = {
    "an attribute": b'<x a="%s"/>' % LONG,
    "an attribute behind one with the end of a tag": b'<x b=">" c=\'">\' a="%s"/>' % LONG,
    "an attribute that does not end": b'<x a="%s' % LONG,
    "an apostrophe's": b"<x a='%s'/>" % LONG,
    "a name": b"<x%s/>" % LONG,
    "a comment": b"<!-- > %s -->" % LONG,
    "a comment that does not end": b"<!-- %s" % LONG,
    "an instruction": b"<?x > %s?>" % LONG,
}


@pytest.mark.parametrize("tag", LONG_TAGS.values(), ids=LONG_TAGS.keys())
def test_a_tag_that_a_parser_would_look_at_for_minutes_is_seen_by_none(tag: bytes) -> None:
    content = saved(book_of(["任务2", 0, "推进中"]))

    began = time.process_time()
    assert unfit(edited(content, SHEET, END, END + tag)) is FileProblem.UNPACKS_TOO_LARGE
    # expat before 2.6 takes two seconds for a million letters, and half a minute for these
    assert time.process_time() - began < 2


def test_neither_a_dtd_nor_letters_of_two_bytes_hide_one() -> None:
    content = saved(book_of(["任务2", 0, "推进中"]))
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        sheet = packed.read(SHEET).decode()
    long = sheet.replace("<sheetData>", f'<x b="∀㸀" a="{LONG.decode()}"/><sheetData>')
    first = sheet.encode()

    declared = b'<!DOCTYPE x [<!ATTLIST x a CDATA "%s">]>' % LONG + first
    assert unfit(edited(content, SHEET, first, declared)) is FileProblem.DAMAGED
    assert (
        unfit(edited(content, SHEET, first, long.encode("utf-16"))) is FileProblem.UNPACKS_TOO_LARGE
    )
    assert unfit(edited(content, SHEET, first, long.encode("utf-16-le"))) is FileProblem.DAMAGED


def test_a_text_as_long_as_a_cell_holds_is_read() -> None:
    text = "长" * 32_767
    content = saved(book_of(["任务2", 0, text]))

    (sheet,) = reporting.read_upload(content).sheets
    assert sheet.rows[0].texts["状态"] == text


STYLES, BOOK = "xl/styles.xml", "xl/workbook.xml"
MANY_OF = {
    "rules for cells": (SHEET, b"<pageMargins", b'<dataValidation type="list" sqref="A1"/>', 1),
    "ranges of one rule": (SHEET, b"<pageMargins", b'<dataValidation sqref="%s"/>', 3),
    "conditions": (SHEET, b"<pageMargins", b'<cfRule type="expression" priority="1"/>', 1),
    "formats": (STYLES, b"</cellXfs>", b'<xf numFmtId="0"/>', 1),
    "names": (BOOK, b"<calcPr", b'<definedName name="a">A1</definedName>', 1),
    "words of a name": (BOOK, b"<calcPr", b'<definedName name="a">%s</definedName>', 30),
    "merges": (SHEET, b"<pageMargins", b'<mergeCell ref="A9"/>', 1),
    "page breaks": (SHEET, b"<pageMargins", b'<brk id="1"/>', 1),
}


@pytest.mark.parametrize(("part", "before", "one", "breadth"), MANY_OF.values(), ids=MANY_OF.keys())
def test_many_more_of_what_is_no_cell_than_a_form_has_is_refused(
    part: str, before: bytes, one: bytes, breadth: int
) -> None:
    content = saved(book_of(["任务2", 0, "推进中"]))
    words = b" ".join([b"A1"] * 12_000)

    made = one % words if b"%s" in one else one
    times = breadth if b"%s" in one else MAX_OTHER_ELEMENTS + 1
    asked = edited(content, part, before, made * times + before)
    assert unfit(asked) is FileProblem.UNPACKS_TOO_LARGE


def test_a_picture_is_no_part_to_be_counted() -> None:
    out = io.BytesIO(saved(book_of(["任务2", 0, "推进中"])))
    with zipfile.ZipFile(out, "a") as packed:
        packed.writestr("xl/media/image1.png", b"\x89PNG\r\n\x1a\n")

    assert reporting.read_upload(out.getvalue()).sheets


def test_a_text_of_any_breadth_is_read_at_once() -> None:
    header = ",".join(["编号", "填报次数", *(f"c{n}" for n in range(100_000))])
    (sheet,) = reporting.read_upload(f"{header}\n任务2,0,x\n".encode()).sheets

    assert len(sheet.columns) <= 100
    assert sheet.rows[0].texts["编号"] == "任务2"


def test_a_form_whose_first_sheet_is_but_a_chart_has_no_day(take: Take, bring: Bring) -> None:
    form = take()
    form.book.remove(form.book["说明"])
    form.book.create_chartsheet("说明").add_chart(BarChart())

    assert reporting.read_upload(form.content).cover.made_on is None
    assert bring(form).faults == []


def test_a_share_of_a_number_without_end_is_a_fault_and_no_accident(
    take: Take, bring: Bring
) -> None:
    form = take()
    cell = form.cell("项目4", "形象进度(%)")
    cell.value, cell.number_format = 123454321, "0%"
    place = form.book.sheetnames.index(cell.parent.title) + 1
    part = f"xl/worksheets/sheet{place}.xml"
    content = edited(form.content, part, b"123454321", b"9" * 4_299)

    (fault,) = bring(content).faults
    assert fault.place.column == "形象进度(%)"


def test_a_whole_number_that_is_shown_as_a_share_keeps_its_digits(take: Take, bring: Bring) -> None:
    form = take()
    cell = form.cell("项目4", "形象进度(%)")
    cell.value, cell.number_format = 1, "0%"

    (change,) = bring(form).changes
    assert change.report.physical_progress_percent == 100


def test_a_format_that_the_file_has_lost_is_none() -> None:
    book = book_of(["任务2", 12, "推进中"])
    book.worksheets[0]["B2"].number_format = '0.000"个"'
    content = edited(saved(book), "xl/styles.xml", b"<numFmts", b"<lost")
    content = edited(content, "xl/styles.xml", b"</numFmts>", b"</lost>")

    (sheet,) = reporting.read_upload(content).sheets
    assert sheet.rows[0].texts["填报次数"] == "12"


def test_a_formula_for_several_cells_is_named_as_it_was_typed(take: Take, bring: Bring) -> None:
    form = take()
    form.cell("任务2", "状态").value = ArrayFormula("D3:D4", "=A1:A2")

    (fault,) = bring(form).faults
    assert isinstance(fault.error, CellError)
    assert fault.error.value == "=A1:A2"
