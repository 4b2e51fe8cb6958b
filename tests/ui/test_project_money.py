"""A project's money on its pages: funds in the form, this year's investment, what is planned."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING, Any

import pytest

from tests import raw_sql
from tests.ui.forms import KEPT, TODAY

if TYPE_CHECKING:
    from collections.abc import Callable

    from kzdash.domain.models import Adjustment, Report
    from kzdash.store import Store
    from tests.ui.conftest import Screen

    Visit = Callable[..., Screen]
    LogIn = Callable[..., str]
    ItemId = Callable[[str, int], int]
    NewAdjustment = Callable[..., Adjustment]
    NewReport = Callable[..., Report]
    Rows = Callable[[], list[dict[str, Any]]]

LAST_YEAR, MAY, JUNE = date(2024, 12, 31), date(2025, 5, 31), date(2025, 6, 30)
DONE = "completed_investment_wan_yuan"


@pytest.fixture
def made(url: str) -> Rows:
    """Return every adjustment, as another program reads the store."""
    return partial(raw_sql.records, url, "SELECT * FROM adjustments ORDER BY id")


@pytest.fixture
def filled(own_store: Store, new_adjustment: NewAdjustment, new_report: NewReport) -> None:
    """A project with a plan and figures for the year, and funds of one source."""
    for asked in (
        {"period": 2025, "year_investment_wan_yuan": Decimal(1000)},
        {"source": "central", "planned_funds_wan_yuan": Decimal(500)},
        {"starts_on": date(2023, 3, 1)},
    ):
        own_store.adjust(new_adjustment("project", 28, MAY, **asked))
    for day, amount in ((LAST_YEAR, 400), (JUNE, 818)):
        said = {
            DONE: Decimal(amount),
            "stage": "construction",
            "physical_progress_percent": Decimal(62),
            "funds_received_wan_yuan": Decimal(900),
            "central_received_wan_yuan": Decimal(600),
            "central_paid_wan_yuan": Decimal(450),
        }
        own_store.append(new_report("project", 28, day, **said))


def test_the_year_stands_on_the_page_with_of_how_many_it_speaks(visit: Visit, filled: None) -> None:
    screen = visit("projects")

    assert screen.metrics["2025年完成投资"] == ("418万元", "35个中1个可算")
    figure, note = screen.metrics["2025年计划投资"]
    assert figure == "1,000万元"
    # 41.8 % where 181 of 365 days, 49.6 %, are gone
    assert note == "投资进度41.8%，慢于时序进度7.8个百分点（1个有年度计划，1个可算）"
    assert "2025年完成投资与年度计划" in screen.text
    assert "418万元 / 1,000万元" in screen.text
    row = screen.tables["projects"].iloc[27]
    assert row["本年完成"].startswith("418万元")
    assert row["年度完成率"].startswith("41.8%")
    assert screen.foreign_words == set()


def test_nothing_of_a_year_is_said_where_nothing_is_known_of_it(visit: Visit) -> None:
    screen = visit("projects", as_of="2025-01-01")

    assert not any("年完成投资" in label for label in screen.metrics)
    assert "本年完成" not in screen.tables["projects"].columns


def test_who_should_have_started_is_a_link_that_narrows_the_list(
    visit: Visit, own_store: Store, new_report: NewReport
) -> None:
    own_store.append(new_report("project", 1, MAY, stage="preparation"))
    own_store.append(new_report("project", 2, MAY, stage="construction"))
    screen = visit("projects")
    assert screen.metrics["应开工未开工"][0] == "1 个"

    (href,) = [href for href in screen.hrefs if "lag=" in href and "%BC%80%E5%B7%A5" in href]
    screen.click(href)

    assert screen.query["lag"] == "应开工未开工"
    assert [name.split(".")[0] for name in screen.tables["projects"]["项目"]] == ["1"]


def test_one_project_stands_on_one_axis_with_its_curve_and_funds(
    visit: Visit, filled: None
) -> None:
    screen = visit("projects", item="28")

    assert "时间、形象进度、投资" in screen.text
    assert "完成投资曲线" in screen.text
    assert "计划线：2025年按年度计划，其余按总投资平均" in screen.text
    funds = screen.tables["funds"].set_index("资金来源")
    assert tuple(funds.loc["中央预算内投资"]) == ("500万元", "600万元", "120%", "450万元", "75%")
    assert funds.loc["合计"]["到位"] == "900万元"
    assert "请核实：中央预算内投资到位超过计划资金" in screen.text
    assert screen.facts["计划开工"] == "2023年3月1日"
    assert screen.facts["2025年计划投资"] == "1,000万元"
    assert "投资进度41.8%" in screen.facts["2025年完成投资"]
    assert "减2024年12月31日累计400万元" in screen.facts["2025年完成投资"]
    assert screen.foreign_words == set()


def test_a_project_that_nobody_reported_has_no_curve_and_no_funds(visit: Visit) -> None:
    screen = visit("projects", item="28")

    assert "时间、形象进度、投资" in screen.text
    assert "完成投资曲线" not in screen.text
    assert "funds" not in screen.tables


def test_a_figure_that_fell_is_marked_on_the_curve_and_in_the_list(
    visit: Visit, own_store: Store, new_report: NewReport
) -> None:
    for day, amount in ((MAY, 500), (JUNE, 300)):
        own_store.append(new_report("project", 28, day, **{DONE: Decimal(amount)}))

    assert (
        "2025年6月30日填报的累计数300万元，比2025年5月31日的500万元少，请核实。"
        in visit("projects", item="28").text
    )
    assert "比上月末的累计数少，请核实" in visit("projects").text


def test_funds_by_source_are_folded_in_the_form_and_kept(
    visit: Visit, own_store: Store, log_in: LogIn, item_id: ItemId, filled: None
) -> None:
    log_in(None, "王华")
    screen = visit("projects", as_of=TODAY, item="28")
    screen.press(f"open-{item_id('project', 28)}")
    (folded,) = [it for it in screen.app.expander if it.label == "资金来源明细"]
    labels = [field.label for field in folded.text_input]
    assert labels[:2] == ["中央预算内投资到位（万元）", "中央预算内投资支付（万元）"]
    assert len(labels) == 12
    assert screen.filled("central_paid_wan_yuan") == {"central_paid_wan_yuan": "450"}

    screen.fill(funds_paid_wan_yuan="700", social_paid_wan_yuan="20").press("提交")
    assert "中央预算内投资到位600万元超过计划资金500万元" in screen.said("warning")[0]
    screen.press("提交")

    report = own_store.last(item_id("project", 28))
    assert report is not None
    assert (report.funds_paid_wan_yuan, report.social_paid_wan_yuan) == (700, 20)
    assert (report.central_received_wan_yuan, report.central_paid_wan_yuan) == (600, 450)


PLAN = {"basis": "开州发改〔2026〕3号", "since": date(2026, 1, 20), "why": "下达年度计划"}


@pytest.mark.parametrize(
    ("what", "typed", "stored", "said"),
    [
        (
            *("2026年计划投资", "0.8亿元"),
            {"period": 2026, "year_investment_wan_yuan": "8000"},
            "2026年计划投资8,000万元",
        ),
        ("计划开工", "2026年3月1日", {"starts_on": "2026-03-01"}, "计划开工2026年3月1日"),
        (
            *("专项债计划资金", "5,000"),
            {"source": "special_bond", "planned_funds_wan_yuan": "5000"},
            "专项债计划资金5,000万元",
        ),
    ],
)
def test_the_office_puts_down_what_is_planned_of_a_project(
    visit: Visit,
    log_in: LogIn,
    made: Rows,
    what: str,
    typed: str,
    stored: dict[str, Any],
    said: str,
) -> None:
    log_in(None, "王华")
    screen = visit("projects", as_of=TODAY, item="28")

    screen.fill(what=what, amount=typed, **PLAN).press("登记计划")

    (row,) = made()
    assert {name: row[name] for name in stored} == stored
    assert (row["document_number"], row["as_of"]) == (PLAN["basis"], "2026-01-20")
    assert any(said in words for words in screen.said("success"))
    assert screen.said("error") == []
    assert screen.foreign_words == set()


@pytest.mark.parametrize(
    ("typed", "more", "words"),
    [
        ("", {}, "不能为空"),
        ("八千", {}, "年计划投资“八千”"),
        ("-5", {}, "年计划投资不能小于0"),
        ("8000", {"basis": ""}, "文号"),
        ("8000", {"why": " "}, "原因"),
        ("8000", {"since": "2026-13-1"}, "这一天不存在"),
    ],
)
def test_a_plan_that_says_nothing_or_too_little_is_not_stored_and_is_kept(
    visit: Visit, log_in: LogIn, made: Rows, typed: str, more: dict[str, Any], words: str
) -> None:
    log_in(None, "王华")
    screen = visit("projects", as_of=TODAY, item="28")

    screen.fill(amount=typed, **PLAN | more).press("登记计划")

    assert made() == []
    (said,) = screen.said("error")
    assert words in said
    assert KEPT in said
    assert screen.filled("amount") == {"amount": typed}


def test_nobody_but_the_office_is_offered_to_plan(visit: Visit, log_in: LogIn) -> None:
    assert "登记计划" not in visit("projects", as_of=TODAY, item="28").buttons

    log_in("区住房城乡建委", "李明")

    assert "登记计划" not in visit("projects", as_of=TODAY, item="28").buttons
