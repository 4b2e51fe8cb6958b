"""Which documents there are: what each is called, what it is for, and what makes it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kzdash.documents import board_json, calendar, csv_archive, deck, report_form, workbook
from kzdash.documents.papers import annual_summary, supervision
from kzdash.errors import NoUnitError

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Mapping

    from kzdash.board.board import Board
    from kzdash.board.changes import Changes
    from kzdash.board.items import BoardItem

OFFICE = "application/vnd.openxmlformats-officedocument."
WORKBOOK = f"{OFFICE}spreadsheetml.sheet"
PAPER = f"{OFFICE}wordprocessingml.document"
DECK = f"{OFFICE}presentationml.presentation"


@dataclass(frozen=True, slots=True)
class DocumentRequest:
    """What a document may need beside the board: news, a unit, and for a form who fills it in.

    `news` tells what changed since a day, when it is asked; `now` is the moment; `seqs` are the
    numbers of reports by item, read before the board was.
    """

    news: Callable[[], Changes]
    now: dt.datetime
    unit: str = ""
    whose: str = ""
    seqs: Mapping[int, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Document:
    """A document: its names on the command line and on screen, its kind of file, its maker."""

    kind: str
    title: str
    sentence: str
    suffix: str
    mime: str
    make: Callable[[Board, DocumentRequest], bytes]
    of_unit: bool = False

    def file_name(self, board: Board, unit: str) -> str:
        """What the file is called: title, unit and day."""
        whose = unit if self.of_unit else ""
        return f"{whose}{self.title}-{board.as_of.isoformat()}.{self.suffix}"

    def plain_file_name(self, board: Board) -> str:
        """What it is called where only ASCII can be read: its name on the command line, and day."""
        return f"kzdash-{self.kind}-{board.as_of.isoformat()}.{self.suffix}"


def items_led_by(board: Board, unit: str) -> list[BoardItem]:
    """The lines that a unit leads; all where none is named, NoUnitError where it leads none."""
    if not unit:
        return list(board.followed)
    items = list(board.led_by(unit))
    if not items:
        raise NoUnitError(unit)
    return items


def _supervision(board: Board, given: DocumentRequest) -> bytes:
    if not given.unit:
        raise NoUnitError(given.unit)
    items_led_by(board, given.unit)
    return supervision.make(board, given.unit)


def _form(board: Board, given: DocumentRequest) -> bytes:
    return report_form.make(board, items_led_by(board, given.unit), given.seqs, given.whose)


_ALL = (
    Document(
        "deck",
        "汇报幻灯片",
        "与投屏汇报同样的页，文字、表格和图表都可以改，图表的数据在里面。",
        "pptx",
        DECK,
        lambda board, given: deck.make(board, given.news()),
    ),
    Document(
        "summary",
        "年度总结",
        "按公文格式写好的年度总结，数字取自看板；黄底的地方要由人填写。",
        "docx",
        PAPER,
        lambda board, _: annual_summary.make(board),
    ),
    Document(
        "unit",
        "督办清单",
        "发给一个责任单位的公文：它牵头哪些事项，哪些逾期，哪些要填报。",
        "docx",
        PAPER,
        _supervision,
        of_unit=True,
    ),
    Document(
        "workbook",
        "看板数据表",
        "全部事项，一类一张工作表，数字和日期可以直接计算和筛选。",
        "xlsx",
        WORKBOOK,
        lambda board, _: workbook.make(board),
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
        "tables",
        "全部表格",
        "每张表一个 CSV 文件，打成一个压缩包，供其他软件读取。",
        "zip",
        "application/zip",
        lambda board, _: csv_archive.make(board),
    ),
    Document(
        "json",
        "看板数据",
        "全部事项和判断，一个 JSON 文件，供其他系统读取。",
        "json",
        "application/json",
        lambda board, _: board_json.dumps(board).encode(),
    ),
    Document(
        "calendar",
        "到期日历",
        "时间节点和项目建设期满日，可导入日历软件，提前30天和7天提醒。",
        "ics",
        "text/calendar",
        lambda board, given: calendar.make(board, given.now),
    ),
)
CATALOGUE: Mapping[str, Document] = {document.kind: document for document in _ALL}
