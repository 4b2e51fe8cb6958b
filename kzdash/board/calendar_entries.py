"""What the office changed of the reporting calendar, in words, with what counted before."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kzdash.board.items import KIND_WORDS
from kzdash.board.records import reporter_names
from kzdash.board.reporting_rounds import changed_rule, reporting_calendar
from kzdash.domain.formatting import format_date
from kzdash.domain.models import Kind
from kzdash.store import calendar_changes

if TYPE_CHECKING:
    import datetime as dt

    from kzdash.domain.models import CalendarChange, Item
    from kzdash.domain.progress import ReportingCalendar, ReportingRule
    from kzdash.store import Store

NO_RULE = "没有规定"


@dataclass(frozen=True, slots=True)
class CalendarEntry:
    """A change of the calendar: of what, from which day on, what counted before and counts now."""

    recorded_at: dt.datetime
    as_of: dt.date
    reporter: str
    what: str
    old: str
    new: str
    reason: str


def calendar_entries(store: Store) -> tuple[CalendarEntry, ...]:
    """Return every change of the reporting calendar, the last first."""
    changes = calendar_changes(store)
    if not changes:
        return ()
    plan, reporters = store.plan(), reporter_names(store.accounts())
    items = {item.id: item for item in plan.items}
    entries = []
    for place, change in enumerate(changes):
        before = reporting_calendar(plan.plan, plan.items, changes[:place])
        what, old, new = _words(change, before, items)
        reporter = reporters.get(change.account, change.account)
        said = (reporter, what, old, new, change.reason)
        entries.append(CalendarEntry(change.recorded_at, change.as_of, *said))
    return tuple(reversed(entries))


def rule_words(kind: str, rule: ReportingRule | None) -> str:
    """Return a kind's rule in words; of an indicator it counts from the publication."""
    if rule is None:
        return NO_RULE
    return rule.publication_words if kind == Kind.INDICATOR else rule.words


def _words(
    change: CalendarChange, before: ReportingCalendar, items: dict[int, Item]
) -> tuple[str, str, str]:
    """Return what a change is of, what counted before it, and what it sets."""
    kind = change.kind or Kind.INDICATOR
    word = KIND_WORDS[Kind(kind)]
    if rule := changed_rule(change):
        now = f"自{change.as_of.year}年{change.as_of.month}月起{rule_words(kind, rule)}"
        return f"{word}的填报周期", rule_words(kind, before.rule(kind, change.as_of)), now
    period = change.period or change.as_of
    if change.item_id is not None:
        item = items[change.item_id]
        old: dt.date | None = before.published_on(item.id, period.year)
        what = f"{word}{item.number}. {item.short_name} {period.year}年数据的发布日"
    else:
        asked = before.round_in(kind, period)
        old = asked.due_on if asked else None
        what = (
            f"{word}{asked.period.words if asked else f'{period.year}年{period.month}月'}的截止日"
        )
    return what, format_date(old) if old else NO_RULE, format_date(change.due_on)
