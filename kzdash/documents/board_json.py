"""The board as JSON: the shape that `docs/board.md` describes.

Missing is null, decimals are strings, dates are ISO, `status` is a code of `progress.Status`.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from kzdash.domain.formatting import rounded

if TYPE_CHECKING:
    import datetime as dt
    from decimal import Decimal

    from kzdash.board.board import Board
    from kzdash.board.items import DutyLine, IndicatorLine, Line, MilestoneLine, ProjectLine


def dumps(board: Board) -> str:
    """Write a board as indented JSON."""
    return json.dumps(as_dict(board), ensure_ascii=False, indent=2)


def as_dict(board: Board) -> dict[str, Any]:
    """Return a board as what JSON can hold."""
    return {
        "as_of": board.as_of.isoformat(),
        "plan": {
            "title": board.plan.title,
            "document_number": board.plan.document_number,
            "issued_on": board.plan.issued_on.isoformat(),
        },
        "indicators": [_indicator(line) for line in board.indicators],
        "projects": [_project(line) for line in board.projects],
        "milestones": [_milestone(line) for line in board.milestones],
        "tasks": [_duty(line) | {"programme": line.programme} for line in board.tasks],
        "policies": [_duty(line) for line in board.policies],
        "reforms": [_duty(line) for line in board.reforms],
        "directions": [
            _duty(line) | {"paragraphs": [_duty(part) for part in line.paragraphs]}
            for line in board.directions
        ],
        "aims": [_duty(line) for line in board.aims],
        "safeguards": [_duty(line) for line in board.safeguards],
    }


def _common(line: Line) -> dict[str, Any]:
    return {
        "number": line.number,
        "name": line.name,
        "lead_units": list(line.lead_units),
        "more_units": line.more_units,
        "status": line.status.code,
        "status_words": line.status_words,
        "citation": line.citation,
        "reported_on": _day(line.fresh_on),
    }


def _indicator(line: IndicatorLine) -> dict[str, Any]:
    assessment = line.assessment
    return _common(line) | {
        "unit": line.target.unit or None,
        "measure": line.target.measure.value,
        "direction": line.target.direction.value,
        "target": _decimal(line.target.target),
        "original_target": _decimal(line.original_target),
        "baseline": _decimal(assessment.baseline),
        "value": _decimal(assessment.value),
        "period": assessment.period,
        "gap": _decimal(assessment.gap),
        "progress": _decimal(assessment.progress),
        "expected": _decimal(assessment.expected),
        "forecast": _decimal(assessment.forecast),
        "missing": list(assessment.missing),
        "reason": assessment.reason,
    }


def _project(line: ProjectLine) -> dict[str, Any]:
    return _common(line) | {
        "programme": line.programme,
        "owner": line.owner,
        "funding": line.funding,
        "start_year": line.start_year,
        "end_year": line.end_year,
        "planned_investment_wan_yuan": _decimal(line.planned_investment_wan_yuan),
        "original_investment_wan_yuan": _decimal(line.original_investment_wan_yuan),
        "original_due_on": _day(line.original_due_on),
        "completed_investment_wan_yuan": _decimal(line.completed_investment_wan_yuan),
        "physical_progress": _decimal(line.physical_progress_percent),
        "stage": line.stage.code if line.stage else None,
        "time_elapsed": _decimal(rounded(line.assessment.time_elapsed, 4)),
        "reason": line.assessment.reason,
    }


def _milestone(line: MilestoneLine) -> dict[str, Any]:
    reported = line.said
    return _common(line) | {
        "due_on": _day(line.due_on),
        "original_due_on": _day(line.original_due_on),
        "completed_on": _day(reported.completed_on if reported else None),
        "days": line.due.days,
        "reported_status": reported.status.code if reported and reported.status else None,
    }


def _duty(line: DutyLine) -> dict[str, Any]:
    return _common(line) | {"summary": line.summary}


def _decimal(value: Decimal | None) -> str | None:
    return None if value is None else f"{value:f}"


def _day(value: dt.date | None) -> str | None:
    return None if value is None else value.isoformat()
