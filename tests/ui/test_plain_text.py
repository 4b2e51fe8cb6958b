"""What people typed reads on a page as they typed it: no markup of theirs does anything."""

from __future__ import annotations

import re

import pytest

from kzdash.ui.widgets.plain_text import plain, source_link

ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
UNSEEN = "\N{WORD JOINER}"
# what Markdown, Streamlit's directives and HTML begin with
ACTIVE = re.compile(r"[*_`~#\[\]<>$|!&{}=\\:]|^\s*(?:[-+>]|[0-9]+[.)])", re.MULTILINE)
# what Streamlit's page looks for in the text itself, where no backslash is left
DRAWN = [
    re.compile(r":material[/_][a-z0-9_]+:"),
    re.compile(r":streamlit:"),
    re.compile(r":(?!material/|streamlit:)[a-zA-Z_+-][\w+-]*:", re.ASCII),
    re.compile(r"https?://|www\.|@[\w-]+\.", re.IGNORECASE),
    re.compile(r"(?:^|\s)(?:<->|->|<-|--|>=|<=|~=)(?:\s|$)"),
]

TYPED = {
    "bold": "**粗** __粗__ *斜* _斜_ ***两者***",
    "struck": "~~删~~",
    "code": "`码` ``a`b``",
    "fence": "```\nx\n```",
    "heading": "# 标题",
    "underlined heading": "标题\n===",
    "rule": "上\n---\n下",
    "list": "- 一\n- 二",
    "numbers": "1. 一\n2) 二",
    "quote": "> 引",
    "table": "|a|b|\n|-|-|\n|1|2|",
    "link": "[x](javascript:alert(1))",
    "picture": "![x](http://a.b/c.png)",
    "reference": "[^1]: 注 [x][y]",
    "script": "<script>alert(1)</script>",
    "tag": "<b>x</b><img src=x onerror=alert(1)>",
    "entity": "&lt;b&gt; &amp; &#35;",
    "formula": '=HYPERLINK("http://a.b","点我")',
    "sum": "=1+1",
    "at": "@SUM(A1)",
    "icon": ":material/home: :material_home:",
    "colour": ":red[x] :blue-background[x]",
    "small": ":small[:gray[x]]",
    "badge": ":badge[x]",
    "shortcode": ":smile: :+1:",
    "logo": ":streamlit:",
    "maths": "$x^2$ $$y$$",
    "arrows": "a -> b <- c <-> d -- e >= f <= g ~= h",
    "arrow alone": "->",
    "time": "12:30:45",
    "money": "$5 与 $6",
    "family": "👨‍👩‍👧‍👦🇨🇳🏳️‍🌈",
    "rare characters": "𠀀𪚥㐀䶮",
    "template": "{x} {{x}} %s ${x}",
    "backslashes": "\\ \\\\ \\*",
    "statement": "'; DROP TABLE reports;--",
    "combining": "é vs é",
    "right to left": "عربى",
    "address": "见 https://a.b/c_d?e=f&g=h",
    "address and words": "HTTPS://a.cn/x.html，详见附件",
    "bare address": "www.a.cn/x 与 b@a.cn",
}


def as_read(markdown: str) -> str:
    """What is left for the eye when Markdown has taken its backslashes."""
    return ESCAPED.sub(r"\1", markdown).replace(UNSEEN, "").replace("  \n", "\n")


@pytest.mark.parametrize("typed", TYPED.values(), ids=TYPED.keys())
def test_what_is_typed_is_what_is_read(typed: str) -> None:
    assert as_read(plain(typed)) == typed


@pytest.mark.parametrize("typed", TYPED.values(), ids=TYPED.keys())
def test_nothing_typed_is_markup(typed: str) -> None:
    assert ACTIVE.findall(ESCAPED.sub("", plain(typed))) == []


@pytest.mark.parametrize("typed", TYPED.values(), ids=TYPED.keys())
def test_nothing_typed_becomes_a_picture_or_a_sign(typed: str) -> None:
    text = ESCAPED.sub(r"\1", plain(typed))

    assert [pattern.pattern for pattern in DRAWN if pattern.search(text)] == []


@pytest.mark.parametrize(
    ("typed", "shown"),
    [("  一  ", "一"), ("一\n\n\n二", "一  \n二"), ("一\n    二", "一  \n二"), ("", "")],
    ids=["blanks around", "empty lines", "indent", "nothing"],
)
def test_blanks_that_markdown_means_something_by_are_left_out(typed: str, shown: str) -> None:
    assert plain(typed) == shown


@pytest.mark.parametrize(
    "address", ["https://a.b/c_d?e=f&g=h", "https://a.b/**x**", "http://a.b/%E5%85%AC"]
)
def test_grounds_that_are_an_address_become_a_link_to_it(address: str) -> None:
    assert source_link(address) == f"<{address}>"


@pytest.mark.parametrize(
    "typed",
    [
        "javascript:alert(1)",
        "https://a.b/ 另见",
        "https://a.cn/x.html，详见附件",
        "https://evil.exam…",
        "https://a.b/><script>",
        "ftp://a.b",
        "https://",
        "[x](https://a.b)",
    ],
)
def test_grounds_that_are_no_address_are_text(typed: str) -> None:
    assert source_link(typed) == plain(typed)
