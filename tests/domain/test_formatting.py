"""Figures and dates as they are written."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from kzdash.domain import formatting


@pytest.mark.parametrize(
    ("value", "decimals", "shown"),
    [
        pytest.param("9.04", 1, "9.0", id="down"),
        pytest.param("9.05", 1, "9.1", id="half up"),
        pytest.param("2.5", 0, "3", id="half up past an even digit"),
        pytest.param("-9.04", 1, "-9.0", id="negative, towards nought"),
        pytest.param("-9.05", 1, "-9.1", id="negative half, away from nought"),
        pytest.param("9", 2, "9.00", id="filled with noughts"),
        pytest.param(
            "12345678901234567890123456789.5",
            2,
            "12345678901234567890123456789.50",
            id="very large",
        ),
        pytest.param("0.9949999", 2, "0.99", id="rounded once, not digit by digit"),
    ],
)
def test_a_figure_is_rounded_half_up(value: str, decimals: int, shown: str) -> None:
    assert str(formatting.round_half_up(Decimal(value), decimals)) == shown


@pytest.mark.parametrize(
    ("value", "decimals", "written"),
    [
        pytest.param(Decimal("1234.5"), 2, "1,234.5", id="thousands"),
        pytest.param(Decimal("1234567.891"), 2, "1,234,567.89", id="millions"),
        pytest.param(Decimal("999.995"), 2, "1,000", id="rounded into the thousands"),
        pytest.param(Decimal("5.00"), 2, "5", id="no idle noughts"),
        pytest.param(Decimal("5.10"), 2, "5.1", id="no idle last nought"),
        pytest.param(Decimal(100), 0, "100", id="whole noughts stay"),
        pytest.param(Decimal("1E+3"), 2, "1,000", id="no exponent"),
        pytest.param(350, 2, "350", id="a count"),
        pytest.param(Decimal("0.125"), 2, "0.13", id="half up"),
        pytest.param(Decimal("0.0267"), 4, "0.0267", id="four decimals"),
        pytest.param(Decimal("-0.04"), 2, "-0.04", id="negative"),
        pytest.param(Decimal("-0.125"), 2, "-0.13", id="negative half"),
        pytest.param(Decimal("-1234.5"), 2, "-1,234.5", id="negative thousands"),
        pytest.param(Decimal(0), 2, "0", id="nought"),
        pytest.param(Decimal("-0.004"), 2, "0", id="no minus nought"),
        pytest.param(Decimal("-0.4"), 0, "0", id="no minus nought without decimals"),
    ],
)
def test_a_number_has_separators_and_at_most_so_many_decimals(
    value: Decimal | int, decimals: int, written: str
) -> None:
    assert formatting.format_number(value, decimals) == written


def test_a_number_has_two_decimals_unless_asked() -> None:
    assert formatting.format_number(Decimal("3.14159")) == "3.14"


@pytest.mark.parametrize(
    ("value", "unit", "decimals", "written"),
    [
        pytest.param("53.94", "%", 2, "53.94%", id="per cent"),
        pytest.param("1350", "个", 0, "1,350个", id="a count"),
        pytest.param("12.25", "㎡", 1, "12.3㎡", id="half up"),
        pytest.param("0", "个", 0, "0个", id="nought is a figure"),
        pytest.param(None, "个", 0, "待填报", id="none"),
    ],
)
def test_a_quantity_has_its_unit(value: str | None, unit: str, decimals: int, written: str) -> None:
    assert formatting.format_quantity(value and Decimal(value), unit, decimals) == written


@pytest.mark.parametrize(
    ("ratio", "decimals", "written"),
    [
        pytest.param("0.387", 2, "38.7%", id="part"),
        pytest.param("1", 2, "100%", id="whole"),
        pytest.param("1.1", 2, "110%", id="over the whole"),
        pytest.param("-0.0912", 2, "-9.12%", id="negative"),
        pytest.param("0.33335", 2, "33.34%", id="half up"),
        pytest.param("0.33335", 0, "33%", id="without decimals"),
        pytest.param("15", 2, "1,500%", id="thousands"),
        pytest.param("0", 2, "0%", id="nought is a figure"),
        pytest.param(None, 2, "待填报", id="none"),
    ],
)
def test_a_ratio_is_written_as_a_percentage(ratio: str | None, decimals: int, written: str) -> None:
    assert formatting.format_percent(ratio and Decimal(ratio), decimals) == written


@pytest.mark.parametrize(
    ("wan_yuan", "written"),
    [
        pytest.param("0", "0万元", id="nought"),
        pytest.param("350.5", "350.5万元", id="hundreds"),
        pytest.param("0.005", "0.01万元", id="half up"),
        pytest.param("9999.99", "9,999.99万元", id="under 1 亿"),
        pytest.param("10000", "1.00亿元", id="1 亿"),
        pytest.param("10050", "1.01亿元", id="half up in 亿"),
        pytest.param("10049.99", "1.00亿元", id="under the half in 亿"),
        pytest.param("624200", "62.42亿元", id="the whole plan"),
        pytest.param("12345678900", "1,234,567.89亿元", id="thousands of 亿"),
        pytest.param("-350.5", "-350.5万元", id="negative"),
        pytest.param("-9999.99", "-9,999.99万元", id="negative, under 1 亿"),
        pytest.param("-10000", "-1.00亿元", id="negative, 1 亿"),
        pytest.param("-10050", "-1.01亿元", id="negative half, away from nought"),
        pytest.param(None, "待填报", id="none"),
    ],
)
def test_money_is_written_in_wan_yuan_under_one_yi_and_in_yi_from_there_on(
    wan_yuan: str | None, written: str
) -> None:
    assert formatting.format_money(wan_yuan and Decimal(wan_yuan)) == written


@pytest.mark.parametrize(
    ("value", "written"),
    [
        pytest.param(date(2024, 6, 30), "2024年6月30日", id="a day"),
        pytest.param(date(2024, 2, 29), "2024年2月29日", id="the leap day"),
        pytest.param(date(2025, 1, 1), "2025年1月1日", id="without padding"),
        pytest.param(None, "待填报", id="none"),
    ],
)
def test_a_day_is_written_in_chinese(value: date | None, written: str) -> None:
    assert formatting.format_date(value) == written


@pytest.mark.parametrize(
    ("first", "last", "written"),
    [
        pytest.param(2024, 2024, "2024年", id="one year"),
        pytest.param(2023, 2025, "2023—2025年", id="a span"),
    ],
)
def test_building_years_are_written_as_a_year_or_a_span(
    first: int, last: int, written: str
) -> None:
    assert formatting.format_years(first, last) == written


@pytest.mark.parametrize(
    ("text", "short"), [("", ""), ("五个字以内", "五个字以内"), ("这里有六个字", "这里有六…")]
)
def test_a_long_text_is_cut_with_a_mark(text: str, short: str) -> None:
    assert formatting.truncate(text, 5) == short


@pytest.mark.parametrize(
    ("text", "clause"),
    [
        pytest.param("用地 未批。", "用地 未批", id="its last mark goes"),
        pytest.param(
            "第一，报批。\n第二，开工；。", "第一，报批。 第二，开工", id="lines are joined"
        ),
        pytest.param("报批，", "报批，", id="no mark that ends a sentence"),
        pytest.param(" 。", "", id="nothing said"),
    ],
)
def test_a_text_within_a_sentence_is_one_line_without_its_last_mark(text: str, clause: str) -> None:
    assert formatting.as_clause(text) == clause
