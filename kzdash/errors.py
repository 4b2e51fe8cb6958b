"""What can go wrong with a store, one small exception a kind, each with its remedy."""

from __future__ import annotations


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
            "permission on the file and its folder"
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


class StoreFullError(KzdashError):
    """There is no room for what was to be written, or the disk fails."""

    def __init__(self, place: str) -> None:
        super().__init__(
            f"the disk of {place} is full or fails: nothing was changed; make room, then try again"
        )


class BadUrlError(KzdashError):
    """The settings name no database that this program can open."""

    def __init__(self, url: str) -> None:
        super().__init__(
            f"KZDASH_DATABASE_URL is {url!r}: expected a URL such as sqlite:////folder/plan.db"
        )


class RefusedError(KzdashError):
    """A report says what no report may say."""

    def __init__(self, why: str) -> None:
        super().__init__(f"the report was refused ({why}): nothing was written; correct it")


class ConflictError(KzdashError):
    """Somebody else reported on the item first."""

    def __init__(self, item_id: int, seq: int) -> None:
        super().__init__(
            f"report {seq} on item {item_id} is there already: nothing was written; read it, then "
            "report again"
        )
