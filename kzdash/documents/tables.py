"""Lines as tables with Chinese headers, for the screen and for files; and CSV that Excel opens."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from kzdash.board.board_item import QUERIED
from kzdash.domain import rules
from kzdash.domain.formatting import (
    DEMONSTRATION,
    NO_DATA,
    format_date,
    format_moment,
    format_money,
    format_percent,
    format_quantity,
)
from kzdash.domain.models import Kind
from kzdash.domain.rules.report_fields import PAID_BY_SOURCE, RECEIVED_BY_SOURCE
from kzdash.domain.spreadsheet import guarded

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from decimal import Decimal

    from kzdash.board.changes import ItemChange
    from kzdash.board.items import (
        BoardItem,
        Category,
        IndicatorItem,
        MilestoneItem,
        ProjectItem,
        ReportEntry,
    )
    from kzdash.domain.rules import ReportField


def indicators(items: Iterable[IndicatorItem]) -> pd.DataFrame:
    """A row an indicator: target, value, gap, progress, expected, forecast, status."""
    return pd.DataFrame(
        {
            "状态": item.marked,
            "序号": item.number,
            "指标": item.name,
            "目标": item.target_words,
            "最新值": item.format_value(item.assessment.value),
            "数据年份": item.period_words,
            "差距": item.gap_words,
            "完成率": _ratio(item.assessment.progress),
            "应达到": _or_dash(item, item.assessment.expected),
            "推算期末": _or_dash(item, item.assessment.forecast),
            "牵头单位": item.lead_words,
            "配合单位": item.supporting_words,
            "出处": item.citation,
        }
        for item in items
    )


ORIGINALLY = "原计划总投资(万元)"
BY_SOURCE = (*RECEIVED_BY_SOURCE.values(), *PAID_BY_SOURCE.values())


def projects(items: Iterable[ProjectItem]) -> pd.DataFrame:
    """A row a project; money in 万元, missing figures empty.

    The original planned investment has a column where any was adjusted.
    """
    frame = pd.DataFrame(
        {
            "状态": item.marked,
            "序号": item.number,
            "项目": item.name,
            "牵头单位": item.lead_words,
            "配合单位": item.supporting_words,
            "计划总投资(万元)": _plain(item.planned_investment_wan_yuan),
            ORIGINALLY: _plain(item.original_investment_wan_yuan),
            **{field.header: _reported(item, field) for field in rules.measures_of(Kind.PROJECT)},
            "最近填报": format_date(item.fresh_on),
            "建设年限": item.years_words,
            "投资类别": item.funding,
            "项目业主": item.owner,
            "出处": item.citation,
        }
        for item in items
    )
    adjusted = len(frame) and frame[ORIGINALLY].notna().any()
    return frame if adjusted else frame.drop(columns=ORIGINALLY, errors="ignore")


def brief_projects(items: Iterable[ProjectItem]) -> pd.DataFrame:
    """A row a project in words, as narrow as paper asks: what it is, and how it stands."""
    return pd.DataFrame(
        {
            "序号": item.number,
            "项目": item.name,
            "牵头单位": item.lead_words,
            "状态": item.marked,
            "计划总投资": format_money(item.planned_investment_wan_yuan),
            "完成投资": format_money(item.completed_investment_wan_yuan),
            "形象进度": format_quantity(item.physical_progress_percent, "%"),
        }
        for item in items
    )


def milestones(items: Iterable[MilestoneItem]) -> pd.DataFrame:
    """A row a milestone: due date, how it stands, what was reported."""
    return pd.DataFrame(
        {
            "状态": item.marked,
            "序号": item.number,
            "时间节点": item.name,
            "到期日": item.due_words,
            "牵头单位": item.lead_words,
            "配合单位": item.supporting_words,
            "填报状态": item.latest_report.status.label
            if item.latest_report and item.latest_report.status
            else NO_DATA,
            "完成日期": format_date(
                item.latest_report.completed_on if item.latest_report else None
            ),
            "依据": (item.latest_report.evidence if item.latest_report else "") or "—",
            "出处": item.citation,
        }
        for item in items
    )


def duties(items: Iterable[BoardItem]) -> pd.DataFrame:
    """A row an item of any kind: what it is, how it stands, whose it is."""
    return pd.DataFrame(
        {
            "状态": item.marked,
            "事项": item.titled,
            "牵头单位": item.lead_words,
            "配合单位": item.supporting_words,
            "最近填报": format_date(item.fresh_on),
            "内容": item.summary,
            "出处": item.citation,
        }
        for item in items
    )


def categories(items: Iterable[Category]) -> pd.DataFrame:
    """A row a category; money in 万元."""
    return pd.DataFrame(
        {
            "工程类别": item.category_name,
            "项目数": item.physical.count,
            "计划总投资(万元)": _plain(item.planned_investment_wan_yuan),
            "完成投资(万元)": _plain(item.completed_investment_wan_yuan),
            "形象进度": format_quantity(item.physical.physical_progress_percent, "%"),
            "填报情况": item.physical.words,
            "出处": item.citation,
        }
        for item in items
    )


def groups(name: str, rows: Iterable[tuple[str, int, Decimal, Decimal | None]]) -> pd.DataFrame:
    """A row a group of projects: (name, projects, planned 万元, completed 万元 or none)."""
    return pd.DataFrame(
        {
            name: group,
            "项目数": count,
            "计划总投资(万元)": _plain(planned),
            "完成投资(万元)": _plain(completed),
        }
        for group, count, planned, completed in rows
    )


def changes(rows: Iterable[tuple[str, ItemChange]]) -> pd.DataFrame:
    """A row a unit and item that changed: the judgement then and now, and what was said."""
    return pd.DataFrame(
        {
            "牵头单位": unit,
            "事项": one.item.titled,
            "状态": one.words,
            "填报内容": one.entry.new if one.entry else "—",
            "填报": one.entry.reporter if one.entry else "—",
            "填报时间": format_moment(one.entry.recorded_at) if one.entry else "—",
        }
        for unit, one in rows
    )


def history(
    reports: Sequence[ReportEntry], decimals: int = 2, unit: str = "", queried: int | None = None
) -> pd.DataFrame:
    """A row a report, in the order given; columns that no report fills are left out.

    `queried` is the report that the office asks about.
    """
    whole = "整体" if any(report.unit for report in reports) else ""
    frame = pd.DataFrame(
        {
            "次": f"第{report.seq}次",
            "截至": format_date(report.as_of),
            "年份": report.period_words,
            "部分": report.unit or whole,
            **{
                field.title: _filled(report, field, unit, decimals)
                for field in rules.REPORT_FIELDS
                if field not in BY_SOURCE
            },
            "资金来源": _by_source(report),
            "附件": "、".join(file.name for file in report.evidence_files),
            "填报": report.reporter,
            "填报时间": format_moment(report.recorded_at),
            "备注": QUERIED if report.seq == queried else undo_words(report),
        }
        for report in reports
    )
    return frame.loc[:, (frame != "").any()] if len(frame) else frame


def _by_source(report: ReportEntry) -> str:
    """Return the funds of each source in one cell: a column each would be wider than any page."""
    known = ((field, getattr(report, field.name)) for field in BY_SOURCE)
    return "；".join(f"{field.label}{field.cell(it)}" for field, it in known if it is not None)


def undo_words(report: ReportEntry) -> str:
    """Say which report an undo took back, and what it restored; empty of any other report."""
    match report.restores:
        case None:
            return ""
        case 0:
            return f"撤销第{report.seq - 1}次填报"
        case restored:
            return f"撤销第{report.seq - 1}次填报，恢复第{restored}次"


def to_csv(frame: pd.DataFrame, *, head: bool = True, demonstration: bool = False) -> bytes:
    """Write a table as CSV that Chinese Excel opens right: UTF-8 with a byte order mark.

    Without `head` it is what follows in the same file. Each row of a demonstration says so.
    """
    if demonstration:
        frame = frame.assign(**{DEMONSTRATION: "随机编造"})
    # whole figures stay whole beside missing ones, which make a column one of floats
    text = frame.map(guarded).to_csv(
        index=False, header=head, lineterminator="\r\n", float_format="%.15g"
    )
    return text.encode("utf-8-sig" if head else "utf-8")


def _or_dash(item: IndicatorItem, value: Decimal | None) -> str:
    return "—" if value is None else item.format_value(value)


def _ratio(value: Decimal | None) -> str:
    return "—" if value is None else format_percent(value)


def _filled(report: ReportEntry, field: ReportField, unit: str, decimals: int) -> str:
    value = getattr(report, field.name)
    return "" if value is None else field.cell(value, unit, decimals)


def _reported(item: BoardItem, field: ReportField) -> float | str | None:
    value = item.reported(field.name)
    if isinstance(field, rules.FigureField):
        return _plain(value)
    return NO_DATA if value is None else field.cell(value)


def _plain(value: Decimal | None) -> float | int | None:
    """A number for a spreadsheet cell: whole where it is whole."""
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)
