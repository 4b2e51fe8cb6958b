"""Alternative text for screen readers: the main point of each kind of chart in a sentence."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from kzdash.board import goals
from kzdash.board.status_counts import count_past_due, states_by_word
from kzdash.charts.treemap_colouring import TreemapColouring, colour_meaning
from kzdash.domain.formatting import format_money, format_number, format_years

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping, Sequence
    from decimal import Decimal

    from kzdash.board.board import Board
    from kzdash.board.items import IndicatorItem, MilestoneItem, ProjectItem

NAMED_GROUPS = 3


def gauge(item: IndicatorItem) -> str:
    """Return an indicator's value, target and status."""
    value = item.format_value(item.assessment.value)
    return f"{item.name}：{value}，目标{item.target_words}，{item.state_words}"


def trend(item: IndicatorItem) -> str:
    """Return an indicator's figures year by year, and the reason for its status."""
    decimals, unit = item.target.decimals, item.reported_unit
    levels = "、".join(
        f"{year}年{format_number(level, decimals)}{unit}"
        for year, level in item.assessment.levels.items()
    )
    known = levels or "尚无数值"
    provisional = "".join(f"{words}。" for words in [goals.provisional_words(item)] if words)
    beside = f"{item.beside_words}。" if item.beside else ""
    reason = item.assessment.reason
    return f"{item.reported_name}：{known}，目标{item.target_words}。{reason}{provisional}{beside}"


def countdown(milestones: Sequence[MilestoneItem]) -> str:
    """Return the status of each milestone."""
    return "；".join(f"{item.name}：{item.state_words}" for item in milestones)


def treemap(board: Board, colouring: TreemapColouring = TreemapColouring.CATEGORY) -> str:
    """Return the planned investment of each category, and the counts by colour."""
    parts = "、".join(
        f"{category.category_name}{format_money(category.planned_investment_wan_yuan)}"
        for category in board.categories
    )
    words = f"计划总投资{format_money(board.planned_investment_wan_yuan)}：{parts}"
    if colouring is TreemapColouring.CATEGORY:
        return words
    colours = _counted(Counter(colour_meaning(item, colouring) for item in board.projects))
    return f"{words}。按{colouring.value}：{colours}"


def investment(by: str, groups: Sequence[tuple[str, int, Decimal, Decimal | None]]) -> str:
    """Return the first groups, which are the largest, with planned and completed investment.

    `groups` are as `draw_investment` takes them.
    """
    largest = "；".join(
        f"{name}{format_money(planned)}，完成{format_money(completed)}"
        for name, _, planned, completed in groups[:NAMED_GROUPS]
    )
    return f"按{by}分 {len(groups)} 组，计划总投资最多的：{largest}"


def gantt(items: Sequence[ProjectItem], as_of: dt.date) -> str:
    """Return the building years, how many projects are past theirs, and the counts by status."""
    years = format_years(
        min(item.start_year for item in items), max(item.end_year for item in items)
    )
    over = count_past_due(items, as_of)
    states = _counted(states_by_word(items))
    return f"{len(items)} 个项目在{years}建设，{over} 个建设年限已满；{states}"


def _counted(counts: Mapping[str, int]) -> str:
    return "、".join(f"{word} {count} 个" for word, count in counts.items())
