"""What each kind of Streamlit's elements costs in the browser, over a page without any.

Counted is the processor's time of the page's main thread, which other work on the machine leaves
as it is.
"""

from __future__ import annotations

import tempfile
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

from playwright.sync_api import sync_playwright

from benchmarks import browsing, printing
from benchmarks.pages import bare_page
from tests import browsers

if TYPE_CHECKING:
    from playwright.sync_api import CDPSession, Page

COUNT, TURNS, SETTLING_MS = 60, 3, 500
# each kind of benchmarks/bare.py: its element, what is in it when drawn, and how it is made
KINDS = {
    "text": ("stText", "*", "st.text"),
    "markdown": ("stMarkdown", "strong", "st.markdown"),
    "metric": ("stMetric", "*", "st.metric"),
    "button": ("stButton", "button", "st.button"),
    "link": ("stPageLink", "a", "st.page_link"),
    "popover": ("stPopover", "button", "st.popover, closed, a word in it"),
    "view": ("stBidiComponentIsolated", "table", "a component of 15 rows of HTML"),
    "table": ("stDataFrame", "canvas td", "st.dataframe, 15 rows of 6"),
    "figure": ("stPlotlyChart", ".annotation-text", "st.plotly_chart, a gauge"),
}
DRAWN = """([element, inside, count]) => {
  const found = [...document.querySelectorAll(`[data-testid=${element}]`)];
  const drawn = found.filter(one => (one.shadowRoot ?? one).querySelector(inside));
  const ended = document.body?.innerText.includes("the end");
  return ended && drawn.length >= count;
}"""


def main() -> None:
    """Print the table."""
    printing.head("Elements", "element", "the first", f"each of {COUNT} more")
    with ExitStack() as running:
        folder = Path(running.enter_context(tempfile.TemporaryDirectory()))
        address = running.enter_context(bare_page(folder))
        browser = running.enter_context(sync_playwright()).chromium.launch(**browsers.launch())
        with browsing.visiting(browser, browsing.streamlit(address)) as (page, _):
            counter = page.context.new_cdp_session(page)
            counter.send("Performance.enable", {"timeDomain": "threadTicks"})
            for kind, (*_, name) in KINDS.items():
                none, one, many = (
                    _least(page, counter, address, kind, n) for n in (0, 1, 1 + COUNT)
                )
                each = 1000 * (many - one) / COUNT
                printing.row(name, f"{1000 * (one - none):.0f} ms", f"{each:.1f} ms")
        browser.close()


def _least(page: Page, counter: CDPSession, address: str, kind: str, count: int) -> float:
    """Seconds of processor until so many are drawn, all they need being in the browser's cache."""
    element, inside, _ = KINDS[kind]
    times: list[float] = []
    for _ in range(TURNS):
        page.goto(f"{address}/?element={kind}&count={count}", wait_until="commit")
        page.wait_for_function(DRAWN, arg=[element, inside, count], polling=100)
        page.wait_for_timeout(SETTLING_MS)
        # a browser counts anew at each visit
        times.append(_used(counter))
    return min(times)


def _used(counter: CDPSession) -> float:
    metrics = counter.send("Performance.getMetrics")["metrics"]
    return float(next(one["value"] for one in metrics if one["name"] == "TaskDuration"))
