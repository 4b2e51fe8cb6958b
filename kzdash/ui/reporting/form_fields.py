"""What a form asks of each kind of item, and the report that its answers make."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

import streamlit as st

from kzdash.board.items import BoardItem, IndicatorItem, MilestoneItem, ProjectItem
from kzdash.board.report_text import unit_of_measure
from kzdash.domain import rules
from kzdash.domain.formatting import EARLIEST, LATEST, MOST_DECIMALS, format_number
from kzdash.domain.models import NO_PERIOD, Report
from kzdash.domain.progress import Measure, Status
from kzdash.domain.rules import COMPLETED_ON, STATUS, ChoiceField, FigureField, TextField
from kzdash.runtime import clock
from kzdash.ui.widgets.plain_text import inline

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from streamlit.delta_generator import DeltaGenerator

    from kzdash.domain.rules import ReportField

F = TypeVar("F", ChoiceField, FigureField, TextField)


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
            **{field.name: self._read(field) for field in rules.REPORT_FIELDS},
        )

    def _read(self, field: ReportField) -> Any:  # noqa: ANN401 - whatever a field holds
        answer = self.answers.get(field.name) or ""
        # a day is asked for as one, all else as a text
        return (
            field.parse(answer, unit_of_measure(self.item)) if isinstance(answer, str) else answer
        )


def show_fields(item: BoardItem) -> FormAnswers:
    """Ask what a report on an item says, starting from what was said last."""
    match item:
        case IndicatorItem():
            answers = _value(item)
        case MilestoneItem():
            answers = _milestone(item)
        case _:
            answers = {}
    asked = [field for field in rules.payload_of(item.kind) if field.name not in answers]
    answers |= _payload(item, asked)
    answers |= _grounds(item)
    return FormAnswers(item, answers)


def key(item: BoardItem, field: str) -> str:
    """Return the name that Streamlit knows a field of an item's form by."""
    return f"report-{item.item_id}-{field}"


def _payload(item: BoardItem, fields: Sequence[ReportField]) -> dict[str, Any]:
    """Ask for choices, then figures, two beside each other, then texts."""
    answers = {field.name: _one_of(item, field) for field in _only(ChoiceField, fields)}
    figures = _only(FigureField, fields)
    for first in range(0, len(figures), 2):
        for column, field in zip(st.columns(2), figures[first : first + 2], strict=False):
            answers[field.name] = _figure(column, item, field)
    for text in _only(TextField, fields):
        answers[text.name] = st.text_area(
            text.asked,
            value=_before(item, text.name) or "",
            placeholder=text.placeholder,
            key=key(item, text.name),
            height=68,
        )
    return answers


def _before(item: BoardItem, field: str) -> Any:  # noqa: ANN401 - whatever a field holds
    """Return what a field starts from; a report on a new year of an indicator starts with none."""
    return None if isinstance(item, IndicatorItem) else item.reported(field)


def _only(kind: type[F], fields: Sequence[ReportField]) -> list[F]:
    return [field for field in fields if isinstance(field, kind)]


def _one_of(item: BoardItem, field: ChoiceField) -> str | None:
    """Ask for one word; a second click on the one said before does not take it back."""
    before = _before(item, field.name)
    return st.segmented_control(
        field.asked,
        list(field.choices),
        default=before.label if before else None,
        required=before is not None,
        key=key(item, field.name),
    )


def _figure(column: DeltaGenerator, item: BoardItem, field: FigureField) -> str:
    before = _before(item, field.name)
    return column.text_input(
        field.asked,
        value="" if before is None else format_number(before, MOST_DECIMALS),
        placeholder=field.placeholder,
        key=key(item, field.name),
    )


def _milestone(item: MilestoneItem) -> dict[str, Any]:
    before = _before(item, COMPLETED_ON.name)
    left, right = st.columns([3, 2])
    with left:
        status = _one_of(item, STATUS)
    with right:
        completed = st.date_input(
            COMPLETED_ON.asked,
            value=before,
            min_value=EARLIEST,
            max_value=LATEST,
            format="YYYY-MM-DD",
            key=key(item, COMPLETED_ON.name),
        )
    # the day that a field starts from cannot be taken out of it
    left_over = status != Status.DONE.label and completed == before
    return {STATUS.name: status, COMPLETED_ON.name: None if left_over else completed}


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


def _note_hint(item: BoardItem) -> str:
    return "可不填" if isinstance(item, IndicatorItem | ProjectItem) else "受阻时请写明原因"


def _grounds(item: BoardItem) -> dict[str, Any]:
    """Ask for evidence, note and day."""
    left, right = st.columns([3, 2])
    evidence = left.text_input(
        "数据来源" if isinstance(item, IndicatorItem) else "依据",
        value=_before(item, "evidence") or "",
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
        value=_before(item, "note") or "",
        placeholder=_note_hint(item),
        key=key(item, "note"),
        height=68,
    )
    return {"evidence": evidence, "as_of": as_of, "note": note}
