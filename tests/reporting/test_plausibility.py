"""What looks odd about a report is asked about, and only that."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from kzdash.board.board import compute_board
from kzdash.reporting.plausibility import older_report_hint, plausibility_hints
from kzdash.store import Store, seed

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from pathlib import Path

    from kzdash.board.items import BoardItem
    from kzdash.domain.models import Adjustment, Report

    NewReport = Callable[..., Report]
    Ask = Callable[[tuple[str, int], list[dict[str, Any]], dict[str, Any]], tuple[str, ...]]

DAY = date(2025, 12, 1)
PROGRESS, MONEY = "physical_progress_percent", "completed_investment_wan_yuan"
FUNDS = "funds_received_wan_yuan"
SHARE, FIRMS, GARDENS, RATIO = (("indicator", number) for number in (10, 13, 9, 3))
GROWTH, PROJECT, TASK = ("indicator", 12), ("project", 3), ("task", 1)  # 3,000万元 are planned
LEAKAGE, URBAN, DUE = ("indicator", 7), ("indicator", 4), ("milestone", 4)
OVER, LESS = "超过计划总投资3,000万元", "比上次填报的2,000万元少"
LOWER = "比上次填报的60%低"


@pytest.fixture
def ask(store: Store, new_report: NewReport) -> Ask:
    """What is asked about a report on an item that others were made on before."""

    def find(
        item: tuple[str, int], before: list[dict[str, Any]], said: dict[str, Any]
    ) -> tuple[str, ...]:
        for earlier in before:
            store.append(new_report(*item, DAY, **earlier))
        board = compute_board(store, DAY)
        (line,) = [one for one in board.followed if (one.kind, one.number) == item]
        return plausibility_hints(line, new_report(*item, DAY, **said))

    return find


def value(year: int, figure: str) -> dict[str, Any]:
    """What a report of a year's figure says."""
    return {"period": year, "value": Decimal(figure), "evidence": "公报"}


@pytest.mark.slow
@pytest.mark.parametrize(
    ("item", "before", "figure", "odd"),
    [
        (SHARE, "50", "60", False),
        (SHARE, "50", "40", False),
        (SHARE, "50", "60.01", True),
        (SHARE, "50", "39.99", True),
        (SHARE, "0.5", "2.5", False),
        (SHARE, "0.5", "5", True),
        (GROWTH, "4", "-7", True),
        (GROWTH, "-3", "7", False),
        (GARDENS, "10", "13", False),
        (GARDENS, "10", "13.01", True),
        (GARDENS, "10", "6.99", True),
        (GARDENS, "10", "100", True),
        (RATIO, "2", "2.6", False),
        (RATIO, "2", "2.6001", True),
        (FIRMS, "100", "200", False),
        (FIRMS, "100", "201", True),
        (FIRMS, "0", "0", False),
        (FIRMS, "0", "1", False),
        (FIRMS, "2", "7", False),
        (GROWTH, "8.8", "0.9", False),
        (GROWTH, "0.1", "3.9", False),
        (GROWTH, "-0.2", "0.3", False),
        (GROWTH, "8.8", "-0.085", False),
        (GROWTH, "8.8", "0.085", True),
        (LEAKAGE, "8.8", "0.085", True),
        (LEAKAGE, "8.8", "4.4", False),
        (LEAKAGE, "8.8", "4.3", True),
        (LEAKAGE, "0.4", "0.9", False),
    ],
    ids=str,
)
def test_a_value_far_from_the_last_is_asked_about(
    ask: Ask, item: tuple[str, int], before: str, figure: str, odd: bool
) -> None:
    found = ask(item, [value(2023, before)], value(2024, figure))

    assert any("相差较大" in words for words in found) == odd


def test_a_doubt_names_both_values_with_year_and_unit(ask: Ask) -> None:
    found = ask(SHARE, [value(2023, "53.5")], value(2024, "5.35"))

    assert found == ("填的是2024年5.35%，与2023年的53.5%相差较大（您是不是要填 53.5？）",)


@pytest.mark.parametrize(
    ("item", "before", "typed", "meant"),
    [
        (LEAKAGE, "8.8", "0.085", "8.5"),
        (GROWTH, "8.8", "0.085", "8.5"),
        (GROWTH, "3.9", "42", "4.2"),
        (GROWTH, "-3.1", "-0.029", "-2.9"),
        (SHARE, "53.94", "5.45", "54.5"),
        (GARDENS, "11.6", "118", "11.8"),
        (GARDENS, "11.6", "1190", "11.9"),
        (FIRMS, "300", "3390000", "339"),
    ],
    ids=str,
)
def test_where_the_point_has_slipped_the_figure_that_was_meant_is_offered(
    ask: Ask, item: tuple[str, int], before: str, typed: str, meant: str
) -> None:
    (found,) = ask(item, [value(2024, before)], value(2025, typed))

    assert found.endswith(f"（您是不是要填 {meant}？）")


def test_a_share_typed_for_a_percentage_is_seen_though_nothing_was_reported_before(
    ask: Ask,
) -> None:
    (found,) = ask(LEAKAGE, [], value(2025, "0.085"))

    assert found == "填的是2025年0.085%，与目标9%相差较大（您是不是要填 8.5？）"


@pytest.mark.parametrize(
    ("figure", "odd"), [("52.5", False), ("54.3", False), ("56.1", True), ("47.7", True)]
)
def test_a_step_far_larger_than_all_before_it_is_asked_about(
    ask: Ask, figure: str, odd: bool
) -> None:
    before = [value(2022, "52"), value(2023, "52.7"), value(2024, "51.9")]

    found = ask(SHARE, before, value(2025, figure))

    words = "2025年与2024年相比每年变化4.2个百分点，以往每年最多变化0.8个百分点"
    assert found == ((words,) if odd else ())


def test_of_rates_no_step_is_too_large_under_ten_points(ask: Ask) -> None:
    before = [value(2022, "5.1"), value(2023, "5.2"), value(2024, "5.1")]

    assert ask(GROWTH, before, value(2025, "9.9")) == ()


def test_a_value_is_held_against_the_year_nearest_to_its_own(ask: Ask) -> None:
    before = [value(2022, "20"), value(2024, "60")]

    assert ask(SHARE, before, value(2025, "62")) == ()


def test_a_correction_names_the_figure_it_replaces_with_who_and_when(ask: Ask) -> None:
    before = [value(2023, "50"), value(2024, "5")]

    words = "2024年已有5%（测试员（专班办公室） 2026年1月1日 16:00填报），提交后改为50%"
    assert ask(SHARE, before, value(2024, "50")) == (words,)
    assert ask(SHARE, [], value(2024, "5.0")) == (
        "填的是2024年5%，与2023年的50%相差较大（您是不是要填 50？）",
    )


def test_a_correction_of_the_only_figure_there_is_is_held_against_it_too(ask: Ask) -> None:
    found = ask(LEAKAGE, [value(2025, "8.8")], value(2025, "0.085"))

    assert found[0].endswith("提交后改为0.085%")
    assert [words.split("（")[0] for words in found] == [
        "2025年已有8.8%",
        "填的是2025年0.085%，与2025年的8.8%相差较大",
    ]


def test_a_published_figure_that_is_replaced_is_named_as_such(ask: Ask) -> None:
    (found,) = ask(URBAN, [], value(2024, "54.01"))

    assert found == "2024年已有53.94%（公开资料，数据截至2024年12月31日），提交后改为54.01%"


@pytest.mark.parametrize(
    ("evidence", "named"),
    [
        ("2024年统计公报", "2024年"),
        ("2024年度公报、2023年年报", "2023年、2024年"),
        ("2025年统计公报", ""),
        ("开州统计〔2026〕7号", ""),
        ("开州统计（2024）7号", ""),
        ("2026年3月12日发布的统计公报", ""),
        ("2026年政府工作报告", ""),
        ("统计年鉴2026", ""),
        ("2023—2025年汇编", ""),
        ("https://example.cn/2023/0415/a.htm", ""),
        ("区水利局台账", ""),
        ("2027年政府工作报告", "2027年"),
    ],
)
def test_grounds_of_another_year_than_the_figure_s_are_asked_about(
    ask: Ask, evidence: str, named: str
) -> None:
    found = ask(LEAKAGE, [], value(2025, "8.5") | {"evidence": evidence})

    assert found == ((f"数据来源写的是{named}，填的是2025年的数",) if named else ())


def test_a_figure_worked_out_from_the_next_year_s_is_of_its_own_year(ask: Ask) -> None:
    said = value(2024, "9.7") | {
        "evidence": "2025年统计公报",
        "note": "公报称比上年降低1.2个百分点",
    }

    assert ask(LEAKAGE, [], said) == ()


@pytest.mark.parametrize("county", ["seed", "tests/county"])
def test_published_series_raise_no_question(
    root: Path, county: str, tmp_path: Path, now: datetime
) -> None:
    url = f"sqlite:///{tmp_path / 'published.db'}"
    seed.init_store(url, root / county, now)
    published = Store(url)
    board = compute_board(published, date(2028, 1, 1))

    for line in board.indicators:
        made = sorted(published.since(line.item_id, 0), key=lambda report: report.period)
        for count, report in enumerate(made):
            earlier = {one.period for one in made[:count]}
            said = tuple(one for one in line.reports if one.period in earlier)
            assert plausibility_hints(replace(line, reports=said), report) == ()
            assert plausibility_hints(line, report) == ()


def test_a_sum_that_shrinks_over_the_years_is_asked_about(ask: Ask) -> None:
    words = "2024年的累计数39家比2023年的40家少"

    assert ask(FIRMS, [value(2023, "40")], value(2024, "39")) == (words,)


def test_a_sum_of_an_earlier_year_may_be_smaller_and_not_larger(ask: Ask) -> None:
    words = "2024年的累计数40家比2023年的41家少"

    assert ask(FIRMS, [value(2024, "40")], value(2023, "39")) == ()
    assert ask(FIRMS, [], value(2023, "41")) == (words,)


def test_a_level_may_fall(ask: Ask) -> None:
    assert ask(SHARE, [value(2023, "50")], value(2024, "45")) == ()


@pytest.mark.parametrize("figure", ["0", "-50", "99999"])
def test_the_first_value_there_is_cannot_be_odd(ask: Ask, figure: str) -> None:
    assert ask(GROWTH, [], value(2024, figure)) == ()


@pytest.mark.slow
@pytest.mark.parametrize(
    ("before", "said", "found"),
    [
        ({PROGRESS: 50}, {PROGRESS: 50}, ()),
        ({PROGRESS: 50}, {PROGRESS: 100}, ()),
        ({PROGRESS: 50}, {PROGRESS: 49}, ("形象进度49%比上次填报的50%低",)),
        ({PROGRESS: 50}, {MONEY: 100}, ()),
        ({MONEY: 2000}, {MONEY: 2000}, ()),
        ({MONEY: 2000}, {MONEY: 1500}, ("完成投资1,500万元比上次填报的2,000万元少",)),
        ({MONEY: 2000}, {MONEY: 3000}, ()),
        ({MONEY: 2000}, {MONEY: 3001}, ("完成投资3,001万元超过计划总投资3,000万元",)),
        ({}, {MONEY: 30_000}, ("完成投资3.00亿元超过计划总投资3,000万元",)),
        ({}, {MONEY: "3000.01"}, ("完成投资3,000.01万元超过计划总投资3,000万元",)),
        ({}, {MONEY: "0.25"}, ("完成投资填的是0.25万元（您是不是要填 2,500？）",)),
        ({}, {MONEY: "5"}, ()),
        ({}, {MONEY: 25_000_000}, (f"完成投资2,500.00亿元{OVER}（您是不是要填 2,500？）",)),
        ({MONEY: 2000}, {MONEY: "0.25"}, (f"完成投资0.25万元{LESS}（您是不是要填 2,500？）",)),
        ({MONEY: 2000}, {MONEY: 25_000}, (f"完成投资2.50亿元{OVER}（您是不是要填 2,500？）",)),
        ({MONEY: "2000.004"}, {MONEY: 2000}, ("完成投资2,000万元比上次填报的2,000.004万元少",)),
        ({FUNDS: 2000}, {FUNDS: 1500}, ("到位资金1,500万元比上次填报的2,000万元少",)),
        ({MONEY: 2000}, {FUNDS: 1500}, ()),
        ({}, {FUNDS: 3001}, ("到位资金3,001万元超过计划总投资3,000万元",)),
        ({}, {FUNDS: "0.25"}, ("到位资金填的是0.25万元（您是不是要填 2,500？）",)),
        ({PROGRESS: 60}, {PROGRESS: "0.625"}, (f"形象进度0.63%{LOWER}（您是不是要填 62.5？）",)),
        ({PROGRESS: "62.504"}, {PROGRESS: "62.5"}, ("形象进度62.5%比上次填报的62.504%低",)),
        ({}, {PROGRESS: "0.625"}, ("形象进度填的是0.625%（您是不是要填 62.5？）",)),
        ({}, {PROGRESS: 0}, ()),
        (
            {PROGRESS: 90, MONEY: 9000},
            {PROGRESS: 9, MONEY: 8000},
            (
                "形象进度9%比上次填报的90%低（您是不是要填 90？）",
                "完成投资8,000万元比上次填报的9,000万元少",
                "完成投资8,000万元超过计划总投资3,000万元",
            ),
        ),
    ],
    ids=str,
)
def test_progress_or_money_that_falls_or_exceeds_the_plan_is_asked_about(
    ask: Ask, before: dict[str, Any], said: dict[str, Any], found: tuple[str, ...]
) -> None:
    earlier = {name: Decimal(figure) for name, figure in before.items()}
    figures = {name: Decimal(figure) for name, figure in said.items()}

    assert ask(PROJECT, [earlier] if earlier else [], figures) == found


def test_money_over_the_plan_by_little_reads_otherwise_than_the_plan(ask: Ask) -> None:
    found = ask(("project", 10), [], {MONEY: Decimal(16_003)})

    assert found == ("完成投资16,003万元超过计划总投资16,000万元",)


@pytest.mark.parametrize("status", ["not_started", "in_progress", "done"])
def test_a_status_is_never_odd(ask: Ask, status: str) -> None:
    assert ask(TASK, [{"status": "done"}], {"status": status}) == ()


LATE = {"status": "done", "completed_on": date(2025, 1, 30)}
IN_TIME = {"status": "done", "completed_on": date(2024, 12, 20)}


@pytest.mark.parametrize(
    ("before", "said", "found"),
    [
        (
            LATE,
            IN_TIME,
            (
                "完成日期由2025年1月30日改为2024年12月20日，到期日是2024年12月31日："
                "逾期完成30天会变成按期完成"
            ),
        ),
        (
            {"status": "in_progress"},
            IN_TIME,
            "完成日期2024年12月20日早于到期日2024年12月31日，而截至2025年12月1日填报的是推进中",
        ),
        (IN_TIME, LATE, ""),
        (LATE, LATE | {"completed_on": date(2025, 1, 29)}, ""),
        (LATE, {"status": "in_progress"}, ""),
        (IN_TIME, IN_TIME, ""),
    ],
    ids=["late before", "not done before", "later", "still late", "not done any more", "the same"],
)
def test_a_completion_that_comes_to_be_in_time_against_what_was_said_is_asked_about(
    ask: Ask, before: dict[str, Any], said: dict[str, Any], found: str
) -> None:
    assert ask(DUE, [before], said) == ((found,) if found else ())


def line_of(store: Store, item: tuple[str, int]) -> BoardItem:
    """An item as it stands today."""
    (line,) = [one for one in compute_board(store, DAY).followed if (one.kind, one.number) == item]
    return line


@pytest.mark.parametrize(
    ("item", "said", "stands"),
    [
        (TASK, {"status": "in_progress"}, "▲ 推进中"),
        (DUE, LATE, "● 已完成，完成于2025年1月30日"),
        (PROJECT, {"stage": "construction", PROGRESS: Decimal(50)}, "在建，形象进度 50%"),
    ],
)
def test_a_report_for_an_earlier_day_says_what_it_changes_and_what_not(
    store: Store, new_report: NewReport, item: tuple[str, int], said: dict[str, Any], stands: str
) -> None:
    store.append(new_report(*item, date(2025, 11, 1), **said))
    line = line_of(store, item)

    def older(day: date) -> str:
        return older_report_hint(line, new_report(*item, day, **said))

    assert older(date(2025, 9, 1)) == (
        "数据截至2025年9月1日，早于已有的2025年11月1日："
        f"2025年11月1日起（包括今天）的看板不变，仍为“{stands}”；"
        "只在2025年9月1日至2025年10月31日之间、没有更晚填报的日子里显示"
    )
    assert older(date(2025, 10, 31)).endswith("只在2025年10月31日这一天显示")
    assert [older(day) for day in (date(2025, 11, 1), DAY)] == ["", ""]
    assert older_report_hint(line_of(store, ("task", 9)), new_report("task", 9, DAY)) == ""


def test_what_stays_reads_otherwise_than_what_is_reported_for_an_earlier_day(
    store: Store, new_report: NewReport
) -> None:
    store.append(new_report("project", 10, DAY, **{MONEY: Decimal(16_003)}))
    said = {MONEY: Decimal(16_002)}

    older = older_report_hint(
        line_of(store, ("project", 10)), new_report("project", 10, date(2025, 6, 1), **said)
    )

    assert "仍为“完成投资 16,003万元”" in older


def test_of_a_year_s_figure_no_report_is_older_news(store: Store, new_report: NewReport) -> None:
    store.append(new_report(*LEAKAGE, DAY, **value(2024, "9")))

    said = new_report(*LEAKAGE, DAY - timedelta(days=300), **value(2024, "8.9"))

    assert older_report_hint(line_of(store, LEAKAGE), said) == ""


def test_a_report_for_a_day_before_one_taken_back_does_not_count_today_either(
    store: Store, new_report: NewReport, item_id: Callable[[str, int], int], now: datetime
) -> None:
    store.append(new_report(*TASK, date(2025, 11, 1), status="done"))
    store.undo(item_id(*TASK), 1, "tester", now)

    said = new_report(*TASK, date(2025, 10, 1), status="in_progress")

    assert "仍为“待填报”" in older_report_hint(line_of(store, TASK), said)
    store.append(said)
    assert line_of(store, TASK).latest_report is None


@pytest.mark.parametrize(("physical", "odd"), [("40", ()), ("60", ("60",))])
def test_of_a_sum_for_an_earlier_day_more_than_later_is_odd_and_less_is_not(
    store: Store, new_report: NewReport, physical: str, odd: tuple[str, ...]
) -> None:
    store.append(new_report(*PROJECT, DAY, **{PROGRESS: Decimal(50)}))

    said = {PROGRESS: Decimal(physical)}
    found = plausibility_hints(
        line_of(store, PROJECT), new_report(*PROJECT, date(2025, 6, 1), **said)
    )

    words = "形象进度{}%比之后（2025年12月1日）填报的50%高"
    assert found == tuple(words.format(figure) for figure in odd)


@pytest.mark.parametrize(
    ("said", "asked"),
    [
        ({"central_received_wan_yuan": 501}, "中央预算内投资到位501万元超过计划资金500万元"),
        ({"central_received_wan_yuan": 500}, None),
        # another source has no plan that it could exceed
        ({"social_received_wan_yuan": 900}, None),
        ({FUNDS: 5, "funds_paid_wan_yuan": 6}, "支付资金6万元超过到位资金5万元"),
        ({FUNDS: 6, "funds_paid_wan_yuan": 6}, None),
        ({"funds_paid_wan_yuan": 6}, None),
        (
            {"social_received_wan_yuan": 1, "social_paid_wan_yuan": 2},
            "社会资本支付2万元超过到位资金1万元",
        ),
        ({"funds_paid_wan_yuan": 3001}, f"支付资金3,001万元{OVER}"),
    ],
)
def test_funds_beyond_what_is_planned_or_in_place_are_asked_about(
    store: Store,
    new_report: NewReport,
    new_adjustment: Callable[..., Adjustment],
    said: dict[str, int],
    asked: str | None,
) -> None:
    planned = {"source": "central", "planned_funds_wan_yuan": Decimal(500)}
    store.adjust(new_adjustment(*PROJECT, DAY, **planned))
    item = compute_board(store, DAY).projects[2]
    exact = {name: Decimal(amount) for name, amount in said.items()}

    assert plausibility_hints(item, new_report(*PROJECT, DAY, **exact)) == (
        () if asked is None else (asked,)
    )


def test_a_paid_sum_that_falls_is_asked_about(ask: Ask) -> None:
    before, after = ({"funds_paid_wan_yuan": Decimal(it)} for it in (2000, 1900))

    assert ask(PROJECT, [before], after) == (f"支付资金1,900万元{LESS}",)
