"""Four pages of the same content on NiceGUI, as its documentation says to build them.

One page whose views change without a reload, figures as the dicts that it recommends, what it sends
compressed, and a look for news every other second.
"""

# no postponed annotations: NiceGUI looks for its own among those of a view
import json
import sys
from typing import TYPE_CHECKING, Any

from nicegui import PageArguments, app, ui

from benchmarks.peers import content
from benchmarks.peers.content import STORE

if TYPE_CHECKING:
    from collections.abc import Sequence

    import plotly.graph_objects as go

    from kzdash.board.board import Board
    from kzdash.board.items import IndicatorItem

ROW = "display: flex; flex-wrap: wrap; gap: 8px"
WIDE = "flex: 1; min-width: 0"


# a figure has no hash; content.py keeps each, so that its id stays its own
_packed: dict[int, dict[str, Any]] = {}


def graph(figure: "go.Figure") -> None:
    if id(figure) not in _packed:
        options = {**content.PLAIN, "responsive": True}
        _packed[id(figure)] = {**json.loads(figure.to_json()), "config": options}
    ui.plotly(_packed[id(figure)]).style("width: 100%")


def head(shown: "Board", title: str) -> None:
    ui.html(title, tag="h1", sanitize=False).style("font-size: 1.7rem; line-height: 1.3")
    ui.label(content.under_title(shown))


def cards(shown: "Board", lines: "Sequence[IndicatorItem]", width: int) -> None:
    with ui.element().style(ROW):
        for line in lines:
            with ui.element().style(f"width: {width}px"):
                ui.link(f"{line.number}. {line.short_name}", f"/indicators?item={line.number}")
                graph(content.gauge(shown, line))


def overview(args: PageArguments) -> None:
    shown = content.board(args.query_parameters.get("as_of"))
    head(shown, shown.plan.short_title)
    with ui.element().style(ROW):
        for tile in content.tiles(shown):
            with ui.element().style("flex: 1"):
                for words in tile:
                    ui.label(words)
    with ui.element().style("display: flex; gap: 16px"):
        with ui.element().style("flex: 11"):
            ui.label("重点指标")
            cards(shown, content.headlines(shown), 208)
            ui.label("倒计时")
            graph(content.countdown(shown, 186))
        with ui.element().style("flex: 10"):
            ui.label("投资分布")
            graph(content.treemap(shown))
            ui.label("需要关注")
            for row in content.concerns(shown):
                ui.label(" ".join(row))


def indicators(args: PageArguments) -> None:
    shown = content.board(args.query_parameters.get("as_of"))
    head(shown, "主要指标")
    chosen: set[str] = set()

    def toggle(status: str, *, on: bool) -> None:
        (chosen.add if on else chosen.discard)(status)
        gauges.refresh()

    with ui.element().style(ROW).props("id=status"):
        for status in content.states(shown):
            ui.checkbox(
                status, on_change=lambda event, status=status: toggle(status, on=event.value)
            )
    unit = ui.select(content.units(shown), label="全部责任单位", clearable=True)

    @ui.refreshable
    def gauges() -> None:
        cards(shown, content.filtered(shown, list(chosen), unit.value), 272, 190)

    gauges()
    unit.on_value_change(gauges.refresh)


def projects(args: PageArguments) -> None:
    shown = content.board(args.query_parameters.get("as_of"))
    head(shown, content.NAMES["/projects"])
    with ui.element().style("display: flex"):
        for figure in (content.treemap(shown), content.investment(shown)):
            with ui.element().style(WIDE):
                graph(figure)
    graph(content.gantt(shown))
    frame = content.projects_frame(shown)
    ui.aggrid(
        {
            "rowData": frame.to_dict("records"),
            "columnDefs": [{"field": name} for name in frame.columns],
        }
    )


def milestones(args: PageArguments) -> None:
    shown = content.board(args.query_parameters.get("as_of"))
    head(shown, content.NAMES["/milestones"])
    graph(content.countdown(shown, 220))
    for line in shown.milestones:
        ui.label(line.due.words)
        ui.label(line.name)
        ui.label(line.summary)


def root() -> None:
    seen = [STORE.version()]
    with ui.element().style("display: flex; width: 100%"):
        with ui.element("nav").style("width: 240px; display: flex; flex-direction: column"):
            for path, name in content.NAMES.items():
                ui.link(name, path)
            ui.date_input()
        with ui.element("main").style(WIDE):
            views = (overview, indicators, projects, milestones)
            pages = ui.sub_pages(dict(zip(content.NAMES, views, strict=True)))

    def look() -> None:
        if (version := STORE.version()) != seen[0]:
            seen[0] = version
            pages.refresh()

    ui.timer(2, look)


@app.get("/_stcore/health")
def health() -> str:
    return "ok"


if __name__ == "__main__":
    ui.run(
        root,
        host="127.0.0.1",
        port=int(sys.argv[1]),
        title="计划看板",
        language="zh-CN",
        reload=False,
        show=False,
        tailwind=False,
        show_welcome_message=False,
    )
