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
