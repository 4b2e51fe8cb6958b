"""A report makes only those pages run again that show something of its item."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from kzdash.domain.models import Kind, Report
from kzdash.runtime import clock
from kzdash.ui.frame import live_refresh

if TYPE_CHECKING:
    from collections.abc import Callable

    from kzdash.domain.models import Item
    from kzdash.store import Store
    from tests.ui.conftest import Screen

    Visit = Callable[..., Screen]
    ItemId = Callable[[str, int], int]

JUNE = date(2025, 6, 30)
UNIT = "区水利局"
# what is said of items of a kind, so that whatever shows them differs
SAID: dict[str, dict[str, Any]] = {
    Kind.INDICATOR: {"period": 2024, "value": Decimal(77), "evidence": "年报"},
    Kind.PROJECT: {"stage": "built", "completed_investment_wan_yuan": Decimal(7777)},
    Kind.MILESTONE: {"status": "done", "completed_on": JUNE},
}
# page, query, and who looks: a unit, the office, or nobody in particular
NARROW: dict[str, tuple[str, dict[str, str], str | None]] = {
    "指标": ("indicators", {}, None),
    "一项指标": ("indicators", {"item": "3"}, None),
    "一项指标，从达标的里面": ("indicators", {"item": "3", "status": "met"}, None),
    "项目": ("projects", {}, None),
    "一个项目": ("projects", {"item": "3"}, None),
    "时间节点": ("milestones", {}, None),
    "一个时间节点": ("milestones", {"item": "2"}, None),
    "政策改革": ("policies", {}, None),
    "一项任务": ("item", {"id": "task-1"}, None),
    "一个改革方向": ("item", {"id": "direction-1"}, None),
    "没有的事项": ("item", {"id": "task-999"}, None),
    "一个单位": ("duties", {"unit": UNIT}, None),
    "资料": ("documents", {}, None),
    "账号": ("accounts", {}, "office"),
    "填报，未登录": ("reporting", {}, None),
    "填报，一个单位": ("reporting", {}, UNIT),
}
WIDE = {"总览": "overview", "任务分工": "duties", "动态": "changes", "投屏": "briefing"}


def report_on(store: Store, items: list[Item], as_of: date = JUNE) -> None:
    """Report something on each of some items, by the office."""
    last = store.seqs()
    store.append_all(
        [
            Report(
                **{"status": "done", "note": "新的说明"} if item.kind not in SAID else {},
                **SAID.get(item.kind, {}),
                item_id=item.id,
                seq=last[item.id] + 1,
                as_of=as_of,
                recorded_at=clock.now(),
                account="tester",
            )
            for item in items
        ]
    )


def shown_by(screen: Screen) -> frozenset[int] | None:
    """The items whose news make a page run again, None for all."""
    items: frozenset[int] | None = screen.app.session_state.shown.items
    return items


@pytest.mark.parametrize("name", NARROW)
def test_a_page_that_lets_news_pass_shows_nothing_of_them(
    name: str, visit: Visit, own_store: Store, log_in: Callable[..., str]
) -> None:
    page, query, who = NARROW[name]
    if who is not None:
        log_in(None if who == "office" else who)
    screen = visit(page, **query)
    before, shown = screen.text, shown_by(screen)
    assert shown is not None
    others = [item for item in own_store.plan().items if item.id not in shown]

    report_on(own_store, others)
    live_refresh._version.clear()  # noqa: SLF001 - else what it was a moment ago
    screen.run()

    assert others
    assert screen.text == before


@pytest.mark.parametrize(
    "name", [name for name, (page, *_) in NARROW.items() if page != "accounts"]
)
def test_a_page_waits_for_news_of_every_item_that_it_shows(
    name: str, visit: Visit, own_store: Store, log_in: Callable[..., str]
) -> None:
    page, query, who = NARROW[name]
    if who is not None:
        log_in(who)
    screen = visit(page, **query)
    before, shown = screen.text, shown_by(screen)
    assert shown is not None
    items = [item for item in own_store.plan().items if item.id in shown]
    if not items:
        return

    report_on(own_store, items, clock.today() if page == "reporting" else JUNE)
    screen.run()

    assert screen.text != before


@pytest.mark.parametrize("page", WIDE.values(), ids=WIDE)
def test_a_page_that_shows_something_of_everything_waits_for_all_news(
    page: str, visit: Visit
) -> None:
    assert shown_by(visit(page)) is None


def test_the_office_reports_on_everything_and_so_waits_for_all_news(
    visit: Visit, log_in: Callable[..., str]
) -> None:
    log_in()

    assert shown_by(visit("reporting")) is None
