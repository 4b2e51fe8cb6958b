"""Cause, next step and expected day are asked while an item is late, and then only."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from kzdash.domain.rules import OUTLOOK
from kzdash.runtime import clock
from tests.ui.forms import TODAY, of
from tests.ui.test_drafts import as_texts, told, type_into

if TYPE_CHECKING:
    from collections.abc import Callable

    from kzdash.domain.models import Report
    from kzdash.store import Store
    from tests.ui.conftest import Screen

    Visit = Callable[..., Screen]
    LogIn = Callable[..., str]
    ItemId = Callable[[str, int], int]
    Rows = Callable[[], list[dict[str, Any]]]
    NewReport = Callable[..., Report]

DAY, LATER = date(2025, 6, 1), date(2025, 6, 20)
MARCH = date(2028, 3, 31)
NAMES = [field.name for field in OUTLOOK]
UNIT = "区发展改革委"
WHY = {"cause": "用地未批", "next_step": "报市级审批", "confidence": "at_risk"}
LATE = {"status": "in_progress", "note": "在办", "expected_on": MARCH, **WHY}
TYPED = {
    "cause": "用地未批",
    "next_step": "报市级审批",
    "expected_on": MARCH,
    "confidence": "有风险",
}
STORED = {**WHY, "expected_on": "2028-03-31"}
NOTHING = {"cause": "", "next_step": "", "expected_on": None, "confidence": None}


def asked(screen: Screen) -> list[str]:
    """Which of the four the open form asks for."""
    keys = [getattr(node, "key", None) or "" for node in screen.app]
    return [name for name in NAMES if any(key.endswith(f"-{name}") for key in keys)]


def mine(rows: list[dict[str, Any]]) -> dict[str, Any]:
    """The last report of whoever is logged in."""
    return [row for row in rows if row["account"] == "李明"][-1]


@pytest.mark.parametrize(
    ("page", "number", "said"),
    [
        ("milestones", 1, {"status": "in_progress", "note": "在办"}),  # overdue
        ("milestones", 5, {"status": "blocked", "note": "用地未批"}),
        ("projects", 18, {"stage": "construction", "physical_progress_percent": Decimal(1)}),
        ("indicators", 7, {"period": 2025, "value": Decimal(90), "evidence": "年报"}),
    ],
    ids=["overdue", "blocked", "behind", "missed"],
)
def test_what_is_late_behind_blocked_or_missed_is_asked_about(
    visit: Visit,
    log_in: LogIn,
    own_store: Store,
    new_report: NewReport,
    page: str,
    number: int,
    said: dict[str, Any],
) -> None:
    own_store.append(new_report(page.removesuffix("s"), number, DAY, **said))
    log_in()

    screen = visit(page, as_of=TODAY, item=str(number)).press("填报")

    assert asked(screen) == NAMES


@pytest.mark.parametrize(
    ("page", "number", "said"),
    [
        ("milestones", 1, {"status": "done", "completed_on": DAY}),
        ("projects", 18, {"stage": "built"}),
        ("indicators", 7, None),
        ("milestones", 1, None),  # due, and nobody has said anything
    ],
    ids=["done", "built", "unreported", "silent"],
)
def test_of_what_is_on_track_done_or_silent_nobody_is_asked(
    visit: Visit,
    log_in: LogIn,
    own_store: Store,
    new_report: NewReport,
    page: str,
    number: int,
    said: dict[str, Any] | None,
) -> None:
    if said:
        own_store.append(new_report(page.removesuffix("s"), number, DAY, **said))
    log_in()

    screen = visit(page, as_of=TODAY, item=str(number)).press("填报")

    assert asked(screen) == []
    assert not {*NAMES} & {*told(screen)["begun"]}


def test_what_is_asked_is_wanted_and_not_forced(
    visit: Visit, log_in: LogIn, own_store: Store, new_report: NewReport, reports: Rows
) -> None:
    own_store.append(new_report("milestone", 1, DAY, status="in_progress", note="在办"))
    log_in()
    screen = visit("milestones", as_of=TODAY, item="1")
    assert any("还没有写滞后原因" in words for words in screen.said("caption") or [screen.text])
    screen.press("填报").fill(note="仍在办").press("提交")
    assert of(mine(reports()), NAMES) == NOTHING

    screen.press("填报").fill(**TYPED).press("提交")

    assert of(mine(reports()), NAMES) == STORED
    assert "还没有写滞后原因" not in screen.text


@pytest.mark.parametrize(
    ("page", "number", "on_track", "late"),
    [
        (
            *("milestones", 5, {"status": "已完成", "completed_on": "2025-06-01"}),
            {"status": "受阻", "completed_on": ""},
        ),
        ("projects", 18, {"stage": "完工"}, {"stage": "在建", "physical_progress_percent": "1"}),
        ("indicators", 7, {"period": 2025, "value": "0.1"}, {"period": 2025, "value": "90"}),
    ],
    ids=["blocked", "behind", "missed"],
)
def test_it_is_asked_as_soon_as_what_is_typed_makes_it_late_and_no_more_once_it_does_not(
    visit: Visit,
    log_in: LogIn,
    own_store: Store,
    page: str,
    number: int,
    on_track: dict[str, Any],
    late: dict[str, Any],
) -> None:
    log_in()
    screen = visit(page, as_of=TODAY, item=str(number)).press("填报")

    type_into(screen, typed=as_texts(on_track))
    assert asked(screen) == []

    type_into(screen, typed=as_texts(late))
    assert asked(screen) == NAMES
    assert {*NAMES} <= {*told(screen)["begun"]}
    # words alone judge nothing anew
    type_into(screen, typed=as_texts({**late, "note": "改了说明"}))
    assert asked(screen) == NAMES

    type_into(screen, typed=as_texts(on_track))
    assert asked(screen) == []
    assert not {*NAMES} & {*told(screen)["begun"]}


def test_the_next_report_carries_what_was_said_and_no_change_repeats_it_while_it_is_late(
    visit: Visit, log_in: LogIn, own_store: Store, new_report: NewReport, reports: Rows
) -> None:
    own_store.append(new_report("milestone", 1, DAY, **LATE))
    log_in()
    screen = visit("milestones", as_of=TODAY, item="1")

    screen.press("无变化")
    assert of(mine(reports()), [*NAMES, "note"]) == {**STORED, "note": "无变化。在办"}

    assert screen.press("填报").filled(*NAMES) == TYPED
    screen.press("无变化")
    assert of(mine(reports()), NAMES) == STORED

    screen.press("填报").fill(cause="设备未到").press("提交")
    assert of(mine(reports()), NAMES) == {**STORED, "cause": "设备未到"}


def test_once_it_is_done_nothing_of_it_is_stored(
    visit: Visit, log_in: LogIn, own_store: Store, new_report: NewReport, reports: Rows
) -> None:
    own_store.append(new_report("milestone", 1, DAY, **LATE))
    log_in()
    screen = visit("milestones", as_of=TODAY, item="1").press("填报")

    screen.fill(status="已完成", completed_on=LATER).send()

    assert of(mine(reports()), ["status", *NAMES]) == {"status": "done", **NOTHING}
    assert asked(screen.press("填报")) == []


def test_a_day_that_has_come_is_not_carried_and_not_repeated(
    visit: Visit, log_in: LogIn, own_store: Store, new_report: NewReport
) -> None:
    said = {**LATE, "expected_on": LATER}
    own_store.append(new_report("milestone", 1, DAY, **said))
    log_in()
    screen = visit("milestones", as_of=TODAY, item="1")
    days = (clock.today() - LATER).days

    assert "无变化" not in screen.buttons
    assert f"已过预计完成日{days}天" in screen.text

    screen.press("填报")
    assert screen.filled("cause", "expected_on") == {"cause": "用地未批", "expected_on": ""}
    assert f"上次写的是2025年6月20日完成，已过{days}天" in screen.text


def test_the_item_s_page_says_by_when_and_how_the_day_drifted(
    visit: Visit, own_store: Store, new_report: NewReport
) -> None:
    first = {**LATE, "expected_on": date(2025, 12, 29), "confidence": "confident"}
    own_store.append(new_report("milestone", 1, DAY, **first))
    second = {**LATE, "expected_on": date(2026, 3, 31)}
    own_store.append(new_report("milestone", 1, LATER, **second))

    screen = visit("milestones", item="1")

    assert screen.facts["预计完成"] == "预计2026年3月31日完成（比上次推后92天）"
    assert screen.facts["完成把握"] == "◦ 有风险"
    assert screen.facts["滞后原因"] == "用地未批"
    assert screen.facts["下一步措施"] == "报市级审批"
    drift = screen.tables["drift"]
    assert drift.to_numpy().tolist() == [
        ["第2次", "2025年6月20日", "2026年3月31日", "比上次推后92天"],
        ["第1次", "2025年6月1日", "2025年12月29日", "第一次填写"],
    ]
    # one day alone has not moved
    earlier = visit("milestones", item="1", as_of="2025-06-10")
    assert earlier.facts["预计完成"] == "预计2025年12月29日完成"
    assert "drift" not in earlier.tables


def test_a_row_of_many_that_stays_blocked_keeps_its_cause(
    visit: Visit,
    log_in: LogIn,
    own_store: Store,
    new_report: NewReport,
    item_id: ItemId,
    reports: Rows,
) -> None:
    said = {**LATE, "status": "blocked"}
    for number in (2, 26):
        own_store.append(new_report("task", number, DAY, **said))
    log_in("区水利局")
    still, moves = (item_id("task", number) for number in (2, 26))
    screen = visit("reporting", as_of=TODAY, scope="全部", kind="任务")
    screen.press(next(label for label in screen.buttons if "填报列表中的" in label))
    screen.fill(**{f"{still}-tick": True, f"{moves}-status": "推进中"})
    screen.press("全部提交")

    stored = {row["item_id"]: row for row in reports() if row["account"] == "李明"}
    assert of(stored[still], NAMES) == STORED
    assert of(stored[moves], NAMES) == NOTHING
