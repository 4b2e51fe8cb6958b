"""What was published about an item, of others too, as a board has it: nobody's report."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kzdash.domain import progress
from kzdash.domain.formatting import format_date, format_quantity
from kzdash.domain.partial_dates import last_day_of, partial_words
from kzdash.domain.progress import year_end

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Mapping
    from decimal import Decimal

    from kzdash.domain.models import Comparison, Fact, Plan

FIRST_HAND, SECOND_HAND = "公开资料", "媒体报道"
# an item by its kind and number
Key = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Source:
    """Where something was published; `published_on` is None where the source does not say."""

    title: str
    publisher: str
    published_on: dt.date | None
    address: str

    @property
    def words(self) -> str:
        """The publisher and the day, if it is known."""
        day = f"，{format_date(self.published_on)}" if self.published_on else ""
        return f"{self.publisher}{day}"

    @property
    def link(self) -> str:
        """The address of its web page, empty where it is none that a browser may open."""
        return self.address if self.address.startswith(("https://", "http://")) else ""


@dataclass(frozen=True, slots=True)
class FactEntry:
    """What a source says of an item; `dated` is the day, month or year that it speaks of."""

    said: str
    dated: str
    value: Decimal | None
    unit: str
    measures: str
    second_hand: bool
    source: Source

    @property
    def day_words(self) -> str:
        """The day, month or year that it speaks of."""
        return partial_words(self.dated)

    @property
    def certainty(self) -> str:
        """How it is known: 公开资料, or 媒体报道 where it is second-hand."""
        return SECOND_HAND if self.second_hand else FIRST_HAND

    @property
    def known_on(self) -> dt.date:
        """The day from which it is known: its publication, but no day before it is over."""
        over = last_day_of(self.dated)
        return max(over, self.source.published_on or over)


@dataclass(frozen=True, slots=True)
class ComparisonEntry:
    """The figure of a year for `other`, such as the whole city."""

    other: str
    year: int
    value: Decimal
    unit: str
    measures: str
    source: Source

    @property
    def words(self) -> str:
        """Whose figure it is, of which year: 全市2024年5.7%."""
        return f"{self.other}{self.year}年{format_quantity(self.value, self.unit)}"

    @property
    def known_on(self) -> dt.date:
        """The day from which it is known: its publication, or the end of its year."""
        return self.source.published_on or year_end(self.year)


def facts_by_item(rows: Iterable[Fact], as_of: dt.date) -> Mapping[Key, tuple[FactEntry, ...]]:
    """Return the facts that are known on a day, by item, the one of the latest day first."""
    known: dict[Key, list[FactEntry]] = defaultdict(list)
    for row in rows:
        entry = FactEntry(
            said=row.said,
            dated=row.dated,
            value=row.value,
            unit=row.unit,
            measures=row.measures,
            second_hand=row.second_hand,
            source=_source(row),
        )
        if entry.known_on <= as_of:
            known[row.kind, row.number].append(entry)
    return {
        key: tuple(sorted(entries, key=lambda it: last_day_of(it.dated), reverse=True))
        for key, entries in known.items()
    }


def comparisons_by_item(
    rows: Iterable[Comparison], as_of: dt.date
) -> Mapping[Key, tuple[ComparisonEntry, ...]]:
    """Return the figures of others that are known on a day, by item."""
    known: dict[Key, tuple[ComparisonEntry, ...]] = defaultdict(tuple)
    for row in rows:
        entry = ComparisonEntry(
            other=row.other,
            year=row.year,
            value=row.value,
            unit=row.unit,
            measures=row.measures,
            source=_source(row),
        )
        if entry.known_on <= as_of:
            known[row.kind, row.number] += (entry,)
    return known


def figures_of_others(
    comparisons: Iterable[ComparisonEntry],
) -> Mapping[str, Mapping[int, Decimal]]:
    """Return the figures by year of each of the others."""
    figures: dict[str, dict[int, Decimal]] = defaultdict(dict)
    for entry in comparisons:
        figures[entry.other][entry.year] = entry.value
    return figures


def judge_aim(
    facts: Iterable[FactEntry], comparisons: Iterable[ComparisonEntry], plan: Plan
) -> progress.ComparedAim | None:
    """Judge an aim to be above others, by the plan's years whose figures both have.

    Figures are held against each other only where they count the same in the same unit. Of several
    others it must be above each; the first that it is not above says why.
    """
    years = range(plan.baseline_year + 1, plan.target_year + 1)
    of_years = {
        (fact.measures, fact.unit, int(fact.dated)): fact.value
        for fact in facts
        if fact.value is not None and fact.dated.isdigit()
    }
    judged = []
    alike: dict[tuple[str, str, str], dict[int, Decimal]] = defaultdict(dict)
    for entry in comparisons:
        if entry.year in years:
            alike[entry.other, entry.measures, entry.unit][entry.year] = entry.value
    for (other, measures, unit), others in alike.items():
        own = {
            year: value
            for (counts, of_unit, year), value in of_years.items()
            if (counts, of_unit) == (measures, unit) and year in years
        }
        judged.append(progress.judge_above(other, own, others, measures, unit))
    known = [one for one in judged if one is not None]
    missed = (one for one in known if one.status is not progress.Status.MET)
    return next(missed, known[0] if known else None)


def _source(row: Fact | Comparison) -> Source:
    return Source(row.source, row.publisher, row.published_on, row.address)
