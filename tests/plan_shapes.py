"""Plans of other shapes than the ones that are shipped: without a kind of items, with one, many."""

from __future__ import annotations

import csv
import shutil
import tomllib
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

COUNTY = Path(__file__).resolve().parent / "county"
ITEMS = (
    *("indicators", "projects", "milestones", "tasks", "directions", "policies"),
    *("reforms", "aims", "safeguards", "observations", "completions", "corrections"),
)
NEEDED_BY = {"indicators": ("observations",), "milestones": ("completions",)}
BY_PROGRAMME = ("tasks", "projects")
MONEY = "计划总投资(万元)"
Rows = list[dict[str, str]]


def rows(folder: Path, table: str) -> Rows:
    """Read a file of a seed."""
    with (folder / f"{table}.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def write(folder: Path, table: str, changed: Rows) -> None:
    """Write a file of a seed in its own columns."""
    path = folder / f"{table}.csv"
    head = path.read_text("utf-8-sig").splitlines()[0].split(",")
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, head)
        writer.writeheader()
        writer.writerows(changed)


def without(*tables: str) -> Callable[[Path], None]:
    """Return what leaves out these kinds of items, and what is said of them."""

    def change(folder: Path) -> None:
        for table in tables:
            for gone in (table, *NEEDED_BY.get(table, ())):
                write(folder, gone, [])

    return change


def with_programmes(count: int) -> Callable[[Path], None]:
    """Return what makes so many programmes, each with a project and a task where there are some."""

    def change(folder: Path) -> None:
        like = rows(folder, "programmes")[0]
        made = [
            {**like, "序号": str(number), "名称": f"第{number}类工程", "简称": f"第{number}类"}
            for number in range(1, count + 1)
        ]
        for one in made:
            one["项目类别名称"] = one["名称"]
        write(folder, "programmes", made)
        for table in BY_PROGRAMME:
            first = rows(folder, table)[0]
            all_of = [
                {**first, "序号": one["序号"], "工程序号": one["序号"]} for one in made
            ] or rows(folder, table)
            for row in all_of:
                row["名称"] = f"{row['名称']}{row['序号']}"
            write(folder, table, all_of)

    return change


def nothing(folder: Path) -> None:
    """Leave no item at all."""
    without(*ITEMS)(folder)


SHAPES: dict[str, Callable[[Path], None]] = {
    "no projects": without("projects"),
    "no milestones": without("milestones"),
    "no policies": without("policies", "reforms"),
    "no tasks": without("tasks", "directions"),
    "no indicators": without("indicators"),
    "nothing": nothing,
    "one programme": with_programmes(1),
    "eleven programmes": with_programmes(11),
}


def made(shape: str, folder: Path) -> Path:
    """Make a seed of a shape out of the county's, its counts and sums declared as they are."""
    seed = Path(shutil.copytree(COUNTY, folder / shape.replace(" ", "-")))
    SHAPES[shape](seed)
    declare(seed)
    return seed


def declare(folder: Path) -> None:
    """Declare in plan.toml the counts and sums that the rows have."""
    plan = tomllib.loads((folder / "plan.toml").read_text("utf-8"))["plan"]
    tables = {file.stem: rows(folder, file.stem) for file in folder.glob("*.csv")}
    paragraphs = sum(bool(row["段落"]) for row in tables["directions"])
    counts = {table: len(found) for table, found in tables.items()}
    counts["directions"] -= paragraphs
    lines = ["[plan]", *(f"{name} = {_toml(value)}" for name, value in plan.items()), "[counts]"]
    lines += [f"{table} = {count}" for table, count in counts.items()]
    lines.append(f"direction_paragraphs = {paragraphs}")
    for table in BY_PROGRAMME:
        found = Counter(row["工程序号"] for row in tables[table])
        lines.append(f"{table}_by_programme = {_table(found)}")
    money: Counter[str] = Counter()
    for row in tables["projects"]:
        money[row["工程序号"]] += int(row[MONEY])
    lines += ["[sums.planned_investment_wan_yuan]", f"total = {money.total()}"]
    lines.append(f"by_programme = {_table(money)}")
    (folder / "plan.toml").write_text("\n".join(lines), "utf-8")


def _toml(value: object) -> str:
    return (
        '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'
        if isinstance(value, str)
        else str(value)
    )


def _table(found: Counter[str]) -> str:
    return "{ " + ", ".join(f'"{name}" = {amount}' for name, amount in found.items()) + " }"
