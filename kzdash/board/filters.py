"""The items of a list that fit what is asked for: state, unit, category, kind and words."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from kzdash.board.items import KIND_WORDS, BoardItem
from kzdash.board.project_money import LAGS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kzdash.board.board import Board
    from kzdash.board.items import DutyItem, ProjectItem

Item = TypeVar("Item", bound=BoardItem)


def in_state_of_unit(items: Iterable[Item], states: Sequence[str], unit: str | None) -> list[Item]:
    """Return the items in one of the states, or any if none is named, that are a unit's to do."""
    return [
        item
        for item in items
        if (not states or item.state.word in states) and (unit is None or unit in item.units)
    ]


def projects_matching(
    board: Board, category: str | None, words: str, lag: str | None = None
) -> list[ProjectItem]:
    """Return the projects of a category, if one is named, that have all the words.

    `lag`, one of `LAGS`, narrows them to those that should have started or been completed.
    """
    lags = LAGS.get(lag or "")
    names = {one.number: one.category_name for one in board.categories}
    named = ((names.get(item.programme or 0, ""), item) for item in board.projects)
    return [
        item
        for name, item in named
        if category in {None, name}
        and (lags is None or lags(item))
        and _has_words(_words_of(item, name), words)
    ]


def duties_matching(
    board: Board, kind: str | None, state: str | None, unit: str | None, words: str
) -> list[DutyItem]:
    """Return the policies and reforms that fit; what is None fits all."""
    items = [
        item
        for item in (*board.policies, *board.reforms)
        if kind in {None, KIND_WORDS[item.kind]}
        and _has_words(f"{item.name} {item.summary} {item.units_words}", words)
    ]
    return in_state_of_unit(items, [state] if state else [], unit)


def _words_of(item: ProjectItem, category: str) -> str:
    parts = (item.name, item.short_name, item.owner, item.units_words, item.funding, item.summary)
    return " ".join((*parts, category))


def _has_words(text: str, words: str) -> bool:
    return all(word in text for word in words.split())
