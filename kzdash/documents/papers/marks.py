"""The marks of a template, such as {{ 标题 }}, and the styles that papers are written in."""

from __future__ import annotations

from enum import StrEnum

from jinja2 import StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment


class Mark(StrEnum):
    """A place of a template where words of a paper come; its value is what stands between {{ }}."""

    ISSUER = "发文机关"
    NUMBER = "发文字号"
    SIGNER = "签发人"
    TITLE = "标题"
    ADDRESSEE = "主送机关"
    BODY = "正文"
    ANNEX_LIST = "附件说明"
    SIGNATURE = "署名"
    DAY = "成文日期"
    ANNEXES = "附件"
    COPIES = "抄送机关"
    PRINTER = "印发机关"
    PRINTED = "印发日期"


# whole paragraphs come in their place
BLOCKS = (Mark.BODY, Mark.ANNEX_LIST, Mark.ANNEXES)
# without them a paper would lose what it says
NEEDED = (Mark.TITLE, *BLOCKS)
BODY, ANNEX_LIST, ANNEX_MARK, ANNEX_TITLE = "公文正文", "附件说明", "附件标记", "附件标题"
IN_TABLE, GRID = ("表格文字", "表头"), "Table Grid"
HEADINGS = ("Heading 1", "Heading 2", "Heading 3")
STYLES = (*HEADINGS, BODY, ANNEX_LIST, ANNEX_MARK, ANNEX_TITLE, *IN_TABLE, GRID)


def sandbox() -> ImmutableSandboxedEnvironment:
    """Return an environment in which a template can reach nothing but the words it is given."""
    environment = ImmutableSandboxedEnvironment(autoescape=True, undefined=StrictUndefined)
    environment.globals.clear()
    # by which words would become markup
    del environment.filters["safe"]
    return environment


def shown(mark: str) -> str:
    """Return a mark as it stands in a template."""
    return f"{{{{ {mark} }}}}"
