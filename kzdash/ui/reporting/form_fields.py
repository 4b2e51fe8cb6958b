"""What a form asks of each kind of item, and the report that its answers make."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import streamlit as st

from kzdash.board.items import BoardItem, IndicatorItem, MilestoneItem, ProjectItem
from kzdash.domain import parsing
from kzdash.domain.formatting import EARLIEST, LATEST, format_number
from kzdash.domain.models import NO_PERIOD, Report
from kzdash.domain.progress import Measure, Status
from kzdash.reporting.form_columns import STAGES, STATUSES
from kzdash.runtime import clock
from kzdash.ui.widgets.plain_text import inline

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable
    from decimal import Decimal


@dataclass(frozen=True, slots=True)
class FormAnswers:
    """The answers of a form as they were typed, by field."""

    item: BoardItem
    answers: dict[str, Any]

    def report(self, seq: int, account: str, now: dt.datetime) -> Report:
        """Make the report they say; ParseError where one cannot be read."""
        answers = self.answers
        return Report(
            item_id=self.item.item_id,
            seq=seq,
            account=account,
            recorded_at=now,
            as_of=answers.get("as_of") or clock.today(),
            period=answers.get("period") or NO_PERIOD,
            status=STATUSES.get(answers.get("status") or ""),
            completed_on=answers.get("completed_on"),
            value=_figure(answers, "value", getattr(self.item, "reported_unit", "")),
            stage=STAGES.get(answers.get("stage") or ""),
            physical_progress_percent=_figure(answers, "physical_progress_percent", "%"),
            completed_investment_wan_yuan=_figure(answers, "completed_investment_wan_yuan", "万元"),
            problems=parsing.parse_text(answers.get("problems") or ""),
            evidence=parsing.parse_text(answers.get("evidence") or ""),
            note=parsing.parse_text(answers.get("note") or ""),
        )


def _figure(answers: dict[str, Any], field: str, unit: str) -> Decimal | None:
    return parsing.parse_figure(answers.get(field) or "", unit, field)


def show_fields(item: BoardItem) -> FormAnswers:
    """Ask what a report on an item says, starting from what was said last."""
    match item:
        case IndicatorItem():
            answers = _value(item)
        case ProjectItem():
            answers = _project(item)
        case MilestoneItem():
            answers = _milestone(item)
        case _:
            answers = _status(item)
    answers |= _grounds(item)
    return FormAnswers(item, answers)


def key(item: BoardItem, field: str) -> str:
    """Return the name that Streamlit knows a field of an item's form by."""
    return f"report-{item.item_id}-{field}"


def _status(item: BoardItem) -> dict[str, Any]:
    last = item.latest_report.status if item.latest_report else None
    return {"status": _one_of("状态", STATUSES, last.label if last else None, key(item, "status"))}


def _one_of(label: str, choices: Iterable[str], before: str | None, name: str) -> str | None:
    """Ask for one word; a second click on the one said before does not take it back."""
    return st.segmented_control(
        label, list(choices), default=before, required=before is not None, key=name
    )


def _milestone(item: MilestoneItem) -> dict[str, Any]:
    before = item.latest_report.completed_on if item.latest_report else None
    left, right = st.columns([3, 2])
    with left:
        answers = _status(item)
    with right:
        completed = st.date_input(
            "完成日期（已完成时填）",
            value=before,
            min_value=EARLIEST,
            max_value=LATEST,
            format="YYYY-MM-DD",
            key=key(item, "completed_on"),
        )
    # the day that a field starts from cannot be taken out of it
    left_over = answers["status"] != Status.DONE.label and completed == before
    return {**answers, "completed_on": None if left_over else completed}


def _value(item: IndicatorItem) -> dict[str, Any]:
    st.caption(inline(_instruction(item)))
    first, last = item.target.baseline_year, item.target.target_year
    years = list(range(first, min(last, clock.today().year) + 1))
    known = {report.period for report in item.reports}
    # the baseline comes last: it is looked up once, a year's own figure is what is waited for
    due = [year for year in years[1:] if year not in known and year < clock.today().year]
    left, right = st.columns([1, 2])
    year = left.selectbox(
        "年份",
        years,
        index=years.index(due[-1]) if due else len(years) - 1,
        format_func=lambda year: f"{year}年",
        key=key(item, "period"),
    )
    unit = f"（{item.reported_unit}）" if item.reported_unit else ""
    value = right.text_input(
        inline(f"{item.reported_name}{unit}"), placeholder="填数字", key=key(item, "value")
    )
    return {"period": year, "value": value}


def _instruction(item: IndicatorItem) -> str:
    """What is asked for in the indicator's own words, and what is known already."""
    if item.target.measure is Measure.GROWTH:
        asked = "请填比上年的增速，下降填负数"
    elif item.target.measure is Measure.CUMULATIVE:
        asked = "请填到当年末的累计数"
    else:
        asked = "请填当年的水平，不是比上年的变化"
    known = "、".join(
        f"{report.period}年 {format_number(report.value, item.target.decimals)}{item.reported_unit}"
        for report in sorted(item.reports, key=lambda entry: entry.period)
        if report.value is not None
    )
    return f"{asked}。已填报：{known or '无'}。"


def _project(item: ProjectItem) -> dict[str, Any]:
    physical, spent = item.physical_progress_percent, item.completed_investment_wan_yuan
    before = item.stage.label if item.stage else None
    stage = _one_of("阶段", STAGES, before, key(item, "stage"))
    left, right = st.columns(2)
    progress = left.text_input(
        "形象进度（%）",
        value="" if physical is None else format_number(physical, 6),
        placeholder="0到100的数字",
        key=key(item, "physical_progress_percent"),
    )
    money = right.text_input(
        "开工以来完成投资（万元）",
        value="" if spent is None else format_number(spent, 6),
        placeholder="累计数",
        key=key(item, "completed_investment_wan_yuan"),
    )
    problems = st.text_area(
        "需协调解决的问题",
        value=item.latest_report.problems if item.latest_report else "",
        placeholder="没有就不填",
        key=key(item, "problems"),
        height=68,
    )
    return {
        "stage": stage,
        "physical_progress_percent": progress,
        "completed_investment_wan_yuan": money,
        "problems": problems,
    }


def _note_hint(item: BoardItem) -> str:
    return "可不填" if isinstance(item, IndicatorItem | ProjectItem) else "受阻时请写明原因"


def _grounds(item: BoardItem) -> dict[str, Any]:
    """Ask for evidence, note and day; a value of a new year starts with none."""
    report = None if isinstance(item, IndicatorItem) else item.latest_report
    left, right = st.columns([3, 2])
    evidence = left.text_input(
        "数据来源" if isinstance(item, IndicatorItem) else "依据",
        value=report.evidence if report else "",
        placeholder="文件名、文号或网址",
        key=key(item, "evidence"),
    )
    as_of = right.date_input(
        "数据截至",
        value=clock.today(),
        min_value=EARLIEST,
        max_value=LATEST,
        format="YYYY-MM-DD",
        key=key(item, "as_of"),
    )
    note = st.text_area(
        "说明",
        value=report.note if report else "",
        placeholder=_note_hint(item),
        key=key(item, "note"),
        height=68,
    )
    return {"evidence": evidence, "as_of": as_of, "note": note}
