"""The trend of one indicator: reported figures, the line to the target, and the forecast."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import TYPE_CHECKING

import plotly.graph_objects as go

from kzdash.board import goals
from kzdash.charts import base
from kzdash.charts.theme import PAGE, ChartTheme, escape_markup
from kzdash.domain.formatting import format_number
from kzdash.domain.progress import Direction, Measure
from kzdash.domain.progress.expected import expected_path, yearly_goals
from kzdash.domain.progress.figure_period import is_provisional, period_end

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kzdash.board.items import IndicatorItem
    from kzdash.domain.progress.goals import GoalCheck


PADDING = 0.18
REPORTED, TARGET, FORECAST = "已填报", "目标", "按现有进度推算"
GOAL, PROVISIONAL_GOAL, PROVISIONAL = "年度目标", "快报目标", "快报"


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
    else:
        suffix = item.gap_unit
        _add_change_asked(figure, item, year_ends, theme)
    _add_goals(figure, item, checks, theme)
    _add_reported(figure, item, year_ends, theme)
    _add_provisional(figure, item, provisional, theme)
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
    points += [(_goal_label(check.period), check.period, check.goal) for check in checks]
    level, forecast = _target_level(item, baseline), _forecast_level(item, baseline)
    if level is not None:
        points.append((TARGET, target.target_year, level))
    if forecast is not None:
        points.append((FORECAST, target.target_year, forecast))
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
        _trace(
            "目标线",
            [day for day, _ in path],
            [height for _, height in path],
            line={"color": theme.accent, "width": 2, "dash": "dash"},
            mode="lines",
        )
    )
    words = f"目标 {format_number(level, target.decimals)}{item.reported_unit}"
    figure.add_trace(_star(last, level, words, theme))


def _add_change_asked(
    figure: go.Figure, item: IndicatorItem, year_ends: dict[int, dt.date], theme: ChartTheme
) -> None:
    """Draw the change that is asked for, from 0, where nobody has reported any level."""
    target = item.target
    first, last = year_ends[target.baseline_year], year_ends[target.target_year]
    change = -target.target if target.direction is Direction.DOWN else target.target
    line = {"color": theme.accent, "width": 2, "dash": "dash"}
    path = _trace("目标线（与基期相比）", [first, last], [Decimal(0), change], line=line)
    figure.add_trace(path.update(mode="lines"))
    figure.add_trace(_star(last, change, f"目标 {item.target_words}", theme))


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


def _goal_label(period: int) -> str:
    return PROVISIONAL_GOAL if is_provisional(period) else GOAL


def _add_goals(
    figure: go.Figure, item: IndicatorItem, checks: Sequence[GoalCheck], theme: ChartTheme
) -> None:
    """Mark each goal, those of parts of a year hollow; the target year's own is a star."""
    for label, symbol in ((GOAL, "diamond"), (PROVISIONAL_GOAL, "diamond-open")):
        marked = [check for check in checks if _goal_label(check.period) == label]
        if not marked:
            continue
        figure.add_trace(
            _trace(
                label,
                [period_end(check.period) for check in marked],
                [check.goal for check in marked],
                mode="markers+text",
                marker={"symbol": symbol, "size": 10, "color": theme.accent},
                text=[format_number(check.goal, item.target.decimals) for check in marked],
                textposition="top center",
            )
        )


def _add_provisional(
    figure: go.Figure, item: IndicatorItem, provisional: Mapping[int, Decimal], theme: ChartTheme
) -> None:
    if not provisional:
        return
    figure.add_trace(
        _trace(
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


def _star(day: dt.date, level: Decimal, words: str, theme: ChartTheme) -> go.Scatter:
    return _trace(
        TARGET,
        [day],
        [level],
        mode="markers+text",
        marker={"symbol": "star", "size": 16, "color": theme.accent},
        text=[escape_markup(words)],
        textposition="top left",
    )


def _add_reported(
    figure: go.Figure, item: IndicatorItem, year_ends: dict[int, dt.date], theme: ChartTheme
) -> None:
    levels = item.assessment.levels
    if not levels:
        return
    figure.add_trace(
        _trace(
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


def _trace(name: str, x: list[dt.date], y: list[Decimal], **style: object) -> go.Scatter:
    return go.Scatter(
        name=name,
        x=x,
        y=[float(value) for value in y],
        hovertemplate="%{x|%Y年%m月}<br>%{y}<extra></extra>",
        **style,
    )


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
        _trace(
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
