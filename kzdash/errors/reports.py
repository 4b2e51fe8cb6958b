"""What can go wrong with a report that is typed and stored."""

from __future__ import annotations

from enum import Enum

from kzdash.errors.base import KzdashError


class ConflictError(KzdashError):
    """Somebody else reported on the item first."""

    def __init__(self, item_id: int, seq: int) -> None:
        super().__init__(
            f"report {seq} on item {item_id} is there already: nothing was written; read it, then "
            "report again"
        )


class TooFastError(KzdashError):
    """An account reports more often than anybody types."""

    def __init__(self, limit: int) -> None:
        super().__init__(
            f"more than {limit} reports within a minute from one account: wait a minute"
        )


class ParseProblem(Enum):
    """Why what was typed could not be read."""

    NOT_A_FIGURE = "it is no figure"
    SEVERAL_FIGURES = "it is more than one figure"
    SEPARATORS = "the commas in it do not part thousands; a decimal point is written '.'"
    OTHER_UNIT = "it has another unit"
    NOT_A_DAY = "it is no day; a day is written 2024-12-20"
    NO_SUCH_DAY = "there is no such day"
    OUT_OF_RANGE = "it is a day before 2000 or after 2099"
    TOO_LONG = "it is longer than any figure or day"


class ParseError(KzdashError):
    """What was typed cannot be read; `value` is how it begins, `field` the column it is for."""

    def __init__(self, problem: ParseProblem, value: str, field: str = "") -> None:
        self.problem, self.value, self.field = problem, value, field
        super().__init__(f"{value!r}: {problem.value}: nothing was written; correct it")
