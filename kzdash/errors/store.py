"""What can go wrong with a store and its backups."""

from __future__ import annotations

from kzdash.errors.base import KzdashError


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


class StoreTakenError(KzdashError):
    """There is something already where a store was to be made."""

    def __init__(self, place: str) -> None:
        super().__init__(
            f"there is something at {place} already: nothing was changed; name a new file, or an "
            "empty database"
        )


class StoreAwayError(KzdashError):
    """The database server does not answer."""

    def __init__(self, place: str, detail: str) -> None:
        super().__init__(
            f"the store {place} cannot be reached ({detail}): it was left as it is; see that the "
            "database server runs where KZDASH_DATABASE_URL says, then try again"
        )


class StoreDeniedError(KzdashError):
    """The database server does not let this program in."""

    def __init__(self, place: str, detail: str) -> None:
        super().__init__(
            f"the database server refuses whoever asks for {place} ({detail}): nothing was "
            "changed; put the right name and password in KZDASH_DATABASE_URL, and let pg_hba.conf "
            "admit them"
        )


class NoDatabaseError(KzdashError):
    """The database server is there, the database is not."""

    def __init__(self, place: str, detail: str) -> None:
        super().__init__(
            f"there is no database {place} ({detail}): make it with `createdb --encoding UTF8 "
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


class OtherPlanError(KzdashError):
    """The store holds another plan than the seed."""

    def __init__(self, stored: str, seeded: str) -> None:
        super().__init__(
            f"the store holds the plan {stored}, the seed is {seeded}: nothing was changed; name "
            "another store in KZDASH_DATABASE_URL"
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

    def __init__(self, file: object, detail: str) -> None:
        super().__init__(
            f"{file} cannot be put back ({detail}): nothing was changed; choose another"
        )


class ToolError(KzdashError):
    """A program of PostgreSQL's is missing, or did not do what it was asked."""

    def __init__(self, tool: str, detail: str) -> None:
        super().__init__(
            f"{tool} failed ({detail}): nothing was changed; it must be installed "
            "(`apt-get install postgresql-client`) and no older than the server"
        )


class UnreadableValueError(Exception):
    """A stored value is none that this program writes."""
