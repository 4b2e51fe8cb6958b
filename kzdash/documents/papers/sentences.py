"""The board in full sentences that hold in every state: no reports, some, all, late."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from typing import TYPE_CHECKING

from kzdash.board import goals
from kzdash.board.board_item import PART_BLOCKED
from kzdash.board.items import KIND_WORDS
from kzdash.board.outlook import outlook_of
from kzdash.board.status_counts import count_plan, count_reported, count_states, states_by_word
from kzdash.documents.papers.wording import flat, state
from kzdash.domain.formatting import (
    format_date,
    format_distinct_money,
    format_money,
    format_percent,
    format_quantity,
)
from kzdash.domain.models import Kind
from kzdash.domain.progress import Stage, State

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from kzdash.board.attention import Concern
    from kzdash.board.board import Board
    from kzdash.board.items import BoardItem, Category, IndicatorItem, MilestoneItem

ADDED = (Kind.STEP, Kind.MATTER)
SOON = (State.DUE_TODAY, State.DUE_SOON)
NONE_PRESSING = "没有逾期、未达标、受阻或滞后的事项。"


def join_clauses(parts: Iterable[str]) -> str:
    """Join the clauses of a sentence."""
    return "，".join(parts)


def by_state(items: Sequence[BoardItem], measure: str) -> str:
    """Return the counts of items by state: 未报13项，达标2项."""
    counts = states_by_word(items)
    return join_clauses(f"{word}{count}{measure}" for word, count in counts.items())


def plan(board: Board) -> str:
    """Return which plan this is, how much of its pilot period has elapsed, and of what data."""
    document = board.plan
    period = f"{format_date(document.pilot_starts_on)}至{format_date(document.pilot_ends_on)}"
    if board.as_of < document.pilot_starts_on:
        elapsed = "试点期尚未开始"
    elif board.as_of > document.pilot_ends_on:
        elapsed = "试点期已经结束"
    elif board.as_of == document.pilot_ends_on:
        elapsed = "试点期届满"
    else:
        elapsed = f"试点期已过{format_percent(board.time_elapsed, 1)}"
    issued = (
        f"《{document.title}》（{document.document_number}）于{format_date(document.issued_on)}印发"
    )
    if board.as_of < document.issued_on:
        issued += "，所选日期早于印发日期，当时各事项尚未要求填报"
    return f"{issued}。试点期为{period}，{board.as_of_words}，{elapsed}。{data(board)}"


def data(board: Board) -> str:
    """Return whether the data are those of a closed period."""
    return f"所用数据{'为' if board.closing else ''}{board.closing_words}。"


def on_that_day(board: Board, told: str) -> str:
    """Say what is told of a day, what it rests on, and whether its data are closed."""
    document = board.plan
    if board.as_of < document.issued_on:
        return f"{plan(board)}{told}"
    named = f"《{document.title}》（{document.document_number}）"
    return f"对照{named}和各单位的填报，{board.as_of_words}，{told}{data(board)}"


def reported(items: Sequence[BoardItem]) -> str:
    """Return how many items have a report."""
    known = count_reported(items)
    if not items:
        return "方案中没有纳入跟踪的事项。"
    if not known:
        return f"纳入跟踪的{len(items)}项事项均尚无填报。"
    if known == len(items):
        return f"纳入跟踪的{len(items)}项事项均已有填报。"
    told = f"{known}项已有填报，{len(items) - known}项尚无填报。"
    return f"纳入跟踪的{len(items)}项事项{_added(items)}中，{told}"


def _added(items: Sequence[BoardItem]) -> str:
    """Count the items that the plan itself does not have, so that its own add up."""
    counts = Counter(item.kind for item in items if item.kind in ADDED)
    words = "、".join(f"{KIND_WORDS[kind]}{count}项" for kind, count in counts.items())
    return f"（含{words}）" if words else ""


def attention(concerns: Sequence[Concern]) -> str:
    """Return how many items need attention, and why."""
    if not concerns:
        return "没有逾期、受阻、未达标、滞后、临近到期或未报的事项。"
    items = {concern.item.item_id: concern.item for concern in concerns}
    states = count_states(concern.item for concern in concerns if not concern.of_parts)
    counts = states.apart | {
        "临近到期": sum(states[state] for state in SOON),
        State.UNJUDGED.word: states[State.UNJUDGED],
        PART_BLOCKED: sum(concern.of_parts for concern in concerns),
    }
    clauses = join_clauses(f"{word}的{count}项" for word, count in counts.items() if count)
    return f"需要关注的事项共{len(items)}项：{clauses}。"


def indicator(item: IndicatorItem) -> str:
    """Return an indicator's value, gap and state, or its target and why it has no value."""
    value = item.assessment.value
    if value is None:
        return f"{item.name}目标为{item.target_words}，{state(item)}"
    period = item.period_words.removesuffix("平均")
    gap = gap_in_words(item)
    # the straight line goes without saying, and so does the target; what a year was asked does not
    is_asked_more = item.assessment.expected != item.target.target
    asked = goals.expected_words(item) if goals.goals_words(item) and is_asked_more else ""
    clauses = [f"{period}{item.name}{_signed(item, value)}", gap, asked, state(item)]
    return join_clauses([words for words in clauses if words])


def gap_in_words(item: IndicatorItem) -> str:
    """Return how a value stands to its target: 低于目标2.06个百分点; empty without a gap."""
    gap = item.assessment.gap
    if gap is None:
        return ""
    if not gap:
        return "与目标持平"
    size = format_quantity(abs(gap), item.gap_unit, item.target.decimals)
    more = gap * item.target.sign > 0
    if item.target.measure.value == "cumulative":
        return f"比目标{'多' if more else '少'}{size}"
    if item.target.measure.value == "change" and item.target.sign < 0:
        # less is better: 缩小0.046，高于目标 would be read the other way round
        return f"比目标{'多' if gap > 0 else '少'}缩小{size}"
    return f"{'高' if more else '低'}于目标{size}"


def _signed(item: IndicatorItem, value: Decimal) -> str:
    """Write a value with a word for what is under nought."""
    if value >= 0:
        return item.format_value(value)
    is_rate = item.target.measure.value == "growth"
    return f"{'为下降' if is_rate else '为负'}{item.format_value(-value)}"


def investment(board: Board) -> str:
    """Return planned and completed investment of all projects."""
    original = board.original_investment_wan_yuan
    now, before = format_distinct_money(board.planned_investment_wan_yuan, original or Decimal(0))
    was = f"（原{before}）" if original is not None else ""
    planned = f"{len(board.projects)}个项目计划总投资{now}{was}"
    known = [item for item in board.projects if item.completed_investment_wan_yuan is not None]
    if not known:
        return f"{planned}，尚无项目填报完成投资。"
    spent = format_money(board.completed_investment_wan_yuan)
    if len(known) == len(board.projects):
        return f"{planned}，各项目均已填报完成投资，合计{spent}。"
    rest = len(board.projects) - len(known)
    return f"{planned}；{len(known)}个项目填报完成投资{spent}，其余{rest}个待填报。"


def stages(board: Board) -> str:
    """Return the counts of projects by reported stage."""
    counts = Counter(item.stage for item in board.projects)
    known = [f"{stage.label}{counts[stage]}个" for stage in Stage if counts[stage]]
    unknown = [f"阶段待填报{counts[None]}个"] if counts[None] else []
    return f"按填报的阶段，{join_clauses([*known, *unknown])}。"


def category(summary: Category) -> str:
    """Return the number of a category's projects, their investment and physical progress."""
    physical = summary.physical
    planned = format_money(summary.planned_investment_wan_yuan)
    clauses = [f"{physical.count}个项目，计划总投资{planned}"]
    if summary.completed_investment_wan_yuan is not None:
        clauses.append(f"完成投资{format_money(summary.completed_investment_wan_yuan)}")
    if physical.reported:
        progress = format_quantity(physical.physical_progress_percent, "%")
        clauses.append(f"按投资加权的形象进度{progress}（{physical.words}）")
    else:
        clauses.append("形象进度均未填报")
    return f"{'，'.join(clauses)}。"


def milestone(item: MilestoneItem) -> str:
    """Return when a milestone was due, its state, and the status last reported."""
    due = f"{item.name}，应于{item.due_words}完成"
    report = item.latest_report
    status = report.status.label if report and report.status else ""
    reported_status = f"目前{status}" if status else "尚未填报"
    match item.state:
        case State.DONE:
            return f"{due}，已于{format_date(report.completed_on if report else None)}按期完成"
        case State.DONE_LATE:
            done = format_date(report.completed_on if report else None)
            return f"{due}，实际于{done}完成，比期限晚{-item.due.days}天"
        case State.OVERDUE:
            expected = outlook_of(item).expected_words
            late = f"{due}，已逾期{item.days_late}天，{reported_status}"
            return f"{late}，{expected}" if expected else late
        case State.DUE_UNREPORTED:
            return f"{due}，已到期，{reported_status}"
        case State.DUE_TODAY:
            return f"{due}，{item.state.word}，{reported_status}"
        case _:
            left = item.days_left(in_prose=True)
            return f"{due}，{left}到期，{reported_status}"


def next_due(board: Board) -> str:
    """Return the next milestone, or that none lies ahead."""
    item = board.next_milestone
    if item is None:
        counts = count_plan(board)
        parts = ((counts.overdue, "个逾期尚未完成"), (counts.due_unreported, "个到期未报"))
        rest = join_clauses(f"{count}{words}" for count, words in parts if count)
        rest = f"其中{rest}" if rest else "均已完成"
        return f"{len(board.milestones)}个时间节点均已到期，{rest}。"
    milestone_words = f"{format_date(item.due_on)}前{item.name}"
    left = item.days_left(in_prose=True)
    whose = f"，由{item.units_words}" if item.units else ""
    return f"下一个时间节点是{milestone_words}，{left}{whose}。"


def blocked(items: Iterable[BoardItem]) -> Iterator[tuple[str, str]]:
    """Yield the names of the blocked items with the reason that was reported, if one was."""
    for item in items:
        if item.state is State.BLOCKED and item.latest_report:
            expected = outlook_of(item).sentences
            note = item.latest_report.note
            yield item.name, f"{flat(note)}；{expected}" if expected else note
