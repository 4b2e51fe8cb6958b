"""A row of words, a spark and a bullet for each indicator, the most serious first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kzdash.board import goals
from kzdash.charts.svg.bullet import compute_bullet, draw_bullet
from kzdash.charts.svg.spark import draw_spark
from kzdash.domain.formatting import format_number
from kzdash.domain.progress import SILENT, Measure, State

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kzdash.board.items import IndicatorItem

# the one state whose word is too long for a row
SHORT_WORDS = {State.NEARLY_MET: "差一点"}


@dataclass(frozen=True, slots=True)
class IndicatorRow:
    """The words of an indicator's row; `explanation` has all there is to say of it."""

    item: IndicatorItem
    state: State
    state_word: str
    value: str
    target: str
    gap: str
    spark: str
    bullet: str
    explanation: str


def indicator_rows(items: Iterable[IndicatorItem]) -> tuple[IndicatorRow, ...]:
    """Return a row for each indicator, the most serious state and largest shortfall first."""
    return tuple(indicator_row(item) for item in most_serious_first(items))


def most_serious_first(items: Iterable[IndicatorItem]) -> list[IndicatorItem]:
    """Sort indicators by state and, of one state, the largest shortfall first."""
    return sorted(items, key=lambda it: (it.state.seriousness, -it.shortfall, it.number))


def indicator_row(item: IndicatorItem) -> IndicatorRow:
    """Return the row of one indicator."""
    value, target, state = item.assessment.value, item.target, item.state
    relation = "≤" if target.sign < 0 else "≥"
    return IndicatorRow(
        item=item,
        state=state,
        # no room for both: the state is told by shape, colour and gap as well
        state_word=item.query_words or SHORT_WORDS.get(state, state.word),
        value="" if value is None else item.format_value(value),
        target=f"{relation}{'约' if item.approximate else ''}{item.format_value(target.target)}",
        gap=_short_gap(item),
        spark=draw_spark(item.assessment.levels, target.baseline_year, target.target_year),
        bullet=draw_bullet(compute_bullet(item)),
        explanation=_explanation(item),
    )


def _short_gap(item: IndicatorItem) -> str:
    """Return the gap in words short enough for a row.

    For a figure that does not settle the state, its year instead.
    """
    if item.assessment.gap is not None and item.state in SILENT:
        return f"{item.assessment.period}年"
    return gap_words(item, "点" if item.gap_unit == "个百分点" else item.gap_unit)


def gap_words(item: IndicatorItem, unit: str) -> str:
    """Return how far the value is from the target: 差1.1点, 超1家, 低0.2点, 持平."""
    gap = item.assessment.gap
    if gap is None:
        return ""
    if not gap:
        return "持平"
    falls = item.target.sign < 0 and item.target.measure is not Measure.CHANGE
    word = ("低" if gap > 0 else "高") if falls else ("超" if gap > 0 else "差")
    return f"{word}{format_number(abs(gap), item.target.decimals)}{unit}"


def _explanation(item: IndicatorItem) -> str:
    """Return name, value with its year, what was expected by now, target and state in words."""
    assessment = item.assessment
    parts = [item.name]
    if assessment.value is not None:
        parts.append(f"{item.period_words}{item.format_value(assessment.value)}")
    parts += [
        goals.expected_words(item),
        f"目标{item.target_words}",
        item.state_words,
        goals.provisional_words(item),
    ]
    return "，".join(filter(None, parts))
