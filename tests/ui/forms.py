"""The forms that there are: where each is found, what is typed into it, and what is stored."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from tests.ui.conftest import Screen

    Visit = Callable[..., Screen]

TODAY: list[str] = []  # a page that its url gives no day shows today
KEPT = "您填写的内容还在，尚未提交。"
ENERGY = "开州水利〔2026〕7号"
TYPED_DUTY = {"status": "受阻", "note": "等待用地批复", "evidence": ENERGY}
STORED_DUTY = {"status": "blocked", "note": "等待用地批复", "evidence": ENERGY}


@dataclass(frozen=True)
class Place:
    """A form on an item: what its page's url says, what is typed, and the columns that makes.

    `more` is what somebody else reports on the item; `shown` is how a page shows what was typed.
    """

    page: str
    kind: str
    number: int
    unit: str
    typed: dict[str, Any]
    stored: dict[str, Any]
    more: dict[str, Any]
    shown: str
    query: dict[str, str] = field(default_factory=dict)

    def visit(self, visit: Visit, **query: Any) -> Screen:
        """Open the page on which the form is offered."""
        return visit(self.page, **{"as_of": TODAY, **self.query, **query})

    def open(self, visit: Visit, item_id: int) -> Screen:
        """Open the page and the form."""
        screen = self.visit(visit)
        if self.page == "reporting":
            return click_row(screen, row_of(screen, f"{KINDS[self.kind]} {self.number}."))
        return screen.press(f"open-{item_id}")


KINDS = {"task": "任务", "policy": "政策", "reform": "改革"}


def _duty(kind: str, number: int, unit: str) -> Place:
    return Place(
        page="reporting",
        query={"scope": "全部", "kind": KINDS[kind]},
        kind=kind,
        number=number,
        unit=unit,
        typed=TYPED_DUTY,
        stored=STORED_DUTY,
        more={"status": "in_progress", "note": "另一人所填"},
        shown="受阻",
    )


def _milestone(**query: str) -> Place:
    return Place(
        page="milestones",
        query=query,
        kind="milestone",
        number=4,
        unit="区发展改革委",
        typed={
            "status": "已完成",
            "completed_on": dt.date(2024, 12, 20),
            "evidence": "https://example.cn/a_b?x=1",
            "note": "已通过验收。",
        },
        stored={
            "status": "done",
            "completed_on": "2024-12-20",
            "evidence": "https://example.cn/a_b?x=1",
            "note": "已通过验收。",
        },
        more={"status": "in_progress", "note": "另一人所填"},
        shown="完成于2024年12月20日",
    )


PLACES = {
    "milestone on its card": _milestone(),
    "milestone": _milestone(item="4"),
    "indicator": Place(
        page="indicators",
        query={"item": "7"},
        kind="indicator",
        number=7,
        unit="区水利局",
        typed={"period": 2024, "value": "8.50", "evidence": "2024年供水年报", "note": "初步数"},
        stored={"period": 2024, "value": "8.50", "evidence": "2024年供水年报", "note": "初步数"},
        more={
            "period": 2024,
            "value": Decimal("8.7"),
            "evidence": "另一份年报",
            "note": "另一人所填",
        },
        shown="8.5%",
    ),
    "project": Place(
        page="projects",
        query={"item": "18"},
        kind="project",
        number=18,
        unit="区水利局",
        typed={
            "stage": "在建",
            "physical_progress_percent": "62.5",
            "completed_investment_wan_yuan": "15,000.25",
            "funds_received_wan_yuan": "1.2亿",
            "problems": "征地未完",
            "evidence": ENERGY,
            "note": "二标段已开工",
        },
        stored={
            "stage": "construction",
            "physical_progress_percent": "62.5",
            "completed_investment_wan_yuan": "15000.25",
            "funds_received_wan_yuan": "12000",
            "problems": "征地未完",
            "evidence": ENERGY,
            "note": "二标段已开工",
        },
        more={"stage": "preparation", "note": "另一人所填"},
        shown="62.5%",
    ),
    "task": _duty("task", 2, "区水利局"),
    "policy": _duty("policy", 3, "高新区管委会"),
    "reform": _duty("reform", 2, "区农业农村委"),
}
IN_ALL_PLACES = pytest.mark.parametrize("place", PLACES.values(), ids=PLACES.keys())
OF_EACH_SORT = pytest.mark.parametrize(
    "place",
    [PLACES[name] for name in ("milestone", "indicator", "project", "task")],
    ids=lambda place: place.kind,
)


def row_of(screen: Screen, beginning: str) -> int:
    """Return the row of the list that begins with some words."""
    names = screen.tables["work"]["事项"]
    (row,) = [row for row, item in enumerate(names) if item.startswith(beginning)]
    return row


def click_row(screen: Screen, row: int) -> Screen:
    """Click a row of the list of work."""
    (piece,) = [piece for piece in screen.pieces if "work" in piece.tables]
    return screen.click(list(piece.links)[row])


def of(row: dict[str, Any], columns: Iterable[str]) -> dict[str, Any]:
    """Pick some columns of a stored row."""
    return {name: row[name] for name in columns}
