"""Pinyin initials, by which people look for Chinese names and type them."""

from __future__ import annotations

import unicodedata


def initials(name: str) -> str:
    """Return the first letter of each syllable in pinyin, without punctuation: 水利局 is slj."""
    from pypinyin import Style, lazy_pinyin  # noqa: PLC0415 - its dictionary takes a quarter of a second

    letters = "".join(lazy_pinyin(name, style=Style.FIRST_LETTER))
    folded = unicodedata.normalize("NFKC", letters).casefold()
    return "".join(character for character in folded if character.isalnum())
