"""A plan without some of its tables, and what was told of it, in few words."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from kzdash.store.seed.files import TABLES

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    Told = tuple[str, int, dict[str, Any]]

ALL = tuple(set(TABLES) - {"units"})
DUTIES = ("tasks", "policies", "reforms")
SOURCES = ("observations", "completions")


@dataclass(frozen=True)
class Case:
    """A plan without some of its tables, what was told of it, and the sentence by hand of a day."""

    without: tuple[str, ...]
    told: Iterable[Told]
    day: date
    sentence: str = ""


def indicator(number: int, **by_year: str) -> list[Told]:
    return [
        (
            "indicator",
            number,
            {"period": int(year[1:]), "value": Decimal(value), "evidence": "年报"},
        )
        for year, value in by_year.items()
    ]


def built(*numbers: int) -> list[Told]:
    return [("project", number, {"stage": "built"}) for number in numbers]


def physical(number: int, percent: int) -> Told:
    said = {"stage": "construction", "physical_progress_percent": Decimal(percent)}
    return ("project", number, said)


def done(number: int, on: date) -> Told:
    return ("milestone", number, {"status": "done", "completed_on": on})


def duty(kind: str, number: int, status: str) -> Told:
    return (kind, number, {"status": status, "note": "待批复"})
