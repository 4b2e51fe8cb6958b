"""What changed between two days: every act once, every judgement that moved, under each unit."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from kzdash.board import audit_trail, changes
from kzdash.board.audit_trail import AuditTrail, TrailFilter
from kzdash.board.board import compute_board
from kzdash.domain.models import Adjustment, Report
from kzdash.domain.progress import State

if TYPE_CHECKING:
    from collections.abc import Callable

    from kzdash.board.audit_trail import TrailEntry
    from kzdash.board.changes import Changes
    from kzdash.store import Store

    ItemId = Callable[[str, int], int]
    Say = Callable[..., None]

ALL = TrailFilter()
MEETING, TODAY = date(2026, 3, 2), date(2026, 3, 9)


def morning(day: date) -> datetime:
    """Nine o'clock in Asia/Shanghai."""
    return datetime(day.year, day.month, day.day, 1, tzinfo=UTC)


@pytest.fixture
def say(store: Store, item_id: ItemId) -> Say:
    """Report on an item on the morning of a day, for that day."""

    def report(kind: str, number: int, on: date, **said: Any) -> None:
        item = item_id(kind, number)
        last = store.last(item)
        made = Report(item_id=item, seq=last.seq + 1 if last else 1, account="tester", **said)
        made.recorded_at, made.as_of = morning(on), said.get("as_of", on)
        store.append(made)

    return report


def between(store: Store, since: date = MEETING, until: date = TODAY) -> Changes:
    before, after = (compute_board(store, day, entered=True) for day in (since, until))
    return changes.compare_boards(store, before, after)


def acts(store: Store, sought: TrailFilter = ALL, until: date = TODAY) -> tuple[TrailEntry, ...]:
    """What was said, as the first page of the trail has it."""
    trail = AuditTrail(store, MEETING, compute_board(store, until, entered=True))
    assert tuple(trail.all_entries(sought)) == trail.page(sought, 1).entries
    return trail.page(sought, 1).entries


def test_where_nothing_was_said_and_no_day_passed_nothing_changed(store: Store) -> None:
    found = between(store)

    assert (found.reports, found.adjustments, found.items) == (0, 0, ())
    assert acts(store) == ()


def test_a_report_is_news_with_what_had_been_said_before(store: Store, say: Say) -> None:
    say("task", 2, MEETING, status="not_started", note="等批复")
    say("task", 2, TODAY, status="blocked", note="批复未下")

    found = between(store)

    (act,) = acts(store)
    assert [one.entry for one in found.items] == [act]
    assert (act.kind, act.reporter) == ("填报", "测试员（专班办公室）")
    assert (act.old, act.new) == ("△ 未启动；等批复", "✕ 受阻；批复未下")
    assert [(one.old, one.new) for one in found.became_late] == [(State.NOT_STARTED, State.BLOCKED)]


def test_a_report_of_the_meeting_s_own_day_is_no_news(store: Store, say: Say) -> None:
    say("task", 2, MEETING, status="in_progress")

    assert acts(store) == ()
    assert between(store).reports == 0


def test_a_late_report_is_news_when_it_comes_in(store: Store, say: Say) -> None:
    say(
        "milestone",
        4,
        TODAY,
        as_of=date(2024, 12, 31),
        status="done",
        completed_on=date(2024, 12, 20),
    )

    (one,) = between(store).items

    assert (one.old, one.new) == (State.DUE_UNREPORTED, State.DONE)
    assert one.words == "◇ 到期未报 → ● 完成"


def test_what_grew_late_by_itself_is_told_though_nobody_said_anything(
    store: Store, say: Say
) -> None:
    say("milestone", 5, date(2025, 9, 1), status="in_progress")

    found = between(store, date(2025, 9, 29), date(2025, 10, 1))

    assert [(one.item.kind, one.item.number) for one in found.became_late] == [("milestone", 5)]
    assert found.became_late[0].entry is None


def test_what_nobody_reported_is_told_once_it_is_due_but_is_not_late(store: Store) -> None:
    (one,) = between(store, date(2025, 9, 29), date(2025, 10, 1)).items

    assert (one.item.kind, one.item.number) == ("milestone", 5)
    assert (one.old, one.new) == (State.DUE_SOON, State.DUE_UNREPORTED)
    assert not one.became_late
    assert not one.is_worse


def test_an_undo_is_an_act_of_its_own(store: Store, say: Say, item_id: ItemId) -> None:
    say("task", 2, TODAY, status="done")
    store.undo(item_id("task", 2), 1, "tester", morning(TODAY))

    undone, reported = acts(store)

    assert (reported.kind, reported.old, reported.new) == ("填报", "待填报", "● 已完成")
    assert (undone.kind, undone.old, undone.new) == ("撤销", "● 已完成", "待填报")


def test_an_adjustment_is_told_with_what_was_asked_before(store: Store, item_id: ItemId) -> None:
    for seq, target in enumerate((Decimal(57), Decimal(58)), start=1):
        made = Adjustment(item_id=item_id("indicator", 4), seq=seq, as_of=MEETING, target=target)
        made.reason, made.document_number = "上级调整", "文号"
        made.recorded_at, made.account = morning(TODAY), "tester"
        store.adjust(made)

    assert between(store).adjustments == 2
    assert {(act.old, act.new) for act in acts(store)} == {
        ("目标 56%", "目标 57%（文号）：上级调整"),
        ("目标 57%", "目标 58%（文号）：上级调整"),
    }


@pytest.mark.parametrize(
    ("field", "earlier", "later", "old", "new"),
    [
        ("completed_investment_wan_yuan", 16_003, 16_004, "16,003万元", "16,004万元"),
        ("completed_investment_wan_yuan", 16_003, 18_000, "1.60亿元", "1.80亿元"),
        ("funds_received_wan_yuan", 16_003, 16_004, "16,003万元", "16,004万元"),
        ("physical_progress_percent", "62.501", "62.504", "62.501%", "62.504%"),
        ("physical_progress_percent", "62.5", "62.504", "62.5%", "62.504%"),
    ],
)
def test_what_was_and_what_is_reported_never_read_alike_where_they_differ(
    store: Store, say: Say, field: str, earlier: Any, later: Any, old: str, new: str
) -> None:
    say("project", 28, MEETING, **{field: Decimal(earlier)})
    say("project", 28, TODAY, **{field: Decimal(later)})

    (act,) = acts(store)

    assert (act.old.split()[1], act.new.split()[1]) == (old, new)


def test_an_undo_is_of_the_day_of_the_report_it_repeats(
    store: Store, say: Say, item_id: ItemId
) -> None:
    say("task", 2, date(2025, 1, 10), status="in_progress")
    say("task", 2, TODAY, status="done")
    store.undo(item_id("task", 2), 2, "tester", morning(TODAY))

    undone, _reported = acts(store)

    assert (undone.kind, undone.as_of) == ("撤销", date(2025, 1, 10))


def test_years_of_an_indicator_are_told_apart(store: Store, say: Say) -> None:
    say("indicator", 7, MEETING, period=2024, value=Decimal("10.5"), evidence="年报")
    say("indicator", 7, TODAY, period=2025, value=Decimal(9), evidence="年报")

    (act,) = acts(store)

    assert act.old == "待填报"
    assert act.new == "2025年 9%；依据：年报"


def test_what_changed_stands_under_its_lead_unit_in_the_document_s_order(
    store: Store, say: Say
) -> None:
    say("task", 2, TODAY, status="in_progress")
    say("policy", 20, TODAY, status="in_progress")
    say("safeguard", 1, TODAY, status="in_progress")
    board = compute_board(store, TODAY)

    groups = changes.group_by_unit(between(store).items, board.units)

    leads = [board.tasks[1].lead_unit, board.policies[19].lead_unit]
    assert list(groups) == [*sorted(leads, key=board.units.index), "未列责任单位"]
    assert sorted(one.item.number for own in groups.values() for one in own) == [1, 2, 20]


def test_the_newest_acts_come_first(store: Store, say: Say) -> None:
    for day in (3, 5, 8):
        say("task", day, date(2026, 3, day), status="in_progress")

    assert [act.item.number for act in acts(store)] == [8, 5, 3]


def test_the_last_act_on_an_item_stands_beside_it(store: Store, say: Say) -> None:
    for day, note in ((5, "一"), (8, "二")):
        say("task", 2, date(2026, 3, day), status="in_progress", note=note)

    (one,) = between(store).items

    assert one.entry is not None
    assert one.entry.new == "▲ 推进中；二"


def test_a_long_trail_is_read_a_page_at_a_time_each_act_once(
    store: Store, say: Say, item_id: ItemId, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(audit_trail, "PAGE_SIZE", 3)
    for number in range(1, 7):
        say("task", number, date(2026, 3, 2 + number), status="in_progress")
    made = Adjustment(item_id=item_id("indicator", 4), seq=1, as_of=MEETING, target=Decimal(57))
    made.reason, made.document_number = "上级调整", "文号"
    made.recorded_at, made.account = morning(date(2026, 3, 5)), "tester"
    store.adjust(made)
    long = AuditTrail(store, MEETING, compute_board(store, TODAY, entered=True))

    pages = [long.page(ALL, number) for number in (1, 2, 3)]

    assert [(page.total, page.pages) for page in pages] == [(7, 3)] * 3
    found = [[(act.item.kind, act.item.number) for act in page.entries] for page in pages]
    assert found == [
        [("task", 6), ("task", 5), ("task", 4)],
        [("task", 3), ("indicator", 4), ("task", 2)],
        [("task", 1)],
    ]
    assert long.kinds() == ["indicator", "task"]


def test_words_are_looked_for_in_the_newest_of_a_long_trail_and_all_is_given_as_a_file(
    store: Store, say: Say, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(audit_trail, "MAX_SEARCHED", 2)
    for number in (1, 2, 3):
        say("task", number, date(2026, 3, 2 + number), status="in_progress", note="等批复")
    long = AuditTrail(store, MEETING, compute_board(store, TODAY, entered=True))
    sought = TrailFilter(words=("推进中", "批复"))

    page = long.page(sought, 1)

    assert [act.item.number for act in page.entries] == [3, 2]
    assert (page.total, page.searched) == (2, 2)
    assert [act.item.number for act in long.all_entries(sought)] == [3, 2, 1]


def test_what_is_recorded_while_the_trail_is_read_moves_no_page(store: Store, say: Say) -> None:
    say("task", 1, date(2026, 3, 5), status="in_progress")
    opened = AuditTrail(store, MEETING, compute_board(store, TODAY, entered=True))
    say("task", 2, date(2026, 3, 6), status="in_progress")

    assert [act.item.number for act in opened.page(ALL, 1).entries] == [1]
