"""The sentence that says how an indicator was judged, with formula and inputs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kzdash.domain.formatting import format_date, format_number
from kzdash.domain.progress.status import Status

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal

    from kzdash.domain.progress.target import IndicatorTarget


@dataclass(frozen=True, slots=True)
class Judgement:
    """What the judgement came to; `judged_on` is the day the value was held against the line."""

    value: Decimal | None
    baseline: Decimal | None
    expected: Decimal | None
    judged_on: date | None
    missing: tuple[int, ...]
    awaited: tuple[int, ...]
    status: Status


def explain(target: IndicatorTarget, levels: dict[int, Decimal], judged: Judgement) -> str:
    """Compose the reason from what was reported, what it came to, and what is missing."""
    parts = [_result(target, levels, judged)]
    # a baseline that is missed has been named as the reason already
    missing = [year for year in judged.missing if not (levels and year == target.baseline_year)]
    if missing:
        parts.append(f"缺{'、'.join(str(year) for year in missing)}年数据")
    if judged.awaited:
        parts.append(f"{'、'.join(str(year) for year in judged.awaited)}年数据待发布")
    if judged.status is Status.NOT_DUE:
        parts.append("首个统计年度尚未结束")
    return "；".join(parts) + "。"


def _result(target: IndicatorTarget, levels: dict[int, Decimal], judged: Judgement) -> str:
    if not levels:
        return "尚无填报数据"
    if judged.value is None:
        return f"已知{_known(target, levels)}，{_why_no_value(target, levels)}"
    formula = _FORMULAS[target.measure.value](target, levels, judged.value)
    return (
        f"{formula}；目标{_target_words(target)}；{_progress_words(target, judged.value, judged)}"
    )


def _why_no_value(target: IndicatorTarget, levels: dict[int, Decimal]) -> str:
    if target.measure.value == "growth":
        if max(levels) > target.baseline_year:
            return "增速须大于-100%，无法计算平均增速，请核对"
        return "尚无基期以后的年度增速"
    return f"缺{target.baseline_year}年基期值，无法计算变化"


def _known(target: IndicatorTarget, levels: dict[int, Decimal]) -> str:
    return "、".join(
        f"{year}年{format_number(level, target.decimals)}" for year, level in levels.items()
    )


def _target_words(target: IndicatorTarget) -> str:
    word = "不高于" if target.sign < 0 else "不低于"
    return f"{word}{format_number(target.target, target.decimals)}{target.unit}"


def _level(target: IndicatorTarget, levels: dict[int, Decimal], value: Decimal) -> str:
    return f"{max(levels)}年为{format_number(value, target.decimals)}{target.unit}"


def _change(target: IndicatorTarget, levels: dict[int, Decimal], value: Decimal) -> str:
    first = (
        f"{target.baseline_year}年{format_number(levels[target.baseline_year], target.decimals)}"
    )
    latest = f"{max(levels)}年{format_number(levels[max(levels)], target.decimals)}"
    fall = target.direction.value == "down"
    terms = f"{first} - {latest}" if fall else f"{latest} - {first}"
    result = f"{format_number(value, target.decimals)}{target.unit}"
    return f"{'缩小' if fall else '提高'} = {terms} = {result}"


def _growth(target: IndicatorTarget, levels: dict[int, Decimal], value: Decimal) -> str:
    rates = {year: rate for year, rate in levels.items() if year > target.baseline_year}
    factors = " × ".join(
        f"(1 + {format_number(rate, target.decimals)}%)" for rate in rates.values()
    )
    span = "、".join(str(year) for year in rates)
    mean = f"[{factors}]^(1/{len(rates)}) - 1"
    return f"{span}年平均增速 = {mean} = {format_number(value, target.decimals)}{target.unit}"


def _cumulative(target: IndicatorTarget, levels: dict[int, Decimal], value: Decimal) -> str:
    return f"截至{max(levels)}年累计{format_number(value, target.decimals)}{target.unit}"


_FORMULAS = {"level": _level, "change": _change, "growth": _growth, "cumulative": _cumulative}


def _progress_words(target: IndicatorTarget, value: Decimal, judged: Judgement) -> str:
    baseline, expected, on = judged.baseline, judged.expected, judged.judged_on
    if target.measure.value == "growth":
        return "增速类指标不折算完成率"
    if baseline is None:
        return f"缺{target.baseline_year}年基期值，不折算完成率"
    if expected is None or on is None:
        at = format_number(baseline, target.decimals)
        return f"基期{at}{target.unit}已达到或优于目标，不折算完成率"

    def shown(amount: Decimal) -> str:
        return format_number(amount, target.decimals)

    way, gone = target.target - baseline, value - baseline
    ratio = f"({shown(value)} - {shown(baseline)})/({shown(target.target)} - {shown(baseline)})"
    when = f"{on.year}年末" if (on.month, on.day) == (12, 31) else format_date(on)
    done = f"完成率 = {ratio} = {format_number(gone / way * 100)}%"
    return f"{done}；按时间进度{when}应为{shown(expected)}{target.unit}"
