"""The finding of each page: one sentence with names and numbers that stands first on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kzdash.board.attention import most_urgent_first
from kzdash.board.by_unit import unit_rows
from kzdash.board.changes import silent_units
from kzdash.board.due_reports import count_due, reports_due
from kzdash.board.meetings import since_words
from kzdash.board.project_money import year_sum
from kzdash.board.status_counts import count_reported, count_states
from kzdash.board.verdict.parts import Part, count_in_words, join_clauses, measured
from kzdash.board.verdict.plan import indicator_clauses
from kzdash.board.verdict.work import problem_clauses, silent_clauses
from kzdash.domain.formatting import format_money, format_percent
from kzdash.domain.progress import DONE, PROBLEMS, State, Tone

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from kzdash.board.board import Board
    from kzdash.board.by_unit import UnitRow
    from kzdash.board.changes import Changes
    from kzdash.board.items import BoardItem
    from kzdash.board.verdict.parts import Clause

NONE_WRONG = Part("没有逾期、受阻、未达标或滞后", Tone.GOOD)


def indicators_finding(board: Board) -> Clause:
    """Say how many indicators meet their target or will, and what the others lack."""
    if not board.indicators:
        return _none_listed("指标")
    return _sentence(indicator_clauses(board))


def projects_finding(board: Board) -> Clause:
    """Say how many projects are built, what is late or behind, and how much money is spent."""
    if not board.projects:
        return _none_listed("项目")
    standing = _standing(board.projects, "完工", whose=_is_over(board))
    return _sentence(standing, money_clauses(board), _year(board))


def milestones_finding(board: Board) -> Clause:
    """Say how many milestones are done, which is overdue, and which comes next."""
    if not board.milestones:
        return _none_listed("时间节点")
    coming = board.next_milestone
    ahead = []
    if coming is not None:
        ahead = [(Part(f"下一个是{coming.short_name}，{coming.days_left(in_prose=True)}"),)]
    return _sentence(_standing(board.milestones, "完成", whose=_is_over(board)), ahead)


def policies_finding(board: Board) -> Clause:
    """Say how many policies and reforms are done, what is blocked, and what nobody reported."""
    items = (*board.policies, *board.reforms)
    return (
        _sentence(_standing(items, "完成", whose=_is_over(board)))
        if items
        else _none_listed("政策和改革")
    )


def duties_finding(board: Board) -> Clause:
    """Say which unit has the most problems, how many have any, and how many owe a report."""
    rows = [row for row in unit_rows(board.followed, board.units) if row.total]
    if not rows:
        return _none_listed("牵头单位")
    return _sentence(_unit_clauses(rows, board))


def unit_finding(board: Board, unit: str) -> Clause:
    """Say what a unit leads, what is wrong with it, what it must report, and what it supports."""
    items, supported = board.led_by(unit), len(board.supported_by(unit))
    beside: list[Clause] = [(Part(f"另配合{supported}项"),)] if supported else []
    if not items:
        return _sentence([(Part("没有牵头的事项"),)], beside)
    due = count_due(reports_due(items, board.as_of))
    owed: list[Clause] = [(Part(f"需要填报{due}项"),)] if due else []
    return _sentence(_standing(items, "完成", f"牵头{len(items)}项"), owed, beside)


def changes_finding(changes: Changes, board: Board) -> Clause:
    """Say what got better and worse between two days, by name, and who is silent."""
    since = since_words(board, changes.since)
    if not changes.items:
        return (Part(f"{since}没有填报，也没有状态变化。"),)
    worse = [change.item for change in changes.items if change.is_worse]
    better = [change.item for change in changes.items if change.is_better]
    moved = [
        (Part(f"{_name_first(most_urgent_first(own))}{word}", tone),)
        for own, word, tone in ((worse, "变差", Tone.BAD), (better, "变好", Tone.GOOD))
        if own
    ]
    silent = len(silent_units(changes, board))
    heard: list[Clause] = [(Part(f"收到填报{changes.reports}条"),)]
    if silent:
        heard.append((Part(f"{silent}个单位没有新填报", Tone.NONE),))
    return Part(since), *_sentence(moved or [(Part("没有事项变好或变差"),)], heard)


def _is_over(board: Board) -> bool:
    return board.as_of > board.plan.pilot_ends_on


def _sentence(*groups: Iterable[Clause]) -> Clause:
    """Join clauses by commas, and their groups by semicolons."""
    return *join_clauses([join_clauses(list(group), "，") for group in groups], "；"), Part("。")


def _none_listed(kind: str) -> Clause:
    return (Part(f"方案没有列{kind}。"),)


def _name_first(items: Sequence[BoardItem]) -> str:
    name = items[0].short_name
    return name if len(items) == 1 else f"{name}等{count_in_words(items)}"


def _standing(
    items: Sequence[BoardItem], done: str, whole: str = "", *, whose: bool = False
) -> Iterator[Clause]:
    """Yield how many of some items are done, what is wrong, and what nobody reported."""
    whole, states = whole or count_in_words(items), count_states(items)
    finished = sum(states[state] for state in DONE)
    none = f"{whole}还没有一{measured(items, 0)[1:]}{done}"
    if not count_reported(items):
        yield (Part(f"{whole}都还没有填报", Tone.NONE),)
        if states[State.DUE_UNREPORTED]:
            due = measured(items, states[State.DUE_UNREPORTED])
            yield (Part(f"其中{due}{State.DUE_UNREPORTED.word}", Tone.NONE),)
        return
    if finished == len(items):
        yield (Part(f"{whole}全部{done}", Tone.GOOD),)
        return
    yield (Part(f"{whole}{done}{measured(items, finished)}" if finished else none),)
    problems, silent = list(problem_clauses(items, whose=whose)), list(silent_clauses(items))
    yield from problems
    yield from silent
    if not problems and not silent:
        yield (NONE_WRONG,)


def money_clauses(board: Board) -> Iterator[Clause]:
    """Yield how much of the planned investment is spent, and by how many projects' reports."""
    known = [item for item in board.projects if item.completed_investment_wan_yuan is not None]
    done, planned = board.completed_investment_wan_yuan, board.planned_investment_wan_yuan
    if done is None:
        return
    share = f"，占计划的{format_percent(done / planned, 1)}" if planned else ""
    said = "" if len(known) == len(board.projects) else f"（{len(known)}个项目填报）"
    yield (Part(f"完成投资{format_money(done)}{share}{said}"),)


def _year(board: Board) -> Iterator[Clause]:
    """Yield how this year's investment keeps pace, and of how many projects that is said."""
    found = year_sum(board.projects, board.as_of)
    if found.pace is not None:
        yield (Part(f"本年{found.pace.words}（{found.words}）"),)


def _unit_clauses(rows: Sequence[UnitRow], board: Board) -> Iterator[Clause]:
    troubled = sorted(
        (row for row in rows if row.counts.problems), key=lambda row: row.counts.urgency
    )
    due = sum(bool(row.counts[State.DUE_UNREPORTED]) for row in rows)
    mute = sum(not count_reported(board.led_by(row.unit)) for row in rows)
    counted = (
        (len(troubled), "有逾期、受阻或未达标的事项", None),
        (due, "有到期未报的事项", Tone.NONE),
        (mute, "还没有填报过", Tone.NONE),
    )
    clauses = [(Part(f"{count}个{words}", tone),) for count, words, tone in counted if count]
    if troubled:
        worst = troubled[-1]
        apart = "、".join(
            f"{state.word}{worst.counts[state]}项" for state in PROBLEMS if worst.counts[state]
        )
        clauses.insert(1, (Part(f"最多的是{worst.unit}（{apart}）", Tone.BAD),))
    whole = Part(f"{len(rows)}个牵头单位")
    none = Part("都没有逾期、受阻、未达标或到期未报的事项", Tone.GOOD)
    yield (whole, Part("中"), *clauses[0]) if clauses else (whole, none)
    yield from clauses[1:]
