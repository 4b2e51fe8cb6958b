"""What looks odd about a yearly figure, held against the figures of other years in proportion."""

from __future__ import annotations

import re
from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING

from kzdash.board import report_text
from kzdash.domain.formatting import MOST_DECIMALS, format_distinct, format_number
from kzdash.domain.progress import Measure

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from kzdash.board.items import IndicatorItem
    from kzdash.domain.models import Report

FAR_RATIO, FAR_POINTS = Decimal("0.3"), Decimal(10)
NEAR_RATIO = Decimal(2)
FAR_STEPS = 3
SLIPS = (10, 100, 1000, 10_000)  # a point misplaced, a share typed for %, 元 or 亿元 for 万元
A_SHARE, YI = 100, 10_000
FEW_WAN = 10
ADDRESS_OR_NUMBER = re.compile(
    r"https?://\S+|[〔\[［(（]\s*20\d\d\s*[〕\]］)）]|20\d\d\s*年\s*\d+\s*月|20\d\d[-./]\d+"
)
YEARS = re.compile(r"(?<!\d)(20\d\d)(?:\s*年?\s*[-—–~～至到]+\s*(20\d\d))?(?!\d)")
# what comes out in a year about the one before, or is worked out from the next one's figure
OF_THE_YEAR_BEFORE = re.compile("年鉴|工作报告|上年|推算")


def indicator_hints(item: IndicatorItem, report: Report) -> Iterator[str]:
    """What is odd about a year's figure: far from others, another than before, of another year."""
    value = report.value
    if value is None:
        return
    known = {report.period: report.value for report in item.reports if report.value is not None}
    yield from _replaced(item, report, value)
    others = {year: figure for year, figure in known.items() if year != report.period} or known
    if others:
        year = min(others, key=lambda other: (abs(other - report.period), other))
        yield from _far(item, report.period, value, year, others)
    elif item.target.measure is Measure.LEVEL and item.reported_unit == "%":
        yield from _typed_as_share(item, report.period, value)
    if item.target.measure is Measure.CUMULATIVE:
        yield from _falling(item, report.period, value, known)
    yield from _of_another_year(report)


def misplaced_point_hint(value: Decimal, known: Decimal) -> str:
    """Ask whether another figure was meant: the same digits with the point where `known` has it."""
    candidates = (moved for by in SLIPS for moved in (value * by, value / by))
    return next((did_you_mean(moved) for moved in candidates if _is_near(moved, known)), "")


def unit_mixup_hint(spent: Decimal, planned: Decimal) -> str:
    """Ask whether an amount that nothing is known to compare with was meant in 亿元, or in 元."""
    if 0 < spent < FEW_WAN and spent * YI <= planned * NEAR_RATIO:
        return did_you_mean(spent * YI)
    if spent > planned and FEW_WAN <= spent / YI <= planned * NEAR_RATIO:
        return did_you_mean(spent / YI)
    return ""


def did_you_mean(figure: Decimal) -> str:
    """Ask whether this figure was meant."""
    return f"（您是不是要填 {format_number(figure, MOST_DECIMALS)}？）"


def _is_near(value: Decimal, known: Decimal) -> bool:
    """Whether a figure is between half and twice another, on the same side of nought."""
    low, high = sorted((known / NEAR_RATIO, known * NEAR_RATIO))
    return known != 0 and low <= value <= high


def _replaced(item: IndicatorItem, report: Report, value: Decimal) -> Iterator[str]:
    for entry in item.reports:
        if entry.period == report.period and entry.value is not None and entry.value != value:
            new, old = (format_number(figure, MOST_DECIMALS) for figure in (value, entry.value))
            unit = item.reported_unit
            yield (
                f"{entry.period}年已有{old}{unit}（{report_text.author_and_time(entry)}），提交后改为{new}{unit}"
            )


def _far(
    item: IndicatorItem, period: int, value: Decimal, year: int, known: Mapping[int, Decimal]
) -> Iterator[str]:
    unit, last = item.reported_unit, known[year]
    if _is_far(item, value, last):
        guess = _guess(item, value, last)
        yield (
            f"填的是{period}年{format_number(value, MOST_DECIMALS)}{unit}，"
            f"与{year}年的{format_number(last, MOST_DECIMALS)}{unit}相差较大{guess}"
        )
    elif item.target.measure is not Measure.GROWTH and period != year:
        yield from _leaping(item, period, value, year, known)


def _is_far(item: IndicatorItem, value: Decimal, last: Decimal) -> bool:
    """Whether a figure is far from that of the nearest year, in proportion to what it measures.

    Rates are small, fall and change sign: of them the points tell, and a share typed for %.
    """
    gap, measure, of_hundred = abs(value - last), item.target.measure, item.reported_unit == "%"
    if gap <= item.target.tolerance:
        return False
    if of_hundred and gap > FAR_POINTS:
        return True
    if measure is Measure.GROWTH:
        return of_hundred and _is_a_share(value, last)
    if not of_hundred and measure is not Measure.CUMULATIVE and gap > abs(last) * FAR_RATIO:
        return True
    return last != 0 and not _is_near(value, last)


def _is_a_share(value: Decimal, last: Decimal) -> bool:
    """Whether 0.085 was typed for 8.5 %."""
    return abs(value) < 1 <= abs(last) and _is_near(value * A_SHARE, last)


def _guess(item: IndicatorItem, value: Decimal, last: Decimal) -> str:
    if item.target.measure is Measure.GROWTH and _is_a_share(value, last):
        return did_you_mean(value * A_SHARE)
    return misplaced_point_hint(value, last)


def _leaping(
    item: IndicatorItem, period: int, value: Decimal, year: int, known: Mapping[int, Decimal]
) -> Iterator[str]:
    """A step from one year to another that is far larger than any earlier one."""
    steps = [
        abs(known[later] - known[earlier]) / (later - earlier)
        for earlier, later in pairwise(sorted(known))
    ]
    step = abs(value - known[year]) / abs(period - year)
    decimals = item.target.decimals
    # one earlier step says less than several
    times = FAR_STEPS if len(steps) > 1 else FAR_STEPS**2
    if not steps or step <= max(item.target.tolerance, max(steps) * times):
        return
    unit = "个百分点" if item.reported_unit == "%" else item.reported_unit
    yield (
        f"{period}年与{year}年相比每年变化{format_number(step, decimals)}{unit}，"
        f"以往每年最多变化{format_number(max(steps), decimals)}{unit}"
    )


def _typed_as_share(item: IndicatorItem, period: int, value: Decimal) -> Iterator[str]:
    target = item.target.target
    if _is_a_share(value, target):
        yield (
            f"填的是{period}年{format_number(value, MOST_DECIMALS)}%，"
            f"与目标{item.format_value(target)}相差较大{did_you_mean(value * A_SHARE)}"
        )


def _falling(
    item: IndicatorItem, period: int, value: Decimal, known: Mapping[int, Decimal]
) -> Iterator[str]:
    """A sum that is smaller than that of an earlier year, or larger than that of a later one."""
    for year, figure in sorted(known.items()):
        first, last = ((year, figure), (period, value))[:: 1 if year < period else -1]
        if first[1] > last[1] and year != period:
            old, new = format_distinct(first[1], last[1], item.target.decimals)
            unit = item.reported_unit
            yield f"{last[0]}年的累计数{new}{unit}比{first[0]}年的{old}{unit}少"


def _of_another_year(report: Report) -> Iterator[str]:
    """Grounds that name years, and not that of the figure; the day of a paper is none."""
    text = ADDRESS_OR_NUMBER.sub(" ", report.evidence or "")
    named: set[int] = set()
    for first, last in YEARS.findall(text):
        named |= set(range(int(first), int(last or first) + 1))
    known = {report.period}
    if OF_THE_YEAR_BEFORE.search(f"{text}{report.note}"):
        known.add(report.period + 1)
    if named and not named & known:
        years = "、".join(f"{year}年" for year in sorted(named))
        yield f"数据来源写的是{years}，填的是{report.period}年的数"
