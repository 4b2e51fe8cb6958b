"""Figures beside those of others, by cases worked by hand: of the same years, and no ranks."""

from __future__ import annotations

from decimal import Decimal

import pytest

from kzdash.domain.progress import Status, judge_above, lead_over

GDP = "地区生产总值比上年增长"


def figures(**by_year: str) -> dict[int, Decimal]:
    return {int(year.removeprefix("y")): Decimal(value) for year, value in by_year.items()}


@pytest.mark.parametrize(
    ("own", "others", "unit", "decimals", "words"),
    [
        # 6.7 - 5.5
        ({"y2024": "6.7"}, {"y2024": "5.5"}, "%", 2, "2024年高于全市1.2个百分点"),
        # 53.94 - 72.38
        ({"y2024": "53.94"}, {"y2024": "72.38"}, "%", 2, "2024年低于全市18.44个百分点"),
        ({"y2024": "5"}, {"y2024": "5.0"}, "%", 2, "2024年与全市持平"),
        # the last year that both have, whatever either has since
        (
            {"y2023": "6.7", "y2024": "3"},
            {"y2023": "6.1", "y2025": "5"},
            "%",
            1,
            "2023年高于全市0.6个百分点",
        ),
        # what is compared are the figures as they are shown
        ({"y2024": "5.04"}, {"y2024": "4.96"}, "%", 1, "2024年与全市持平"),
        ({"y2024": "1210"}, {"y2024": "1200"}, "家", 0, "2024年高于全市10家"),
        ({"y2024": "2.29"}, {"y2024": "2.2883"}, "", 4, "2024年高于全市0.0017"),
    ],
)
def test_the_last_year_that_both_have_is_compared(
    own: dict[str, str], others: dict[str, str], unit: str, decimals: int, words: str
) -> None:
    lead = lead_over("全市", figures(**own), figures(**others), unit, decimals)

    assert lead is not None
    assert lead.words == words


def test_no_year_of_both_is_no_comparison() -> None:
    assert lead_over("全市", figures(y2023="1"), figures(y2024="1"), "%", 2) is None
    assert lead_over("全市", {}, figures(y2024="1"), "%", 2) is None


@pytest.mark.parametrize(
    ("own", "others", "status", "reason"),
    [
        (
            {"y2023": "6.7", "y2024": "3.0"},
            {"y2024": "5.7"},
            Status.MISSED,
            "2024年地区生产总值比上年增长：本地3%，全市5.7%，低于全市2.7个百分点；2023年缺全市数。",
        ),
        (
            {"y2023": "6.7"},
            {"y2023": "6.1"},
            Status.MET,
            "2023年地区生产总值比上年增长：本地6.7%，全市6.1%，高于全市0.6个百分点。",
        ),
        # (1.067 * 1.03)^(1/2) = 1.048337, (1.061 * 1.057)^(1/2) = 1.058998
        (
            {"y2023": "6.7", "y2024": "3.0"},
            {"y2023": "6.1", "y2024": "5.7"},
            Status.MISSED,
            (
                "2023—2024年平均地区生产总值比上年增长：本地4.83%，全市5.9%"
                "（2023年6.7比6.1、2024年3比5.7），低于全市1.07个百分点。"
            ),
        ),
        # a good year does not hide a bad one, nor the other way round
        (
            {"y2023": "9", "y2025": "4"},
            {"y2023": "6", "y2024": "6", "y2025": "5"},
            Status.MET,
            (
                "2023—2025年中两边都有数的年份平均地区生产总值比上年增长：本地6.47%，全市5.5%"
                "（2023年9比6、2025年4比5），高于全市0.97个百分点；2024年缺本地数。"
            ),
        ),
        (
            {"y2024": "5.7"},
            {"y2024": "5.7"},
            Status.MISSED,
            "2024年地区生产总值比上年增长：本地5.7%，全市5.7%，与全市持平。",
        ),
    ],
)
def test_an_aim_to_be_above_others_is_judged_by_the_years_that_both_have(
    own: dict[str, str], others: dict[str, str], status: Status, reason: str
) -> None:
    judged = judge_above("全市", figures(**own), figures(**others), GDP, "%")

    assert judged is not None
    assert (judged.status, judged.reason) == (status, reason)


def test_what_is_no_rate_is_judged_by_the_last_year() -> None:
    judged = judge_above(
        "全市",
        figures(y2023="53.34", y2024="53.94"),
        figures(y2023="50", y2024="60"),
        "常住人口城镇化率",
        "%",
    )

    assert judged is not None
    assert judged.status is Status.MISSED
    assert judged.reason.startswith("2024年常住人口城镇化率：本地53.94%，全市60%")


@pytest.mark.parametrize(
    ("own", "others"),
    [({}, {"y2024": "5"}), ({"y2024": "5"}, {}), ({"y2024": "-100"}, {"y2024": "5"})],
)
def test_without_figures_of_both_there_is_no_judgement(
    own: dict[str, str], others: dict[str, str]
) -> None:
    assert judge_above("全市", figures(**own), figures(**others), GDP, "%") is None
