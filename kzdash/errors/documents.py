"""Why a document is not made."""

from __future__ import annotations

from kzdash.errors.base import KzdashError


class NoUnitError(KzdashError):
    """A document of a unit was asked for, and no unit of this name leads anything."""

    def __init__(self, unit: str) -> None:
        self.unit = unit
        super().__init__(
            f"no unit named {unit!r} leads anything. Nothing was written. Choose a name from "
            "seed/units.csv."
        )


class UnreadableMasterError(KzdashError):
    """The file that is set as the master of decks is no presentation, is damaged or is gone."""

    def __init__(self, file: str, fault: str) -> None:
        super().__init__(
            f"{file!r} is no presentation that can be opened ({fault}). No deck was made. Set "
            "KZDASH_DECK_MASTER to a .pptx or .potx file without a password or macros, or unset it."
        )


class UnfitMasterError(KzdashError):
    """The pages of a master have no title, or too little room for a deck to be read."""

    def __init__(self, file: str) -> None:
        super().__init__(
            f"the pages of {file!r} have no placeholder for a title, or too little room beneath "
            "it. No deck was made. Enlarge the placeholders for title and content of its layouts, "
            "or set KZDASH_DECK_MASTER to another file."
        )
