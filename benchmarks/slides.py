"""What turning a slide costs, beside drawing the same figures on a static page.

The static page is a file with Plotly and the figures in it: no server, no Streamlit.
"""

from __future__ import annotations

import datetime as dt
import json
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from playwright.sync_api import sync_playwright
from plotly.offline import get_plotlyjs

from benchmarks import printing
from kzdash.board.board import compute_board
from kzdash.charts.countdown import draw_countdown
from kzdash.charts.gauge import draw_dials
from kzdash.charts.theme import LIGHT
from kzdash.charts.treemap import TreemapColouring, draw_treemap
from kzdash.store import Store
from tests import browsers, serving

if TYPE_CHECKING:
    import plotly.graph_objects as go
    from playwright.sync_api import Page

AS_OF = dt.date(2025, 6, 30)
SIZE = {"width": 1920, "height": 1080}
ROUNDS = 5
# from the key to the first frame after the slide is there whole
TURN = """number => new Promise(done => {
  const start = performance.now();
  const look = () => {
    const words = document.querySelector('.st-key-corner').innerText;
    const whole = new RegExp(`(^|\\\\s)${number} / `).test(words)
      && !document.querySelector('.st-key-briefing[inert]');
    requestAnimationFrame(whole ? () => done(performance.now() - start) : look);
  };
  for (const key of [...String(number), 'Enter']) {
    window.dispatchEvent(new KeyboardEvent('keydown', { key, cancelable: true }));
  }
  look();
})"""
DRAW = """async number => {
  const start = performance.now();
  document.querySelectorAll('.js-plotly-plot').forEach(part => Plotly.purge(part));
  document.body.replaceChildren();
  for (const figure of window.slides[number] ?? []) {
    const part = document.body.appendChild(document.createElement('div'));
    part.style.cssText = 'display: inline-block; width: 24%';
    await Plotly.newPlot(part, figure.data, figure.layout, { staticPlot: true });
  }
  await new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)));
  return performance.now() - start;
}"""


def main() -> None:
    """Print the table."""
    printing.head("Briefing", "measured", "this", "static page", "ratio", "aim")
    turned, drawn = measure()
    times = (printing.ms(turned), printing.ms(drawn), printing.ratio(turned, drawn))
    printing.row("turning a slide", *times, "≤ 300 ms")


def measure() -> tuple[list[float], list[float]]:
    """Return the seconds of slide changes, and of drawing their figures alone."""
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        url = f"sqlite:///{name}/bench.db"
        browser = playwright.chromium.launch(**browsers.launch())
        with serving.dashboard(url, Path(name) / "log") as address:
            page = browser.new_page(viewport=SIZE)
            page.goto(f"{address}/briefing?as_of={AS_OF}")
            page.wait_for_function("() => document.documentElement.dataset.remote === 'ready'")
            count = int(page.locator(".st-key-corner").inner_text().split("/")[-1])
            turned = _times(page, TURN, count)
            static = Path(name) / "static.html"
            static.write_text(_static_page(Store(url)), "utf-8")
            page.goto(static.as_uri())
            drawn = _times(page, DRAW, count)
        browser.close()
    return turned, drawn


def _times(page: Page, script: str, count: int) -> list[float]:
    """Turn to every slide in turn, the first round uncounted."""
    rounds = [
        [float(page.evaluate(script, number)) for number in [*range(2, count + 1), 1]]
        for _ in range(ROUNDS + 1)
    ]
    return [time / 1000 for one in rounds[1:] for time in one]


def _static_page(store: Store) -> str:
    shown = compute_board(store, AS_OF)
    look = replace(LIGHT, scale=SIZE["height"] / 540)
    lines = shown.indicators
    slides: dict[int, list[go.Figure]] = {
        3: [draw_dials([line], theme=look) for line in lines[:8]],
        4: [draw_dials([line], theme=look) for line in lines[8:]],
        6: [draw_treemap(shown.categories, shown.projects, TreemapColouring.CATEGORY, 784, look)],
        8: [draw_countdown(shown.milestones, AS_OF, 344, look)],
    }
    figures = {
        number: [json.loads(figure.to_json()) for figure in drawn]
        for number, drawn in slides.items()
    }
    return (
        f"<!DOCTYPE html><meta charset='utf-8'><script>{get_plotlyjs()}</script>"
        f"<script>window.slides = {json.dumps(figures)};</script><body></body>"
    )
