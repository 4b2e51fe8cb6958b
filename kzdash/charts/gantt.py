"""The building years of the projects, how far each is built, and the as-of date."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from kzdash.charts import base
from kzdash.charts.theme import PAGE, ChartTheme, escape_markup
from kzdash.domain.formatting import format_date, format_money, format_quantity, format_years
from kzdash.domain.progress import LAGGING

if TYPE_CHECKING:
    from collections.abc import Sequence

    import plotly.graph_objects as go

    from kzdash.board.items import ProjectItem

ROW_HEIGHT = 26
MARGINS_HEIGHT = 46
DAY_MS = 86_400_000
# a third of a phone's chart for the words beside the last bar
RIGHT_PADDING = 0.65


def draw_gantt(
    projects: Sequence[ProjectItem], as_of: dt.date, theme: ChartTheme = PAGE
) -> go.Figure:
    """Draw a bar for each project over its building years, the first on top.

    The part of it that is built is in the colour of its status, which stands beside in words.
    """
    figure = base.blank_figure(ROW_HEIGHT * len(projects) + MARGINS_HEIGHT, theme)
    starts = [dt.date(item.start_year, 1, 1) for item in projects]
    ends = [dt.date(item.end_year + 1, 1, 1) for item in projects]
    figure.add_traces(_bars(projects, starts, ends, theme))
    first, last = min([*starts, as_of]), max([*ends, as_of])
    _add_as_of(figure, as_of, "right" if as_of - first > last - as_of else "left", theme)
    figure.update_xaxes(
        type="date",
        range=[first, last + (last - first) * RIGHT_PADDING],
        tickformat="%Y年",
        nticks=4,
        tickangle=0,
        gridcolor=theme.grid,
        fixedrange=True,
        ticklabelmode="period",
    )
    figure.update_yaxes(autorange="reversed", automargin=True, fixedrange=True, ticksuffix=" ")
    margin = {"t": 24, "b": 22, "l": 0, "r": 8}
    return figure.update_layout(margin=margin, barmode="overlay", bargap=0.3)


def _bars(
    projects: Sequence[ProjectItem],
    starts: Sequence[dt.date],
    ends: Sequence[dt.date],
    theme: ChartTheme,
) -> list[go.Bar]:
    """Return the building years of each project, and in them the part that is built."""
    names = [f"{item.number}. {escape_markup(item.short_name)}" for item in projects]
    lengths = [(end - start).days * DAY_MS for start, end in zip(starts, ends, strict=True)]
    built = [
        length * float(item.physical_progress_percent or 0) / 100
        for item, length in zip(projects, lengths, strict=True)
    ]
    return [
        base.horizontal_bars(
            names,
            lengths,
            theme.track,
            base=starts,
            text=[_mark(item) for item in projects],
            textposition="outside",
            customdata=[_hover(item) for item in projects],
            hovertemplate="%{customdata}<extra></extra>",
        ),
        base.horizontal_bars(
            names,
            built,
            [theme.tones[item.state.tone] for item in projects],
            base=starts,
            width=0.4,
        ),
    ]


def _mark(item: ProjectItem) -> str:
    share = item.physical_progress_percent
    built = "" if share is None else f" {format_quantity(share, '%')}"
    # how far a project lags is said under the pointer: on a phone it would run off the chart
    words = item.state.marked if item.state in LAGGING else item.marked
    return f" {escape_markup(words)}{built}"


def _hover(item: ProjectItem) -> str:
    return (
        f"<b>{item.number}. {escape_markup(item.name)}</b><br>"
        f"{format_years(item.start_year, item.end_year)} · "
        f"{format_money(item.planned_investment_wan_yuan)}<br>{item.marked} · "
        f"牵头：{escape_markup(item.lead_words)}"
    )


def _add_as_of(figure: go.Figure, as_of: dt.date, side: str, theme: ChartTheme) -> None:
    stroke = {"color": theme.accent, "width": 2}
    figure.add_shape(
        type="line", x0=as_of, x1=as_of, y0=0, y1=1, yref="paper", line=stroke, layer="below"
    )
    figure.add_annotation(
        x=as_of,
        y=1,
        yref="paper",
        yanchor="bottom",
        text=f"截至{format_date(as_of)}",
        showarrow=False,
        xanchor=side,
        font={"color": theme.accent, "size": 13},
    )
