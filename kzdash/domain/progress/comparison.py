"""How a figure compares with that of others, such as the whole city: of the same years alone.

A rate of several years is their geometric mean, as that of an indicator; of anything else the last
year that both have counts.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kzdash.domain.formatting import format_number, format_quantity, format_years, round_half_up
from kzdash.domain.progress.expected import mean_growth
from kzdash.domain.progress.status import Status

if TYPE_CHECKING:
    from collections.abc import Mapping
    from decimal import Decimal

DECIMALS = 2
RATES = ("增长", "增速")


@dataclass(frozen=True, slots=True)
class Lead:
    """By how much a figure of a year is above that of another, negative below; `brief` in words."""

    year: int
    difference: Decimal
    brief: str

    @property
    def words(self) -> str:
        """The same with its year: 2024年高于全市1.2个百分点."""
        return f"{self.year}年{self.brief}"


def lead_over(
    other: str, own: Mapping[int, Decimal], others: Mapping[int, Decimal], unit: str, decimals: int
) -> Lead | None:
    """Return how the figure of the last year that both have compares; None if there is none."""
    year = max(own.keys() & others.keys(), default=None)
    if year is None:
        return None
    difference = round_half_up(own[year], decimals) - round_half_up(others[year], decimals)
    return Lead(year, difference, lead_words(other, difference, unit, decimals))


def lead_words(other: str, difference: Decimal, unit: str, decimals: int = DECIMALS) -> str:
    """Say how much above or below another a figure is: 高于全市1.2个百分点."""
    if not difference:
        return f"与{other}持平"
    points = "个百分点" if unit == "%" else unit
    word = "高于" if difference > 0 else "低于"
    return f"{word}{other}{format_quantity(abs(difference), points, decimals)}"


@dataclass(frozen=True, slots=True)
class ComparedAim:
    """How an aim to be above others stands, and why."""

    status: Status
    reason: str


def judge_above(
    other: str,
    own: Mapping[int, Decimal],
    others: Mapping[int, Decimal],
    measures: str,
    unit: str,
) -> ComparedAim | None:
    """Judge an aim to be above another by the years whose figures both have; None without any.

    A rate of -100 % or less has no geometric mean: then there is no judgement either.
    """
    years = sorted(own.keys() & others.keys())
    is_rate = unit == "%" and measures.endswith(RATES)
    if not is_rate:
        years = years[-1:]
    mine, theirs = (
        _mean([figures[year] for year in years], is_rate=is_rate) for figures in (own, others)
    )
    if mine is None or theirs is None:
        return None
    difference = mine - theirs
    written = (format_quantity(figure, unit, DECIMALS) for figure in (mine, theirs))
    words = f"本地{next(written)}，{other}{next(written)}"
    span = format_years(years[0], years[-1])
    if len(years) > 1:
        span += "平均" if years[-1] - years[0] == len(years) - 1 else "中两边都有数的年份平均"
        each = (f"{year}年{_plain(own[year])}比{_plain(others[year])}" for year in years)
        words += f"（{'、'.join(each)}）"
    lacking = [
        f"{year}年缺{other if year in own else '本地'}数"
        for year in sorted(own.keys() ^ others.keys())
    ]
    parts = [f"{span}{measures}：{words}，{lead_words(other, difference, unit)}", *lacking]
    return ComparedAim(Status.MET if difference > 0 else Status.MISSED, f"{'；'.join(parts)}。")


def _plain(figure: Decimal) -> str:
    return format_number(figure, DECIMALS)


def _mean(figures: list[Decimal], *, is_rate: bool) -> Decimal | None:
    if is_rate:
        return mean_growth(figures, DECIMALS)
    return round_half_up(figures[-1], DECIMALS) if figures else None
