"""Why a document is not made, said in Chinese."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kzdash.errors import TemplateProblem

if TYPE_CHECKING:
    from kzdash.errors import BadTemplateError

TEMPLATE_PROBLEMS = {
    TemplateProblem.UNREADABLE: "不是 .docx 文档，或已损坏。请用 Word 或 WPS 打开，另存为 .docx",
    TemplateProblem.WIDE_BRACES: "“{words}”用了全角括号。请用半角的 {{{{ 和 }}}}",
    TemplateProblem.OPEN_BRACES: "“{words}”的括号不成对。每处标记都以 {{{{ 开头、以 }}}} 结尾",
    TemplateProblem.UNREADABLE_MARK: "“{words}”里的标记读不懂。{{{{ 和 }}}} 之间只写一个名称",
    TemplateProblem.NO_SUCH_MARK: "没有“{words}”这个标记。请改用手册“公文模板”一章列出的标记",
    TemplateProblem.NO_MARK: "缺少标记“{words}”。请写在它该出现的地方",
    TemplateProblem.NOT_ALONE: "标记“{words}”要在正文区单独占一段，并且只出现一次。请这样改好",
    TemplateProblem.NO_STYLE: "缺少样式“{words}”。请新建同名样式，或从系统自带的模板重新改起",
    TemplateProblem.FAILED: "套用时出错。请只用“名称加括号”的标记，或从系统自带的模板重新改起",
}


def bad_template(error: BadTemplateError) -> str:
    """Say which template of papers is wrong, what in it, and what to do."""
    problem = TEMPLATE_PROBLEMS[error.problem].format(words=error.words)
    return (
        f"公文模板 {error.file_name} 有误：{problem}，再请管理员放回模板文件夹。"
        "没有生成公文，其他文件照常可以下载。"
    )
