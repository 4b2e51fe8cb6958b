"""Why a report, an adjustment or an account is refused."""

from __future__ import annotations

from enum import Enum

from kzdash.errors.base import KzdashError


class Refusal(Enum):
    """Why a report, an adjustment or an account was refused."""

    NO_ACCOUNT = "there is no such account"
    DISABLED = "the account is disabled"
    MUST_CHANGE = "the account still has its one-time password, which must be changed first"
    NOT_YOURS = "the account's unit does not lead this item"
    OFFICE_ONLY = "only the office may do this"
    NO_ITEM = "there is no such item"
    NOT_OF_KIND = "it says what nothing of this kind can say"
    NOTHING_SAID = "it says nothing"
    NO_STATUS = "the status is missing"
    NO_COMPLETION_DAY = "what is done needs its day of completion"
    COMPLETED_UNDONE = "only what is done has a day of completion"
    NO_REASON = "it needs a note that says why"
    TO_COME = "it is of a day yet to come"
    COMPLETED_LATER = "it was completed after the day the report is for"
    TOO_EARLY = "it is of a day before the plan's baseline year"
    TOO_LATE = "it is of a day long after the plan"
    NO_VALUE = "the figure is missing"
    NO_YEAR = "the year is none that the plan asks for, or yet to come"
    NO_SOURCE = "a figure needs its source"
    NEGATIVE = "the figure cannot be negative"
    NOT_OVER_ZERO = "the figure must be over 0, also as it is shown"
    NOT_A_SHARE = "the figure must be from 0 to 100"
    NO_GROWTH = "a yearly rate must be over -100"
    NOT_WHOLE = "the figure must be whole"
    TOO_BIG = "the figure has more digits than any figure of the plan can have"
    NOT_A_FIGURE = "it is no number"
    NO_DOCUMENT = "a change of the plan needs the number of the document that makes it"
    SAME_AS_NOW = "it changes nothing"
    TOO_LONG = "a text is too long"
    UNPRINTABLE = "a text has characters that cannot be shown"
    NOTHING_TO_UNDO = "there is nothing to undo"
    AGAINST_THE_STORE = "the store does not accept it"
    LOGGED_OUT = "nobody is logged in"
    BAD_NAME = "a name has 2 to 64 letters, digits and -_. and starts with a letter or digit"
    NAME_RESERVED = "the program itself goes by this name"
    NAME_TAKEN = "another account has this name"
    NO_PERSON = "the name of the person is missing, or has more than 50 characters"
    NO_UNIT = "no unit of the plan has this name; seed/units.csv lists them"
    UNIT_OF_OFFICE = "an account of the office has no unit"
    BAD_EMAIL = "this is no e-mail address"
    EMAIL_TAKEN = "another account has this e-mail address"
    LAST_OFFICE = "this is the last account of the office, and somebody must keep the accounts"
    NEW_TOO_SHORT = "a password has at least 10 characters"
    NEW_TOO_LONG = "a password has at most 128 characters"
    NEW_IS_NAME = "a password must not be the name of its account"
    NEW_IS_OLD = "a new password must differ from the old one"
    NEW_REPEATS = "a password must not repeat one character"


class RefusedError(KzdashError):
    """What was to be written says what may not be said, or not by this account.

    `field` is the column at fault, empty where it is not one alone.
    """

    def __init__(self, refusal: Refusal, field: str = "") -> None:
        self.refusal, self.field = refusal, field
        where = f"{field}: " if field else ""
        super().__init__(f"refused ({where}{refusal.value}): nothing was written; correct it")
