"""The catalogue of documents: the names and purpose of each, and the function that makes it.

A document's own module, with the library that writes its format, is imported when the first one is
made: most runs of the program make none, and a start would wait for all of them.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kzdash.domain.formatting import mark_demonstration
from kzdash.errors import NoUnitError
from kzdash.runtime import config

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Mapping, Sequence

    from kzdash.board.board import Board
    from kzdash.board.changes import Changes
    from kzdash.board.items import BoardItem, ReportEntry

OFFICE = "application/vnd.openxmlformats-officedocument."
WORKBOOK = f"{OFFICE}spreadsheetml.sheet"
PAPER = f"{OFFICE}wordprocessingml.document"
DECK = f"{OFFICE}presentationml.presentation"


@dataclass(frozen=True, slots=True)
class DocumentRequest:
    """The inputs of a document beside the board.

    `changes` computes the changes since a day, only for documents that show them. `unit` limits a
    document to one lead unit, `reporter` is the name on a form, and `seqs` are the report numbers
    by item, read before the board. `read_photo` gives the picture of a photo by its SHA-256, as a
    JPEG, None where there is none. `reports` reads every report, for the document that lists them.
    """

    changes: Callable[[], Changes]
    now: dt.datetime
    unit: str = ""
    reporter: str = ""
    seqs: Mapping[int, int] = field(default_factory=dict)
    read_photo: Callable[[str], bytes | None] = lambda _sha256: None
    reports: Callable[[], Sequence[tuple[BoardItem, ReportEntry]]] | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """A document: `kind` names it on the command line, `title` on screen; `make` returns the file.

    `of_unit` documents can be limited to one lead unit.
    """

    kind: str
    title: str
    description: str
    suffix: str
    mime: str
    make: Callable[[Board, DocumentRequest], bytes]
    of_unit: bool = False

    def file_name(self, board: Board, unit: str) -> str:
        """Return the file's name: unit, title and day, and the checksum of a closed period.

        Of the JSON only the name says that it is closed, for the checksum is of its bytes.
        """
        prefix = unit if self.of_unit else ""
        title = mark_demonstration(self.title, demonstration=board.plan.demonstration)
        closed = f"-定稿{board.closing.checksum_words}" if board.closing else ""
        return f"{prefix}{title}-{board.as_of.isoformat()}{closed}.{self.suffix}"

    def ascii_file_name(self, board: Board) -> str:
        """Return a name for clients that read only ASCII: `kind` and day."""
        closed = f"-closed-{board.closing.checksum_words}" if board.closing else ""
        return f"kzdash-{self.kind}-{board.as_of.isoformat()}{closed}.{self.suffix}"


def items_led_by(board: Board, unit: str) -> list[BoardItem]:
    """Return the followed items that a unit leads, or all if `unit` is empty.

    Raises NoUnitError if it neither leads nor supports any.
    """
    if not unit:
        return list(board.followed)
    items = list(board.led_by(unit))
    if not items and not board.supported_by(unit):
        raise NoUnitError(unit)
    return items


def _deck(board: Board, request: DocumentRequest) -> bytes:
    from kzdash.documents import deck

    return deck.make(board, request.changes(), request.read_photo)


def _summary(board: Board, _request: DocumentRequest) -> bytes:
    from kzdash.documents.papers import annual_summary

    return annual_summary.make(board)


def _supervision(board: Board, request: DocumentRequest) -> bytes:
    from kzdash.documents.papers import supervision

    if not request.unit:
        raise NoUnitError(request.unit)
    items_led_by(board, request.unit)
    return supervision.make(board, request.unit)


def _workbook(board: Board, request: DocumentRequest) -> bytes:
    from kzdash.documents import workbook
    from kzdash.documents.pages.links import PageLinks

    address = config.current().channels.address
    day = {"as_of": board.as_of.isoformat()}
    links = PageLinks(day, folder=f"{address}/") if address else None
    return workbook.make(board, links, request.reports() if request.reports else None)


def _monthly(board: Board, _request: DocumentRequest) -> bytes:
    from kzdash.documents import monthly_table

    return monthly_table.make(board)


def _tables(board: Board, _request: DocumentRequest) -> bytes:
    from kzdash.documents import csv_archive

    return csv_archive.make(board)


def _json(board: Board, _request: DocumentRequest) -> bytes:
    from kzdash.documents import board_json

    return board_json.dumps(board).encode()


def _calendar(board: Board, request: DocumentRequest) -> bytes:
    from kzdash.documents import calendar

    return calendar.make(board, request.now)


def _form(board: Board, request: DocumentRequest) -> bytes:
    from kzdash.documents import report_form

    items = items_led_by(board, request.unit)
    return report_form.make(board, items, request.seqs, request.reporter, request.unit)


def _goals(board: Board, _request: DocumentRequest) -> bytes:
    from kzdash.documents import goals_form

    return goals_form.make(board)


def _forms(board: Board, request: DocumentRequest) -> bytes:
    from kzdash.documents import all_forms

    return all_forms.make(board, request.seqs)


_ALL = (
    Document(
        "deck",
        "汇报幻灯片",
        "与投屏汇报同样的页，文字、表格和图表都可以改，图表的数据在里面。",
        "pptx",
        DECK,
        _deck,
    ),
    Document(
        "summary",
        "年度总结",
        "按公文格式写好的工作情况报告，期末那天的按月、季、半年、年度或试点期写；做法、原因和下一步取自各单位填报，没有人说过的标黄底，由人填写。",
        "docx",
        PAPER,
        _summary,
    ),
    Document(
        "unit",
        "督办清单",
        "发给一个责任单位的函：它牵头哪些事项，哪些逾期，哪些要填报，提出了什么问题；它配合哪些。",
        "docx",
        PAPER,
        _supervision,
        of_unit=True,
    ),
    Document(
        "workbook",
        "看板数据表",
        "全部事项，一类一张工作表，数字和日期可以直接计算和筛选，合计是公式，A4 横排打印。",
        "xlsx",
        WORKBOOK,
        _workbook,
    ),
    Document(
        "monthly",
        "项目投资调度表",
        "按工程类别列出各项目本月、本年和开工以来完成投资，与年度计划和时序进度比，有小计。",
        "xlsx",
        WORKBOOK,
        _monthly,
    ),
    Document(
        "form",
        "填报表",
        "可填写的表格：填好浅黄色的格，在“填报”页传回来。",
        "xlsx",
        WORKBOOK,
        _form,
        of_unit=True,
    ),
    Document(
        "forms",
        "各单位填报表",
        "每个单位一份填报表，打成一个压缩包，解开后分发；填好后可以一次全部传回。",
        "zip",
        "application/zip",
        _forms,
    ),
    Document(
        "goals",
        "年度目标和计划表",
        "指标的年度目标、快报目标，项目的年度计划投资、计划开工和计划资金，供专班填写后传回。",
        "xlsx",
        WORKBOOK,
        _goals,
    ),
    Document(
        "tables",
        "全部表格",
        "每张表一个 CSV 文件，打成一个压缩包，供其他软件读取。",
        "zip",
        "application/zip",
        _tables,
    ),
    Document(
        "json",
        "看板数据",
        "全部事项和判断，一个 JSON 文件，供其他系统读取。",
        "json",
        "application/json",
        _json,
    ),
    Document(
        "calendar",
        "到期日历",
        "时间节点、工作节点、督办事项和项目建设期满日，可导入日历软件，提前30天和7天提醒。",
        "ics",
        "text/calendar",
        _calendar,
    ),
)
CATALOGUE: Mapping[str, Document] = {document.kind: document for document in _ALL}
