"""What a report on an item may say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kzdash.domain.formatting import local_date
from kzdash.domain.models import NO_PERIOD, Kind
from kzdash.domain.rules.fields import (
    LONGEST,
    check_amount,
    check_day,
    check_measured,
    check_share,
    check_text,
)
from kzdash.errors import Refusal, RefusedError

if TYPE_CHECKING:
    from kzdash.domain.models import Item, Plan, Report

STATUSES = {"not_started", "in_progress", "done", "blocked"}
STAGES = {"preparation", "construction", "built", "in_use"}
PAYLOAD = (
    "status",
    "completed_on",
    "value",
    "stage",
    "physical_progress_percent",
    "completed_investment_wan_yuan",
    "problems",
)
PAYLOAD_OF = {
    Kind.INDICATOR: {"value"},
    Kind.MILESTONE: {"status", "completed_on"},
    Kind.PROJECT: {
        "stage",
        "physical_progress_percent",
        "completed_investment_wan_yuan",
        "problems",
    },
}
DUTY = {"status"}


def check_report(report: Report, item: Item, plan: Plan) -> None:
    """Raise RefusedError where a report says what no report on this item may say."""
    kind = Kind(item.kind)
    entry = {name for name in PAYLOAD if _says(report, name)}
    if foreign := entry - PAYLOAD_OF.get(kind, DUTY):
        raise RefusedError(Refusal.NOT_OF_KIND, min(foreign))
    if report.period and kind is not Kind.INDICATOR:
        raise RefusedError(Refusal.NOT_OF_KIND, "period")
    check_day("as_of", report.as_of, plan, local_date(report.recorded_at))
    for name in ("note", "evidence", "problems"):
        check_text(name, getattr(report, name) or "")
    match kind:
        case Kind.INDICATOR:
            _check_value(report, item, plan)
        case Kind.PROJECT:
            if not entry:
                raise RefusedError(Refusal.NOTHING_SAID)
            _check_project(report)
        case _:
            _check_status(report, plan, dated=kind is Kind.MILESTONE)


def _says(report: Report, name: str) -> bool:
    value = getattr(report, name)
    return bool((value or "").strip()) if name in LONGEST else value is not None


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


def _check_project(report: Report) -> None:
    if report.stage is not None and report.stage not in STAGES:
        raise RefusedError(Refusal.NOT_OF_KIND, "stage")
    if report.physical_progress_percent is not None:
        check_share("physical_progress_percent", report.physical_progress_percent)
    if report.completed_investment_wan_yuan is not None:
        check_amount("completed_investment_wan_yuan", report.completed_investment_wan_yuan)


def _check_status(report: Report, plan: Plan, *, dated: bool) -> None:
    if report.status is None:
        raise RefusedError(Refusal.NO_STATUS, "status")
    if report.status not in STATUSES:
        raise RefusedError(Refusal.NOT_OF_KIND, "status")
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
