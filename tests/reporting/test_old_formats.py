""".xls and .ods are read like .xlsx, with numbers as their cells show them, and bombs refused."""

from __future__ import annotations

import io
import struct
import time
import zipfile
from dataclasses import replace
from typing import TYPE_CHECKING

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kzdash import reporting
from kzdash.accounts import ListedPerson
from kzdash.documents import marked_form
from kzdash.errors import CellError, CellPlace, FileProblem
from kzdash.reporting import people_list
from tests.reporting import ole
from tests.reporting.old_formats import content
from tests.reporting.test_bad_files import LAUGHS, read_or_refused, replaced, unfit

if TYPE_CHECKING:
    from collections.abc import Callable

    from kzdash.reporting import DryRun
    from kzdash.reporting.sheets import FilledForm

    Bring = Callable[..., DryRun]

OLD = pytest.mark.parametrize("suffix", ["xls", "ods"])
SECONDS = 20


def without_formulas(form: FilledForm) -> FilledForm:
    """The form without the words of its formulas, of which .xls tells none."""
    sheets = [
        replace(
            sheet,
            rows=tuple(
                replace(row, formulas=dict.fromkeys(row.formulas, ""), errors=dict(row.errors))
                for row in sheet.rows
            ),
        )
        for sheet in form.sheets
    ]
    for row in (row for sheet in sheets for row in sheet.rows):
        row.errors.update({name: error.problem for name, error in row.errors.items()})
    return replace(form, sheets=tuple(sheets))


@OLD
def test_a_form_that_libreoffice_saved_is_read_as_the_xlsx_it_was(suffix: str) -> None:
    old, new = (reporting.read_upload(content(it)) for it in (suffix, "xlsx"))

    assert without_formulas(old) == without_formulas(new)


@OLD
def test_what_is_read_is_what_the_cells_show(suffix: str) -> None:
    form = reporting.read_upload(content(suffix))

    rows = {(row.texts["编号"], row.number): row for sheet in form.sheets for row in sheet.rows}
    texts = rows["指标7", 3].texts
    assert texts["数值"] == "11.25%"
    assert texts["依据"] == "=年报"
    assert texts["数据截至"] == "2025-06-01"
    project = rows["项目18", 2].texts
    assert project["形象进度(%)"] == "62.5%"
    assert project["完成投资(万元)"] == "15000.256万元"
    assert project["到位资金(万元)"] == "-3.5"
    assert project["需协调问题"] == "管网3.2km²未完"
    first, second = [row for (key, _), row in rows.items() if key.startswith("任务")][:2]
    assert first.texts["说明"] == second.texts["说明"] == "等待用地批复，\n已报区政府"
    assert form.unread_sheets == ("附件",)


@OLD
def test_a_formula_is_taken_by_what_it_gave_with_a_remark(suffix: str, bring: Bring) -> None:
    trial = bring(content(suffix))

    (change,) = [it for it in trial.changes if it.report.period == 2024]
    about = "" if suffix == "xls" else "（=22.5/2）"
    assert change.hints[0] == f"数值是公式{about}，按表中已算出的“11.25”读取"
    errors = [it.error for it in trial.faults if isinstance(it.error, CellError)]
    assert "FORMULA" in [error.problem.name for error in errors]


@OLD
def test_a_marked_file_comes_back_as_xlsx_and_reads_the_same(suffix: str) -> None:
    old = content(suffix)

    marked = marked_form.make(old, [(CellPlace("任务", 2, "状态"), "请核对。")])

    book = openpyxl.load_workbook(io.BytesIO(marked))
    column = [cell.value for cell in book["任务"][1]].index("状态") + 1
    assert book["任务"].cell(2, column).comment.text == "请核对。"
    before, after = map(reporting.read_upload, (old, marked))
    assert [row.texts for sheet in before.sheets for row in sheet.rows] == [
        row.texts for sheet in after.sheets for row in sheet.rows
    ]


def sheet_of(*rows: tuple[str, ...]) -> bytes:
    cells = ((at, place, text) for at, row in enumerate(rows) for place, text in enumerate(row))
    return b"".join(ole.label(*cell) for cell in cells)


SMALL = sheet_of(("编号", "填报次数", "状态"), ("任务2", "0", "推进中"))


def test_a_list_of_people_may_be_xls() -> None:
    listed = ole.packed(ole.workbook(sheet_of(("区水利局", "孙大", "13800000001"))))

    assert people_list.read_file(listed) == [ListedPerson(1, "区水利局", "孙大", "13800000001")]


LINK = struct.pack("<HHHH", 0, 65_535, 0, 255) + bytes.fromhex(
    "d0c9ea79f9bace118c8200aa004ba90b02000000"
)


@pytest.mark.parametrize(
    "sheet",
    [
        ole.record(0x01B8, LINK + bytes(4)),
        ole.record(0x001C, b"torn"),
        ole.record(0x00BE, struct.pack("<HH", 65_535, 0) + bytes(2 * 200)),
        b"".join(ole.record(0x0201, struct.pack("<HHH", row, 0, 0)) for row in range(60_000)),
    ],
    ids=["a link over all cells", "a torn note", "blank cells", "formatted rows"],
)
def test_what_is_no_cell_keeps_no_xls_from_being_read(sheet: bytes) -> None:
    form = reporting.read_upload(ole.packed(ole.workbook(SMALL + sheet)))

    assert [row.texts["状态"] for row in form.sheets[0].rows] == ["推进中"]


NUMBERS = struct.pack("<HH", 0, 0) + bytes(6 * 250) + struct.pack("<H", 249)
LAST_CELL = ole.label(65_535, 255, "远")
BOMBS = {
    "one sheet named often": ole.workbook(*[SMALL] * 60, at=0),
    "many sheets": ole.workbook(*[SMALL] * 101),
    "cells far below": ole.workbook(*[LAST_CELL] * 50),
    "merges far below": ole.workbook(
        *[SMALL + ole.record(0xE5, struct.pack("<HHHHH", 1, 65_535, 65_535, 0, 1))] * 50
    ),
    "a merge over all": ole.workbook(
        SMALL + ole.record(0xE5, struct.pack("<HHHHH", 1, 0, 65_535, 0, 255))
    ),
    "a million numbers": ole.workbook(SMALL + ole.record(0x00BD, NUMBERS) * 900),
    "a billion texts": ole.workbook(SMALL, more=ole.record(0xFC, struct.pack("<II", 1, 2**31))),
    "a long format": ole.workbook(
        SMALL, more=ole.record(0x041E, struct.pack("<HHB", 200, 3_000, 0) + b"0" * 3_000)
    ),
    "many styles": ole.workbook(SMALL, more=ole.record(0x00E0, bytes(20)) * 30_000),
}


@pytest.mark.parametrize("stream", BOMBS.values(), ids=BOMBS.keys())
def test_an_xls_that_demands_more_than_any_form_is_refused_soon(stream: bytes) -> None:
    begun = time.monotonic()

    assert unfit(ole.packed(stream)) is FileProblem.UNPACKS_TOO_LARGE
    assert time.monotonic() - begun < SECONDS


def test_an_xls_with_a_password_is_said_to_be_locked() -> None:
    locked = ole.workbook(SMALL, more=ole.record(0x002F, bytes(54)))

    assert unfit(ole.packed(locked)) is FileProblem.LOCKED


def test_a_form_with_a_cell_in_the_last_row_of_xls_has_too_many_rows() -> None:
    far = ole.packed(ole.workbook(SMALL + LAST_CELL))

    assert unfit(far) is FileProblem.TOO_MANY_ROWS


def test_an_old_document_that_is_no_table_is_called_what_it_is() -> None:
    assert unfit(ole.packed(b"text", "WordDocument")) is FileProblem.NO_WORKBOOK


def spread(*rows: str) -> bytes:
    """The .ods with a table of a test's own in place of its own."""
    names = ("office", "table", "text")
    spaces = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in names
    )
    table = f"<table:table table:name='任务'>{''.join(rows)}</table:table>"
    body = f"<office:body><office:spreadsheet>{table}</office:spreadsheet></office:body>"
    whole = f"<office:document-content {spaces}>{body}</office:document-content>"
    return replaced(content("ods"), "content.xml", whole.encode())


def row_of(*texts: str, row: str = "", cell: str = "") -> str:
    cells = "".join(
        f'<table:table-cell office:value-type="string" {cell}><text:p>{text}</text:p>'
        "</table:table-cell>"
        for text in texts
    )
    return f"<table:table-row {row}>{cells}</table:table-row>"


HEAD, TASK = row_of("编号", "填报次数", "状态"), row_of("任务2", "0", "推进中")
ROWS, COLUMNS = 'table:number-rows-repeated="{}"', 'table:number-columns-repeated="{}"'
SPANNED = 'table:number-rows-spanned="1000000" table:number-columns-spanned="1000"'


def test_rows_that_are_repeated_are_read_as_often_and_empty_ones_counted() -> None:
    empty = f"<table:table-row {ROWS.format(3)}><table:table-cell/></table:table-row>"
    group = f"<table:table-row-group>{empty}{TASK}</table:table-row-group>"
    tail = f"<table:table-row {ROWS.format(1_048_000)}><table:table-cell/></table:table-row>"
    twice = row_of("任务3", "0", "受阻", row=ROWS.format(2))

    form = reporting.read_upload(spread(HEAD, group, twice, tail))

    assert [(row.number, row.texts["编号"]) for row in form.sheets[0].rows] == [
        (5, "任务2"),
        (6, "任务3"),
        (7, "任务3"),
    ]


def test_blanks_notes_and_cells_far_to_the_right_are_read_by_sense() -> None:
    noted = row_of("任<office:annotation><text:p>注</text:p></office:annotation>务<text:s/>2", "0")
    far = row_of("远", cell=COLUMNS.format(16_000))
    blanks = row_of('任务3<text:s text:c="1000000000"/>末')

    (sheet,) = reporting.read_upload(spread(HEAD, noted, far, blanks)).sheets

    assert [row.texts["编号"] for row in sheet.rows] == ["任务 2", "远", f"任务3{' ' * 100}末"]
    assert sheet.columns[-1] == "CV…列"


@pytest.mark.parametrize(
    ("file", "why"),
    [
        (spread(HEAD, row_of("任务2", row=ROWS.format(1_048_576))), FileProblem.TOO_MANY_ROWS),
        (
            spread(HEAD, row_of("任务2", row=ROWS.format(1_900), cell=COLUMNS.format(16_384)) * 9),
            FileProblem.UNPACKS_TOO_LARGE,
        ),
        (spread(HEAD, row_of("任务2", cell=SPANNED)), FileProblem.UNPACKS_TOO_LARGE),
        (spread(HEAD, "<table:table-cell/>" * 210_000), FileProblem.UNPACKS_TOO_LARGE),
        (spread(HEAD, "<table:table-row-group>" * 5_000), FileProblem.DAMAGED),
        (
            spread("<table:table-row-group>" * 5_000 + HEAD + "</table:table-row-group>" * 5_000),
            FileProblem.DAMAGED,
        ),
        (spread(HEAD, row_of("任务2", row=ROWS.format("viele"))), FileProblem.DAMAGED),
        (replaced(content("ods"), "content.xml", LAUGHS), FileProblem.DAMAGED),
        (replaced(content("ods"), "styles.xml", LAUGHS), FileProblem.DAMAGED),
        (
            replaced(content("ods"), "META-INF/manifest.xml", b"<m:encryption-data/>"),
            FileProblem.LOCKED,
        ),
        (replaced(content("ods"), "content.xml", b"<text/>"), FileProblem.NO_WORKBOOK),
        (spread(row_of("姓名", "年龄")), FileProblem.NO_TABLE),
    ],
    ids=[
        *("rows", "columns", "a merge", "cells", "torn", "groups", "odd", "entities", "styles"),
        *("locked", "no table", "no form"),
    ],
)
def test_an_ods_that_is_no_form_is_said_to_be_none_soon(file: bytes, why: FileProblem) -> None:
    begun = time.monotonic()

    assert unfit(file) is why
    assert time.monotonic() - begun < SECONDS


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(at=st.floats(0, 1, exclude_max=True), by=st.binary(min_size=1, max_size=8))
def test_an_old_file_damaged_anywhere_is_read_or_refused(at: float, by: bytes) -> None:
    for whole in (ole.packed(ole.workbook(SMALL)), spread(HEAD, TASK), content("xls")):
        where = int(at * len(whole))
        read_or_refused(whole[:where] + by + whole[where + len(by) :])
        assert not read_or_refused(whole[: where // 2])


def test_both_files_hold_the_form_of_one_unit() -> None:
    with zipfile.ZipFile(io.BytesIO(content("ods"))) as packed:
        assert packed.read("mimetype").endswith(b"spreadsheet")
    assert content("xls").startswith(reporting.OLE)
