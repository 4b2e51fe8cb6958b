"""What a hostile person types is shown to others in a real browser as words, and does nothing."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from kzdash import accounts
from kzdash.domain.models import Adjustment, Report, Role
from tests import serving
from tests.browser import reporting
from tests.browser.reporting import Desk
from tests.security.hostile import ATTACKS, MARKUP

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser

    from kzdash.store import Store

pytestmark = pytest.mark.browser
TYPED = "记号 " + " ".join(ATTACKS[name] for name in MARKUP)
PERSON = "<img src=x onerror=window.hacked=1>[x](//evil)"
SAID: dict[tuple[str, int], dict[str, Any]] = {
    ("indicator", 4): {"period": 2024, "value": Decimal(54), "as_of": date(2024, 12, 31)},
    ("project", 18): {"stage": "construction", "problems": TYPED},
    ("milestone", 5): {"status": "blocked"},
    ("task", 2): {"status": "blocked"},
}
PAIRS = (MARKUP[:3], MARKUP[3:6], MARKUP[6:])
ADJUSTED: dict[tuple[str, int], dict[str, Any]] = {
    ("indicator", 4): {"target": Decimal(57)},
    ("project", 18): {"planned_investment_wan_yuan": Decimal(32_000)},
    ("milestone", 5): {"due_on": date(2026, 12, 31)},
}
PATHS = [
    "/indicators?item=4",
    "/projects?item=18",
    "/milestones?item=5",
    "/milestones",
    "/item?id=task-2",
    "/changes",
    "/reporting",
    "/accounts",
]
DONE = """() => [
  window.hacked,
  ...document.querySelectorAll('img[src="x"], img[src*="evil"], a[href^="javascript"], .katex'),
  ...[...document.links].filter(({href}) => href.includes('evil'))
].filter((found) => found !== undefined).map(String)"""


def attack(store: Store) -> None:
    """Have somebody of the office with a hostile name type hostile texts wherever they may."""
    now = datetime.now(UTC)
    once = accounts.add_account(store, "mallory", PERSON, Role.OFFICE, None, None, now, by=None)
    token = accounts.log_in(store, "mallory", once, now)
    accounts.change_password(store, token, once, reporting.PASSWORD, now)
    ids = {(it.kind, it.number): it.id for it in store.plan().items if not it.paragraph}
    for item, said in SAID.items():
        last = store.last(ids[item])
        made = {"as_of": date(2025, 6, 1), "account": "mallory", "recorded_at": now} | said
        seq = last.seq + 1 if last else 1
        store.append(Report(item_id=ids[item], seq=seq, note=TYPED, evidence=TYPED[:290], **made))
    for (item, changed), some in zip(ADJUSTED.items(), PAIRS, strict=True):
        number = " ".join(ATTACKS[name] for name in some)  # it may be shorter than the other texts
        grounds = {"document_number": number, "reason": TYPED, "as_of": date(2025, 6, 1)}
        made = {"account": "mallory", "recorded_at": now, "seq": 1} | grounds
        store.adjust(Adjustment(item_id=ids[item], **made, **changed))


def test_nothing_typed_runs_or_becomes_a_link_or_a_picture(
    browser: Browser, tmp_path: Path, seed_folder: Path
) -> None:
    store = reporting.make(tmp_path, seed_folder)
    attack(store)
    with serving.dashboard(store.url, tmp_path / "log") as address:
        page = Desk(store, address).visit(browser, "/", "mallory")
        shown = 0
        for path in PATHS:
            page.goto(f"{address}{path}")
            expect(page.get_by_test_id("stMain").locator("h1").first).to_be_visible()
            if "?" in path:  # an item's own page ends with its reports: until then it is not whole
                expect(page.get_by_role("heading", name="填报记录")).to_be_visible()
            expect(page.get_by_test_id("stStatusWidget")).to_have_count(0)
            shown += page.get_by_text("window.hacked").count()

            assert page.evaluate(DONE) == [], path
        page.context.close()
    assert shown > len(PATHS) / 2
