"""Whoever may report on an item finds its form where the item is, and what they type is kept."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from kzdash.domain.formatting import format_moment
from kzdash.runtime import clock
from tests.ui.forms import (
    IN_ALL_PLACES,
    KINDS,
    OF_EACH_SORT,
    PLACES,
    TODAY,
    Place,
    click_row,
    of,
    row_of,
)

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

ELSEWHERE = "区总工会"


def offers(screen: Screen, item_id: int) -> bool:
    """Whether the page offers to report on an item."""
    return f"open-{item_id}" in [button.key for button in screen.app.button]


def when(row: dict[str, Any]) -> str:
    """When a report was stored, as a page writes it."""
    return format_moment(datetime.fromisoformat(row["recorded_at"]).replace(tzinfo=UTC))


@pytest.mark.slow
@pytest.mark.parametrize(
    "place",
    [place for place in PLACES.values() if place.page != "reporting"],
    ids=lambda it: it.page,
)
def test_only_who_may_report_on_an_item_is_offered_to(
    visit: Visit, log_in: LogIn, item_id: ItemId, place: Place
) -> None:
    item = item_id(place.kind, place.number)
    seen = {"nobody": offers(place.visit(visit), item)}

    log_in(place.unit, "所属")
    seen["who leads it"] = offers(place.visit(visit), item)
    log_in(ELSEWHERE, "他人")
    seen["another unit"] = offers(place.visit(visit), item)
    log_in(None, "专班")
    seen["office"] = offers(place.visit(visit), item)
    log_in(place.unit, "新人", must_change=True)
    seen["with a one-time password"] = offers(place.visit(visit), item)
    log_in(None, "新专班", must_change=True)
    seen["office with a one-time password"] = offers(place.visit(visit), item)

    assert [who for who, offered in seen.items() if offered] == ["who leads it", "office"]


@pytest.mark.parametrize("query", [{}, {"item": "4"}], ids=["card", "own view"])
def test_one_s_own_report_goes_at_once_another_s_only_once_its_words_are_read(
    visit: Visit, log_in: LogIn, item_id: ItemId, query: dict[str, str]
) -> None:
    lead = "区发展改革委"
    log_in(lead, "经办人")
    place, item = PLACES["milestone"], item_id("milestone", 4)
    place.open(visit, item).fill(status="推进中", note="正在汇总").press("提交")

    offered = {}
    for unit, person in ((None, ""), (lead, "同事"), (None, "专班"), (ELSEWHERE, "他人")):
        if person:
            log_in(unit, person)
        screen = visit("milestones", as_of=TODAY, **query)
        buttons = screen.app.button
        offered[person] = [one.label for one in buttons if one.key == f"undo-{item}-1"]
        told = "撤销：▲ 推进中（经办人（区发展改革委）" in screen.text
        assert told is (person in {"同事", "专班"})

    assert offered == {"": ["撤销上次填报"], "同事": ["确认撤销"], "专班": ["确认撤销"], "他人": []}


def test_a_unit_takes_back_no_report_of_the_office_or_the_seed(visit: Visit, log_in: LogIn) -> None:
    log_in("区发展改革委")

    buttons = visit("milestones", as_of=TODAY, item="3").buttons

    assert [one for one in buttons if "撤销" in one] == []


@IN_ALL_PLACES
def test_a_url_opens_no_form_to_who_may_not_report(
    visit: Visit, log_in: LogIn, item_id: ItemId, place: Place
) -> None:
    asked = {"report": f"{item_id(place.kind, place.number)}-0"}
    screens = [place.visit(visit, **asked)]

    log_in(ELSEWHERE, "他人")
    screens.append(place.visit(visit, **asked))
    log_in(place.unit, "新人", must_change=True)
    screens.append(place.visit(visit, **asked))

    assert ["提交" in screen.buttons for screen in screens] == [False] * 3


def test_reporting_asks_who_is_nobody_to_log_in(visit: Visit) -> None:
    screen = visit("reporting", as_of=TODAY)

    assert "请先登录" in screen.text
    assert screen.frames == []
    assert screen.foreign_words == set()


@pytest.mark.slow
@IN_ALL_PLACES
def test_what_is_typed_is_stored_and_shown_with_who_and_when(
    visit: Visit, log_in: LogIn, item_id: ItemId, reports: Rows, place: Place
) -> None:
    name, item = log_in(place.unit), item_id(place.kind, place.number)
    today = clock.today()

    screen = place.open(visit, item)
    assert screen.query["report"] == f"{item}-0"
    screen.fill(**place.typed).press("提交")

    (row,) = reports()
    assert of(row, place.stored) == place.stored
    assert of(row, ["item_id", "seq", "account", "restores"]) == {
        "item_id": item,
        "seq": 1,
        "account": name,
        "restores": None,
    }
    assert date.fromisoformat(row["as_of"]) in {today, clock.today()}
    assert "report" not in screen.query
    assert "提交" not in screen.buttons
    (told,) = screen.said("success")
    assert told.startswith("已填报：")
    assert told.endswith(when(row))
    assert place.shown in told
    shown = place.visit(visit, item=str(place.number)).text
    if place.page != "reporting":
        assert place.shown in shown
        assert f"{name}（{place.unit}）" in shown
        assert when(row) in shown
    else:
        assert "受阻" in shown


@pytest.mark.slow
@IN_ALL_PLACES
def test_a_form_speaks_chinese_and_keeps_the_url_for_who_reloads(
    visit: Visit, log_in: LogIn, item_id: ItemId, place: Place
) -> None:
    log_in(place.unit)

    screen = place.open(visit, item_id(place.kind, place.number))

    assert screen.foreign_words == set()
    assert {name: screen.query[name] for name in place.query} == place.query
    assert screen.run().query["report"].endswith("-0")


STARTS = {
    "milestone": (
        PLACES["milestone"],
        {
            "status": "done",
            "completed_on": date(2024, 12, 30),
            "evidence": "甲号文",
            "note": "上次\n两行",
        },
        {
            "status": "已完成",
            "completed_on": date(2024, 12, 30),
            "evidence": "",
            "note": "上次\n两行",
        },
    ),
    "project": (
        PLACES["project"],
        {
            "stage": "built",
            "physical_progress_percent": Decimal("99.123456"),
            "completed_investment_wan_yuan": Decimal("29036.5"),
            "funds_received_wan_yuan": Decimal(29000),
            "problems": "尾款",
            "evidence": "甲号文",
            "note": "上次",
        },
        {
            "stage": "完工",
            "physical_progress_percent": "99.123456",
            "completed_investment_wan_yuan": "29,036.5",
            "funds_received_wan_yuan": "29,000",
            "problems": "",
            "evidence": "",
            "note": "上次",
        },
    ),
    "task": (
        PLACES["task"],
        {"status": "in_progress", "evidence": "甲号文", "note": "上次"},
        {"status": "推进中", "evidence": "", "note": "上次"},
    ),
}


@pytest.mark.parametrize(("place", "said", "starts"), STARTS.values(), ids=STARTS.keys())
def test_a_form_starts_from_what_was_said_last(  # noqa: PLR0913, PLR0917 - what was said, where, and what is seen
    visit: Visit,
    log_in: LogIn,
    own_store: Store,
    item_id: ItemId,
    new_report: NewReport,
    place: Place,
    said: dict[str, Any],
    starts: dict[str, Any],
) -> None:
    own_store.append(new_report(place.kind, place.number, date(2025, 6, 1), **said))
    log_in(place.unit)
    today = clock.today()

    screen = place.open(visit, item_id(place.kind, place.number))

    assert screen.filled(*starts) == starts
    assert screen.filled("as_of")["as_of"] in {today, clock.today()}


@pytest.mark.slow
@OF_EACH_SORT
def test_sending_what_a_form_starts_from_says_the_same_again(
    visit: Visit,
    log_in: LogIn,
    item_id: ItemId,
    reports: Rows,
    place: Place,
) -> None:
    log_in(place.unit)
    item = item_id(place.kind, place.number)
    place.open(visit, item).fill(**place.typed).press("提交")
    of_the_indicator = {
        name: place.typed[name]
        for name in ("period", "value", "evidence", "note")
        if place.kind == "indicator"
    }

    place.open(visit, item).fill(**of_the_indicator).press("提交")

    first, second = reports()
    assert second["seq"] == 2
    # a problem is raised once, and asked for anew, as is the evidence of each report
    anew = {"problems": "", "evidence": ""} if place.kind != "indicator" else {}
    said = {**first, **anew}
    assert of(second, place.stored) == of(said, place.stored)


@OF_EACH_SORT
def test_what_is_dropped_is_not_written(
    visit: Visit, log_in: LogIn, item_id: ItemId, reports: Rows, place: Place
) -> None:
    log_in(place.unit)
    screen = place.open(visit, item_id(place.kind, place.number))

    screen.fill(**place.typed).press("放弃")

    assert reports() == []
    assert "report" not in screen.query
    assert "提交" not in screen.buttons


def test_one_form_is_open_at_a_time(visit: Visit, log_in: LogIn, item_id: ItemId) -> None:
    log_in()
    screen = visit("milestones", as_of=TODAY)

    screen.press(f"open-{item_id('milestone', 1)}").press(f"open-{item_id('milestone', 2)}")

    assert screen.buttons.count("提交") == 1
    assert screen.query["report"] == f"{item_id('milestone', 2)}-0"


def test_what_was_done_can_be_said_to_be_under_way_again(
    visit: Visit, log_in: LogIn, item_id: ItemId, reports: Rows
) -> None:
    log_in()
    screen = visit("milestones", as_of=TODAY, item="3").press(f"open-{item_id('milestone', 3)}")
    assert screen.filled("completed_on") == {"completed_on": date(2024, 7, 30)}

    # the day that the form starts from stands in its field still
    screen.fill(status="推进中").press("提交")

    assert screen.said("error") == []
    (row,) = reports()
    assert of(row, ["seq", "status", "completed_on"]) == {
        "seq": 2,
        "status": "in_progress",
        "completed_on": None,
    }


@pytest.mark.parametrize("kind", KINDS)
def test_a_row_of_the_list_opens_the_form_of_what_it_names(
    visit: Visit, log_in: LogIn, item_id: ItemId, kind: str
) -> None:
    log_in()
    screen = visit("reporting", as_of=TODAY, kind=KINDS[kind])

    click_row(screen, row_of(screen, f"{KINDS[kind]} 5."))

    assert screen.query["report"] == f"{item_id(kind, 5)}-0"
    assert any(heading.startswith(f"{KINDS[kind]} 5.") for heading in screen.headings)
