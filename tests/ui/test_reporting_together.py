"""Several people on one item, several clicks on one button: nothing is lost, nothing is double."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from kzdash.ui.reporting import newer_reports, rate_limit
from tests.ui.forms import OF_EACH_SORT, PLACES, TODAY, Place, of

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

DAY = date(2026, 1, 1)
SOMEBODY = "测试员（专班办公室）"
MILESTONE = PLACES["milestone"]


@pytest.mark.slow
@OF_EACH_SORT
def test_who_is_second_sees_the_first_s_report_beside_their_own_and_decides(
    visit: Visit,
    log_in: LogIn,
    own_store: Store,
    item_id: ItemId,
    new_report: NewReport,
    reports: Rows,
    place: Place,
) -> None:
    log_in(place.unit)
    item = item_id(place.kind, place.number)
    screen = place.open(visit, item)
    own_store.append(new_report(place.kind, place.number, DAY, **place.more))

    (seen,) = screen.run().said("warning")
    assert "您打开本表后有新的填报" in seen
    assert "另一人所填" in seen
    assert SOMEBODY in seen

    screen.fill(**place.typed).press("提交")
    (refusal,) = screen.said("error")
    assert refusal.startswith("尚未提交：")
    assert "另一人所填" in refusal
    assert SOMEBODY in refusal
    assert "您填写的内容还在" in refusal
    assert screen.filled(*place.typed) == place.typed
    assert len(reports()) == 1

    screen.press("提交")
    _, mine = reports()
    assert mine["seq"] == 2
    assert of(mine, place.stored) == place.stored
    assert screen.said("error") == []


def test_why_nothing_was_sent_stays_on_the_page_when_it_runs_again(
    visit: Visit, log_in: LogIn, own_store: Store, item_id: ItemId, new_report: NewReport
) -> None:
    log_in()
    screen = MILESTONE.open(visit, item_id("milestone", 4))
    own_store.append(new_report("milestone", 4, DAY, **MILESTONE.more))
    screen.fill(**MILESTONE.typed).press("提交")
    refusal = screen.said("error")

    own_store.append(new_report("task", 1, DAY, status="in_progress"))

    assert screen.run().said("error") == refusal
    assert screen.press("放弃").said("error") == []
    assert screen.press(f"open-{item_id('milestone', 4)}").said("error") == []


def test_whoever_lets_the_other_s_report_stand_writes_nothing(
    visit: Visit,
    log_in: LogIn,
    own_store: Store,
    item_id: ItemId,
    new_report: NewReport,
    reports: Rows,
) -> None:
    log_in()
    screen = MILESTONE.open(visit, item_id("milestone", 4))
    own_store.append(new_report("milestone", 4, DAY, **MILESTONE.more))
    screen.fill(**MILESTONE.typed).press("提交")

    screen.press("放弃")

    assert [row["account"] for row in reports()] == ["tester"]
    assert "另一人所填" in screen.text


@pytest.mark.slow
@OF_EACH_SORT
def test_the_same_report_sent_twice_is_one(
    visit: Visit, log_in: LogIn, item_id: ItemId, reports: Rows, place: Place
) -> None:
    log_in(place.unit)
    item = item_id(place.kind, place.number)
    tabs = [place.open(visit, item), place.open(visit, item)]

    for tab in tabs:
        tab.fill(**place.typed).press("提交")

    assert [row["seq"] for row in reports()] == [1]
    assert [tab.said("error") for tab in tabs] == [[], []]
    assert all("已填报" in tab.text for tab in tabs)


def test_the_same_words_of_another_person_are_another_report(
    visit: Visit, log_in: LogIn, item_id: ItemId, reports: Rows
) -> None:
    tabs = []
    for person in ("甲某", "乙某"):
        log_in("区发展改革委", person)
        tabs.append(MILESTONE.open(visit, item_id("milestone", 4)))

    for tab in tabs:
        tab.fill(**MILESTONE.typed).press("提交")

    assert [row["account"] for row in reports()] == ["甲某"]
    assert "甲某（区发展改革委）" in tabs[1].said("error")[0]


def test_the_same_report_sent_again_after_somebody_else_s_is_not_taken_for_sent(
    visit: Visit,
    log_in: LogIn,
    own_store: Store,
    item_id: ItemId,
    new_report: NewReport,
    reports: Rows,
) -> None:
    log_in()
    item = item_id("milestone", 4)
    tabs = [MILESTONE.open(visit, item), MILESTONE.open(visit, item)]
    tabs[0].fill(**MILESTONE.typed).press("提交")
    own_store.append(new_report("milestone", 4, DAY, **MILESTONE.more))

    tabs[1].fill(**MILESTONE.typed).press("提交")
    assert "另一人所填" in tabs[1].said("error")[0]

    tabs[1].press("提交")
    assert [row["account"] for row in reports()] == ["李明", "tester", "李明"]


@pytest.mark.slow
@OF_EACH_SORT
def test_a_form_in_the_url_of_a_new_session_says_that_nothing_was_sent(
    visit: Visit, log_in: LogIn, item_id: ItemId, reports: Rows, place: Place
) -> None:
    log_in(place.unit)
    url = place.open(visit, item_id(place.kind, place.number)).query

    screen = visit(place.page, **{"as_of": TODAY, **url})

    (said,) = [words for words in screen.said("info") if "尚未填报" not in words]
    assert said.startswith("页面重新载入或重新连接过，此前填写的内容没有提交。")
    screen.fill(**place.typed).press("提交")
    (row,) = reports()
    assert of(row, place.stored) == place.stored


@pytest.mark.slow
@OF_EACH_SORT
def test_undoing_restores_the_report_before_and_undoing_that_the_later(
    visit: Visit,
    log_in: LogIn,
    own_store: Store,
    item_id: ItemId,
    new_report: NewReport,
    reports: Rows,
    place: Place,
) -> None:
    item = item_id(place.kind, place.number)
    own_store.append(new_report(place.kind, place.number, DAY, **place.more))
    log_in(place.unit)
    screen = place.open(visit, item).fill(**place.typed).send()

    screen.press("撤销上次填报")
    before, mine, undone = reports()
    said = [*place.stored, "status", "period"]
    assert of(undone, ["seq", "restores", "account"]) == {
        "seq": 3,
        "restores": 1,
        "account": "李明",
    }
    assert of(undone, said) == of(before, said)
    (told,) = screen.said("success")
    assert told.startswith("已撤销：")
    assert "李明" in told  # whose it was
    assert SOMEBODY in told.split("现在以此前填报的为准：")[1]
    assert "请重新填报" in told

    screen.press("取消撤销")
    (told,) = screen.said("success")
    assert told.startswith("已取消撤销：")
    assert "李明" in told.split("现在以此前填报的为准：")[1]
    assert "请重新填报" not in told
    assert "撤销上次填报" in screen.buttons
    *_, again = reports()
    assert of(again, ["seq", "restores"]) == {"seq": 4, "restores": 2}
    assert of(again, said) == of(mine, said)


def standing(screen: Screen, place: Place) -> str:
    """How a page says that its one item stands."""
    match place.kind:
        case "indicator":
            return screen.facts["最新值"]
        case "project":
            return screen.metrics["阶段"][0]
        case "task":
            table = screen.tables["work"]
            (row,) = table.index[table["事项"].str.startswith(f"任务 {place.number}.")]
            newest = table["最近填报"][row] if "最近填报" in table else "—"
            return "待填报" if newest == "—" else str(newest)
        case _:
            return "待填报" if "填报状态：**○ 待填报**" in screen.text else "已填报"


@pytest.mark.slow
@OF_EACH_SORT
def test_undoing_the_first_report_leaves_none(
    visit: Visit, log_in: LogIn, item_id: ItemId, reports: Rows, place: Place
) -> None:
    log_in(place.unit)
    screen = place.open(visit, item_id(place.kind, place.number))
    screen.fill(**place.typed).press("提交")
    assert standing(place.visit(visit), place) != "待填报"

    screen.press("撤销上次填报")

    _, undone = reports()
    assert undone["restores"] == 0
    empty = {
        name: "" if name in ("note", "evidence", "problems") else None for name in place.stored
    }
    if place.kind == "indicator":
        empty["period"] = 2024
    assert of(undone, place.stored) == empty
    assert standing(place.visit(visit), place) == "待填报"


def test_what_somebody_reported_meanwhile_is_not_undone(
    visit: Visit,
    log_in: LogIn,
    own_store: Store,
    item_id: ItemId,
    new_report: NewReport,
    reports: Rows,
) -> None:
    log_in()
    screen = MILESTONE.open(visit, item_id("milestone", 4))
    screen.fill(**MILESTONE.typed).press("提交")
    own_store.append(new_report("milestone", 4, DAY, **MILESTONE.more))

    screen.press("撤销上次填报")

    assert [row["restores"] for row in reports()] == [None, None]
    assert any("没有撤销" in words for words in screen.said("warning"))
    # also when the page runs again for that report
    assert any("没有撤销" in words for words in screen.run().said("warning"))


def test_undoing_twice_at_once_undoes_once(
    visit: Visit, log_in: LogIn, item_id: ItemId, reports: Rows
) -> None:
    log_in()
    first = MILESTONE.open(visit, item_id("milestone", 4)).fill(**MILESTONE.typed).press("提交")
    second = MILESTONE.visit(visit)

    first.press("撤销上次填报")
    second.press("撤销上次填报")

    assert [row["restores"] for row in reports()] == [None, 0]
    assert second.said("warning") == []
    assert any("已撤销" in words for words in second.said("success"))


def test_of_many_reports_made_meanwhile_the_last_few_are_shown_and_how_many_there_are(
    visit: Visit, log_in: LogIn, own_store: Store, item_id: ItemId, new_report: NewReport
) -> None:
    log_in()
    screen = MILESTONE.open(visit, item_id("milestone", 4))
    for _ in range(12):
        own_store.append(new_report("milestone", 4, DAY, **MILESTONE.more))

    screen.run()

    assert len(screen.said("warning")) == newer_reports.MAX_SHOWN_REPORTS
    (told,) = (words for words in screen.said("info") if "12 次新的填报" in words)
    assert "前 7 次" in told


def test_an_account_that_reports_faster_than_anybody_types_is_told_to_wait(
    visit: Visit, log_in: LogIn, item_id: ItemId, reports: Rows
) -> None:
    name = log_in()
    screen = MILESTONE.open(visit, item_id("milestone", 4))
    while rate_limit.PACE.take(name):
        pass

    screen.fill(**MILESTONE.typed).press("提交")
    (refusal,) = screen.said("error")
    assert "一分钟内填报的次数太多" in refusal
    assert "您填写的内容还在" in refusal
    assert reports() == []

    rate_limit.PACE.reset()
    screen.press("提交")
    assert len(reports()) == 1
