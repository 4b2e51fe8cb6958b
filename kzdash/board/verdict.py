"""The verdict: in one or two sentences, how the plan as a whole stands on a board's day.

A plan in progress is held to its forecasts, one that is over to its targets. Names and numbers
stand in the sentence itself. 逾期 is said of dates alone; what nobody reported is said to be
unreported, and never late.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from decimal import Decimal
from itertools import chain
from typing import TYPE_CHECKING

from kzdash.board.items import KIND_WORDS, IndicatorItem
from kzdash.board.states import LAGGING, SILENT, State, days_late, shortfall, state_of
from kzdash.domain.formatting import format_date, format_quantity
from kzdash.domain.models import Kind
from kzdash.domain.progress import Tone

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from kzdash.board.board import Board
    from kzdash.board.items import BoardItem

NAMED, KINDS_NAMED = 3, 2
# more than a leader reads at a glance: tiles and the list of what needs attention have the rest
PROBLEMS_NAMED = 2
MEASURES = {Kind.PROJECT: "个", Kind.MILESTONE: "个"}


@dataclass(frozen=True, slots=True)
class Part:
    """Some words of a verdict, with the tone of the state that they tell of, if any."""

    words: str
    tone: Tone | None = None


Clause = tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Verdict:
    """The parts of a verdict in order, and those of its short form for a slide's title."""

    parts: Clause
    brief_parts: Clause

    @property
    def text(self) -> str:
        """The whole verdict as plain text."""
        return "".join(part.words for part in self.parts)

    @property
    def brief(self) -> str:
        """The short form: how many indicators are met, and the worst of each sort by name."""
        return "".join(part.words for part in self.brief_parts)


def compose_verdict(board: Board) -> Verdict:
    """Say how the plan stands: what is met or will be, what not, what is late and unreported."""
    opening, count = _opening(board), len(board.followed)
    if not count:
        none = "方案没有列需要跟踪的事项"
        return Verdict((Part(f"{opening}，{none}。"),), (Part(none),))
    if all(item.latest_report is None for item in board.followed):
        brief = Part(f"{count}项事项都还没有填报", Tone.NONE)
        return Verdict(_nothing_reported(board, opening), (brief,))
    sentences = [list(_indicators(board)), list(_work(board))]
    said = _between([_between(clauses, "，") for clauses in sentences if clauses], "；")
    return Verdict((Part(f"{opening}："), *said, Part("。")), _brief(*sentences))


def _brief(indicators: Sequence[Clause], work: Sequence[Clause]) -> Clause:
    """Return the first clauses of both sentences, of each but its first part."""
    problem = next((clause for clause in work if clause[0].tone), ())
    named = _between([clause[:1] for clause in indicators[:2]], "，")
    return _between([clause for clause in (named, problem[:1]) if clause], "；")


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
    kinds = "、".join(_counted(kind, count) for kind, count in counts.items())
    over = board.as_of > board.plan.pilot_ends_on
    end = "看不出完成得怎样" if over else "看不出能否完成"
    return Part(f"{opening}，"), Part(f"{kinds}都还没有填报", Tone.NONE), Part(f"，{end}。")


def _indicators(board: Board) -> Iterator[Clause]:
    """Yield how many indicators meet their target or will, and by how much others fall short."""
    items, as_of = board.indicators, board.as_of
    if not items:
        return
    over = as_of > board.plan.pilot_ends_on
    states = {item.number: state_of(item, as_of) for item in items}
    met = [item for item in items if states[item.number] is State.MET]
    silent = [item for item in items if states[item.number] in (*SILENT, State.UNJUDGED)]
    early = [item for item in items if states[item.number] is State.NOT_DUE]
    rest = [item for item in items if item not in (*met, *silent, *early)]
    short = [item for item in rest if _falls_short(item)]
    on_way = len(rest) - len(short)
    if met or rest:
        yield _met_words(len(items), len(met), on_way)
    yield from _short_clauses(
        sorted(short, key=lambda item: _short_key(item, as_of)), as_of, over=over
    )
    counts = Counter(states[item.number] for item in (*silent, *early))
    for state in sorted(counts, key=lambda state: state.seriousness):
        kind = "" if met or rest else KIND_WORDS[Kind.INDICATOR]
        yield (Part(f"{counts[state]}项{kind}{state.word}", Tone.NONE),)


def _met_words(total: int, met: int, on_way: int) -> Clause:
    everything = _counted(Kind.INDICATOR, total)
    if met == total:
        return (Part(f"{everything}全部达标", Tone.GOOD),)
    if on_way and met + on_way == total:
        already = f"{met}项已达标，其余{on_way}项" if met else ""
        return (Part(f"{everything}{already}按目前进度都能达标", Tone.GOOD),)
    found = f"{met}项达标" if met else "还没有一项达标"
    will = (Part(f"，按目前进度还有{on_way}项能达标"),) if on_way else ()
    return Part(f"{everything}{found}"), *will


def _falls_short(item: IndicatorItem) -> bool:
    """Whether an indicator has missed its target, or will by its forecast.

    One without a forecast is held to its target itself.
    """
    forecast, target = item.assessment.forecast, item.target
    if item.status.code == "missed" or forecast is None:
        return True
    return (forecast - target.target) * target.sign < 0


def _short_key(item: IndicatorItem, as_of: dt.date) -> tuple[int, Decimal]:
    return state_of(item, as_of).seriousness, -shortfall(item, as_of)


def _short_clauses(
    items: Sequence[IndicatorItem], as_of: dt.date, *, over: bool
) -> Iterator[Clause]:
    """Yield the indicators that fall short, the worst by name and by how much."""
    if not items:
        return
    all_named = len(items) <= NAMED
    named = [_short_part(item, as_of, over=over) for item in items[: NAMED if all_named else 2]]
    clause = _between([(part,) for part in named], "、")
    end = "未达标" if over else "达不到目标"
    yield clause if all_named else (*clause, Part(f"等{len(items)}项{end}"))


def _short_part(item: IndicatorItem, as_of: dt.date, *, over: bool) -> Part:
    state, forecast = state_of(item, as_of), item.assessment.forecast
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
    by_state: dict[State, list[BoardItem]] = {state: [] for state in State}
    for item in items:
        by_state[state_of(item, board.as_of)].append(item)
    problems = list(_problem_clauses(by_state, board))
    silent = list(_silent_clauses(by_state[State.DUE_UNREPORTED], by_state[State.UNREPORTED]))
    yield from _done_clauses(board)
    yield from problems[:PROBLEMS_NAMED]
    yield from silent
    if items and not problems and not silent:
        yield (Part("各项工作没有逾期、受阻或滞后", Tone.GOOD),)


def _problem_clauses(
    by_state: Mapping[State, Sequence[BoardItem]], board: Board
) -> Iterator[Clause]:
    as_of = board.as_of
    overdue = by_state[State.OVERDUE]
    if overdue:
        longest = max(days_late(item, as_of) for item in overdue)
        late = f"{_named(overdue, board)}逾期"
        if len(overdue) > 1:
            yield Part(late, Tone.BAD), Part(f"，最久{longest}天", Tone.BAD)
        else:
            yield (Part(f"{late}{longest}天", Tone.BAD),)
    if by_state[State.BLOCKED]:
        yield (Part(f"{_named(by_state[State.BLOCKED], board)}受阻", Tone.BAD),)
    lagging = [item for state in LAGGING for item in by_state[state]]
    if lagging:
        yield (Part(f"{_named(lagging, board)}滞后", Tone.WARNING),)


def _silent_clauses(due: Sequence[BoardItem], not_due: Sequence[BoardItem]) -> Iterator[Clause]:
    if due:
        rest = (Part(f"，另有{len(not_due)}项未报", Tone.NONE),) if not_due else ()
        yield Part(f"{_counts(due)}{State.DUE_UNREPORTED.word}", Tone.NONE), *rest
    elif not_due:
        yield (Part(f"{_counts(not_due)}{State.UNREPORTED.word}", Tone.NONE),)


def _done_clauses(board: Board) -> Iterator[Clause]:
    """Yield how many projects are built, once the pilot period is over."""
    total = len(board.projects)
    built = sum(item.is_done for item in board.projects)
    if board.as_of <= board.plan.pilot_ends_on or not built:
        return
    words = _counted(Kind.PROJECT, total)
    if built == total:
        yield (Part(f"{words}全部完工", Tone.GOOD),)
    else:
        yield (Part(f"{words}完工{built}个"),)


def _named(items: Sequence[BoardItem], board: Board) -> str:
    """Name the worst of some items and count them; once the plan is over, say whose it is, too."""
    worst = max(items, key=lambda item: shortfall(item, board.as_of))
    over = board.as_of > board.plan.pilot_ends_on
    unit = f"（{worst.lead_units[0]}）" if over and worst.lead_units else ""
    name = f"{worst.short_name}{unit}"
    return name if len(items) == 1 else f"{name}等{_counts(items)}"


def _counts(items: Iterable[BoardItem]) -> str:
    """Count items in words: by kind if those are two at most, 2个项目和1个时间节点."""
    counts = Counter(item.kind for item in items)
    if len(counts) > KINDS_NAMED:
        return f"{counts.total()}项"
    return "和".join(_counted(kind, count) for kind, count in counts.items())


def _counted(kind: Kind, count: int) -> str:
    return f"{count}{MEASURES.get(kind, '项')}{KIND_WORDS[kind]}"


def _between(clauses: Sequence[Clause], mark: str) -> Clause:
    """Put a mark between clauses."""
    parts = chain.from_iterable((Part(mark), *clause) for clause in clauses)
    return tuple(parts)[1:]
