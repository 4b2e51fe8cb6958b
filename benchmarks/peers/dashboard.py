"""Four pages of the same content on Dash, as its documentation says to build them for production.

Figures, tables and judgements are this project's own and are kept as this project keeps them. It
runs under gunicorn, compresses what it sends, and looks for news every other second.
"""

from __future__ import annotations

import datetime as dt
import logging
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import dash
import dash_ag_grid
from dash import Input, Output, State, dcc, html

from kzdash.board.attention import group_by_unit
from kzdash.board.board import compute_board as compute
from kzdash.charts.countdown import draw_countdown
from kzdash.charts.gantt import draw_gantt
from kzdash.charts.gauge import draw_gauge
from kzdash.charts.investment import draw_investment
from kzdash.charts.treemap import draw_treemap
from kzdash.documents import tables
from kzdash.domain.formatting import format_money, format_percent
from kzdash.domain.progress import Status
from kzdash.runtime import config
from kzdash.store import Store

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import plotly.graph_objects as go

    from kzdash.board.board import Board
    from kzdash.board.items import IndicatorItem

logging.getLogger("dash").setLevel(logging.WARNING)
PLAIN = {"displayModeBar": False, "scrollZoom": False, "doubleClick": False}
STORE = Store(config.current().database_url)
ROW = {"display": "flex", "flexWrap": "wrap", "gap": "8px"}
WIDE = {"flex": "1", "minWidth": 0}
HEADLINES = 6
DONE = {Status.DONE_ON_TIME, Status.DONE_LATE}


def board(as_of: str | None) -> Board:
    day = dt.date.fromisoformat(as_of) if as_of else dt.datetime.now(dt.UTC).date()
    return _board(STORE.version(), day)


@lru_cache(maxsize=40)
def _board(_version: object, as_of: dt.date) -> Board:
    return compute(STORE, as_of)


def graph(shown: Board, build: Callable[..., go.Figure], *inputs: object) -> dcc.Graph:
    key = tuple(
        tuple(getattr(part, "number", part) for part in given)
        if isinstance(given, tuple)
        else getattr(given, "number", given)
        for given in inputs
    )
    return dcc.Graph(figure=_figure(build, shown.key, key, _Given(inputs)), config=PLAIN)


class _Given(tuple[Any, ...]):
    """What a figure is made of; the key beside it says whether it is the same."""

    __slots__ = ()

    def __hash__(self) -> int:
        return 0

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Given)


@lru_cache(maxsize=600)
def _figure(
    build: Callable[..., go.Figure], _board: object, _key: object, given: _Given
) -> go.Figure:
    return build(*given)


def head(shown: Board, title: str) -> list[Any]:
    plan = shown.plan
    return [html.H1(title), html.P(f"{plan.document_number} · {plan.office} · 截至{shown.as_of}")]


def tile(label: str, figure: str, more: str) -> html.Div:
    return html.Div([html.Small(label), html.H2(figure), html.Small(more)], style={"flex": "1"})


def cards(shown: Board, lines: Sequence[IndicatorItem], width: int, height: int) -> html.Div:
    return html.Div(
        [
            html.Div(
                [
                    dcc.Link(
                        f"{line.number}. {line.short_name}", f"/indicators?item={line.number}"
                    ),
                    graph(shown, draw_gauge, line, height),
                ],
                style={"width": f"{width}px"},
            )
            for line in lines
        ],
        style=ROW,
    )


def overview(as_of: str | None = None, **_: str) -> html.Div:
    shown = board(as_of)
    order = sorted(
        shown.indicators, key=lambda line: (line.latest_report is None, not line.headline)
    )
    headline = sorted(order[:HEADLINES], key=lambda line: line.number)
    rows = [
        html.Tr([html.Td(str(cell)) for cell in (one.unit, one.late, one.behind, one.unreported)])
        for one in group_by_unit(shown.concerns)[:5]
    ]
    met = sum(line.status is Status.MET for line in shown.indicators)
    reported = sum(line.latest_report is not None for line in shown.indicators)
    done = sum(line.status in DONE for line in shown.milestones)
    spent = shown.completed_investment_wan_yuan
    left = [
        html.H3("重点指标"),
        cards(shown, headline, 208, 150),
        html.H3("倒计时"),
        graph(shown, draw_countdown, shown.milestones, shown.as_of, 186),
    ]
    right = [
        html.H3("投资分布"),
        graph(shown, draw_treemap, shown.categories, shown.projects),
        html.H3("需要关注"),
        html.Table(rows),
    ]
    tiles = [
        tile("指标达标", f"{met} / {len(shown.indicators)}", f"{reported} 项有填报数据"),
        tile("时间节点完成", f"{done} / {len(shown.milestones)}", ""),
        tile(
            "计划总投资",
            format_money(shown.planned_investment_wan_yuan),
            f"完成 {format_money(spent)}",
        ),
        tile("试点期已过", format_percent(shown.time_elapsed, 1), ""),
    ]
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
    shown = board(as_of)
    statuses = list(dict.fromkeys(line.status.label for line in shown.indicators))
    units = list(dict.fromkeys(unit for line in shown.indicators for unit in line.lead_units))
    return html.Div(
        [
            *head(shown, "主要指标"),
            dcc.Checklist(statuses, id="status", inline=True),
            dcc.Dropdown(units, id="unit", placeholder="全部责任单位"),
            html.Div(cards(shown, shown.indicators, 272, 190), id="gauges"),
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
    shown = board(as_of)
    lines = [
        line
        for line in shown.indicators
        if (not statuses or line.status.label in statuses)
        and (unit is None or unit in line.lead_units)
    ]
    return cards(shown, lines, 272, 190)


def projects(as_of: str | None = None, **_: str) -> html.Div:
    shown = board(as_of)
    frame = tables.projects(shown.projects)
    groups = tuple(
        (
            category.category_name,
            category.physical.count,
            category.planned_investment_wan_yuan,
            category.completed_investment_wan_yuan,
        )
        for category in shown.categories
    )
    grid = dash_ag_grid.AgGrid(
        rowData=frame.astype(object).where(frame.notna(), None).to_dict("records"),
        columnDefs=[{"field": name} for name in frame.columns],
    )
    return html.Div(
        [
            *head(shown, "项目投资"),
            html.Div(
                [
                    html.Div(
                        graph(shown, draw_treemap, shown.categories, shown.projects),
                        style=WIDE,
                    ),
                    html.Div(graph(shown, draw_investment, groups), style=WIDE),
                ],
                style={"display": "flex"},
            ),
            graph(shown, draw_gantt, shown.projects, shown.as_of),
            grid,
        ]
    )


def milestones(as_of: str | None = None, **_: str) -> html.Div:
    shown = board(as_of)
    return html.Div(
        [
            *head(shown, "时间节点"),
            graph(shown, draw_countdown, shown.milestones, shown.as_of, 220),
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
NAMES = {"/": "总览", "/indicators": "指标", "/projects": "项目投资", "/milestones": "时间节点"}
LAYOUTS = dict(zip(NAMES, (overview, indicators, projects, milestones), strict=True))
for _path, _name in NAMES.items():
    dash.register_page(_name, path=_path, layout=LAYOUTS[_path])
app.layout = html.Div(
    [
        html.Nav(
            [
                *(dcc.Link(name, path) for path, name in NAMES.items()),
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
