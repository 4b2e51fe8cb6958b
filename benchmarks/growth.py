"""What boards and pages cost as reports and items grow, on both engines."""

from __future__ import annotations

import datetime as dt
import re
import shutil
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import text

from benchmarks import printing
from benchmarks.pages import server_times
from kzdash.board.board import compute_board
from kzdash.runtime import clock, config
from kzdash.store import Store, seed
from kzdash.store.connect import make_engine
from tests import postgres, serving

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import Connection

FEW, MANY = 100, (10_000, 1_000_000)
TIMES, MOST_FOR_TIMES = 100, 30
ROUNDS, FEWER_ROUNDS = 9, 3
PAGES = ("", "indicators", "projects")
AS_OF = dt.date(2025, 6, 30)
FIRST_DAY, DAYS = dt.date(2023, 1, 1), 1400
# after those that the seed brought
FIRST_SEQ, FAR = 1000, 1000
FOLLOWED = ("indicators", "projects", "milestones", "tasks", "policies", "reforms")
NUMBERS = "WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < :count - 1)"


class Filled(NamedTuple):
    """A store, the seed it was made of, how many items it follows and reports it holds."""

    url: str
    seed: Path
    items: int
    reports: int


def main() -> None:
    """Print the table; every ratio is over the smallest store of its engine."""
    printing.head(
        "Growth",
        *("engine", "items", "reports", "board", "ratio", "aim"),
        *(f"/{page}, server" for page in PAGES),
        "ratios",
    )
    with ExitStack() as running:
        folder = Path(running.enter_context(tempfile.TemporaryDirectory()))
        cluster = running.enter_context(postgres.cluster())
        files = (config.sqlite_url(folder / f"{number}.db") for number in range(9))
        _engine("SQLite", lambda: next(files), folder)
        _engine("PostgreSQL", cluster.create, folder)


def _engine(name: str, new_url: Callable[[], str], folder: Path) -> None:
    plan, large = _grown(folder, 1), _grown(folder, TIMES)
    few, *many = [_filled(new_url(), plan, count) for count in (FEW, *MANY)]
    grown = _filled(new_url(), large, FEW)
    _rows(name, [few, *many], folder, ROUNDS, "≤ 1.5")
    _rows(name, [few, grown], folder, FEWER_ROUNDS, f"≤ {MOST_FOR_TIMES}")


def _rows(name: str, filled: list[Filled], folder: Path, rounds: int, aim: str) -> None:
    """Measure stores in turn, so that what else the machine does falls on all of them."""
    boards = _boards([Store(one.url) for one in filled], rounds)
    with ExitStack() as running:
        addresses = [
            running.enter_context(
                serving.dashboard(one.url, folder / "log", KZDASH_SEED=str(one.seed))
            )
            for one in filled
        ]
        asked = [(address, page, f"as_of={AS_OF}") for address in addresses for page in PAGES]
        times = iter(server_times(asked, rounds))
    measured = [[board_times, *(next(times) for _ in PAGES)] for board_times in boards]
    for one, these in zip(filled, measured, strict=True):
        over = [printing.ratio(*pair) for pair in zip(these, measured[0], strict=True)]
        size = (name, f"{one.items:,}", f"{one.reports:,}")
        written = [printing.ms(seconds) for seconds in these]
        printing.row(*size, written[0], over[0], aim, *written[1:], " / ".join(over[1:]))


def _boards(stores: list[Store], rounds: int) -> list[list[float]]:
    times: list[list[float]] = [[] for _ in stores]
    for turn in range(rounds + 1):
        for kept, store in zip(times, stores, strict=True):
            start = time.perf_counter()
            compute_board(store, AS_OF)
            if turn:
                kept.append(time.perf_counter() - start)
    return times


def _filled(url: str, plan: Path, reports: int) -> Filled:
    return Filled(url, plan, _fill(url, plan, reports), reports)


def _fill(url: str, grown: Path, reports: int) -> int:
    """Make a store of a seed with so many invented reports; return how many items it follows."""
    seed.init_store(url, grown, clock.now())
    followed = len(compute_board(Store(url), AS_OF).followed)
    with make_engine(url).begin() as connection:
        _report(connection, reports)
    if make_engine(url).dialect.name == "postgresql":
        # as it does by itself within a minute
        with make_engine(url).connect().execution_options(isolation_level="AUTOCOMMIT") as one:
            one.execute(text("ANALYZE"))
    return followed


def _grown(folder: Path, times: int) -> Path:
    """Copy the seed with so many times the items of the kinds that are followed up."""
    grown = folder / f"seed-{times}"
    shutil.copytree(config.current().seed_folder, grown, dirs_exist_ok=True)
    for table in FOLLOWED:
        file = grown / f"{table}.csv"
        header, *rows = file.read_text("utf-8-sig").splitlines()
        split = [row.split(",", 1) for row in rows]
        more = [f"{FAR * n + int(number)},{rest}" for n in range(times) for number, rest in split]
        file.write_text("\n".join([header, *more, ""]), "utf-8")
    plan = grown / "plan.toml"
    counted = re.compile(rf"^({'|'.join(FOLLOWED)}|\w*by_programme|total) = .*", re.MULTILINE)
    plan.write_text(counted.sub(lambda line: _times(line[0], times), plan.read_text("utf-8")))
    return grown


def _times(line: str, times: int) -> str:
    return re.sub(r"= (\d+)", lambda found: f"= {int(found[1]) * times}", line)


def _report(connection: Connection, count: int) -> None:
    """Invent reports spread evenly over items and days; a value for a year of an indicator."""
    one = connection.execute(text("SELECT count(*) FROM items WHERE paragraph = 0")).scalar_one()
    turn = f"(i / {one})"
    day = {
        "sqlite": f"date('{FIRST_DAY}', '+' || ({turn} % {DAYS}) || ' days')",
        "postgresql": f"DATE '{FIRST_DAY}' + {turn} % {DAYS}",
    }[connection.dialect.name]
    connection.execute(
        text(
            f"INSERT INTO reports (item_id, seq, period, value, as_of, recorded_at, account, note,"  # noqa: S608 - figures and days of this module
            f" evidence, problems) {NUMBERS},"
            " numbered AS (SELECT id, kind = 'indicator' AS yearly,"
            " row_number() OVER (ORDER BY id) - 1 AS place FROM items WHERE paragraph = 0)"
            f" SELECT id, {FIRST_SEQ} + {turn}, CASE WHEN yearly THEN 2022 + {turn} % 4 ELSE 0 END,"
            f" CASE WHEN yearly THEN 50.0 END, {day}, '2026-01-01 00:00:00', 'bench', '', '', ''"
            f" FROM n JOIN numbered ON place = i % {one}"
        ),
        {"count": count},
    )
