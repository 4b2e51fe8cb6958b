"""The board as JSON: the shape that `docs/board.md` and `docs/board.schema.json` describe.

Missing is null, decimals are strings, dates are ISO, `status` is a code of `progress.Status`.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from kzdash.board.project_money import money_doubts
from kzdash.board.supports import supporters_of
from kzdash.documents.earlier_json import CURRENT, in_form
from kzdash.documents.published_json import (
    comparisons_as_json,
    day_as_text,
    decimal_as_text,
    fact_as_json,
    links_as_json,
    supports_as_json,
)
from kzdash.documents.report_json import adjustments_as_json, report_as_json, reports_as_json
from kzdash.domain.formatting import round_half_up
from kzdash.domain.models import Kind
from kzdash.domain.progress import FundSource
from kzdash.domain.rules import FigureField, measures_of

if TYPE_CHECKING:
    from kzdash.board.added_items import MatterItem, MeetingItem, StepItem
    from kzdash.board.board import Board
    from kzdash.board.items import (
        BoardItem,
        DutyItem,
        IndicatorItem,
        MilestoneItem,
        ProjectItem,
        ReportEntry,
    )
    from kzdash.domain.progress import Confidence, ProvisionalFigure
    from kzdash.domain.rules import ReportField


def dumps(board: Board, form: int = CURRENT) -> str:
    """Write a board as indented JSON, in the present form or in one that it had before."""
    return json.dumps(in_form(as_dict(board), form), ensure_ascii=False, indent=2)


def as_dict(board: Board) -> dict[str, Any]:
    """Return a board as what JSON can hold, in the present form."""
    return {
        "schema_version": CURRENT,
        "as_of": board.as_of.isoformat(),
        "plan": {
            "title": board.plan.title,
            "document_number": board.plan.document_number,
            "issued_on": board.plan.issued_on.isoformat(),
        },
        "indicators": [
            _indicator(board, item) | {"supported_by": links_as_json(supporters_of(board, item))}
            for item in board.indicators
        ],
        "projects": [
            _project(board, item) | supports_as_json(board, item) for item in board.projects
        ],
        "milestones": [
            _milestone(board, item) | supports_as_json(board, item) for item in board.milestones
        ],
        "steps": [_step(board, item) for item in board.steps],
        "matters": [_matter(board, item) for item in board.matters],
        "meetings": [_meeting(board, item) for item in board.meetings],
        "tasks": [
            _duty(board, item) | {"programme": item.programme} | supports_as_json(board, item)
            for item in board.tasks
        ],
        "policies": [_duty(board, item) | supports_as_json(board, item) for item in board.policies],
        "reforms": [_duty(board, item) | supports_as_json(board, item) for item in board.reforms],
        "directions": [_direction(board, item) for item in board.directions],
        "aims": [
            _duty(board, item)
            | {"reason": item.reason or None, "comparisons": comparisons_as_json(item)}
            for item in board.aims
        ],
        "safeguards": [_duty(board, item) for item in board.safeguards],
    }


def _common(board: Board, item: BoardItem) -> dict[str, Any]:
    return {
        "id": item.code,
        "number": item.number,
        "name": item.name,
        # all of them, as readers written before there was one lead unit have it
        "lead_units": list(item.units),
        "lead_unit": item.lead_unit,
        "supporting_units": list(item.supporting_units),
        "more_units": item.more_units,
        "status": item.status.code,
        "state": item.state.code,
        "status_words": item.state_words,
        "citation": item.citation,
        "reported_on": day_as_text(item.fresh_on),
        "parts": [_part(part, item.kind) for part in item.parts],
        "facts": [fact_as_json(fact) for fact in item.facts],
        "cause": item.reported("cause") or None,
        "next_step": item.reported("next_step") or None,
        "expected_on": day_as_text(item.reported("expected_on")),
        "confidence": _code(item.reported("confidence")),
        "reports": reports_as_json(item),
        "queried_seq": item.queried_seq,
        "open_problems": list(item.open_problems),
        "adjustments": adjustments_as_json(item),
        "steps": [step.code for step in board.steps_of(item)],
        "matters": [matter.code for matter in board.matters_of(item)],
    }


def _code(word: Confidence | None) -> str | None:
    return word.code if word else None


def _part(part: ReportEntry, kind: Kind) -> dict[str, Any]:
    return {
        "unit": part.unit,
        "status": part.status.code if part.status else None,
        "note": part.note,
        "reported_on": day_as_text(part.fresh_on),
        "report": report_as_json(part, kind),
    }


def _indicator(board: Board, item: IndicatorItem) -> dict[str, Any]:
    assessment = item.assessment
    return _common(board, item) | {
        "unit": item.target.unit or None,
        "measure": item.target.measure.value,
        "direction": item.target.direction.value,
        "target": decimal_as_text(item.target.target),
        "original_target": decimal_as_text(item.original_target),
        "baseline": decimal_as_text(assessment.baseline),
        "value": decimal_as_text(assessment.value),
        "period": assessment.period,
        "gap": decimal_as_text(assessment.gap),
        "progress": decimal_as_text(assessment.progress),
        "expected": decimal_as_text(assessment.expected),
        "forecast": decimal_as_text(assessment.forecast),
        "missing": list(assessment.missing),
        "awaited": list(assessment.awaited),
        "goals": [
            {"period": period, "goal": decimal_as_text(goal)}
            for period, goal in sorted(item.target.goals.items())
        ],
        "provisional": _provisional(assessment.provisional),
        "comparisons": comparisons_as_json(item),
        "beside": item.beside_words or None,
        "reason": assessment.reason,
    }


def _provisional(figure: ProvisionalFigure | None) -> dict[str, Any] | None:
    if figure is None:
        return None
    return {
        "period": figure.period,
        "value": decimal_as_text(figure.value),
        "goal": decimal_as_text(figure.goal),
        "ahead": decimal_as_text(figure.ahead),
        "status": figure.status.code if figure.status else None,
    }


def _project(board: Board, item: ProjectItem) -> dict[str, Any]:
    return _common(board, item) | {
        "programme": item.programme,
        "owner": item.owner,
        "funding": item.funding,
        "start_year": item.start_year,
        "end_year": item.end_year,
        "planned_investment_wan_yuan": decimal_as_text(item.planned_investment_wan_yuan),
        "original_investment_wan_yuan": decimal_as_text(item.original_investment_wan_yuan),
        "original_due_on": day_as_text(item.original_due_on),
        **{
            # as docs/board.md has it: physical_progress
            field.name.removesuffix("_percent"): _reported(item, field)
            for field in measures_of(Kind.PROJECT)
        },
        "time_elapsed": decimal_as_text(round_half_up(item.assessment.time_elapsed, 4)),
        "reason": item.assessment.reason,
        "problems": item.problem_words or None,
        "not_started": item.not_started,
        "not_completed": item.not_completed,
        "to_check": [{"field": it.field, "words": it.words} for it in money_doubts(item)],
        "starts_on": day_as_text(item.starts_on),
        "year_plan_wan_yuan": decimal_as_text(item.year_plan),
        "this_year_wan_yuan": decimal_as_text(item.this_year.amount),
        "this_year_how": item.this_year.how,
        "this_month_wan_yuan": decimal_as_text(item.this_month.amount),
        "year_completion": decimal_as_text(item.pace.completion if item.pace else None),
        "year_elapsed": decimal_as_text(item.pace.elapsed if item.pace else None),
        "funds": [
            {
                "source": source.code,
                "planned_wan_yuan": decimal_as_text(item.planned_funds.get(source)),
                **{
                    f"{what}_wan_yuan": decimal_as_text(
                        getattr(item.latest_report, f"{source.code}_{what}_wan_yuan", None)
                    )
                    for what in ("received", "paid")
                },
            }
            for source in FundSource
        ],
    }


def _milestone(board: Board, item: MilestoneItem) -> dict[str, Any]:
    reported = item.latest_report
    return _common(board, item) | {
        "due_on": day_as_text(item.due_on),
        "original_due_on": day_as_text(item.original_due_on),
        "completed_on": day_as_text(reported.completed_on if reported else None),
        "days": item.due.days,
        "reported_status": reported.status.code if reported and reported.status else None,
    }


def _matter(board: Board, item: MatterItem) -> dict[str, Any]:
    reported = item.latest_report
    return _common(board, item) | {
        "kind": item.matter_kind.code,
        "level": item.level.code,
        "original_level": item.original_level.code if item.original_level else None,
        "raised_by": item.raised_by,
        "meeting": item.meeting_name or None,
        "summary": item.summary,
        "about": [one.code for one in board.items if one.item_id in item.about],
        "answer": item.answer.code if item.answer else None,
        "note": reported.note if reported else None,
        "due_on": day_as_text(item.due_on),
        "original_due_on": day_as_text(item.original_due_on),
        "completed_on": day_as_text(reported.completed_on if reported else None),
        "added_on": day_as_text(item.added.as_of),
    }


def _meeting(board: Board, item: MeetingItem) -> dict[str, Any]:
    return {
        "id": item.code,
        "number": item.number,
        "name": item.name,
        "held_on": day_as_text(item.due_on),
        "matters": [matter.code for matter in board.matters_of(item)],
    }


def _step(board: Board, item: StepItem) -> dict[str, Any]:
    return _milestone(board, item) | {
        "step_name": item.step_name,
        "item": f"{item.parent_kind}-{item.parent_number}",
        "added_on": day_as_text(item.added.as_of),
        "citation": item.citation or None,
    }


def _duty(board: Board, item: DutyItem) -> dict[str, Any]:
    return _common(board, item) | {"summary": item.summary}


def _direction(board: Board, item: DutyItem) -> dict[str, Any]:
    paragraphs = [
        _duty(board, part) | {"id": f"{item.code}.{place}"}
        for place, part in enumerate(item.paragraphs, 1)
    ]
    return _duty(board, item) | {"paragraphs": paragraphs}


def _reported(item: BoardItem, field: ReportField) -> str | None:
    value = item.reported(field.name)
    return decimal_as_text(value) if isinstance(field, FigureField) else field.to_store(value)
