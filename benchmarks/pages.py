"""What a page costs, over a bare page with the same charts from constants.

The bare page is built on each run and started by plain `streamlit run`.
"""

from __future__ import annotations

import statistics
import tempfile
from collections import Counter
from contextlib import ExitStack
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from playwright.sync_api import sync_playwright

from benchmarks import browsing, printing
from benchmarks.client import Reader
from kzdash import accounts
from kzdash.board.board import compute_board
from kzdash.runtime import config
from kzdash.store import Store
from tests import browsers, people, serving

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page

DAY = date(2025, 6, 30)
AS_OF = f"as_of={DAY}"
# charts and tables on each bare page, and on those of the peers
PARTS = {
    "overview": 8,
    "indicators": 15,
    "projects": 4,
    "milestones": 1,
    "duties": 8,
    "policies": 1,
    "changes": 2,
    "item": 1,
    "documents": 2,
}
# the same for the pages that need a log-in; the office sees the most
OFFICE = {"reporting": 1, "accounts": 1}
# dials on a page of this project
DIALS = {"indicators": 15}
# what the seed says was entered when the store was made, just now
QUERIES = {"changes": "", "item": f"id=task-1&{AS_OF}"}
RUNS, WARMING, CLICKS = 20, 3, 5
HEADINGS = {"indicators": "主要指标", "projects": "项目投资"}


def main() -> None:
    """Print the table."""
    printing.head(
        "Pages, over a bare page with the same charts",
        *("page", "measured", "this", "bare page", "ratio", "aim"),
    )
    with ExitStack() as running:
        folder = Path(running.enter_context(tempfile.TemporaryDirectory()))
        url = config.sqlite_url(folder / "plan.db")
        ours = running.enter_context(serving.dashboard(url, folder / "ours.log"))
        bare = running.enter_context(bare_page(folder))
        browser = running.enter_context(sync_playwright()).chromium.launch(**browsers.launch())
        store, now = Store(url), datetime.now(UTC)
        name = people.join(store, now, "staff", None)
        cookie = {accounts.COOKIE: accounts.log_in(store, name, people.PASSWORD, now)}
        for pages, cookies in ((PARTS, {}), (OFFICE, cookie)):
            for page, parts in pages.items():
                _print(browser, page, parts, ours, bare, cookies)
        _clicks(browser, ours, url)
        browser.close()


def path_of(page: str) -> tuple[str, str]:
    """Return the path and the query by which a page is asked for."""
    return ("" if page == "overview" else page), QUERIES.get(page, AS_OF)


def bare_page(folder: Path) -> serving.contextlib.AbstractContextManager[str]:
    """Serve the bare page by plain `streamlit run`; `?page=` names the page it is a bare one of."""
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


def _print(
    browser: Browser, page: str, parts: int, ours: str, bare: str, cookies: dict[str, str]
) -> None:
    path, query = path_of(page)
    mine, others = server_times([(ours, path, query), (bare, "", f"page={page}")], **cookies)
    _row(page, "server, full run", mine, others, "0.3")
    sites = [
        (browsing.own(ours, **cookies), f"{path}?{query}", DIALS.get(page, 0)),
        (browsing.streamlit(bare), f"?page={page}", parts),
    ]
    here, there = browsing.load(browser, sites)
    _row(page, "first figure, cold", here.first_cold, there.first_cold, "0.3")
    _row(page, "first figure, warm", here.first_warm, there.first_warm, "0.3")
    _row(page, "browser, cold", here.cold, there.cold, "1.0")
    _row(page, "browser, warm", here.warm, there.warm, "1.0")
    shifts = [f"{max(loads.shifts):.3f}" for loads in (here, there)]
    printing.row(page, "layout shift", *shifts, "—", "≤ 0.02")
    cold = [statistics.median(loads.cold_bytes) for loads in (here, there)]
    warm = [statistics.median(loads.warm_bytes) for loads in (here, there)]
    for what, sizes, aim in (("cold", cold, "≤ 2.7 MB"), ("warm", warm, "—")):
        written = [printing.megabytes(size) for size in sizes]
        printing.row(page, f"bytes, {what}", *written, f"{sizes[0] / sizes[1]:.2f}", aim)


def _clicks(browser: Browser, ours: str, url: str) -> None:
    filters, tabs = clicks(browser, browsing.own(ours), url)
    for page, what, seconds in (
        ("indicators", "a filter clicked, to repaint", filters),
        ("indicators ⇄ projects", "another page clicked, to repaint", tabs),
    ):
        printing.row(page, what, printing.ms(seconds), "—", "—", "—")


def clicks(browser: Browser, site: browsing.Site, url: str) -> tuple[list[float], list[float]]:
    """Return the seconds from a click to the repaint: on a filter, and on another page's link."""
    heading = HEADINGS["indicators"]
    lines = compute_board(Store(url), DAY).indicators
    # by the state that most are in
    ((word, left),) = Counter(line.state.word for line in lines).most_common(1)
    filters: list[float] = []
    tabs: list[float] = []
    with browsing.visiting(browser, site) as (page, _):
        page.goto(f"{site.address}/indicators?{AS_OF}")
        browsing.drawn(page, site, len(lines), heading, exact=True)
        for turn in range(2 * CLICKS):
            count = len(lines) if turn % 2 else left
            filters.append(browsing.after_click(page, site, _filter(page, word), count, heading))
        for turn in range(CLICKS):
            for name, to in (("项目投资", "projects"), ("指标", "indicators")):
                link = page.get_by_role("link", name=name, exact=True).first
                count = (DIALS if site.own else PARTS).get(to, 0)
                seconds = browsing.after_click(page, site, link, count, HEADINGS[to])
                # the first visit fetches what the others have
                if turn:
                    tabs.append(seconds)
    return filters, tabs


def _filter(page: Page, word: str) -> Locator:
    return (
        page.locator("[data-testid=stButtonGroup] button, #status label, #status .q-checkbox")
        .filter(has_text=word)
        .first
    )


def _row(page: str, what: str, ours: list[float], bare: list[float], aim: str) -> None:
    times = (printing.ms(ours), printing.ms(bare), printing.ratio(ours, bare))
    printing.row(page, what, *times, f"≤ {aim}")


def server_times(
    asked: list[tuple[str, str, str]], runs: int = RUNS, **cookies: str
) -> list[list[float]]:
    """Run pages (address, page, query) in turn, some times; return the seconds of each."""
    with ExitStack() as stack:
        readers = [stack.enter_context(Reader(address, **cookies)) for address, _, _ in asked]
        times: list[list[float]] = [[] for _ in asked]
        for turn in range(WARMING + runs):
            for kept, reader, (_, page, query) in zip(times, readers, asked, strict=True):
                seconds = reader.run(page, query)
                if turn >= WARMING:
                    kept.append(seconds)
    return times
