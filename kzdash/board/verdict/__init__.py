"""Findings: sentences composed from the board, the same on screen, slide and paper."""

from kzdash.board.verdict.items import item_finding
from kzdash.board.verdict.matters import matters_finding
from kzdash.board.verdict.pages import (
    changes_finding,
    duties_finding,
    indicators_finding,
    milestones_finding,
    policies_finding,
    projects_finding,
    unit_finding,
)
from kzdash.board.verdict.parts import Clause, Part, Verdict
from kzdash.board.verdict.periods import month_words, period_finding
from kzdash.board.verdict.plan import compose_verdict

__all__ = [
    "Clause",
    "Part",
    "Verdict",
    "changes_finding",
    "compose_verdict",
    "duties_finding",
    "indicators_finding",
    "item_finding",
    "matters_finding",
    "milestones_finding",
    "month_words",
    "period_finding",
    "policies_finding",
    "projects_finding",
    "unit_finding",
]
