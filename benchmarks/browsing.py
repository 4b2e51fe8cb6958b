"""What a person at a real browser waits for, and what comes over the wire meanwhile."""

from __future__ import annotations

import base64
import zlib
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from playwright.sync_api import Browser, Locator, Page

LOADS = 3
# what a websocket's message is; all else comes as base64
TEXT = 1
SIZE = {"width": 1920, "height": 1080}
# whether so many charts and tables are drawn, or just so many, below that heading. A page of this
# project is whole when its first screen is gone and all its charts are drawn; of what it has only
# dials are counted, and only where a number is given
DRAWN = """([site, title, count, exact]) => {
  const charts = [...document.querySelectorAll(site.chart)];
  const drawn = charts.filter(chart => chart.querySelector('.main-svg .annotation-text, .main-svg '
    + '.slice, .main-svg .point, .main-svg .bg-arc'));
  const cells = [...document.querySelectorAll(site.cell)];
  const filled = new Set(cells.map(cell => cell.closest(site.table)));
  // a figure may hold several dials
  const dials = chart => chart.querySelectorAll('.indicatorlayer > .trace').length;
  const figures = drawn.reduce((sum, chart) => sum + Math.max(dials(chart), 1), 0);
  const number = figures + filled.size;
  const headings = [...document.querySelectorAll('h1')].map(heading => heading.textContent);
  const right = title ? headings.some(text => text.includes(title)) : true;
  const whole = () => !document.getElementById('first-screen')
    && document.querySelector('[data-test-script-state=notRunning]')
    && charts.every(chart => chart.querySelector('.main-svg'))
    && (!count || charts.reduce((sum, chart) => sum + dials(chart), 0) === count);
  const done = right && (site.own ? whole() : exact ? number === count : number >= count);
  return done ? performance.now() - (window.clicked || 0) : 0;
}"""
CLICKED = """addEventListener('click', () => { window.clicked = performance.now() }, true)"""
# when a figure with its unit can first be read, and how much of the page moved on its way (CLS)
FIRST = r"""
window.shifted = 0;
new PerformanceObserver(list => {
  for (const shift of list.getEntries()) window.shifted += shift.value;
}).observe({ type: 'layout-shift', buffered: true });
const look = () => {
  const words = document.body?.innerText ?? '';
  if (/[0-9]\s?(亿元|万元|%|个|项|家|天)/.test(words)) window.figureAt = performance.now();
  else requestAnimationFrame(look);
};
requestAnimationFrame(look);
"""


@dataclass(frozen=True)
class Site:
    """Where something is served, to whom, and how to find its charts and its tables' cells."""

    address: str
    chart: str
    table: str
    cell: str
    cookies: Mapping[str, str] = field(default_factory=dict)
    own: bool = False

    @property
    def finds(self) -> dict[str, Any]:
        return {"chart": self.chart, "table": self.table, "cell": self.cell, "own": self.own}


def streamlit(address: str, **cookies: str) -> Site:
    return Site(
        address,
        "[data-testid=stPlotlyChart]",
        "[data-testid=stDataFrame], [data-testid=stTable]",
        "[data-testid=stDataFrame] canvas td, [data-testid=stTable] td",
        cookies,
    )


def own(address: str, **cookies: str) -> Site:
    """Return where this project is served."""
    return replace(streamlit(address, **cookies), own=True)


def dash(address: str) -> Site:
    return Site(address, ".js-plotly-plot", ".ag-root-wrapper", ".ag-root-wrapper .ag-cell")


# the same libraries draw its charts and tables
nicegui = dash


@dataclass
class Loads:
    """Seconds to the last chart and table, and bytes received, with an empty cache and again.

    `first_*` are the seconds until a first figure can be read, `shifts` the layout's shift.
    """

    cold: list[float] = field(default_factory=list)
    warm: list[float] = field(default_factory=list)
    first_cold: list[float] = field(default_factory=list)
    first_warm: list[float] = field(default_factory=list)
    shifts: list[float] = field(default_factory=list)
    cold_bytes: list[float] = field(default_factory=list)
    warm_bytes: list[float] = field(default_factory=list)


def load(browser: Browser, sites: list[tuple[Site, str, int]]) -> list[Loads]:
    """Load a page of each site in turn, each time first with an empty cache, then again.

    A site comes with its page's path and how many charts, tables and composed pages are on it.
    """
    kept = [Loads() for _ in sites]
    for _ in range(LOADS):
        for loads, (site, path, count) in zip(kept, sites, strict=True):
            with visiting(browser, site) as (page, received):
                for times, firsts, sizes in (
                    (loads.cold, loads.first_cold, loads.cold_bytes),
                    (loads.warm, loads.first_warm, loads.warm_bytes),
                ):
                    before = received[0]
                    page.goto(f"{site.address}/{path}", wait_until="commit")
                    times.append(drawn(page, site, count))
                    page.wait_for_timeout(500)
                    firsts.append(page.evaluate("window.figureAt ?? NaN") / 1000)
                    loads.shifts.append(page.evaluate("window.shifted"))
                    sizes.append(received[0] - before)
    return kept


@contextmanager
def visiting(browser: Browser, site: Site) -> Iterator[tuple[Page, list[int]]]:
    """Open a page with an empty cache; the list's one number is the bytes received so far."""
    context = browser.new_context(viewport=SIZE)
    for name, value in site.cookies.items():
        context.add_cookies([{"name": name, "value": value, "url": site.address}])
    page = context.new_page()
    received = [0]
    wire = context.new_cdp_session(page)
    wire.send("Network.enable")
    page.add_init_script(CLICKED)
    page.add_init_script(FIRST)

    def finished(event: dict[str, Any]) -> None:
        received[0] += int(event["encodedDataLength"])

    # the browser tells of a message once it is unpacked; on the wire it is deflated
    packing = zlib.compressobj(wbits=-15)

    def framed(event: dict[str, Any]) -> None:
        words = event["response"]["payloadData"]
        message = words.encode() if event["response"]["opcode"] == TEXT else base64.b64decode(words)
        received[0] += len(packing.compress(message) + packing.flush(zlib.Z_SYNC_FLUSH))

    wire.on("Network.loadingFinished", finished)
    wire.on("Network.webSocketFrameReceived", framed)
    yield page, received
    context.close()


def drawn(page: Page, site: Site, count: int, title: str = "", *, exact: bool = False) -> float:
    """Wait until so many charts and tables are drawn; seconds since the last click or the start."""
    seen = page.wait_for_function(DRAWN, arg=[site.finds, title, count, exact], polling="raf")
    return float(seen.json_value()) / 1000


def after_click(page: Page, site: Site, what: Locator, count: int, title: str = "") -> float:
    """Click, and return the seconds until just so many charts and tables are drawn."""
    what.click()
    return drawn(page, site, count, title, exact=True)
