"""Planned and completed investment of each group, one bar inside the other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kzdash.charts import base
from kzdash.charts.theme import PAGE, ChartTheme, escape_markup
from kzdash.domain.formatting import format_money, truncate

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

    import plotly.graph_objects as go

ROW_HEIGHT = 34
NAME_WIDTH = 12
# a phone has less than two thirds of a chart for the amounts beside the longest bar
AXIS_LENGTH = 2.9


def draw_investment(
    groups: Sequence[tuple[str, int, Decimal, Decimal | None]],
    theme: ChartTheme = PAGE,
) -> go.Figure:
    """Draw groups of (name, projects, planned 万元, completed 万元 or None), the first on top."""
    figure = base.blank_figure(ROW_HEIGHT * max(len(groups), 1) + 8, theme)
    rows = list(range(len(groups)))
    planned = [float(amount) for *_, amount, _ in groups]
    completed = [float(amount or 0) for *_, amount in groups]
    ends = [max(pair) for pair in zip(planned, completed, strict=True)]
    hover = [_hover(*group) for group in groups]
    figure.add_traces(
        [
            base.horizontal_bars(rows, planned, theme.elapsed, hovertemplate=hover),
            base.horizontal_bars(rows, completed, theme.accent, width=0.3),
            # the labels stand beside whichever bar is longer
            base.horizontal_bars(
                rows,
                ends,
                "rgba(0,0,0,0)",
                text=[_label(*group) for group in groups],
                textposition="outside",
            ),
        ]
    )
    longest = max(ends, default=1)
    figure.update_xaxes(visible=False, range=[0, longest * AXIS_LENGTH], fixedrange=True)
    figure.update_yaxes(
        autorange="reversed",
        automargin=True,
        fixedrange=True,
        ticksuffix=" ",
        tickvals=rows,
        ticktext=[escape_markup(truncate(name, NAME_WIDTH)) for name, *_ in groups],
    )
    figure.update_layout(barmode="overlay", bargap=0.35)
    return figure


def _hover(name: str, count: int, planned: Decimal, completed: Decimal | None) -> str:
    return (
        f"{escape_markup(name)}，{count}个项目<br>计划 {format_money(planned)}<br>"
        f"完成 {format_money(completed)}<extra></extra>"
    )


def _label(_name: str, _count: int, planned: Decimal, completed: Decimal | None) -> str:
    done = f"{format_money(completed)} / " if completed is not None else ""
    return f" {done}{format_money(planned)}"
