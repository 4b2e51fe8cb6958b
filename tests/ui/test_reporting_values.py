"""A figure is asked for in its own words, and asked about where it looks odd."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from kzdash.domain.formatting import format_date
from kzdash.runtime import clock
from kzdash.ui.widgets.plain_text import plain
from tests.ui.forms import PLACES, TODAY

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

DAY = date(2025, 6, 1)
ODD = plain("完成投资3.00亿元超过计划总投资2.90亿元")


def test_a_value_of_a_new_year_starts_empty_and_says_what_is_asked_and_known(
    visit: Visit, log_in: LogIn, own_store: Store, item_id: ItemId, new_report: NewReport
) -> None:
    said = {"period": 2024, "value": Decimal("8.5"), "evidence": "年报", "note": "上次"}
    own_store.append(new_report("indicator", 7, date(2025, 6, 1), **said))
    log_in("区水利局")

    screen = PLACES["indicator"].open(visit, item_id("indicator", 7))

    empty = {"period": 2025, "value": "", "evidence": "", "note": ""}
    assert screen.filled(*empty) == empty
    years = [it for it in screen.field("period").options if not it.endswith("（快报）")]
    assert years == ["2022年", "2023年", "2024年", "2025年"]
    (asked,) = [text.value for text in screen.app.caption if text.value.startswith("请填")]
    assert asked == "请填当年的水平，不是比上年的变化。已填报：2024年 8.5%。"


@pytest.mark.parametrize(
    ("number", "asked", "label"),
    [
        (1, "请填比上年的增速，下降填负数", "人均地区生产总值比上年增长（%）"),
        (3, "请填当年的水平，不是比上年的变化", "城乡居民人均可支配收入比(农村居民为1)"),
        (13, "请填到当年末的累计数", "累计培育农产品加工业规上企业数（家）"),
    ],
    ids=["rate", "ratio without unit", "sum"],
)
def test_the_form_asks_in_the_indicator_s_own_words(
    visit: Visit, log_in: LogIn, item_id: ItemId, number: int, asked: str, label: str
) -> None:
    log_in()

    screen = visit("indicators", as_of=TODAY, item=str(number)).press(
        f"open-{item_id('indicator', number)}"
    )

    assert screen.field("value").label == label
    assert any(text.value.startswith(asked) for text in screen.app.caption)


@pytest.fixture
def beyond_the_plan(visit: Visit, log_in: LogIn, item_id: ItemId) -> Screen:
    """The form of a project, sent with more money than is planned for all of it."""
    log_in("区水利局")
    screen = PLACES["project"].open(visit, item_id("project", 18))
    return screen.fill(completed_investment_wan_yuan="30000", note="一期").press("提交")


def test_what_looks_odd_is_asked_about_once_and_then_taken(
    beyond_the_plan: Screen, reports: Rows
) -> None:
    screen = beyond_the_plan
    assert screen.said("warning") == [f"{ODD}。请核对；若无误，再点一次“提交”。"]
    assert reports() == []
    assert screen.filled("completed_investment_wan_yuan", "note") == {
        "completed_investment_wan_yuan": "30000",
        "note": "一期",
    }
    assert screen.foreign_words == set()

    screen.press("提交")
    (row,) = reports()
    assert row["completed_investment_wan_yuan"] == "30000"
    assert "已填报" in screen.text


@pytest.mark.slow
def test_what_is_asked_stays_on_the_page_until_it_is_answered(beyond_the_plan: Screen) -> None:
    assert ODD in beyond_the_plan.run().said("warning")[0]
    assert beyond_the_plan.press("放弃").said("warning") == []


def test_a_corrected_figure_is_taken_at_once(beyond_the_plan: Screen, reports: Rows) -> None:
    beyond_the_plan.fill(completed_investment_wan_yuan="3000").press("提交")

    assert [row["completed_investment_wan_yuan"] for row in reports()] == ["3000"]
    assert beyond_the_plan.said("warning") == []


def test_another_odd_figure_is_asked_about_again(beyond_the_plan: Screen, reports: Rows) -> None:
    beyond_the_plan.fill(completed_investment_wan_yuan="300000").press("提交")

    (asked,) = beyond_the_plan.said("warning")
    assert plain("完成投资30.00亿元超过计划总投资2.90亿元") in asked
    assert reports() == []


def test_a_value_far_from_the_last_is_asked_about(
    visit: Visit, log_in: LogIn, item_id: ItemId, reports: Rows
) -> None:
    log_in()
    screen = visit("indicators", as_of=TODAY, item="4").press(f"open-{item_id('indicator', 4)}")
    typed = {"period": 2025, "value": "5.45", "evidence": "公报"}

    screen.fill(**typed).press("提交")

    (asked,) = screen.said("warning")
    assert asked.startswith(
        plain("填的是2025年5.45%，与2024年的53.94%相差较大（您是不是要填 54.5？）。")
    )
    assert screen.press("提交").said("error") == []
    assert [row["value"] for row in reports()] == ["5.45"]


def test_what_cannot_be_is_refused_and_not_asked_about_first(
    visit: Visit, log_in: LogIn, item_id: ItemId
) -> None:
    log_in()
    screen = visit("indicators", as_of=TODAY, item="1").press(f"open-{item_id('indicator', 1)}")

    screen.fill(value="-120", evidence="公报").press("提交")

    assert screen.said("warning") == []
    assert "增速应大于-100%。" in screen.said("error")[0]


FIGURES = {
    year: {"period": year, "value": Decimal(10), "evidence": "年报"} for year in range(2022, 2026)
}


@pytest.mark.parametrize(
    ("known", "year"),
    [
        ([], 2025),
        ([2023, 2024], 2025),
        ([2022, 2023, 2024], 2025),
        ([2023, 2025], 2024),
        ([2023, 2024, 2025], 2025),
    ],
    ids=str,
)
def test_the_form_opens_on_the_latest_year_due_and_not_on_the_baseline(
    visit: Visit,
    log_in: LogIn,
    own_store: Store,
    item_id: ItemId,
    new_report: NewReport,
    known: list[int],
    year: int,
) -> None:
    for period in known:
        own_store.append(new_report("indicator", 7, date(2026, 1, 1), **FIGURES[period]))
    log_in("区水利局")

    screen = PLACES["indicator"].open(visit, item_id("indicator", 7))

    assert screen.filled("period") == {"period": year}


def test_a_correction_asks_names_and_confirms_the_figure_it_replaces(
    visit: Visit, log_in: LogIn, own_store: Store, item_id: ItemId, new_report: NewReport
) -> None:
    said = {"period": 2025, "value": Decimal("8.8"), "evidence": "2025年供水年报"}
    own_store.append(new_report("indicator", 7, date(2026, 1, 1), **said))
    log_in("区水利局")
    screen = PLACES["indicator"].open(visit, item_id("indicator", 7))

    screen.fill(period=2025, value="8.5", evidence="2025年供水年报").press("提交")
    (asked,) = screen.said("warning")
    assert asked.startswith(plain("2025年已有8.8%（测试员（专班办公室） 2026年1月1日 16:00填报）"))
    changes = plain("今天的看板：指标 7. 公共管网漏损率：现值8.8%→8.5%，与目标相差")
    assert changes in asked
    screen.press("提交")

    (told,) = screen.said("success")
    assert told.startswith("已填报：2025年 8.5%（原8.8%）。")
    assert changes in told
    assert "；总览" in told


def test_a_confirmation_says_each_part_of_a_project_s_report(
    visit: Visit, log_in: LogIn, own_store: Store, item_id: ItemId, new_report: NewReport
) -> None:
    said = {
        "stage": "preparation",
        "physical_progress_percent": Decimal(5),
        "completed_investment_wan_yuan": Decimal(16_003),
        "problems": "征地",
    }
    own_store.append(new_report("project", 18, DAY, **said))
    log_in("区水利局")
    screen = PLACES["project"].open(visit, item_id("project", 18))

    screen.fill(stage="在建", completed_investment_wan_yuan="16004", problems="", note="*开工*")
    screen.press("提交")

    (told,) = screen.said("success")
    assert told.startswith(
        "已填报：在建（原前期），形象进度 5%，完成投资 16,004万元（原16,003万元），"
        "说明：\\*开工\\*。"
    )


def test_a_report_for_an_earlier_day_is_asked_about_and_confirmed_as_such(
    visit: Visit, log_in: LogIn, own_store: Store, item_id: ItemId, new_report: NewReport
) -> None:
    own_store.append(new_report("project", 18, DAY, stage="construction"))
    log_in("区水利局")
    screen = PLACES["project"].open(visit, item_id("project", 18))
    older = "数据截至2025年3月1日，早于已有的2025年6月1日：2025年6月1日起（包括今天）的看板不变"

    screen.fill(stage="前期", as_of=date(2025, 3, 1)).press("提交")
    (asked,) = screen.said("warning")
    assert asked.startswith(older)
    changes = plain("2025年3月1日的看板：项目 18. 移民小区环境治理：")
    assert changes in asked
    screen.press("提交")

    (told,) = screen.said("success")
    assert told.startswith(f"已填报：前期。{older}")
    assert changes in told
    assert screen.metrics["阶段"][0] == "在建"


@pytest.mark.parametrize(
    ("query", "typed", "seen"),
    [
        ({}, {}, False),
        ({}, {"as_of": date(2025, 6, 20)}, True),
        ({"entered": "true"}, {"as_of": date(2025, 6, 20)}, False),
    ],
    ids=["for today", "for a day before", "entered today"],
)
def test_a_page_of_an_earlier_day_says_where_what_was_reported_is_seen(
    visit: Visit,
    log_in: LogIn,
    item_id: ItemId,
    query: dict[str, str],
    typed: dict[str, Any],
    seen: bool,
) -> None:
    log_in("区水利局")
    screen = visit("projects", as_of="2025-06-30", item="18", **query)
    screen.press(f"open-{item_id('project', 18)}")
    assert any("填报按今天的情况进行" in words for words in screen.said("info"))

    screen.fill(stage="在建", **typed).press("提交")

    assert screen.said("success")[0].startswith("已填报：在建。")
    told = [words for words in screen.said("info") if "看不到这次改动" in words]
    assert bool(told) is not seen
    assert (screen.metrics["阶段"][0] == "在建") is seen
    day_seen = typed.get("as_of", clock.today())
    assert all(f"自{format_date(day_seen)}起可见" in words for words in told)


def test_a_form_on_a_page_of_an_earlier_day_starts_from_what_counts_today(
    visit: Visit, log_in: LogIn, own_store: Store, item_id: ItemId, new_report: NewReport
) -> None:
    own_store.append(new_report("project", 18, date(2025, 9, 1), stage="built"))
    log_in("区水利局")

    screen = visit("projects", as_of="2025-06-30", item="18")

    assert screen.metrics["阶段"][0] == "待填报"
    assert screen.press(f"open-{item_id('project', 18)}").filled("stage") == {"stage": "完工"}
