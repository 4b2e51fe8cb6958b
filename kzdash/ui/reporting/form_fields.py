"""The fields of a report form for each kind of item, and the report that their answers make."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

import streamlit as st

from kzdash.board.items import BoardItem, IndicatorItem, MilestoneItem, ProjectItem
from kzdash.board.report_text import unit_of_measure
from kzdash.domain import rules
from kzdash.domain.formatting import MOST_DECIMALS, format_number
from kzdash.domain.models import NO_PERIOD, Report
from kzdash.domain.progress import MatterKind, Measure, Status, figure_period
from kzdash.domain.rules import AS_OF, COMPLETED_ON, STATUS, ChoiceField, FigureField, TextField
from kzdash.domain.rules.report_fields import PAID_BY_SOURCE, RECEIVED_BY_SOURCE
from kzdash.runtime import clock
from kzdash.store import FormPart
from kzdash.ui.frame.board import today_board
from kzdash.ui.frame.links import item_link
from kzdash.ui.reporting import drafts, outlook_fields
from kzdash.ui.widgets.day_field import typed_day
from kzdash.ui.widgets.plain_text import inline

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping, Sequence

    from streamlit.delta_generator import DeltaGenerator
    from streamlit.runtime.uploaded_file_manager import UploadedFile

    from kzdash.domain.rules import ReportField

PROBLEMS = "problems"
Field = TypeVar("Field", ChoiceField, FigureField, TextField)


@dataclass(frozen=True, slots=True)
class FormAnswers:
    """The answers to a form by field name, as they were typed.

    `unit_id` is the supporting unit's of whose part they speak, None where of the whole. `files`
    are the photos and PDFs that come with them.
    """

    item: BoardItem
    values: dict[str, Any]
    unit_id: int | None = None
    files: Sequence[UploadedFile] = ()

    def report(self, seq: int, account: str, now: dt.datetime) -> Report:
        """Return the answers as a report; ParseError if one cannot be parsed."""
        return Report(
            item_id=self.item.item_id,
            seq=seq,
            account=account,
            recorded_at=now,
            unit_id=self.unit_id,
            as_of=AS_OF.parse(self.values.get(AS_OF.name) or "") or clock.today(),
            period=self.values.get("period") or NO_PERIOD,
            **{field.name: self._parse(field) for field in rules.REPORT_FIELDS},
        )

    def _parse(self, field: ReportField) -> Any:  # noqa: ANN401 - a field may hold any type
        return field.parse(self.values.get(field.name) or "", unit_of_measure(self.item))


def show_fields(item: BoardItem) -> FormAnswers:
    """Show the fields of a form on an item; they start with a draft, or else its latest report."""
    match item:
        case IndicatorItem():
            values = _show_indicator_fields(item)
        case MilestoneItem():
            values = _show_milestone_fields(item)
        case _:
            values = {}
    beside = {*values, *outlook_fields.NAMES}
    remaining = [field for field in rules.payload_of(item.kind) if field.name not in beside]
    values |= _show_payload_fields(item, remaining)
    values |= outlook_fields.show_outlook_fields(item)
    values |= _show_common_fields(item)
    return FormAnswers(item, values)


def typed_report(item: BoardItem, typed: Mapping[str, str]) -> Report:
    """Return what stands in a form, as its draft has it, as a report that is not to be stored."""
    period = figure_period.parse_period(typed.get("period", ""))
    return FormAnswers(item, {**typed, "period": period}).report(1, "", clock.now())


def key(item: BoardItem, field: str) -> str:
    """Return the widget key of a field in an item's form."""
    return drafts.key(FormPart(item.item_id), field)


def _typed(item: BoardItem, field: str) -> str | None:
    """Return what the draft that the form began with has in a field, None without one."""
    return drafts.typed_before(FormPart(item.item_id), field)


def _text(item: BoardItem, field: str, reported: str | None = None) -> str:
    """Return what a text begins with: what a draft has, or else what was reported."""
    typed = _typed(item, field)
    return (reported or "") if typed is None else typed


def _show_payload_fields(item: BoardItem, fields: Sequence[ReportField]) -> dict[str, Any]:
    """Show choices first, then figures in two columns, funds by source folded away, then texts."""
    values: dict[str, Any] = {
        field.name: _show_choice(item, field) for field in _of_type(ChoiceField, fields)
    }
    figures = [field for field in _of_type(FigureField, fields) if not field.detail]
    for first in range(0, len(figures), 2):
        for column, field in zip(st.columns(2), figures[first : first + 2], strict=False):
            values[field.name] = _show_figure(column, item, field)
    if isinstance(item, ProjectItem):
        values |= _show_funds_by_source(item)
    for text in _of_type(TextField, fields):
        values[text.name] = st.text_area(
            text.form_label,
            value=_text(item, text.name, _initial_value(item, text.name)),
            placeholder=text.placeholder,
            key=key(item, text.name),
            height=68,
        )
        if text.name == PROBLEMS:
            _show_open_problems(item)
    return values


def _show_funds_by_source(item: ProjectItem) -> dict[str, Any]:
    """Show what is in place and paid from each source, a row a source; folded, it is kept too."""
    values: dict[str, Any] = {}
    pairs = zip(RECEIVED_BY_SOURCE.values(), PAID_BY_SOURCE.values(), strict=True)
    with st.expander("资金来源明细", key=f"funds-{item.item_id}"):
        st.caption("开工以来累计数；各来源合计不超过上面的到位资金、支付资金。没有的不填。")
        for pair in pairs:
            for column, field in zip(st.columns(2), pair, strict=True):
                values[field.name] = _show_figure(column, item, field)
    return values


def _show_open_problems(item: BoardItem) -> None:
    """Show the problems that others are still asked to solve, each with a link to its matter."""
    open_problems = [
        matter
        for matter in today_board().matters_of(item)
        if matter.matter_kind is MatterKind.PROBLEM and not matter.is_closed
    ]
    if open_problems:
        st.caption("已提出、还没有解决的问题，不用再填：")
    for matter in open_problems:
        item_link(matter, f"{matter.short_name}（{matter.state_words}）", "content")


def _initial_value(item: BoardItem, field: str) -> Any:  # noqa: ANN401 - a field may hold any type
    """Return the value in the latest report; None for an indicator, whose reports are by year.

    A problem that was reported is a matter of its own, which the next report need not repeat.
    """
    once = isinstance(item, IndicatorItem) or field == PROBLEMS
    return None if once else item.reported(field)


def _of_type(field_type: type[Field], fields: Sequence[ReportField]) -> list[Field]:
    return [field for field in fields if isinstance(field, field_type)]


def _show_choice(item: BoardItem, field: ChoiceField) -> str | None:
    """Show a choice; once it has been reported, a second click does not deselect it."""
    before = _initial_value(item, field.name)
    typed = drafts.choice_before(FormPart(item.item_id), field.name, list(field.choices))
    return st.segmented_control(
        field.form_label,
        list(field.choices),
        default=typed or (before.label if before else None),
        required=before is not None,
        key=key(item, field.name),
    )


def _show_figure(column: DeltaGenerator, item: BoardItem, field: FigureField) -> str:
    before = _initial_value(item, field.name)
    return column.text_input(
        field.form_label,
        value=_text(
            item, field.name, None if before is None else format_number(before, MOST_DECIMALS)
        ),
        placeholder=field.placeholder,
        key=key(item, field.name),
    )


def _show_milestone_fields(item: MilestoneItem) -> dict[str, Any]:
    before = _initial_value(item, COMPLETED_ON.name)
    left, right = st.columns([3, 2])
    with left:
        status = _show_choice(item, STATUS)
    completed = typed_day(
        COMPLETED_ON.form_label,
        key(item, COMPLETED_ON.name),
        before,
        right,
        _typed(item, COMPLETED_ON.name),
    )
    # whoever takes a completion back need not take out its day as well
    is_old = before is not None and completed == before.isoformat()
    is_taken_back = is_old and status != Status.DONE.label
    return {STATUS.name: status, COMPLETED_ON.name: "" if is_taken_back else completed}


def _show_indicator_fields(item: IndicatorItem) -> dict[str, Any]:
    st.caption(inline(_instruction(item)))
    first, last = item.target.baseline_year, item.target.target_year
    today = clock.today()
    years = list(range(first, min(last, today.year) + 1))
    # the parts of the year that have ended, and those of the last one, whose figure may be open
    parts = [
        part
        for year in (today.year - 1, today.year)
        if first < year <= last
        for part in figure_period.provisional_periods(year)
        if figure_period.period_end(part) <= today
    ]
    reported = {report.period for report in item.reports}
    # preselect the latest past year without a report; the baseline year is seldom the one to report
    due = [year for year in years[1:] if year not in reported and year < today.year]
    start = due[-1] if due else years[-1]
    periods = [*years, *parts]
    typed = _typed(item, "period")
    chosen = next(
        (period for period in periods if figure_period.offered_words(period) == typed), start
    )
    left, right = st.columns([1, 2])
    year = left.selectbox(
        "年份",
        periods,
        index=periods.index(chosen),
        format_func=figure_period.offered_words,
        key=key(item, "period"),
    )
    unit = f"（{item.reported_unit}）" if item.reported_unit else ""
    value = right.text_input(
        inline(f"{item.reported_name}{unit}"),
        value=_text(item, "value"),
        placeholder="填数字",
        key=key(item, "value"),
    )
    return {"period": year, "value": value}


def _instruction(item: IndicatorItem) -> str:
    """Say what kind of figure to enter, and which figures have been reported."""
    if item.target.measure is Measure.GROWTH:
        instruction = "请填比上年的增速，下降填负数"
    elif item.target.measure is Measure.CUMULATIVE:
        instruction = "请填到当年末的累计数"
    else:
        instruction = "请填当年的水平，不是比上年的变化"
    reported = "、".join(
        f"{report.period_words} {format_number(report.value, item.target.decimals)}"
        f"{item.reported_unit}"
        for report in item.figures
        if report.value is not None
    )
    return f"{instruction}。已填报：{reported or '无'}。"


def _note_hint(item: BoardItem) -> str:
    return "可不填" if isinstance(item, IndicatorItem | ProjectItem) else "受阻时请写明原因"


def _show_common_fields(item: BoardItem) -> dict[str, Any]:
    """Show evidence, as-of date and note."""
    left, right = st.columns([3, 2])
    evidence = left.text_input(
        "数据来源" if isinstance(item, IndicatorItem) else "依据",
        # that of the last report does not support this one
        value=_text(item, "evidence"),
        placeholder="文件名、文号或网址",
        key=key(item, "evidence"),
    )
    as_of = typed_day(
        AS_OF.label, key(item, AS_OF.name), clock.today(), right, _typed(item, AS_OF.name)
    )
    note = st.text_area(
        "说明",
        value=_text(item, "note", _initial_value(item, "note")),
        placeholder=_note_hint(item),
        key=key(item, "note"),
        height=68,
    )
    return {"evidence": evidence, "as_of": as_of, "note": note}
