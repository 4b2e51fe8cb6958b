"""One indicator in time: reported figures, the line to the target, and where it leads."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import plotly.graph_objects as go

from kzdash.charts import base
from kzdash.charts.theme import PAGE, Look, literal
from kzdash.domain.formatting import number
from kzdash.domain.progress import Measure

if TYPE_CHECKING:
    from decimal import Decimal

    from kzdash.board.items import IndicatorLine


PADDING = 0.18
REPORTED, TARGET, FORECAST = "已填报", "目标", "按现有进度推算"


def path(line: IndicatorLine, as_of: dt.date, look: Look = PAGE) -> go.Figure:
    """Draw the figures reported each year against the target; a change is drawn by its levels."""
    target = line.target
    years = range(target.baseline_year, target.target_year + 1)
    ends = {year: dt.date(year, 12, 31) for year in years}
    figure = base.blank(340, look)
    baseline = _baseline_level(line)
    _add_target(figure, line, baseline, ends, look)
    _add_reported(figure, line, ends, look)
    _add_forecast(figure, line, baseline, ends, look)
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
        ticksuffix=literal(line.reported_unit),
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


def course(line: IndicatorLine) -> list[tuple[str, int, Decimal]]:
    """Return what there is to draw: what it is, of which year, at which level."""
    target, baseline = line.target, _baseline_level(line)
    found = [(REPORTED, year, level) for year, level in line.assessment.levels.items()]
    aim, forecast = _aim(line, baseline), _forecast(line, baseline)
    if aim is not None:
        found.append((TARGET, target.target_year, aim))
    if forecast is not None:
        found.append((FORECAST, target.target_year, forecast))
    return found


def _add_target(
    figure: go.Figure,
    line: IndicatorLine,
    baseline: Decimal | None,
    ends: dict[int, dt.date],
    look: Look,
) -> None:
    target = line.target
    aim = _aim(line, baseline)
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
            text=[f"目标 {number(aim, target.decimals)}{literal(line.reported_unit)}"],
            textposition="top left",
        )
    )


def _add_reported(
    figure: go.Figure, line: IndicatorLine, ends: dict[int, dt.date], look: Look
) -> None:
    levels = line.assessment.levels
    if not levels:
        return
    figure.add_trace(
        _trace(
            REPORTED,
            [ends[year] for year in levels],
            list(levels.values()),
            mode="lines+markers+text",
            line={"color": look.tones[line.status.tone], "width": 3},
            marker={"size": 11},
            text=[number(level, line.target.decimals) for level in levels.values()],
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


def _baseline_level(line: IndicatorLine) -> Decimal | None:
    if line.target.measure is Measure.CUMULATIVE:
        return line.assessment.baseline
    if line.target.measure is Measure.GROWTH:
        return None
    return line.assessment.levels.get(line.target.baseline_year)


def _aim(line: IndicatorLine, baseline: Decimal | None) -> Decimal | None:
    """The target on the scale of what is reported; a change needs its baseline for that."""
    if line.target.measure is not Measure.CHANGE:
        return line.target.target
    if baseline is None:
        return None
    falling = line.target.direction.value == "down"
    return baseline - line.target.target if falling else baseline + line.target.target


def _add_forecast(
    figure: go.Figure,
    line: IndicatorLine,
    baseline: Decimal | None,
    ends: dict[int, dt.date],
    look: Look,
) -> None:
    assessment, target = line.assessment, line.target
    at = _forecast(line, baseline)
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


def _forecast(line: IndicatorLine, baseline: Decimal | None) -> Decimal | None:
    """Where the figures lead by the target year, on the scale of what is reported."""
    ahead, target = line.assessment.forecast, line.target
    if ahead is None or line.assessment.period is None or baseline is None:
        return None
    if target.measure is not Measure.CHANGE:
        return ahead
    return baseline - ahead if target.direction.value == "down" else baseline + ahead
