"""The finding of one item: how it stands, by what figures, and what was said last."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kzdash.board import goals
from kzdash.board.added_items import MatterItem, StepItem
from kzdash.board.items import DutyItem, IndicatorItem, MilestoneItem, ProjectItem
from kzdash.board.outlook import outlook_of
from kzdash.board.verdict.parts import Part
from kzdash.domain.formatting import (
    as_clause,
    format_date,
    format_money,
    format_percent,
    format_quantity,
    truncate,
)
from kzdash.domain.progress import LAGGING, State, Tone

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kzdash.board.items import BoardItem
    from kzdash.board.verdict.parts import Clause

MOST_WORDS = 40


def item_finding(item: BoardItem) -> Clause:
    """Say how an item stands; its name stands above, in the title of its page."""
    if isinstance(item, StepItem) and (item.proposed or item.withdrawal):
        return (Part(_pending_words(item)),)
    state = Part(item.state_words.replace(" ", ""), item.state.tone)
    asked = (Part(f"（{item.query_words}）", Tone.WARNING),) if item.query_words else ()
    words = "，".join(_facts(item))
    return (state, *asked, Part(f"：{words}。" if words else "。"))


def _pending_words(step: StepItem) -> str:
    """Say of a step that does not hold why it does not."""
    if step.withdrawal:
        reason = " ".join(step.withdrawal.reason.split()).rstrip("。")
        return f"已于{format_date(step.withdrawal.as_of)}撤回：{reason}。"
    return f"{step.added.reporter}建议，待专班办公室确认：应于{step.due_words}完成。"


def _facts(item: BoardItem) -> Iterator[str]:
    if isinstance(item, IndicatorItem):
        yield from _indicator_facts(item)
    elif isinstance(item, ProjectItem):
        yield from _project_facts(item)
    elif isinstance(item, MilestoneItem) and not item.is_done:
        yield f"应于{item.due_words}完成"
    elif isinstance(item, MatterItem):
        yield from _matter_facts(item)
    if isinstance(item, DutyItem) and item.reason:
        yield item.reason.rstrip("。")
    elif item.latest_report is None and not isinstance(item, MatterItem):
        yield f"{item.lead_unit}还没有填报" if item.lead_unit else "还没有填报"
    if not isinstance(item, IndicatorItem) and (words := as_clause(item.last_words)):
        yield f"“{truncate(words, MOST_WORDS)}”"
    if expected := outlook_of(item).expected_words:
        yield expected


def _matter_facts(item: MatterItem) -> Iterator[str]:
    if item.due_on is not None and not item.is_closed:
        yield f"应于{item.due_words}办结"
    if item.latest_report is None:
        yield f"{item.lead_unit or '承办单位'}还没有签收"


def _indicator_facts(item: IndicatorItem) -> Iterator[str]:
    assessment, target = item.assessment, item.target
    if assessment.value is not None:
        yield f"{item.period_words}为{item.format_value(assessment.value)}"
    yield f"目标{item.target_words}"
    if assessment.gap is not None and assessment.gap < 0:
        yield f"差{format_quantity(-assessment.gap, item.gap_unit, target.decimals)}"
    if assessment.forecast is not None and item.state in (State.ON_TRACK, *LAGGING):
        yield f"按目前进度到{target.target_year}年底为{item.format_value(assessment.forecast)}"
    if goals.goals_words(item):
        yield goals.expected_words(item) or goals.goals_words(item)
    if words := goals.provisional_words(item):
        yield words


def _project_facts(item: ProjectItem) -> Iterator[str]:
    if item.state is State.DUE_UNREPORTED:
        yield f"建设年限到{item.end_year}年为止"
    physical, completed = item.physical_progress_percent, item.completed_investment_wan_yuan
    if physical is not None:
        yield f"形象进度{format_quantity(physical, '%')}"
    if item.state is State.BEHIND:
        yield f"建设年限已过{format_percent(item.assessment.time_elapsed, 0)}"
    if completed is not None:
        planned = format_money(item.planned_investment_wan_yuan)
        yield f"完成投资{format_money(completed)}，计划{planned}"
