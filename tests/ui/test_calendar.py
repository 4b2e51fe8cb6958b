"""The office sees on 填报 when what is due, and changes it with a reason that all can see later."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from kzdash.domain.models import CalendarChange
from kzdash.domain.progress import first_of_month
from kzdash.runtime import clock
from kzdash.store import calendar_changes, change_calendar

if TYPE_CHECKING:
    from collections.abc import Callable

    from kzdash.store import Store
    from tests.ui.screen import Screen

    Visit = Callable[..., Screen]
    LogIn = Callable[..., str]

CHANGE = "登记日程调整"
RULE, PUBLICATION = "一类事项的周期和截止日", "一项指标的发布日"


def opened(visit: Visit) -> Screen:
    """填报 with the calendar open."""
    screen = visit("reporting", as_of=[])
    screen.app.session_state["calendar"] = True
    return screen.run()


def asking(screen: Screen, what: str) -> Screen:
    """The form that asks for another sort of change."""
    screen.app.segmented_control(key="calendar-what").select(what)
    return screen.run()


def test_the_office_sees_the_rules_and_what_is_asked_for_now(visit: Visit, log_in: LogIn) -> None:
    log_in()

    screen = opened(visit)
    rules = screen.tables["calendar-rules"].set_index("类别")

    today = clock.today()
    assert rules.loc["项目", "周期和截止日"] == "每月，当月倒数第4个工作日前"
    assert rules.loc["项目", "现在报"] == f"{today.year}年{today.month}月"
    assert rules.loc["任务", "周期和截止日"] == "每季度，期满次月第10个工作日前"
    assert rules.loc["指标", "周期和截止日"] == "每年，发布后第10个工作日前"
    assert screen.foreign_words == set()


def test_nobody_else_sees_the_calendar(visit: Visit, log_in: LogIn) -> None:
    log_in("区水利局")

    screen = opened(visit)

    assert CHANGE not in screen.buttons
    assert "calendar-rules" not in screen.tables


def test_the_office_moves_a_due_day_of_all_kinds_that_share_it(
    visit: Visit, log_in: LogIn, own_store: Store
) -> None:
    name, month = log_in(), first_of_month(clock.today())
    screen = opened(visit)
    this_month = f"{month.year}年{month.month}月"
    (asked,) = [one for one in screen.field("round").options if one.startswith(f"{this_month}：")]
    assert asked.startswith(f"{this_month}：项目、时间节点、工作节点，")

    new = month + timedelta(days=9)
    screen.fill(round=asked, 新截止日=new, 调整原因="会议提前").press(CHANGE)

    assert [(one.kind, one.period, one.due_on) for one in calendar_changes(own_store)] == [
        (kind, month, new) for kind in ("project", "milestone", "step")
    ]
    assert {one.account for one in calendar_changes(own_store)} == {name}
    (said,) = [words for words in screen.said("success") if words.startswith("已登记")]
    assert f"项目{this_month}的截止日由" in said
    assert len(screen.tables["calendar-changes"]) == len(calendar_changes(own_store))
    assert "会议提前" in screen.text
    assert screen.filled("调整原因") == {"调整原因": ""}


@pytest.mark.parametrize(
    ("label", "rhythm", "words"),
    [("每月", "month", "每月，当月"), ("每月报上月", "month_after", "每月报上月，期满次月")],
)
def test_the_office_sets_another_rhythm_from_a_month_on(
    visit: Visit, log_in: LogIn, own_store: Store, label: str, rhythm: str, words: str
) -> None:
    log_in()
    screen = asking(opened(visit), RULE)
    screen.fill(kind="任务", rhythm=label, end="从月初数", workday=5, grace=1)
    screen.fill(调整原因="改为月调度").press(CHANGE)

    (made,) = calendar_changes(own_store)
    assert (made.kind, made.rhythm, made.workday, made.grace) == ("task", rhythm, 5, 1)
    assert made.as_of == first_of_month(clock.today())
    rules = screen.tables["calendar-rules"].set_index("类别")
    assert rules.loc["任务", "周期和截止日"] == f"{words}第5个工作日前，宽限1个工作日"


def test_the_office_says_when_a_figure_is_published(
    visit: Visit, log_in: LogIn, own_store: Store, item_id: Callable[[str, int], int]
) -> None:
    log_in()
    screen = asking(opened(visit), PUBLICATION)
    leak = next(one for one in screen.field("item").options if one.startswith("指标 7."))
    screen.fill(item=leak, year=2025, 发布日=date(2026, 8, 20), 调整原因="8月才发布")
    screen.press(CHANGE)

    (made,) = calendar_changes(own_store)
    said = (made.item_id, made.period, made.due_on)
    assert said == (item_id("indicator", 7), date(2025, 1, 1), date(2026, 8, 20))


def test_what_lacks_a_reason_or_a_choice_is_refused_and_stays(
    visit: Visit, log_in: LogIn, own_store: Store
) -> None:
    log_in()
    screen = opened(visit)

    screen.fill(新截止日="2026-13-1", 调整原因="提前").press(CHANGE)
    assert screen.said("error") == ["请选择哪一期。您填写的内容还在，尚未提交。"]
    chosen = screen.field("round").options[0]
    screen.fill(round=chosen).press(CHANGE)
    assert "这一天不存在" in screen.said("error")[0]
    screen.fill(新截止日="", 调整原因="提前").press(CHANGE)
    assert screen.said("error")[0].startswith("请填日期。")
    screen.fill(新截止日=clock.today(), 调整原因="").press(CHANGE)
    assert screen.said("error")[0].startswith("调整原因不能为空")

    assert calendar_changes(own_store) == []
    assert screen.filled("新截止日") == {"新截止日": clock.today()}


def test_what_changed_in_the_calendar_stands_among_the_changes(
    visit: Visit, log_in: LogIn, own_store: Store
) -> None:
    log_in()
    at = datetime(2025, 6, 10, 2, tzinfo=UTC)
    said = {"kind": "project", "period": date(2025, 6, 1), "due_on": date(2025, 6, 20)}
    change = CalendarChange(as_of=at.date(), recorded_at=at, reason="会议提前", **said)
    change_calendar(own_store, [change], "tester")

    rows = visit("changes", since="2025-06-09").tables["calendar-changes"]

    assert rows.loc[0, ["改了什么", "原来", "改为", "原因"]].to_list() == [
        "项目2025年6月的截止日",
        "2025年6月25日",
        "2025年6月20日",
        "会议提前",
    ]
    assert "calendar-changes" not in visit("changes", since="2025-06-11").tables
