"""The same content on Streamlit, Dash and NiceGUI, and a bare Streamlit page, in one run."""

from __future__ import annotations

import contextlib
import statistics
import tempfile
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import psutil
from playwright.sync_api import sync_playwright

from benchmarks import browsing, printing
from benchmarks.pages import DIALS, PARTS, bare_page, clicks, path_of
from kzdash.runtime import config
from kzdash.store import seed
from tests import browsers, serving

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager

    from playwright.sync_api import Browser, Page

    # where it answers, and its process
    Served = tuple[str, psutil.Process]
    Serve = Callable[[str, Path], AbstractContextManager[Served]]

PAGES = ("overview", "indicators", "projects", "milestones")
VIEWS, TABS = 10, 8
LIBRARIES = serving.ROOT / ".venv" / ".peers"
PEERS = ("Dash", "NiceGUI")


def main() -> None:
    """Print the table."""
    names = [name for peer in PEERS for name in (peer, f"this / {peer}")]
    printing.head("Beside peers", "page", "measured", "this", *names, "bare Streamlit page")
    with ExitStack() as running:
        folder = Path(running.enter_context(tempfile.TemporaryDirectory()))
        url = config.sqlite_url(folder / "plan.db")
        seed.init_store(url, config.current().seed_folder, datetime.now(UTC))
        served = [running.enter_context(serve(url, folder)) for serve, _ in SERVED]
        sites = [find(address) for (_, find), (address, _) in zip(SERVED, served, strict=True)]
        bare = browsing.streamlit(running.enter_context(bare_page(folder)))
        browser = running.enter_context(sync_playwright()).chromium.launch(**browsers.launch())
        for page in PAGES:
            _loads(browser, sites, bare, page)
        _clicks(browser, sites, url)
        _processor(browser, sites, [process for _, process in served])
        _memory(browser, url, folder)
        browser.close()


@contextlib.contextmanager
def _serving(command: list[str], port: int, log: Path, **environment: str) -> Iterator[Served]:
    with serving.process(command, port, log, environment) as started:
        yield f"http://127.0.0.1:{port}", psutil.Process(started.pid)


def _this(url: str, folder: Path) -> AbstractContextManager[Served]:
    port = serving.free_port()
    command = serving.command(port)
    return _serving(command, port, folder / "this.log", KZDASH_DATABASE_URL=url)


def _dash(url: str, folder: Path) -> AbstractContextManager[Served]:
    """One worker, as one process is what it is set beside."""
    port = serving.free_port()
    command = ["-m", "gunicorn", "--threads", "8", "--bind", f"127.0.0.1:{port}"]
    return _serving(
        [*command, "benchmarks.peers.dashboard:server"],
        port,
        folder / "dash.log",
        KZDASH_DATABASE_URL=url,
        PYTHONPATH=f"{LIBRARIES}:{serving.ROOT}",
    )


def _nicegui(url: str, folder: Path) -> AbstractContextManager[Served]:
    port = serving.free_port()
    return _serving(
        ["-m", "benchmarks.peers.nicegui_board", str(port)],
        port,
        folder / "nicegui.log",
        KZDASH_DATABASE_URL=url,
        PYTHONPATH=f"{LIBRARIES}:{serving.ROOT}",
    )


# this, and the peers
SERVED: list[tuple[Serve, Callable[[str], browsing.Site]]] = [
    (_this, browsing.own),
    (_dash, browsing.dash),
    (_nicegui, browsing.nicegui),
]


# how many charts and tables a page of each has
COUNTED: list[Callable[[str], int]] = [
    lambda page: DIALS.get(page, 0),
    *[PARTS.__getitem__] * len(PEERS),
]


def _loads(browser: Browser, sites: list[browsing.Site], bare: browsing.Site, page: str) -> None:
    path, query = path_of(page)
    asked = [
        (site, f"{path}?{query}", parts(page)) for site, parts in zip(sites, COUNTED, strict=True)
    ]
    asked.append((bare, f"?page={page}", PARTS[page]))
    kept = browsing.load(browser, asked)
    for what, name in (
        ("first figure, cold", "first_cold"),
        ("first figure, warm", "first_warm"),
        ("last chart, cold", "cold"),
        ("last chart, warm", "warm"),
    ):
        _row(page, what, [getattr(loads, name) for loads in kept])
    _written(page, "layout shift", [max(loads.shifts) for loads in kept], lambda one: f"{one:.3f}")
    for what in ("cold", "warm"):
        sizes = [statistics.median(getattr(loads, f"{what}_bytes")) for loads in kept]
        _written(page, f"bytes, {what}", sizes, printing.megabytes)


def _clicks(browser: Browser, sites: list[browsing.Site], url: str) -> None:
    filters, tabs = zip(*(clicks(browser, site, url) for site in sites), strict=True)
    _row("indicators", "a filter clicked, to repaint", list(filters))
    _row("indicators ⇄ projects", "another page clicked, to repaint", list(tabs))


def _processor(browser: Browser, sites: list[browsing.Site], servers: list[psutil.Process]) -> None:
    used: list[float] = []
    for site, server, parts in zip(sites, servers, COUNTED, strict=True):
        with browsing.visiting(browser, site) as (page, _):
            before = _cpu(server)
            for _ in range(VIEWS):
                _open(page, site, parts("overview"))
            used.append((_cpu(server) - before) / VIEWS)
    _written("overview", "server's processor a view", used, lambda one: f"{1000 * one:.0f} ms")


def _memory(browser: Browser, url: str, folder: Path) -> None:
    """What open pages add to servers that nobody but the first of them has used before."""
    held: list[float] = []
    for (serve, find), parts in zip(SERVED, COUNTED, strict=True):
        with serve(url, folder) as (address, server), ExitStack() as open_tabs:
            site = find(address)
            pages = [
                open_tabs.enter_context(browsing.visiting(browser, site))[0]
                for _ in range(TABS + 1)
            ]
            first, *others = pages
            _open(first, site, parts("overview"))
            before = _own_memory(server)
            for page in others:
                _open(page, site, parts("overview"))
            held.append((_own_memory(server) - before) / TABS)
    _written("overview", "server's memory a session", held, printing.megabytes)


def _open(page: Page, site: browsing.Site, count: int) -> None:
    page.goto(f"{site.address}/?{path_of('overview')[1]}")
    browsing.drawn(page, site, count)


def _family(server: psutil.Process) -> list[psutil.Process]:
    return [server, *server.children(recursive=True)]


def _cpu(server: psutil.Process) -> float:
    times = [one.cpu_times() for one in _family(server)]
    return sum(one.user + one.system for one in times)


def _own_memory(server: psutil.Process) -> int:
    return sum(one.memory_full_info().uss for one in _family(server))


def _row(page: str, what: str, times: list[list[float]]) -> None:
    """Print times: of this, of the peers with the ratio to each, of the bare page if any."""
    ours, *others = times
    peers, bare = others[: len(PEERS)], others[len(PEERS) :]
    beside = [cell for one in peers for cell in (printing.ms(one), printing.ratio(ours, one))]
    printing.row(page, what, printing.ms(ours), *beside, printing.ms(bare[0]) if bare else "—")


def _written(page: str, what: str, values: list[float], write: Callable[[float], str]) -> None:
    """Print other values in the same order."""
    ours, *others = values
    peers, bare = others[: len(PEERS)], others[len(PEERS) :]
    beside = [
        cell for one in peers for cell in (write(one), f"{ours / one:.2f}" if one > 0 else "—")
    ]
    printing.row(page, what, write(ours), *beside, write(bare[0]) if bare else "—")
