"""The titles of slides: findings with names and numbers that fit on two lines of a slide."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from kzdash.board.changes import silent_units
from kzdash.board.meetings import since_words
from kzdash.board.status_counts import count_states
from kzdash.board.verdict.pages import (
    changes_finding,
    milestones_finding,
    money_clauses,
    unit_finding,
)
from kzdash.board.verdict.parts import measured
from kzdash.board.verdict.plan import compose_verdict, falls_short, short_key, short_part
from kzdash.board.verdict.work import problem_clauses
from kzdash.domain.formatting import format_money, format_percent, text_width, truncate
from kzdash.domain.progress import LAGGING, State

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kzdash.board.added_items import MatterItem, StepItem
    from kzdash.board.board import Board
    from kzdash.board.changes import Changes
    from kzdash.board.items import BoardItem, Category, IndicatorItem

# two lines of a title on a slide of 16:9, in widths of a character, less the mark of a continuation
MOST_WIDTH, MOST_NAMED = 49, 2
SHORT = (State.MISSED, State.NEARLY_MET, *LAGGING)
END = re.compile("(?<=[；，。])")


def fit_title(words: str) -> str:
    """Keep as many whole clauses of a finding as two lines of a title have room for."""
    kept = words
    while text_width(kept.rstrip("；，。")) > MOST_WIDTH:
        clauses = END.split(kept.rstrip("；，。"))
        if len(clauses) == 1:
            return truncate(kept, MOST_WIDTH)
        kept = "".join(clauses[:-1])
    return kept.rstrip("；，。")


def overview_title(board: Board) -> str:
    """Return the verdict in short."""
    return fit_title(compose_verdict(board).brief)


def agenda_title(items: Sequence[BoardItem], board: Board) -> str:
    """Name what the meeting is to decide, with the unit of each; else how the plan stands."""
    if not items:
        return overview_title(board)
    named = [_whose(item) for item in items]
    return _naming(named, "今天请研究{}", f"等{len(items)}项")


def meeting_title(matters: Sequence[MatterItem]) -> str:
    """Count what the last meeting decided and is closed; name what is late or blocked."""
    closed = sum(matter.is_closed for matter in matters)
    late = [matter for matter in matters if matter.state is State.OVERDUE]
    blocked = [matter for matter in matters if matter.state is State.BLOCKED]
    rest = len(matters) - closed - len(late) - len(blocked)
    parts = [f"{closed}项办结" if closed else "还没有一项办结"]
    if late:
        worst = max(late, key=lambda matter: matter.days_late)
        more = f"等{len(late)}项" if len(late) > 1 else ""
        parts.append(f"{_whose(worst)}{more}逾期{worst.days_late}天")
    parts += [f"{_whose(blocked[0])}受阻"] if blocked else []
    parts += [f"{rest}项在办"] if rest else []
    return fit_title(f"上次会议议定{len(matters)}项：{'，'.join(parts)}")


def changes_title(changes: Changes, board: Board) -> str:
    """Name what got better and worse since a day."""
    found = "".join(part.words for part in changes_finding(changes, board))
    if not any(change.is_worse or change.is_better for change in changes.items):
        names = [change.item for change in changes.items]
        more = f"等{measured(names, len(names))}" if len(names) > 1 else ""
        quiet = len(silent_units(changes, board))
        rest = f"，{quiet}个单位没有新填报" if quiet else ""
        since = since_words(board, changes.since)
        found = f"{since}{_whose(names[0])}{more}有新填报，没有变好或变差{rest}"
    return fit_title(found)


def short_title(items: Sequence[IndicatorItem], board: Board) -> str:
    """Name the indicators that fall short of their targets the most, and count the unreported."""
    short = sorted((item for item in items if item.state in SHORT), key=short_key)
    due = sum(item.state is State.DUE_UNREPORTED for item in items)
    over = board.as_of > board.plan.pilot_ends_on
    parts = []
    if short:
        words = count_states(short)
        missed = words[State.MISSED] + words[State.NEARLY_MET]
        counts = (
            f"{missed}项未达标" if missed else "",
            f"{words.behind}项滞后" if words.behind else "",
        )
        named = "、".join(
            short_part(item, over=over).words
            if falls_short(item)
            else f"{item.short_name}{item.state.word}"
            for item in short[:MOST_NAMED]
        )
        parts.append(f"{'、'.join(filter(None, counts))}：{named}")
    if due:
        first = next(item for item in items if item.state is State.DUE_UNREPORTED)
        parts.append(f"另有{due}项到期未报" if short else f"{first.short_name}等{due}项到期未报")
    return fit_title("；".join(parts) or f"{items[0].short_name}等{len(items)}项还看不出能否达标")


def met_title(items: Sequence[IndicatorItem]) -> str:
    """Name the indicators that meet their targets, and count those on the way."""
    met = [item for item in items if item.state is State.MET]
    parts = []
    for own, word in ((met, "已达标"), ([it for it in items if it not in met], "按目前进度能达标")):
        if own:
            named = "、".join(item.short_name for item in own[:MOST_NAMED])
            more = f"等{len(own)}项" if len(own) > MOST_NAMED else ""
            parts.append(f"{named}{more}{word}")
    return fit_title("；".join(parts))


def money_title(board: Board) -> str:
    """Say how much of the planned investment is completed, and which category is slowest."""
    spent = ["".join(part.words for part in clause) for clause in money_clauses(board)]
    shares = {category: share for category in board.categories if (share := _share(category))}
    if spent and len(shares) > 1:
        slowest = min(shares, key=lambda category: shares[category])
        spent.append(f"{slowest.short_name}最慢，只完成{format_percent(shares[slowest], 1)}")
    if spent:
        return fit_title("；".join(spent))
    largest = max(board.categories, key=lambda category: category.planned_investment_wan_yuan)
    planned = format_money(board.planned_investment_wan_yuan)
    amount = format_money(largest.planned_investment_wan_yuan)
    return fit_title(
        f"计划总投资{planned}，{largest.short_name}最多（{amount}）；还没有项目填报完成投资"
    )


def milestones_title(board: Board) -> str:
    """Name the milestones that are late and the one that comes next."""
    found = fit_title("".join(part.words for part in milestones_finding(board)))
    if any(item.short_name in found for item in board.milestones):
        return found
    due = [item for item in board.milestones if item.state is State.DUE_UNREPORTED]
    if due:
        more = f"等{len(due)}个时间节点" if len(due) > 1 else ""
        return fit_title(f"{_whose(due[0])}{more}{due[0].state.word}")
    return fit_title(f"{found}，最后一个是{board.milestones[-1].short_name}")


def steps_title(steps: Sequence[StepItem]) -> str:
    """Name the step that is longest past its day, else the one that comes next."""
    past = [step for step in steps if step.days_late]
    coming = [step for step in steps if not step.days_late]
    parts = []
    if past:
        worst = max(past, key=lambda step: step.days_late)
        more = f"等{len(past)}个" if len(past) > 1 else ""
        parts.append(f"{_whose(worst)}{more}已过到期日{worst.days_late}天")
    if coming:
        parts.append(f"{_whose(coming[0])}{coming[0].days_left(in_prose=True)}")
    return fit_title("；".join(parts))


def decision_title(item: BoardItem) -> str:
    """Say what is to be decided: the item, how it stands, and whose it is."""
    state = item.state_words.replace(" ", "")
    return fit_title(f"请研究：{item.short_name}{state}（{item.lead_words}）")


def item_title(item: BoardItem, facts: Sequence[str]) -> str:
    """Say how an item stands, and by what figures."""
    return fit_title(f"{item.short_name}{'，'.join(facts)}")


def unit_title(board: Board, unit: str) -> str:
    """Say what a unit leads, what is wrong with it, and what it must report."""
    return fit_title(unit + "".join(part.words for part in unit_finding(board, unit)))


def problems_title(items: Sequence[BoardItem]) -> str:
    """Name the items that are late, blocked, missed or behind, with the unit of the worst."""
    clauses = problem_clauses(items, whose=True)
    return fit_title("；".join("".join(part.words for part in clause) for clause in clauses))


def silent_title(units: Mapping[str, int], kinds: str) -> str:
    """Name the units that owe the most reports."""
    worst = sorted(units, key=lambda unit: -units[unit])
    named = [f"{unit}{units[unit]}项" for unit in worst]
    return _naming(named, f"{{}}{kinds}", f"等{len(worst)}个单位共{sum(units.values())}项")


def decided_title(matters: Sequence[MatterItem]) -> str:
    """Name what was decided today last, or ask for it."""
    if not matters:
        return "把今天议定的事项记下来"
    return fit_title(f"今天已议定{len(matters)}项，最新的是{_whose(matters[0])}")


def _naming(names: Sequence[str], frame: str, more: str) -> str:
    """Put as many names as fit into a sentence, with `more` after them where some are left out."""
    for count in range(MOST_NAMED, 0, -1):
        named = "、".join(names[:count]) + (more if len(names) > count else "")
        words = frame.format(named)
        if text_width(words) <= MOST_WIDTH:
            break
    return fit_title(words)


def _whose(item: BoardItem) -> str:
    """Name an item with its unit."""
    return f"{item.short_name}（{item.lead_unit}）" if item.lead_unit else item.short_name


def _share(category: Category) -> Decimal:
    completed = category.completed_investment_wan_yuan or Decimal(0)
    return completed / (category.planned_investment_wan_yuan or 1)
