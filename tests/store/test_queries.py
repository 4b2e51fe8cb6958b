"""What the store gives to read: since when, by when, in which order, and beside what."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from kzdash.domain.models import Kind
from kzdash.domain.rules import NewItem
from kzdash.store import activity

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from kzdash.domain.models import Adjustment, Report
    from kzdash.store import Store

    NewReport = Callable[..., Report]
    NewAdjustment = Callable[..., Adjustment]
    ItemId = Callable[[str, int], int]

MAY, JUNE, JULY = date(2025, 5, 31), date(2025, 6, 30), date(2025, 7, 31)
HOUR = timedelta(hours=1)


def told(found: tuple[Report, Report | None]) -> tuple[str, str | None]:
    report, before = found
    return report.note, before.note if before else None


def read(store: Store, start: datetime, end: datetime) -> list[tuple[Report, Report | None]]:
    """Read a page of the reports recorded between two moments."""
    last = dict.fromkeys(activity.TABLES.values(), 1_000_000)
    found = activity.page(store, activity.Window(start, end, last), 0, 100)
    return [one for one in found if isinstance(one, tuple)]


def test_the_trail_is_newest_first_and_each_report_has_its_predecessor(
    store: Store, new_report: NewReport, now: datetime
) -> None:
    for hour, number, note in (
        (1, 1, "一"),
        (2, 1, "二"),
        (2, 2, "三"),
        (3, 1, "四"),
        (4, 2, "五"),
        (2.5, 3, "六"),  # by a clock that was set back
    ):
        report = new_report("task", number, JUNE, status="done", note=note)
        report.recorded_at = now + hour * HOUR
        store.append(report)

    found = read(store, now + 2 * HOUR, now + 4 * HOUR)

    assert [told(pair) for pair in found] == [
        ("四", "二"),
        ("六", None),
        ("三", None),
        ("二", "一"),
    ]


def test_the_predecessor_of_a_figure_is_of_the_same_year(
    store: Store, new_report: NewReport, now: datetime
) -> None:
    for year, note in ((2023, "一"), (2024, "二"), (2023, "三")):
        said = {"period": year, "value": Decimal(5), "evidence": "年报", "note": note}
        report = new_report("indicator", 7, JUNE, **said)
        report.recorded_at = now + HOUR
        store.append(report)

    found = read(store, now + HOUR, now + 2 * HOUR)

    assert [told(pair) for pair in found] == [("三", "一"), ("二", None), ("一", None)]


def test_reports_since_a_seq_are_in_order_and_last_ignores_the_as_of_date(
    store: Store, new_report: NewReport, item_id: ItemId
) -> None:
    item = item_id("task", 1)
    assert store.last(item) is None
    assert store.since(item, 0) == []

    for number, day in ((1, JULY), (1, MAY), (2, JUNE), (1, JUNE)):
        store.append(new_report("task", number, day, status="done"))

    last = store.last(item)
    assert last is not None
    assert (last.seq, last.as_of) == (3, JUNE)
    lasts = {report.item_id: (report.seq, report.as_of) for report in store.last_reports()}
    assert lasts[item] == (3, JUNE)
    assert lasts[item_id("task", 2)] == (1, JUNE)
    assert item_id("task", 3) not in lasts
    assert [report.seq for report in store.since(item, 0)] == [1, 2, 3]
    assert [report.as_of for report in store.since(item, 1)] == [MAY, JUNE]
    assert store.since(item, 3) == []


def test_reports_recorded_by_a_moment_are_read_as_they_were_then(
    store: Store, new_report: NewReport, item_id: ItemId, now: datetime
) -> None:
    item = item_id("task", 1)
    for hour, note in ((1, "先报"), (2, "后报")):
        report = new_report("task", 1, JUNE, status="done", note=note)
        report.recorded_at = now + hour * HOUR
        store.append(report)

    def said(before: datetime | None) -> tuple[list[str], list[str]]:
        latest = [r.note for r in store.latest(JUNE, before) if r.item_id == item]
        return latest, [r.note for r in store.history(item, JUNE, before)]

    assert said(now + HOUR) == ([], [])
    assert said(now + 2 * HOUR) == (["先报"], ["先报"])
    assert said(now + 3 * HOUR) == said(None) == (["后报"], ["后报", "先报"])


def test_of_a_year_s_figures_the_last_recorded_counts(
    store: Store, new_report: NewReport, item_id: ItemId
) -> None:
    for day, value in ((JUNE, "5.3"), (MAY, "5.9")):
        said = {"period": 2024, "value": Decimal(value), "evidence": "年报"}
        store.append(new_report("indicator", 7, day, **said))

    item = item_id("indicator", 7)
    counting = {
        day: [report.value for report in store.latest(day) if report.item_id == item]
        for day in (MAY, JUNE, JULY)
    }

    assert list(counting.values()) == [[Decimal("5.9")]] * 3


def test_of_statuses_the_one_with_the_latest_as_of_date_counts(
    store: Store, new_report: NewReport, item_id: ItemId
) -> None:
    store.append(new_report("task", 1, JUNE, status="done"))
    store.append(new_report("task", 1, MAY, status="in_progress"))

    item = item_id("task", 1)
    counting = {
        day: [report.status for report in store.latest(day) if report.item_id == item]
        for day in (MAY, JUNE)
    }

    assert counting == {MAY: ["in_progress"], JUNE: ["done"]}


def test_adjustments_recorded_by_a_moment_are_read_as_they_were_then(
    store: Store, new_adjustment: NewAdjustment, now: datetime
) -> None:
    for hour, target in ((1, "57"), (2, "58")):
        made = new_adjustment("indicator", 4, JUNE, target=Decimal(target))
        made.recorded_at = now + hour * HOUR
        store.adjust(made)

    def targets(before: datetime | None) -> list[Decimal | None]:
        return [made.target for made in store.adjustments(JUNE, before)]

    assert targets(now + HOUR) == []
    assert targets(now + 2 * HOUR) == [57]
    assert targets(None) == [57, 58]


def test_the_store_s_version_grows_with_every_addition(
    store: Store, new_report: NewReport, new_adjustment: NewAdjustment, now: datetime
) -> None:
    revision, reports, adjustments, _, *others = store.version()
    assert (adjustments, *others) == (0, 0, 0, 0)

    store.append(new_report("task", 1, JUNE, status="done"))
    assert store.version()[:3] == (revision, reports + 1, 0)
    store.adjust(new_adjustment("indicator", 4, JUNE, target=Decimal(57)))
    assert store.version()[:3] == (revision, reports + 1, 1)
    store.add([NewItem(kind=Kind.MEETING, name="专班例会", as_of=JUNE, due_on=JUNE)], "tester", now)
    assert store.version() == (revision, reports + 1, 1, store.version().recorded, 1, 0, 0)


def test_the_plan_is_read_in_the_document_s_order(store: Store) -> None:
    plan = store.plan()

    assert [unit.position for unit in plan.units] == sorted(u.position for u in plan.units)
    assert [each.number for each in plan.programmes] == list(range(1, len(plan.programmes) + 1))
    assert [each.number for each in plan.corrections] == sorted(c.number for c in plan.corrections)
    order = [(item.kind, item.number, item.paragraph) for item in plan.items]
    assert order == sorted(order)
    assert store.accounts()[0].name == "tester"
