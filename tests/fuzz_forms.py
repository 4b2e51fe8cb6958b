"""What `make fuzz` hands in as filled forms: torn ones, and whole ones that hold anything."""

from __future__ import annotations

import csv
import datetime as dt
import io
import resource
import sqlite3
import time
import zipfile
from contextlib import closing
from typing import TYPE_CHECKING, Any

import openpyxl
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.chart import BarChart
from openpyxl.worksheet.formula import ArrayFormula

from kzdash import reporting
from kzdash.board.board import compute_board
from kzdash.documents import report_form
from kzdash.domain.models import Report
from kzdash.errors import KzdashError
from kzdash.reporting.form_columns import (
    AS_OF_SHEET,
    FIELDS,
    KEY,
    SEQ,
    STAGES,
    STATUSES,
    YEAR,
)
from kzdash.store import Store
from kzdash.store import seed as seeds
from tests import people
from tests.reporting import old_formats

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Callable
    from pathlib import Path

    from openpyxl.worksheet.worksheet import Worksheet

NOW = dt.datetime(2025, 6, 30, 8, tzinfo=dt.UTC)
SLOWEST_S, MOST_MORE_KIB = 20, 500_000
# what a part of a workbook has to say, where it was not said
OF_A_PART = st.sampled_from(
    [
        b'<c r="B2"><v>1e999</v></c>',
        b'<c r="A1" t="s"><v>-1</v></c>',
        b'<c t="b"><v>2</v></c>',
        b'<c t="d"><v>2024-02-30</v></c>',
        b'<c t="e"><v>#REF!</v></c>',
        b'<row r="1048576"/>',
        b'<row r="-3">',
        b' ref="A1:XFD1048576"',
        b'<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>',
        b'<hyperlinks><hyperlink ref="A1:XFD1048576"/></hyperlinks>',
        b'<f t="shared" si="0"/>',
        b'<f t="array" ref="A1:A2">1</f>',
        b'<f t="dataTable" ref="A1"/>',
        b' s="999"',
        b' t="inlineStr"',
        b' numFmtId="999"',
        b"9" * 400,
        b"<!DOCTYPE a [<!ENTITY a 'a'>]>",
        b"&a;",
        b"]]>",
        b"<!--",
    ]
)
TEXTS = st.text(
    st.characters(exclude_categories=["Cs", "Cc"], include_characters="\n\t"), max_size=50
)
ANYTHING = st.one_of(
    st.none(),
    TEXTS,
    st.text("0123456789.,-+%万亿元年月日 ", max_size=12),
    st.integers(),
    st.integers(10**30, 10**300),
    st.floats(allow_nan=False, allow_infinity=False),
    st.dates(dt.date(1900, 3, 1)),
    st.datetimes(dt.datetime(1900, 3, 1)),  # noqa: DTZ001 - a spreadsheet knows no zone
    st.times(),
    st.timedeltas(dt.timedelta(-9999), dt.timedelta(9999)),
    st.booleans(),
    st.sampled_from(["=1+1", "=A1", "#REF!", "'=1", "长" * 2001, "\u200b", "１２．５％"]),
    st.just(ArrayFormula("A2:A3", "=1")),
)
LIKELY = {
    SEQ: st.integers(0, 2),
    YEAR: st.integers(2020, 2027),
    FIELDS["status"]: st.sampled_from(list(STATUSES)),
    FIELDS["stage"]: st.sampled_from(list(STAGES)),
    FIELDS["completed_on"]: st.dates(dt.date(2023, 1, 1), dt.date(2025, 6, 30)),
    FIELDS["as_of"]: st.dates(dt.date(2023, 1, 1), dt.date(2025, 6, 30)),
    FIELDS["value"]: st.decimals(0, 100, places=2).map(float),
    FIELDS["evidence"]: st.just("统计公报"),
}
COLUMNS = (YEAR, *FIELDS.values(), "指标序号", "数据来源", "资料名称", "发布日期", "附注", "")
SHAPES = st.sampled_from(["General", "0.00%", "yyyy-mm-dd", "@", "[h]:mm", '0"%"'])
ENCODINGS = ("utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "big5", "latin-1", "utf-32")

Table = tuple[list[str], list[list[Any]]]


class Desk:
    """A store with a few reports, its own form, and what hands forms in and looks on."""

    def __init__(self, folder: Path, county: Path) -> None:
        folder.mkdir(exist_ok=True)
        self.file = folder / "desk.db"
        self.file.unlink(missing_ok=True)
        seeds.init_store(f"sqlite:///{self.file}", county, NOW)
        self.store = Store(f"sqlite:///{self.file}")
        people.office_account(self.store, NOW)
        self.lines = compute_board(self.store, NOW.date()).followed
        self._report()
        board = compute_board(self.store, NOW.date())
        self.keys = [line.key for line in board.followed]
        self.form = report_form.make(board, board.followed, self.store.seqs(), "测试员")
        self.text = as_text(self.form)

    def _report(self) -> None:
        for line in self.lines:
            if line.kind in {"task", "policy"} and line.number % 2:
                made = {"item_id": line.item_id, "seq": 1, "account": "tester", "status": "blocked"}
                self.store.append(
                    Report(**made, note="待批", as_of=dt.date(2025, 5, 31), recorded_at=NOW)
                )

    def take(self, content: bytes) -> str:
        """Hand a file in; return what became of it, which is not more than it should be."""
        start, peak = time.monotonic(), _peak_kib()
        with closing(sqlite3.connect(self.file)) as onlooker:
            before = _version(onlooker)
            try:
                found = reporting.preview(self.store, reporting.read_upload(content), "tester", NOW)
            except KzdashError:
                return "refused"
            finally:
                assert _version(onlooker) == before, "it was written to before it was confirmed"
                assert time.monotonic() - start < SLOWEST_S
                assert _peak_kib() - peak < MOST_MORE_KIB
        if not found.may_be_stored:
            return "with faults" if found.faults or found.conflicts else "without change"
        self._confirm(found)
        return "may be stored"

    def _confirm(self, found: reporting.DryRun) -> None:
        """Store what may be stored, in a copy: it must be as was said."""
        copy = self.file.with_name("confirmed.db")
        with closing(sqlite3.connect(self.file)) as whole, closing(sqlite3.connect(copy)) as other:
            whole.backup(other)
        store = Store(f"sqlite:///{copy}")
        before = sum(store.seqs().values())
        store.append_all(found.reports)
        assert sum(store.seqs().values()) == before + len(found.changes)


def handing_in(tried: Counter[str], desk: Desk, torn: Callable[..., Any]) -> Callable[[], None]:
    """Forms and tables: torn anywhere, torn in one part, or whole with anything in them."""
    kinds = st.one_of(
        torn(desk.form).map(lambda content: ("form", content)),
        rezipped(desk.form, torn).map(lambda content: ("part of a form", content)),
        torn(old_formats.content("xls")).map(lambda content: (".xls", content)),
        rezipped(old_formats.content("ods"), torn).map(lambda content: ("part of .ods", content)),
        torn(desk.text).map(lambda content: ("CSV", content)),
        workbooks(desk.keys).map(lambda content: ("any workbook", content)),
        texts(desk.keys).map(lambda content: ("any CSV", content)),
    )

    @given(kinds)
    def read(handed: tuple[str, bytes]) -> None:
        kind, content = handed
        tried[kind] += 1
        tried[f"{kind}, {desk.take(content)}"] += 1

    return read


@st.composite
def rezipped(draw: st.DrawFn, whole: bytes, torn: Callable[..., Any]) -> bytes:
    """A workbook with one of its parts torn, and zipped again as if nothing were wrong."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(whole)) as old, zipfile.ZipFile(out, "w") as new:
        chosen = draw(st.sampled_from(sorted(old.namelist())))
        for name in old.namelist():
            part = old.read(name)
            new.writestr(name, draw(torn(part, OF_A_PART)) if name == chosen else part)
    return out.getvalue()


@st.composite
def tables(draw: st.DrawFn, keys: list[str]) -> Table:
    """A header that is about right, and rows of whatever may stand in a cell."""
    more = draw(
        st.lists(
            st.sampled_from(COLUMNS),
            max_size=12,
            unique=draw(mostly(st.just(True), st.just(False))),
        )
    )
    header = draw(mostly(st.just([KEY, SEQ]), st.sampled_from([[KEY], [SEQ, KEY, KEY], []])))
    columns = draw(st.permutations([*header, *more]))
    cells = [_cells(column, keys) for column in columns]
    return columns, draw(st.lists(st.tuples(*cells).map(list), max_size=4))


def _cells(column: str, keys: list[str]) -> st.SearchStrategy[Any]:
    likely = st.sampled_from(keys) if column == KEY else LIKELY.get(column, st.none())
    return mostly(likely, ANYTHING)


def mostly(likely: st.SearchStrategy[Any], seldom: st.SearchStrategy[Any]) -> Any:
    """One of the two, the second one time in ten."""
    return st.integers(0, 9).flatmap(lambda turn: seldom if turn == 7 else likely)


@st.composite
def workbooks(draw: st.DrawFn, keys: list[str]) -> bytes:
    """A workbook as a spreadsheet writes it, with sheets by any name."""
    book = openpyxl.Workbook()
    about = book.worksheets[0]
    about.title = draw(mostly(st.just(AS_OF_SHEET), st.sampled_from(["任务", "Sheet1"])))
    about["B2"] = draw(mostly(st.just(NOW.date()), ANYTHING))
    if draw(st.integers(0, 9)) == 7:
        book.create_chartsheet(AS_OF_SHEET).add_chart(BarChart())
    for _ in range(draw(mostly(st.just(1), st.integers(0, 3)))):
        sheet = book.create_sheet(draw(st.sampled_from(["任务", "指标", "草稿"])))
        _fill(draw, sheet, draw(tables(keys)))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _fill(draw: st.DrawFn, sheet: Worksheet, table: Table) -> None:
    for _ in range(draw(st.integers(0, 3))):
        sheet.append([draw(st.sampled_from(["", "某局填报"]))])
    columns, rows = table
    for row in (columns, *rows):
        sheet.append(row)
    for row in sheet.iter_rows(min_row=2):
        for cell in row:
            if draw(st.integers(0, 9)) == 7:
                cell.number_format = draw(SHAPES)
    if draw(st.integers(0, 9)) == 7:
        sheet.merge_cells(draw(st.sampled_from(["A1:B1", "A2:A3", "C2:F9", "A1:A99"])))


@st.composite
def texts(draw: st.DrawFn, keys: list[str]) -> bytes:
    """The same as a text, in encodings that are read and in some that are not."""
    columns, rows = draw(tables(keys))
    separator, end = (
        draw(mostly(st.just(","), st.sampled_from("\t;"))),
        draw(st.sampled_from(["\n", "\r\n", "\r"])),
    )
    out = io.StringIO(newline="")
    written = csv.writer(out, delimiter=separator, lineterminator=end)
    written.writerows([columns, *rows])
    return out.getvalue().encode(
        draw(mostly(st.just("utf-8-sig"), st.sampled_from(ENCODINGS))), "replace"
    )


def as_text(content: bytes) -> bytes:
    """The sheets of a form as one CSV, as somebody would save it."""
    out = io.StringIO(newline="")
    sheet = openpyxl.load_workbook(io.BytesIO(content)).worksheets[-1]
    csv.writer(out).writerows(sheet.iter_rows(values_only=True))
    return out.getvalue().encode("utf-8-sig")


def _version(onlooker: sqlite3.Connection) -> int:
    """A number that is another one as soon as anybody else has written."""
    return int(onlooker.execute("PRAGMA data_version").fetchone()[0])


def _peak_kib() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
