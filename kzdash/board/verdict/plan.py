"""The verdict: in one or two sentences, how the plan as a whole stands on a board's day.

A plan in progress is held to its forecasts, one that is over to its targets. Names and numbers
stand in the sentence itself. 逾期 is said of dates alone; what nobody reported is said to be
unreported, and never late.
"""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from typing import TYPE_CHECKING

from kzdash.board.items import KIND_WORDS, IndicatorItem
from kzdash.board.status_counts import states_by_word
from kzdash.board.verdict.parts import Clause, Part, Verdict, counted, join_clauses
from kzdash.board.verdict.work import problem_clauses, silent_clauses
from kzdash.domain.formatting import format_date, format_quantity
from kzdash.domain.models import Kind
from kzdash.domain.progress import SILENT, State, Tone

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Sequence

    from kzdash.board.board import Board

NAMED = 3
# more than a leader reads at a glance: tiles and the list of what needs attention have the rest
PROBLEMS_NAMED = 2


def compose_verdict(board: Board) -> Verdict:
    """Say how the plan stands: what is met or will be, what not, what is late and unreported."""
    opening, count = _opening(board), len(board.followed)
    if not count:
        none = "方案没有列需要跟踪的事项"
        return Verdict((Part(f"{opening}，{none}。"),), (Part(none),))
    if all(item.latest_report is None for item in board.followed):
        brief = Part(f"{count}项事项都还没有填报", Tone.NONE)
        return Verdict(_nothing_reported(board, opening), (brief,))
    sentences = [list(indicator_clauses(board)), list(_work(board))]
    said = join_clauses([join_clauses(clauses, "，") for clauses in sentences if clauses], "；")
    return Verdict((Part(f"{opening}："), *said, Part("。")), _brief(*sentences))


def _brief(indicators: Sequence[Clause], work: Sequence[Clause]) -> Clause:
    """Return the first clauses of both sentences, of each but its first part."""
    problem = next((clause for clause in work if clause[0].tone), ())
    named = join_clauses([clause[:1] for clause in indicators[:2]], "，")
    return join_clauses([clause for clause in (named, problem[:1]) if clause], "；")


def _opening(board: Board) -> str:
    plan, as_of = board.plan, board.as_of
    if as_of < plan.pilot_starts_on:
        return f"离试点期开始还有{(plan.pilot_starts_on - as_of).days}天"
    if as_of > plan.pilot_ends_on:
        return f"试点期已于{_end_words(plan.pilot_ends_on)}结束"
    left = (plan.pilot_ends_on - as_of).days
    return f"试点期还剩{left}天" if left else "试点期只剩当天"


def _end_words(day: dt.date) -> str:
    return f"{day.year}年底" if (day.month, day.day) == (12, 31) else format_date(day)


def _nothing_reported(board: Board, opening: str) -> Clause:
    counts = Counter(item.kind for item in board.followed)
    kinds = "、".join(counted(kind, count) for kind, count in counts.items())
    over = board.as_of > board.plan.pilot_ends_on
    end = "看不出完成得怎样" if over else "看不出能否完成"
    return Part(f"{opening}，"), Part(f"{kinds}都还没有填报", Tone.NONE), Part(f"，{end}。")


def indicator_clauses(board: Board) -> Iterator[Clause]:
    """Yield how many indicators meet their target or will, and by how much others fall short."""
    items = board.indicators
    if not items:
        return
    over = board.as_of > board.plan.pilot_ends_on
    unsaid = (*SILENT, State.UNJUDGED)
    met = [item for item in items if item.state is State.MET]
    silent = [item for item in items if item.state in unsaid]
    early = [item for item in items if item.state is State.NOT_DUE]
    rest = [item for item in items if item.state not in (State.MET, State.NOT_DUE, *unsaid)]
    short = [item for item in rest if falls_short(item)]
    on_way = len(rest) - len(short)
    if met or rest:
        yield _met_words(len(items), len(met), on_way)
    yield from _short_clauses(sorted(short, key=short_key), over=over)
    for word, count in states_by_word((*silent, *early)).items():
        kind = "" if met or rest else KIND_WORDS[Kind.INDICATOR]
        yield (Part(f"{count}项{kind}{word}", Tone.NONE),)


def _met_words(total: int, met: int, on_way: int) -> Clause:
    everything = counted(Kind.INDICATOR, total)
    if met == total:
        return (Part(f"{everything}全部达标", Tone.GOOD),)
    if on_way and met + on_way == total:
        already = f"{met}项已达标，其余{on_way}项" if met else ""
        return (Part(f"{everything}{already}按目前进度都能达标", Tone.GOOD),)
    found = f"{met}项达标" if met else "还没有一项达标"
    will = (Part(f"，按目前进度还有{on_way}项能达标"),) if on_way else ()
    return Part(f"{everything}{found}"), *will


def falls_short(item: IndicatorItem) -> bool:
    """Whether an indicator has missed its target, or will by its forecast.

    One without a forecast is held to its target itself.
    """
    forecast, target = item.assessment.forecast, item.target
    if item.status.code == "missed" or forecast is None:
        return True
    return (forecast - target.target) * target.sign < 0


def short_key(item: IndicatorItem) -> tuple[int, Decimal]:
    """Return the key to sort indicators by that fall short: the worst first."""
    return item.state.seriousness, -item.shortfall


def _short_clauses(items: Sequence[IndicatorItem], *, over: bool) -> Iterator[Clause]:
    """Yield the indicators that fall short, the worst by name and by how much."""
    if not items:
        return
    all_named = len(items) <= NAMED
    named = [short_part(item, over=over) for item in items[: NAMED if all_named else 2]]
    clause = join_clauses([(part,) for part in named], "、")
    end = "未达标" if over else "达不到目标"
    yield clause if all_named else (*clause, Part(f"等{len(items)}项{end}"))


def short_part(item: IndicatorItem, *, over: bool) -> Part:
    """Say by how much an indicator falls short of its target, or will."""
    state, forecast = item.state, item.assessment.forecast
    lacking = item.assessment.gap
    word = "差" if over else "目前差"
    if forecast is not None and not over:
        lacking, word = (forecast - item.target.target) * item.target.sign, "预计差"
    elif state is State.NEARLY_MET:
        word = "只差"
    amount = format_quantity(abs(lacking or Decimal(0)), item.gap_unit, item.target.decimals)
    tone = Tone.BAD if state in (State.MISSED, State.FAR_BEHIND) else Tone.WARNING
    return Part(f"{item.short_name}{word}{amount}", tone)


def _work(board: Board) -> Iterator[Clause]:
    """Yield what is built, and the gravest of what is late, blocked, behind and unreported."""
    items = [item for item in board.followed if not isinstance(item, IndicatorItem)]
    over = board.as_of > board.plan.pilot_ends_on
    problems, silent = list(problem_clauses(items, whose=over)), list(silent_clauses(items))
    yield from _done_clauses(board)
    yield from problems[:PROBLEMS_NAMED]
    yield from silent
    if items and not problems and not silent:
        yield (Part("各项工作没有逾期、受阻或滞后", Tone.GOOD),)


def _done_clauses(board: Board) -> Iterator[Clause]:
    """Yield how many projects are built, once the pilot period is over."""
    total = len(board.projects)
    built = sum(item.is_done for item in board.projects)
    if board.as_of <= board.plan.pilot_ends_on or not built:
        return
    words = counted(Kind.PROJECT, total)
    if built == total:
        yield (Part(f"{words}全部完工", Tone.GOOD),)
    else:
        yield (Part(f"{words}完工{built}个"),)
