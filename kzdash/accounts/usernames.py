"""What an account may be called, and which ways of writing a name are the same name."""

from __future__ import annotations

import unicodedata

LENGTHS = range(2, 65)
RESERVED = {"seed"}


def normalize(name: str) -> str:
    """Return a name as it is stored: full-width forms, capitals and outer spaces do not count."""
    folded = unicodedata.normalize("NFKC", name).casefold()
    return unicodedata.normalize("NFKC", folded).strip()


def is_valid(name: str) -> bool:
    """Whether a name, as it is stored, may be an account's: letters of any script, digits, -_."""
    if len(name) not in LENGTHS or unicodedata.category(name[0])[0] not in "LN":
        return False
    return all(_fits(character) for character in name)


def _fits(character: str) -> bool:
    category = unicodedata.category(character)
    return character in "-_." or category[0] in "LM" or category == "Nd"
