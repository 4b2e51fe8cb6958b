"""A projector: the presentation on a screen of some size, turned and measured."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from playwright.sync_api import expect

from kzdash.domain.models import Report
from tests.browser import contexts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

    from kzdash.store import Store

MEASURE = (Path(__file__).parent / "slides.js").read_text("utf-8")
JUNE = "as_of=2025-06-30"
AT_REST = """([number, count]) => {
  const corner = document.querySelector('.st-key-corner');
  const said = corner?.innerText.trim().split(/\\s*\\n\\s*/).pop();
  return (number ? said === `${number} / ${count}` : /^\\d+ \\/ \\d+$|^备用页/.test(said))
    && document.querySelector('[data-test-script-state=notRunning]')
    && !document.querySelector('.st-key-briefing[inert]')
    && !document.querySelector('.st-key-briefing [data-testid=stSkeleton]')
    && !document.querySelector('.st-key-briefing [data-stale=true]')
    && [...document.querySelectorAll('.st-key-briefing [data-testid=stPlotlyChart]')]
         .every(chart => chart.querySelector('.main-svg'));
}"""


@dataclass(frozen=True)
class Projector:
    """A page that shows the presentation."""

    page: Page

    @property
    def number(self) -> tuple[int, int]:
        """The slide that is on, and how many there are."""
        words = self.page.locator(".st-key-corner").last.inner_text().split("\n")[-1]
        number, count = words.split("/")
        return int(number), int(count)

    def press(self, *keys: str) -> None:
        """Press keys one after the other."""
        for key in keys:
            self.page.keyboard.press(key)

    def rest(self, number: int = 0) -> Projector:
        """Wait until a slide, or whichever is on, is drawn."""
        count = self.number[1] if number else 0
        self.page.wait_for_function(AT_REST, arg=[number, count])
        return self

    def slides(self) -> Iterator[int]:
        """Go through all slides, each drawn when its number is returned."""
        count = self.number[1]
        for number in range(1, count + 1):
            if number > 1:
                self.press("ArrowRight")
            self.rest(number)
            yield number

    def measure(self, decoration: list[str]) -> dict[str, Any]:
        """Measure the slide that is on; `decoration` are colours that say nothing."""
        measured: dict[str, Any] = self.page.evaluate(MEASURE, {"decoration": decoration})
        return measured


def project(
    browser: Browser,
    address: str,
    query: str = JUNE,
    size: tuple[int, int] = (1920, 1080),
) -> Projector:
    """Open the presentation on a screen of a size, and wait for its first slide."""
    return show(contexts.lend(browser).new_page(), address, query, size)


def show(page: Page, address: str, query: str, size: tuple[int, int] = (1920, 1080)) -> Projector:
    """Open the presentation in a tab, on a screen of a size, and wait for its first slide."""
    page.set_viewport_size({"width": size[0], "height": size[1]})
    page.goto(f"{address}/briefing?{query}")
    expect(page.locator(".st-key-corner").last).to_be_visible()
    page.wait_for_function("() => document.documentElement.dataset.remote === 'ready'")
    return Projector(page).rest()


FIGURES = {
    2: ((2023, "7.1"), (2024, "6.2")),
    3: ((2022, "2.10"), (2024, "2.08")),
    5: ((2022, "30"), (2024, "32")),
    6: ((2022, "86"), (2024, "86.5")),
    7: ((2022, "12"), (2024, "10.5")),
    8: ((2024, "99"),),
    9: ((2022, "8"), (2024, "11")),
    10: ((2022, "50"), (2024, "45")),
    11: ((2022, "50"), (2024, "60")),
    12: ((2023, "-5"), (2024, "0")),
    13: ((2024, "0"),),
    14: ((2024, "300"),),
    15: ((2024, "165"),),
}
STAGES = ("preparation", "construction", "built", "in_use")
STATUSES = ("in_progress", "blocked", "done", "not_started")
LONG = "用地指标尚未落实，需规划自然资源部门协调解决，影响下一步施工"


def report_on_all(store: Store, account: str) -> None:
    """Report on every item, so that slides are as full as they get."""
    items = [item for item in store.plan().items if item.paragraph == 0]
    for item in items:
        for said in _said(item.kind, item.number):
            report(store, item.id, account, **said)


def report(store: Store, item_id: int, account: str, **said: Any) -> None:
    """Append one report for the first of June 2025, as if entered that month."""
    last = store.last(item_id)
    store.append(
        Report(
            item_id=item_id,
            seq=(last.seq if last else 0) + 1,
            account=account,
            as_of=date(2025, 6, 1),
            recorded_at=datetime(2025, 6, 28, 3, tzinfo=UTC),
            **said,
        )
    )


def _said(kind: str, number: int) -> Iterator[dict[str, Any]]:
    if kind == "indicator":
        for year, value in FIGURES.get(number, ()):
            yield {"period": year, "value": Decimal(value), "evidence": "年报"}
    elif kind == "project":
        yield {
            "stage": STAGES[number % 4],
            "physical_progress_percent": Decimal(100 if number % 4 > 1 else number * 7 % 90),
            "completed_investment_wan_yuan": Decimal(number * 700),
            "problems": LONG if number % 3 == 0 else "",
        }
    elif kind in {"task", "policy", "reform"}:
        yield {"status": STATUSES[number % 4], "note": LONG}
