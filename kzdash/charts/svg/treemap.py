"""The treemap of planned investment: categories, in them projects in the shade of their progress.

A tile that would be too small for its words is drawn larger; the amounts written on it stay exact.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from html import escape
from typing import TYPE_CHECKING

from kzdash.charts.svg.text import text_width, wrap
from kzdash.charts.treemap_layout import (
    Rectangle,
    category_shares,
    inset,
    name_of_rest,
    shares,
    split_by_size,
    squarified,
)
from kzdash.domain.formatting import format_money, format_quantity
from kzdash.domain.progress import LAGGING, State, category_progress

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from kzdash.board.items import Category, ProjectItem

    Link = Callable[[str, dict[str, str]], str]

LEAST_AREA_PX = 3000
HEAD_PX, GAP_PX, PAD_PX = 21, 6, 5
NAME_PX, NOTE_PX, LINE_PX = 13, 12, 16
SHADE_STEPS = (25, 50, 75, 100)
NO_REPORT = "unreported"
MARKED = (State.OVERDUE, *LAGGING)


@dataclass(frozen=True, slots=True)
class Tile:
    """A project's tile, or that of several small ones; `shade` is the class of its progress."""

    name: str
    note: str
    label: str
    shade: str
    query: dict[str, str]
    amount: Decimal
    state: State | None = None


@dataclass(frozen=True, slots=True)
class Drawing:
    """What a treemap is drawn for: its least size in pixels, and its links."""

    width: int
    height: int
    link: Link | None = None

    @property
    def hatch(self) -> str:
        """The id of the pattern of what nobody reported."""
        return f"hatch-{self.width}"


def draw_treemap(
    categories: Sequence[Category], projects: Sequence[ProjectItem], drawing: Drawing
) -> str:
    """Draw the treemap at least as large as `drawing` says; text keeps its size if it is wider."""
    present = sorted(
        (one for one in categories if any(item.programme == one.number for item in projects)),
        key=lambda one: -one.planned_investment_wan_yuan,
    )
    whole = Rectangle(0, 0, drawing.width, drawing.height)
    boxes = squarified(category_shares(present), whole) if present else []
    total = sum((item.planned_investment_wan_yuan for item in projects), Decimal(0))
    parts = [
        _draw_category(category, _tiles(category, projects, total), box, drawing)
        for category, box in zip(present, boxes, strict=True)
    ]
    return (
        f'<svg class="treemap" width="100%" height="{drawing.height}" role="group" '
        f'aria-label="各类工程和项目的计划总投资"><defs><pattern id="{drawing.hatch}" width="6" '
        'height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
        '<rect class="hatch-ground" width="6" height="6"/><rect class="hatch-line" width="2" '
        f'height="6"/></pattern></defs>{"".join(parts)}</svg>'
    )


def _tiles(category: Category, projects: Iterable[ProjectItem], total: Decimal) -> list[Tile]:
    own = (item for item in projects if item.programme == category.number)
    large, small = split_by_size(own, total)
    tiles = [_project_tile(item) for item in large]
    return [*tiles, _rest_tile(category, small)] if small else tiles


def _project_tile(item: ProjectItem) -> Tile:
    state, physical = item.state, item.physical_progress_percent
    money = format_money(item.planned_investment_wan_yuan)
    progress = state.word if physical is None else f"形象进度{format_quantity(physical, '%')}"
    return Tile(
        name=item.short_name,
        note=money.removesuffix("元") + ("" if physical is None else f" {physical:.0f}%"),
        label="，".join(dict.fromkeys((item.name, f"计划{money}", progress, item.state_words))),
        shade=_shade(physical, is_done=item.is_done),
        query={"item": str(item.number)},
        amount=item.planned_investment_wan_yuan,
        state=state,
    )


def _rest_tile(category: Category, items: Sequence[ProjectItem]) -> Tile:
    amount = sum((item.planned_investment_wan_yuan for item in items), Decimal(0))
    physical = category_progress(
        [
            (
                item.planned_investment_wan_yuan,
                Decimal(100) if item.is_done else item.physical_progress_percent,
            )
            for item in items
        ]
    )
    worst = min((item.state for item in items), key=lambda state: state.seriousness)
    names = "、".join(item.short_name for item in items)
    return Tile(
        name=name_of_rest(len(items), category.physical.count),
        note=format_money(amount).removesuffix("元"),
        label=f"{len(items)}个项目，计划{format_money(amount)}：{names}",
        shade=_shade(physical.physical_progress_percent, is_done=False),
        query={"programme": category.category_name},
        amount=amount,
        state=worst if worst in MARKED else None,
    )


def _shade(percent: Decimal | None, *, is_done: bool) -> str:
    if is_done:
        return f"shade{len(SHADE_STEPS)}"
    if percent is None:
        return NO_REPORT
    return f"shade{sum(percent >= step for step in SHADE_STEPS)}"


def _draw_category(
    category: Category, tiles: Sequence[Tile], outer: Rectangle, drawing: Drawing
) -> str:
    box = inset(outer, GAP_PX)
    head = min(HEAD_PX, box.height / 2)
    inner = Rectangle(box.x, box.y + head, box.width, box.height - head)
    least = LEAST_AREA_PX / max(inner.width * inner.height, 1)
    ordered = sorted(tiles, key=lambda tile: -tile.amount)
    boxes = squarified(shares([tile.amount for tile in ordered], least), inner)
    title = f"{category.short_name} {format_money(category.planned_investment_wan_yuan)}"
    words = title if text_width(title, NAME_PX) <= box.width else category.short_name
    lines = wrap(words, max(box.width, NAME_PX), NAME_PX, 1)
    place = _at(Rectangle(box.x, box.y, box.width, head), drawing)
    heading = (
        f'<svg {place}><title>{escape(title)}</title><rect class="head" '
        'width="100%" height="100%"/><text class="category" y="15">'
        f"{escape(''.join(lines))}</text></svg>"
    )
    query = {"programme": category.category_name}
    return _linked(heading, query, drawing) + "".join(
        _draw_tile(tile, inset(one, GAP_PX / 3), drawing)
        for tile, one in zip(ordered, boxes, strict=True)
    )


def _draw_tile(tile: Tile, box: Rectangle, drawing: Drawing) -> str:
    marked = tile.state in MARKED
    name = f"{tile.state.shape}{tile.name}" if tile.state and marked else tile.name
    room = box.width - 2 * PAD_PX
    # a tile as low as one line has no room above it
    top = min(PAD_PX - 1, max((box.height - LINE_PX) / 2, 0)) + NAME_PX
    lines = wrap(name, room, NAME_PX, max(int((box.height - PAD_PX + 2) // LINE_PX), 1))
    drawn = [
        f'<text x="{PAD_PX}" y="{top + LINE_PX * at:.1f}">{escape(line)}</text>'
        for at, line in enumerate(lines)
    ]
    foot = top + LINE_PX * len(lines)
    if lines and foot + PAD_PX <= box.height and text_width(tile.note, NOTE_PX) <= room:
        drawn.append(f'<text class="note" x="{PAD_PX}" y="{foot:.1f}">{escape(tile.note)}</text>')
    fill = f' fill="url(#{drawing.hatch})"' if tile.shade == NO_REPORT else ""
    edge = f" edge {tile.state.tone}" if tile.state and marked else ""
    body = (
        f'<svg class="tile {tile.shade}" {_at(box, drawing)}><title>{escape(tile.label)}</title>'
        f'<rect class="stone{edge}" width="100%" height="100%"{fill}/>{"".join(drawn)}</svg>'
    )
    return _linked(body, tile.query, drawing)


def _linked(drawn: str, query: dict[str, str], drawing: Drawing) -> str:
    if drawing.link is None:
        return drawn
    href = escape(drawing.link("projects", query))
    return f'<a href="{href}">{drawn}</a>'


def _at(box: Rectangle, drawing: Drawing) -> str:
    """Return place and size as shares of the drawing, which may be wider than it was laid out."""
    x, width = (length / drawing.width * 100 for length in (box.x, box.width))
    y, height = (length / drawing.height * 100 for length in (box.y, box.height))
    return f'x="{x:.2f}%" y="{y:.2f}%" width="{width:.2f}%" height="{height:.2f}%"'
