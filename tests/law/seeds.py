"""Plans of every size as folders of a seed: empty, tiny, odd and usual; some are refused."""

from __future__ import annotations

import csv
import datetime as dt
import tomllib
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import cycle
from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

from kzdash.domain.models import Kind
from kzdash.domain.progress import Rhythm
from kzdash.domain.rules import RULED_KINDS, STATUS
from kzdash.store.seed.files import DIRECTIONS, FUNDING, MEASURES, TABLES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

# no Latin letter: whatever Latin a page then shows is the program's own, like None or nan
LETTERS = "甲乙丙丁河渠水厂校路村县一二三123（）“”《》·，。；*~$|#_`[]:=+@-/\\^&\"' 😀\n"
YEARS = ((2021, 2025), (2024, 2025), (1999, 2099), (1949, 1950), (2098, 2099), (2099, 2100))
# none of these has a year between its ends
NO_YEARS = ((2025, 2025), (2025, 2024))
COUNTS = (0, 0, 1, 2, 5, 11)
MONEY = ("0.000001", "0.01", "1", "9999.999", "10000", "62420.25", "3000000", "999999999999999")
PARTS = (1, 2, 5, 30, 98, 100, 1000, 10**9)
ENDS = ("01-01", "06-30", "12-31")
UNITS = ("", "%", "个百分点", "万人次", "平方米每人")
OTHER_NUMBERS = (99, 101, 2_147_483_647)

Rows = dict[str, list[list[str]]]


@dataclass(frozen=True)
class Seed:
    """A plan as its files will say it."""

    plan: dict[str, Any]
    rows: Rows
    reporting: dict[str, Any] = field(default_factory=dict)

    def __repr__(self) -> str:
        """Say how many rows of each there are; a counter-example keeps the files themselves."""
        counts = {table: len(rows) for table, rows in self.rows.items() if rows}
        years = f"{self.plan['baseline_year']}-{self.plan['target_year']}"
        return f"<a plan of {years} with {counts}>"

    def _repr_pretty_(self, printer: Any, _cycle: bool) -> None:
        """Let Hypothesis tell it in a line, too."""
        printer.text(repr(self))

    def write(self, folder: Path) -> None:
        """Write the files into a new folder."""
        folder.mkdir()
        for table, rows in self.rows.items():
            with (folder / f"{table}.csv").open("w", encoding="utf-8-sig", newline="") as file:
                headers = [column.header for column in TABLES[table]]
                csv.writer(file).writerows([headers, *rows])
        (folder / "plan.toml").write_text(self._declared(), "utf-8")

    def _declared(self) -> str:
        counts: dict[str, Any] = {table: len(rows) for table, rows in self.rows.items()}
        paragraphs = sum(row[1] != "" for row in self.rows["directions"])
        counts["directions"] -= paragraphs
        counts["direction_paragraphs"] = paragraphs
        for table, column in (("tasks", 1), ("projects", 3)):
            counts[f"{table}_by_programme"] = _sums(self.rows[table], column, lambda _row: 1)
        projects = self.rows["projects"]
        money = {
            "total": sum((Decimal(row[8]) for row in projects), Decimal(0)),
            "by_programme": _sums(projects, 3, lambda row: Decimal(row[8])),
        }
        sections = {
            "plan": self.plan,
            "counts": counts,
            "sums.planned_investment_wan_yuan": money,
            "reporting": self.reporting,
        }
        return "\n".join(
            line
            for name, fields in sections.items()
            for line in (f"[{name}]", *(f"{key} = {_toml(value)}" for key, value in fields.items()))
        )


def _sums(rows: list[list[str]], column: int, of: Callable[[list[str]], Any]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for row in rows:
        found[row[column]] = found.get(row[column], 0) + of(row)
    return found


def _toml(value: Any) -> str:
    if isinstance(value, str):
        escaped = "".join(f"\\U{ord(one):08X}" for one in value)
        return f'"{escaped}"'
    if isinstance(value, dict):
        return "{" + ", ".join(f'"{key}" = {_toml(part)}' for key, part in value.items()) + "}"
    return f"{value:f}" if isinstance(value, Decimal) else str(value)


def words(most: int) -> st.SearchStrategy[str]:
    """A text as a cell may hold it, from one character on."""
    plain = st.sampled_from(["甲", "东河水厂扩建", "长" * most])
    odd = st.text(LETTERS, min_size=1, max_size=most).map(str.strip).filter(bool)
    return plain | odd


@st.composite
def plans(draw: st.DrawFn) -> dict[str, Any]:
    """What `plan.toml` says of the plan."""
    first, last = draw(st.sampled_from(YEARS * 3 + NO_YEARS))
    starts = draw(st.sampled_from([dt.date(first, 1, 1), dt.date(last, 12, 31)]))
    issued = draw(st.sampled_from([dt.date(first, 3, 1), dt.date(2000, 1, 1), dt.date(2099, 1, 1)]))
    return {
        "slug": "law",
        "title": draw(words(80)),
        "short_title": draw(words(24)),
        "document_number": draw(words(20)),
        "issuer": draw(words(20)),
        "issued_on": issued,
        "office": draw(words(12)),
        "pilot_starts_on": starts,
        "pilot_ends_on": draw(st.sampled_from([dt.date(last, 12, 31), starts])),
        "baseline_year": first,
        "target_year": last,
        "project_tolerance_percent": draw(st.sampled_from([15, 0, 100])),
    }


@st.composite
def calendars(draw: st.DrawFn) -> dict[str, Any]:
    """What `plan.toml` says of when what is to be reported: nothing, or a rule of some kinds."""
    days, grace = st.sampled_from([-20, -1, 1, 20]), st.sampled_from([0, 20])
    rules = st.fixed_dictionaries(
        {"rhythm": st.sampled_from(list(Rhythm)), "workday": days, "grace": grace}
    )
    of_figures = {"rhythm": Rhythm.YEAR, "workday": draw(st.sampled_from([1, 20]))}
    kinds = draw(st.dictionaries(st.sampled_from(RULED_KINDS), rules, max_size=3))
    said = {kind: of_figures if kind == Kind.INDICATOR else rule for kind, rule in kinds.items()}
    day = draw(st.sampled_from(["", "01-01", "12-31"]))
    return said | ({"published": {"default": day}} if day else {})


class _Writer:
    """Draws a plan: how many rows each file has, and a few values that each column goes through."""

    def __init__(self, draw: st.DrawFn) -> None:
        self.draw = draw
        self.plan = draw(plans())
        self.rows: Rows = {table: [] for table in TABLES}
        self.programmes: list[int] = []
        self.turns: dict[tuple[str, ...], Iterator[Any]] = {}
        self.names = self._going_through(words(24))

    def pick(self, options: Iterable[Any]) -> Any:
        """Return one of the options: rows take turns through the few that were drawn of them."""
        known = tuple(map(str, options))
        if known not in self.turns:
            self.turns[known] = self._going_through(st.sampled_from(list(options)))
        return next(self.turns[known])

    def _going_through(self, values: st.SearchStrategy[Any]) -> Iterator[Any]:
        return cycle(self.draw(st.lists(values, min_size=1, max_size=3)))

    def written(self) -> Seed:
        named = st.lists(words(20).map(_unit), max_size=3, unique=True)
        self.rows["units"] = [[name, "", "一"] for name in self.draw(named)]
        self.programmes = self._numbers()
        self.rows["programmes"] = [
            [str(number), self._name(), self._name(), self._name(), "二"]
            for number in self.programmes
        ]
        self._asked()
        self._listed()
        self._said()
        return Seed(self.plan, self.rows, self.draw(calendars()))

    def _numbers(self) -> list[int]:
        """Numbers in a row from 1, or the last of them one that is far away."""
        count = self.draw(st.sampled_from(COUNTS))
        last = self.draw(st.sampled_from([count, count, *OTHER_NUMBERS]))
        return [*range(1, count), last] if count else []

    def _name(self) -> str:
        return str(next(self.names))

    def _day(self, *more: int) -> str:
        first, last = self.plan["baseline_year"], self.plan["target_year"]
        return f"{self.pick([first, first + 1, last, *more])}-{self.pick(ENDS)}"

    def _units(self) -> str:
        names = [row[0] for row in self.rows["units"]]
        chosen = names[: self.pick([0, 1, 3])]
        return "、".join(chosen) + (self.pick(["", "等"]) if chosen else "")

    def _asked(self) -> None:
        """Indicators, projects and milestones."""
        first, last = self.plan["baseline_year"], self.plan["target_year"]
        for number in self._numbers():
            decimals = self.pick([0, 1, 2, 6])
            shown = [f"{Decimal(part).scaleb(-decimals):f}" for part in PARTS]
            measure, direction = self.pick(MEASURES), self.pick(DIRECTIONS)
            asked = [self.pick(UNITS), measure, direction, self.pick(shown), self.pick(["", "是"])]
            held = [str(decimals), self.pick(shown), self._name(), self.pick(UNITS)]
            head = [str(number), self._name(), self._name()]
            tail = [self.pick(["", "是"]), self._units(), self._name(), "表1"]
            self.rows["indicators"].append([*head, *asked, *held, *tail])
        for number in self._numbers() if self.programmes else []:
            start = self.pick([first, last, 1949, 2100])
            end = self.pick([start, max(start, last), 2100])
            built = [self.pick(FUNDING), str(start), str(end), self.pick(MONEY)]
            head = [str(number), self._name() * self.pick([1, 9]), self._name(), self._programme()]
            tail = [self._units(), self._name(), "表2"]
            self.rows["projects"].append([*head, self._name(), *built, *tail])
        for number in self._numbers():
            head = [str(number), self._name(), self._day(1949, 2000, 2100)]
            self.rows["milestones"].append([*head, self._units(), self._name(), "四"])

    def _programme(self) -> str:
        return str(self.pick(self.programmes))

    def _listed(self) -> None:
        for number in self._numbers() if self.programmes else []:
            self.rows["tasks"].append([str(number), self._programme(), *self._listed_row()])
        for table in ("policies", "reforms", "aims", "safeguards"):
            self.rows[table] = [[str(number), *self._listed_row()] for number in self._numbers()]
        for number in self._numbers():
            self.rows["directions"].append([str(number), "", *self._listed_row()])
            for part in range(1, self.pick([1, 2, 3])):
                self.rows["directions"].append([str(number), str(part), *self._listed_row()])

    def _listed_row(self) -> list[str]:
        return [self._name(), self._name(), self._units(), "三"]

    def _said(self) -> None:
        """What the seed itself reports, and what was mended in the document."""
        first, last = self.plan["baseline_year"], self.plan["target_year"]
        for row in self.rows["indicators"]:
            for year in range(first, min(last, first + self.pick([0, 0, 1, 2, 9])) + 1):
                value = self.pick(["0", row[6], "-50", "-99.999", "7.5", "1000000000"])
                published = self.pick(["", f"{min(year + 1, 2100)}-03-01"])
                words_of = [self._name() for _ in range(4)]
                said = [row[0], str(year), value, row[11], *words_of, published, "", "公报"]
                self.rows["observations"].append(said)
        for row in self.rows["milestones"]:
            if self.pick([True, False]):
                day = self._day()
                said = [
                    row[0],
                    self.pick(STATUS.choices),
                    day,
                    day,
                    self._name(),
                    self._name(),
                    "四",
                ]
                self.rows["completions"].append(said)
        for number in self._numbers():
            self.rows["corrections"].append([str(number), *(self._name() for _ in range(5)), "一"])


def _unit(name: str) -> str:
    return name.replace("、", "").removesuffix("等") or "局"


@st.composite
def seeds(draw: st.DrawFn) -> Seed:
    """A plan of any size; the seed's own checks have not looked at it yet."""
    return _Writer(draw).written()


def cut(folder: Path, *without: str) -> Seed:
    """The plan of a folder, without the rows of some of its files."""
    plan = tomllib.loads((folder / "plan.toml").read_text("utf-8"))["plan"]
    rows: Rows = {table: [] for table in TABLES}
    for table in set(TABLES) - set(without):
        with (folder / f"{table}.csv").open(encoding="utf-8-sig", newline="") as file:
            rows[table] = list(csv.reader(file))[1:]
    return Seed(plan, rows)
