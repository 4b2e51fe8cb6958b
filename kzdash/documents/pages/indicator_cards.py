"""The words of indicators as cards: name, value, target, gap and state, a link to each view."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kzdash.board import goals
from kzdash.charts.svg.bullet import compute_bullet
from kzdash.charts.svg.dial import WIDTH as DIAL_WIDTH
from kzdash.charts.svg.dial import draw_dial
from kzdash.charts.svg.style import stylesheet
from kzdash.documents.overview.indicator_rows import gap_words, most_serious_first
from kzdash.documents.pages.item_table import FOLDER, TEMPLATES
from kzdash.documents.pages.links import HtmlPage
from kzdash.domain.formatting import format_number
from kzdash.domain.progress import Measure

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kzdash.board.items import IndicatorItem
    from kzdash.documents.pages.links import PageLinks

# cards that one figure and one component of the page draw: two are a quarter less work for a
# browser than one, and a phone has room for two
TOGETHER = 2
BY_STATE, BY_NUMBER = "按轻重", "按序号"
STYLE = stylesheet(".indicator-cards") + (FOLDER / "indicator_cards.css").read_text("utf-8")


def in_order(items: Sequence[IndicatorItem], order: str | None) -> list[IndicatorItem]:
    """Return indicators `BY_NUMBER`, or else the most serious first."""
    return list(items) if order == BY_NUMBER else most_serious_first(items)


def compose_cards(items: Sequence[IndicatorItem], links: PageLinks, across: int = 1) -> HtmlPage:
    """Compose the cards beneath the dials of some indicators, in a row with room for `across`.

    A card without a value has the way that the plan sets out.
    """
    cards = [
        {
            "item": item,
            "address": links.item(item),
            "value": item.format_value(item.assessment.value),
            "gap": gap_words(item, item.gap_unit),
            "path": path_words(item),
            "more": _goal_words(item),
        }
        for item in items
    ]
    template = TEMPLATES.get_template("indicator_cards.html")
    html = template.render(cards=cards, across=across)
    return HtmlPage(html, frozenset(links.made), STYLE)


def compose_dials(items: Sequence[IndicatorItem], links: PageLinks) -> str:
    """Compose all cards, each beneath its dial, in the places that they have on 指标."""
    pairs = [items[start : start + TOGETHER] for start in range(0, len(items), TOGETHER)]
    return TEMPLATES.get_template("indicator_dials.html").render(
        pairs=[
            (
                [draw_dial(compute_bullet(item)) for item in pair],
                compose_cards(pair, links, TOGETHER).html,
            )
            for pair in pairs
        ],
        width=DIAL_WIDTH,
        across=TOGETHER,
    )


def _goal_words(item: IndicatorItem) -> list[str]:
    """Return what its goals of years ask, where it has any, and its provisional figure."""
    goals_of = goals.goals_words(item)
    asked = goals.expected_words(item) or goals_of if goals_of else ""
    return [words for words in (asked, goals.provisional_words(item)) if words]


def path_words(item: IndicatorItem) -> str:
    """Return the way that the plan sets out: what it starts from, and its target, with years."""
    target = item.target
    if target.measure is Measure.GROWTH:
        return f"{target.baseline_year + 1}—{target.target_year}年年均{item.target_words}"
    start = f"{target.baseline_year}年"
    if target.measure is Measure.CUMULATIVE:
        start += f"0{target.unit}"
    elif level := item.assessment.levels.get(target.baseline_year):
        start += f"{format_number(level, target.decimals)}{item.reported_unit}"
    else:
        start += "基期未报"
    return f"{start} → {target.target_year}年{item.target_words}"
