"""The columns of the workbook's sheets: those that are printed, then what stands beside them."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from kzdash.board.items import KIND_WORDS
from kzdash.board.status_counts import COUNTED
from kzdash.documents.sheet import MONEY, WHOLE, StateCell
from kzdash.documents.table_sheet import BLANK, Column, beside
from kzdash.domain.models import Kind
from kzdash.domain.rules import WAN_YUAN, FigureField, measures_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kzdash.board.attention import UnitConcerns
    from kzdash.board.items import BoardItem
    from kzdash.domain.rules import ReportField

PERCENT, RATIO = "0.##", "0.00%"
# width and number format of what is reported, by its unit; a word has none
SHAPES = {WAN_YUAN: (13, MONEY), "%": (9, PERCENT)}
OTHERWISE = (10, MONEY)
PLANNED, COMPLETED, CATEGORY = "计划总投资(万元)", "完成投资(万元)", "工程类别"


def state_cell(item: BoardItem) -> StateCell:
    """An item's state with its words."""
    return StateCell(item.state, item.state_words)


def _or_blank(value: object) -> object:
    return BLANK if value is None else value


def _of_latest(item: BoardItem, field: str) -> object:
    return getattr(item.latest_report, field, "")


def _measure(field: ReportField) -> Column:
    """A column of what was last reported of a field."""

    def value(item: BoardItem) -> object:
        found = item.reported(field.name)
        return found if found is None or isinstance(field, FigureField) else field.cell(found)

    if not isinstance(field, FigureField):
        return Column(field.header, value, 7)
    sums = field.unit == WAN_YUAN
    return Column(field.header, value, *SHAPES.get(field.unit, OTHERWISE), sums=sums)


NUMBER = Column("序号", lambda item: item.number, 5, WHOLE, leads=True)
STATUS = Column("状态", state_cell, 16)
LEAD = Column("牵头单位", lambda item: item.lead_words, 15)
SUPPORTING = Column("配合单位", lambda item: item.supporting_words, 18)
REPORTED = Column("最近填报", lambda item: item.fresh_on, 12)
REPORTER = Column(
    "填报人", lambda item: item.latest_report.reporter if item.latest_report else "", 20
)
EVIDENCE = Column("依据", lambda item: _of_latest(item, "evidence"), 26)
NOTE = Column("说明", lambda item: _of_latest(item, "note"), 26)
CITATION = Column("出处", lambda item: item.citation, 14)
SUMMARY = Column("内容", lambda item: item.summary, 38)
REASON = Column("计算说明", lambda item: item.assessment.reason, 46)
# what stands beside of whatever is judged by its figures
JUDGED = (SUPPORTING, REPORTED, REPORTER, EVIDENCE, NOTE, REASON, CITATION)


def _name(header: str, width: float) -> Column:
    return Column(header, lambda item: item.name, width)


INDICATORS = (
    NUMBER,
    _name("指标", 33),
    STATUS,
    Column("目标写法", lambda item: item.target_words, 17),
    Column("最新值", lambda item: item.assessment.value, 11, MONEY),
    Column("单位", lambda item: item.target.unit, 8),
    Column("数据年份", lambda item: item.period_words, 17),
    Column("差距", lambda item: _or_blank(item.assessment.gap), 10, MONEY),
    LEAD,
    *beside(
        Column("目标", lambda item: item.target.target, 10, MONEY),
        Column("完成率", lambda item: _or_blank(item.assessment.progress), 10, RATIO),
        Column("应达到", lambda item: _or_blank(item.assessment.expected), 10, MONEY),
        Column("推算期末", lambda item: _or_blank(item.assessment.forecast), 10, MONEY),
        *JUDGED,
    ),
)
_MEASURES = {field.name: _measure(field) for field in measures_of(Kind.PROJECT)}
_PRINTED = ("completed_investment_wan_yuan", "physical_progress_percent", "stage")


def projects(categories: Mapping[int, str]) -> tuple[Column, ...]:
    """Return the columns of projects; `categories` are the names of theirs by number."""
    return (
        NUMBER,
        _name("项目", 28),
        STATUS,
        Column(PLANNED, lambda item: item.planned_investment_wan_yuan, 13, MONEY, sums=True),
        *(_MEASURES[name] for name in _PRINTED),
        LEAD,
        Column("需协调问题", lambda item: item.problem_words, 26),
        *beside(
            Column(CATEGORY, lambda item: categories.get(item.programme or 0, ""), 22),
            Column(
                f"原{PLANNED}",
                lambda item: _or_blank(item.original_investment_wan_yuan),
                13,
                MONEY,
            ),
            *(column for name, column in _MEASURES.items() if name not in _PRINTED),
            Column("开工年", lambda item: item.start_year, 8, WHOLE),
            Column("完工年", lambda item: item.end_year, 8, WHOLE),
            Column("投资类别", lambda item: item.funding, 8),
            Column("项目业主", lambda item: item.owner, 20),
            *JUDGED,
        ),
    )


MATTERS = (
    NUMBER,
    _name("督办事项", 32),
    STATUS,
    Column("类别", lambda item: item.matter_kind.label, 10),
    Column("办结期限", lambda item: item.due_on or "—", 12),
    LEAD,
    NOTE,
    Column("来源", lambda item: item.raised_by, 14),
    *beside(
        Column("解决层级", lambda item: item.level.label, 12),
        Column("会议", lambda item: item.meeting_name, 20),
        SUMMARY,
        SUPPORTING,
        REPORTED,
        REPORTER,
        EVIDENCE,
    ),
)


def _dated(header: str) -> tuple[Column, ...]:
    """Return the columns of what is due on a day."""
    return (
        NUMBER,
        _name(header, 38),
        STATUS,
        Column("到期日", lambda item: item.due_on, 12),
        Column("天数(负为逾期)", lambda item: item.due.days, 8, WHOLE),
        Column("完成日期", _completed_on, 12),
        LEAD,
        NOTE,
        *beside(
            Column("原到期日", lambda item: item.original_due_on or "—", 12),
            Column("填报状态", _reported_status, 10),
            SUPPORTING,
            REPORTED,
            REPORTER,
            EVIDENCE,
            CITATION,
        ),
    )


def _completed_on(item: BoardItem) -> object:
    report = item.latest_report
    return report.completed_on or "—" if report else None


def _reported_status(item: BoardItem) -> str | None:
    report = item.latest_report
    return report.status.label if report and report.status else None


MILESTONES, STEPS = _dated("时间节点"), _dated("工作节点")
_DUTY = (NUMBER, _name("名称", 28), STATUS, SUMMARY, LEAD)
DUTIES = (*_DUTY, SUPPORTING, REPORTED, *beside(REPORTER, EVIDENCE, NOTE, CITATION))
KIND = Column("类别", lambda item: KIND_WORDS[item.kind], 10)
AIMS = (KIND, *_DUTY, *beside(SUPPORTING, REPORTED, REPORTER, EVIDENCE, NOTE, CITATION))
CONCERNS = (
    Column("类别", lambda one: KIND_WORDS[one.item.kind], 9),
    Column("序号", lambda one: one.item.number, 5, WHOLE, leads=True),
    Column("事项", lambda one: one.item.name, 36),
    Column("情况", lambda one: StateCell(one.state, one.words), 24),
    Column("到期日", lambda one: one.item.due_on or "—", 12),
    Column("牵头单位", lambda one: one.item.lead_words, 15),
    Column("配合单位", lambda one: one.item.supporting_words, 19),
    Column("出处", lambda one: one.item.citation, 12),
)


def _counted(word: str, one: UnitConcerns) -> int:
    return one.counts.apart[word]


UNIT_CONCERNS = (
    Column("牵头单位", lambda one: one.unit, 18),
    Column("编号", lambda one: one.concerns[0].item.key, 10, leads=True),
    Column("最急事项", lambda one: one.concerns[0].item.short_name, 24),
    Column("情况", lambda one: StateCell(one.concerns[0].state, one.concerns[0].words), 17),
    *(Column(word, partial(_counted, word), 7, WHOLE, sums=True) for word in COUNTED),
)
CORRECTIONS = (
    Column("序号", lambda note: note.number, 6, WHOLE),
    Column("类别", lambda note: note.kind, 8),
    Column("位置", lambda note: note.place, 16),
    Column("原文", lambda note: note.found, 30),
    Column("读作", lambda note: note.reading, 30),
    Column("依据", lambda note: note.grounds, 30),
    Column("出处", lambda note: note.citation, 12),
)
