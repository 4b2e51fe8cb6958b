"""Account names: which ones are valid, which spellings are the same name, and new ones."""

from __future__ import annotations

import unicodedata
from itertools import count
from typing import TYPE_CHECKING

from kzdash.domain.models import SEED_ACCOUNT
from kzdash.domain.pinyin import initials

if TYPE_CHECKING:
    from collections.abc import Collection

MAX_NAME_LENGTH = 64
LENGTHS = range(2, MAX_NAME_LENGTH + 1)
RESERVED = {SEED_ACCOUNT}


def normalize(name: str) -> str:
    """Return a name as it is stored: width, case and outer spaces do not count."""
    folded = unicodedata.normalize("NFKC", name).casefold()
    return unicodedata.normalize("NFKC", folded).strip()


def is_valid(name: str) -> bool:
    """Whether a normalized name is valid: 2 to 64 letters of any script, digits, `-`, `_`, `.`.

    It starts with a letter or digit.
    """
    if len(name) not in LENGTHS or unicodedata.category(name[0])[0] not in "LN":
        return False
    return all(_is_allowed(character) for character in name)


def free_name(unit: str, taken: Collection[str]) -> str:
    """Make a name nobody has for an account: the unit's pinyin initials and a number, qslj01."""
    prefix = initials(unit)[: MAX_NAME_LENGTH - 4] or "zh"
    return next(name for number in count(1) if (name := f"{prefix}{number:02}") not in taken)


def _is_allowed(character: str) -> bool:
    category = unicodedata.category(character)
    return character in "-_." or category[0] in "LM" or category == "Nd"
