"""What a trend shows beside what counts: goals of years, provisional figures, figures of others."""

from __future__ import annotations

from typing import TYPE_CHECKING

import plotly.graph_objects as go

from kzdash.board.published import figures_of_others
from kzdash.charts.theme import ChartTheme, escape_markup
from kzdash.domain.formatting import format_number
from kzdash.domain.progress.figure_period import is_provisional, period_end

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping, Sequence
    from decimal import Decimal

    from kzdash.board.items import IndicatorItem
    from kzdash.domain.progress.goals import GoalCheck


TARGET = "目标"
GOAL, PROVISIONAL_GOAL, PROVISIONAL = "年度目标", "快报目标", "快报"


def goal_label(period: int) -> str:
    """Return what the chart calls the goal of a period."""
    return PROVISIONAL_GOAL if is_provisional(period) else GOAL


def add_goals(
    figure: go.Figure, item: IndicatorItem, checks: Sequence[GoalCheck], theme: ChartTheme
) -> None:
    """Mark each goal, those of parts of a year hollow; the target year's own is a star."""
    for label, symbol in ((GOAL, "diamond"), (PROVISIONAL_GOAL, "diamond-open")):
        marked = [check for check in checks if goal_label(check.period) == label]
        if not marked:
            continue
        figure.add_trace(
            trace(
                label,
                [period_end(check.period) for check in marked],
                [check.goal for check in marked],
                mode="markers+text",
                marker={"symbol": symbol, "size": 10, "color": theme.accent},
                text=[format_number(check.goal, item.target.decimals) for check in marked],
                textposition="top center",
            )
        )


def add_provisional(
    figure: go.Figure, item: IndicatorItem, provisional: Mapping[int, Decimal], theme: ChartTheme
) -> None:
    """Draw provisional figures as hollow points that nothing joins."""
    if not provisional:
        return
    figure.add_trace(
        trace(
            PROVISIONAL,
            [period_end(period) for period in provisional],
            list(provisional.values()),
            mode="markers+text",
            marker={
                "symbol": "circle-open",
                "size": 12,
                "color": theme.ink,
                "line": {"width": 2},
            },
            # the earlier ones stand too near to be told apart
            text=[
                format_number(value, item.target.decimals) if period == max(provisional) else ""
                for period, value in provisional.items()
            ],
            textposition="bottom right",
        )
    )


def star(day: dt.date, level: Decimal, words: str, theme: ChartTheme) -> go.Scatter:
    """Return the mark of what is asked on a day, with its words."""
    return trace(
        TARGET,
        [day],
        [level],
        mode="markers+text",
        marker={"symbol": "star", "size": 16, "color": theme.accent},
        text=[escape_markup(words)],
        textposition="top left",
    )


def add_others(
    figure: go.Figure, item: IndicatorItem, year_ends: dict[int, dt.date], theme: ChartTheme
) -> None:
    """Draw the figures of others as thin grey lines, each named at its end."""
    for other, figures in figures_of_others(item.comparisons).items():
        years = [year for year in sorted(figures) if year in year_ends]
        if not years:
            continue
        last = f"{other} {format_number(figures[years[-1]], item.target.decimals)}"
        figure.add_trace(
            trace(
                escape_markup(other),
                [year_ends[year] for year in years],
                [figures[year] for year in years],
                mode="lines+markers+text",
                line={"color": theme.muted, "width": 1},
                marker={"size": 5},
                text=[*[""] * (len(years) - 1), escape_markup(last)],
                textposition="top right",
                textfont={"color": theme.muted},
            )
        )


def trace(name: str, x: list[dt.date], y: list[Decimal], **style: object) -> go.Scatter:
    """Return a line or points; `style` is passed to Plotly."""
    return go.Scatter(
        name=name,
        x=x,
        y=[float(value) for value in y],
        hovertemplate="%{x|%Y年%m月}<br>%{y}<extra></extra>",
        **style,
    )
