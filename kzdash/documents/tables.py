"""Lines as tables with Chinese headers, for the screen and for files; and CSV that Excel opens."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from kzdash.board.items import KIND_WORDS
from kzdash.domain.formatting import NO_DATA, day, moment, percent, quantity
from kzdash.domain.spreadsheet import guarded

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from decimal import Decimal

    from kzdash.board.attention import Concern, UnitConcerns
    from kzdash.board.audit_trail import Act
    from kzdash.board.changes import Moved
    from kzdash.board.due_reports import Wanted
    from kzdash.board.items import Category, IndicatorLine, Line, MilestoneLine, ProjectLine, Said


def indicators(lines: Iterable[IndicatorLine]) -> pd.DataFrame:
    """A row an indicator: target, value, gap, progress, expected, forecast, status."""
    return pd.DataFrame(
        {
            "序号": line.number,
            "指标": line.name,
            "状态": f"{line.status.shape} {line.status_words}",
            "目标": line.target_words,
            "最新值": line.shown(line.assessment.value),
            "数据年份": line.period_words,
            "差距": line.gap_words,
            "完成率": _ratio(line.assessment.progress),
            "应达到": _or_dash(line, line.assessment.expected),
            "推算期末": _or_dash(line, line.assessment.forecast),
            "责任单位": line.units_words,
            "出处": line.citation,
        }
        for line in lines
    )


ORIGINALLY = "原计划总投资(万元)"


def projects(lines: Iterable[ProjectLine]) -> pd.DataFrame:
    """A row a project; money in 万元, missing figures empty.

    The original planned investment has a column where any was adjusted.
    """
    frame = pd.DataFrame(
        {
            "序号": line.number,
            "项目": line.name,
            "计划总投资(万元)": _plain(line.planned_investment_wan_yuan),
            ORIGINALLY: _plain(line.original_investment_wan_yuan),
            "完成投资(万元)": _plain(line.completed_investment_wan_yuan),
            "形象进度(%)": _plain(line.physical_progress_percent),
            "阶段": line.stage.label if line.stage else NO_DATA,
            "状态": line.status.marked,
            "建设年限": line.years_words,
            "投资类别": line.funding,
            "项目业主": line.owner,
            "牵头单位": line.units_words,
            "出处": line.citation,
        }
        for line in lines
    )
    adjusted = len(frame) and frame[ORIGINALLY].notna().any()
    return frame if adjusted else frame.drop(columns=ORIGINALLY, errors="ignore")


def milestones(lines: Iterable[MilestoneLine]) -> pd.DataFrame:
    """A row a milestone: due date, how it stands, what was reported."""
    return pd.DataFrame(
        {
            "序号": line.number,
            "时间节点": line.name,
            "到期日": line.due_words,
            "状态": f"{line.status.shape} {line.status_words}",
            "填报状态": line.said.status.label if line.said and line.said.status else NO_DATA,
            "完成日期": day(line.said.completed_on if line.said else None),
            "依据": (line.said.evidence if line.said else "") or "—",
            "责任单位": line.units_words,
            "出处": line.citation,
        }
        for line in lines
    )


def duties(lines: Iterable[Line]) -> pd.DataFrame:
    """A row an item of any kind: what it is, how it stands, whose it is."""
    return pd.DataFrame(
        {
            "事项": f"{KIND_WORDS[line.kind]} {line.number}. {line.short_name}",
            "状态": f"{line.status.shape} {line.status_words}",
            "责任单位": line.units_words,
            "内容": line.summary,
            "最近填报": day(line.fresh_on),
            "出处": line.citation,
        }
        for line in lines
    )


def supervision(rows: Iterable[Wanted]) -> pd.DataFrame:
    """A row an item of a unit's list: how it stands, when it is due, what must be reported."""
    return pd.DataFrame(
        {
            "类别": KIND_WORDS[row.line.kind],
            "序号": row.line.number,
            "事项": row.line.name,
            "状态": f"{row.line.status.shape} {row.line.status_words}",
            "到期日": row.line.due_words if row.line.due_on else "—",
            "需要填报": "；".join(row.reasons) or "—",
            "责任单位": row.line.units_words,
            "出处": row.line.citation,
        }
        for row in rows
    )


def categories(lines: Iterable[Category]) -> pd.DataFrame:
    """A row a category; money in 万元."""
    return pd.DataFrame(
        {
            "工程类别": line.category_name,
            "项目数": line.physical.count,
            "计划总投资(万元)": _plain(line.planned_investment_wan_yuan),
            "完成投资(万元)": _plain(line.completed_investment_wan_yuan),
            "形象进度": quantity(line.physical.physical_progress_percent, "%"),
            "填报情况": line.physical.words,
            "出处": line.citation,
        }
        for line in lines
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


def unit_concerns(rows: Iterable[UnitConcerns]) -> pd.DataFrame:
    """A row a unit: how many are late, behind, unreported, and the most urgent."""
    return pd.DataFrame(
        {
            "责任单位": row.unit,
            "问题": row.late,
            "滞后": row.behind,
            "未报": row.unreported,
            "最急事项": f"{row.concerns[0].status.marked} {row.concerns[0].line.short_name}",
        }
        for row in rows
    )


def concerns(rows: Iterable[Concern]) -> pd.DataFrame:
    """A row an item that needs attention, most urgent first."""
    return pd.DataFrame(
        {
            "类别": KIND_WORDS[row.line.kind],
            "序号": row.line.number,
            "事项": row.line.name,
            "情况": f"{row.status.shape} {row.words}",
            "责任单位": row.line.units_words,
        }
        for row in rows
    )


def moved(rows: Iterable[tuple[str, Moved]]) -> pd.DataFrame:
    """A row a unit and item that changed: the judgement then and now, and what was said."""
    return pd.DataFrame(
        {
            "责任单位": unit,
            "事项": f"{KIND_WORDS[one.line.kind]} {one.line.number}. {one.line.short_name}",
            "状态": one.words,
            "填报内容": one.act.new if one.act else "—",
            "填报": one.act.reporter if one.act else "—",
            "填报时间": moment(one.act.recorded_at) if one.act else "—",
        }
        for unit, one in rows
    )


def acts(rows: Iterable[Act]) -> pd.DataFrame:
    """A row an entry of the audit trail: when, who, what, what before and what now."""
    return pd.DataFrame(
        {
            "时间": moment(act.recorded_at),
            "填报人": act.reporter,
            "操作": act.kind,
            "事项": f"{KIND_WORDS[act.line.kind]} {act.line.number}. {act.line.short_name}",
            "原内容": act.old,
            "新内容": act.new,
            "数据截至": day(act.as_of),
            "责任单位": act.line.units_words,
        }
        for act in rows
    )


def history(reports: Sequence[Said], decimals: int = 2, unit: str = "") -> pd.DataFrame:
    """A row a report, in the order given; columns that no report fills are left out."""
    frame = pd.DataFrame(
        {
            "次": f"第{said.seq}次",
            "截至": day(said.as_of),
            "年份": f"{said.period}年" if said.period else "",
            "数值": quantity(said.value, unit, decimals) if said.value is not None else "",
            "状态": said.status.label if said.status else "",
            "完成日期": day(said.completed_on) if said.completed_on else "",
            "阶段": said.stage.label if said.stage else "",
            "形象进度": _filled(said.physical_progress_percent, "%"),
            "完成投资": _filled(said.completed_investment_wan_yuan, "万元"),
            "需协调问题": said.problems,
            "依据": said.evidence,
            "说明": said.note,
            "填报": said.reporter,
            "填报时间": moment(said.recorded_at),
            "备注": _undone(said),
        }
        for said in reports
    )
    return frame.loc[:, (frame != "").any()] if len(frame) else frame


def _undone(said: Said) -> str:
    match said.restores:
        case None:
            return ""
        case 0:
            return f"撤销第{said.seq - 1}次填报"
        case restored:
            return f"撤销第{said.seq - 1}次填报，恢复第{restored}次"


def csv(frame: pd.DataFrame, *, head: bool = True) -> bytes:
    """Write a table as CSV that Chinese Excel opens right: UTF-8 with a byte order mark.

    Without `head` it is what follows in the same file.
    """
    # whole figures stay whole beside missing ones, which make a column one of floats
    text = frame.map(guarded).to_csv(
        index=False, header=head, lineterminator="\r\n", float_format="%.15g"
    )
    return text.encode("utf-8-sig" if head else "utf-8")


def _or_dash(line: IndicatorLine, value: Decimal | None) -> str:
    return "—" if value is None else line.shown(value)


def _ratio(value: Decimal | None) -> str:
    return "—" if value is None else percent(value)


def _filled(value: Decimal | None, unit: str) -> str:
    return "" if value is None else quantity(value, unit)


def _plain(value: Decimal | None) -> float | int | None:
    """A number for a spreadsheet cell: whole where it is whole."""
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)
