"""How progress is judged: pure functions that know no store, no screen and no clock.

Everything is decimal. The figures that are compared are the figures that are shown, so a status
never contradicts the number beside it.
"""

from kzdash.progress.due import Due, days_since_report, due
from kzdash.progress.indicator import (
    Assessment,
    Direction,
    Figure,
    IndicatorTarget,
    Measure,
    assess,
    year_end,
)
from kzdash.progress.project import (
    CategoryProgress,
    ProjectAssessment,
    ProjectPlan,
    ProjectReport,
    Stage,
    assess_project,
    category_progress,
    time_elapsed,
)
from kzdash.progress.status import Status, Tone

__all__ = [
    "Assessment",
    "CategoryProgress",
    "Direction",
    "Due",
    "Figure",
    "IndicatorTarget",
    "Measure",
    "ProjectAssessment",
    "ProjectPlan",
    "ProjectReport",
    "Stage",
    "Status",
    "Tone",
    "assess",
    "assess_project",
    "category_progress",
    "days_since_report",
    "due",
    "time_elapsed",
    "year_end",
]
