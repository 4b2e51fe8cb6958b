"""Goals and yearly plans tried out: what each line would change, or what is wrong with it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kzdash.board import report_text
from kzdash.board.records import adjustment_entry
from kzdash.domain import rules
from kzdash.domain.models import NO_PERIOD, Adjustment, Kind
from kzdash.domain.parsing import parse_date, parse_figure, unreadable
from kzdash.domain.progress import FundSource
from kzdash.domain.progress.figure_period import parse_period
from kzdash.errors import ParseError, ParseProblem, Refusal, RefusedError
from kzdash.reporting.goal_lines import (
    AS_OF,
    DAY,
    DOCUMENT,
    FIELD,
    KIND,
    NUMBER,
    PERIOD,
    REASON,
    SOURCE,
    VALUE,
    GoalLine,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from kzdash.board.board import Board
    from kzdash.board.items import BoardItem
    from kzdash.domain.models import Account, Item
    from kzdash.errors import KzdashError
    from kzdash.store import PlanRows

Asked = tuple[int, str, int, str | None]
SOURCES = {source.label: source for source in FundSource}


@dataclass(frozen=True, slots=True)
class GoalDesk:
    """At whose desk lines are tried out: today's board, what is stored, and the moment.

    `document_number`, `as_of` and `reason` hold for lines that say none of their own.
    """

    board: Board
    plan: PlanRows
    adjustments: Sequence[Adjustment]
    account: Account | None
    now: dt.datetime
    document_number: str = ""
    as_of: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class TriedGoal:
    """A line that was tried out: the adjustment it makes, from which words to which, or its fault.

    It has neither where that is asked already.
    """

    line: GoalLine
    item: BoardItem | None = None
    what: str = ""
    old: str = ""
    new: str = ""
    adjustment: Adjustment | None = None
    fault: KzdashError | None = None


def try_out(lines: Iterable[GoalLine], desk: GoalDesk) -> Iterator[TriedGoal]:
    """Try out lines in their order without writing anything; each sees what those before it made.

    Lines that ask nothing are passed over.
    """
    made = list(desk.adjustments)
    asked: set[Asked] = set()
    for line in lines:
        if line.asks_nothing:
            continue
        item = None
        try:
            rules.check_office(desk.account)
            item, stored = _item(line, desk)
            new = _adjustment(line, item, made, desk)
            _check_first((item.item_id, _field(line), new.period, new.source), asked)
            yield _tried(line, item, stored, new, made, desk)
        except (ParseError, RefusedError) as error:
            yield TriedGoal(line, item, fault=error)
            continue
        made.append(new)


def _check_first(key: Asked, asked: set[Asked]) -> None:
    if key in asked:
        raise RefusedError(Refusal.GOAL_TWICE, FIELD)
    asked.add(key)


def _tried(
    line: GoalLine,
    item: BoardItem,
    stored: Item,
    new: Adjustment,
    made: Sequence[Adjustment],
    desk: GoalDesk,
) -> TriedGoal:
    earlier = sorted(
        (one for one in made if one.item_id == item.item_id and one.as_of <= new.as_of),
        key=lambda one: (one.as_of, one.seq),
    )
    what, value = report_text.adjusted_field(adjustment_entry(new, {}, {}))
    alike = [
        report_text.adjusted_field(adjustment_entry(one, {}, {}))
        for one in earlier
        if _is_goal(one)
    ]
    before = next((was for of, was in reversed(alike) if of == what), None)
    old, words = report_text.distinguishable(item, what, before, value)
    try:
        rules.check_adjustment(new, stored, desk.plan.plan, earlier)
    except RefusedError as error:
        if error.refusal is not Refusal.SAME_AS_NOW:
            raise
        return TriedGoal(line, item, what, old, words)
    return TriedGoal(line, item, what, old if before is not None else "", words, new)


def _is_goal(adjustment: Adjustment) -> bool:
    return any(getattr(adjustment, field) is not None for field in rules.GOAL_FIELDS.values())


def _item(line: GoalLine, desk: GoalDesk) -> tuple[BoardItem, Item]:
    kind, number = rules.GOAL_KINDS.get(line.text(KIND)), line.text(NUMBER)
    found = (
        item
        for item in (*desk.board.indicators, *desk.board.projects)
        if item.kind is kind and str(item.number) == number
    )
    item = next(found, None)
    if item is None:
        raise RefusedError(Refusal.NO_ITEM, NUMBER)
    stored = next(row for row in desk.plan.items if row.id == item.item_id)
    return item, stored


def _field(line: GoalLine) -> str:
    if line.text(FIELD) not in rules.GOAL_FIELDS:
        raise RefusedError(Refusal.NO_SUCH_GOAL, FIELD)
    return rules.GOAL_FIELDS[line.text(FIELD)]


def _adjustment(
    line: GoalLine, item: BoardItem, made: Sequence[Adjustment], desk: GoalDesk
) -> Adjustment:
    """Return the adjustment of a line; ParseError or RefusedError where it says none."""
    field, source = _field(line), line.text(SOURCE)
    if source and source not in SOURCES:
        raise RefusedError(Refusal.NO_SUCH_SOURCE, SOURCE)
    # what is asked is a day or a figure, and the other is none of it
    column, other = (DAY, VALUE) if field == "starts_on" else (VALUE, DAY)
    if line.text(other):
        raise RefusedError(Refusal.NOT_OF_KIND, other)
    unit = "万元" if item.kind is Kind.PROJECT else report_text.unit_of_measure(item)
    written = line.text(column)
    value = (
        parse_date(written, DAY, dt.date.min, dt.date.max)
        if column == DAY
        else parse_figure(written, unit, VALUE)
    )
    last = max((one.seq for one in made if one.item_id == item.item_id), default=0)
    return Adjustment(
        item_id=item.item_id,
        seq=last + 1,
        account=desk.account.name if desk.account else "",
        recorded_at=desk.now,
        as_of=parse_date(line.text(AS_OF) or desk.as_of, AS_OF) or desk.board.as_of,
        document_number=line.text(DOCUMENT) or desk.document_number,
        reason=line.text(REASON) or desk.reason,
        period=_period(line.text(PERIOD)),
        source=SOURCES[source].code if source else None,
        **{field: value},
    )


def _period(written: str) -> int:
    period = parse_period(written) if written else NO_PERIOD
    if period is None:
        raise unreadable(ParseProblem.NOT_A_PERIOD, written, PERIOD)
    return period
