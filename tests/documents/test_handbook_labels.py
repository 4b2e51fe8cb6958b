"""The names in bold in the handbook are those on the screen: a renamed button is noticed."""

from __future__ import annotations

import ast
import re
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from kzdash.documents.handbook import read_handbook
from kzdash.runtime import config

if TYPE_CHECKING:
    from collections.abc import Iterator

# bold words that are no label, by what they are instead
NO_LABELS = {
    "the head of a list item: what to do, when, or what it is about": {
        "Excel",
        "下次会前",
        "不用每次重写",
        "与全市相比",
        "写在哪里",
        "年度计划投资、计划开工、计划资金",
        "预计的日子过了",
        "交回",
        "会上",
        "会后",
        "填写",
        "平时",
        "成文",
        "成批报配合的",
        "指标按年算",
        "挪标记",
        "接着点“下一项”",
        "改有变化的栏",
        "改版面",
        "数只算一次",
        "晚报不盖早报",
        "核对",
        "点一行",
        "点提交",
        "留底",
        "看以前某天",
        "看谁没报",
        "网络断开",
        "草稿",
        "补报",
    },
    "a promise or a condition that is stressed": {
        "11月报11月的",
        "只问晚了的",
        "完成把握只写在旁边",
        "快报不算年度数",
        "每年12月底的累计数要报准",
        "登记目标只改判断，不改任何填报的数。",
        "请填，但不强求",
        "不用报的",
        "五天之内不重复提醒",
        "原件（照片、PDF）登录以后才能下载",
        "登录以后",
        "谁看得到填报，谁就看得到照片",
        "附件是自愿的，不作要求",
    },
}
EXCEPTIONS = set[str]().union(*NO_LABELS.values())
# what stands for a number or a name that varies: in a label, and in the handbook
IN_CODE, IN_HANDBOOK = re.compile(r" ?(?:\{\w*\}|…)+ ?"), re.compile(r" ?(?:\bn\b|…|\d+月) ?")
TAG = re.compile(r"<[^>]+>|\*\*")


def bold_words() -> Iterator[str]:
    for token, following in pairwise(read_handbook().all_tokens()):
        if token.type == "strong_open":
            yield following.content


@cache
def words_of_the_sources() -> frozenset[str]:
    """Return every text in the program's code, with … for what is put in, but no docstring."""
    files = [file for room in ("kzdash", "pages") for file in (config.ROOT / room).rglob("*.py")]
    texts = (text for file in files for text in _texts(ast.parse(file.read_text("utf-8"))))
    words = (part for text in texts for part in TAG.split(text))
    return frozenset(IN_CODE.sub("…", part).strip() for part in words)


def _texts(node: ast.AST) -> Iterator[str]:
    match node:
        case ast.Expr(ast.Constant()):
            return
        case ast.Constant(str(text)):
            yield text
        case ast.JoinedStr(parts):
            texts = (part.value if isinstance(part, ast.Constant) else "…" for part in parts)
            yield "".join(map(str, texts))
    for child in ast.iter_child_nodes(node):
        yield from _texts(child)


def is_on_the_screen(name: str) -> bool:
    """Whether a text is this name, also with a count, or something in brackets, after it."""
    label = IN_HANDBOOK.sub("…", name)
    return any(
        text.startswith(label) and text[len(label) :][:1] in {"", "（", "…"}
        for text in words_of_the_sources()
    )


def test_every_bold_name_in_the_handbook_is_on_the_screen() -> None:
    names = set(bold_words()) - EXCEPTIONS

    assert len(names) > 80
    assert {name for name in names if not is_on_the_screen(name)} == set()


def test_every_exception_is_still_in_the_handbook() -> None:
    assert set(bold_words()) >= EXCEPTIONS
