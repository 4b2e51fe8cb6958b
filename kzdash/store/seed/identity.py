"""Check that each number of a revised seed still means the item that was reported on under it.

The store finds an item's reports by its kind and number. A renumbered annex would therefore show
one project's reports under another's name, and nobody would notice. So the name of an item with
reports or adjustments may be corrected, but not become another item's name:

- the new name is no other item's old name, and no other item now has its old name;
- the new name is more similar to its own old name than to any other item's;
- the new name is similar to its own old name: difflib's ratio is at least 0.75.

Only a person can tell an item with a wholly new name from another item, and confirms it with
`python -m kzdash init --renamed project-12`.
"""

from __future__ import annotations

import re
import unicodedata
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from kzdash.errors import SeedProblem

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from kzdash.domain.models import Item
    from kzdash.store.seed.files import Row

Key = tuple[str, int, int]
MIN_SIMILARITY = 0.75
PUNCTUATION = re.compile(r"[\W_]+")
EXPECTED_NAME = (
    '"{old}" or nearly so, because the store holds reports on this item. Give a new item a new '
    "number. If this is the same item under a new name, run "
    "`python -m kzdash init --renamed {label}`"
)
EXPECTED_ROW = "this row, because the store holds reports on it, which are never removed"


def renumbering_problems(
    stored: Mapping[Key, Item],
    rows: Mapping[Key, Row],
    reported: Collection[int],
    files: Mapping[str, str],
    renamed: Collection[str],
) -> Iterator[SeedProblem]:
    """Yield a problem for each item with reports that the seed lacks or gives another name.

    `reported` are the ids of the items with reports or adjustments, `files` the seed's file for
    each kind, `renamed` the labels of the items whose new names a person has confirmed.
    """
    for key, item in stored.items():
        if item.id not in reported:
            continue
        row = rows.get(key)
        if row is None:
            missing = f"no row for {item.kind} {item.number} ({item.name})"
            yield SeedProblem(files[item.kind], 0, "", missing, EXPECTED_ROW)
        elif item_label(key) not in renamed and not _is_same_item(key, row["name"], stored, rows):
            expected = EXPECTED_NAME.format(old=item.name, label=item_label(key))
            yield row.problem("名称", row["name"], expected)


def item_label(key: Key) -> str:
    """Return the label of an item: project-12, or direction-4-2 for a paragraph."""
    kind, number, paragraph = key
    return f"{kind}-{number}" + (f"-{paragraph}" if paragraph else "")


def _is_same_item(key: Key, name: str, stored: Mapping[Key, Item], rows: Mapping[Key, Row]) -> bool:
    old, new = _normalized(stored[key].name), _normalized(name)
    if old == new:
        return True
    old_names = {
        other: _normalized(item.name)
        for other, item in stored.items()
        if other != key and other[0] == key[0]
    }
    changed_names = {
        _normalized(row["name"])
        for other, row in rows.items()
        if other != key and other[0] == key[0] and old_names.get(other) != _normalized(row["name"])
    }
    similarity = _similarity(old, new)
    return (
        similarity >= MIN_SIMILARITY
        and old not in changed_names
        and all(
            other != new and _similarity(other, new) <= similarity for other in old_names.values()
        )
    )


def _normalized(name: str) -> str:
    """Return a name without case, width, blanks and punctuation, which do not make it another."""
    return PUNCTUATION.sub("", unicodedata.normalize("NFKC", name)).casefold()


def _similarity(first: str, second: str) -> float:
    return SequenceMatcher(None, first, second, autojunk=False).ratio()
