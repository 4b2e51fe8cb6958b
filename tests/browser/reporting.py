"""People with accounts on a store of their own, in real browsers against a real server."""

from __future__ import annotations

import functools
import re
import sqlite3
import tempfile
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from playwright.sync_api import Page, ViewportSize, expect

from kzdash import accounts
from kzdash.board.board import compute_board
from kzdash.board.cache import cached_changes
from kzdash.documents.slides import list_slides
from kzdash.domain.models import Role
from kzdash.runtime import config
from kzdash.store import Store, seed
from tests.browser import contexts
from tests.browser.waiting import SETTLED, UNFOLDED

if TYPE_CHECKING:
    from datetime import date

    from playwright.sync_api import Browser, BrowserContext, Locator

PASSWORD = "a-long-enough-one"  # of accounts that live as long as a test
PEOPLE = {
    "li": ("李主任", Role.OFFICE, None),
    "wang": ("王五", Role.OFFICE, None),
    "zhang": ("张三", Role.UNIT, "区发展改革委"),
}
SIZE = ViewportSize(width=1366, height=768)
WITHIN_5_S = 5_000
# how a page confirms; the indicators' form, too, speaks of what is 已填报
REPORTED, UNDONE = re.compile("^已填报："), re.compile("^已撤销：")


@dataclass(frozen=True)
class Desk:
    """A store whose people can log in, and where it is served."""

    store: Store
    address: str

    def visit(
        self, browser: Browser, path: str, name: str | None = None, *, by_touch: bool = False
    ) -> Page:
        """Open a page in a browser of one's own, logged in where a name is given."""
        context = contexts.lend(browser, has_touch=by_touch)
        if name:
            self.log_in(context, name)
        page = context.new_page()
        page.set_viewport_size(SIZE)
        page.goto(f"{self.address}{path}")
        # a page still running makes a widget anew, and what a click on it opened is gone
        page.wait_for_function(SETTLED)
        return page

    def log_in(self, context: BrowserContext, name: str) -> None:
        """Log somebody in to a browser."""
        token = accounts.log_in(self.store, name, PASSWORD, datetime.now(UTC))
        context.add_cookies([{"name": accounts.COOKIE, "value": token, "url": self.address}])

    def visit_in_another_tab(self, page: Page, path: str) -> Page:
        """Open a page in the browser of one that is open."""
        tab = page.context.new_page()
        tab.set_viewport_size(SIZE)
        tab.goto(f"{self.address}{path}")
        tab.wait_for_function(SETTLED)
        return tab

    def slide_number(self, name: str, day: date) -> int:
        """Return the number of the only slide of a name in the presentation of a day."""
        changes = cached_changes(self.store, day - timedelta(days=7), day)
        slides = list_slides(compute_board(self.store, day), changes)
        (number,) = (at for at, slide in enumerate(slides, 1) if slide.name == name)
        return number

    def reports(self, kind: str, number: int) -> list[tuple[int, str, str | None, str]]:
        """Return seq, account, status or stage, and note of every report on an item, in order."""
        items = self.store.plan().items
        item = next(it for it in items if (it.kind, it.number, it.paragraph) == (kind, number, 0))
        made = self.store.since(item.id, 0)
        return [(row.seq, row.account, row.status or row.stage, row.note) for row in made]


def make(folder: Path, seed_folder: Path) -> Store:
    """Make a store with its people in a folder."""
    file = folder / "plan.db"
    file.write_bytes(_made(seed_folder))
    return Store(config.sqlite_url(file))


@functools.cache
def _made(seed_folder: Path) -> bytes:
    """What the file of such a store holds: passwords take their time, so it is made once."""
    with tempfile.TemporaryDirectory() as name:
        store = Store(config.sqlite_url(Path(name) / "plan.db"))
        seed.init_store(store.url, seed_folder, datetime.now(UTC))
        let_in(store)
        with closing(sqlite3.connect(store.place)) as connection:
            return connection.serialize()


def let_in(store: Store) -> Store:
    """Give a store its people."""
    now = datetime.now(UTC)
    for name, (person, role, unit) in PEOPLE.items():
        once = accounts.add_account(store, name, person, role, unit, None, now, by=None)
        token = accounts.log_in(store, name, once, now)
        accounts.change_password(store, token, once, PASSWORD, now)
    return store


def open_form(page: Page, number: int = 1) -> Locator:
    """Click the 填报 of a milestone, or of the one item that the page is about; return the form."""
    page.get_by_role("button", name="填报", exact=True).nth(number - 1).click()
    form = page.get_by_test_id("stForm").filter(has_text="填报 · ")
    expect(form).to_be_visible()
    return form


def unfold(label: Locator) -> None:
    """Click on what opens a folded form, and wait until it has."""
    label.click()
    label.page.wait_for_function(UNFOLDED)


def choose(form: Locator, status: str) -> None:
    """Choose a status."""
    form.get_by_role("radio", name=status, exact=True).click()


def type_day(form: Locator, label: str, digits: str) -> None:
    """Type a day, as YYYYMMDD, into a field for one."""
    form.get_by_label(label).fill(digits)


def send(form: Locator) -> None:
    """Click 提交."""
    form.get_by_role("button", name="提交", exact=True).click()
