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
from kzdash.domain.models.drafts import Draft
from kzdash.domain.models.evidence import EvidenceFile, SlidePhoto
from kzdash.domain.models.links import ItemLink
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
from kzdash.domain.models.published import Comparison, Fact
from kzdash.domain.models.reminders import Channel, Reminder, ReminderLevel, ReminderOutcome
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
    "Channel",
    "ClosedPeriod",
    "Comparison",
    "Contact",
    "Correction",
    "Draft",
    "EvidenceFile",
    "Exact",
    "Fact",
    "IndicatorPlan",
    "Item",
    "ItemLink",
    "Kind",
    "Lead",
    "Login",
    "Matter",
    "MatterItem",
    "Plan",
    "Programme",
    "ProjectPlan",
    "Reminder",
    "ReminderLevel",
    "ReminderOutcome",
    "Report",
    "Role",
    "SlidePhoto",
    "Unit",
    "UtcTime",
    "holder_in_words",
]
