"""Somebody of the office at one form an item, which is filled in again and again."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING, Any

import sqlite_utils

from kzdash.runtime import clock
from kzdash.store import Store
from kzdash.ui.reporting import rate_limit
from tests.ui.forms import TODAY
from tests.ui.screen import Screen, enter

if TYPE_CHECKING:
    from pathlib import Path

    from streamlit.components.v2.component_manager import BidiComponentManager

PAGES = {"indicator": "indicators", "project": "projects", "milestone": "milestones"}
EMPTY: dict[str, dict[str, Any]] = {
    "indicator": {"evidence": "", "note": ""},
    "project": {
        "physical_progress_percent": "",
        "completed_investment_wan_yuan": "",
        "funds_received_wan_yuan": "",
        "problems": "",
        "evidence": "",
        "note": "",
    },
    "milestone": {"completed_on": "", "evidence": "", "note": ""},
}
GOOD: dict[str, dict[str, Any]] = {
    "indicator": {"period": 2024, "value": "8.5", "evidence": "年报"},
    "project": {"stage": "在建"},
    "milestone": {"status": "推进中"},
}


class Desk:
    """A store and the forms open on it; what is refused leaves nothing behind for the next case."""

    def __init__(self, file: Path, components: BidiComponentManager, jar: dict[str, str]) -> None:
        self.file, self.components, self.jar = file, components, jar
        self.screens: dict[tuple[str, int], Screen] = {}
        store = Store(f"sqlite:///{file}")
        self.ids = {(item.kind, item.number): item.id for item in store.plan().items}
        enter(store, jar)

    def form(self, kind: str, number: int) -> Screen:
        """Return the page of an item with its form open."""
        item = kind, number
        if item not in self.screens:
            query = {"as_of": TODAY, "item": str(number)}
            self.screens[item] = Screen(PAGES[kind], query, self.components, self.jar)
        screen = self.screens[item]
        return screen if "report" in screen.query else screen.press(f"open-{self.ids[item]}")

    def send(self, item: tuple[str, int], typed: dict[str, Any]) -> tuple[Screen, str]:
        """Send what is right but for what is typed; return the page and what the form says."""
        kind, _ = item
        rate_limit.PACE.reset()  # nobody would type so fast
        screen = self.form(*item)
        answers = {"as_of": clock.today()} | EMPTY[kind] | GOOD[kind] | typed
        screen.fill(**answers).press("提交")
        return screen, "".join(said.value for form in screen.app.get("form") for said in form.error)

    @property
    def reports(self) -> list[dict[str, Any]]:
        """What was reported at this desk, in order, as another program reads the file."""
        with closing(sqlite_utils.Database(self.file)) as database:
            return list(database["reports"].rows_where("account <> 'seed'", order_by="id"))
