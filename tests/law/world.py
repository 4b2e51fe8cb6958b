"""A store made from a seed, and the people who report to it."""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from kzdash.domain import parsing
from kzdash.domain.formatting import LATEST
from kzdash.domain.models import Account, Adjustment, Item, Kind, Login, Report, Role
from kzdash.domain.models.reports import OF_A_PERIOD, SOURCES
from kzdash.domain.progress import Answer, Confidence, Level, MatterKind
from kzdash.domain.rules import ADJUSTABLE, NewItem, part_of_account, payload_of
from kzdash.errors import ConflictError, RefusedError, SeedError
from kzdash.store import Store, seed
from kzdash.store.add import name_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from kzdash.domain.models import Plan

STARTED = dt.datetime(2000, 1, 1, 1, tzinfo=dt.UTC)
OFFICE = "专班"
STEP = Decimal("0.000001")
# figures at the edges, some of them in terms of what is asked
FIGURES: dict[str, Callable[[Decimal], Decimal]] = {
    **{
        text: (lambda _asked, text=text: Decimal(text))
        for text in (
            *("0", "-0", "0.000001", "0.0049", "0.5", "1", "42", "99.999999", "100", "100.5"),
            *("-50", "-99.95", "-99.999", "-99.999999", "-100", "123456789.123456"),
            *("999999999999999", "999999999.999999", "1E+14"),
        )
    },
    "as asked": lambda asked: asked,
    "a little less than asked": lambda asked: asked - STEP,
    "twice what is asked": lambda asked: asked * 2,
    "a millionth of what is asked": lambda asked: asked * STEP,
}
TEXTS = (
    *("", "用地批复未下达", "长" * 2000, "长" * 20_000, "\uffff", "甲\ufffe\uffff\x00乙", "\ud800"),
    *("😀🏗️", "\u200f右\u202e倒", "**粗** | ~~删~~ $1+1$ [二](#三)", "=1+1", "+1", "@甲", "'=1"),
    *("一\n\n- 二\n- 三", "\t", "\u200b", "{{1}}%(1)", "&#26597;", "\"甲\",'乙'"),
)


@dataclass(frozen=True)
class Saying:
    """What somebody says: each field that the kind of an item has takes its own.

    `part` chooses among what there are several of: the parts of a year, the sources of funds, the
    words for how sure somebody is, and what is adjusted.
    """

    figure: str = "as asked"
    part: int = 0
    text: int = 0
    status: str | None = "done"
    stage: str | None = "built"
    year: int = 0
    day: int = 0
    later_days: int = 0
    typed: bool = True
    answer: Answer = Answer.IN_PROGRESS
    kind: Kind = Kind.STEP


class World:
    """A folder with a seed and a store; `told` is what was done to it, a sentence each."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.seed = folder, folder / "seed"
        self.store = Store(f"sqlite:///{folder}/law.db")
        self.told: list[str] = []

    def made(self) -> bool:
        """Make the store; whether the seed's own checks let it be."""
        try:
            seed.init_store(self.store.url, self.seed, STARTED)
        except SeedError as error:
            self.told.append(str(error))
            return False
        self.rows = self.store.plan()
        self.plan: Plan = self.rows.plan
        self.items = list(self.rows.items)
        with self.store.writing() as session:
            session.add(_account(OFFICE, None))
            for unit in self.rows.units:
                session.add(_account(f"单位{unit.id}", unit.id))
        self.accounts = [one.name for one in self.store.accounts()]
        return True

    def days(self) -> list[dt.date]:
        """The days at which something turns: of the plan, and of what may be asked for."""
        first, last = self.plan.baseline_year, min(self.plan.target_year, LATEST.year)
        return [
            dt.date(first, 1, 1),
            dt.date(first, 12, 31),
            dt.date(first + 1, 12, 31),
            dt.date(last, 12, 31),
            LATEST,
        ]

    def report(self, at: int, who: int, saying: Saying) -> None:
        """Report on an item, or be refused."""
        item, account = self._item(at), self._account(who)
        if item is None:
            return
        days = self.days()
        as_of = days[saying.day % len(days)]
        report = Report(item_id=item.id, seq=self._next(item), as_of=as_of, account=account)
        report.recorded_at = _noon(min(as_of + dt.timedelta(saying.later_days), LATEST))
        reporter = next(one for one in self.store.accounts() if one.name == account)
        lead = item.leads[0].unit_id if item.leads else None
        part = part_of_account(reporter, lead) is not None
        for field in payload_of(Kind(item.kind), part=part):
            setattr(report, field.name, self._payload(field.name, item, saying, as_of))
        if item.indicator and not part:
            report.period = _period(self.plan.baseline_year, saying)
        for name in ("note", "evidence", *(("problems",) if item.project else ())):
            setattr(report, name, self._text(saying))
        self._try(f"{account} 报 {item.kind} {item.number} {saying}", self.store.append, report)

    def undo(self, at: int, who: int) -> None:
        """Undo the last report on an item, or be refused."""
        item, account = self._item(at), self._account(who)
        if item is None:
            return
        now = _noon(LATEST)
        last = self._next(item) - 1
        self._try(
            f"{account} 撤销 {item.kind} {item.number}",
            self.store.undo,
            item.id,
            last,
            account,
            now,
        )

    def adjust(self, at: int, who: int, saying: Saying) -> None:
        """Adjust what is asked of an item, or be refused."""
        items = [item for item in self.items if item.kind in ADJUSTABLE]
        if not items:
            return
        item, account, days = items[at % len(items)], self._account(who), self.days()
        names = sorted(ADJUSTABLE[item.kind])
        name = names[saying.part % len(names)]
        earlier = [one for one in self.store.adjustments(dt.date.max) if one.item_id == item.id]
        made = Adjustment(item_id=item.id, seq=len(earlier) + 1, account=account)
        made.as_of = days[saying.day % len(days)]
        made.recorded_at = _noon(LATEST)
        made.reason, made.document_number = self._text(saying) or "会议", "1号"
        setattr(made, name, self._adjusted(name, item, saying))
        if name in OF_A_PERIOD:
            first = item.project.start_year if item.project else self.plan.baseline_year
            made.period = _period(first, saying)
        if name == "planned_funds_wan_yuan":
            made.source = SOURCES[saying.year % len(SOURCES)]
        self._try(f"{account} 调整 {item.kind} {item.number} {saying}", self.store.adjust, made)

    def add(self, at: int, who: int, saying: Saying) -> None:
        """Add a step of an item, a matter about it or a meeting, or be refused."""
        item, account, days = self._item(at), self._account(who), self.days()
        if item is None:
            return
        units = tuple(lead.unit_id for lead in item.leads)
        text = self._text(saying) or "一件事"
        new = NewItem(
            kind=saying.kind,
            name=name_of(text),
            summary=text,
            as_of=days[saying.day % len(days)],
            due_on=days[saying.later_days % len(days)],
            units=units[:1] if saying.kind is Kind.STEP else units,
            parent_id=item.id if saying.kind is Kind.STEP else None,
            matter_kind=list(MatterKind)[saying.year % len(MatterKind)],
            level=list(Level)[saying.day % len(Level)],
            raised_by=text[:20],
            about=((item.id, None),) if saying.kind is Kind.MATTER else (),
        )
        words = f"{account} 添加 {item.kind} {item.number} {saying}"
        self._try(words, self.store.add, [new], account, _noon(LATEST))
        self.items = list(self.store.plan().items)

    def log_in(self, who: int, now: dt.datetime) -> str:
        """Give an account a login of this moment; return its token."""
        account, token = self._account(who), f"{who}-{now:%Y%m%d}"
        hashed = hashlib.sha256(token.encode()).hexdigest()
        with self.store.writing() as session:
            known = {one.name: one for one in self.store.accounts()}
            session.merge(Login(token_hash=hashed, account_id=known[account].id, used_at=now))
        return token

    def _try(self, words: str, act: Callable[..., object], *given: Any) -> None:
        try:
            act(*given)
        except (RefusedError, ConflictError) as error:
            self.told.append(f"{words}: refused, {error}")
        else:
            self.told.append(words)

    def _item(self, at: int) -> Item | None:
        return self.items[at % len(self.items)] if self.items else None

    def _account(self, who: int) -> str:
        return self.accounts[who % len(self.accounts)]

    def _next(self, item: Item) -> int:
        last = self.store.last(item.id)
        return last.seq + 1 if last else 1

    def _text(self, saying: Saying) -> str:
        text = TEXTS[saying.text % len(TEXTS)]
        return parsing.parse_text(text) if saying.typed else text

    def _adjusted(self, name: str, item: Item, saying: Saying) -> Any:
        days = self.days()
        match name:
            case "due_on" | "starts_on":
                return days[saying.later_days % len(days)]
            case "lead_unit_id":
                return item.leads[saying.year % len(item.leads)].unit_id if item.leads else 1
            case "level":
                return list(Level)[saying.year % len(Level)].code
            case "decision":
                return "confirmed" if saying.day % 2 else "withdrawn"
            case _:
                return FIGURES[saying.figure](_asked(item))

    def _payload(self, name: str, item: Item, saying: Saying, as_of: dt.date) -> Any:
        closing = saying.answer in {Answer.CLOSED, Answer.ASKS_TO_CLOSE}
        done = closing if item.kind == Kind.MATTER else saying.status == "done"
        asks_for_time = saying.answer is Answer.ASKS_FOR_TIME
        sure = [None, *(confidence.code for confidence in Confidence)]
        text = self._text(saying)
        said = {
            "status": saying.status,
            "stage": saying.stage,
            "answer": saying.answer.code,
            "completed_on": as_of if done else None,
            "requested_due_on": as_of + dt.timedelta(30) if asks_for_time else None,
            "problems": "",
            "cause": text,
            "next_step": text,
            "expected_on": as_of + dt.timedelta(saying.later_days) if saying.later_days else None,
            "confidence": sure[saying.part % len(sure)],
            "physical_progress_percent": FIGURES[saying.figure](Decimal(100)),
        }
        if name in said:
            return said[name]
        # what is in place and paid is all of one source, for all of them add up to no more
        one = SOURCES[saying.part % len(SOURCES)]
        is_of_another = name.startswith(SOURCES) and not name.startswith(f"{one}_")
        return None if is_of_another else FIGURES[saying.figure](_asked(item))


def _period(first_year: int, saying: Saying) -> int:
    """Return a year, or a part of one; there is no fourth part."""
    year, quarter = first_year + saying.year, saying.part % 5
    return year * 10 + quarter if quarter else year


def _asked(item: Item) -> Decimal:
    if item.indicator:
        return item.indicator.target
    return item.project.planned_investment_wan_yuan if item.project else Decimal(0)


def _noon(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(4), dt.UTC)


def _account(name: str, unit: int | None) -> Account:
    made = Account(name=name, person="李明", unit_id=unit, must_change=False)
    made.role = Role.UNIT if unit else Role.OFFICE
    made.created_at = STARTED
    return made
