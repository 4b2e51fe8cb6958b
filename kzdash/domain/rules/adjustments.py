"""What an adjustment may change of what the plan asks of an item."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from kzdash.domain.formatting import local_date, round_half_up
from kzdash.domain.models import ADDED_KINDS, NO_PERIOD, Kind
from kzdash.domain.models.reports import CHANGES, OF_A_PERIOD, SOURCES
from kzdash.domain.progress import Level, figure_period
from kzdash.domain.rules.fields import check_amount, check_day, check_measured, check_text
from kzdash.errors import Refusal, RefusedError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

    from kzdash.domain.models import Adjustment, Item, Plan

YEARS_AFTER = 10
# as amounts in 万元 are shown
MONEY_DECIMALS = 2
LONGEST = {"reason": 2000, "document_number": 100}
LEAD = "lead_unit_id"
# the office's on an item that was added: a unit's step holds, or the item is taken out
MAY_BE_ZERO = {"goal", "year_investment_wan_yuan", "planned_funds_wan_yuan"}
# what a list of goals calls what it asks of a period, and of which kind
GOAL_KINDS = {"指标": Kind.INDICATOR, "项目": Kind.PROJECT}
GOAL_FIELDS = {
    "指标目标": "goal",
    "计划投资": "year_investment_wan_yuan",
    "计划开工": "starts_on",
    "计划资金": "planned_funds_wan_yuan",
}
CONFIRMED, WITHDRAWN = DECISIONS = ("confirmed", "withdrawn")
ADJUSTABLE = {
    Kind.INDICATOR: {"target", "goal", LEAD},
    Kind.MILESTONE: {"due_on", LEAD},
    Kind.PROJECT: {
        "due_on",
        "planned_investment_wan_yuan",
        "year_investment_wan_yuan",
        "starts_on",
        "planned_funds_wan_yuan",
        LEAD,
    },
    Kind.TASK: {LEAD},
    Kind.POLICY: {LEAD},
    Kind.REFORM: {LEAD},
    Kind.STEP: {"due_on", LEAD, "decision"},
    Kind.MATTER: {"due_on", LEAD, "level", "decision"},
    Kind.MEETING: {"due_on", "decision"},
}


def check_adjustment(
    adjustment: Adjustment, item: Item, plan: Plan, earlier: Sequence[Adjustment] = ()
) -> None:
    """Raise RefusedError where an adjustment says what none may say of this item.

    `earlier` are the item's adjustments that count on its day, the oldest first.
    """
    name = _changed(adjustment, item)
    check_day("as_of", adjustment.as_of, plan, local_date(adjustment.recorded_at))
    _check_period(name, adjustment, item, plan)
    _check_value(name, adjustment, item, plan)
    of_same = [one for one in earlier if _is_about_same(one, adjustment)]
    if getattr(adjustment, name) == _now(name, item, of_same):
        raise RefusedError(Refusal.SAME_AS_NOW, name)
    _check_grounds(adjustment, needs_document=item.kind not in ADDED_KINDS)


def _changed(adjustment: Adjustment, item: Item) -> str:
    """The one field that is changed."""
    changed = [name for name in CHANGES if getattr(adjustment, name) is not None]
    if not changed:
        raise RefusedError(Refusal.NOTHING_SAID)
    allowed = ADJUSTABLE.get(Kind(item.kind), set())
    for name in changed:
        if name not in allowed:
            raise RefusedError(Refusal.NOT_OF_KIND, name)
    if len(changed) > 1:
        raise RefusedError(Refusal.NOT_OF_KIND, changed[-1])
    return changed[0]


def _is_about_same(one: Adjustment, other: Adjustment) -> bool:
    return (one.period, one.source) == (other.period or NO_PERIOD, other.source)


def _check_period(name: str, adjustment: Adjustment, item: Item, plan: Plan) -> None:
    """Check that what is asked of a period, or of a source, names one, and nothing else does."""
    period, source = adjustment.period or NO_PERIOD, adjustment.source
    if (source is not None) != (name == "planned_funds_wan_yuan"):
        raise RefusedError(Refusal.NOT_OF_KIND, "source")
    if source is not None and source not in SOURCES:
        raise RefusedError(Refusal.NOT_OF_KIND, "source")
    if name not in OF_A_PERIOD:
        if period:
            raise RefusedError(Refusal.NOT_OF_KIND, "period")
        return
    if not _may_have_goal(period, item, plan):
        raise RefusedError(Refusal.NO_GOAL_YEAR, name)


def _may_have_goal(period: int, item: Item, plan: Plan) -> bool:
    """Whether something may be asked of a period.

    Of a project that is a year from its start on. Of an indicator it is a year after the
    baseline's, or a part of one; the target year itself is asked the target, but of a rate.
    """
    if item.project is not None:
        last = plan.target_year + YEARS_AFTER
        return item.project.start_year <= period <= last
    first, last = plan.baseline_year + 1, plan.target_year
    if not figure_period.is_period(period, first, last):
        return False
    is_rate = item.indicator is not None and item.indicator.measure == "growth"
    return period != last or is_rate


def _check_value(name: str, adjustment: Adjustment, item: Item, plan: Plan) -> None:
    match name:
        case "due_on" if adjustment.due_on is not None:
            _check_due(adjustment.due_on, item, plan)
        case "starts_on" if adjustment.starts_on is not None:
            latest = dt.date(plan.target_year + YEARS_AFTER, 1, 1)
            check_day("starts_on", adjustment.starts_on, plan, latest)
        case "lead_unit_id":
            if adjustment.lead_unit_id not in {lead.unit_id for lead in item.leads}:
                raise RefusedError(Refusal.NOT_ITS_UNIT, name)
        case "level":
            if adjustment.level not in {level.code for level in Level}:
                raise RefusedError(Refusal.NOT_OF_KIND, name)
        case "decision":
            if adjustment.decision not in DECISIONS:
                raise RefusedError(Refusal.NOT_OF_KIND, name)
        case _:
            _check_asked(name, getattr(adjustment, name), item)


def _check_due(due_on: dt.date, item: Item, plan: Plan) -> None:
    check_day("due_on", due_on, plan, dt.date(plan.target_year + YEARS_AFTER, 1, 1))
    if item.project is not None and due_on.year < item.project.start_year:
        raise RefusedError(Refusal.TOO_EARLY, "due_on")


def _check_asked(name: str, figure: Decimal, item: Item) -> None:
    decimals = MONEY_DECIMALS
    if item.indicator is not None:
        check_measured(name, figure, item.indicator)
        decimals = item.indicator.decimals
    else:
        check_amount(name, figure)
    if name in MAY_BE_ZERO:
        return
    if round_half_up(figure, decimals) <= 0:
        raise RefusedError(Refusal.NOT_OVER_ZERO, name)


def _now(name: str, item: Item, earlier: Sequence[Adjustment]) -> Any:  # noqa: ANN401 - a figure or a day
    """What is asked so far: what the last adjustment made of it, else what the item says."""
    made = [value for one in earlier if (value := getattr(one, name)) is not None]
    if made:
        return made[-1]
    if name == LEAD:
        return item.leads[0].unit_id if item.leads else None
    part = {"target": item.indicator, "planned_investment_wan_yuan": item.project}
    return getattr(part.get(name, item.matter if name == "level" else item), name, None)


def _check_grounds(adjustment: Adjustment, *, needs_document: bool) -> None:
    for name, missing in (
        ("reason", Refusal.NO_REASON),
        ("document_number", Refusal.NO_DOCUMENT),
    ):
        text = getattr(adjustment, name) or ""
        check_text(name, text, LONGEST[name])
        if not text.strip() and (needs_document or name != "document_number"):
            raise RefusedError(missing, name)
