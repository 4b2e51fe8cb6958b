"""总览 composed from a board: verdict, tiles, indicators, attention, money, milestones, treemap."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kzdash.board.cache import memoized
from kzdash.board.status_counts import count_states
from kzdash.board.verdict import compose_verdict
from kzdash.charts.svg.treemap import Drawing, draw_treemap
from kzdash.documents.overview import attention_rows, indicator_rows, plan_rows, tiles
from kzdash.documents.overview.sheet import STYLE, TEMPLATES
from kzdash.documents.pages.links import HtmlPage, PageLinks
from kzdash.domain.formatting import format_date
from kzdash.domain.progress import State

if TYPE_CHECKING:
    from kzdash.board.board import Board
    from kzdash.board.changes import Changes
    from kzdash.documents.pages.links import Query

KEPT_PAGES = 60
PARTS = ("indicators", "treemap", "milestones")
# rows of what needs attention that are seen before the others are asked for
SHOWN_ROWS, SHOWN_BESIDE_GREETING = 8, 4
# width and height at least, in pixels, by the class that shows the drawing
TREEMAPS = {"narrow": (326, 620), "middle": (440, 420), "broad": (590, 350), "wide": (725, 330)}


@dataclass(frozen=True, slots=True)
class OverviewRequest:
    """What the url of the page says: what every link keeps, and how attention is grouped.

    `unit` opens that unit's group; `folder` is where the pages are that the links lead to.
    """

    kept: Query = field(default_factory=dict)
    folder: str = "/"
    by_unit: bool = False
    unit: str = ""


def _key(board: Board, changes: Changes, request: OverviewRequest) -> object:
    return board.key, changes.since, str(request)


@memoized(KEPT_PAGES, key=_key)
def compose_overview(board: Board, changes: Changes, request: OverviewRequest) -> HtmlPage:
    """Compose the page; `changes` are those until the board's day."""
    links = PageLinks(request.kept, folder=request.folder)
    rows = attention_rows.attention_rows(board)
    first_reports = plan_rows.first_reports(board)
    by_unit = request.by_unit or bool(request.unit)
    html = TEMPLATES.get_template("overview.html").render(
        **_parts(board, links),
        plan=board.plan,
        day=format_date,
        verdict=compose_verdict(board).parts,
        tiles=tiles.overview_tiles(board, changes),
        since=changes.since.isoformat(),
        first_reports=first_reports,
        rows=rows,
        shown=SHOWN_BESIDE_GREETING if first_reports else SHOWN_ROWS,
        groups=attention_rows.group_rows(rows) if by_unit else (),
        by_unit=by_unit,
        open_unit=request.unit,
        counts=attention_rows.count_words(rows),
        unreported=count_states(board.followed)[State.UNREPORTED],
        money=plan_rows.money_rows(board),
    )
    return HtmlPage(html, frozenset(links.made), STYLE)


def compose_part(name: str, board: Board, links: PageLinks) -> str:
    """Compose one part of the page by itself, without its style sheet: `PARTS` names them."""
    return TEMPLATES.get_template("part.html").render(part=f"{name}.html", **_parts(board, links))


def _parts(board: Board, links: PageLinks) -> dict[str, object]:
    return {
        "board": board,
        "link": links.page,
        "item_link": links.item,
        "indicators": indicator_rows.indicator_rows(board.indicators),
        "milestones": plan_rows.milestone_steps(board),
        "done": sum(item.is_done for item in board.milestones),
        # drawn four times, where a template shows them
        "treemaps": lambda: {
            name: draw_treemap(board.categories, board.projects, Drawing(width, height, links.page))
            for name, (width, height) in TREEMAPS.items()
        },
    }
