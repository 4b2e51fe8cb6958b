"""The kinds of fields a report has: texts, days, choices, figures; how each is read and written."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from kzdash.domain import parsing
from kzdash.domain.formatting import (
    format_date,
    format_distinct,
    format_distinct_money,
    format_quantity,
)
from kzdash.domain.models import Kind
from kzdash.domain.progress import Answer, Confidence, Stage, Status
from kzdash.domain.rules.fields import check_figure, check_text
from kzdash.errors import Refusal, RefusedError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from decimal import Decimal

Choice = Status | Stage | Answer | Confidence
ANY_KIND = frozenset(Kind)
WAN_YUAN = "万元"
# the rules bound years by the plan's own, which may be earlier than any board's
ANY_DAY = (dt.date.min, dt.date.max)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportField:
    """A field of a report; `name` is its column in the store, its attribute everywhere else.

    `label` is what sentences call it, `short` what tables do where that is shorter, `question` what
    a form asks where that is longer; `placeholder` stands in a form's empty field. `lead` leads up
    to its words in a sentence. `width` is the least of its column in the report form, in
    characters: of letters of 10 pt.
    A `detail` is asked for only where it is of use, and has no column in a table of items.
    """

    name: str
    label: str
    kinds: frozenset[Kind] = ANY_KIND
    short: str = ""
    question: str = ""
    placeholder: str = ""
    lead: str = ""
    unit: str = ""
    width: float = 11
    detail: bool = False
    # what the store has where nothing was reported
    empty: ClassVar[Any] = None

    @property
    def title(self) -> str:
        """What a table of words calls it."""
        return self.short or self.label

    @property
    def header(self) -> str:
        """What a file calls it, where figures stand without their unit: 完成投资(万元)."""
        return f"{self.title}({self.unit})" if self.unit else self.title

    @property
    def form_label(self) -> str:
        """What a form calls it: 开工以来完成投资（万元）."""
        words = self.question or self.label
        return f"{words}（{self.unit}）" if self.unit else words

    def says(self, value: Any) -> bool:
        """Whether a value says anything."""
        return value is not None

    def parse(self, typed: str, unit: str = "") -> Any:
        """Read what was typed into what the store has; ParseError where it cannot be read.

        `unit` is that of the item's figures, where the field has none of its own.
        """
        raise NotImplementedError

    def check(self, value: Any) -> None:
        """Raise RefusedError where no report on any item may say this."""

    def from_store(self, stored: Any) -> Any:
        """Return a value of the store as the board has it."""
        return stored

    def to_store(self, value: Any) -> Any:
        """Return a value of the board as the store has it."""
        return self.empty if value is None else value

    def words(self, value: Any, beside: Any = None) -> str:
        """Write a value in a sentence, so that it can be told from another beside it."""
        return self.cell(value)

    def cell(self, value: Any, unit: str = "", decimals: int = 2) -> str:
        """Write a value in a table of words; `unit` and `decimals` are those of the item."""
        return str(value)


@dataclass(frozen=True, slots=True, kw_only=True)
class TextField(ReportField):
    """A text of at most so many characters."""

    longest: int
    empty: ClassVar[str] = ""

    def says(self, value: str | None) -> bool:
        """Whether there is more than blanks."""
        return bool((value or "").strip())

    def from_store(self, stored: str | None) -> str:
        """Return the text; a report that was never stored may have none."""
        return stored or ""

    def parse(self, typed: str, unit: str = "") -> str:
        """Take a text as it was typed."""
        return parsing.parse_text(typed)

    def check(self, value: str | None) -> None:
        """Raise RefusedError where it is too long or cannot be shown."""
        check_text(self.name, value or "", self.longest)


@dataclass(frozen=True, slots=True, kw_only=True)
class DayField(ReportField):
    """A day."""

    def parse(self, typed: str, unit: str = "") -> Any:
        """Read a day, none from blanks."""
        return parsing.parse_date(typed, self.name, *ANY_DAY)

    def cell(self, value: Any, unit: str = "", decimals: int = 2) -> str:
        """Write a day as 2024年6月30日."""
        return format_date(value)


@dataclass(frozen=True, slots=True, kw_only=True)
class ChoiceField(ReportField):
    """One of a few words, each with its code in the store."""

    options: tuple[Status, ...] | tuple[Stage, ...] | tuple[Answer, ...] | tuple[Confidence, ...]

    @property
    def choices(self) -> Mapping[str, str]:
        """The code of each word on the screen."""
        return {option.label: option.code for option in self.options}

    def parse(self, typed: str, unit: str = "") -> str | None:
        """Return the code of a word, none where there is no such choice."""
        return self.choices.get(typed)

    def check(self, value: str | None) -> None:
        """Raise RefusedError where it is the code of none of them."""
        if value is not None and value not in self.choices.values():
            raise RefusedError(Refusal.NOT_OF_KIND, self.name)

    def from_store(self, stored: str | None) -> Choice | None:
        """Return the choice of a code; KeyError where there is none."""
        return type(self.options[0]).of(stored) if stored else None

    def to_store(self, value: Choice | None) -> str | None:
        """Return the code of a choice."""
        return value.code if value else None

    def words(self, value: Choice, beside: Any = None) -> str:
        """Write a choice, a judgement with its shape."""
        return value.marked if isinstance(value, Status) else value.label

    def cell(self, value: Choice, unit: str = "", decimals: int = 2) -> str:
        """Write the word alone."""
        return value.label


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureField(ReportField):
    """An exact decimal in `unit`; `limit` raises RefusedError for a figure out of bounds."""

    limit: Callable[[str, Decimal], None] = check_figure

    def parse(self, typed: str, unit: str = "") -> Decimal | None:
        """Read a figure, none from blanks."""
        return parsing.parse_figure(typed, self.unit or unit, self.name)

    def check(self, value: Decimal | None) -> None:
        """Raise RefusedError where it is out of bounds."""
        if value is not None:
            self.limit(self.name, value)

    def words(self, value: Decimal, beside: Decimal | None = None) -> str:
        """Write a figure with as many digits as tell it from the other."""
        other = value if beside is None else beside
        if self.unit == WAN_YUAN:
            return format_distinct_money(value, other)[0]
        return f"{format_distinct(value, other)[0]}{self.unit}"

    def cell(self, value: Decimal, unit: str = "", decimals: int = 2) -> str:
        """Write a figure with its unit."""
        if self.unit:
            return format_quantity(value, self.unit)
        return format_quantity(value, unit, decimals)
