"""What a page costs, over a bare page with the same charts from constants.

The bare page is built on each run and started by plain `streamlit run`.
"""

from __future__ import annotations

import statistics
import tempfile
from contextlib import ExitStack
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from benchmarks import browsing, printing
from benchmarks.client import Reader
from kzdash import settings
from tests import browsers, serving

AS_OF = "as_of=2025-06-30"
# charts and tables on each page
PARTS = {
    "overview": 8,
    "indicators": 15,
    "projects": 4,
    "milestones": 1,
    "duties": 8,
    "policies": 1,
    "changes": 2,
}
RUNS, WARMING = 20, 3


def main() -> None:
    """Print the table."""
    printing.head(
        "Pages, over a bare page with the same charts",
        *("page", "measured", "this", "bare page", "ratio", "aim"),
    )
    with ExitStack() as running:
        folder = Path(running.enter_context(tempfile.TemporaryDirectory()))
        url = settings.sqlite_url(folder / "plan.db")
        ours = running.enter_context(serving.dashboard(url, folder / "ours.log"))
        bare = running.enter_context(_bare(folder))
        browser = running.enter_context(sync_playwright()).chromium.launch(**browsers.launch())
        for page in PARTS:
            _print(browser, page, ours, bare)
        browser.close()


def path_of(page: str) -> tuple[str, str]:
    """Return the path and the query by which a page is asked for."""
    # what the seed says was entered when the store was made, just now
    return ("" if page == "overview" else page), ("" if page == "changes" else AS_OF)


def _bare(folder: Path) -> serving.contextlib.AbstractContextManager[str]:
    port = serving.free_port()
    command = ["-m", "streamlit", "run", "benchmarks/bare.py", "--server.port", str(port)]
    # plain: none of this project's settings, but for asking nothing and calling nobody
    plain = [
        "--server.headless=true",
        "--browser.gatherUsageStats=false",
        "--browser.serverAddress=localhost",
        "--runner.postScriptGC=true",
    ]
    return serving.server([*command, *plain], port, folder / "bare.log", {})


def _print(browser: Browser, page: str, ours: str, bare: str) -> None:
    path, query = path_of(page)
    mine, others = server_times([(ours, path, query), (bare, "", f"page={page}")])
    _row(page, "server, full run", mine, others, "0.3")
    sites = [
        (browsing.streamlit(ours), f"{path}?{query}"),
        (browsing.streamlit(bare), f"?page={page}"),
    ]
    here, there = browsing.load(browser, sites, PARTS[page])
    _row(page, "browser, cold", here.cold, there.cold, "1.0")
    _row(page, "browser, warm", here.warm, there.warm, "1.0")
    cold = [statistics.median(loads.cold_bytes) for loads in (here, there)]
    warm = [statistics.median(loads.warm_bytes) for loads in (here, there)]
    for what, sizes, aim in (("cold", cold, "≤ 2.7 MB"), ("warm", warm, "—")):
        written = [printing.megabytes(size) for size in sizes]
        printing.row(page, f"bytes, {what}", *written, f"{sizes[0] / sizes[1]:.2f}", aim)


def _row(page: str, what: str, ours: list[float], bare: list[float], aim: str) -> None:
    times = (printing.ms(ours), printing.ms(bare), printing.ratio(ours, bare))
    printing.row(page, what, *times, f"≤ {aim}")


def server_times(asked: list[tuple[str, str, str]], runs: int = RUNS) -> list[list[float]]:
    """Run pages (address, page, query) in turn, some times; return the seconds of each."""
    with ExitStack() as stack:
        readers = [stack.enter_context(Reader(address)) for address, _, _ in asked]
        times: list[list[float]] = [[] for _ in asked]
        for turn in range(WARMING + runs):
            for kept, reader, (_, page, query) in zip(times, readers, asked, strict=True):
                seconds = reader.run(page, query)
                if turn >= WARMING:
                    kept.append(seconds)
    return times
