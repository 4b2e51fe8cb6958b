"""What can go wrong with a report that is typed and stored."""

from __future__ import annotations

from enum import Enum

from kzdash.errors.base import KzdashError


class ConflictError(KzdashError):
    """Somebody else reported on the item first."""

    def __init__(self, item_id: int, seq: int) -> None:
        super().__init__(
            f"report {seq} on item {item_id} exists already. Nothing was written. Read it, then "
            "report again."
        )


class TooFastError(KzdashError):
    """An account reports more often than anybody types."""

    def __init__(self, limit: int) -> None:
        super().__init__(
            f"the account sends more than {limit} reports a minute. Nothing was written. Wait a "
            "minute."
        )


class ParseProblem(Enum):
    """Why what was typed could not be read."""

    NOT_A_FIGURE = "this is no figure. Write digits alone"
    SEVERAL_FIGURES = "this is more than one figure. Write one"
    SEPARATORS = "its commas do not separate thousands. Write the decimal point as '.'"
    OTHER_UNIT = "this is in another unit. Convert it"
    NOT_A_DAY = "this is no day. Write a day as 2024-12-20"
    NO_SUCH_DAY = "this day does not exist. Check it"
    OUT_OF_RANGE = "this day is before 2000 or after 2099. Check the year"
    NOT_A_PERIOD = "this is no period. Write a year as 2025年, or a part of one as 2025年上半年"
    TOO_LONG = "this is longer than any figure or day. Write one alone"


class ParseError(KzdashError):
    """What was typed cannot be read; `value` is how it begins, `field` the column it is for."""

    def __init__(self, problem: ParseProblem, value: str, field: str = "") -> None:
        self.problem, self.value, self.field = problem, value, field
        super().__init__(f"{value!r}: {problem.value}. Nothing was written.")
