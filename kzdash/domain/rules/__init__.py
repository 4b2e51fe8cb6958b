"""Who may report on what, and what a report or an adjustment may say."""

from kzdash.domain.rules.additions import WITH_STEPS, NewItem, check_addition, check_may_add_steps
from kzdash.domain.rules.adjustments import (
    ADJUSTABLE,
    CONFIRMED,
    LONGEST,
    WITHDRAWN,
    check_adjustment,
)
from kzdash.domain.rules.calendar import RULED_KINDS, check_calendar_change, rule_problem
from kzdash.domain.rules.closed_periods import CLOSING_FIELDS, check_closing
from kzdash.domain.rules.contacts import CONTACT_FIELDS, EMAIL_FIELDS, check_contact
from kzdash.domain.rules.drafts import DRAFT_FIELDS, MOST_DRAFTS, check_draft
from kzdash.domain.rules.evidence import (
    MAX_FILE_BYTES,
    MAX_FILE_MB,
    MAX_FILES,
    PHOTOS,
    CheckedFile,
    NewFile,
    check_files,
)
from kzdash.domain.rules.field_types import (
    WAN_YUAN,
    ChoiceField,
    DayField,
    FigureField,
    ReportField,
    TextField,
)
from kzdash.domain.rules.fields import MOST_DECIMALS, MOST_DIGITS, check_figure, check_measured
from kzdash.domain.rules.links import SUPPORTING, check_link
from kzdash.domain.rules.permissions import (
    check_answer,
    check_may_report,
    check_office,
    may_report,
    may_undo,
    part_of_account,
)
from kzdash.domain.rules.report_fields import (
    AS_OF,
    COMPLETED_ON,
    EVIDENCE,
    EXPECTED,
    OUTLOOK,
    PAYLOAD,
    REPORT_FIELDS,
    STATUS,
    VALUE,
    measures_of,
    payload_of,
)
from kzdash.domain.rules.reports import check_report, cite_source

__all__ = [
    "ADJUSTABLE",
    "AS_OF",
    "CLOSING_FIELDS",
    "COMPLETED_ON",
    "CONFIRMED",
    "CONTACT_FIELDS",
    "DRAFT_FIELDS",
    "EMAIL_FIELDS",
    "EVIDENCE",
    "EXPECTED",
    "LONGEST",
    "MAX_FILES",
    "MAX_FILE_BYTES",
    "MAX_FILE_MB",
    "MOST_DECIMALS",
    "MOST_DIGITS",
    "MOST_DRAFTS",
    "OUTLOOK",
    "PAYLOAD",
    "PHOTOS",
    "REPORT_FIELDS",
    "RULED_KINDS",
    "STATUS",
    "SUPPORTING",
    "VALUE",
    "WAN_YUAN",
    "WITHDRAWN",
    "WITH_STEPS",
    "CheckedFile",
    "ChoiceField",
    "DayField",
    "FigureField",
    "NewFile",
    "NewItem",
    "ReportField",
    "TextField",
    "check_addition",
    "check_adjustment",
    "check_answer",
    "check_calendar_change",
    "check_closing",
    "check_contact",
    "check_draft",
    "check_figure",
    "check_files",
    "check_link",
    "check_may_add_steps",
    "check_may_report",
    "check_measured",
    "check_office",
    "check_report",
    "cite_source",
    "may_report",
    "may_undo",
    "measures_of",
    "part_of_account",
    "payload_of",
    "rule_problem",
]
