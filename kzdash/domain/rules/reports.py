"""What a report on an item may say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kzdash.domain.formatting import local_date
from kzdash.domain.models import NO_PERIOD, Kind
from kzdash.domain.rules.fields import check_day, check_measured
from kzdash.domain.rules.report_fields import PAYLOAD, REPORT_FIELDS, payload_of
from kzdash.errors import Refusal, RefusedError

if TYPE_CHECKING:
    from kzdash.domain.models import Item, Plan, Report


def check_report(report: Report, item: Item, plan: Plan) -> None:
    """Raise RefusedError where a report says what no report on this item may say."""
    kind = Kind(item.kind)
    filled = {field.name for field in PAYLOAD if field.says(getattr(report, field.name))}
    if foreign := filled - {field.name for field in payload_of(kind)}:
        raise RefusedError(Refusal.NOT_OF_KIND, min(foreign))
    if report.period and kind is not Kind.INDICATOR:
        raise RefusedError(Refusal.NOT_OF_KIND, "period")
    check_day("as_of", report.as_of, plan, local_date(report.recorded_at))
    for field in REPORT_FIELDS:
        field.check(getattr(report, field.name))
    match kind:
        case Kind.INDICATOR:
            _check_value(report, item, plan)
        case Kind.PROJECT:
            if not filled:
                raise RefusedError(Refusal.NOTHING_SAID)
        case _:
            _check_status(report, plan, dated=kind is Kind.MILESTONE)


def cite_source(publisher: str, title: str, address: str) -> str:
    """Return a publication in words, as the evidence of a figure that it gives."""
    return f"{publisher}《{title}》 {address}".strip()


def _check_value(report: Report, item: Item, plan: Plan) -> None:
    if item.indicator is None:
        raise RefusedError(Refusal.NO_ITEM)
    if report.value is None:
        raise RefusedError(Refusal.NO_VALUE, "value")
    last = min(plan.target_year, report.as_of.year)
    if not plan.baseline_year <= (report.period or NO_PERIOD) <= last:
        raise RefusedError(Refusal.NO_YEAR, "period")
    check_measured("value", report.value, item.indicator)
    if not (report.evidence or "").strip():
        raise RefusedError(Refusal.NO_SOURCE, "evidence")


def _check_status(report: Report, plan: Plan, *, dated: bool) -> None:
    if report.status is None:
        raise RefusedError(Refusal.NO_STATUS, "status")
    done, completed = report.status == "done", report.completed_on
    if completed is not None and not done:
        raise RefusedError(Refusal.COMPLETED_UNDONE, "completed_on")
    if dated and done and completed is None:
        raise RefusedError(Refusal.NO_COMPLETION_DAY, "completed_on")
    if completed is not None:
        check_day("completed_on", completed, plan, local_date(report.recorded_at))
        if completed > report.as_of:
            raise RefusedError(Refusal.COMPLETED_LATER, "completed_on")
    if report.status == "blocked" and not (report.note or "").strip():
        raise RefusedError(Refusal.NO_REASON, "note")
