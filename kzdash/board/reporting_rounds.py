"""The reporting calendar of a board, and the round that each item is asked for in."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import replace
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

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kzdash.domain.progress import Round
    from kzdash.domain.progress.reporting_calendar import Rules
    from kzdash.store import BoardRows

Item = TypeVar("Item", bound=BoardItem)


def reporting_calendar(rows: BoardRows) -> ReportingCalendar:
    """Return what the seed says, with what the office changed of it, the last change counting."""
    settings = ReportingSettings.of_text(rows.plan.reporting)
    rules: dict[str, Rules] = defaultdict(tuple)
    for kind, rule in settings.rules.items():
        rules[kind] = ((dt.date.min, rule),)
    due_days, publications = {}, {}
    for change in rows.calendar:
        if change.rhythm and change.kind and change.workday and change.grace is not None:
            changed = ReportingRule(Rhythm(change.rhythm), change.workday, change.grace)
            earlier = (own for own in rules[change.kind] if own[0] < change.as_of)
            rules[change.kind] = (*earlier, (change.as_of, changed))
        elif change.kind and change.period and change.due_on:
            due_days[change.kind, change.period] = change.due_on
        elif change.item_id and change.period and change.due_on:
            publications[change.item_id, change.period.year] = change.due_on
    return ReportingCalendar(
        starts_on=rows.plan.issued_on,
        rules=MappingProxyType(rules),
        due_days=MappingProxyType(due_days),
        publications=MappingProxyType(publications),
        usual_publications=MappingProxyType(
            {
                row.id: settings.published.get(row.number) or settings.published[ALL_INDICATORS]
                for row in rows.items
                if row.kind == Kind.INDICATOR
                and {row.number, ALL_INDICATORS} & settings.published.keys()
            }
        ),
    )


def with_rounds(items: Iterable[Item], calendar: ReportingCalendar) -> tuple[Item, ...]:
    """Return items, each with the round that it is asked for in on the board's day."""
    return tuple(
        item if found is None else replace(item, round=found)
        for item in items
        for found in [_round_of(item, calendar)]
    )


def _round_of(item: BoardItem, calendar: ReportingCalendar) -> Round | None:
    if isinstance(item, IndicatorItem):
        year = item.asked_year
        return calendar.round_of_figure(item.kind, item.item_id, year) if year else None
    since = item.added.as_of if isinstance(item, StepItem) else None
    return calendar.round_on(item.kind, item.as_of, since)
