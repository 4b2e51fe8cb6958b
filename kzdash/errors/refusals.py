"""Why a report, an adjustment or an account is refused."""

from __future__ import annotations

from enum import Enum

from kzdash.errors.base import KzdashError


class Refusal(Enum):
    """Why a report, an adjustment or an account was refused."""

    NO_ACCOUNT = "there is no such account"
    DISABLED = "the account is disabled"
    MUST_CHANGE = "the account must change its one-time password first"
    NOT_YOURS = "the account's unit does not lead this item"
    OFFICE_ONLY = "only an account of the office may do this"
    NOT_SUPPORTING = "the report is about the part of a unit that does not support this item"
    CLOSED = "the matter is closed. The office can send it back"
    NO_PARENT = "the item that it belongs to is missing, or can have none of this kind"
    NOT_ITS_UNIT = "the unit is none of the item's units"
    NO_UNIT_GIVEN = "the lead unit is missing"
    NO_NAME = "the text is missing"
    SAME_STEP = "another line names the same step"
    GOAL_TWICE = "an earlier line asks for the same"
    NO_SUCH_GOAL = "no such thing is asked of a year"
    NO_SUCH_SOURCE = "there is no such source of funds"
    OTHER_DAY = "the item has this step already, due on another day"
    NO_DUE_DATE = "the due date is missing"
    NO_EVIDENCE = "whoever asks to close a matter must give the evidence"
    NO_ANSWER = "the answer is missing"
    NO_ITEM = "there is no such item"
    NOT_OF_KIND = "items of this kind have no such field"
    NOTHING_SAID = "nothing is filled in"
    NO_STATUS = "the status is missing"
    NO_COMPLETION_DAY = "an item that is done needs its day of completion"
    COMPLETED_UNDONE = "only an item that is done has a day of completion"
    NO_REASON = "the text must give the reason"
    TO_COME = "the day is in the future"
    COMPLETED_LATER = "the day of completion is after the day that the report is for"
    TOO_EARLY = "the day is before the baseline year of the plan"
    TOO_LATE = "the day is long after the end of the plan"
    NO_VALUE = "the figure is missing"
    NO_YEAR = "the plan asks for no figure of this year, or the year is in the future"
    NO_SOURCE = "a figure needs its source"
    NO_GOAL_YEAR = "the plan can have no goal for this year or part of one"
    NOT_BEFORE_REPORT = "the expected day is not after the day that the report is for"
    SOURCES_OVER_TOTAL = "the sources add up to more than the total"
    NEGATIVE = "the figure must not be negative"
    NOT_OVER_ZERO = "the figure must be over 0, also when rounded for display"
    NOT_A_SHARE = "the figure must be from 0 to 100"
    NO_GROWTH = "a yearly rate must be over -100"
    NOT_WHOLE = "the figure must be whole"
    TOO_BIG = "the figure has more digits than any figure of the plan can have"
    NOT_A_FIGURE = "this is no number"
    NO_DOCUMENT = "an adjustment needs the number of the document that orders it"
    SAME_AS_NOW = "the adjustment changes nothing"
    TOO_LONG = "the text is too long"
    UNPRINTABLE = "the text has characters that cannot be shown"
    UNIT_TWICE = "an earlier line is about the same unit"
    NO_TELEPHONE = "this is no telephone number"
    NO_EMAIL = "this is no e-mail address that a mail server takes"
    NOTHING_TO_UNDO = "there is no report to undo"
    AGAINST_THE_STORE = "the database does not accept the value"
    LOGGED_OUT = "nobody is logged in"
    BAD_NAME = (
        "a name has 2 to 64 letters, digits, '-', '_' or '.', and starts with a letter or digit"
    )
    NAME_RESERVED = "the program itself uses this name"
    NAME_TAKEN = "another account has this name"
    NO_PERSON = "the name of the person is missing, or has more than 50 characters"
    NO_UNIT = "no unit of the plan has this name. Choose one from seed/units.csv"
    UNIT_OF_OFFICE = "an account of the office has no unit"
    BAD_EMAIL = "this is no e-mail address"
    EMAIL_TAKEN = "another account has this e-mail address"
    HAS_ACCOUNT = "this person of the unit has an account already"
    LISTED_TWICE = "an earlier line names the same person of the unit"
    BAD_PHONE = "the telephone number is too long, or has characters that cannot be shown"
    NOT_IN_USE = "the account is disabled. Reset it to use it again"
    LAST_OFFICE = "this is the last account of the office, which must keep one"
    NEW_TOO_SHORT = "a password has at least 10 characters"
    NEW_TOO_LONG = "a password has at most 128 characters"
    NEW_IS_NAME = "a password must not be the name of its account"
    NEW_IS_OLD = "a new password must differ from the old one"
    NEW_REPEATS = "a password must not repeat one character"


class RefusedError(KzdashError):
    """A rule refuses a report, an adjustment or a change of an account.

    `field` is the column at fault, empty where it is not one alone.
    """

    def __init__(self, refusal: Refusal, field: str = "") -> None:
        self.refusal, self.field = refusal, field
        where = f"{field}: " if field else ""
        super().__init__(f"{where}{refusal.value}. Nothing was written.")
