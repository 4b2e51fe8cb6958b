"""What can go wrong with a store and its backups."""

from __future__ import annotations

from kzdash.errors.base import KzdashError


class StoreMissingError(KzdashError):
    """There is no store where the settings say."""

    def __init__(self, place: str) -> None:
        super().__init__(
            f"there is no store at {place}. Create one with `python -m kzdash init`, or name "
            "another in KZDASH_DATABASE_URL."
        )


class StoreLockedError(KzdashError):
    """Another process holds the store for longer than the busy timeout."""

    def __init__(self, place: str) -> None:
        super().__init__(
            f"another program has locked the store {place}. Nothing was changed. Close that "
            "program and try again."
        )


class StoreReadOnlyError(KzdashError):
    """The operating system or the database forbids to open or write the store."""

    def __init__(self, place: str) -> None:
        super().__init__(
            f"cannot open or write {place}. Nothing was changed. Give this user write permission "
            "on the file and its folder, or on the database."
        )


class StoreCorruptError(KzdashError):
    """The file is damaged, or another program made it."""

    def __init__(self, place: str) -> None:
        super().__init__(
            f"{place} is damaged or no store of this program. Nothing was changed. Restore a good "
            "backup, or move it away and run `python -m kzdash init`."
        )


class StoreNewerError(KzdashError):
    """A newer version of this program made the store."""

    def __init__(self, place: str, revision: str) -> None:
        super().__init__(
            f"a newer version of this program made the store {place} (schema {revision}). Nothing "
            "was changed. Update this program."
        )


class StoreOutdatedError(KzdashError):
    """An older version of this program made the store, and nobody has upgraded it yet."""

    def __init__(self, place: str) -> None:
        super().__init__(
            f"an older version of this program made the store {place}. Nothing was changed. "
            "Upgrade it with `python -m kzdash init`, which keeps all reports."
        )


class StoreTakenError(KzdashError):
    """Something exists already where a store was to be created."""

    def __init__(self, place: str) -> None:
        super().__init__(
            f"there is already data at {place}. Nothing was changed. Name a new file or an empty "
            "database."
        )


class DemonstrationError(KzdashError):
    """A demonstration with its invented reports was to become a real store."""

    def __init__(self, place: str, done: str) -> None:
        super().__init__(
            f"{place} is a demonstration: its reports are invented, and it cannot be {done}. "
            "Nothing was changed. Make a store with `python -m kzdash init`."
        )


class StoreAwayError(KzdashError):
    """The database server does not answer."""

    def __init__(self, place: str, detail: str) -> None:
        super().__init__(
            f"cannot reach the store {place} ({detail}). Nothing was changed. Check that the "
            "database server runs where KZDASH_DATABASE_URL says, then try again."
        )


class StoreDeniedError(KzdashError):
    """The database server refuses the login of this program."""

    def __init__(self, place: str, detail: str) -> None:
        super().__init__(
            f"cannot log in to {place} ({detail}). Nothing was changed. Check user and password in "
            "KZDASH_DATABASE_URL, and pg_hba.conf."
        )


class NoDatabaseError(KzdashError):
    """The database server runs, but has no such database."""

    def __init__(self, place: str, detail: str) -> None:
        super().__init__(
            f"there is no database {place} ({detail}). Create it with `createdb --encoding UTF8 "
            "--template template0`, or name another in KZDASH_DATABASE_URL."
        )


class StoreEncodingError(KzdashError):
    """The encoding of the database lacks Chinese characters."""

    def __init__(self, place: str, encoding: str) -> None:
        super().__init__(
            f"the database {place} has the encoding {encoding}, which cannot hold every text. "
            "Nothing was changed. Create another with `createdb --encoding UTF8 --template "
            "template0`."
        )


class StoreFullError(KzdashError):
    """The disk has no room left, or fails."""

    def __init__(self, place: str) -> None:
        super().__init__(
            f"the disk of {place} is full or failing. Nothing was changed. Make room, then try "
            "again."
        )


class OtherPlanError(KzdashError):
    """The store holds another plan than the seed."""

    def __init__(self, stored: str, seeded: str) -> None:
        super().__init__(
            f"the store holds the plan {stored}, but the seed is {seeded}. Nothing was changed. "
            "Name another store in KZDASH_DATABASE_URL."
        )


class MoveError(KzdashError):
    """The rows that arrived in a new store differ from those that were sent."""

    def __init__(self, place: str, table: str) -> None:
        super().__init__(
            f"the rows of {table} that arrived at {place} differ from those that were sent. "
            "Nothing was kept there, and the old store was not changed. Tell the maintainer of "
            "this program."
        )


class BackupUnfitError(KzdashError):
    """A file is no backup that could be restored where it was to go."""

    def __init__(self, file: object, detail: str) -> None:
        super().__init__(
            f"cannot restore {file} ({detail}). Nothing was changed. Choose another backup."
        )


class ToolError(KzdashError):
    """A program that PostgreSQL brings along failed."""

    def __init__(self, tool: str, detail: str) -> None:
        self.detail = detail
        super().__init__(
            f"{tool} failed ({detail}). Nothing was changed. Check that it is no older than the "
            "database server."
        )


class ToolMissingError(KzdashError):
    """A program that PostgreSQL brings along is not installed."""

    def __init__(self, tool: str) -> None:
        super().__init__(
            f"{tool} is not installed. Nothing was changed. Install it with `apt-get install "
            "postgresql-client`, no older than the database server."
        )


class UnreadableValueError(Exception):
    """A stored value is none that this program writes."""
