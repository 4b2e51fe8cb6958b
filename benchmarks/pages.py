"""What a page costs, over a bare page with the same charts from constants.

The bare page is built on each run and started by plain `streamlit run`.
"""

from __future__ import annotations

import statistics
import tempfile
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

from playwright.sync_api import Browser, sync_playwright

from benchmarks.client import Reader
from tests import browsers, serving

if TYPE_CHECKING:
    from collections.abc import Iterator

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
RUNS, LOADS = 20, 3
PAINTED = """count => {
  const charts = [...document.querySelectorAll('[data-testid=stPlotlyChart]')];
  const drawn = charts.filter(chart => chart.querySelector('.main-svg .annotation-text, .main-svg '
    + '.slice, .main-svg .point, .main-svg .bg-arc'));
  const tables = document.querySelectorAll('[data-testid=stDataFrame] canvas td');
  const filled = new Set([...tables].map(cell => cell.closest('[data-testid=stDataFrame]')));
  return drawn.length + filled.size >= count ? performance.now() : 0;
}"""


def measure() -> Iterator[tuple[str, str, float, float]]:
    """Yield rows of (page, what, ours, bare) in milliseconds, medians."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        ours = stack.enter_context(
            serving.dashboard(f"sqlite:///{folder / 'bench.db'}", folder / "ours.log")
        )
        port = serving.free_port()
        command = ["-m", "streamlit", "run", "benchmarks/bare.py", "--server.port", str(port)]
        # plain: none of this project's settings, but for asking nothing and calling nobody
        plain = [
            "--server.headless=true",
            "--browser.gatherUsageStats=false",
            "--browser.serverAddress=localhost",
            "--runner.postScriptGC=true",
        ]
        bare = stack.enter_context(
            serving.server([*command, *plain], port, folder / "bare.log", {})
        )
        browser = stack.enter_context(sync_playwright()).chromium.launch(**browsers.launch())
        for page, count in PARTS.items():
            path = "" if page == "overview" else page
            # what the seed says was entered when the store was made, just now
            query = "" if page == "changes" else AS_OF
            urls = (f"{ours}/{path}?{query}", f"{bare}/?page={page}")
            server = _server_times(((ours, path, query), (bare, "", f"page={page}")))
            yield (page, "server, full run", *server)
            cold, warm = _browser_times(browser, urls, count)
            yield (page, "browser, cold", *cold)
            yield (page, "browser, warm", *warm)
        browser.close()


def _server_times(asked: tuple[tuple[str, str, str], ...]) -> list[float]:
    with ExitStack() as stack:
        readers = [stack.enter_context(Reader(address)) for address, _, _ in asked]
        times: list[list[float]] = [[] for _ in asked]
        for turn in range(RUNS + 3):
            for kept, reader, (_, page, query) in zip(times, readers, asked, strict=True):
                seconds = reader.run(page, query)
                if turn >= 3:
                    kept.append(seconds * 1000)
    return [statistics.median(kept) for kept in times]


def _browser_times(
    browser: Browser, urls: tuple[str, str], count: int
) -> tuple[list[float], list[float]]:
    """Load both in turn, each time first with an empty cache, then again."""
    cold: tuple[list[float], list[float]] = ([], [])
    warm: tuple[list[float], list[float]] = ([], [])
    for _ in range(LOADS):
        for place, url in enumerate(urls):
            context = browser.new_context(viewport={"width": 1920, "height": 1080})
            page = context.new_page()
            for kept in (cold, warm):
                page.goto(url)
                seen = page.wait_for_function(PAINTED, arg=count, polling="raf")
                kept[place].append(float(seen.json_value()))
            context.close()
    return [statistics.median(kept) for kept in cold], [statistics.median(kept) for kept in warm]
