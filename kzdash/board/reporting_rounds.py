"""The reporting calendar of a board, and the round that each item is asked for in."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import replace
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, TypeVar

from kzdash.board.added_items import StepItem
from kzdash.board.board_item import BoardItem
from kzdash.board.items import IndicatorItem
from kzdash.domain.models import Kind
from kzdash.domain.progress import (
    ALL_INDICATORS,
    ReportingCalendar,
    ReportingRule,
    ReportingSettings,
    Rhythm,
)
from kzdash.domain.progress.reporting_calendar import USUAL_PUBLICATION

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from kzdash.domain.models import CalendarChange, Plan
    from kzdash.domain.models import Item as PlanItem
    from kzdash.domain.progress import Round
    from kzdash.domain.progress.reporting_calendar import Rules
    from kzdash.store import StoredRow

Item = TypeVar("Item", bound=BoardItem)


def reporting_calendar(
    plan: Plan, items: Iterable[StoredRow | PlanItem], changes: Iterable[CalendarChange]
) -> ReportingCalendar:
    """Return what the seed says, with what the office changed of it, the last change counting."""
    settings = ReportingSettings.of_text(plan.reporting)
    rules: dict[str, Rules] = defaultdict(tuple)
    for kind, rule in settings.rules.items():
        rules[kind] = ((dt.date.min, rule),)
    due_days, publications = {}, {}
    for change in changes:
        if changed := changed_rule(change):
            kind = change.kind or ""
            earlier = (own for own in rules[kind] if own[0] < change.as_of)
            rules[kind] = (*earlier, (change.as_of, changed))
        elif change.kind and change.period and change.due_on:
            due_days[change.kind, change.period] = change.due_on
        elif change.item_id and change.period and change.due_on:
            publications[change.item_id, change.period.year] = change.due_on
    usual = settings.published.get(ALL_INDICATORS, USUAL_PUBLICATION)
    return ReportingCalendar(
        starts_on=plan.issued_on,
        rules=MappingProxyType(rules),
        due_days=MappingProxyType(due_days),
        publications=MappingProxyType(publications),
        usual_publications=MappingProxyType(
            {
                item.id: settings.published.get(item.number, usual)
                for item in items
                if item.kind == Kind.INDICATOR
            }
        ),
    )


def changed_rule(change: CalendarChange) -> ReportingRule | None:
    """Return the rule that a change sets; None where it sets a day."""
    if change.rhythm is None or change.workday is None or change.grace is None:
        return None
    return ReportingRule(Rhythm(change.rhythm), change.workday, change.grace)


def with_rounds(items: Iterable[Item], calendar: ReportingCalendar) -> tuple[Item, ...]:
    """Return items, each with the round that it is asked for in on the board's day."""
    # most items of a kind share theirs
    round_on = cache(calendar.round_on)
    return tuple(_with_round(item, calendar, round_on) for item in items)


def _with_round(
    item: Item, calendar: ReportingCalendar, round_on: Callable[..., Round | None]
) -> Item:
    if isinstance(item, IndicatorItem):
        year = item.asked_year
        asked = calendar.round_of_figure(item.kind, item.item_id, year) if year else None
        return item if asked is None else replace(item, round=asked)
    since = item.added.as_of if isinstance(item, StepItem) else None
    asked = round_on(item.kind, item.as_of, since)
    if asked is None:
        return item
    before = round_on(item.kind, asked.month - dt.timedelta(days=1), since)
    missed = None if before is None or before.is_answered_by(item.fresh_on) else before
    return replace(item, round=asked, missed=missed)
