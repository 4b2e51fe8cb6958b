"""What a report on an item may say."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from kzdash.domain.formatting import local_date
from kzdash.domain.models import NO_PERIOD, Kind
from kzdash.domain.progress import Answer, figure_period
from kzdash.domain.rules.adjustments import YEARS_AFTER
from kzdash.domain.rules.fields import check_day, check_measured
from kzdash.domain.rules.report_fields import (
    COMPLETED_ON,
    FUNDS_PAID,
    FUNDS_RECEIVED,
    PAID_BY_SOURCE,
    PAYLOAD,
    RECEIVED_BY_SOURCE,
    REPORT_FIELDS,
    payload_of,
)
from kzdash.errors import Refusal, RefusedError

if TYPE_CHECKING:
    from kzdash.domain.models import Item, Plan, Report


NEEDING_WORDS = frozenset({Answer.BLOCKED, Answer.ASKS_FOR_TIME, Answer.RETURNED})


def check_report(report: Report, item: Item, plan: Plan) -> None:
    """Raise RefusedError where a report says what no report on this item may say."""
    kind, part = Kind(item.kind), report.unit_id is not None
    if kind is Kind.MEETING:
        raise RefusedError(Refusal.NOT_OF_KIND)
    filled = {field.name for field in PAYLOAD if field.says(getattr(report, field.name))}
    if foreign := filled - {field.name for field in payload_of(kind, part=part)}:
        raise RefusedError(Refusal.NOT_OF_KIND, min(foreign))
    if report.period and (part or kind is not Kind.INDICATOR):
        raise RefusedError(Refusal.NOT_OF_KIND, "period")
    check_day("as_of", report.as_of, plan, local_date(report.recorded_at))
    for field in REPORT_FIELDS:
        field.check(getattr(report, field.name))
    _check_expected(report, plan)
    if part:
        _check_status(report, plan, dated=False)
        return
    match kind:
        case Kind.INDICATOR:
            _check_value(report, item, plan)
        case Kind.PROJECT:
            if not filled:
                raise RefusedError(Refusal.NOTHING_SAID)
            _check_funds(report)
        case Kind.MATTER:
            _check_answer(report, plan)
        case _:
            _check_status(report, plan, dated=kind in COMPLETED_ON.kinds)


def cite_source(publisher: str, title: str, address: str) -> str:
    """Return a publication in words, as the evidence of a figure that it gives."""
    return f"{publisher}《{title}》 {address}".strip()


def _check_value(report: Report, item: Item, plan: Plan) -> None:
    if item.indicator is None:
        raise RefusedError(Refusal.NO_ITEM)
    if report.value is None:
        raise RefusedError(Refusal.NO_VALUE, "value")
    period, last = report.period or NO_PERIOD, min(plan.target_year, report.as_of.year)
    if not figure_period.is_period(period, plan.baseline_year, last):
        raise RefusedError(Refusal.NO_YEAR, "period")
    is_part = figure_period.is_provisional(period)
    if is_part and figure_period.period_end(period) > report.as_of:
        raise RefusedError(Refusal.NO_YEAR, "period")
    check_measured("value", report.value, item.indicator)
    if not (report.evidence or "").strip():
        raise RefusedError(Refusal.NO_SOURCE, "evidence")


def _check_expected(report: Report, plan: Plan) -> None:
    """Check that the day by which it is expected is one to come."""
    if report.expected_on is None:
        return
    check_day(
        "expected_on", report.expected_on, plan, dt.date(plan.target_year + YEARS_AFTER, 1, 1)
    )
    if report.expected_on <= report.as_of:
        raise RefusedError(Refusal.NOT_BEFORE_REPORT, "expected_on")


def _check_funds(report: Report) -> None:
    """Check that no funds by source add up to more than the funds in total."""
    for total, parts in ((FUNDS_RECEIVED, RECEIVED_BY_SOURCE), (FUNDS_PAID, PAID_BY_SOURCE)):
        amount = getattr(report, total.name)
        known = [value for field in parts.values() if (value := getattr(report, field.name))]
        if amount is not None and sum(known) > amount:
            raise RefusedError(Refusal.SOURCES_OVER_TOTAL, total.name)


def _check_answer(report: Report, plan: Plan) -> None:
    """Check that an answer on a matter has what it needs: a reason, a day, evidence."""
    if report.answer is None:
        raise RefusedError(Refusal.NO_ANSWER, "answer")
    answer = Answer.of(report.answer)
    asks_for_time = answer is Answer.ASKS_FOR_TIME
    if answer in NEEDING_WORDS and not (report.note or "").strip():
        raise RefusedError(Refusal.NO_REASON, "note")
    if answer is Answer.ASKS_TO_CLOSE and not (report.evidence or "").strip():
        raise RefusedError(Refusal.NO_EVIDENCE, "evidence")
    if asks_for_time != (report.requested_due_on is not None):
        refusal = Refusal.NO_DUE_DATE if asks_for_time else Refusal.NOT_OF_KIND
        raise RefusedError(refusal, "requested_due_on")
    if report.requested_due_on is not None:
        latest = dt.date(plan.target_year + YEARS_AFTER, 1, 1)
        check_day("requested_due_on", report.requested_due_on, plan, latest)
        if report.requested_due_on <= report.as_of:
            raise RefusedError(Refusal.TOO_EARLY, "requested_due_on")
    if report.completed_on is not None and answer not in {Answer.ASKS_TO_CLOSE, Answer.CLOSED}:
        raise RefusedError(Refusal.COMPLETED_UNDONE, "completed_on")
    _check_completion(report, plan)


def _check_status(report: Report, plan: Plan, *, dated: bool) -> None:
    if report.status is None:
        raise RefusedError(Refusal.NO_STATUS, "status")
    done, completed = report.status == "done", report.completed_on
    if completed is not None and not done:
        raise RefusedError(Refusal.COMPLETED_UNDONE, "completed_on")
    if dated and done and completed is None:
        raise RefusedError(Refusal.NO_COMPLETION_DAY, "completed_on")
    _check_completion(report, plan)
    if report.status == "blocked" and not (report.note or "").strip():
        raise RefusedError(Refusal.NO_REASON, "note")


def _check_completion(report: Report, plan: Plan) -> None:
    if report.completed_on is None:
        return
    check_day("completed_on", report.completed_on, plan, local_date(report.recorded_at))
    if report.completed_on > report.as_of:
        raise RefusedError(Refusal.COMPLETED_LATER, "completed_on")
