"""Steps written line by line, typed or pasted from a spreadsheet: read, and tried out."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kzdash.domain import rules
from kzdash.domain.models import Kind
from kzdash.domain.parsing import SEPARATORS, parse_date, parse_text
from kzdash.errors import ParseError, Refusal, RefusedError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kzdash.board.board import Board
    from kzdash.board.items import BoardItem
    from kzdash.domain.models import Account, Item
    from kzdash.errors import KzdashError
    from kzdash.store import PlanRows

MAX_LINES = 200
# a day within a line; whether there is such a day is seen when it is read
DAY = r"\d{4}(?:\s*[-/.。年]\s*\d{1,2}\s*[-/.。月]\s*\d{1,2}\s*日?|\d{4})"
DATED = re.compile(rf"(?:(?P<name>.*?){SEPARATORS})?(?P<day>{DAY})(?:{SEPARATORS}(?P<unit>.*))?")
HEADERS = {"到期日", "日期", "完成时限", "时限"}


@dataclass(frozen=True, slots=True)
class StepLine:
    """What a line says of a step, as it was written."""

    number: int
    name: str
    day: str = ""
    unit: str = ""
    document_number: str = ""


@dataclass(frozen=True, slots=True)
class TriedStep:
    """A line that was tried out: the step it would add to an item, or why it cannot.

    It has neither where that step stands already, of the same name and day.
    """

    line: StepLine
    parent: BoardItem
    new: rules.NewItem | None = None
    fault: KzdashError | None = None


@dataclass(frozen=True, slots=True)
class Desk:
    """At whose desk lines are tried out: the board of today, the plan as stored, and the moment."""

    board: Board
    plan: PlanRows
    account: Account | None
    now: dt.datetime


def read_lines(text: str, document_number: str = "") -> list[StepLine]:
    """Read lines of name, day and perhaps a unit, between tabs, commas or blanks.

    A name may have blanks and commas of its own. Empty lines and a line of headers are passed over.
    """
    lines = []
    for number, raw in enumerate(text.splitlines(), 1):
        if not raw.strip():
            continue
        name, day, unit = _cells(raw)
        if day not in HEADERS:
            texts = parse_text(name), day, parse_text(unit), parse_text(document_number)
            lines.append(StepLine(number, *texts))
    return lines


def _cells(raw: str) -> tuple[str, str, str]:
    if "\t" not in raw and (match := DATED.fullmatch(raw.strip())):
        return match["name"] or "", match["day"], match["unit"] or ""
    cells = raw.split("\t") if "\t" in raw else re.split(SEPARATORS, raw.strip())
    name, day, unit = (*(cell.strip() for cell in cells), "", "", "")[:3]
    return name, day, unit


def spread_days(count: int, first_year: int, last_year: int) -> list[dt.date]:
    """Spread days evenly over some years: each the last of a month, the last the years' last."""
    months = 12 * (last_year - first_year + 1)
    ends = [-(-months * place // count) for place in range(1, count + 1)]
    nexts = (dt.date(first_year + end // 12, end % 12 + 1, 1) for end in ends)
    return [day - dt.timedelta(days=1) for day in nexts]


def try_out(lines: Iterable[tuple[StepLine, BoardItem]], desk: Desk) -> Iterator[TriedStep]:
    """Try out lines, each with its item, without writing anything: what each adds or lacks."""
    board = desk.board
    days = {(it.parent_id, it.step_name): it.due_on for it in (*board.steps, *board.proposals)}
    seen: set[tuple[int, str]] = set()
    for line, parent in lines:
        key = parent.item_id, line.name
        try:
            new = _new_step(line, parent, desk)
        except (ParseError, RefusedError) as error:
            yield TriedStep(line, parent, fault=error)
            continue
        if key in seen:
            yield TriedStep(line, parent, fault=RefusedError(Refusal.SAME_STEP, "name"))
        elif key not in days:
            yield TriedStep(line, parent, new)
        elif days[key] == new.due_on:
            yield TriedStep(line, parent)
        else:
            yield TriedStep(line, parent, fault=RefusedError(Refusal.OTHER_DAY, "name"))
        seen.add(key)


def _new_step(line: StepLine, parent: BoardItem, desk: Desk) -> rules.NewItem:
    """Return the step of a line; ParseError or RefusedError where it cannot be added."""
    stored = next(item for item in desk.plan.items if item.id == parent.item_id)
    new = rules.NewItem(
        kind=Kind.STEP,
        name=line.name,
        as_of=desk.board.as_of,
        due_on=parse_date(line.day, "due_on"),
        units=_units(line, parent, stored),
        parent_id=parent.item_id,
        document_number=line.document_number,
    )
    rules.check_addition(new, desk.account, desk.plan.plan, desk.now, stored, [])
    if desk.account is not None:
        ids = {lead.unit.name: lead.unit_id for lead in stored.leads}
        rules.check_may_add_steps(desk.account, ids.get(parent.lead_unit or ""))
    return new


def _units(line: StepLine, parent: BoardItem, stored: Item) -> tuple[int, ...]:
    """Return the unit of a step: the one the line names, else the one that leads its item."""
    ids = {lead.unit.name: lead.unit_id for lead in stored.leads}
    named = line.unit or parent.lead_unit
    if named is None:
        return ()
    if named not in ids:
        raise RefusedError(Refusal.NOT_ITS_UNIT, "units")
    return (ids[named],)
