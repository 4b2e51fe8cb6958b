"""The same content on Streamlit and on Dash, and a bare Streamlit page, side by side in one run."""

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
from benchmarks.pages import PARTS, bare_page, clicks, path_of
from kzdash.runtime import config
from kzdash.store import seed
from tests import browsers, serving

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from contextlib import AbstractContextManager

    from playwright.sync_api import Browser, Page

    # where it answers, and its process
    Served = tuple[str, psutil.Process]

PAGES = ("overview", "indicators", "projects", "milestones")
VIEWS, TABS = 10, 8
PEERS = serving.ROOT / ".venv" / ".peers"


def main() -> None:
    """Print the table."""
    printing.head("Beside Dash", "page", "measured", "this", "Dash", "ratio", "bare Streamlit page")
    with ExitStack() as running:
        folder = Path(running.enter_context(tempfile.TemporaryDirectory()))
        url = config.sqlite_url(folder / "plan.db")
        seed.init_store(url, config.current().seed_folder, datetime.now(UTC))
        started = [
            running.enter_context(process) for process in (_this(url, folder), _dash(url, folder))
        ]
        (ours, mine), (dash, theirs) = started
        sites = browsing.streamlit(ours), browsing.dash(dash)
        bare = browsing.streamlit(running.enter_context(bare_page(folder)))
        browser = running.enter_context(sync_playwright()).chromium.launch(**browsers.launch())
        for page in PAGES:
            _loads(browser, [*sites, bare], page)
        _clicks(browser, sites, url)
        _processor(browser, sites, (mine, theirs))
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
        PYTHONPATH=f"{PEERS}:{serving.ROOT}",
    )


def _loads(browser: Browser, sites: list[browsing.Site], page: str) -> None:
    path, query = path_of(page)
    paths = (f"{path}?{query}", f"{path}?{query}", f"?page={page}")
    here, there, bare = browsing.load(browser, list(zip(sites, paths, strict=True)), PARTS[page])
    _row(page, "first figure, cold", here.first_cold, there.first_cold, bare.first_cold)
    _row(page, "first figure, warm", here.first_warm, there.first_warm, bare.first_warm)
    _row(page, "cold load", here.cold, there.cold, bare.cold)
    _row(page, "warm load", here.warm, there.warm, bare.warm)
    shifts = [f"{max(kept.shifts):.3f}" for kept in (here, there, bare)]
    printing.row(page, "layout shift", *shifts[:2], "—", shifts[2])
    for what in ("cold", "warm"):
        sizes = [statistics.median(getattr(kept, f"{what}_bytes")) for kept in (here, there, bare)]
        ours, dash, floor = map(printing.megabytes, sizes)
        printing.row(page, f"bytes, {what}", ours, dash, f"{sizes[0] / sizes[1]:.2f}", floor)


def _clicks(browser: Browser, sites: tuple[browsing.Site, browsing.Site], url: str) -> None:
    (filters, tabs), (their_filters, their_tabs) = (clicks(browser, site, url) for site in sites)
    _row("indicators", "a filter clicked, to repaint", filters, their_filters)
    _row("indicators ⇄ projects", "another page clicked, to repaint", tabs, their_tabs)


def _processor(
    browser: Browser,
    sites: tuple[browsing.Site, browsing.Site],
    servers: tuple[psutil.Process, psutil.Process],
) -> None:
    used: list[float] = []
    for site, server in zip(sites, servers, strict=True):
        with browsing.visiting(browser, site) as (page, _):
            before = _cpu(server)
            for _ in range(VIEWS):
                _open(page, site)
            used.append((_cpu(server) - before) / VIEWS)
    written = [f"{1000 * one:.0f} ms" for one in used]
    ratio = f"{used[0] / used[1]:.2f}"
    printing.row("overview", "server's processor a view", *written, ratio, "—")


def _memory(browser: Browser, url: str, folder: Path) -> None:
    """What open pages add to servers that nobody but the first of them has used before."""
    held: list[float] = []
    for serve, site_of in ((_this, browsing.streamlit), (_dash, browsing.dash)):
        with serve(url, folder) as (address, server), ExitStack() as open_tabs:
            site = site_of(address)
            pages = [
                open_tabs.enter_context(browsing.visiting(browser, site))[0]
                for _ in range(TABS + 1)
            ]
            first, *others = pages
            _open(first, site)
            before = _own_memory(server)
            for page in others:
                _open(page, site)
            held.append((_own_memory(server) - before) / TABS)
    printing.row("overview", "server's memory a session", *map(printing.megabytes, held), "—", "—")


def _open(page: Page, site: browsing.Site) -> None:
    page.goto(f"{site.address}/?{path_of('overview')[1]}")
    browsing.drawn(page, site, PARTS["overview"])


def _family(server: psutil.Process) -> list[psutil.Process]:
    return [server, *server.children(recursive=True)]


def _cpu(server: psutil.Process) -> float:
    times = [one.cpu_times() for one in _family(server)]
    return sum(one.user + one.system for one in times)


def _own_memory(server: psutil.Process) -> int:
    return sum(one.memory_full_info().uss for one in _family(server))


def _row(
    page: str, what: str, ours: list[float], theirs: list[float], bare: Sequence[float] = ()
) -> None:
    times = (printing.ms(ours), printing.ms(theirs), printing.ratio(ours, theirs))
    printing.row(page, what, *times, printing.ms(bare) if bare else "—")
