"""Read the section `[reporting]` of plan.toml: when what is to be reported."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Any

from kzdash.domain.progress import ALL_INDICATORS, ReportingRule, ReportingSettings, Rhythm
from kzdash.domain.rules import RULED_KINDS, rule_problem
from kzdash.errors import SeedProblem
from kzdash.store.seed.files import PLAN

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

PUBLISHED, DEFAULT = "published", "default"
EXPECTED = {
    "rhythm": f"one of {', '.join(Rhythm)}; of indicators year",
    "workday": "a whole number from -20 to 20 but 0; of indicators over 0",
    "grace": "a whole number from 0 to 20",
}
MONTH_DAY = re.compile(r"(\d\d)-(\d\d)")
# no leap year: a day that is there every year
ANY_YEAR = 2023


def read_reporting(
    declared: object, numbers: Collection[int]
) -> tuple[ReportingSettings, list[SeedProblem]]:
    """Return what the section says, and what is wrong with it; `numbers` are the indicators'."""
    if not isinstance(declared, dict):
        return ReportingSettings(), [_problem("", declared, "a section [reporting]")]
    kinds = {kind: rule for kind, rule in declared.items() if kind != PUBLISHED}
    days = declared.get(PUBLISHED, {})
    problems = [*_rule_problems(kinds), *_day_problems(days, numbers)]
    if problems:
        return ReportingSettings(), problems
    return ReportingSettings(
        {kind: ReportingRule(Rhythm(rule["rhythm"]), *_days(rule)) for kind, rule in kinds.items()},
        {_number(key): _month_day(day) for key, day in days.items()},
    ), []


def _days(rule: Mapping[str, Any]) -> tuple[int, int]:
    return rule["workday"], rule.get("grace", 0)


def _rule_problems(kinds: Mapping[str, Any]) -> Iterator[SeedProblem]:
    for kind, rule in kinds.items():
        if kind not in RULED_KINDS:
            yield _problem(kind, rule, f"only {', '.join([*RULED_KINDS, PUBLISHED])}")
        elif not isinstance(rule, dict) or not set(rule) <= set(EXPECTED):
            yield _problem(kind, rule, "rhythm, workday and, if there is any, grace")
        else:
            bad = rule_problem(kind, rule.get("rhythm"), rule.get("workday"), rule.get("grace", 0))
            if bad:
                yield _problem(f"{kind}.{bad}", rule.get(bad, "nothing"), EXPECTED[bad])


def _day_problems(days: object, numbers: Collection[int]) -> Iterator[SeedProblem]:
    if not isinstance(days, dict):
        yield _problem(PUBLISHED, days, "a section [reporting.published]")
        return
    for key, day in days.items():
        if key != DEFAULT and key not in {str(number) for number in numbers}:
            yield _problem(f"{PUBLISHED}.{key}", key, f"{DEFAULT} or a number of indicators.csv")
        try:
            date(ANY_YEAR, *_month_day(day))
        except ValueError:
            yield _problem(
                f"{PUBLISHED}.{key}", day, 'a month and day of every year such as "04-30"'
            )


def _month_day(day: object) -> tuple[int, int]:
    match = MONTH_DAY.fullmatch(day) if isinstance(day, str) else None
    if match is None:
        raise ValueError("no month and day")
    return int(match[1]), int(match[2])


def _number(key: str) -> int:
    return ALL_INDICATORS if key == DEFAULT else int(key)


def _problem(where: str, found: object, expected: str) -> SeedProblem:
    return SeedProblem(PLAN, 0, f"reporting.{where}".rstrip("."), str(found), expected)
