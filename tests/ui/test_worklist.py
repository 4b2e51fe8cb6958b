"""填报 lists what one leads and what of it wants a report, and a click on a row opens its form."""

from __future__ import annotations

import json
import re
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from kzdash.domain.formatting import format_date
from kzdash.runtime import clock
from tests.ui.forms import TODAY, click_row, row_of

if TYPE_CHECKING:
    from collections.abc import Callable

    import pandas as pd

    from kzdash.domain.models import Report
    from kzdash.store import Store
    from tests.ui.conftest import Screen

    Visit = Callable[..., Screen]
    LogIn = Callable[..., str]
    ItemId = Callable[[str, int], int]
    Rows = Callable[[], list[dict[str, Any]]]
    NewReport = Callable[..., Report]

DAY = date(2025, 6, 1)
WATER, UNION = "区水利局", "区总工会"
# the next or last day by which a report is due
UNTIL = r"(\d+年)?\d+月\d+日(前|截止，已过\d+天)"


def listed(screen: Screen) -> pd.DataFrame:
    """The list of the page."""
    return screen.tables["work"]


def numbers(screen: Screen) -> list[str]:
    """Kind and number of every item listed."""
    return [item.split(".")[0] for item in listed(screen)["事项"]]


def headed(screen: Screen, start: str, end: str) -> bool:
    """Whether one heading of a page starts and ends so."""
    return any(words.startswith(start) and words.endswith(end) for words in screen.headings)


def led_by(store: Store, unit: str) -> list[str]:
    """Kind and number of what a unit is named first for, as the store has it."""
    words = {
        "indicator": "指标",
        "project": "项目",
        "milestone": "时间节点",
        "task": "任务",
        "policy": "政策",
        "reform": "改革",
    }
    items = [item for item in store.plan().items if item.kind in words and not item.paragraph]
    return [
        f"{words[item.kind]} {item.number}"
        for item in items
        if unit in [lead.unit.name for lead in item.leads[:1]]
    ]


@pytest.mark.parametrize("unit", [WATER, "区发展改革委", UNION, "开州区消防救援支队"])
def test_a_unit_sees_what_it_leads_and_nothing_else(
    visit: Visit, log_in: LogIn, own_store: Store, unit: str
) -> None:
    log_in(unit)

    screen = visit("reporting", as_of=TODAY, scope="全部")

    assert sorted(numbers(screen)) == sorted(led_by(own_store, unit))
    assert all(words.startswith(unit) for words in listed(screen)["牵头单位"])
    assert screen.foreign_words == set()


def test_the_office_sees_everything_or_what_one_unit_leads(
    visit: Visit, log_in: LogIn, own_store: Store
) -> None:
    log_in()

    everything = visit("reporting", as_of=TODAY, scope="全部")
    of_one = visit("reporting", as_of=TODAY, scope="全部", unit=WATER)

    assert len(listed(everything)) == 15 + 35 + 5 + 27 + 25 + 19
    assert sorted(numbers(of_one)) == sorted(led_by(own_store, WATER))


def test_a_unit_cannot_ask_for_another_one_s_list(visit: Visit, log_in: LogIn) -> None:
    log_in(UNION)

    assert numbers(visit("reporting", as_of=TODAY, scope="全部", unit=WATER)) == ["项目 22"]


def test_the_list_begins_with_what_wants_a_report_and_says_why_and_how_many(
    visit: Visit, log_in: LogIn, own_store: Store, new_report: NewReport
) -> None:
    old = clock.today() - timedelta(days=130)  # older than any quarter that is asked for
    for number, status in ((2, "done"), (24, "in_progress")):
        report = new_report("task", number, old, status=status)
        report.recorded_at = clock.now()
        own_store.append(report)
    log_in(WATER)

    screen = visit("reporting", as_of=TODAY, kind="任务")
    reasons = dict(zip(numbers(screen), listed(screen)["需要填报"], strict=True))

    assert "任务 2" not in reasons
    asked, stale = reasons.pop("任务 24").split("；")
    assert re.fullmatch(r"\d{4}年第[1-4]季度待报", asked)
    assert re.fullmatch("130 天未更新" + UNTIL, stale)
    assert all(re.fullmatch("从未填报" + UNTIL, words) for words in reasons.values())
    led = len(led_by(own_store, WATER))
    assert f"可填报 {led} 项，其中 **{led - 1} 项需要填报**" in screen.text

    screen.app.segmented_control(key="scope").select("全部")
    row = listed(screen.run()).set_index("事项").filter(like="任务 2.", axis=0).iloc[0]
    assert (row["需要填报"], row["状态"], row["最近填报"]) == (
        "—",
        "● 完成",
        f"● 已完成测试员（专班办公室），{format_date(old)}",
    )


@pytest.mark.parametrize(
    ("kind", "count"),
    [("指标", 15), ("项目", 35), ("时间节点", 5), ("任务", 27), ("政策", 25), ("改革", 19)],
)
def test_a_kind_in_the_url_leaves_what_is_of_it(
    visit: Visit, log_in: LogIn, kind: str, count: int
) -> None:
    log_in()

    found = numbers(visit("reporting", as_of=TODAY, scope="全部", kind=kind))

    assert found == [f"{kind} {number}" for number in range(1, count + 1)]


def test_nothing_left_to_report_is_said(
    visit: Visit, log_in: LogIn, own_store: Store, new_report: NewReport
) -> None:
    own_store.append(new_report("project", 22, DAY, stage="in_use"))
    log_in(UNION)

    screen = visit("reporting", as_of=TODAY)

    assert screen.said("success") == ["没有需要填报的事项。"]
    assert screen.tables == {}


@pytest.mark.parametrize(
    ("kind", "words", "number"),
    [
        ("indicator", "指标", 7),
        ("project", "项目", 18),
        ("task", "任务", 24),
    ],
)
def test_a_click_on_a_row_opens_the_form_of_its_item(
    visit: Visit, log_in: LogIn, item_id: ItemId, kind: str, words: str, number: int
) -> None:
    log_in(WATER)
    screen = visit("reporting", as_of=TODAY)
    assert "提交" not in screen.buttons

    click_row(screen, row_of(screen, f"{words} {number}."))

    assert screen.query["report"] == f"{item_id(kind, number)}-0"
    assert any(heading.startswith(f"{words} {number}.") for heading in screen.headings)
    assert "提交" in screen.buttons


def test_a_click_on_another_row_opens_that_one_s_form_instead(visit: Visit, log_in: LogIn) -> None:
    log_in()
    screen = visit("reporting", as_of=TODAY, kind="任务")

    click_row(screen, 3)
    click_row(screen, 0)

    assert screen.buttons.count("提交") == 1
    assert screen.headings[0].startswith("任务 1.")


@pytest.mark.parametrize("closed", ["放弃", "提交"])
def test_the_same_row_opens_its_form_again_once_that_was_closed(
    visit: Visit, log_in: LogIn, closed: str
) -> None:
    log_in()
    screen = click_row(visit("reporting", as_of=TODAY, kind="任务", scope="全部"), 3)
    screen.fill(status="推进中").press(closed)
    assert "提交" not in screen.buttons

    click_row(screen, 3)

    assert screen.headings[0].startswith("任务 4.")
    assert "提交" in screen.buttons


def test_a_click_means_the_row_as_it_was_listed(
    visit: Visit, log_in: LogIn, own_store: Store, new_report: NewReport
) -> None:
    log_in()
    screen = visit("reporting", as_of=TODAY, kind="任务")
    own_store.append(new_report("task", 1, DAY, status="done"))  # and drops off the list

    click_row(screen, 1)

    assert screen.headings[0].startswith("任务 2.")


@pytest.mark.slow
def test_when_an_item_drops_off_the_list_a_click_in_its_place_opens_the_next(
    visit: Visit, log_in: LogIn, reports: Rows
) -> None:
    log_in()
    screen = click_row(visit("reporting", as_of=TODAY, kind="任务"), 0)
    screen.fill(status="已完成").press("提交")
    assert numbers(screen)[0] == "任务 2"

    click_row(screen, 0).fill(status="推进中").press("提交")

    assert [row["item_id"] for row in reports()] == [56, 57]


def test_before_the_one_time_password_is_changed_no_form_opens(visit: Visit, log_in: LogIn) -> None:
    log_in(WATER, must_change=True)

    screen = click_row(visit("reporting", as_of=TODAY), 0)

    assert "提交" not in screen.buttons
    assert any("一次性密码" in words for words in screen.said("warning"))


@pytest.mark.parametrize("query", [{}, {"entered": "true"}], ids=["as of", "as entered"])
def test_reporting_is_about_today_whatever_day_the_url_has(
    visit: Visit, log_in: LogIn, reports: Rows, query: dict[str, str]
) -> None:
    log_in(WATER)
    screen = visit("reporting", as_of="2025-06-30", kind="任务", **query)
    told = (
        f"填报按今天（{format_date(clock.today())}）的情况进行；"
        "页面的截至日期2025年6月30日只用于其他页面"
    )
    assert told in screen.said("info")[0]
    first = numbers(screen)[0]

    click_row(screen, 0).fill(status="已完成").press("提交")

    assert len(reports()) == 1
    assert first not in numbers(screen)
    screen.app.segmented_control(key="scope").select("全部")
    row = listed(screen.run()).set_index("事项").filter(like=f"{first}.", axis=0).iloc[0]
    assert (row["状态"], row["最近填报"]) == (
        "● 完成",
        f"● 已完成李明（区水利局），{format_date(clock.today())}",
    )
    assert not any("看不到" in words for words in screen.said("info"))


def test_of_today_nothing_is_said_about_the_day(visit: Visit, log_in: LogIn) -> None:
    log_in(WATER)

    assert not any("填报按今天" in words for words in visit("reporting", as_of=TODAY).said("info"))


def test_a_unit_is_told_how_much_the_month_asks_of_it_and_how_much_it_has_reported(
    visit: Visit, log_in: LogIn, own_store: Store, new_report: NewReport
) -> None:
    wanted = len(led_by(own_store, WATER))
    log_in(WATER)
    asked = f"{WATER} {clock.today().month}月应报{wanted}项，"
    screen = visit("reporting", as_of=TODAY, kind="任务")
    assert headed(screen, asked, "前，已报0项") or headed(screen, asked, "已截止，已报0项")

    click_row(screen, 0).fill(status="推进中").press("提交")

    assert headed(screen, asked, "，已报1项")
    assert f"其中 **{wanted - 1} 项需要填报**" in screen.text


def test_what_is_sent_leads_to_the_next_that_is_due_and_at_last_to_none(
    visit: Visit, log_in: LogIn, own_store: Store
) -> None:
    unit = "区民政局"
    led = led_by(own_store, unit)
    log_in(unit)
    screen = click_row(visit("reporting", as_of=TODAY), 0)
    reported = []
    for left in range(len(led) - 1, -1, -1):
        (opened,) = [words for words in screen.headings if words.startswith(("任务", "改革"))]
        reported.append(opened.split(".")[0])
        screen.fill(status="推进中").press("提交")
        assert ("下一项" in screen.buttons) == (left > 0)
        if left:
            told = screen.said("success")[0]
            main = [it.label for it in screen.app.button if it.proto.type == "primary"]
            assert main == ["下一项"]
            screen.press("下一项")
            # what was sent stays said above the next form
            assert any(words.endswith(told) for words in screen.said("success"))

    assert sorted(reported) == sorted(led)
    assert len(led) > 1
    assert "本月已全部填报。" in screen.said("success")
    assert "本月已全部填报。没有需要填报的事项。" in screen.said("success")


def test_what_was_taken_back_is_on_the_list_again(
    visit: Visit, log_in: LogIn, own_store: Store, item_id: ItemId, new_report: NewReport
) -> None:
    for status in ("in_progress", "done"):
        own_store.append(new_report("task", 2, DAY, status=status))
    log_in(WATER)
    own_store.undo(item_id("task", 2), 2, "tester", clock.now())

    screen = visit("reporting", as_of=TODAY, kind="任务")
    row = listed(screen).set_index("事项").filter(like="任务 2.", axis=0).iloc[0]
    assert row["需要填报"].startswith("上次填报被撤销，请重新填报；")


def reminder(screen: Screen) -> str:
    """The text that is offered to be sent, once it is asked for."""
    screen.app.session_state["reminder"] = True
    screen.run()
    told = [json.loads(node.proto.json or "{}") for node in screen.app.get("bidi_component")]
    return "".join(one["text"] for one in told if "text" in one)


@pytest.mark.parametrize("page", ["reporting", "overview"])
def test_the_office_is_offered_a_text_to_ask_for_reports_by(
    visit: Visit, log_in: LogIn, page: str
) -> None:
    log_in()

    text = reminder(visit(page, as_of=TODAY))

    assert text.startswith("【催报】")
    assert "区发展改革委" in text
    assert "请登录填报：" in text


def test_with_a_unit_chosen_the_text_is_for_that_unit(visit: Visit, log_in: LogIn) -> None:
    log_in()

    text = reminder(visit("reporting", as_of=TODAY, unit=WATER))

    assert f"：{WATER}截至" in text
    assert "任务 24. " in text
    assert UNION not in text


@pytest.mark.parametrize("page", ["reporting", "overview"])
def test_nobody_but_the_office_is_offered_that_text(visit: Visit, log_in: LogIn, page: str) -> None:
    assert reminder(visit(page, as_of=TODAY)) == ""
    log_in(WATER)
    assert reminder(visit(page, as_of=TODAY)) == ""
