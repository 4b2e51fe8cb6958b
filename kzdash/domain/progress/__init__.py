"""How progress is judged: pure functions that know no store, no screen and no clock.

Everything is decimal. The figures that are compared are the figures that are shown, so a status
never contradicts the number beside it.
"""

from kzdash.domain.progress import figure_period, outlook
from kzdash.domain.progress.choices import Confidence, FundSource
from kzdash.domain.progress.comparison import ComparedAim, Lead, judge_above, lead_over
from kzdash.domain.progress.due import DueStatus, days_since_report, judge_due_date
from kzdash.domain.progress.figure_period import ReportedFigure
from kzdash.domain.progress.funds import Funds, total_funds
from kzdash.domain.progress.indicator import Assessment, assess_indicator
from kzdash.domain.progress.investment import (
    CumulativeFigure,
    SpanInvestment,
    YearPace,
    YearSum,
    investment_within,
    sum_year,
    year_pace,
)
from kzdash.domain.progress.matter import OF_OFFICE, Answer, Level, MatterKind, judge_matter
from kzdash.domain.progress.planned_path import planned_path
from kzdash.domain.progress.project import (
    CategoryProgress,
    ProjectAssessment,
    ProjectPlan,
    ProjectReport,
    Stage,
    assess_project,
    category_progress,
    time_elapsed,
)
from kzdash.domain.progress.provisional import ProvisionalFigure
from kzdash.domain.progress.reporting_calendar import (
    Period,
    ReportingCalendar,
    ReportingRule,
    Rhythm,
    Round,
    first_of_month,
    period_of,
)
from kzdash.domain.progress.reporting_settings import ALL_INDICATORS, ReportingSettings
from kzdash.domain.progress.state import DONE, LAGGING, PROBLEMS, SILENT, State, Tone
from kzdash.domain.progress.status import Status
from kzdash.domain.progress.target import Direction, IndicatorTarget, Measure, year_end

__all__ = [
    "ALL_INDICATORS",
    "DONE",
    "LAGGING",
    "OF_OFFICE",
    "PROBLEMS",
    "SILENT",
    "Answer",
    "Assessment",
    "CategoryProgress",
    "ComparedAim",
    "Confidence",
    "CumulativeFigure",
    "Direction",
    "DueStatus",
    "FundSource",
    "Funds",
    "IndicatorTarget",
    "Lead",
    "Level",
    "MatterKind",
    "Measure",
    "Period",
    "ProjectAssessment",
    "ProjectPlan",
    "ProjectReport",
    "ProvisionalFigure",
    "ReportedFigure",
    "ReportingCalendar",
    "ReportingRule",
    "ReportingSettings",
    "Rhythm",
    "Round",
    "SpanInvestment",
    "Stage",
    "State",
    "Status",
    "Tone",
    "YearPace",
    "YearSum",
    "assess_indicator",
    "assess_project",
    "category_progress",
    "days_since_report",
    "figure_period",
    "first_of_month",
    "investment_within",
    "judge_above",
    "judge_due_date",
    "judge_matter",
    "lead_over",
    "outlook",
    "period_of",
    "planned_path",
    "sum_year",
    "time_elapsed",
    "total_funds",
    "year_end",
    "year_pace",
]
