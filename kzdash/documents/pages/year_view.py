"""Investment of the year as HTML: large figures, and a bar a category against plan and pace."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kzdash.board.project_money import LAGS, category_years, has_year, year_sum
from kzdash.charts.svg.bullet import Bullet, Scale, draw_bullet
from kzdash.documents.pages.figure_tiles import FigureTile
from kzdash.documents.pages.links import HtmlPage
from kzdash.documents.pages.money_style import STYLE, TEMPLATES
from kzdash.domain.formatting import NO_DATA, format_money
from kzdash.domain.progress import Tone

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kzdash.board.board import Board
    from kzdash.board.items import Category, ProjectItem
    from kzdash.documents.pages.links import PageLinks
    from kzdash.domain.progress import YearSum

HOW = (
    "各项目开工以来完成投资，减去上年末的累计数。上年末以前没有填报的项目算不出本年完成数，不计入。"
)


def year_figures(
    items: Sequence[ProjectItem], board: Board, links: PageLinks
) -> tuple[FigureTile, ...]:
    """Return what was completed and planned this year, and what should have begun or ended.

    None where nothing of it is known of any project.
    """
    lags = {name: [item for item in items if is_one(item)] for name, is_one in LAGS.items()}
    if not any(map(has_year, items)) and not any(lags.values()):
        return ()
    found, year = year_sum(items, board.as_of), board.as_of.year
    planned = "未下达" if found.planned is None else format_money(found.planned)
    return (
        FigureTile(
            f"{year}年完成投资",
            format_money(found.completed),
            f"{found.count}个中{found.completed_count}个可算",
            HOW,
        ),
        FigureTile(f"{year}年计划投资", planned, _pace_words(found)),
        *(
            FigureTile(
                name,
                f"{len(own)} 个",
                address=links.page("projects", {"lag": name}) if own else "",
            )
            for name, own in lags.items()
        ),
    )


def _pace_words(found: YearSum) -> str:
    if found.pace is None:
        return found.words if found.planned_count else "没有登记年度计划"
    return f"{found.pace.words}（{found.words}）"


def compose_year(items: Sequence[ProjectItem], board: Board) -> HtmlPage:
    """Compose a bar for each category of which a project has a plan for the year; else nothing."""
    rows = list(category_years(items, board.categories, board.as_of))
    if not rows:
        return HtmlPage("", frozenset(), STYLE)
    elapsed = year_sum(items, board.as_of).pace
    html = TEMPLATES.get_template("year.html").render(
        year=board.as_of.year,
        elapsed=f"{elapsed.elapsed * 100:.1f}%" if elapsed else "",
        rows=[_row(category, found) for category, found in rows],
    )
    return HtmlPage(html, frozenset(), STYLE)


def _row(category: Category, found: YearSum) -> dict[str, str]:
    """Return a row: its bar is on one axis for all, 0 to the year's plan and a quarter more."""
    if found.compared is None or found.pace is None:
        bullet, amounts, pace = Bullet(Scale.NO_FIGURE, Tone.NONE), NO_DATA, ""
    else:
        completed, planned = found.compared
        bullet = Bullet(
            Scale.LENGTH, Tone.CALM, float(found.pace.completion), float(found.pace.elapsed)
        )
        amounts = f"{format_money(completed)} / {format_money(planned)}"
        pace = found.pace.words.removeprefix("投资进度")
    return {
        "name": category.short_name,
        "bar": draw_bullet(bullet),
        "amounts": amounts,
        "pace": pace,
        "count": found.words,
    }
