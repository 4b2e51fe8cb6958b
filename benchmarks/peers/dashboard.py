"""Four pages of the same content on Dash, as its documentation says to build them for production.

Figures, tables and judgements are this project's own and are kept as this project keeps them. It
runs under gunicorn, compresses what it sends, and looks for news every other second.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

import dash
import dash_ag_grid
from dash import Input, Output, State, dcc, html

from benchmarks.peers import content
from benchmarks.peers.content import STORE

if TYPE_CHECKING:
    from collections.abc import Sequence

    import plotly.graph_objects as go

    from kzdash.board.board import Board
    from kzdash.board.items import IndicatorItem

logging.getLogger("dash").setLevel(logging.WARNING)
ROW = {"display": "flex", "flexWrap": "wrap", "gap": "8px"}
WIDE = {"flex": "1", "minWidth": 0}


def graph(figure: go.Figure) -> dcc.Graph:
    return dcc.Graph(figure=figure, config=content.PLAIN)


def head(shown: Board, title: str) -> list[Any]:
    return [html.H1(title), html.P(content.under_title(shown))]


def tile(shown: content.Tile) -> html.Div:
    return html.Div(
        [html.Small(shown.label), html.H2(shown.figure), html.Small(shown.more)],
        style={"flex": "1"},
    )


def cards(shown: Board, lines: Sequence[IndicatorItem], width: int) -> html.Div:
    return html.Div(
        [
            html.Div(
                [
                    dcc.Link(
                        f"{line.number}. {line.short_name}", f"/indicators?item={line.number}"
                    ),
                    graph(content.gauge(shown, line)),
                ],
                style={"width": f"{width}px"},
            )
            for line in lines
        ],
        style=ROW,
    )


def overview(as_of: str | None = None, **_: str) -> html.Div:
    shown = content.board(as_of)
    left = [
        html.H3("重点指标"),
        cards(shown, content.headlines(shown), 208),
        html.H3("倒计时"),
        graph(content.countdown(shown, 186)),
    ]
    right = [
        html.H3("投资分布"),
        graph(content.treemap(shown)),
        html.H3("需要关注"),
        html.Table([html.Tr([html.Td(cell) for cell in row]) for row in content.concerns(shown)]),
    ]
    tiles = [tile(one) for one in content.tiles(shown)]
    return html.Div(
        [
            *head(shown, shown.plan.short_title),
            html.Div(tiles, style=ROW),
            html.Div(
                [html.Div(left, style={"flex": "11"}), html.Div(right, style={"flex": "10"})],
                style={"display": "flex", "gap": "16px"},
            ),
        ]
    )


def indicators(as_of: str | None = None, **_: str) -> html.Div:
    shown = content.board(as_of)
    return html.Div(
        [
            *head(shown, "主要指标"),
            dcc.Checklist(content.states(shown), id="status", inline=True),
            dcc.Dropdown(content.units(shown), id="unit", placeholder="全部责任单位"),
            html.Div(cards(shown, shown.indicators, 272), id="gauges"),
            dcc.Store(id="as-of", data=as_of),
        ]
    )


@dash.callback(
    Output("gauges", "children"),
    Input("status", "value"),
    Input("unit", "value"),
    State("as-of", "data"),
    prevent_initial_call=True,
)
def filtered(statuses: list[str] | None, unit: str | None, as_of: str | None) -> html.Div:
    shown = content.board(as_of)
    return cards(shown, content.filtered(shown, statuses, unit), 272)


def projects(as_of: str | None = None, **_: str) -> html.Div:
    shown = content.board(as_of)
    frame = content.projects_frame(shown)
    grid = dash_ag_grid.AgGrid(
        rowData=frame.to_dict("records"),
        columnDefs=[{"field": name} for name in frame.columns],
    )
    return html.Div(
        [
            *head(shown, "项目投资"),
            html.Div(
                [
                    html.Div(graph(content.treemap(shown)), style=WIDE),
                    html.Div(graph(content.investment(shown)), style=WIDE),
                ],
                style={"display": "flex"},
            ),
            graph(content.gantt(shown)),
            grid,
        ]
    )


def milestones(as_of: str | None = None, **_: str) -> html.Div:
    shown = content.board(as_of)
    return html.Div(
        [
            *head(shown, "时间节点"),
            graph(content.countdown(shown, 220)),
            *(
                html.Div([html.H2(line.due.words), html.H5(line.name), html.P(line.summary)])
                for line in shown.milestones
            ),
        ]
    )


app = dash.Dash(
    "peer",
    use_pages=True,
    pages_folder="",
    compress=True,
    suppress_callback_exceptions=True,
    title="计划看板",
    update_title=None,
)
LAYOUTS = dict(zip(content.NAMES, (overview, indicators, projects, milestones), strict=True))
for _path, _name in content.NAMES.items():
    dash.register_page(_name, path=_path, layout=LAYOUTS[_path])
app.layout = html.Div(
    [
        html.Nav(
            [
                *(dcc.Link(name, path) for path, name in content.NAMES.items()),
                dcc.DatePickerSingle(id="day", date=None),
            ],
            style={"width": "240px", "display": "flex", "flexDirection": "column"},
        ),
        html.Main(dash.page_container, style=WIDE),
        dcc.Interval(id="look", interval=2000),
        dcc.Store(id="version", data=list(STORE.version())),
        dcc.Location(id="here", refresh=True),
    ],
    style={"display": "flex"},
)


@dash.callback(
    Output("here", "href"),
    Input("look", "n_intervals"),
    State("version", "data"),
    State("here", "href"),
    prevent_initial_call=True,
)
def look(_turn: int, version: list[int], here: str) -> object:
    return dash.no_update if list(STORE.version()) == version else here


server = app.server
