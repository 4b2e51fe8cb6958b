"""Many at once: readers who open a page now and then, and staff who report.

Each is a session of its own over a real websocket, with what its page asks for every other second
and what a report makes the server send to everybody. They run on the same machine as the server.
"""

from __future__ import annotations

import random
import statistics
import tempfile
import threading
import time
import uuid
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import psutil

from benchmarks import printing
from benchmarks.client import Reader
from benchmarks.pages import PARTS
from kzdash import accounts
from kzdash.runtime import config
from kzdash.store import Store, seed
from tests import deployed, people, postgres, serving

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from benchmarks.client import Run
    from kzdash.domain.models import Item

    Meet = Callable[[], None]
    Work = Callable[[Meet], None]

LEVELS = (1, 10, 50, 100, 200)
REPORTERS = 5
SECONDS = 40
# between two pages of a reader, and between two reports of one reporter
READS_EVERY_S, REPORTS_EVERY_S = 15, 40
PAGES = ["" if page == "overview" else page for page in PARTS]
# those that show milestones, which are what is reported on
WITH_NEWS = {"", "milestones", "duties", "changes"}


@dataclass
class Place:
    """What is measured: where it is, its processes, its store, and what routes its people."""

    address: str
    processes: list[psutil.Process]
    store: Store
    routes: Callable[[], dict[str, str]] = dict

    def memory(self) -> int:
        """Bytes that the processes have to themselves."""
        return sum(process.memory_full_info().uss for process in self.processes)

    def cpu(self) -> float:
        """Seconds of processor that they have used."""
        used = [process.cpu_times() for process in self.processes]
        return sum(one.user + one.system for one in used)


@dataclass
class Seen:
    """What the sessions saw; seconds."""

    first: list[float] = field(default_factory=list)
    pages: list[float] = field(default_factory=list)
    # each reader's
    drawn: list[list[Run]] = field(default_factory=list)
    sent: list[float] = field(default_factory=list)
    # the note of each report that was confirmed, and when it was sent
    accepted: dict[str, float] = field(default_factory=dict)
    refused: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    @property
    def news(self) -> list[float]:
        """How long after a report was sent each page had it that was open and shows its item."""
        return [
            min(found) - sent
            for sent in self.accepted.values()
            for runs in self.drawn
            if _page_at(sent, runs) in WITH_NEWS
            and (found := [run.end for run in runs if run.start >= sent])
        ]


def _page_at(moment: float, runs: Sequence[Run]) -> str | None:
    """Which page was open at a moment, None before the first."""
    return next((run.page for run in reversed(runs) if run.end <= moment), None)


def main() -> None:
    """Print the table."""
    printing.head(
        "Load",
        *("served by", "readers + reporters", "first page, all at once: p50 / p95"),
        *(
            "a page: p50 / p95",
            "a report on the pages that show it after: p50 / p95",
            "sending a report: p50 / p95",
        ),
        *("reports accepted / lost / refused", "errors", "memory a session", "server's processors"),
    )
    for name, served in {"one process, SQLite": one, "two replicas, PostgreSQL": two}.items():
        for readers in LEVELS:
            with tempfile.TemporaryDirectory() as folder, served(Path(folder)) as place:
                printing.row(name, *measured(place, readers))


def measured(place: Place, readers: int, seconds: float = SECONDS) -> list[str]:
    """Let so many read and five report for some time, and return what came of it."""
    reporting = REPORTERS if readers > 1 else 0
    staff = staffed(place.store, reporting)
    warm(place)
    before, seen = place.memory(), Seen()
    everybody = threading.Barrier(readers + reporting + 1)
    work: list[Work] = [
        *(lambda meet, n=n: read(place, seen, meet, seconds, n) for n in range(readers)),
        *(
            lambda meet, item=item, token=token: report(place, seen, meet, seconds, item, token)
            for item, token in staff
        ),
    ]
    threads = [threading.Thread(target=_kept, args=(one, seen, everybody)) for one in work]
    for thread in threads:
        thread.start()
    everybody.wait()
    used, start = place.cpu(), time.perf_counter()
    everybody.wait()
    share = (place.cpu() - used) / (time.perf_counter() - start)
    memory = (place.memory() - before) / (readers + reporting)
    everybody.wait()
    for thread in threads:
        thread.join()
    return [
        f"{readers} + {reporting}",
        *(quantiles(kept) for kept in (seen.first, seen.pages, seen.news, seen.sent)),
        f"{len(seen.accepted)} / {lost(place.store, seen)} / {len(seen.refused)}",
        str(len(seen.errors)) + (f" ({seen.errors[0][:60]})" if seen.errors else ""),
        printing.megabytes(memory),
        f"{share:.2f}",
    ]


def _kept(work: Work, seen: Seen, everybody: threading.Barrier) -> None:
    """Let a session meet the others: connected, done, left; also where it went wrong before."""
    turns = iter(range(3))

    def meet() -> None:
        next(turns)
        everybody.wait()

    try:
        work(meet)
    except Exception as error:  # noqa: BLE001 - whatever went wrong is what is measured
        seen.errors.append(f"{type(error).__name__}: {error}")
    for _ in turns:
        everybody.wait()


def read(place: Place, seen: Seen, meet: Meet, seconds: float, number: int) -> None:
    chance = random.Random(number)  # noqa: S311 - the same readers on every run
    with Reader(place.address, **place.routes()) as reader:
        meet()
        seen.first.append(reader.run("", ""))
        end = time.perf_counter() + seconds
        reader.wait(min(seconds, chance.uniform(0, READS_EVERY_S)))
        while time.perf_counter() < end:
            seen.pages.append(reader.run(chance.choice(PAGES), ""))
            reader.wait(min(end - time.perf_counter(), chance.uniform(0.5, 1.5) * READS_EVERY_S))
        seen.drawn.append(reader.runs)
        meet()
        meet()


def report(place: Place, seen: Seen, meet: Meet, seconds: float, item: Item, token: str) -> None:
    chance = random.Random(item.id)  # noqa: S311 - the same reports on every run
    last = place.store.last(item.id)
    seq = last.seq if last else 0
    with Reader(place.address, **{accounts.COOKIE: token}, **place.routes()) as reader:
        meet()
        seen.first.append(reader.run("milestones", f"item={item.number}"))
        end = time.perf_counter() + seconds
        reader.wait(chance.uniform(0, min(seconds, REPORTS_EVERY_S) / 2))
        while time.perf_counter() < end:
            asked = f"item={item.number}&report={item.id}-{seq}"
            seen.pages.append(reader.run("milestones", asked))
            reader.wait(2)
            note = f"{item.id}/{seq}/{uuid.uuid4()}"
            sent = time.perf_counter()
            seen.sent.append(reader.send(_filled(item, note)))
            if any(words.startswith("已填报") for words in reader.said):
                seen.accepted[note] = sent
                seq += 1
            else:
                seen.refused.append("; ".join(reader.said))
            reader.wait(min(end - time.perf_counter(), REPORTS_EVERY_S * chance.uniform(0.5, 1.5)))
        meet()
        meet()


def _filled(item: Item, note: str) -> dict[str, object]:
    form = f"report-{item.id}"
    return {
        f"{form}-status": ["推进中"],
        f"{form}-note": note,
        f"FormSubmitter:form-{item.id}-提交": True,
    }


def lost(store: Store, seen: Seen) -> int:
    """How many reports were confirmed to somebody and are not there."""
    wanted = set(seen.accepted)
    items = {int(note.partition("/")[0]) for note in wanted}
    return len(wanted - {row.note for item in items for row in store.since(item, 0)})


def staffed(store: Store, count: int) -> list[tuple[Item, str]]:
    """Give milestones somebody each who is logged in and may report on them."""
    now = datetime.now(UTC)
    milestones = [item for item in store.plan().items if item.kind == "milestone"]
    names = [people.join(store, now, f"reporter{n}", None) for n in range(count)]
    tokens = [accounts.log_in(store, name, people.PASSWORD, now) for name in names]
    return list(zip(milestones, tokens, strict=False))


def warm(place: Place) -> None:
    """Open every page once in each process, so that what is kept for all is there."""
    for _ in range(3 * len(place.processes)):
        with Reader(place.address, **place.routes()) as reader:
            for page in PAGES:
                reader.run(page, "")


def quantiles(seconds: list[float]) -> str:
    if len(seconds) < 2:
        return printing.ms(seconds) if seconds else "—"
    cut = statistics.quantiles(seconds, n=20, method="inclusive")
    return f"{cut[9] * 1000:,.0f} / {cut[18] * 1000:,.0f} ms"


@contextmanager
def one(folder: Path) -> Iterator[Place]:
    """One process on a SQLite file."""
    url, port = config.sqlite_url(folder / "plan.db"), serving.free_port()
    environment = {"KZDASH_DATABASE_URL": url}
    command = serving.command(port)
    with serving.process(command, port, folder / "log", environment) as started:
        yield Place(f"http://127.0.0.1:{port}", [psutil.Process(started.pid)], Store(url))


@contextmanager
def two(folder: Path) -> Iterator[Place]:
    """Two replicas on PostgreSQL behind nginx, as deploy/ has them."""
    with ExitStack() as running:
        url = running.enter_context(postgres.cluster()).create()
        seed.init_store(url, config.current().seed_folder, datetime.now(UTC))
        site = running.enter_context(deployed.site(folder, url))
        processes = [psutil.Process(replica.pid) for replica in site.replicas.values()]
        yield Place(site.address, processes, Store(url), lambda: {"kzdash_route": uuid.uuid4().hex})
        postgres.release(url)
