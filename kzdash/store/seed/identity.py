"""Whether a revised seed means by each number the item that was reported on under it.

Reports are kept by an item's kind and number. A renumbered annex would therefore show one
project's reports under another's name, and nobody could tell. So the name of an item that was
reported on or adjusted may be mended, but not become another item's:

- its new name is no other item's old name, and no other item now bears its old one;
- it is more like its own old name than like any other item's;
- it is like its own old name: by difflib's ratio, three quarters of both are the same.

An item that was given a wholly new name is told from another item by nobody but a person, who
names it: `python -m kzdash init --renamed project-12`.
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
LEAST_ALIKE = 0.75
MARKS = re.compile(r"[\W_]+")
MOVED = (
    '"{old}" or nearly so, because the store holds reports on this item. Give a new item a new '
    "number. If this is the same item under a new name, run "
    "`python -m kzdash init --renamed {label}`"
)
GONE = "this row, because the store holds reports on it, which are never removed"


def renumbering_problems(
    stored: Mapping[Key, Item],
    rows: Mapping[Key, Row],
    told: Collection[int],
    files: Mapping[str, str],
    renamed: Collection[str],
) -> Iterator[SeedProblem]:
    """Name every item with reports or adjustments that the seed lacks, or gives another name.

    `told` are the ids of such items, `files` the files of their kinds, `renamed` the labels of
    those that somebody vouches for.
    """
    for key, item in stored.items():
        if item.id not in told:
            continue
        row = rows.get(key)
        if row is None:
            gone = f"no row for {item.kind} {item.number} ({item.name})"
            yield SeedProblem(files[item.kind], 0, "", gone, GONE)
        elif item_label(key) not in renamed and not _is_same(key, row["name"], stored, rows):
            expected = MOVED.format(old=item.name, label=item_label(key))
            yield row.problem("名称", row["name"], expected)


def item_label(key: Key) -> str:
    """Write which item it is: project-12, or direction-4-2 for a paragraph."""
    kind, number, paragraph = key
    return f"{kind}-{number}" + (f"-{paragraph}" if paragraph else "")


def _is_same(key: Key, name: str, stored: Mapping[Key, Item], rows: Mapping[Key, Row]) -> bool:
    old, new = _bare(stored[key].name), _bare(name)
    if old == new:
        return True
    others = {
        other: _bare(item.name)
        for other, item in stored.items()
        if other != key and other[0] == key[0]
    }
    elsewhere = {
        _bare(row["name"])
        for other, row in rows.items()
        if other != key and other[0] == key[0] and others.get(other) != _bare(row["name"])
    }
    alike = _alike(old, new)
    return (
        alike >= LEAST_ALIKE
        and old not in elsewhere
        and all(other != new and _alike(other, new) <= alike for other in others.values())
    )


def _bare(name: str) -> str:
    """A name without what differs between two ways to write the same: width, blanks, marks."""
    return MARKS.sub("", unicodedata.normalize("NFKC", name)).casefold()


def _alike(one: str, other: str) -> float:
    return SequenceMatcher(None, one, other, autojunk=False).ratio()
