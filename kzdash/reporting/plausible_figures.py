"""Plausibility hints for figures: compare a yearly figure with those of other years."""

from __future__ import annotations

import re
from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING

from kzdash.board import report_text
from kzdash.domain.formatting import MOST_DECIMALS, format_distinct, format_number
from kzdash.domain.progress import Measure, figure_period

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from kzdash.board.items import IndicatorItem
    from kzdash.domain.models import Report

MAX_RATIO_GAP, MAX_POINTS_GAP = Decimal("0.3"), Decimal(10)
NEAR_FACTOR = Decimal(2)
MAX_STEP_FACTOR = 3
# for a misplaced decimal point, a share typed for a percentage, and 元 or 亿元 typed for 万元
SLIP_FACTORS = (10, 100, 1000, 10_000)
PERCENT, WAN_PER_YI = 100, 10_000
LEAST_USUAL_WAN = 10
# years in web addresses, document numbers and days of publication are not those of a figure
NOT_A_DATA_YEAR = re.compile(
    r"https?://\S+|[〔\[［(（]\s*20\d\d\s*[〕\]］)）]|20\d\d\s*年\s*\d+\s*月|20\d\d[-./]\d+"
)
YEARS = re.compile(r"(?<!\d)(20\d\d)(?:\s*年?\s*[-—–~～至到]+\s*(20\d\d))?(?!\d)")
# a publication about the year before, or a figure derived from the next year's
PUBLISHED_A_YEAR_LATER = re.compile("年鉴|工作报告|上年|推算")


def indicator_hints(item: IndicatorItem, report: Report) -> Iterator[str]:
    """Find what looks wrong about an indicator's figure for a year.

    It replaces another figure, is far from those of other years, or its source names another year.
    """
    value = report.value
    if value is None:
        return
    yield from _replacement_hints(item, report, value)
    if figure_period.is_provisional(report.period):
        # of another span than a year's figure, to which it is not to be compared
        yield from _other_year_hints(report)
        return
    known = {
        entry.period: entry.value
        for entry in item.reports
        if entry.value is not None and not figure_period.is_provisional(entry.period)
    }
    others = {year: figure for year, figure in known.items() if year != report.period} or known
    if others:
        year = min(others, key=lambda other: (abs(other - report.period), other))
        yield from _distance_hints(item, report.period, value, year, others)
    elif item.target.measure is Measure.LEVEL and item.reported_unit == "%":
        yield from _share_hints(item, report.period, value)
    if item.target.measure is Measure.CUMULATIVE:
        yield from _falling_sum_hints(item, report.period, value, known)
    yield from _other_year_hints(report)


def misplaced_point_hint(value: Decimal, known: Decimal) -> str:
    """Suggest the same digits with the decimal point moved, if that is near `known`; else ""."""
    candidates = (moved for by in SLIP_FACTORS for moved in (value * by, value / by))
    return next((did_you_mean(moved) for moved in candidates if _is_near(moved, known)), "")


def unit_mixup_hint(spent: Decimal, planned: Decimal) -> str:
    """Suggest another amount in 万元 if a first amount looks typed in 亿元 or 元; else ""."""
    if 0 < spent < LEAST_USUAL_WAN and spent * WAN_PER_YI <= planned * NEAR_FACTOR:
        return did_you_mean(spent * WAN_PER_YI)
    if spent > planned and LEAST_USUAL_WAN <= spent / WAN_PER_YI <= planned * NEAR_FACTOR:
        return did_you_mean(spent / WAN_PER_YI)
    return ""


def did_you_mean(figure: Decimal) -> str:
    """Return the question whether this figure was meant, in Chinese."""
    return f"（您是不是要填 {format_number(figure, MOST_DECIMALS)}？）"


def _is_near(value: Decimal, known: Decimal) -> bool:
    """Whether a figure is between half and twice another, with the same sign."""
    low, high = sorted((known / NEAR_FACTOR, known * NEAR_FACTOR))
    return known != 0 and low <= value <= high


def _replacement_hints(item: IndicatorItem, report: Report, value: Decimal) -> Iterator[str]:
    for entry in item.reports:
        if entry.period == report.period and entry.value is not None and entry.value != value:
            new, old = (format_number(figure, MOST_DECIMALS) for figure in (value, entry.value))
            unit = item.reported_unit
            yield (
                f"{entry.period_words}已有{old}{unit}（{report_text.author_and_time(entry)}），提交后改为{new}{unit}"
            )


def _distance_hints(
    item: IndicatorItem, period: int, value: Decimal, year: int, known: Mapping[int, Decimal]
) -> Iterator[str]:
    unit, last = item.reported_unit, known[year]
    if _is_far(item, value, last):
        slip = _likely_slip(item, value, last)
        yield (
            f"填的是{period}年{format_number(value, MOST_DECIMALS)}{unit}，"
            f"与{year}年的{format_number(last, MOST_DECIMALS)}{unit}相差较大{slip}"
        )
    elif item.target.measure is not Measure.GROWTH and period != year:
        yield from _step_hints(item, period, value, year, known)


def _is_far(item: IndicatorItem, value: Decimal, last: Decimal) -> bool:
    """Whether a figure is far from that of the nearest year.

    Percentages are compared in points, other levels in proportion. Growth rates are small and
    change their sign, so that of them only the points tell, and a share typed for a percentage.
    """
    gap, measure, is_percent = abs(value - last), item.target.measure, item.reported_unit == "%"
    if gap <= item.target.tolerance:
        return False
    if is_percent and gap > MAX_POINTS_GAP:
        return True
    if measure is Measure.GROWTH:
        return is_percent and _is_share_of_percent(value, last)
    if not is_percent and measure is not Measure.CUMULATIVE and gap > abs(last) * MAX_RATIO_GAP:
        return True
    return last != 0 and not _is_near(value, last)


def _is_share_of_percent(value: Decimal, last: Decimal) -> bool:
    """Whether a share was probably typed for a percentage, such as 0.085 for 8.5 %."""
    return abs(value) < 1 <= abs(last) and _is_near(value * PERCENT, last)


def _likely_slip(item: IndicatorItem, value: Decimal, last: Decimal) -> str:
    if item.target.measure is Measure.GROWTH and _is_share_of_percent(value, last):
        return did_you_mean(value * PERCENT)
    return misplaced_point_hint(value, last)


def _step_hints(
    item: IndicatorItem, period: int, value: Decimal, year: int, known: Mapping[int, Decimal]
) -> Iterator[str]:
    """Find a change from year to year that is far larger than any earlier one."""
    steps = [
        abs(known[later] - known[earlier]) / (later - earlier)
        for earlier, later in pairwise(sorted(known))
    ]
    step = abs(value - known[year]) / abs(period - year)
    decimals = item.target.decimals
    # a single earlier step is a weak basis, so allow for more
    factor = MAX_STEP_FACTOR if len(steps) > 1 else MAX_STEP_FACTOR**2
    if not steps or step <= max(item.target.tolerance, max(steps) * factor):
        return
    unit = "个百分点" if item.reported_unit == "%" else item.reported_unit
    yield (
        f"{period}年与{year}年相比每年变化{format_number(step, decimals)}{unit}，"
        f"以往每年最多变化{format_number(max(steps), decimals)}{unit}"
    )


def _share_hints(item: IndicatorItem, period: int, value: Decimal) -> Iterator[str]:
    target = item.target.target
    if _is_share_of_percent(value, target):
        yield (
            f"填的是{period}年{format_number(value, MOST_DECIMALS)}%，"
            f"与目标{item.format_value(target)}相差较大{did_you_mean(value * PERCENT)}"
        )


def _falling_sum_hints(
    item: IndicatorItem, period: int, value: Decimal, known: Mapping[int, Decimal]
) -> Iterator[str]:
    """Find a cumulative sum that is smaller than that of an earlier year, on either side."""
    for year, figure in sorted(known.items()):
        (first_year, first), (last_year, last) = sorted(((year, figure), (period, value)))
        if first > last and year != period:
            old, new = format_distinct(first, last, item.target.decimals)
            unit = item.reported_unit
            yield f"{last_year}年的累计数{new}{unit}比{first_year}年的{old}{unit}少"


def _other_year_hints(report: Report) -> Iterator[str]:
    """Find a source that names years, but not the figure's."""
    text = NOT_A_DATA_YEAR.sub(" ", report.evidence or "")
    named: set[int] = set()
    for first, last in YEARS.findall(text):
        named |= set(range(int(first), int(last or first) + 1))
    year = figure_period.year_of(report.period)
    expected = {year}
    if PUBLISHED_A_YEAR_LATER.search(f"{text}{report.note}"):
        expected.add(year + 1)
    if named and not named & expected:
        years = "、".join(f"{year}年" for year in sorted(named))
        yield f"数据来源写的是{years}，填的是{figure_period.period_words(report.period)}的数"
