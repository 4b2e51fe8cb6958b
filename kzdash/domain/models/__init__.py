"""The tables of the store: the plan, what is reported on it, and who may report."""

from kzdash.domain.models.account_changes import AccountChange, Change
from kzdash.domain.models.accounts import (
    OFFICE_NAME,
    SEED_ACCOUNT,
    Account,
    Attempt,
    Contact,
    Login,
    Role,
    holder_in_words,
)
from kzdash.domain.models.added import Addition, Matter, MatterItem
from kzdash.domain.models.base import Base, Exact, UtcTime
from kzdash.domain.models.calendar_changes import CalendarChange
from kzdash.domain.models.closed_periods import ClosedPeriod
from kzdash.domain.models.plan import (
    ADDED_KINDS,
    Correction,
    IndicatorPlan,
    Item,
    Kind,
    Lead,
    Plan,
    Programme,
    ProjectPlan,
    Unit,
)
from kzdash.domain.models.reports import NO_PERIOD, Adjustment, Report

__all__ = [
    "ADDED_KINDS",
    "NO_PERIOD",
    "OFFICE_NAME",
    "SEED_ACCOUNT",
    "Account",
    "AccountChange",
    "Addition",
    "Adjustment",
    "Attempt",
    "Base",
    "CalendarChange",
    "Change",
    "ClosedPeriod",
    "Contact",
    "Correction",
    "Exact",
    "IndicatorPlan",
    "Item",
    "Kind",
    "Lead",
    "Login",
    "Matter",
    "MatterItem",
    "Plan",
    "Programme",
    "ProjectPlan",
    "Report",
    "Role",
    "Unit",
    "UtcTime",
    "holder_in_words",
]
