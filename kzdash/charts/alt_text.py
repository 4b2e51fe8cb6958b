"""The main point of each kind of chart, in a sentence for those who cannot see it."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from kzdash.charts.treemap import Colouring, colour_word
from kzdash.domain.formatting import money, number, years

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Sequence
    from decimal import Decimal

    from kzdash.board.board import Board
    from kzdash.board.items import IndicatorLine, MilestoneLine, ProjectLine

NAMED_GROUPS = 3


def gauge(line: IndicatorLine) -> str:
    """The value of an indicator, its target, and how it stands."""
    value = line.shown(line.assessment.value)
    return f"{line.name}：{value}，目标{line.target_words}，{line.status_words}"


def path(line: IndicatorLine) -> str:
    """An indicator's figures year by year, and what follows from them."""
    decimals, unit = line.target.decimals, line.reported_unit
    levels = "、".join(
        f"{year}年{number(level, decimals)}{unit}" for year, level in line.assessment.levels.items()
    )
    known = levels or "尚无数值"
    return f"{line.reported_name}：{known}，目标{line.target_words}。{line.assessment.reason}"


def countdown(milestones: Sequence[MilestoneLine]) -> str:
    """How each milestone stands."""
    return "；".join(f"{line.name}：{line.status_words}" for line in milestones)


def treemap(board: Board, colouring: Colouring = Colouring.CATEGORY) -> str:
    """The planned investment of each category, and what else the colours tell."""
    parts = "、".join(
        f"{category.category_name}{money(category.planned_investment_wan_yuan)}"
        for category in board.categories
    )
    words = f"计划总投资{money(board.planned_investment_wan_yuan)}：{parts}"
    if colouring is Colouring.CATEGORY:
        return words
    colours = _counted(colour_word(line, colouring) for line in board.projects)
    return f"{words}。按{colouring.value}：{colours}"


def investment(by: str, groups: Sequence[tuple[str, int, Decimal, Decimal | None]]) -> str:
    """The largest groups, given the largest first, with planned and completed investment."""
    largest = "；".join(
        f"{name}{money(planned)}，完成{money(completed)}"
        for name, _, planned, completed in groups[:NAMED_GROUPS]
    )
    return f"按{by}分 {len(groups)} 组，计划总投资最多的：{largest}"


def gantt(lines: Sequence[ProjectLine], as_of: dt.date) -> str:
    """When is built, how many building years are over, and how the projects stand."""
    built = years(min(ln.start_year for ln in lines), max(ln.end_year for ln in lines))
    over = sum(line.due_on is not None and line.due_on < as_of for line in lines)
    stand = _counted(line.status.label for line in lines)
    return f"{len(lines)} 个项目在{built}建设，{over} 个建设年限已满；{stand}"


def _counted(words: Iterable[str]) -> str:
    return "、".join(f"{word} {count} 个" for word, count in Counter(words).items())
