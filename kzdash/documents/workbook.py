"""The whole board as a workbook: a sheet a kind, real numbers and dates."""

from __future__ import annotations

import io
from functools import partial
from typing import TYPE_CHECKING

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font

from kzdash.board import kpis
from kzdash.board.attention import group_by_unit
from kzdash.board.items import KIND_WORDS, BoardItem, DutyItem
from kzdash.board.status_counts import COUNTED
from kzdash.charts import palette
from kzdash.documents.sheet import (
    FACE,
    MONEY,
    WHOLE,
    Column,
    StateCell,
    colour,
    set_up_printing,
    table,
    write,
    write_header,
    write_text,
)
from kzdash.domain.formatting import format_date, round_half_up
from kzdash.domain.models import Kind
from kzdash.domain.rules import WAN_YUAN, FigureField, measures_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

    from openpyxl.worksheet.worksheet import Worksheet

    from kzdash.board.attention import UnitConcerns
    from kzdash.board.board import Board
    from kzdash.domain.rules import ReportField

PERCENT = "0.##"
# width and number format of what is reported, by its unit; a word has none
SHAPES = {WAN_YUAN: (12, MONEY), "%": (10, PERCENT), "": (8, "General")}
RATIO = "0.00%"


def state_cell(item: BoardItem) -> StateCell:
    """An item's state with its words."""
    return StateCell(item.state, item.state_words)


NUMBER = Column("序号", lambda item: item.number, 6, WHOLE)
STATUS = Column("状态", state_cell, 20)
UNITS = (
    Column("牵头单位", lambda item: item.lead_words, 16),
    Column("配合单位", lambda item: item.supporting_words, 28),
)
REPORTED = Column("最近填报", lambda item: item.fresh_on, 12)
REPORTER = Column(
    "填报人", lambda item: item.latest_report.reporter if item.latest_report else "", 20
)
EVIDENCE = Column(
    "依据", lambda item: item.latest_report.evidence if item.latest_report else "", 26
)
NOTE = Column("说明", lambda item: item.latest_report.note if item.latest_report else "", 26)
CITATION = Column("出处", lambda item: item.citation, 14)
SUMMARY = Column("内容", lambda item: item.summary, 46)
TAIL = (REPORTED, REPORTER, EVIDENCE, NOTE, CITATION)


def _or_dash(value: Decimal | None) -> Decimal | str:
    return "—" if value is None else value


def _measure(field: ReportField) -> Column:
    """A column of what was last reported of a field."""

    def value(item: BoardItem) -> object:
        found = item.reported(field.name)
        return found if found is None or isinstance(field, FigureField) else field.cell(found)

    return Column(field.header, value, *SHAPES.get(field.unit, (10, MONEY)))


INDICATORS = (
    NUMBER,
    Column("指标", lambda item: item.name, 34),
    STATUS,
    Column("目标", lambda item: item.target.target, 10, MONEY),
    Column("目标写法", lambda item: item.target_words, 16),
    Column("单位", lambda item: item.target.unit or "—", 8),
    Column("最新值", lambda item: item.assessment.value, 10, MONEY),
    Column("数据年份", lambda item: item.period_words, 14),
    Column("差距", lambda item: _or_dash(item.assessment.gap), 10, MONEY),
    Column("完成率", lambda item: _or_dash(item.assessment.progress), 10, RATIO),
    Column("应达到", lambda item: _or_dash(item.assessment.expected), 10, MONEY),
    Column("推算期末", lambda item: _or_dash(item.assessment.forecast), 10, MONEY),
    Column("计算说明", lambda item: item.assessment.reason, 46),
    *UNITS,
    *TAIL,
)
PROJECTS = (
    NUMBER,
    Column("项目", lambda item: item.name, 34),
    STATUS,
    Column("计划总投资(万元)", lambda item: item.planned_investment_wan_yuan, 12, MONEY),
    Column("原计划总投资(万元)", lambda ln: _or_dash(ln.original_investment_wan_yuan), 12, MONEY),
    *map(_measure, measures_of(Kind.PROJECT)),
    Column("开工年", lambda item: item.start_year, 8, WHOLE),
    Column("完工年", lambda item: item.end_year, 8, WHOLE),
    Column("投资类别", lambda item: item.funding, 8),
    Column("项目业主", lambda item: item.owner, 20),
    *UNITS,
    Column("需协调问题", lambda item: item.problem_words, 26),
    Column("计算说明", lambda item: item.assessment.reason, 46),
    *TAIL,
)
MATTERS = (
    NUMBER,
    Column("督办事项", lambda item: item.name, 40),
    STATUS,
    Column("类别", lambda item: item.matter_kind.label, 12),
    Column("办结期限", lambda item: item.due_on, 12),
    Column("解决层级", lambda item: item.level.label, 12),
    Column("来源", lambda item: item.raised_by, 20),
    Column("会议", lambda item: item.meeting_name, 20),
    SUMMARY,
    *UNITS,
    REPORTED,
    REPORTER,
    EVIDENCE,
    NOTE,
)
MILESTONES = (
    NUMBER,
    Column("时间节点", lambda item: item.name, 40),
    STATUS,
    Column("到期日", lambda item: item.due_on, 12),
    Column("原到期日", lambda item: item.original_due_on or "—", 12),
    Column("天数(负为逾期)", lambda item: item.due.days, 10, WHOLE),
    Column(
        "填报状态",
        lambda ln: (
            ln.latest_report.status.label if ln.latest_report and ln.latest_report.status else None
        ),
        10,
    ),
    Column("完成日期", lambda ln: ln.latest_report.completed_on if ln.latest_report else None, 12),
    *UNITS,
    *TAIL,
)
STEPS = tuple(
    Column("工作节点", lambda item: item.name, 40) if column.header == "时间节点" else column
    for column in MILESTONES
)
DUTIES = (NUMBER, Column("名称", lambda item: item.name, 34), STATUS, SUMMARY, *UNITS, *TAIL)
KIND = Column("类别", lambda item: KIND_WORDS[item.kind], 10)
CATEGORIES = (
    Column("序号", lambda one: one.number, 6, WHOLE),
    Column("工程类别", lambda one: one.category_name, 34),
    Column("项目数", lambda one: one.physical.count, 8, WHOLE),
    Column("计划总投资(万元)", lambda one: one.planned_investment_wan_yuan, 14, MONEY),
    Column("完成投资(万元)", lambda one: one.completed_investment_wan_yuan, 14, MONEY),
    Column("形象进度(%)", lambda one: one.physical.physical_progress_percent, 10, PERCENT),
    Column("填报情况", lambda one: one.physical.words, 20),
    CITATION,
)

CONCERNS = (
    Column("类别", lambda one: KIND_WORDS[one.item.kind], 10),
    Column("序号", lambda one: one.item.number, 6, WHOLE),
    Column("事项", lambda one: one.item.name, 40),
    Column("情况", lambda one: StateCell(one.state, one.words), 30),
    Column("到期日", lambda one: one.item.due_on or "—", 12),
    Column("牵头单位", lambda one: one.item.lead_words, 16),
    Column("配合单位", lambda one: one.item.supporting_words, 40),
    Column("出处", lambda one: one.item.citation, 14),
)


def _counted(word: str, one: UnitConcerns) -> int:
    return one.counts.apart[word]


UNIT_CONCERNS = (
    Column("牵头单位", lambda one: one.unit, 24),
    *(Column(word, partial(_counted, word), 8, WHOLE) for word in COUNTED),
    Column("最急事项", lambda one: one.concerns[0].item.short_name, 40),
    Column("情况", lambda one: StateCell(one.concerns[0].state, one.concerns[0].words), 30),
)
CORRECTIONS = (
    Column("序号", lambda note: note.number, 6, WHOLE),
    Column("类别", lambda note: note.kind, 8),
    Column("位置", lambda note: note.place, 24),
    Column("原文", lambda note: note.found, 36),
    Column("读作", lambda note: note.reading, 36),
    Column("依据", lambda note: note.grounds, 40),
    Column("出处", lambda note: note.citation, 18),
)


def make(board: Board) -> bytes:
    """Write the board as a workbook."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "总览"
    _overview(sheet, board)
    for title, columns, items in _sheets(board):
        table(book.create_sheet(title), columns, items)
    return saved(book)


def saved(book: Workbook) -> bytes:
    """Return a workbook as a file."""
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _sheets(board: Board) -> tuple[tuple[str, Sequence[Column], Sequence[object]], ...]:
    aims = (*board.aims, *board.safeguards)
    return (
        ("需要关注", CONCERNS, board.concerns),
        ("牵头单位", UNIT_CONCERNS, group_by_unit(board.concerns)),
        ("指标", INDICATORS, board.indicators),
        ("项目", PROJECTS, board.projects),
        ("工程类别", CATEGORIES, board.categories),
        ("时间节点", MILESTONES, board.milestones),
        *((("工作节点", STEPS, board.steps),) if board.steps else ()),
        *((("督办事项", MATTERS, board.matters),) if board.matters else ()),
        ("任务", DUTIES, board.tasks),
        ("政策", DUTIES, board.policies),
        ("改革", DUTIES, board.reforms),
        ("改革方向", DUTIES, _with_paragraphs(board.directions)),
        ("定性目标和保障措施", (KIND, *DUTIES), aims),
        ("原文修补和存疑", CORRECTIONS, board.corrections),
    )


def _with_paragraphs(directions: Sequence[DutyItem]) -> list[DutyItem]:
    return [item for whole in directions for item in (whole, *whole.paragraphs)]


def _overview(sheet: Worksheet, board: Board) -> None:
    """The plan, the day, and the four figures a leader asks for first."""
    plan = board.plan
    write_text(sheet["A1"], plan.title)
    sheet["A1"].font = Font(name=FACE, size=16, bold=True, color=colour(palette.ACCENT))
    about = f"{plan.document_number} · {format_date(plan.issued_on)}印发 · {plan.office}"
    write_text(sheet["A2"], f"{about} · {board.as_of_words} · {board.closing_words}")
    sheet["A2"].font = Font(name=FACE, size=10, color=colour(palette.MUTED))
    for at, words in enumerate(("", "数", "说明"), 1):
        write_header(sheet, 4, at, words or "总体情况")
    for row, tile in enumerate(kpis.headline_kpis(board), 5):
        for at, words in enumerate((tile.label, tile.figure, tile.note), 1):
            write(sheet, row, at, words)
    for row, (label, value, note) in enumerate(_figures(board), 9):
        write(sheet, row, 1, label)
        write(sheet, row, 2, value, MONEY)
        write(sheet, row, 3, note)
    for letter, width in (("A", 30), ("B", 24), ("C", 60)):
        sheet.column_dimensions[letter].width = width
    for row in range(5, 12):
        sheet.cell(row, 2).alignment = Alignment(horizontal="right", vertical="top")
    set_up_printing(sheet)


def _figures(board: Board) -> tuple[tuple[str, Decimal | None, str], ...]:
    """The money and the share of time as numbers, to calculate with."""
    elapsed = round_half_up(board.time_elapsed * 100, 2)
    return (
        (
            "计划总投资(万元)",
            board.planned_investment_wan_yuan,
            f"{len(board.projects)} 个项目合计",
        ),
        ("完成投资(万元)", board.completed_investment_wan_yuan, "已填报的项目合计"),
        (
            "试点期已过(%)",
            elapsed,
            f"{format_date(board.plan.pilot_starts_on)}至{format_date(board.plan.pilot_ends_on)}",
        ),
    )
