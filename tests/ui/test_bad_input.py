"""What cannot be is refused in a sentence beside what was typed; what can be is read as meant."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from kzdash.runtime import clock
from tests.ui.forms import KEPT

if TYPE_CHECKING:
    from tests.ui.desk import Desk

LEAKAGE, GROWTH, FIRMS = ("indicator", 7), ("indicator", 1), ("indicator", 13)
PROJECT, MILESTONE = ("project", 18), ("milestone", 4)
PROGRESS, MONEY = "physical_progress_percent", "completed_investment_wan_yuan"
FUNDS = "funds_received_wan_yuan"
TOMORROW = timedelta(days=1)
LONG = "长" * 100_000


@pytest.mark.slow
@pytest.mark.parametrize(
    ("item", "typed", "sentence"),
    [
        (PROJECT, {PROGRESS: "abc"}, "形象进度“abc”不是数字。"),
        (PROJECT, {PROGRESS: "六成"}, "形象进度“六成”不是数字。"),
        (PROJECT, {PROGRESS: "一二"}, "不是数字。"),
        (PROJECT, {PROGRESS: "Ⅻ"}, "不是数字。"),
        (PROJECT, {PROGRESS: "6²"}, "形象进度“6²”"),
        (PROJECT, {PROGRESS: "NaN"}, "不是数字。"),
        (PROJECT, {PROGRESS: "Infinity"}, "不是数字。"),
        (PROJECT, {PROGRESS: "1e1"}, "不是数字。"),
        (PROJECT, {PROGRESS: "0x10"}, "不是数字。"),
        (PROJECT, {PROGRESS: "=1+1"}, r"形象进度“\=1\+1”不是数字。"),
        (PROJECT, {PROGRESS: '=HYPERLINK("http://a.b")'}, "不是数字。"),
        (PROJECT, {PROGRESS: "<b>1</b>"}, r"“\<b\>1\</b\>”不是数字。"),
        (PROJECT, {PROGRESS: "12 13"}, "形象进度“12 13”不止一个数字。"),
        (PROJECT, {PROGRESS: "10-20"}, "不止一个数字。"),
        (PROJECT, {PROGRESS: "１２‰"}, "形象进度“１２‰”的单位与本栏不符。"),
        (PROJECT, {PROGRESS: "12万元"}, "的单位与本栏不符。"),
        (PROJECT, {PROGRESS: "-0.1"}, "形象进度应在0到100之间。"),
        (PROJECT, {PROGRESS: "－５"}, "形象进度应在0到100之间。"),
        (PROJECT, {PROGRESS: "100.01"}, "形象进度应在0到100之间。"),
        (PROJECT, {PROGRESS: "１０１％"}, "形象进度应在0到100之间。"),
        (PROJECT, {PROGRESS: "0.1234567"}, "形象进度的位数过多"),
        (PROJECT, {MONEY: "1,23"}, "完成投资“1,23”的逗号位置不对。"),
        (PROJECT, {MONEY: "1，2345"}, "完成投资“1，2345”的逗号位置不对。"),
        (PROJECT, {MONEY: "1234,567"}, "的逗号位置不对。"),
        (PROJECT, {MONEY: "12.345,6"}, "的逗号位置不对。"),
        (PROJECT, {MONEY: "-1"}, "完成投资不能小于0。"),
        (PROJECT, {FUNDS: "-1"}, "到位资金不能小于0。"),
        (PROJECT, {MONEY: "300亩"}, "的单位与本栏不符。"),
        (PROJECT, {MONEY: "9" * 16}, "完成投资的位数过多"),
        (PROJECT, {MONEY: "9" * 100_000}, "过长。请只填一个数字"),
        (("project", 19), {"stage": None}, "还没有填写内容。请至少填一项。"),
        (PROJECT, {"problems": LONG}, "需协调解决的问题过长，最多2,000字。"),
        (LEAKAGE, {"value": ""}, "请填数值。"),
        (LEAKAGE, {"value": "约8.5"}, "数值“约8\\.5”不是数字。"),
        (LEAKAGE, {"value": "-1"}, "数值应在0到100之间。"),
        (LEAKAGE, {"value": "108.5％"}, "数值应在0到100之间。"),
        (LEAKAGE, {"evidence": ""}, "请填数据来源：文件名、文号或网址。"),
        (LEAKAGE, {"evidence": "　 \n"}, "请填数据来源：文件名、文号或网址。"),
        (LEAKAGE, {"as_of": date(2023, 6, 30)}, "年份不在方案范围内，或尚未到来。"),
        (GROWTH, {"value": "-100"}, "增速应大于-100%。"),
        (GROWTH, {"value": "－１００．５％"}, "增速应大于-100%。"),
        (FIRMS, {"value": "3.5"}, "数值应为整数。"),
        (FIRMS, {"value": "-3家"}, "数值不能小于0。"),
        (FIRMS, {"value": "3户"}, "的单位与本栏不符。"),
        (MILESTONE, {"status": None}, "请选择状态。"),
        (MILESTONE, {"status": "已完成"}, "状态为“已完成”时，请填完成日期。"),
        (MILESTONE, {"completed_on": date(2024, 12, 1)}, "只有“已完成”的事项才有完成日期。"),
        (MILESTONE, {"status": "受阻"}, "说明不能为空：请写明原因。"),
        (MILESTONE, {"status": "受阻", "note": " 　\n\t"}, "说明不能为空：请写明原因。"),
        (MILESTONE, {"as_of": date(2021, 12, 31)}, "数据截至早于方案的基期年"),
        (MILESTONE, {"as_of": "昨天"}, "数据截至“昨天”不是日期。"),
        (MILESTONE, {"status": "已完成", "completed_on": "2024-13-1"}, "这一天不存在。"),
        (MILESTONE, {"note": LONG}, "说明过长，最多2,000字。"),
        (MILESTONE, {"evidence": LONG}, "依据过长，最多500字。"),
        (MILESTONE, {"note": "长" * 2_001}, "说明过长，最多2,000字。"),
    ],
    ids=lambda given: str(given)[:40],
)
def test_what_cannot_be_is_refused_beside_what_was_typed(
    desk: Desk, item: tuple[str, int], typed: dict[str, Any], sentence: str
) -> None:
    before = desk.reports

    screen, said = desk.send(item, typed)

    assert sentence in said
    assert said.endswith(KEPT)
    assert desk.reports == before
    assert screen.filled(*typed) == typed
    assert "report" in screen.query


@pytest.mark.parametrize(
    ("completed", "as_of", "sentence"),
    [
        (TOMORROW, timedelta(0), "完成日期不能晚于今天。"),
        (365 * TOMORROW, timedelta(0), "完成日期不能晚于今天。"),
        (timedelta(0), TOMORROW, "数据截至不能晚于今天。"),
        (timedelta(0), -TOMORROW, "完成日期不能晚于“数据截至”日期。"),
        (-20 * 366 * TOMORROW, timedelta(0), "完成日期早于方案的基期年"),
    ],
    ids=["tomorrow", "next year", "report of tomorrow", "after the report", "before the plan"],
)
def test_a_day_that_cannot_be_is_refused_beside_what_was_typed(
    desk: Desk, completed: timedelta, as_of: timedelta, sentence: str
) -> None:
    before, today = desk.reports, clock.today()
    typed = {"status": "已完成", "completed_on": today + completed, "as_of": today + as_of}

    screen, said = desk.send(MILESTONE, typed)

    assert sentence in said
    assert desk.reports == before
    assert screen.filled(*typed) == typed


@pytest.mark.parametrize(
    "typed", ["2025-1-8", "2025/1/8", "2025年1月8日", "2025.1.8", "20250108", "２０２５－１－８"]
)
def test_a_day_is_read_as_whoever_typed_it_wrote_it(desk: Desk, typed: str) -> None:
    days = {"completed_on": typed, "as_of": "2025年6月30日"}

    screen, said = desk.send(MILESTONE, {"status": "已完成", **days})
    if screen.said("warning"):  # that the one before was for a later day
        screen, said = desk.send(MILESTONE, {"status": "已完成", **days})

    assert said == ""
    assert desk.reports[-1]["completed_on"] == "2025-01-08"
    assert desk.reports[-1]["as_of"] == "2025-06-30"


@pytest.mark.slow
@pytest.mark.parametrize(
    ("item", "field", "typed", "stored"),
    [
        (PROJECT, PROGRESS, "６２．５", "62.5"),
        (PROJECT, PROGRESS, "１２％", "12"),
        (PROJECT, PROGRESS, " 62 % ", "62"),
        (PROJECT, PROGRESS, "62。5", "62.5"),
        (PROJECT, PROGRESS, "0", "0"),
        (PROJECT, PROGRESS, "100", "100"),
        (PROJECT, PROGRESS, "0.000001", "0.000001"),
        (PROJECT, MONEY, "12,345.5", "12345.5"),
        (PROJECT, MONEY, "１２，３４５", "12345"),
        (PROJECT, MONEY, "1.5亿元", "15000"),
        (PROJECT, MONEY, "12345万元", "12345"),
        (LEAKAGE, "value", "8.50", "8.50"),
        (LEAKAGE, "value", "８．５％", "8.5"),
        (FIRMS, "value", "４２家", "42"),
        (GROWTH, "value", "－３．２％", "-3.2"),
        (GROWTH, "value", "\N{MINUS SIGN}3.2", "-3.2"),
        (GROWTH, "value", "+3.2", "3.2"),
    ],
    ids=str,
)
def test_a_figure_is_read_as_whoever_typed_it_meant_it(
    desk: Desk, item: tuple[str, int], field: str, typed: str, stored: str
) -> None:
    screen, said = desk.send(item, {field: typed})
    if screen.said("warning"):  # that the one before was far from it
        screen.press("提交")

    assert said == ""
    assert "report" not in screen.query
    assert desk.reports[-1][field] == stored
