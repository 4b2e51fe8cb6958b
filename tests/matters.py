"""Meetings and matters as the office and units make them, on a day that a test names."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING, Any

from kzdash.board.board import compute_board
from kzdash.domain import rules
from kzdash.domain.models import Adjustment, Kind, Report
from kzdash.domain.progress import Level, MatterKind
from kzdash.runtime import clock

if TYPE_CHECKING:
    from kzdash.board.added_items import MatterItem
    from kzdash.board.board import Board
    from kzdash.store import Store

OFFICE = "tester"


def noon(day: date) -> datetime:
    """Noon of a day in Shanghai, or now where that is yet to come."""
    return min(datetime.combine(day, time(4), UTC), clock.now())


@dataclass
class Office:
    """What the office of a store does; `who` is the account that acts."""

    store: Store
    who: str = OFFICE

    def unit(self, name: str) -> int:
        return next(unit.id for unit in self.store.plan().units if unit.name == name)

    def meet(self, day: date, name: str = "专班例会") -> int:
        """Store a meeting that was held on a day."""
        new = rules.NewItem(kind=Kind.MEETING, name=name, as_of=day, due_on=day)
        return self.store.add([new], self.who, noon(day))[0]

    def assign(
        self,
        day: date,
        text: str = "报送管网改造方案",
        units: tuple[str, ...] = ("区水利局",),
        kind: MatterKind = MatterKind.DECISION,
        **more: Any,
    ) -> int:
        """Add a matter on a day."""
        new = rules.NewItem(
            kind=Kind.MATTER,
            name=text,
            summary=more.pop("summary", text),
            as_of=day,
            units=tuple(map(self.unit, units)),
            matter_kind=kind,
            level=more.pop("level", Level.UNIT),
            raised_by=more.pop("raised_by", "区政府常务会议"),
            **more,
        )
        return self.store.add([new], self.who, noon(day))[0]

    def answer(self, matter: int, day: date, answer: str, who: str = "", **said: Any) -> None:
        """Answer a matter on a day, as a unit's account or the office's."""
        last = self.store.last(matter)
        report = Report(item_id=matter, seq=(last.seq if last else 0) + 1, as_of=day)
        report.account, report.recorded_at = who or self.who, noon(day)
        for name, value in {"answer": answer, **said}.items():
            setattr(report, name, value)
        self.store.append(report)

    def adjust(self, matter: int, day: date, **changed: Any) -> None:
        """Change a matter by an adjustment on a day."""
        made = [row for row in self.store.adjustments(date.max) if row.item_id == matter]
        adjustment = Adjustment(item_id=matter, seq=len(made) + 1, as_of=day, document_number="")
        adjustment.account, adjustment.recorded_at = self.who, noon(day)
        for name, value in {"reason": "上会研究", **changed}.items():
            setattr(adjustment, name, value)
        self.store.adjust(adjustment)

    def board(self, day: date) -> Board:
        return compute_board(self.store, day)

    def matter(self, item_id: int, day: date) -> MatterItem:
        """A matter as it stands on a day."""
        return next(it for it in self.board(day).matters if it.item_id == item_id)
