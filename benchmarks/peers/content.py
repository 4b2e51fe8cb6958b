"""What the peers show: this project's own figures, tables and judgements, kept as it keeps them."""

from __future__ import annotations

import datetime as dt
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from kzdash.board.attention import group_by_unit
from kzdash.board.board import compute_board as compute
from kzdash.charts.countdown import draw_countdown
from kzdash.charts.gantt import draw_gantt
from kzdash.charts.gauge import draw_dials
from kzdash.charts.investment import draw_investment
from kzdash.charts.treemap import draw_treemap
from kzdash.documents import tables
from kzdash.domain.formatting import format_money, format_percent
from kzdash.domain.progress import Status
from kzdash.runtime import config
from kzdash.store import Store

if TYPE_CHECKING:
    from collections.abc import Callable

    import pandas as pd
    import plotly.graph_objects as go

    from kzdash.board.board import Board
    from kzdash.board.items import IndicatorItem

STORE = Store(config.current().database_url)
NAMES = {"/": "总览", "/indicators": "指标", "/projects": "项目投资", "/milestones": "时间节点"}
PLAIN = {"displayModeBar": False, "scrollZoom": False, "doubleClick": False}
HEADLINES = 6
DONE = {Status.DONE_ON_TIME, Status.DONE_LATE}


class Tile(NamedTuple):
    label: str
    figure: str
    more: str


def board(as_of: str | None) -> Board:
    day = dt.date.fromisoformat(as_of) if as_of else dt.datetime.now(dt.UTC).date()
    return _board(STORE.version(), day)


@lru_cache(maxsize=40)
def _board(_version: object, as_of: dt.date) -> Board:
    return compute(STORE, as_of)


def under_title(shown: Board) -> str:
    return f"{shown.plan.document_number} · {shown.plan.office} · 截至{shown.as_of}"


def tiles(shown: Board) -> list[Tile]:
    met = sum(line.status is Status.MET for line in shown.indicators)
    reported = sum(line.latest_report is not None for line in shown.indicators)
    done = sum(line.status in DONE for line in shown.milestones)
    planned = format_money(shown.planned_investment_wan_yuan)
    completed = format_money(shown.completed_investment_wan_yuan)
    return [
        Tile("指标达标", f"{met} / {len(shown.indicators)}", f"{reported} 项有填报数据"),
        Tile("时间节点完成", f"{done} / {len(shown.milestones)}", ""),
        Tile("计划总投资", planned, f"完成 {completed}"),
        Tile("试点期已过", format_percent(shown.time_elapsed, 1), ""),
    ]


def headlines(shown: Board) -> list[IndicatorItem]:
    order = sorted(
        shown.indicators, key=lambda line: (line.latest_report is None, not line.headline)
    )
    return sorted(order[:HEADLINES], key=lambda line: line.number)


def concerns(shown: Board) -> list[list[str]]:
    return [[one.unit, one.counts.words] for one in group_by_unit(shown.concerns)[:5]]


def projects_frame(shown: Board) -> pd.DataFrame:
    frame = tables.projects(shown.projects)
    return frame.astype(object).where(frame.notna(), None)


def states(shown: Board) -> list[str]:
    return list(dict.fromkeys(line.state.word for line in shown.indicators))


def units(shown: Board) -> list[str]:
    return list(dict.fromkeys(unit for line in shown.indicators for unit in line.units))


def filtered(shown: Board, chosen: list[str] | None, unit: str | None) -> list[IndicatorItem]:
    return [
        line
        for line in shown.indicators
        if (not chosen or line.state.word in chosen) and (unit is None or unit in line.units)
    ]


def gauge(shown: Board, line: IndicatorItem) -> go.Figure:
    return _once(shown, draw_dials, [line])


def countdown(shown: Board, height: int) -> go.Figure:
    return _once(shown, draw_countdown, shown.milestones, shown.as_of, height)


def treemap(shown: Board) -> go.Figure:
    return _once(shown, draw_treemap, shown.categories, shown.projects)


def gantt(shown: Board) -> go.Figure:
    return _once(shown, draw_gantt, shown.projects, shown.as_of)


def investment(shown: Board) -> go.Figure:
    groups = tuple(
        (
            category.category_name,
            category.physical.count,
            category.planned_investment_wan_yuan,
            category.completed_investment_wan_yuan,
        )
        for category in shown.categories
    )
    return _once(shown, draw_investment, groups)


class _Given(tuple[Any, ...]):
    """What a figure is made of; the key beside it says whether it is the same."""

    __slots__ = ()

    def __hash__(self) -> int:
        return 0

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Given)


def _once(shown: Board, build: Callable[..., go.Figure], *inputs: object) -> go.Figure:
    key = tuple(
        tuple(getattr(part, "number", part) for part in given)
        if isinstance(given, tuple)
        else getattr(given, "number", given)
        for given in inputs
    )
    return _figure(build, shown.key, key, _Given(inputs))


@lru_cache(maxsize=600)
def _figure(
    build: Callable[..., go.Figure], _board: object, _key: object, given: _Given
) -> go.Figure:
    return build(*given)
