"""The words of official documents: full-width marks, no signs, references as people write them."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from kzdash.board.items import MilestoneItem
from kzdash.domain.formatting import cut_by_sense, printable
from kzdash.domain.progress import State

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kzdash.board.items import BoardItem

SIGNS = str.maketrans({"≥": "不低于", "≤": "不高于", "±": "正负", "≈": "约", "→": "转为"})
# between the name of an item and that of its step
_DOT = re.compile(r" +· +")
WIDE = "\u2014\u2018\u2019\u201c\u201d\u2026\u3000-\u303f\u3400-\u9fff\uff00-\uffef"
MARKS = dict(zip(",;:!?()", "，；：！？（）", strict=True))
# of a figure, a time of day or an address
_KEPT = re.compile(r"\d,\d{3}(?!\d)|\d:\d|[a-z]:(?=//)")
_SPACE = re.compile(rf"(?<=[{WIDE}])[ \t]+|[ \t]+(?=[{WIDE}])")
_POINT = re.compile(rf"(?<=[{WIDE}])\.(?=\s|$|[{WIDE}])")
_WIDE = re.compile(f"[{WIDE}]")
_SENTENCE = re.compile(r"[^。！？；\n]*[。！？；\n]?")
LONGEST_QUOTE = 100
DIGITS = ("", *"一二三四五六七八九")
MOST_IN_NUMERALS = 999
_PLACE = re.compile(
    r"([一二三四五六七八九十])(?:\(([一二三四五六七八九十]+)\))?(?:(\d+)|第(\d+)段)?"
)
_ANNEX = re.compile(r"附件(\d+)(?:-(\d+)|\(([一二三四五六七八九十]+)\))?")


def official(text: str) -> str:
    """Write running text by the rules of Chinese: no signs, and marks as wide as characters."""
    return in_cell(text).translate(SIGNS)


def in_cell(text: str) -> str:
    """Write what stands in a cell, where signs such as ≥ are usual."""
    text = _spaced(_DOT.sub("：", printable(text)))
    if not _WIDE.search(text):
        return text
    kept = {place for match in _KEPT.finditer(text) for place in range(*match.span())}
    marked = (
        MARKS[mark] if mark in MARKS and place not in kept else mark
        for place, mark in enumerate(text)
    )
    return _POINT.sub("。", _spaced("".join(marked)))


def _spaced(text: str) -> str:
    """Leave out the spaces beside a wide character."""
    return _SPACE.sub("", text)


def flat(text: str) -> str:
    """Return a text on one line, without punctuation at its end."""
    return " ".join(text.split()).rstrip("。；;.，,、 ")


def brief(text: str) -> str:
    """Return the first sentence of a long text, the whole of a short one, without its last mark."""
    if len(flat(text)) <= LONGEST_QUOTE:
        return flat(text)
    first = flat(next((part for part in _SENTENCE.findall(text) if flat(part)), ""))
    return cut_by_sense(first, LONGEST_QUOTE)


def is_long(text: str) -> bool:
    """Whether `brief` leaves something out."""
    return brief(text) != flat(text)


def chinese_numeral(number: int) -> str:
    """Return a number from 1 as headings write it: 九, 十一, 二十, 一百零一, 1000."""
    if number > MOST_IN_NUMERALS:
        return str(number)
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    ten = f"{DIGITS[tens] if tens > 1 or hundreds else ''}十" if tens else ""
    if not hundreds:
        return f"{ten}{DIGITS[ones]}"
    return f"{DIGITS[hundreds]}百{ten or ('零' if ones else '')}{DIGITS[ones]}"


def told_once(told: Iterable[tuple[str, str]]) -> list[str]:
    """Say by whom each text is, equal texts and equal names once.

    甲局、乙局：征地未完, or where the same have said more 甲局：一是征地未完；二是资金未到.
    """
    by_names: dict[str, list[str]] = defaultdict(list)
    for text, names in _by_text(told).items():
        by_names["、".join(names)].append(text)
    return [f"{names}：{_counted(texts)}" for names, texts in by_names.items()]


def told_by_text(told: Iterable[tuple[str, str]]) -> str:
    """Say of each text whom it concerns, equal texts once; empty where nothing is told.

    一是征地未完，涉及甲局、丙局；二是资金未到，涉及乙局.
    """
    return _counted([f"{text}，涉及{'、'.join(names)}" for text, names in _by_text(told).items()])


def _by_text(told: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    """Return by each text those that it is told of, each once."""
    by_text: dict[str, list[str]] = defaultdict(list)
    for who, text in told:
        if who not in by_text[text]:
            by_text[text].append(who)
    return by_text


def _counted(texts: list[str]) -> str:
    if len(texts) <= 1:
        return "".join(texts)
    return "；".join(f"{chinese_numeral(number)}是{text}" for number, text in enumerate(texts, 1))


def state(item: BoardItem) -> str:
    """Return the one word for an item's state, with what can be counted of it."""
    if item.state is State.OVERDUE:
        more = item.state_words.partition("，")[2]
        return f"逾期{item.days_late}天" + (f"，{more}" if more else "")
    if isinstance(item, MilestoneItem):
        return item.state.word
    return _spaced(item.state_words)


def cite(citation: str) -> str:
    """Return a place in the plan as people write it: 方案第五部分第（二）项."""
    places = [_place(part.strip()) for part in re.split("[;；]", citation) if part.strip()]
    words = "、".join(places)
    return f"方案{words}" if words.startswith(("第", "附件")) else words


def _place(words: str) -> str:
    if match := _PLACE.fullmatch(words):
        part, item, point, paragraph = match.groups()
        return (
            f"第{part}部分"
            + (f"第（{item}）项" if item else "")
            + (f"第{point}项任务" if point else "")
            + (f"第{paragraph}段" if paragraph else "")
        )
    if match := _ANNEX.fullmatch(words):
        annex, number, group = match.groups()
        return (
            f"附件{annex}"
            + (f"第{number}项" if number else "")
            + (f"第（{group}）类" if group else "")
        )
    return words
