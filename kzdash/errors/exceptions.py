"""What can go wrong with a store, one small exception a kind, each with its remedy."""

from __future__ import annotations

from enum import Enum


class KzdashError(Exception):
    """Something a person can mend; the text is for the command line, in English."""


class StoreMissingError(KzdashError):
    """There is no store where the settings say."""

    def __init__(self, place: str) -> None:
        super().__init__(
            f"there is no store at {place}: make one with `python -m kzdash init`, or name "
            "another in KZDASH_DATABASE_URL"
        )


class StoreLockedError(KzdashError):
    """Another process holds the store for longer than the busy timeout."""

    def __init__(self, place: str) -> None:
        super().__init__(
            f"the store {place} is locked by another program: nothing was changed; close what "
            "holds it and try again"
        )


class StoreReadOnlyError(KzdashError):
    """The store may be read but not written, and writing was asked for or needed."""

    def __init__(self, place: str) -> None:
        super().__init__(
            f"the store {place} cannot be written: nothing was changed; give this user write "
            "permission on the file and its folder, or on the database"
        )


class StoreCorruptError(KzdashError):
    """The file is not a store, or is damaged."""

    def __init__(self, place: str) -> None:
        super().__init__(
            f"{place} is damaged or no store of this program: it was left as it is; put a good "
            "copy in its place, or move it away and run `python -m kzdash init`"
        )


class StoreNewerError(KzdashError):
    """The store was made by a newer version of this program."""

    def __init__(self, place: str, revision: str) -> None:
        super().__init__(
            f"the store {place} was made by a newer version (schema {revision}): it was left as "
            "it is; update this program"
        )


class StoreOutdatedError(KzdashError):
    """The store was made by an older version and has not been brought up yet."""

    def __init__(self, place: str) -> None:
        super().__init__(
            f"the store {place} was made by an older version: bring it up with "
            "`python -m kzdash init`; its reports are kept"
        )


class OtherPlanError(KzdashError):
    """The store holds another plan than the seed."""

    def __init__(self, stored: str, seeded: str) -> None:
        super().__init__(
            f"the store holds the plan {stored}, the seed is {seeded}: nothing was changed; name "
            "another store in KZDASH_DATABASE_URL"
        )


class StoreTakenError(KzdashError):
    """There is something already where a store was to be made."""

    def __init__(self, place: str) -> None:
        super().__init__(
            f"there is something at {place} already: nothing was changed; name a new file, or an "
            "empty database"
        )


class MoveError(KzdashError):
    """What arrived in a new store is not what was sent."""

    def __init__(self, place: str, table: str) -> None:
        super().__init__(
            f"the rows of {table} that arrived at {place} are not those that were sent: nothing "
            "was kept there, and the old store is as it was; tell whoever looks after this program"
        )


class BackupUnfitError(KzdashError):
    """A file is no backup that could be put back where it was to go."""

    def __init__(self, file: object, why: str) -> None:
        super().__init__(f"{file} cannot be put back ({why}): nothing was changed; choose another")


class ToolError(KzdashError):
    """A program of PostgreSQL's is missing, or did not do what it was asked."""

    def __init__(self, tool: str, said: str) -> None:
        super().__init__(
            f"{tool} failed ({said}): nothing was changed; it must be installed "
            "(`apt-get install postgresql-client`) and no older than the server"
        )


class StoreAwayError(KzdashError):
    """The database server does not answer."""

    def __init__(self, place: str, said: str) -> None:
        super().__init__(
            f"the store {place} cannot be reached ({said}): it was left as it is; see that the "
            "database server runs where KZDASH_DATABASE_URL says, then try again"
        )


class StoreDeniedError(KzdashError):
    """The database server does not let this program in."""

    def __init__(self, place: str, said: str) -> None:
        super().__init__(
            f"the database server refuses whoever asks for {place} ({said}): nothing was changed; "
            "put the right name and password in KZDASH_DATABASE_URL, and let pg_hba.conf admit them"
        )


class NoDatabaseError(KzdashError):
    """The database server is there, the database is not."""

    def __init__(self, place: str, said: str) -> None:
        super().__init__(
            f"there is no database {place} ({said}): make it with `createdb --encoding UTF8 "
            "--template template0`, or name another in KZDASH_DATABASE_URL"
        )


class StoreEncodingError(KzdashError):
    """The database cannot hold every text."""

    def __init__(self, place: str, encoding: str) -> None:
        super().__init__(
            f"the database {place} is kept in {encoding}, which cannot hold every text: nothing "
            "was changed; make another with `createdb --encoding UTF8 --template template0`"
        )


class StoreFullError(KzdashError):
    """There is no room for what was to be written, or the disk fails."""

    def __init__(self, place: str) -> None:
        super().__init__(
            f"the disk of {place} is full or fails: nothing was changed; make room, then try again"
        )


class BadUrlError(KzdashError):
    """A URL is of no database that this program can open; the caller masks a password in it."""

    EXPECTED = "a URL such as sqlite:////folder/plan.db or postgresql+psycopg://user@host/database"

    def __init__(self, url: str) -> None:
        super().__init__(
            f"{url!r} names no database: expected {self.EXPECTED}; nothing was changed"
        )


class BadSettingError(KzdashError):
    """A setting has a value that it cannot have; the caller masks a password in it."""

    def __init__(self, name: str, value: str, expected: str) -> None:
        super().__init__(
            f"{name} is {value!r}: expected {expected}; nothing was started or changed; correct "
            "the setting and try again"
        )


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


class BadAccountError(KzdashError):
    """What was given of an account cannot be so; `given` is what was asked for."""

    def __init__(self, refusal: Refusal, given: str) -> None:
        self.refusal, self.given = refusal, given
        super().__init__(f"{given!r}: {refusal.value}: nothing was changed")


class WrongPasswordError(KzdashError):
    """No account has this name and password; which of the two is wrong is not said."""

    def __init__(self) -> None:
        super().__init__("no account has this name and this password: try again")


class TryLaterError(KzdashError):
    """Too many wrong passwords in a row were given for a name."""

    def __init__(self, seconds: int) -> None:
        self.seconds = seconds
        super().__init__(
            f"too many wrong passwords in a row for this name: try again in {seconds} seconds"
        )


class TooManyGuessesError(TryLaterError):
    """One address tried too many passwords, whatever the names."""


class TooFastError(KzdashError):
    """An account reports more often than anybody types."""

    def __init__(self, most: int) -> None:
        super().__init__(
            f"more than {most} reports within a minute from one account: wait a minute"
        )


class ConflictError(KzdashError):
    """Somebody else reported on the item first."""

    def __init__(self, item_id: int, seq: int) -> None:
        super().__init__(
            f"report {seq} on item {item_id} is there already: nothing was written; read it, then "
            "report again"
        )
