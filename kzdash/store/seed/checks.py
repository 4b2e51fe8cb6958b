"""Read a seed and check that it is consistent: references, numbers, declared counts and sums."""

from __future__ import annotations

import tomllib
from collections import Counter
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from kzdash.domain import rules
from kzdash.domain.formatting import round_half_up
from kzdash.domain.models import IndicatorPlan, Kind
from kzdash.domain.progress import ReportingSettings
from kzdash.errors import RefusedError, SeedError, SeedProblem
from kzdash.store.seed import cells
from kzdash.store.seed.cells import FIRST_YEAR, LAST_YEAR
from kzdash.store.seed.files import (
    OPTIONAL_TABLES,
    PLAN,
    TABLE_OF_KIND,
    TABLES,
    Row,
)
from kzdash.store.seed.papers import read_papers
from kzdash.store.seed.reporting import read_reporting
from kzdash.store.seed.sums import wrong_sums
from kzdash.store.seed.table_reader import read_optional_table, read_table

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

PLAN_FIELDS: dict[str, type] = {
    "slug": str,
    "title": str,
    "short_title": str,
    "document_number": str,
    "issuer": str,
    "issued_on": date,
    "office": str,
    "pilot_starts_on": date,
    "pilot_ends_on": date,
    "baseline_year": int,
    "target_year": int,
    "project_tolerance_percent": int,
}
NO_CALENDAR = ReportingSettings()
UNIQUE_FIELDS = {
    "units": (("name",), "名称"),
    "directions": (("number", "paragraph"), "序号"),
    "observations": (("number", "period"), "指标序号"),
    "steps": (("kind", "number", "name"), "名称"),
    "facts": (("kind", "number", "said", "dated", "source"), "内容"),
    "comparisons": (("other", "kind", "number", "year"), "年份"),
    "links": (("kind", "number", "indicator"), "指标序号"),
    "goals": (("kind", "number", "field", "period", "source", "as_of"), "内容"),
}


@dataclass(frozen=True, slots=True)
class Seed:
    """A checked seed: the fields of `[plan]`, and the rows of every file by the file's stem.

    `reporting` is what `[reporting]` and `[papers]` say, where the seed has such sections.
    """

    plan: dict[str, Any]
    tables: dict[str, list[Row]]
    reporting: ReportingSettings = NO_CALENDAR


def read_seed(folder: Path) -> Seed:
    """Read and check a seed; SeedError lists its problems."""
    declared, problems = _read_declarations(folder / PLAN)
    tables: dict[str, list[Row]] = {}
    for table in TABLES:
        tables[table], table_problems = read_table(folder, table)
        problems += table_problems
    for table in OPTIONAL_TABLES:
        tables[table], table_problems = read_optional_table(folder, table)
        problems += table_problems
    if problems:
        raise SeedError(problems)
    numbers = {row["number"] for row in tables["indicators"]}
    reporting, problems = read_reporting(declared.get("reporting", {}), numbers)
    letterhead, more = read_papers(declared.get("papers", {}))
    problems += more
    seed = Seed(declared["plan"], tables, replace(reporting, letterhead=letterhead))
    for check in CHECKS:
        problems += check(seed)
    problems += wrong_sums(declared, tables)
    if problems:
        raise SeedError(problems)
    return seed


def _read_declarations(path: Path) -> tuple[dict[str, Any], list[SeedProblem]]:
    try:
        declared = tomllib.loads(path.read_text("utf-8-sig"), parse_float=Decimal)
    except OSError as error:
        reason = error.strerror or str(error)
        return {}, [SeedProblem(PLAN, 0, "", reason, "a file with [plan], [counts], [sums]")]
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        return {}, [SeedProblem(PLAN, 0, "", str(error), "TOML in UTF-8")]
    problems = [
        SeedProblem(
            PLAN, 0, section, str(declared.get(section, "nothing")), f"a section [{section}]"
        )
        for section in ("plan", "counts", "sums")
        if not isinstance(declared.get(section), dict)
    ]
    if problems:
        return {}, problems
    return declared, list(_field_problems(declared["plan"]))


def _field_problems(plan: Mapping[str, Any]) -> Iterator[SeedProblem]:
    for field, kind in PLAN_FIELDS.items():
        value = plan.get(field)
        if not isinstance(value, kind):
            shown = str(plan.get(field, "nothing"))
            yield SeedProblem(PLAN, 0, f"plan.{field}", shown, kind.__name__)
        elif isinstance(value, str):
            try:
                cells.printable(value)
            except ValueError as error:
                yield SeedProblem(PLAN, 0, f"plan.{field}", value, str(error))


def _duplicates(seed: Seed) -> Iterator[SeedProblem]:
    columns = TABLES | OPTIONAL_TABLES
    for table, rows in seed.tables.items():
        fields, column = UNIQUE_FIELDS.get(table, (("number",), columns[table][0].header))
        keys = [tuple(row[field] for field in fields) for row in rows]
        counts = Counter(keys)
        for key, row in zip(keys, rows, strict=True):
            if counts[key] > 1:
                shown = "/".join(str(part) for part in key)
                yield row.problem(column, shown, f"a {column} that no other row has")


def _unknown_units(seed: Seed) -> Iterator[SeedProblem]:
    known = {row["name"] for row in seed.tables["units"]}
    for rows in seed.tables.values():
        for row in rows:
            for name in row.fields.get("units", ((), False))[0]:
                if name not in known:
                    yield row.problem("责任单位", name, "a unit of units.csv")


def _unknown_programmes(seed: Seed) -> Iterator[SeedProblem]:
    known = {row["number"] for row in seed.tables["programmes"]}
    for table in ("projects", "tasks"):
        for row in seed.tables[table]:
            if row["programme"] not in known:
                yield row.problem("工程序号", row["programme"], "a number of programmes.csv")


def _dangling_numbers(seed: Seed) -> Iterator[SeedProblem]:
    for table, target in (("observations", "indicators"), ("completions", "milestones")):
        known = {row["number"] for row in seed.tables[target]}
        for row in seed.tables[table]:
            if row["number"] not in known:
                column = TABLES[table][0].header
                yield row.problem(column, row["number"], f"a number of {target}.csv")


def _steps_of_nothing(seed: Seed) -> Iterator[SeedProblem]:
    """Check that each step belongs to an item, and that a unit of the item leads it."""
    for row in seed.tables["steps"]:
        table = TABLE_OF_KIND[row["kind"]]
        items = (item for item in seed.tables[table] if item["number"] == row["number"])
        parent = next(items, None)
        if parent is None:
            yield row.problem("事项序号", row["number"], f"a number of {table}.csv")
        elif row["unit"] not in (parent["units"][0] or ("",)):
            yield row.problem("责任单位", row["unit"], "one of the units of its item")


def _published_of_nothing(seed: Seed) -> Iterator[SeedProblem]:
    """Check that facts, comparisons and links are of items of the plan."""
    for table in ("facts", "comparisons", "links"):
        for row in seed.tables[table]:
            of = TABLE_OF_KIND[row["kind"]]
            if all(item["number"] != row["number"] for item in seed.tables[of]):
                yield row.problem("事项序号", row["number"], f"a number of {of}.csv")
    numbers = {row["number"] for row in seed.tables["indicators"]}
    for row in seed.tables["links"]:
        if row["indicator"] not in numbers:
            yield row.problem("指标序号", row["indicator"], "a number of indicators.csv")


def _unlike_figures(seed: Seed) -> Iterator[SeedProblem]:
    """Check that a figure of a fact says what it counts, and one of others is of the same unit."""
    for row in seed.tables["facts"]:
        if row["value"] is not None and not row["measures"]:
            yield row.problem("口径", "", "what the figure counts")
    units = {row["number"]: row["reported_unit"] for row in seed.tables["indicators"]}
    for row in seed.tables["comparisons"]:
        unit = units.get(row["number"], row["unit"])
        if row["kind"] == Kind.INDICATOR and row["unit"] != unit:
            yield row.problem("单位", row["unit"], f"{unit}, as the indicator is reported in")


def _missing_directions(seed: Seed) -> Iterator[SeedProblem]:
    directions = {row["number"] for row in seed.tables["directions"] if not row["paragraph"]}
    for row in seed.tables["directions"]:
        if row["number"] not in directions:
            yield row.problem("序号", row["number"], "a direction that has a row of its own")


def _bad_figures(seed: Seed) -> Iterator[SeedProblem]:
    """Check that no target has more decimals than are shown, and figures as those of reports."""
    indicators = {}
    for row in seed.tables["indicators"]:
        for column, field in (("目标值", "target"), ("容差", "tolerance")):
            if round_half_up(row[field], row["decimals"]) != row[field]:
                yield row.problem(column, row[field], f"at most {row['decimals']} decimals")
        indicators[row["number"]] = IndicatorPlan(
            measure=row["measure"], reported_unit=row["reported_unit"], decimals=row["decimals"]
        )
    for row in seed.tables["observations"]:
        try:
            if row["number"] in indicators:
                rules.check_measured("value", row["value"], indicators[row["number"]])
        except RefusedError as error:
            yield row.problem("数值", row["value"], f"another figure: {error.refusal.value}")


def _bad_spans(seed: Seed) -> Iterator[SeedProblem]:
    """Check the order of the plan's years and days, and that its tolerance is a percentage."""
    plan = seed.plan
    first, start = plan["baseline_year"], plan["pilot_starts_on"]
    for field, low, high in (
        ("baseline_year", FIRST_YEAR, LAST_YEAR - 1),
        ("target_year", first + 1, LAST_YEAR),
        ("pilot_starts_on", date(FIRST_YEAR, 1, 1), date(LAST_YEAR, 12, 31)),
        ("pilot_ends_on", start, date(LAST_YEAR, 12, 31)),
        ("project_tolerance_percent", 0, 100),
    ):
        if not low <= plan[field] <= high:
            yield SeedProblem(PLAN, 0, f"plan.{field}", str(plan[field]), f"{low} to {high}")


def _bad_years(seed: Seed) -> Iterator[SeedProblem]:
    first, last = seed.plan["baseline_year"], seed.plan["target_year"]
    for row in seed.tables["observations"]:
        if not first <= row["period"] <= last:
            yield row.problem("年份", row["period"], f"a year from {first} to {last}")
    for row in seed.tables["projects"]:
        if row["end_year"] < row["start_year"]:
            yield row.problem("完工年", row["end_year"], f"{row['start_year']} or later")
    for row in seed.tables["completions"]:
        if row["completed_on"] > row["as_of"]:
            yield row.problem("完成日期", row["completed_on"], f"{row['as_of']} or earlier")


CHECKS = (
    _duplicates,
    _unknown_units,
    _unknown_programmes,
    _dangling_numbers,
    _steps_of_nothing,
    _published_of_nothing,
    _unlike_figures,
    _missing_directions,
    _bad_figures,
    _bad_spans,
    _bad_years,
)
