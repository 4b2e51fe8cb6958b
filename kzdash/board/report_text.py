"""What a report or an adjustment says, in words, part by part."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from kzdash.board.added_items import MatterItem
from kzdash.board.items import IndicatorItem, ProjectItem
from kzdash.board.records import SEED_WORDS
from kzdash.domain import rules
from kzdash.domain.formatting import (
    MOST_DECIMALS,
    NO_DATA,
    format_date,
    format_distinct,
    format_distinct_money,
    format_moment,
    truncate,
)
from kzdash.domain.progress import figure_period

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from kzdash.board.items import AdjustmentEntry, BoardItem, ReportEntry
    from kzdash.domain.models import Report

TARGET, DUE, MONEY = "目标", "到期日", "计划总投资"
START, YEAR_MONEY, FUNDS = "计划开工", "计划投资", "计划资金"
LEAD_UNIT, LEVEL, DECISION = "牵头单位", "解决层级", "处理"
DECISIONS = {rules.CONFIRMED: "确认", rules.WITHDRAWN: "撤回"}
# what an adjustment asks: a figure, a day, or a word
Asked = Decimal | dt.date | str
# what people typed, to be shown as they typed it
FILES = "evidence_files"
TYPED = {field.name for field in rules.REPORT_FIELDS if isinstance(field, rules.TextField)} | {
    FILES
}
LABELS = {field.name: field.label for field in rules.REPORT_FIELDS} | {FILES: "附件"}
SHOWN = 40  # of a long text, where it is only named


class TextPart(NamedTuple):
    """One thing said: which field, what leads up to it, and the words."""

    field: str
    lead: str
    words: str


def report_parts(
    report: ReportEntry,
    unit: str = "",
    decimals: int = MOST_DECIMALS,
    beside: ReportEntry | Report | None = None,
) -> Iterator[TextPart]:
    """Return what a report says, the judgement first; `unit` is that of an indicator's values.

    Its figures have as many digits as tell them from those of a report that is shown beside it.
    """
    if report.unit:
        yield TextPart("unit", "", f"{report.unit}的部分")
    for field in rules.REPORT_FIELDS:
        value = getattr(report, field.name)
        if not field.says(value):
            continue
        if field is rules.VALUE:
            yield TextPart(field.name, f"{report.period_words} ", field.cell(value, unit, decimals))
        else:
            words = field.words(value, getattr(beside, field.name, None))
            yield TextPart(field.name, field.lead, words)
    if report.evidence_files:
        names = "、".join(file.name for file in report.evidence_files)
        yield TextPart(FILES, f"{LABELS[FILES]}：", names)


def report_as_text(
    report: ReportEntry | None, item: BoardItem, beside: ReportEntry | None = None
) -> str:
    """Return what a report on an item says as one text, 待填报 where it says nothing."""
    found = report_parts(report, unit_of_measure(item), beside=beside) if report else ()
    return "；".join(f"{part.lead}{part.words}" for part in found) or NO_DATA


def report_with_previous(
    now: ReportEntry, before: ReportEntry | None, item: BoardItem, typed: Callable[[str], str] = str
) -> str:
    """Return what a report says, each part that differs with what it was: 8.5%（原8.8%）.

    Texts stand there only where they are new, in the form that `typed` gives them.
    """
    unit = unit_of_measure(item)
    earlier = (
        {part.field: part for part in report_parts(before, unit, beside=now)} if before else {}
    )
    found = []
    for part in report_parts(now, unit, beside=before):
        was = earlier.pop(part.field, None)
        if part.field not in TYPED:
            changed = f"（原{was.words}）" if was and was.words != part.words else ""
            found.append(f"{part.lead}{part.words}{changed}")
        elif was is None or was.words != part.words:
            found.append(f"{LABELS[part.field]}：{typed(truncate(part.words, SHOWN))}")
    # a problem that was reported before stays a matter, and evidence is of one report
    once = {"problems", "evidence", FILES}
    found += [f"{LABELS[name]}已清空" for name in earlier if name not in once]
    return "，".join(found) or NO_DATA


def payload_as_text(
    report: ReportEntry | None, item: BoardItem, beside: ReportEntry | Report | None = None
) -> str:
    """Return what a report says that can be judged, without what people wrote about it."""
    found = report_parts(report, unit_of_measure(item), beside=beside) if report else ()
    words = (f"{part.lead}{part.words}" for part in found if part.field not in TYPED)
    return "，".join(words) or NO_DATA


def author_and_time(report: ReportEntry) -> str:
    """Return who reported and when, in words."""
    if report.reporter == SEED_WORDS:
        return f"{SEED_WORDS}，数据截至{format_date(report.fresh_on)}"
    return f"{report.reporter} {format_moment(report.recorded_at)}填报"


def unit_of_measure(item: BoardItem) -> str:
    """Return the unit of the figures that are reported on an item, empty where it has none."""
    return item.reported_unit if isinstance(item, IndicatorItem) else ""


def adjustment_as_text(item: BoardItem, change: AdjustmentEntry) -> tuple[str, str]:
    """Return what an adjustment changes of an item, and to what: 到期日, 2025年3月31日."""
    what, value = adjusted_field(change)
    return what, distinguishable(item, what, value, original_value(item, what))[0]


def adjusted_field(change: AdjustmentEntry) -> tuple[str, Asked]:
    """Return what an adjustment changes of an item, by its word, and what it asks."""
    period = figure_period.period_words(change.period) if change.period else ""
    asked: tuple[tuple[str, Asked | None], ...] = (
        (LEAD_UNIT, change.lead_unit),
        (LEVEL, change.level.label if change.level else None),
        (DECISION, DECISIONS[change.decision] if change.decision else None),
        (TARGET, change.target),
        (f"{period}{TARGET}", change.goal),
        (DUE, change.due_on),
        (START, change.starts_on),
        (MONEY, change.planned_investment_wan_yuan),
        (f"{period}{YEAR_MONEY}", change.year_investment_wan_yuan),
        (f"{change.source.label if change.source else ''}{FUNDS}", change.planned_funds_wan_yuan),
    )
    return next((what, value) for what, value in asked if value is not None)


def original_value(item: BoardItem, what: str) -> Asked | None:
    """Return what an item itself asks, by the word that `adjusted_field` has for it."""
    if what == LEAD_UNIT:
        return item.original_lead_unit or item.lead_unit
    if what == LEVEL and isinstance(item, MatterItem):
        return (item.original_level or item.level).label
    if what not in {TARGET, DUE, MONEY}:
        return None
    if isinstance(item, IndicatorItem):
        return item.target.target if item.original_target is None else item.original_target
    if isinstance(item, ProjectItem) and what == MONEY:
        original = item.original_investment_wan_yuan
        return item.planned_investment_wan_yuan if original is None else original
    return item.original_due_on or item.due_on


def distinguishable(
    item: BoardItem, what: str, one: Asked | None, other: Asked | None
) -> tuple[str, str]:
    """Write two figures, days or words asked of an item so that they can be told apart.

    `what` is the word that `adjusted_field` has for them; where one is None, nothing was asked.
    """
    if one is None or other is None:
        known = one if other is None else other
        words = NO_DATA if known is None else distinguishable(item, what, known, known)[0]
        return words if one is not None else NO_DATA, words if other is not None else NO_DATA
    if isinstance(one, Decimal) and isinstance(other, Decimal):
        if not isinstance(item, IndicatorItem):
            return format_distinct_money(one, other)
        # goals are asked in terms of what is reported
        unit = item.target.unit if what == TARGET else item.reported_unit
        first, second = format_distinct(one, other, item.target.decimals)
        return f"{first}{unit}", f"{second}{unit}"
    if isinstance(one, str) or isinstance(other, str):
        return str(one), str(other)
    first_day, other_day = (it if isinstance(it, dt.date) else None for it in (one, other))
    return format_date(first_day), format_date(other_day)
