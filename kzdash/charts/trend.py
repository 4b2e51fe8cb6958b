"""One indicator in time: reported figures, the line to the target, and where it leads."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import plotly.graph_objects as go

from kzdash.charts import base
from kzdash.charts.theme import PAGE, ChartTheme, escape_markup
from kzdash.domain.formatting import format_number
from kzdash.domain.progress import Measure

if TYPE_CHECKING:
    from decimal import Decimal

    from kzdash.board.items import IndicatorItem


PADDING = 0.18
REPORTED, TARGET, FORECAST = "已填报", "目标", "按现有进度推算"


def draw_trend(item: IndicatorItem, as_of: dt.date, look: ChartTheme = PAGE) -> go.Figure:
    """Draw the figures reported each year against the target; a change is drawn by its levels."""
    target = item.target
    years = range(target.baseline_year, target.target_year + 1)
    ends = {year: dt.date(year, 12, 31) for year in years}
    figure = base.blank_figure(340, look)
    baseline = _baseline_level(item)
    _add_target(figure, item, baseline, ends, look)
    _add_reported(figure, item, ends, look)
    _add_forecast(figure, item, baseline, ends, look)
    if ends[target.baseline_year] <= as_of <= ends[target.target_year]:
        figure.add_vline(x=as_of, line={"color": look.muted, "width": 1, "dash": "dot"})
    figure.update_xaxes(
        range=[dt.date(target.baseline_year, 10, 15), dt.date(target.target_year + 1, 2, 28)],
        tickvals=list(ends.values()),
        ticktext=[f"{year}年" for year in ends],
        fixedrange=True,
        gridcolor=look.grid,
    )
    figure.update_yaxes(
        ticksuffix=escape_markup(item.reported_unit),
        automargin=True,
        gridcolor=look.grid,
        fixedrange=True,
        range=_padded([value for trace in figure.data for value in trace.y]),
    )
    return figure.update_layout(
        margin={"t": 30, "b": 30, "l": 10, "r": 10},
        showlegend=True,
        legend={"orientation": "h", "y": 1.02, "yanchor": "bottom"},
    )


def trend_points(item: IndicatorItem) -> list[tuple[str, int, Decimal]]:
    """Return what there is to draw: what it is, of which year, at which level."""
    target, baseline = item.target, _baseline_level(item)
    found = [(REPORTED, year, level) for year, level in item.assessment.levels.items()]
    aim, forecast = _aim(item, baseline), _forecast(item, baseline)
    if aim is not None:
        found.append((TARGET, target.target_year, aim))
    if forecast is not None:
        found.append((FORECAST, target.target_year, forecast))
    return found


def _add_target(
    figure: go.Figure,
    item: IndicatorItem,
    baseline: Decimal | None,
    ends: dict[int, dt.date],
    look: ChartTheme,
) -> None:
    target = item.target
    aim = _aim(item, baseline)
    if aim is None:
        return
    first, last = ends[target.baseline_year], ends[target.target_year]
    figure.add_trace(
        _trace(
            "目标线",
            [first, last],
            [aim if baseline is None else baseline, aim],
            line={"color": look.accent, "width": 2, "dash": "dash"},
            mode="lines",
        )
    )
    figure.add_trace(
        _trace(
            TARGET,
            [last],
            [aim],
            mode="markers+text",
            marker={"symbol": "star", "size": 16, "color": look.accent},
            text=[f"目标 {format_number(aim, target.decimals)}{escape_markup(item.reported_unit)}"],
            textposition="top left",
        )
    )


def _add_reported(
    figure: go.Figure, item: IndicatorItem, ends: dict[int, dt.date], look: ChartTheme
) -> None:
    levels = item.assessment.levels
    if not levels:
        return
    figure.add_trace(
        _trace(
            REPORTED,
            [ends[year] for year in levels],
            list(levels.values()),
            mode="lines+markers+text",
            line={"color": look.tones[item.status.tone], "width": 3},
            marker={"size": 11},
            text=[format_number(level, item.target.decimals) for level in levels.values()],
            textposition="bottom right",
        )
    )


def _padded(values: list[float]) -> list[float] | None:
    """Leave room above and below for the figures written beside the points."""
    if not values:
        return None
    low, high = min(values), max(values)
    room = (high - low or abs(high) or 1) * PADDING
    return [low - room, high + room]


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


def _aim(item: IndicatorItem, baseline: Decimal | None) -> Decimal | None:
    """The target on the scale of what is reported; a change needs its baseline for that."""
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
    ends: dict[int, dt.date],
    look: ChartTheme,
) -> None:
    assessment, target = item.assessment, item.target
    at = _forecast(item, baseline)
    if at is None or assessment.period is None:
        return
    figure.add_trace(
        _trace(
            FORECAST,
            [ends[assessment.period], ends[target.target_year]],
            [assessment.levels[assessment.period], at],
            mode="lines+markers",
            line={"color": look.muted, "width": 2, "dash": "dot"},
            marker={"symbol": "circle-open", "size": 10},
        )
    )


def _forecast(item: IndicatorItem, baseline: Decimal | None) -> Decimal | None:
    """Where the figures lead by the target year, on the scale of what is reported."""
    ahead, target = item.assessment.forecast, item.target
    if ahead is None or item.assessment.period is None or baseline is None:
        return None
    if target.measure is not Measure.CHANGE:
        return ahead
    return baseline - ahead if target.direction.value == "down" else baseline + ahead
