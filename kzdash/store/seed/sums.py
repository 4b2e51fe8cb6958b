"""The counts and sums that plan.toml declares, held against the rows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kzdash.errors import SeedProblem
from kzdash.store.seed.files import (
    PLAN,
    TABLES,
    Row,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from decimal import Decimal


def wrong_sums(declared: Mapping[str, Any], tables: dict[str, list[Row]]) -> Iterator[SeedProblem]:
    """Compare the counts and sums that plan.toml declares with the rows; all must be declared."""
    projects = tables["projects"]
    paragraphs = sum(1 for row in tables["directions"] if row["paragraph"])
    counts: dict[str, Any] = {table: len(tables[table]) for table in TABLES}
    counts["directions"] -= paragraphs
    counts["direction_paragraphs"] = paragraphs
    counts["tasks_by_programme"] = _sum_by_programme(tables["tasks"], lambda _: 1)
    counts["projects_by_programme"] = _sum_by_programme(projects, lambda _: 1)
    yield from _differences("counts", declared.get("counts", {}), counts)
    money = {
        "total": sum(row["planned_investment_wan_yuan"] for row in projects),
        "by_programme": _sum_by_programme(projects, lambda row: row["planned_investment_wan_yuan"]),
    }
    field = "planned_investment_wan_yuan"
    yield from _differences(f"sums.{field}", declared.get("sums", {}).get(field, {}), money)


def _sum_by_programme(rows: list[Row], amount: Callable[[Row], int | Decimal]) -> dict[str, Any]:
    sums: dict[str, Any] = {}
    for row in rows:
        key = str(row["programme"])
        sums[key] = sums.get(key, 0) + amount(row)
    return sums


def _differences(
    section: str, declared: Mapping[str, Any], actual: Mapping[str, Any]
) -> Iterator[SeedProblem]:
    for key, value in actual.items():
        if declared.get(key) != value:
            shown = {k: str(v) for k, v in value.items()} if isinstance(value, dict) else value
            expected = f"the {shown} that the rows hold"
            yield SeedProblem(
                PLAN, 0, f"{section}.{key}", str(declared.get(key, "nothing")), expected
            )
