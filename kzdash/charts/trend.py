"""The trend of one indicator: reported figures, the line to the target, and the forecast."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import TYPE_CHECKING

from kzdash.board import goals
from kzdash.board.published import figures_of_others
from kzdash.charts import base
from kzdash.charts.theme import PAGE, ChartTheme, escape_markup
from kzdash.charts.trend_marks import (
    PROVISIONAL,
    TARGET,
    add_goals,
    add_others,
    add_provisional,
    goal_label,
    star,
    trace,
)
from kzdash.domain.formatting import format_number
from kzdash.domain.progress import Direction, Measure
from kzdash.domain.progress.expected import expected_path, yearly_goals

if TYPE_CHECKING:
    import plotly.graph_objects as go

    from kzdash.board.items import IndicatorItem


PADDING = 0.18
REPORTED, FORECAST = "已填报", "按现有进度推算"


def draw_trend(item: IndicatorItem, as_of: dt.date, theme: ChartTheme = PAGE) -> go.Figure:
    """Draw the reported figures against target and goals; a target for a change becomes a level.

    What is provisional is hollow, and joined to nothing.
    """
    target = item.target
    years = range(target.baseline_year, target.target_year + 1)
    year_ends = {year: dt.date(year, 12, 31) for year in years}
    figure = base.blank_figure(340, theme)
    baseline = _baseline_level(item)
    checks, provisional = goals.goal_checks(item), goals.open_provisional(item)
    is_empty = not (item.assessment.levels or checks or provisional)
    if not is_empty or target.measure is not Measure.CHANGE:
        suffix = item.reported_unit
        _add_target(figure, item, baseline, year_ends, theme)
        add_others(figure, item, year_ends, theme)
    else:
        suffix = item.gap_unit
        _add_change_asked(figure, item, year_ends, theme)
    add_goals(figure, item, checks, theme)
    _add_reported(figure, item, year_ends, theme)
    add_provisional(figure, item, provisional, theme)
    _add_forecast(figure, item, baseline, year_ends, theme)
    if year_ends[target.baseline_year] <= as_of <= year_ends[target.target_year]:
        figure.add_vline(x=as_of, line={"color": theme.muted, "width": 1, "dash": "dot"})
    figure.update_xaxes(
        range=[dt.date(target.baseline_year, 10, 15), dt.date(target.target_year + 1, 2, 28)],
        tickvals=list(year_ends.values()),
        ticktext=[f"{year}年" for year in year_ends],
        fixedrange=True,
        gridcolor=theme.grid,
    )
    figure.update_yaxes(
        ticksuffix=escape_markup(suffix),
        automargin=True,
        gridcolor=theme.grid,
        fixedrange=True,
        range=_padded([value for trace in figure.data for value in trace.y]),
    )
    return figure.update_layout(
        margin={"t": 30, "b": 30, "l": 10, "r": 10},
        showlegend=True,
        legend={"orientation": "h", "y": 1.02, "yanchor": "bottom"},
    )


def trend_points(item: IndicatorItem) -> list[tuple[str, int, Decimal]]:
    """Return the points of the chart: label, period and level."""
    target, baseline, checks = item.target, _baseline_level(item), goals.goal_checks(item)
    points = [(REPORTED, year, level) for year, level in item.assessment.levels.items()]
    points += [(PROVISIONAL, period, it) for period, it in goals.open_provisional(item).items()]
    points += [(goal_label(check.period), check.period, check.goal) for check in checks]
    level, forecast = _target_level(item, baseline), _forecast_level(item, baseline)
    if level is not None:
        points.append((TARGET, target.target_year, level))
    if forecast is not None:
        points.append((FORECAST, target.target_year, forecast))
    for other, figures in figures_of_others(item.comparisons).items():
        points += [(other, year, value) for year, value in sorted(figures.items())]
    return points


def _add_target(
    figure: go.Figure,
    item: IndicatorItem,
    baseline: Decimal | None,
    year_ends: dict[int, dt.date],
    theme: ChartTheme,
) -> None:
    target = item.target
    level = _target_level(item, baseline)
    if level is None:
        return
    last = year_ends[target.target_year]
    path = _goal_path(item) or [
        (year_ends[target.baseline_year], level if baseline is None else baseline),
        (last, level),
    ]
    figure.add_trace(
        trace(
            "目标线",
            [day for day, _ in path],
            [height for _, height in path],
            line={"color": theme.accent, "width": 2, "dash": "dash"},
            mode="lines",
        )
    )
    words = f"目标 {format_number(level, target.decimals)}{item.reported_unit}"
    figure.add_trace(star(last, level, words, theme))


def _add_change_asked(
    figure: go.Figure, item: IndicatorItem, year_ends: dict[int, dt.date], theme: ChartTheme
) -> None:
    """Draw the change that is asked for, from 0, where nobody has reported any level."""
    target = item.target
    first, last = year_ends[target.baseline_year], year_ends[target.target_year]
    change = -target.target if target.direction is Direction.DOWN else target.target
    line = {"color": theme.accent, "width": 2, "dash": "dash"}
    path = trace("目标线（与基期相比）", [first, last], [Decimal(0), change], line=line)
    figure.add_trace(path.update(mode="lines"))
    figure.add_trace(star(last, change, f"目标 {item.target_words}", theme))


def _goal_path(item: IndicatorItem) -> list[tuple[dt.date, Decimal]]:
    """Return the expected line through the goals of years, as levels; empty without goals."""
    if not yearly_goals(item.target):
        return []
    path = expected_path(item.target, item.assessment.levels)
    if item.target.measure is not Measure.CHANGE:
        return list(path)
    first = item.assessment.levels.get(item.target.baseline_year)
    sign = item.target.reported_sign
    return [] if first is None else [(day, first + sign * change) for day, change in path]


def _add_reported(
    figure: go.Figure, item: IndicatorItem, year_ends: dict[int, dt.date], theme: ChartTheme
) -> None:
    levels = item.assessment.levels
    if not levels:
        return
    figure.add_trace(
        trace(
            REPORTED,
            [year_ends[year] for year in levels],
            list(levels.values()),
            mode="lines+markers+text",
            line={"color": theme.tones[item.state.tone], "width": 3},
            marker={"size": 11},
            text=[format_number(level, item.target.decimals) for level in levels.values()],
            textposition="bottom right",
        )
    )


def _padded(values: list[float]) -> list[float] | None:
    """Return an axis range with room for the figures written beside the points."""
    if not values:
        return None
    low, high = min(values), max(values)
    padding = (high - low or abs(high) or 1) * PADDING
    return [low - padding, high + padding]


def _baseline_level(item: IndicatorItem) -> Decimal | None:
    if item.target.measure is Measure.CUMULATIVE:
        return item.assessment.baseline
    if item.target.measure is Measure.GROWTH:
        return None
    return item.assessment.levels.get(item.target.baseline_year)


def _target_level(item: IndicatorItem, baseline: Decimal | None) -> Decimal | None:
    """Return the target on the scale of the reported figures; a change needs the baseline."""
    if item.target.measure is not Measure.CHANGE:
        return item.target.target
    if baseline is None:
        return None
    falling = item.target.direction.value == "down"
    return baseline - item.target.target if falling else baseline + item.target.target


def _add_forecast(
    figure: go.Figure,
    item: IndicatorItem,
    baseline: Decimal | None,
    year_ends: dict[int, dt.date],
    theme: ChartTheme,
) -> None:
    assessment, target = item.assessment, item.target
    level = _forecast_level(item, baseline)
    if level is None or assessment.period is None:
        return
    figure.add_trace(
        trace(
            FORECAST,
            [year_ends[assessment.period], year_ends[target.target_year]],
            [assessment.levels[assessment.period], level],
            mode="lines+markers",
            line={"color": theme.muted, "width": 2, "dash": "dot"},
            marker={"symbol": "circle-open", "size": 10},
        )
    )


def _forecast_level(item: IndicatorItem, baseline: Decimal | None) -> Decimal | None:
    """Return the forecast for the target year on the scale of the reported figures."""
    forecast, target = item.assessment.forecast, item.target
    if forecast is None or item.assessment.period is None or baseline is None:
        return None
    if target.measure is not Measure.CHANGE:
        return forecast
    return baseline - forecast if target.direction.value == "down" else baseline + forecast
